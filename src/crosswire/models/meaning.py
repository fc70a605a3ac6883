"""Static word vectors: what a word means by itself, so that two headlines may say one thing in
different words. Made once from the sentence encoder (model2vec's way); read without it."""

import gzip
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from crosswire.errors import ModelError

_FILE = Path(__file__).parent / "trained" / "grouping.vectors.gz"
_SCALE = 127


class Meanings:
    """Stem → a vector of length one, in eight bits a number."""

    def __init__(self, stems: Sequence[str], rows: NDArray[np.int8]) -> None:
        self._numbers = {stem: at for at, stem in enumerate(stems)}
        # A stem never met is number -1: the row of zeros at the end.
        self._rows = np.vstack([rows, np.zeros((1, rows.shape[1]), np.int8)])

    def number(self, stem: str) -> int:
        """Where the vector of a stem stands; -1 for a stem never met."""
        return self._numbers.get(stem, -1)

    def vectors(self, numbers: NDArray[np.int32]) -> NDArray[np.float32]:
        """Vectors by number; zeros for -1."""
        found: NDArray[np.float32] = self._rows[numbers].astype(np.float32) / np.float32(_SCALE)
        return found


def packed(stems: Sequence[str], vectors: NDArray[np.float32]) -> bytes:
    """The file of vectors of length one: the stems in a line, then a byte a number."""
    rows = np.round(vectors * _SCALE).astype(np.int8)
    data = " ".join(stems).encode() + b"\n" + rows.tobytes()
    return gzip.compress(data, compresslevel=9, mtime=0)


@cache
def meanings() -> Meanings:
    """The packaged vectors, once per process."""
    try:
        head, _, body = gzip.decompress(_FILE.read_bytes()).partition(b"\n")
        stems = head.decode().split(" ")
        rows = np.frombuffer(body, np.int8).reshape(len(stems), -1)
    except (OSError, EOFError, ValueError) as fault:
        raise ModelError(
            f"the word vectors {_FILE.name} cannot be read ({fault}); reinstall crosswire"
        ) from fault
    return Meanings(stems, rows)
