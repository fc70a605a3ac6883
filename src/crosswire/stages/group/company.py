"""A pair within its company: who else is near to either, and whether those agree.

A pair by itself says too little where all is about one subject. Two reports of one event share
their other neighbours and are each other's nearest; a follow-up has nearer company of its own.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crosswire.stages.group.pairs import SIGNALS
from crosswire.stages.group.postings import Floats

Near = Mapping[int, Mapping[int, float]]
Days = Sequence[float] | NDArray[np.float64]

COMPANY = (
    "chance", "best_more", "best_less", "share_more", "share_less", "company", "go_between",
    "friends_more", "friends_less", "gap_told", "gap_unstated",
)  # fmt: skip
"""The columns, in order: the pair's chance by itself; the best other chance of either; the chance
against those; neighbours in common; the best third article between; what sure friends of either say
of the other; days apart, a missing day taken from the nearest neighbour that has one."""
ALL = SIGNALS + COMPANY
_FRIEND = 0.5
_DATED = 0.05


class _Summary(NamedTuple):
    """What is needed of one article's neighbourhood."""

    best: float
    nearest: int
    second: float
    total: float
    friends: dict[int, float]
    days: tuple[tuple[int, float], ...]
    """The two nearest neighbours that have a day, with their days."""


def summary(near: Mapping[int, float], days: Days) -> _Summary:
    """Read one neighbourhood."""
    ranked = sorted(near.items(), key=lambda item: (-item[1], item[0]))
    dated = [(k, days[k]) for k, p in ranked if p > _DATED and not math.isnan(days[k])]
    return _Summary(
        best=ranked[0][1] if ranked else 0.0,
        nearest=ranked[0][0] if ranked else -1,
        second=ranked[1][1] if len(ranked) > 1 else 0.0,
        total=1.0 + sum(near.values()),
        friends={k: p for k, p in ranked if p >= _FRIEND},
        days=tuple(dated[:2]),
    )


class Company:
    """Neighbourhoods of a graph as it stands, read once each."""

    def __init__(self, near: Near, days: Days) -> None:
        self._near = near
        self._days = days
        self._known: dict[int, _Summary] = {}

    def _of(self, article: int) -> _Summary:
        found = self._known.get(article)
        if found is None:
            found = self._known[article] = summary(self._near.get(article, {}), self._days)
        return found

    def rows(self, one: int, others: Sequence[int], chances: Sequence[float]) -> Floats:
        """One row of ``COMPANY`` for each pair of ``one`` and another, whose chance is given."""
        found = [self.row(one, b, p) for b, p in zip(others, chances, strict=True)]
        return np.array(found, np.float32).reshape(len(found), len(COMPANY))

    def row(self, a: int, b: int, chance: float) -> tuple[float, ...]:
        """The values of ``COMPANY`` for one pair."""
        one, other = self._of(a), self._of(b)
        mine, theirs = self._near.get(a, {}), self._near.get(b, {})
        best_a = one.second if one.nearest == b else one.best
        best_b = other.second if other.nearest == a else other.best
        kept = mine.get(b, 0.0)
        both = [min(mine[k], theirs[k]) for k in mine.keys() & theirs.keys()]
        shared = 2 * kept + math.fsum(both)
        share_a = chance / max(best_a, chance, 1e-3)
        share_b = chance / max(best_b, chance, 1e-3)
        friends = _say(one, b, theirs), _say(other, a, mine)
        gap = abs(self._day(a, one, b) - self._day(b, other, a))
        unstated = math.isnan(self._days[a]) or math.isnan(self._days[b])
        return (
            chance,
            max(best_a, best_b),
            min(best_a, best_b),
            max(share_a, share_b),
            min(share_a, share_b),
            shared / (one.total + other.total - shared),
            max(both, default=0.0),
            float(np.fmax(*friends)),
            float(np.fmin(*friends)),
            gap,
            gap if unstated else math.nan,
        )

    def _day(self, article: int, known: _Summary, without: int) -> float:
        day = self._days[article]
        if not math.isnan(day):
            return day
        return next((d for k, d in known.days if k != without), math.nan)


def _say(known: _Summary, other: int, theirs: Mapping[int, float]) -> float:
    """What an article's sure friends say of the other, weighed by how sure; NaN without any."""
    total = said = 0.0
    for friend, chance in known.friends.items():
        if friend != other:
            total += chance
            said += chance * theirs.get(friend, 0.0)
    return said / total if total else math.nan
