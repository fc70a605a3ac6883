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
    ground = _Ground(given, beside, article, akin)
    found = []
    for seed in list(waiting):
        if seed not in waiting:
            continue
        members = _grow(seed, ground, waiting)
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

    def joins(self, unit: int, members: set[int]) -> bool:
        """``unit`` is akin to every sibling among ``members``."""
        others = [m for m in members if self.article[m] != self.article[unit]]
        return all(self.akin(unit, s, others) for s in members.difference(others))


class _Bid:
    """A unit that may join a clique: its pairs with the members of other articles."""

    __slots__ = ("new", "pairs", "total")

    def __init__(self) -> None:
        self.pairs = 0
        self.new = 0
        """Pairs not covered yet."""
        self.total = 0.0


def _grow(seed: Pair, ground: _Ground, waiting: Mapping[Pair, None]) -> set[int]:
    """Add units while all they pair with across articles is accepted, and not yet covered unless
    they bring another article.

    A unit that is not accepted beside one member, or not akin to one sibling, never joins later.
    """
    members: set[int] = set()
    bids = {u: _Bid() for s in seed for u in ground.beside[s]}
    for unit in seed:
        _add(unit, members, bids, ground, waiting)
    while bids:
        articles = {ground.article[m] for m in members}
        ready = [
            (bid.total / bid.pairs, -u)
            for u, bid in bids.items()
            if bid.new and (bid.new == bid.pairs or ground.article[u] not in articles)
        ]
        if not ready:
            break
        unit = -max(ready)[1]
        if ground.joins(unit, members):
            _add(unit, members, bids, ground, waiting)
        else:
            del bids[unit]
    return members


def _add(
    unit: int,
    members: set[int],
    bids: dict[int, _Bid],
    ground: _Ground,
    waiting: Mapping[Pair, None],
) -> None:
    """Make ``unit`` a member; who is not accepted beside it bids no longer."""
    members.add(unit)
    bids.pop(unit, None)
    for other in [u for u in bids if ground.article[u] != ground.article[unit]]:
        if other not in ground.beside[unit]:
            del bids[other]
            continue
        pair = (unit, other) if unit < other else (other, unit)
        bids[other].pairs += 1
        bids[other].new += pair in waiting
        bids[other].total += ground.scores[pair]


def _across(members: set[int], article: Sequence[int]) -> list[Pair]:
    ordered = sorted(members)
    return [
        (i, j) for n, i in enumerate(ordered) for j in ordered[n + 1 :] if article[i] != article[j]
    ]
