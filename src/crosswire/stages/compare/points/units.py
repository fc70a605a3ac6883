"""Units: an article cut into the smallest passages that are compared as statements."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from crosswire.records.annotation import Token
from crosswire.records.article import Passage, PassageKind, Voice
from crosswire.records.comparison import Statement
from crosswire.records.quotation import Act, Quotation, Reading
from crosswire.records.span import Span, Text
from crosswire.stages.compare.corrections import retracting

_STOPPERS = frozenset({".", "!", "?", "...", "…", "!?", "?!"})
_CLOSERS = frozenset("\"”’')]") | {"''"}
_OPENERS = frozenset("\"“‘'([") | {"``"}
_WORD = re.compile(r"[A-Za-z]{2,}")
_QUIET = frozenset({
    PassageKind.CHROME, PassageKind.BYLINE, PassageKind.CAPTION, PassageKind.SUBHEAD,
    PassageKind.PULL_QUOTE, PassageKind.NOTICE,
})  # fmt: skip
"""Passages that state nothing of the article's own: what a picture shows, who wrote, a heading,
words that stand elsewhere too, what the desk says of the text itself."""
_NOMINAL = frozenset({"NOUN", "ADJ", "PROPN", "NUM"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sentence, or one inner sentence of a longer quotation."""

    article: int
    """Index of its reading."""
    place: int
    """Index among the units of its article."""
    first: int
    last: int
    """Its tokens: ``annotation.tokens[first:last]``."""
    span: Span
    sentence: Span
    voice: Voice
    quotation: Quotation | None
    """The quotation that carries most of it."""
    begun: Quotation | None = None
    """The quotation in whose words it begins, when none carries most of it."""
    quoted: float
    """Share of its characters that quotations carry."""
    checkable: bool

    @property
    def told(self) -> Quotation | None:
        """The quotation that it is told in: one that carries most of it, or that it begins in."""
        return self.quotation or self.begun

    def _told_in(self, reading: Reading, span: Span) -> Quotation | None:
        """The same of a part: what was cut away no longer says whose words are left."""
        carrier, _ = _carrier(reading.quotations, span)
        told = self.told
        if carrier or not told:
            return carrier
        return told if any(run.overlap(span) for run in (*told.content, *told.cue)) else None

    def statement(self, reading: Reading, span: Span | None = None) -> Statement:
        """As a record; ``span`` narrows it."""
        q = self._told_in(reading, span) if span and span != self.span else self.told
        return Statement(
            article=reading.article,
            span=span or self.span,
            sentence=self.sentence,
            voice=self.voice,
            holder=q.speaker_name if q else None,
            holder_entity=q.speaker_entity if q else None,
            quotation=q.id if q else None,
        )


def units_of(readings: Sequence[Reading]) -> list[Unit]:
    """All units of all articles, article by article, in reading order."""
    return [unit for k, reading in enumerate(readings) for unit in _article(k, reading)]


def _article(article: int, reading: Reading) -> list[Unit]:
    text = reading.revision.body
    tokens = reading.annotation.tokens
    found: list[Unit] = []
    cursor = 0
    withdrawn = frozenset(retracting(reading))
    for sentence in reading.annotation.sentences:
        passage = _passage_at(reading.revision.passages, sentence)
        if passage is not None and _silent(passage, reading.quotations):
            continue
        while cursor < len(tokens) and tokens[cursor].start < sentence.start:
            cursor += 1
        stop = cursor
        while stop < len(tokens) and tokens[stop].start < sentence.end:
            stop += 1
        for first, last in _pieces(tokens, cursor, stop):
            span = Span.of(text, tokens[first].start, tokens[last - 1].end)
            carrier, share = _carrier(reading.quotations, span)
            found.append(
                Unit(
                    article=article,
                    place=len(found),
                    first=first,
                    last=last,
                    span=span,
                    sentence=sentence,
                    voice=passage.voice if passage else Voice.NEWS,
                    quotation=carrier,
                    begun=None if carrier else _begun(reading.quotations, span),
                    quoted=share,
                    checkable=sentence not in withdrawn and _checkable(tokens[first:last], passage),
                )
            )
        cursor = stop
    return found


def _silent(passage: Passage, quotations: Sequence[Quotation]) -> bool:
    """Nothing there is told: a quiet passage, or a post of an account that is not named."""
    if passage.kind is not PassageKind.EMBED:
        return passage.kind in _QUIET
    return not any(
        q.speaker_name and any(run.overlap(passage.span) for run in q.content) for q in quotations
    )


