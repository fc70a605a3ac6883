"""The neighbourhood graph: which articles were weighed against which, and the chance of each pair."""

from collections.abc import Iterable, Sequence

import numpy as np

from crosswire.models.boost import Boosters
from crosswire.stages.group.pairs import compare
from crosswire.stages.group.shelf import Ints, Shelf

NEIGHBOURS = 24
_NOTHING = 0.02
"""Chances below are kept as "weighed, and no": they need no row of their own."""
_BATCH = 256


class Graph:
    """Chances between articles of a shelf, refreshed where asked."""

    def __init__(self, shelf: Shelf, model: Boosters, window: float) -> None:
        self.shelf = shelf
        self._model = model
        self._window = window
        self.near: dict[int, dict[int, float]] = {}

    def weigh(self, articles: Iterable[int]) -> None:
        """Look up the neighbours of ``articles`` and weigh every pair anew."""
        waiting = sorted(articles)
        for at in range(0, len(waiting), _BATCH):
            self._weigh(waiting[at : at + _BATCH])

    def _weigh(self, articles: Sequence[int]) -> None:
        asked: list[tuple[int, Ints]] = []
        for one in articles:
            known = self.near.setdefault(one, {})
            found = self.shelf.neighbours(one, NEIGHBOURS, self._window).tolist()
            others = list(dict.fromkeys([*found, *known]))
            asked.append((one, np.array(others, np.int64)))
        rows = [compare(self.shelf, one, others) for one, others in asked]
        scores = self._model.scores(np.concatenate(rows)).tolist() if rows else []
        taken = 0
        for one, near in asked:
            for other in near.tolist():
                self._keep(one, other, scores[taken])
                taken += 1

    def _keep(self, one: int, other: int, score: float) -> None:
        mine, theirs = self.near[one], self.near.setdefault(other, {})
        if score >= _NOTHING:
            mine[other] = theirs[one] = score
        else:
            mine.pop(other, None)
            theirs.pop(one, None)

    def chance(self, one: int, others: Ints) -> list[float]:
        """The chances of one article with others, weighed now and not kept."""
        found: list[float] = self._model.scores(compare(self.shelf, one, others)).tolist()
        return found

    def drop(self, article: int) -> None:
        """Forget an article's pairs."""
        for other in self.near.pop(article, {}):
            self.near[other].pop(article, None)
