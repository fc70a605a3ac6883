"""Linear models over hashed features: a few bytes a feature, read by adding up rows of one table.

The names of the features are not kept, only what their hashes weigh (the hashing trick: Weinberger
and others 2009), so that such a table holds no word of what it was trained on.
"""

import gzip
import json
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from crosswire.errors import ModelError

_FOLDER = Path(__file__).parent / "trained"
_LEVELS = 127
_MIX, _LAST = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


class Hashed:
    """Weights by the number of a feature, one column an output."""

    def __init__(
        self, weights: NDArray[np.int8], scale: NDArray[np.float32], bias: NDArray[np.float32]
    ) -> None:
        self._weights = weights
        # Numbers that lie side by side are added several times as fast as rows of five.
        self._columns = [np.ascontiguousarray(column) for column in weights.T]
        self._scale = scale
        self._bias = bias

    def odds(self, rows: NDArray[np.integer]) -> NDArray[np.float32]:
        """The log-odds of every output, by row; a row is the numbers of its features."""
        sums = [column.take(rows).sum(axis=1, dtype=np.int32) for column in self._columns]
        added = np.stack(sums, axis=1)
        found: NDArray[np.float32] = added.astype(np.float32) * self._scale + self._bias
        return found


def numbered(seed: int, bits: int, *columns: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The number, below two to the power ``bits``, of what these columns hold together, by row."""
    mixed = np.full(len(columns[0]), seed * 7919 + 1, dtype=np.uint64)
    for column in columns:
        mixed = (mixed ^ column) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return ((mixed * _LAST) >> np.uint64(64 - bits)).astype(np.int64)


def pack(weights: NDArray[np.float32], bias: NDArray[np.float32]) -> Hashed:
    """Weights in eight bits each."""
    scale = (np.abs(weights).max(axis=0) / _LEVELS + 1e-12).astype(np.float32)
    return Hashed(np.round(weights / scale).astype(np.int8), scale, bias.astype(np.float32))


def save_hashed(path: Path, model: Hashed) -> None:
    """Write a model as one reproducible gzip file: a line of JSON, then a byte a weight."""
    head = {"scale": model._scale.tolist(), "bias": model._bias.tolist()}
    data = json.dumps(head).encode() + b"\n" + model._weights.tobytes()
    path.write_bytes(gzip.compress(data, compresslevel=9, mtime=0))


@cache
def load_hashed(name: str) -> Hashed:
    """The model stored as ``trained/NAME.hashed.gz``, once per process."""
    return read_hashed(_FOLDER / f"{name}.hashed.gz")


def read_hashed(path: Path) -> Hashed:
    """A model as ``save_hashed`` wrote it.

    Raises ``ModelError`` when the file is missing or damaged.
    """
    try:
        line, _, body = gzip.decompress(path.read_bytes()).partition(b"\n")
        head = json.loads(line)
        weights = np.frombuffer(body, np.int8).reshape(-1, len(head["bias"]))
    except (OSError, EOFError, ValueError, KeyError) as fault:
        raise ModelError(
            f"the trained model {path.name} cannot be read ({fault}); reinstall crosswire"
        ) from fault
    scale, bias = (np.asarray(head[k], dtype=np.float32) for k in ("scale", "bias"))
    return Hashed(weights, scale, bias)