def _passage_at(passages: Sequence[Passage], span: Span) -> Passage | None:
    return next((p for p in passages if p.span.start <= span.start < p.span.end), None)


def _pieces(tokens: Sequence[Token], first: int, last: int) -> list[tuple[int, int]]:
    """Cut ``tokens[first:last]`` where a sentence ends inside it, within marks or not."""
    while first < last and tokens[first].text.isspace():
        first += 1
    while first < last and tokens[last - 1].text.isspace():
        last -= 1
    cuts = [first]
    k = first
    while k < last:
        stopped = tokens[k].text in _STOPPERS
        k += 1
        if not stopped:
            continue
        while k < last and tokens[k].text in _CLOSERS and _close(tokens, k):
            k += 1
        if k < last and _opens(tokens, k, last):
            cuts.append(k)
    cuts.append(last)
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def _close(tokens: Sequence[Token], k: int) -> bool:
    """Nothing stands between token ``k`` and the one before it."""
    return tokens[k].start == tokens[k - 1].end


def _opens(tokens: Sequence[Token], k: int, last: int) -> bool:
    """A sentence may begin at token ``k``: after a space, with a capital or a figure."""
    if _close(tokens, k):
        return False
    while k < last and (tokens[k].text in _OPENERS or tokens[k].text.isspace()):
        k += 1
    return k < last and (tokens[k].text[0].isupper() or tokens[k].text[0].isdigit())


def _carrier(quotations: Sequence[Quotation], span: Span) -> tuple[Quotation | None, float]:
    """The quotation that carries most of ``span``, when one carries half; the share of all."""
    carrier, most, total = None, 0, 0
    for quotation in quotations:
        carried = sum(
            max(0, min(run.end, span.end) - max(run.start, span.start)) for run in quotation.content
        )
        total += carried
        if carried > most:
            carrier, most = quotation, carried
    length = span.end - span.start
    return (carrier if 2 * most >= length else None), min(1.0, total / length)


def _begun(quotations: Sequence[Quotation], span: Span) -> Quotation | None:
    """The words said or thought that ``span`` begins in, those of a named speaker before others."""
    inside = [
        q
        for q in quotations
        if q.act in (Act.SPEECH, Act.THOUGHT)
        and any(run.start <= span.start < run.end for run in q.content)
    ]
    return next((q for q in inside if q.speaker_name), inside[0] if inside else None)


def _checkable(tokens: Sequence[Token], passage: Passage | None) -> bool:
    """It says something that can be true or false: no question, no scrap."""
    if passage is not None and not passage.voice.is_told:
        return False
    words = [t for t in tokens if _WORD.search(t.text)]
    if len(words) < 4 or next((t.text for t in reversed(tokens) if t.pos != "PUNCT"), "") == "?":
        return False
    ends = {t.text for t in tokens[-3:]}
    verbal = any(t.pos in ("VERB", "AUX") for t in tokens)
    return "?" not in ends and (verbal or _nominal(tokens))


def _nominal(tokens: Sequence[Token]) -> bool:
    """A full sentence without a verb ("No sign yet of the 12 sailors."): it has a nominal root,
    and names or counts something."""
    stopped = any(t.text in _STOPPERS for t in tokens[-3:])
    rooted = any(t.dep == "ROOT" and t.pos in _NOMINAL for t in tokens)
    return stopped and rooted and any(t.pos in ("PROPN", "NUM") for t in tokens)


def _left_over(tokens: Sequence[Token], n: int) -> bool:
    """A closing mark: it has a space behind it."""
    return tokens[n].text in _CLOSERS and tokens[n + 1].start > tokens[n].end


def whole_span(text: Text, tokens: Sequence[Token], first: int, last: int) -> Span:
    """The span of ``tokens[first:last]``, bare of surrounding commas, spaces and marks closed before."""
    while first < last - 1 and (
        tokens[first].text in {",", ";", ":", "-", "–", "—", "”"} or _left_over(tokens, first)
    ):
        first += 1
    while first < last - 1 and (
        tokens[last - 1].text in {",", ";", ":", "-", "–", "—"} or tokens[last - 1].pos == "CCONJ"
    ):
        last -= 1
    return Span.of(text, tokens[first].start, tokens[last - 1].end)
