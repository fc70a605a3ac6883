"""Reuse: whether two tellings are one piece of writing, by the whole text or by the passage."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from crosswire.records.comparison import Statement
from crosswire.records.quotation import Reading
from crosswire.records.span import Span
from crosswire.stages.compare.copies import SharedText
from crosswire.stages.compare.words import Word, common_run, outside_marks, words

SAME_WORDS = 14
"""Words in a row, outside quotations, from which two passages are one piece of writing.

Of 15,590 pairs of sentences that tell the same in articles with nothing else in common none has
14 in a row; titles, names and lists of places reach 13.
"""
SHARED_PASSAGE = 0.7
"""The same for edited passages: the share of the shorter one's words, 14 at least, that stand in
the other in runs of two or more, in their order.

Of 9,769 pairs of sentences of 14 words or more that tell the same, in articles with nothing else in
common, 13 reach it; of sentences in which every tenth word was changed 996 in 1,000 do.
"""
_OWN_WORDS = 7
"""Words among them that are no names: two lists of the same towns are no writing in common."""
_LONG_PASSAGE = 150
"""Words from which a passage is too long to say that one sentence of it was taken over."""


class Reuse:
    """What texts share, quotations left out: outlets that quote one speech have copied nothing."""

    def __init__(self, readings: Sequence[Reading], shared: Sequence[SharedText]) -> None:
        self._readings = {r.article: r for r in readings}
        self._shared = {frozenset((s.a, s.b)): s for s in shared}
        self._words: dict[str, list[Word]] = {}
        self._names: dict[str, frozenset[str]] = {}

    def because(self, a: Statement, b: Statement) -> str | None:
        """Why two members are one piece of writing, or None."""
        shared = self._shared.get(frozenset((a.article, b.article)))
        if shared:
            return shared.because
        here, there = self._unquoted(a, a.sentence), self._unquoted(b, b.sentence)
        names = self._names[a.article] & self._names[b.article]
        found = one_passage(here, there, names)
        if found:
            return found
        around = self._passage(a), self._passage(b)
        if around == (a.sentence, b.sentence):
            return None
        left, right = self._unquoted(a, around[0]), self._unquoted(b, around[1])
        if max(len(left), len(right)) > _LONG_PASSAGE:
            return None
        return one_passage(left, right, names)

    def _passage(self, member: Statement) -> Span:
        passages = self._readings[member.article].revision.passages
        return next((p.span for p in passages if p.span.contains(member.sentence)), member.sentence)

    def _unquoted(self, member: Statement, place: Span) -> list[str]:
        """The forms of the words of ``place`` that stand outside quotation marks."""
        if member.article not in self._words:
            body = self._readings[member.article].revision.body.content
            self._words[member.article] = outside_marks(words(body), body)
            self._names[member.article] = _names(self._words[member.article], body)
        found = self._words[member.article]
        first = bisect_left(found, place.start, key=lambda w: w.start)
        last = bisect_left(found, place.end, key=lambda w: w.start)
        return [w.form for w in found[first:last]]


def _names(found: Sequence[Word], text: str) -> frozenset[str]:
    """Forms that the text writes with a capital wherever they stand."""
    small = {w.form for w in found if not text[w.start].isupper()}
    return frozenset(w.form for w in found) - small


def one_passage(
    left: Sequence[str], right: Sequence[str], names: frozenset[str] = frozenset()
) -> str | None:
    """Why two runs of words are one piece of writing, or None: ``names`` alone never make it one."""
    # What the two have in common in any order bounds both readings of it, and is cheap.
    common = in_common(left, right)
    if common < SAME_WORDS:
        return None
    place, _, length = common_run(left, right)
    own = sum(form not in names for form in left[place : place + length])
    if length >= SAME_WORDS and own >= _OWN_WORDS:
        return f"{length} words in a row are the same"
    if common < SHARED_PASSAGE * min(len(left), len(right)):
        return None
    share = in_order(left, right)
    own = in_common([f for f in left if f not in names], [f for f in right if f not in names])
    if share >= SHARED_PASSAGE and own >= _OWN_WORDS:
        return f"{share:.0%} of the passage's words stand in the same order in the other"
    return None


def in_common(left: Sequence[str], right: Sequence[str]) -> int:
    """How many words both have, in whatever order."""
    return (Counter(left) & Counter(right)).total()


def in_order(left: Sequence[str], right: Sequence[str]) -> float:
    """Share of the shorter side's words that stand in both in runs of two or more, in one order.

    The matching blocks of Ratcliff and Obershelp, as in difflib.
    """
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    shorter = min(len(left), len(right))
    return sum(b.size for b in blocks if b.size > 1) / shorter if shorter else 0.0
