"""The neighbourhood graph: which articles were weighed against which, and the chance of each pair.

A pair is weighed twice: by itself, and then within its company (``company.py``).
"""

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from crosswire.models.boost import Boosters
from crosswire.stages.group.company import ALL, Company
from crosswire.stages.group.copies import two_issues
from crosswire.stages.group.pairs import compare
from crosswire.stages.group.shelf import Floats, Ints, Shelf

NEIGHBOURS = 24
SAID = 0.2
"""Chance of a pair by itself below which no company makes it one story: where little is read, being the
only article near to another is no sign."""
LEAST = 0.02
"""Chance of a pair by itself below which it is no company."""
_BATCH = 256


class Graph:
    """Chances between articles of a shelf, refreshed where asked."""

    def __init__(self, shelf: Shelf, pairs: Boosters, company: Boosters, window: float) -> None:
        self.shelf = shelf
        self._pairs = pairs
        self._company = company
        self._window = window
        self.near: dict[int, dict[int, float]] = {}
        """Article → other → the chance of the pair by itself."""
        self.joint: dict[int, dict[int, float]] = {}
        """Article → other → the chance of the pair within its company, however small: what was
        weighed and found to be none speaks against a merger."""
        self.unread: set[int] = set()
        """Articles that came back from a store and whose neighbours were not looked up since."""
        self.issues: dict[int, set[int]] = {}
        """Article → others that are its like on another day, and never its story."""

    def weigh(self, articles: Iterable[int]) -> None:
        """Look up the neighbours of ``articles`` and weigh every pair anew, twice."""
        waiting = sorted(articles)
        self.unread.difference_update(waiting)
        read: list[tuple[int, Ints, Floats, list[float]]] = []
        for at in range(0, len(waiting), _BATCH):
            read += self._alone(waiting[at : at + _BATCH])
        company = Company(self.near, self.shelf.days)
        for at in range(0, len(read), _BATCH):
            self._together(read[at : at + _BATCH], company)

    def _alone(self, articles: Sequence[int]) -> list[tuple[int, Ints, Floats, list[float]]]:
        """Weigh pairs by themselves; neighbours that came back from a store are looked up too, or
        their company would not be known."""
        asked: list[tuple[int, Ints, Floats]] = []
        for one in articles:
            known = self.near.setdefault(one, {})
            found = self.shelf.neighbours(one, NEIGHBOURS, self._window).tolist()
            others = np.array(list(dict.fromkeys([*found, *known])), np.int64)
            asked.append((one, others, compare(self.shelf, one, others)))
            self._part(one, found)
        beside = {n for _, others, _ in asked for n in others.tolist()} & self.unread
        if beside:
            self.unread -= beside
            self._alone(sorted(beside))
        scores = self._pairs.scores(np.concatenate([rows for *_, rows in asked])).tolist()
        read = []
        taken = 0
        for one, others, rows in asked:
            chances = scores[taken : taken + len(others)]
            taken += len(others)
            for other, chance in zip(others.tolist(), chances, strict=True):
                if self._issues(one, other) or chance < LEAST:
                    self.near[one].pop(other, None)
                    self.near.setdefault(other, {}).pop(one, None)
                else:
                    _keep(self.near, one, other, chance)
            read.append((one, others, rows, chances))
        return read

    def _part(self, one: int, others: Sequence[int]) -> None:
        """Note which of ``others`` are issues of the same returning thing on another day."""
        mine = self.shelf.sketches[one]
        for other in others:
            if two_issues(mine, self.shelf.sketches[other]):
                self.issues.setdefault(one, set()).add(other)
                self.issues.setdefault(other, set()).add(one)

    def _together(
        self, read: Sequence[tuple[int, Ints, Floats, list[float]]], company: Company
    ) -> None:
        rows = [
            np.hstack([rows, company.rows(one, others.tolist(), chances)])
            for one, others, rows, chances in read
        ]
        together = np.concatenate(rows)
        scores = within(together, self._company.scores(together)).tolist()
        taken = 0
        for one, others, _, _ in read:
            self.joint.setdefault(one, {})
            for other in others.tolist():
                barred = self._issues(one, other)
                _keep(self.joint, one, other, 0.0 if barred else scores[taken])
                taken += 1

    def _issues(self, one: int, other: int) -> bool:
        return other in self.issues.get(one, ())

    def issues_among(self, articles: Collection[int]) -> list[tuple[int, int]]:
        """Pairs of ``issues`` within some articles."""
        return [
            (one, other)
            for one in sorted(articles)
            for other in sorted(self.issues.get(one, ()))
            if one < other and other in articles
        ]

    def weighed(self, one: int, others: Sequence[int]) -> tuple[Floats, list[float]]:
        """Rows and chances of one article with others, weighed now and not kept."""
        array = np.array(others, np.int64)
        alone = compare(self.shelf, one, array)
        chances = self._pairs.scores(alone).tolist()
        company = Company(self.near, self.shelf.days)
        rows = np.hstack([alone, company.rows(one, others, chances)])
        return rows, within(rows, self._company.scores(rows)).tolist()

    def drop(self, article: int) -> None:
        """Forget an article's pairs."""
        self.unread.discard(article)
        for chances in (self.near, self.joint):
            for other in chances.pop(article, {}):
                chances[other].pop(article, None)
        for other in self.issues.pop(article, ()):
            self.issues[other].discard(article)


def within(rows: Floats, scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chances within their company, as far as there is any to go by."""
    alone, best = rows[:, ALL.index("chance")], rows[:, ALL.index("best_more")]
    found: NDArray[np.float64] = np.where(best < LEAST, np.minimum(alone, scores), scores)
    return np.where(alone < SAID, 0.0, found)


def _keep(chances: dict[int, dict[int, float]], one: int, other: int, chance: float) -> None:
    chances.setdefault(one, {})[other] = chances.setdefault(other, {})[one] = chance
