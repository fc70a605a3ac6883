"""Finding words again in a long text: by pairs of neighbouring words, never by comparing all.

A text of 30,000 words is read once into an index of its pairs of words; a quotation then looks up
its own pairs. Runs of hits on one diagonal are stretches that both have word for word (maximal
exact matches, as in Kurtz et al. 2004 for genomes); the best chain of such stretches in the order
of the quotation is its alignment (chaining after Abouelhoda and Ohlebusch 2005).
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from crosswire.stages.compare.points.words import STOP
from crosswire.stages.compare.witness.lexing import Speech

_COMMON = 60
"""A pair of words that stands more often than this leads nowhere by itself."""
_RARE = 12
"""A single word that stands no more often than this is a hit by itself."""
_ANCHORS = 6
_AROUND = 150
"""Words around the surest stretches among which the rest of a quotation is looked for."""
_BLOCKS = 160
FAR = 120
"""Words that may be missing between two stretches without a sign of a cut."""
_STOP_WEIGHT = 0.3
_OTHER_VOICE = 2.5


class Block(NamedTuple):
    """``size`` words from word ``i`` of a quotation stand at word ``j`` of the source."""

    i: int
    j: int
    size: int


def weight(form: str) -> float:
    """How much a word shows: a word without meaning of its own recurs everywhere."""
    return _STOP_WEIGHT if form in STOP or len(form) < 2 else 1.0


class Index:
    """Words and pairs of words of one primary source, with their places."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self._at: dict[str, list[int]] = {}
        self._pairs: dict[tuple[str, str], list[int]] = {}
        for k, form in enumerate(speech.forms):
            self._at.setdefault(form, []).append(k)
        for k, pair in enumerate(pairwise(speech.forms)):
            self._pairs.setdefault(pair, []).append(k)

    def exact(self, forms: Sequence[str]) -> list[int]:
        """Every place where these words stand in a row."""
        if len(forms) < 2:
            return list(self._at.get(forms[0], ())) if forms else []
        pairs = list(pairwise(forms))
        rarest = min(range(len(pairs)), key=lambda k: len(self._pairs.get(pairs[k], ())))
        wanted, said = list(forms), self.speech.forms
        starts = (j - rarest for j in self._pairs.get(pairs[rarest], ()))
        return [j for j in starts if j >= 0 and said[j : j + len(wanted)] == wanted]

    def blocks(self, forms: Sequence[str]) -> list[Block]:
        """Stretches that both have, around the surest of them, in the order of the source."""
        found = self._runs(forms)
        if not found:
            return []
        totals = _totals(forms)
        surest = sorted(found, key=lambda b: totals[b.i] - totals[b.i + b.size])[:_ANCHORS]
        size = len(forms) + _AROUND
        near = [b for b in found if any(abs((b.j - b.i) - (a.j - a.i)) <= size for a in surest)]
        near.sort(key=lambda b: totals[b.i] - totals[b.i + b.size])
        return sorted(near[:_BLOCKS], key=lambda b: (b.j, b.i))

    def _runs(self, forms: Sequence[str]) -> list[Block]:
        """Maximal stretches of two words or more, and rare single words."""
        hits: dict[int, list[int]] = {}
        for i, pair in enumerate(pairwise(forms)):
            places = self._pairs.get(pair, ())
            if len(places) <= _COMMON:
                for j in places:
                    hits.setdefault(j - i, []).append(i)
        found = []
        for diagonal, places in hits.items():
            first = last = places[0]
            for i in places[1:]:
                if i != last + 1:
                    found.append(Block(first, first + diagonal, last - first + 2))
                    first = i
                last = i
            found.append(Block(first, first + diagonal, last - first + 2))
        covered = {(b.i + k, b.j + k) for b in found for k in range(b.size)}
        single = [
            Block(i, j, 1)
            for i, form in enumerate(forms)
            if weight(form) == 1 and len(places := self._at.get(form, [])) <= _RARE
            for j in places
            if (i, j) not in covered
        ]
        return found + single

    def chain(self, forms: Sequence[str], signs: Sequence[int]) -> list[Block]:
        """The best stretches in one order; before the words ``signs`` any number may be missing."""
        blocks = self.blocks(forms)
        totals = _totals(forms)
        best: list[tuple[float, int | None, Block]] = []
        for n, block in enumerate(blocks):
            own = totals[block.i + block.size] - totals[block.i]
            ways: list[tuple[float, int | None, Block]] = [(own, None, block)]
            for p, (score, _, before) in enumerate(best[:n]):
                joined = _after(before, block)
                cost = self._cost(before, joined, signs) if joined else None
                if joined and cost is not None:
                    gain = totals[joined.i + joined.size] - totals[joined.i]
                    ways.append((score + gain - cost, p, joined))
            best.append(max(ways, key=lambda way: way[0]))
        return _trail(best)

    def _cost(self, before: Block, after: Block, signs: Sequence[int]) -> float | None:
        """What it speaks against the two that words are missing or put in between."""
        i, j = before.i + before.size, before.j + before.size
        missing, added = after.j - j, after.i - i
        voices = self.speech.voices
        turned = voices[self.speech.turns[j - 1]] != voices[self.speech.turns[after.j]]
        change = _OTHER_VOICE if turned else 0.0
        if any(i <= k <= after.i for k in signs):
            return 0.1 * math.log2(1 + missing) + 0.3 * added + change
        if missing > FAR:
            return None
        return 0.25 * math.log2(1 + missing) + 0.4 * added + change


def _totals(forms: Sequence[str]) -> list[float]:
    totals = [0.0]
    for form in forms:
        totals.append(totals[-1] + weight(form))
    return totals


def _after(before: Block, block: Block) -> Block | None:
    """What of ``block`` follows ``before`` in both texts."""
    over = max(0, before.i + before.size - block.i, before.j + before.size - block.j)
    if over >= block.size:
        return None
    return Block(block.i + over, block.j + over, block.size - over)


def _trail(best: Sequence[tuple[float, int | None, Block]]) -> list[Block]:
    """The blocks that lead to the best end."""
    if not best:
        return []
    at: int | None = max(range(len(best)), key=lambda n: best[n][0])
    found = []
    while at is not None:
        _, before, block = best[at]
        found.append(block)
        at = before
    return found[::-1]
