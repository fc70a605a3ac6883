"""Points from pairs: groups whose members all match across articles.

Sameness of sentences is not transitive: a sentence may carry two statements, and each of its
partners another one. So accepted pairs are never closed; they are covered greedily with cliques,
the strongest pair first, in which every two members of different articles are themselves
accepted. A unit may lie in several.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clique:
    """Units that make one statement, and the pairs that say so."""

    members: tuple[int, ...]
    pairs: tuple[tuple[Pair, float], ...]

    @property
    def weakest(self) -> float:
        """The poorest pair's score."""
        return min(score for _, score in self.pairs)


def cover(scores: Mapping[Pair, float], article: Sequence[int]) -> list[Clique]:
    """Cliques that cover every pair of ``scores`` (``i < j``, different articles) and no other."""
    beside: dict[int, set[int]] = {}
    for i, j in scores:
        beside.setdefault(i, set()).add(j)
        beside.setdefault(j, set()).add(i)
    waiting = dict.fromkeys(sorted(scores, key=lambda p: (-scores[p], p)))
    found = []
    for seed in list(waiting):
        if seed not in waiting:
            continue
        members = _grow(seed, scores, beside, article, waiting)
        pairs = tuple((p, scores[p]) for p in _across(members, article))
        for pair, _ in pairs:
            waiting.pop(pair, None)
        found.append(Clique(members=tuple(sorted(members)), pairs=pairs))
    return found


def _grow(
    seed: Pair,
    scores: Mapping[Pair, float],
    beside: Mapping[int, set[int]],
    article: Sequence[int],
    waiting: Mapping[Pair, None],
) -> set[int]:
    """Add units while every pair across articles is accepted and something new is covered."""
    members = set(seed)
    while True:
        best: tuple[float, int] | None = None
        for unit in set().union(*(beside[m] for m in members)) - members:
            others = [m for m in members if article[m] != article[unit]]
            if not others or not beside[unit].issuperset(others):
                continue
            pairs = [_ordered(unit, m) for m in others]
            if any(p in waiting for p in pairs):
                mean = sum(scores[p] for p in pairs) / len(pairs)
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
