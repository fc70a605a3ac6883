"""The neighbourhood graph: which articles were weighed against which, and the chance of each pair.

A pair is weighed twice: by itself, and then within its company (``company.py``). By itself it is
weighed anew only once the shelf is no longer what it was; its company changes with every article.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from crosswire.models.boost import Boosters
from crosswire.stages.group.company import ALL, Company
from crosswire.stages.group.copies import COPY, two_issues
from crosswire.stages.group.pairs import SIGNALS, compare
from crosswire.stages.group.postings import Floats
from crosswire.stages.group.shelf import Shelf

NEIGHBOURS = 24
SAID = 0.1
"""Chance of a pair by itself below which no company makes it one story: where little is read, being the
only article near to another is no sign."""
LEAST = 0.02
"""Chance of a pair by itself below which it is no company."""
_BATCH = 256
_STALE = 0.25
"""Articles come since, as a share of those there are, from which neighbours are looked up anew."""
_COPIED = SIGNALS.index("copied")
Pair = tuple[int, int]


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
        self.issues: dict[int, set[int]] = {}
        """Article → others that are its like on another day, and never its story."""
        self._rows: dict[Pair, Floats] = {}
        """The signals of the pairs that company may make one story."""
        self._looked: dict[int, int] = {}
        """Article → how many had come when its neighbours were last looked up; what came back from
        a store and was not looked up since is not there."""

    def weigh(self, articles: Iterable[int]) -> None:
        """Weigh the pairs of ``articles`` within their company, by themselves where that is due."""
        asked = sorted(articles)
        self._look_up([one for one in asked if self._stale(one)])
        pairs = {_pair(one, other) for one in asked for other in self._likely(one)}
        # Their company would not be known.
        self._look_up(sorted({n for pair in pairs for n in pair} - self._looked.keys()))
        self._together([pair for pair in sorted(pairs) if pair in self._rows])

    def look_up(self, articles: Iterable[int]) -> None:
        """Weigh what came back from a store and was not looked up since; copies are nobody's
        neighbours."""
        self.weigh([n for n in articles if n not in self._looked and self.shelf.present[n]])

    def _stale(self, one: int) -> bool:
        looked = self._looked.get(one)
        return looked is None or self.shelf.came - looked > _STALE * self.shelf.living

    def _likely(self, one: int) -> list[int]:
        return [other for other, chance in self.near.get(one, {}).items() if chance >= SAID]

    def _look_up(self, articles: Sequence[int]) -> None:
        """Look up neighbours and weigh each pair by itself, once from whichever side."""
        done: set[Pair] = set()
        for at in range(0, len(articles), _BATCH):
            asked: list[Pair] = []
            read: list[Floats] = []
            for one in articles[at : at + _BATCH]:
                found = self.shelf.neighbours(one, NEIGHBOURS, self._window).tolist()
                known = self.near.setdefault(one, {})
                pairs = [(one, n) for n in dict.fromkeys([*found, *known])]
                pairs = [pair for pair in pairs if _pair(*pair) not in done]
                done.update(_pair(*pair) for pair in pairs)
                asked += pairs
                read.append(compare(self.shelf, one, np.array([n for _, n in pairs], np.int64)))
                self._looked[one] = self.shelf.came
            self._alone(asked, np.concatenate(read))

    def _alone(self, pairs: Sequence[Pair], rows: Floats) -> None:
        for (one, other), chance, row in zip(
            pairs, self._pairs.scores(rows).tolist(), rows, strict=True
        ):
            barred = self._part(one, other, float(row[_COPIED]))
            pair = _pair(one, other)
            if barred or chance < LEAST:
                self.near[one].pop(other, None)
                self.near.get(other, {}).pop(one, None)
            else:
                _keep(self.near, one, other, chance)
            if barred or chance < SAID:
                self._rows.pop(pair, None)
                _keep(self.joint, one, other, 0.0)
            else:
                self._rows[pair] = row.copy()

    def _part(self, one: int, other: int, share: float) -> bool:
        """Whether two are issues of the same returning thing on two days; noted where they are."""
        mine, theirs = self.shelf.sketches[one], self.shelf.sketches[other]
        may_return = share >= COPY or mine.title == theirs.title or mine.kind == "template"
        if may_return and two_issues(mine, theirs):
            self.issues.setdefault(one, set()).add(other)
            self.issues.setdefault(other, set()).add(one)
        return other in self.issues.get(one, ())

    def _together(self, pairs: Sequence[Pair]) -> None:
        company = Company(self.near, self.shelf.days)
        for at in range(0, len(pairs), 16 * _BATCH):
            some = pairs[at : at + 16 * _BATCH]
            rows = np.zeros((len(some), len(ALL)), np.float32)
            rows[:, : len(SIGNALS)] = [self._rows[pair] for pair in some]
            rows[:, len(SIGNALS) :] = [company.row(a, b, self.near[a][b]) for a, b in some]
            for (a, b), chance in zip(
                some, within(rows, self._company.scores(rows)).tolist(), strict=True
            ):
                _keep(self.joint, a, b, chance)

    def texts_like(self, one: int) -> list[int]:
        """Articles that share most of their runs of words with one."""
        return [n for n in self._likely(one) if self._rows[_pair(one, n)][_COPIED] >= COPY]

    def issues_among(self, articles: Collection[int]) -> list[Pair]:
        """Pairs of ``issues`` within some articles."""
        return [
            (one, other)
            for one in sorted(articles)
            for other in sorted(self.issues.get(one, ()))
            if one < other and other in articles
        ]

    def weighed(self, one: int, others: Sequence[int]) -> tuple[Floats, list[float]]:
        """Rows and chances of one article with others, weighed now and not kept."""
        self.look_up([one, *others])
        alone = compare(self.shelf, one, np.array(others, np.int64))
        chances = self._pairs.scores(alone).tolist()
        company = Company(self.near, self.shelf.days)
        rows = np.hstack([alone, company.rows(one, others, chances)])
        return rows, within(rows, self._company.scores(rows)).tolist()

    def drop(self, article: int) -> None:
        """Forget an article's pairs."""
        self._looked.pop(article, None)
        for other in self.near.get(article, ()):
            self._rows.pop(_pair(article, other), None)
        for chances in (self.near, self.joint):
            for other in chances.pop(article, {}):
                chances[other].pop(article, None)
        for other in self.issues.pop(article, ()):
            self.issues[other].discard(article)

    def renumber(self, new: Mapping[int, int]) -> None:
        """Articles bear other numbers from now on."""
        for chances in (self.near, self.joint):
            told = {
                new[one]: {new[other]: chance for other, chance in others.items()}
                for one, others in chances.items()
            }
            chances.clear()
            chances.update(told)
        self.issues = {new[one]: {new[n] for n in others} for one, others in self.issues.items()}
        self._rows = {(new[a], new[b]): row for (a, b), row in self._rows.items()}
        self._looked = {new[one]: came for one, came in self._looked.items()}


def within(rows: Floats, scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chances within their company, as far as there is any to go by."""
    alone, best = rows[:, ALL.index("chance")], rows[:, ALL.index("best_more")]
    found: NDArray[np.float64] = np.where(best < LEAST, np.minimum(alone, scores), scores)
    return np.where(alone < SAID, 0.0, found)


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _keep(chances: dict[int, dict[int, float]], one: int, other: int, chance: float) -> None:
    chances.setdefault(one, {})[other] = chances.setdefault(other, {})[one] = chance
