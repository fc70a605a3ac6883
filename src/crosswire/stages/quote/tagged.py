"""How a candidate's content agrees with what the tagger took each of its tokens for."""

from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

from crosswire.stages.quote.holders import Holder
from crosswire.stages.quote.indirect import Candidate
from crosswire.stages.quote.tokens import OUTPUTS
from crosswire.stages.quote.tree import Tree

Odds = NDArray[np.float32]

TAGGED = (
    "tag_mean", "tag_sum", "tag_least", "tag_first", "tag_last", "tag_after", "tag_before",
    "tag_left_out_after", "tag_left_out_before", "tag_cue", "tag_cue_inside", "tag_first_within",
    "tag_last_within", "tag_last_after", "tag_source",
)  # fmt: skip
_INSIDE, _FIRST, _LAST, _CUE, _SOURCE = range(len(OUTPUTS))
_NOTHING = -6.0
_LIKELY = -1.5
READING = (-3.6, -2.2)
"""Least log-odds of a cue, and of the mean of a content's words, for a candidate to be looked at:
hardly any that would be chosen lies below. Training looks farther down."""
_NO_WORDS = frozenset(["PUNCT", "SPACE"])


class Tags:
    """The tagger's log-odds along one article."""

    def __init__(self, tree: Tree, odds: Odds, *, least: tuple[float, float] = READING) -> None:
        self._tree = tree
        self._least_cue, self._least_mean = least
        self._odds: list[list[float]] = odds.T.tolist()
        """By output, then by token: plain lists, which are quicker to look into than arrays."""
        self._likely = {k: np.flatnonzero(odds[:, k] >= _LIKELY).tolist() for k in (_FIRST, _LAST)}
        inside = odds[:, _INSIDE].astype(np.float64)
        self._sums: list[float] = [0.0, *np.cumsum(inside).tolist()]
        self._shares: list[float] = [0.0, *np.cumsum(1 / (1 + np.exp(-inside))).tolist()]

    def agreement(self, candidate: Candidate, held: Holder | None) -> list[float]:
        """The columns of ``TAGGED`` for a candidate."""
        odds, cue = self._odds, candidate.cue
        parts = [self._tokens(start, end) for start, end in candidate.content]
        first, last = self._trimmed(parts[0][0], parts[-1][1])
        low, high = self._sentence(cue)
        total = sum(self._sums[end] - self._sums[start] for start, end in parts)
        return [
            total / sum(end - start for start, end in parts),
            total,
            min(odds[_INSIDE][first : last + 1]),
            odds[_FIRST][first],
            odds[_LAST][last],
            self._inside_at(self._next_word(last, high)),
            self._inside_at(first - 1),
            self._shares[max(high, last + 1)] - self._shares[last + 1],
            self._shares[first] - self._shares[min(low, first)],
            odds[_CUE][cue],
            odds[_INSIDE][cue],
            self._most(first + 1, last + 1, _FIRST),
            self._most(first, last, _LAST),
            self._most(last + 1, high, _LAST),
            odds[_SOURCE][held.word] if held else _NOTHING,
        ]

    def may_be_cue(self, i: int) -> bool:
        """Whether candidates under this word are to be looked at."""
        return self._odds[_CUE][i] >= self._least_cue

    def may_be_content(self, candidate: Candidate) -> bool:
        """Whether the words of a candidate, taken together, do not rule it out."""
        parts = [self._tokens(start, end) for start, end in candidate.content]
        total = sum(self._sums[end] - self._sums[start] for start, end in parts)
        return total >= self._least_mean * sum(end - start for start, end in parts)

    def last_words(self, low: int, high: int) -> list[int]:
        """The tokens likeliest to end a content, of those from ``low`` to before ``high``."""
        return self._best(low, high, _LAST)[:2]

    def first_words(self, low: int, high: int) -> list[int]:
        """The tokens likeliest to begin one."""
        return self._best(low, high, _FIRST)[:1]

    def _best(self, low: int, high: int, output: int) -> list[int]:
        """The likely tokens of those from ``low`` to before ``high``, the likeliest first."""
        likely = self._likely[output]
        found = likely[bisect_left(likely, low) : bisect_left(likely, high)]
        return sorted(found, key=lambda i: -self._odds[output][i])

    def _tokens(self, start: int, end: int) -> tuple[int, int]:
        """The tokens of a stretch: the first, and the one after the last."""
        first = min(self._tree.at(start), len(self._tree.tokens) - 1)
        return first, max(self._tree.at(end), first + 1)

    def _sentence(self, cue: int) -> tuple[int, int]:
        start, end = self._tree.sentence(cue)
        return self._tree.at(start), self._tree.at(end)

    def _trimmed(self, first: int, end: int) -> tuple[int, int]:
        """The first and the last word of some tokens, marks and stops left out."""
        tokens, last = self._tree.tokens, end - 1
        while first < last and tokens[first].pos in _NO_WORDS:
            first += 1
        while last > first and tokens[last].pos in _NO_WORDS:
            last -= 1
        return first, last

    def _next_word(self, last: int, high: int) -> int:
        after = last + 1
        while after < high - 1 and self._tree.tokens[after].pos in _NO_WORDS:
            after += 1
        return after

    def _inside_at(self, i: int) -> float:
        return self._odds[_INSIDE][i] if 0 <= i < len(self._tree.tokens) else _NOTHING

    def _most(self, low: int, high: int, output: int) -> float:
        return max(self._odds[output][low:high], default=_NOTHING)
