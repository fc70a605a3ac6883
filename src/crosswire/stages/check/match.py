"""Counterparts: for each telling word of a claim the words of a passage that stand for the same.

A word meets its own stem, a listed kindred word, another mention of the same person, body or
place, the same figure, the same time. Nearness of meaning is no counterpart: to a sentence
encoder "dam" and "bridge" are alike, and so are "open" and "closed".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from crosswire.records.annotation import TimeExpression
from crosswire.records.quotation import Quotation
from crosswire.records.span import Span
from crosswire.stages.check.kindred import kindred
from crosswire.stages.compare.points.board import Sheet
from crosswire.stages.compare.points.channels import read_figures
from crosswire.stages.compare.words import root

_RUN = 3
"""Words in a row by which a claim's words are laid beside a passage's."""
_VERBAL = frozenset({"VERB", "AUX", "ADJ"})
_PERSONAL = frozenset(
    {"i", "you", "he", "she", "it", "we", "they", "this", "that", "these", "those"}
)


@dataclass(frozen=True, kw_only=True)
class Match:
    """A claim laid beside a passage."""

    claim: Sheet
    unit: Sheet
    met: Mapping[int, frozenset[int]]
    """Telling token of the claim → tokens of the passage that stand for the same."""
    lacking: tuple[str, ...]
    """What of the claim has no counterpart, in words."""
    said: Sequence[Quotation]
    """The quotations of the passage's page."""

    @cached_property
    def beside(self) -> Mapping[int, tuple[int, int]]:
        """Token of the claim within a shared run → (the run's number, token of the passage)."""
        return _runs(self.claim, self.unit)

    @cached_property
    def quotation(self) -> Quotation | None:
        """The quotation that holds most of the claim's counterparts, when one does."""
        told = [found for found in self.met.values() if found]
        held = {
            k: sum(any(self._in(m, q) for m in found) for found in told)
            for k, q in enumerate(self.said)
        }
        best = max(held, key=lambda k: held[k], default=None)
        return self.said[best] if best is not None and 2 * held[best] > len(told) else None

    @property
    def share(self) -> float:
        """How much of what the claim tells has a counterpart, by weight."""
        weights = {n: self.claim.weights[n] or 0.1 for n in self.met}
        total = sum(weights.values())
        return sum(w for n, w in weights.items() if self.met[n]) / total if total else 0.0

    def _in(self, m: int, quotation: Quotation) -> bool:
        at = self.unit.tokens[m].start
        return any(c.start <= at < c.end for c in quotation.content)


def match(claim: Sheet, unit: Sheet, framing: frozenset[int], said: Sequence[Quotation]) -> Match:
    """Lay ``claim`` beside ``unit``; ``framing`` tokens only say who said it."""
    met: dict[int, frozenset[int]] = {}
    lacking: list[str] = []
    done = set(framing)
    for time in claim.times:
        _lay(claim, time.span, _time(time, unit), done, met, lacking)
    for value, first, after in read_figures(claim):
        if first not in done:
            span = _span(claim, first, after)
            _lay(claim, span, _figure(value, unit), done, met, lacking)
    for n in range(len(claim.tokens)):
        if n not in done and _telling(claim, n):
            met[n] = frozenset(_word(claim, n, unit))
            if not met[n]:
                lacking.append(claim.tokens[n].text)
    return Match(claim=claim, unit=unit, met=met, lacking=tuple(lacking), said=said)


def inside(sheet: Sheet, span: Span) -> list[int]:
    """Tokens within ``span``."""
    return [n for n, t in enumerate(sheet.tokens) if span.start <= t.start < span.end]


def _lay(
    claim: Sheet,
    span: Span,
    found: frozenset[int],
    done: set[int],
    met: dict[int, frozenset[int]],
    lacking: list[str],
) -> None:
    """Note what a time or a figure meets, word for word of it."""
    held = [n for n in inside(claim, span) if n not in done]
    if not held:
        return
    done |= set(held)
    met |= dict.fromkeys(held, found)
    if not found:
        lacking.append(span.exact)


def _span(sheet: Sheet, first: int, after: int) -> Span:
    base = sheet.unit.span
    start, end = sheet.tokens[first].start, sheet.tokens[after - 1].end
    words = base.exact[start - base.start : end - base.start]
    return Span(text=base.text, start=start, end=end, exact=words)


def _telling(sheet: Sheet, n: int) -> bool:
    """A word that carries meaning, or says in the claim of whom it speaks."""
    token = sheet.tokens[n]
    pronoun = token.text.lower() in _PERSONAL and token.dep in (
        "nsubj",
        "nsubjpass",
        "dobj",
        "pobj",
    )
    return bool(sheet.weights[n]) or pronoun


def _time(time: TimeExpression, unit: Sheet) -> frozenset[int]:
    """Tokens of the passage's times that are the same time, or part of it."""
    same = (t for t in unit.times if _part_of(t.value, time.value) or _same_words(t, time))
    return frozenset(n for t in same for n in inside(unit, t.span))


def _part_of(value: str, whole: str) -> bool:
    """ "2031-05-07" lies in "2031-05"; "P10D" does not lie in "P1"."""
    return value == whole or (value.startswith(whole) and value[len(whole)] in "-T")


def _same_words(one: TimeExpression, other: TimeExpression) -> bool:
    """The same words, of which one is read against no day: an undated page's "on Monday"."""
    read = all(t.value[:4].isdigit() for t in (one, other))
    return not read and one.span.exact.lower() == other.span.exact.lower()


def _figure(value: float, unit: Sheet) -> frozenset[int]:
    return frozenset(
        n
        for other, first, after in read_figures(unit)
        if other == value
        for n in range(first, after)
    )


def _word(claim: Sheet, n: int, unit: Sheet) -> Iterator[int]:
    """Tokens of the passage that stand for the claim's token ``n``."""
    token, key = claim.tokens[n], claim.keys[n]
    verbal = token.pos in ("VERB", "AUX")
    known = {name for name, m in claim.names if m.span.start <= token.start < m.span.end}
    for name, mention in unit.names:
        if name in known:
            yield from inside(unit, mention.span)
    for k, other in enumerate(unit.tokens):
        if verbal and other.pos not in _VERBAL and not other.tag.startswith("VB"):
            continue  # a deed that is only named ("calls for her suspension") is not told as done
        same = unit.keys[k] == key or root(unit.keys[k]) == root(key)
        if same or kindred(token.lemma.lower(), other.lemma.lower()):
            yield k


def _runs(claim: Sheet, unit: Sheet) -> dict[int, tuple[int, int]]:
    """Where runs of the claim's words stand in the passage."""
    here, there = ([t.text.lower().replace("’", "'") for t in s.tokens] for s in (claim, unit))
    blocks = SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks()
    return {
        a + k: (number, b + k)
        for number, (a, b, size) in enumerate(blocks)
        if size >= _RUN
        for k in range(size)
    }
