"""Linear models over hashed features: numbers in range, weights kept as they are."""

import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.errors import ModelError
from crosswire.models.hashed import numbered, pack, read_hashed, save_hashed

COLUMNS = st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=20).map(
    lambda values: np.asarray(values, dtype=np.uint64)
)


@given(COLUMNS, st.integers(0, 200), st.integers(1, 20))
def test_a_number_is_in_range_and_depends_on_nothing_but_its_columns(
    column: np.ndarray, seed: int, bits: int
) -> None:
    found = numbered(seed, bits, column, column[::-1])
    assert found.min() >= 0
    assert found.max() < 2**bits
    alone = [int(numbered(seed, bits, column[k : k + 1], column[::-1][k : k + 1])[0])
             for k in range(len(column))]  # fmt: skip
    assert found.tolist() == alone


def test_what_is_read_together_is_told_from_each_alone_and_from_the_other_order() -> None:
    a, b = np.asarray([3], dtype=np.uint64), np.asarray([5], dtype=np.uint64)
    found = [int(numbered(1, 40, *columns)[0]) for columns in ((a,), (b,), (a, b), (b, a))]
    assert len(set(found)) == 4
    assert int(numbered(2, 40, a)[0]) != found[0]


@given(st.integers(0, 2**32 - 1))
def test_eight_bits_keep_the_odds(seed: int) -> None:
    order = np.random.default_rng(seed)
    weights = order.normal(size=(64, 3)).astype(np.float32)
    bias = order.normal(size=3).astype(np.float32)
    rows = order.integers(0, 64, size=(10, 7))
    wanted = weights[rows].sum(axis=1) + bias
    step = np.abs(weights).max(axis=0) / 127
    assert (np.abs(pack(weights, bias).odds(rows) - wanted) <= 7 * step / 2 + 1e-3).all()


def test_a_model_is_read_as_it_was_written_and_written_the_same_twice(
    tmp_path: Path,
) -> None:
    path = tmp_path / "kept.hashed.gz"
    model = pack(np.arange(12, dtype=np.float32).reshape(6, 2), np.zeros(2, dtype=np.float32))
    save_hashed(path, model)
    once = path.read_bytes()
    save_hashed(path, model)
    assert path.read_bytes() == once
    rows = np.asarray([[0, 5], [1, 1]])
    assert (read_hashed(path).odds(rows) == model.odds(rows)).all()


@pytest.mark.parametrize(
    "content", [b"", b"no gzip", gzip.compress(b"{}\n", mtime=0), gzip.compress(b"x", mtime=0)]
)
def test_a_damaged_file_says_what_to_do(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "spoiled.hashed.gz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"spoiled\.hashed\.gz cannot be read .* reinstall"):
        read_hashed(path)
