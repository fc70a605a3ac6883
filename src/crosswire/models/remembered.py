"""Models that remember by content. With and without a memory, results are the same bit for bit.

That holds only for a model that reads a text (or a pair of texts) the same in every company: one at
a time, or unpadded. What an eight-bit model makes of a batch depends on everything in it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from crosswire.models.encoder import Floats, PieceEncoder, Pieces
from crosswire.models.memory import Key, Memory, key_of
from crosswire.models.pair_reader import PairReader, Texts


@dataclass(frozen=True, slots=True)
class RememberingEncoder:
    """An encoder that reads a text once."""

    encoder: PieceEncoder
    memory: Memory

    @property
    def name(self) -> str:
        """The name of the encoder that reads."""
        return self.encoder.name

    @property
    def version(self) -> str:
        """Its version."""
        return self.encoder.version

    def read(self, texts: Sequence[str]) -> list[Pieces]:
        """Each text, piece by piece."""
        maker = f"{self.name}/{self.version}"
        kept = self.memory.recall(
            [key_of(maker, text) for text in texts],
            lambda places: map(_packed, self.encoder.read([texts[n] for n in places])),
        )
        return [_unpacked(data) for data in kept]

    def pieces(self, text: str) -> Pieces:
        """One text, piece by piece."""
        return self.read([text])[0]

    def encode(self, texts: Sequence[str]) -> Floats:
        """Unit vectors, one row a text."""
        if not texts:
            return self.encoder.encode(texts)
        return np.stack([found.whole for found in self.read(texts)])


@dataclass(frozen=True, slots=True)
class RememberingPairReader:
    """A pair reader that reads a pair once."""

    reader: PairReader
    memory: Memory

    @property
    def version(self) -> str:
        """The version of the reader that reads."""
        return self.reader.version

    def read(self, pairs: Sequence[Texts]) -> Floats:
        """Log-odds, shape (pairs, 2)."""
        keys = [key_of(f"pair_reader/{self.version}", *sorted(pair)) for pair in pairs]
        found = remembered_rows(
            self.memory, keys, lambda places: self.reader.read([pairs[n] for n in places])
        )
        return found.reshape(-1, 2)


def remembered_rows(
    memory: Memory, keys: Sequence[Key], make: Callable[[Sequence[int]], Floats]
) -> Floats:
    """Single-precision numbers, one or one row a key; ``make`` reads the places that are new.

    ``make`` must give a place the same numbers whatever other places it is asked for with them.
    """

    def made(places: Sequence[int]) -> list[bytes]:
        return [row.tobytes() for row in np.asarray(make(places), dtype=np.float32)]

    kept = memory.recall(keys, made)
    return np.stack([np.frombuffer(k, dtype=np.float32) for k in kept]) if kept else _NONE


_NONE: Floats = np.zeros((0, 1), dtype=np.float32)


def _packed(pieces: Pieces) -> bytes:
    """Offsets, vectors and the whole, one after the other, their counts first."""
    counts = np.asarray(pieces.vectors.shape, dtype=np.int32)
    offsets = np.asarray(pieces.offsets, dtype=np.int32)
    parts = (counts, offsets, pieces.vectors, pieces.whole)
    return b"".join(np.ascontiguousarray(part).tobytes() for part in parts)


def _unpacked(data: bytes) -> Pieces:
    """The vectors stay in ``data``: nothing is copied, nothing can be changed."""
    rows, columns = np.frombuffer(data, dtype=np.int32, count=2).tolist()
    offsets = np.frombuffer(data, dtype=np.int32, count=2 * rows, offset=8).tolist()
    floats = np.frombuffer(data, dtype=np.float32, offset=8 + 8 * rows)
    return Pieces(
        vectors=floats[: rows * columns].reshape(rows, columns),
        offsets=tuple(zip(offsets[::2], offsets[1::2], strict=True)),
        whole=floats[rows * columns :],
    )
