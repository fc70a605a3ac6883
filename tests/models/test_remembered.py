"""Remembering changes nothing but the time."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from crosswire.models.encoder import Floats, Pieces, load_encoder
from crosswire.models.memory import Memory, key_of
from crosswire.models.remembered import RememberingEncoder, remembered_rows

TEXTS = ["A ferry ran aground off Tarrow.", "", "Ω", "A ferry ran aground off Tarrow.", "…" * 400]


def same(one: Pieces, other: Pieces) -> bool:
    return (
        one.vectors.tobytes() == other.vectors.tobytes()
        and one.vectors.shape == other.vectors.shape
        and one.whole.tobytes() == other.whole.tobytes()
        and one.offsets == other.offsets
    )


def test_what_is_remembered_is_what_was_read_bit_for_bit(tmp_path: Path) -> None:
    bare = load_encoder()
    read = [bare.pieces(text) for text in TEXTS]
    for _ in range(2):
        encoder = RememberingEncoder(bare, Memory(tmp_path, megabytes=10))
        assert all(map(same, encoder.read(TEXTS), read))
        assert all(map(same, encoder.read(TEXTS), read))
        assert encoder.encode(TEXTS).tobytes() == bare.encode(TEXTS).tobytes()
        assert encoder.encode([]).shape == (0, 384)


def test_another_version_reads_anew(tmp_path: Path) -> None:
    class Other:
        name, version = "all-MiniLM-L6-v2-int8", "another"

        def read(self, texts: Sequence[str]) -> list[Pieces]:
            one = np.ones((1, 2), dtype=np.float32)
            return [Pieces(vectors=one, offsets=((0, 1),), whole=one[0]) for _ in texts]

        def pieces(self, text: str) -> Pieces:
            return self.read([text])[0]

        def encode(self, texts: Sequence[str]) -> Floats:
            return np.ones((len(texts), 2), dtype=np.float32)

    memory = Memory(tmp_path, megabytes=10)
    assert RememberingEncoder(load_encoder(), memory).pieces("Ω").whole.shape == (384,)
    assert RememberingEncoder(Other(), memory).pieces("Ω").whole.shape == (2,)


def test_numbers_of_pairs_are_read_once_each() -> None:
    asked: list[int] = []

    def make(places: Sequence[int]) -> Floats:
        asked.extend(places)
        return np.asarray([[n, n / 3] for n in places], dtype=np.float32)

    memory = Memory()
    keys = [key_of("pairs/1", a, b) for a, b in (("x", "y"), ("y", "x"), ("x", "y"))]
    wanted = np.asarray([[0, 0], [1, 1 / 3], [0, 0]], dtype=np.float32)
    for _ in range(2):
        assert np.array_equal(remembered_rows(memory, keys, make), wanted)
    assert asked == [0, 1]
    assert remembered_rows(memory, [], make).shape == (0, 1)
