"""How a candidate stands among its neighbours, once each has a score of its own."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crosswire.stages.quote.holders import Holder
from crosswire.stages.quote.indirect import Candidate
from crosswire.stages.quote.tree import Bounds, Tree

_REACH = 80
"""Cues farther off than so many tokens are no neighbours."""
_NOTABLE = 0.05
_SAME = 0.6

COMPANY = (
    "own", "best_rival", "behind_best", "better_rivals", "sum_of_rivals", "parsed_extent", "outer",
    "inner", "same_place", "cuts_across", "same_source", "in_sentence", "sentence_before",
    "sentence_after", "density",
)  # fmt: skip


class _Best(NamedTuple):
    """The best candidate of a cue."""

    cue: int
    at: int
    content: Bounds
    source: int
    score: float


def company(
    tree: Tree,
    found: Sequence[Candidate],
    held: Sequence[Holder | None],
    scores: NDArray[np.float64],
) -> list[list[float]]:
    """The columns of ``COMPANY`` for every candidate."""
    odds = np.log((scores + 1e-6) / (1 - scores + 1e-6)).tolist()
    plain = scores.tolist()
    of_cue: dict[int, list[int]] = {}
    for i, candidate in enumerate(found):
        of_cue.setdefault(candidate.cue, []).append(i)
    best = {cue: max(places, key=plain.__getitem__) for cue, places in of_cue.items()}
    notable = [
        _Best(cue, tree.tokens[cue].start, _whole(found[i]), _source(held[i]), plain[i])
        for cue, i in sorted(best.items())
        if plain[i] > _NOTABLE
    ]
    around = _Sentences(tree, notable)
    cues = [one.cue for one in notable]
    rows = []
    for i, candidate in enumerate(found):
        rivals = [j for j in of_cue[candidate.cue] if j != i]
        low = bisect_left(cues, candidate.cue - _REACH)
        near = notable[low : bisect_right(cues, candidate.cue + _REACH)]
        rows.append(
            [
                odds[i],
                max((plain[j] for j in rivals), default=0.0),
                odds[i] - odds[best[candidate.cue]],
                float(sum(plain[j] > plain[i] for j in rivals)),
                float(sum(plain[j] for j in rivals)),
                max((plain[j] for j in rivals if not found[j].extent), default=0.0),
                *_among(tree, candidate, _source(held[i]), near),
                *around.of(candidate.cue),
            ]
        )
    return rows


def _whole(candidate: Candidate) -> Bounds:
    return candidate.content[0][0], candidate.content[-1][1]


def _source(held: Holder | None) -> int:
    return held.word if held else -1


def _among(
    tree: Tree, candidate: Candidate, source: int, near: Sequence[_Best]
) -> tuple[float, float, float, float, float]:
    """The best score of a report around it, inside it, of its very words, across it, and of its
    source.
    """
    outer = inner = same = across = mate = 0.0
    start, end = _whole(candidate)
    at = tree.tokens[candidate.cue].start
    for one in near:
        if one.cue == candidate.cue:
            continue
        low, high = one.content
        score = one.score
        if low <= at < high and score > outer:
            outer = score
        if start <= one.at < end and score > inner:
            inner = score
        if score > mate and one.source == source != -1:
            mate = score
        common = min(high, end) - max(low, start)
        if common > _SAME * (max(high, end) - min(low, start)):
            same = max(same, score)
        elif common > 0:
            across = max(across, score)
    return outer, inner, same, across, mate


class _Sentences:
    """The scores of the best candidates by sentence."""

    def __init__(self, tree: Tree, notable: Sequence[_Best]) -> None:
        self._tree = tree
        self._at: dict[int, list[tuple[int, float]]] = {}
        for one in notable:
            start = tree.sentence(one.cue)[0]
            self._at.setdefault(start, []).append((one.cue, one.score))
        self._starts = sorted(self._at)
        self._density = sum(one.score for one in notable) / max(1, len(tree.sentences))

    def of(self, cue: int) -> tuple[float, float, float, float]:
        """Of the other cues of this sentence together, the best before, the best after, of all."""
        start = self._tree.sentence(cue)[0]
        here = sum(score for other, score in self._at.get(start, ()) if other != cue)
        before = bisect_left(self._starts, start)
        after = bisect_right(self._starts, start)
        return (
            here,
            self._best(before - 1) if before else 0.0,
            self._best(after) if after < len(self._starts) else 0.0,
            self._density,
        )

    def _best(self, k: int) -> float:
        return max(score for _, score in self._at[self._starts[k]])
