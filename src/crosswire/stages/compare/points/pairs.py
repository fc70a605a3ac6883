"""Which pairs of units are looked at closely: near by words or by sentence vector."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crosswire.stages.compare.points.board import Board, Floats, Ints
from crosswire.stages.compare.points.channels import Rows

NEAREST = 10
"""Candidates kept for a unit in each other article, by either signal."""
MOST_PAIRS = 60_000
"""Pairs looked at in one story; of more, the nearest are kept and the rest counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Candidate pairs, ``i < j`` in two articles, sorted; and how many were left out unread."""

    i: Ints
    j: Ints
    unread: int

    def __len__(self) -> int:
        return len(self.i)

    def index(self) -> dict[tuple[int, int], int]:
        """Where each pair stands."""
        return {p: n for n, p in enumerate(zip(self.i.tolist(), self.j.tolist(), strict=True))}


def candidates(board: Board, words: Rows) -> Pairs:
    """Near pairs of every two articles, within the bound."""
    bounds = np.r_[0, np.cumsum(board.sizes)]
    kept: list[tuple[Ints, Ints, Floats]] = []
    for a in range(len(board.sizes)):
        rows = slice(bounds[a], bounds[a + 1])
        if rows.start == rows.stop or rows.stop == bounds[-1]:
            continue
        rest = slice(rows.stop, bounds[-1])
        said = np.asarray((words.unit[rows] @ words.unit[rest].T).todense(), dtype=np.float32)
        meant = board.vectors[rows] @ board.vectors[rest].T
        for b in range(a + 1, len(board.sizes)):
            columns = slice(bounds[b] - rest.start, bounds[b + 1] - rest.start)
            if columns.start < columns.stop:
                x, y = np.nonzero(_near(said[:, columns]) | _near(meant[:, columns]))
                score = said[x, columns.start + y] + meant[x, columns.start + y]
                kept.append((x + rows.start, y + bounds[b], score))
    if not kept:
        none = np.zeros(0, dtype=np.int64)
        return Pairs(i=none, j=none, unread=0)
    i, j, score = (np.concatenate([k[n] for k in kept]) for n in range(3))
    unread = max(0, len(i) - MOST_PAIRS)
    if unread:
        best = np.sort(np.argsort(-score, kind="stable")[:MOST_PAIRS])
        i, j = i[best], j[best]
    order = np.lexsort((j, i))
    return Pairs(i=i[order].astype(np.int64), j=j[order].astype(np.int64), unread=unread)


def _near(block: Floats) -> NDArray[np.bool_]:
    """True for the best of every row and of every column."""
    keep = np.zeros(block.shape, dtype=np.bool_)
    for axis in (0, 1):
        size = block.shape[axis]
        if size <= NEAREST:
            keep[:] = True
            continue
        ordered = np.partition(block, size - NEAREST, axis=axis)
        keep |= block >= np.take(ordered, [size - NEAREST], axis=axis)
    return keep
