"""Readings written by hand: invented outlets, people and places, no model."""

import re
from collections.abc import Callable, Sequence

import pytest

from crosswire.records import (
    Annotation,
    Capture,
    Completeness,
    Entity,
    Found,
    Mention,
    Mode,
    Origins,
    Passage,
    PassageKind,
    Point,
    Quotation,
    Reading,
    Revision,
    Run,
    Span,
    Statement,
    Text,
    Tier,
    Voice,
    stable_id,
)

Said = tuple[str, str | None]
"""(words, speaker): words with " / " between runs; an indirect report has no marks."""


def find(text: Text, words: str, *, after: int = 0) -> Span:
    start = text.content.index(words, after)
    return Span.of(text, start, start + len(words))


def entity_id(name: str) -> str:
    return stable_id("entity", name)


def quotation(text: Text, words: str, speaker: str | None) -> Quotation:
    runs = tuple(find(text, part) for part in words.split(" / "))
    sentence = next(
        m for m in re.finditer(r"[^\n]+", text.content) if m.start() <= runs[0].start < m.end()
    )
    cue = re.search(r"\b(?:said|told|says)\b", sentence.group())
    marked = any(c in words for c in '“"')
    return Quotation(
        mode=(Mode.DIRECT if words[0] in '“"' else Mode.MIXED) if marked else Mode.INDIRECT,
        content=runs,
        cue=(Span.of(text, sentence.start() + cue.start(), sentence.start() + cue.end()),)
        if cue
        else (),
        speaker=(find(text, speaker),) if speaker and speaker in text.content else (),
        speaker_entity=entity_id(speaker) if speaker else None,
        speaker_name=speaker,
        gap_unknown=len(runs) > 1,
    )


def make_reading(
    article: str,
    body: str,
    *,
    outlet: str | None = None,
    headline: str | None = None,
    standfirst: str | None = None,
    published: str | None = None,
    authors: Sequence[str] = (),
    said: Sequence[Said] = (),
    names: Sequence[tuple[str, str]] = (),
    kinds: dict[int, PassageKind] | None = None,
    voices: dict[int, Voice] | None = None,
    occasions: dict[int, str] | None = None,
) -> Reading:
    """A reading of ``body``: a passage a line, a sentence a full stop."""
    text = Text.of(body)
    lines = [Span.of(text, *m.span()) for m in re.finditer(r"\S[^\n]*", body)]
    passages = tuple(
        Passage(
            span=span,
            kind=(kinds or {}).get(k, PassageKind.PARAGRAPH),
            voice=(voices or {}).get(k, Voice.NEWS),
        )
        for k, span in enumerate(lines)
    )
    sentences = tuple(
        Span.of(text, line.start + m.start(), line.start + m.end())
        for line in lines
        for m in re.finditer(
            r"\S(?:[^.?!]|[.?!](?=[^\s”\"]|[”\"][ ,]*[a-z]))*[.?!]?[”\"]?", line.exact
        )
    )
    known = dict(names) | {s: "PERSON" for _, s in said if s}
    mentions = tuple(
        Mention(span=Span.of(text, *m.span()), label=label, entity=entity_id(name), name=name)
        for name, label in known.items()
        for m in re.finditer(re.escape(name), body)
    )
    quotations = [quotation(text, words, speaker) for words, speaker in said]
    for k, words in (occasions or {}).items():
        quotations[k] = quotations[k].model_copy(update={"occasion": find(text, words)})

    def given(value: str | None) -> Found | None:
        return Found(value=value, source="given") if value else None

    return Reading(
        revision=Revision(
            article=article,
            capture=Capture(name=article, medium="line", content=text),
            body=text,
            runs=(Run(body=0, original=0, length=len(text)),) if body else (),
            passages=passages,
            headline=given(headline),
            standfirst=given(standfirst),
            authors=tuple(Found(value=a, source="given") for a in authors),
            outlet=given(outlet),
            published=given(published),
            completeness=Completeness(state="unknown", because="written by hand"),
        ),
        annotation=Annotation(
            tokens=(),
            sentences=sentences,
            mentions=mentions,
            entities=tuple(
                Entity(id=entity_id(n), label=label, name=n, forms=(n,))
                for n, label in known.items()
            ),
            times=(),
            model="by hand",
        ),
        quotations=tuple(quotations),
    )


def make_point(
    kind: str, *members: tuple[Reading, str], speaker: str | None = None, tier: Tier = Tier.SURE
) -> Point:
    """A point whose members are these words of these readings."""
    statements = tuple(_member(reading, words) for reading, words in members)
    return Point.model_validate(
        {
            "id": "point-1",
            "kind": kind,
            "relation": "same",
            "tier": tier,
            "confidence": 0.9,
            "wording": statements[0],
            "speaker": speaker,
            "members": statements,
            "reasons": (),
            "origins": Origins(outlets=0, at_least=0, at_most=0, unknown=0),
        }
    )


def _member(reading: Reading, words: str) -> Statement:
    span = find(reading.revision.body, words)
    sentence = next(s for s in reading.annotation.sentences if s.start <= span.start < s.end)
    passage = next(p for p in reading.revision.passages if p.span.contains(span))
    carrier = next((q for q in reading.quotations if any(r.overlap(span) for r in q.content)), None)
    return Statement(
        article=reading.article,
        span=span,
        sentence=sentence,
        voice=passage.voice,
        holder=carrier.speaker_name if carrier else None,
        holder_entity=carrier.speaker_entity if carrier else None,
        quotation=carrier.id if carrier else None,
    )


@pytest.fixture
def read() -> Callable[..., Reading]:
    """Writes a reading."""
    return make_reading


@pytest.fixture
def point() -> Callable[..., Point]:
    """Writes a point."""
    return make_point
