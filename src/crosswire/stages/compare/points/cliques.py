"""Points from pairs: groups whose members all match across articles.

Sameness of sentences is not transitive: a sentence may carry two statements, and each of its
partners another one. So accepted pairs are never closed; they are covered greedily with cliques,
the strongest pair first, in which every two members of different articles are themselves
accepted. A unit may lie in several. A second unit of one article joins only when it is akin to
its sibling there, so that a point reads as one statement. A pair that is covered already is shown
again only where another article joins it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Pair = tuple[int, int]
Akin = Callable[[int, int, Sequence[int]], bool]
"""Do two units of one article state the same, beside these units of the others?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clique:
    """Units that make one statement, and the pairs that say so."""

    members: tuple[int, ...]
    pairs: tuple[tuple[Pair, float], ...]

    @property
    def weakest(self) -> float:
        """The poorest pair's score."""
        return min(score for _, score in self.pairs)


def cover(
    scores: Mapping[Pair, float],
    article: Sequence[int],
    akin: Akin,
    covered: Mapping[Pair, float] | None = None,
) -> list[Clique]:
    """Cliques that cover every pair of ``scores`` (``i < j``, different articles).

    Pairs of ``covered`` are shown elsewhere; a clique may hold one when another article joins it.
    """
    given = {**(covered or {}), **scores}
    beside: dict[int, set[int]] = {}
    for i, j in given:
        beside.setdefault(i, set()).add(j)
        beside.setdefault(j, set()).add(i)
    waiting = dict.fromkeys(sorted(scores, key=lambda p: (-scores[p], p)))
    found = []
    for seed in list(waiting):
        if seed not in waiting:
            continue
        members = _grow(seed, _Ground(given, beside, article, akin), waiting)
        pairs = tuple((p, given[p]) for p in _across(members, article))
        for pair, _ in pairs:
            waiting.pop(pair, None)
        found.append(Clique(members=tuple(sorted(members)), pairs=pairs))
    return found


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a clique grows on."""

    scores: Mapping[Pair, float]
    beside: Mapping[int, set[int]]
    article: Sequence[int]
    akin: Akin

    def joins(self, unit: int, members: set[int]) -> list[Pair]:
        """The pairs that ``unit`` brings, or none where it may not join."""
        others = [m for m in members if self.article[m] != self.article[unit]]
        if not others or not self.beside[unit].issuperset(others):
            return []
        siblings = members.difference(others)
        if not all(self.akin(unit, s, others) for s in siblings):
            return []
        return [_ordered(unit, m) for m in others]

    def brings_article(self, unit: int, members: set[int]) -> bool:
        """No member is of the unit's article."""
        return all(self.article[m] != self.article[unit] for m in members)


def _grow(seed: Pair, ground: _Ground, waiting: Mapping[Pair, None]) -> set[int]:
    """Add units while all they pair with across articles is accepted, and not yet covered unless
    they bring another article."""
    members = set(seed)
    while True:
        best: tuple[float, int] | None = None
        for unit in set().union(*(ground.beside[m] for m in members)) - members:
            pairs = ground.joins(unit, members)
            new = [p in waiting for p in pairs]
            if any(new) and (all(new) or ground.brings_article(unit, members)):
                mean = sum(ground.scores[p] for p in pairs) / len(pairs)
                best = max(best or (mean, -unit), (mean, -unit))
        if best is None:
            return members
        members.add(-best[1])


def _across(members: set[int], article: Sequence[int]) -> list[Pair]:
    ordered = sorted(members)
    return [
        (i, j) for n, i in enumerate(ordered) for j in ordered[n + 1 :] if article[i] != article[j]
    ]


def _ordered(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)
