"""The passage of a primary source that is plainly near to words not found in it.

Nearness is shared words by how rare they are in the source itself. It is no verdict: a near passage
may be the one retold, or another on the same matter.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from crosswire.records.span import Span, Text
from crosswire.stages.compare.points.words import STOP
from crosswire.stages.compare.witness.lexing import Speech
from crosswire.stages.compare.words import root

_LEAST = 3
"""Words in common that make a passage near."""
_SHARE = 0.5
_SENTENCE_END = re.compile(r"[.?!]+[\"”’')\]]*\s")


class Passages:
    """A source's sentences, found by the roots of their words."""

    def __init__(self, speech: Speech, text: Text) -> None:
        self._text = text
        self._speech = speech
        self._bounds = _sentences(speech, text.content)
        self._roots: list[frozenset[str]] = []
        self._by_root: dict[str, list[int]] = {}
        for n, (first, after) in enumerate(self._bounds):
            roots = _roots(speech.forms[k] for k in speech.spoken(first, after))
            self._roots.append(roots)
            for key in roots:
                self._by_root.setdefault(key, []).append(n)

    def nearest(self, forms: Sequence[str]) -> tuple[Span, int, list[str]] | None:
        """(sentence, its turn, words in common) of the plainly nearest sentence, or None."""
        wanted = _roots(forms)
        worth = {key: self._worth(key) for key in wanted}
        found: dict[int, float] = {}
        for key in wanted:
            for n in self._by_root.get(key, ()):
                found[n] = found.get(n, 0.0) + worth[key]
        if not found:
            return None
        best = min(found, key=lambda n: (-found[n], n))
        shared = [f for f in forms if root(f) in wanted and root(f) in self._roots[best]]
        few = len(set(map(root, shared))) < _LEAST
        if few or found[best] < _SHARE * sum(worth.values()):
            return None
        first, after = self._bounds[best]
        span = Span.of(self._text, self._speech.starts[first], self._speech.ends[after - 1])
        return span, self._speech.turns[first], shared

    def _worth(self, key: str) -> float:
        return math.log((len(self._bounds) + 1) / (len(self._by_root.get(key, ())) + 0.5))


def _roots(forms: Iterable[str]) -> frozenset[str]:
    """Roots of the words that carry meaning."""
    return frozenset(root(f) for f in forms if f not in STOP and f[0].isalnum())


def _sentences(speech: Speech, text: str) -> list[tuple[int, int]]:
    """First word and the word after the last of each sentence."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text)]
    found: list[tuple[int, int]] = []
    first, place = 0, None
    for k, start in enumerate(speech.starts):
        here = (speech.turns[k], bisect_right(ends, start))
        if place is not None and here != place:
            found.append((first, k))
            first = k
        place = here
    if speech.starts:
        found.append((first, len(speech.starts)))
    return found
