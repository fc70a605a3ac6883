"""Context: a value of a pair seen against its rivals, its neighbours and the other articles."""

from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

from crosswire.stages.compare.points.board import Board, Floats, Ints
from crosswire.stages.compare.points.pairs import Pairs


class Context:
    """The candidate pairs of one board, grouped so that values can be compared."""

    def __init__(self, board: Board, pairs: Pairs) -> None:
        self._pairs = pairs
        self._article = board.article
        self._size = len(board.article)
        articles = len(board.sizes)
        self._groups = (
            _Groups(pairs.i * articles + board.article[pairs.j]),
            _Groups(pairs.j * articles + board.article[pairs.i]),
        )
        self._codes = pairs.i * self._size + pairs.j
        self._shifted = {
            (di, dj): self._at(pairs.i + di, pairs.j + dj)
            for di, dj in ((-1, -1), (1, 1), (0, 1), (0, -1), (1, 0), (-1, 0))
        }

    def _at(self, i: Ints, j: Ints) -> Ints:
        """Where pairs (i, j) stand among the candidates; -1 where they are none."""
        last = self._size - 1
        same = (self._article[np.clip(i, 0, last)] == self._article[self._pairs.i]) & (
            self._article[np.clip(j, 0, last)] == self._article[self._pairs.j]
        )
        codes = np.where(same & (i >= 0) & (j <= last), i * self._size + j, -1)
        if not len(self._codes):
            return np.zeros(0, dtype=np.int64)
        place = np.clip(np.searchsorted(self._codes, codes), 0, len(self._codes) - 1)
        return np.where(self._codes[place] == codes, place, -1)

    def rivals(self, value: Floats) -> list[Floats]:
        """Rank and margin in either direction: best rank, worst rank, least and most margin."""
        value = np.nan_to_num(value, nan=0.0)
        ranks, margins = zip(*(g.standing(value) for g in self._groups), strict=True)
        return [
            np.minimum(*ranks), np.maximum(*ranks), np.minimum(*margins), np.maximum(*margins)
        ]  # fmt: skip

    def around(self, value: Floats) -> list[Floats]:
        """What the neighbouring pairs score: along the diagonal, and beside."""
        value = np.r_[np.nan_to_num(value, nan=0.0), 0.0].astype(np.float32)
        at = self._shifted
        return [
            np.maximum(value[at[-1, -1]], value[at[1, 1]]),
            np.maximum(
                np.maximum(value[at[0, 1]], value[at[0, -1]]),
                np.maximum(value[at[1, 0]], value[at[-1, 0]]),
            ),
        ]

    def through(self, value: Floats) -> Floats:
        """The best detour over a unit of a third article: the poorer of its two steps."""
        i, j = self._pairs.i, self._pairs.j
        value = np.nan_to_num(value, nan=0.0)
        found = np.zeros(len(i), dtype=np.float32)
        table = csr_matrix(
            (np.r_[value, value], (np.r_[i, j], np.r_[j, i])), shape=(self._size, self._size)
        )
        edges = np.flatnonzero(np.r_[True, np.diff(i) != 0, True]) if len(i) else np.zeros(1, int)
        for a, b in pairwise(edges):
            row = table[i[a]]
            if row.nnz:
                beside = table[j[a:b]][:, row.indices].toarray()
                found[a:b] = np.minimum(beside, row.data[None, :]).max(axis=1)
        return found

    def crowd(self, value: Floats) -> list[Floats]:
        """How much either unit matches over all articles: the smaller and the larger sum."""
        value = np.nan_to_num(value, nan=0.0)
        total = np.bincount(self._pairs.i, value, self._size) + np.bincount(
            self._pairs.j, value, self._size
        )
        a, b = total[self._pairs.i], total[self._pairs.j]
        return [np.minimum(a, b).astype(np.float32), np.maximum(a, b).astype(np.float32)]


class _Groups:
    """Pairs that share a unit and the other article."""

    def __init__(self, keys: Ints) -> None:
        _, self._of = np.unique(keys, return_inverse=True)
        self._many = int(self._of.max()) + 1 if len(keys) else 0

    def standing(self, value: Floats) -> tuple[Floats, Floats]:
        """Rank within the group (0 the best) and the margin to the best other."""
        if not self._many:
            return np.zeros(0, np.float32), np.zeros(0, np.float32)
        order = np.lexsort((-value, self._of))
        group = self._of[order]
        start = np.r_[True, group[1:] != group[:-1]]
        first = np.flatnonzero(start)
        rank = np.arange(len(order)) - np.repeat(first, np.diff(np.r_[first, len(order)]))
        best = value[order[first]]
        seconds = np.minimum(first + 1, len(order) - 1)
        lone = group[seconds] != group[first]
        second = np.where(lone, 0.0, value[order[seconds]])
        margin = np.where(rank == 0, value[order] - second[group], value[order] - best[group])
        ranks, margins = np.empty(len(order), np.float32), np.empty(len(order), np.float32)
        ranks[order], margins[order] = rank, margin
        return ranks, margins
