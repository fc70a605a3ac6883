"""Which pairs of units are looked at closely: near by words or by sentence vector."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crosswire.stages.compare.points.board import Board, Floats, Ints
from crosswire.stages.compare.points.bounds import Bounds
from crosswire.stages.compare.points.channels import Rows

NEAREST = 10
"""Candidates kept for a unit in each other article, by either signal."""
MOST_PAIRS = Bounds().pairs
_CELLS = 4_000_000
"""Cells of likeness held at once, unless two articles alone have more."""


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


def candidates(board: Board, words: Rows, most: int = MOST_PAIRS) -> Pairs:
    """Near pairs of every two articles; of more than ``most`` the nearest."""
    nearest = _Nearest(most)
    for i, j, score in _blocks(board, words):
        nearest.add(i, j, score)
    i, j = nearest.pairs()
    order = np.lexsort((j, i))
    return Pairs(i=i[order], j=j[order], unread=nearest.seen - len(i))


def _blocks(board: Board, words: Rows) -> Iterator[tuple[Ints, Ints, Floats]]:
    """The near pairs of every two articles with their likeness."""
    bounds = np.r_[0, np.cumsum(board.sizes)]
    for a in range(len(board.sizes)):
        rows = slice(bounds[a], bounds[a + 1])
        for first, last in _stretches(board.sizes, a):
            rest = slice(bounds[first], bounds[last])
            said = np.asarray((words.unit[rows] @ words.unit[rest].T).todense(), dtype=np.float32)
            meant = board.vectors[rows] @ board.vectors[rest].T
            for b in (b for b in range(first, last) if board.sizes[b]):
                columns = slice(bounds[b] - rest.start, bounds[b + 1] - rest.start)
                x, y = np.nonzero(_near(said[:, columns]) | _near(meant[:, columns]))
                score = said[x, columns.start + y] + meant[x, columns.start + y]
                yield x + rows.start, y + bounds[b], score


def _stretches(sizes: Ints, a: int) -> Iterator[tuple[int, int]]:
    """The articles after ``a``, as many at a time as ``_CELLS`` allow."""
    first, columns = a + 1, 0
    for b in range(a + 1, len(sizes)):
        if columns and (columns + sizes[b]) * sizes[a] > _CELLS:
            yield first, b
            first, columns = b, 0
        columns += sizes[b]
    if columns and sizes[a]:
        yield first, len(sizes)


class _Nearest:
    """The nearest ``most`` pairs of all that were seen; of pairs as near, those seen first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: list[tuple[Ints, Ints, Floats]] = []
        self._count = 0
        self.seen = 0

    def add(self, i: Ints, j: Ints, score: Floats) -> None:
        self._held.append((i, j, score))
        self._count += len(i)
        self.seen += len(i)
        if self._count > 8 * self._most:
            self._cut()

    def pairs(self) -> tuple[Ints, Ints]:
        """In the order in which they were seen."""
        if not self._held:
            none = np.zeros(0, dtype=np.int64)
            return none, none
        self._cut()
        i, j, _ = self._held[0]
        return i.astype(np.int64), j.astype(np.int64)

    def _cut(self) -> None:
        i, j, score = (np.concatenate([held[n] for held in self._held]) for n in range(3))
        if len(i) > self._most:
            best = np.sort(np.argsort(-score, kind="stable")[: self._most])
            i, j, score = i[best], j[best], score[best]
        self._held, self._count = [(i, j, score)], len(i)


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
