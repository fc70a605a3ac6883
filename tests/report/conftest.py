"""A comparison written by hand: three invented pages about one stranded ferry."""

import re

import pytest

from crosswire.records import (
    Annotation,
    Capture,
    Check,
    Comparison,
    Completeness,
    Conflict,
    Cut,
    DatedSpan,
    Edge,
    Entity,
    Found,
    HeadlineWords,
    Mention,
    Mode,
    Origins,
    Page,
    Passage,
    PassageKind,
    Point,
    Quotation,
    Reading,
    Removed,
    Revision,
    Run,
    Single,
    Span,
    Speaker,
    Statement,
    Term,
    Text,
    Tier,
    TimeExpression,
    Utterance,
    Voice,
)

WIRE = """A ferry carrying 212 people ran aground off Port Sarn on Tuesday, injuring 14 of them.
“We will inspect every vessel on the strait, starting with the oldest,” Ilse Marrow said.
The union said crews were working “double tides”.
Passenger Mina Ferrow said there was no warning."""

COURIER = """Seventeen people were hurt when the ferry ran on to the Mallet Rocks on Tuesday evening.
“We will inspect every vessel on the strait,” she told reporters. “I have two questions.”
Analysis by Ines Corveth
It is hard to see why the company could not find the money."""

SENTRY = """A ferry carrying 212 people ran aground off Port Sarn on Tuesday, injuring 14 of them.
“We will inspect every vessel on the strait, starting with the oldest,” Ms Marrow said."""

TEXTS = {"wire": WIRE, "courier": COURIER, "sentry": SENTRY}
OUTLETS = {"wire": "Corran Wire", "courier": "Harnmouth Courier", "sentry": "The Vellamy Sentry"}
TITLES = {
    "wire": "Ferry runs aground, 14 hurt",
    "courier": "Marrow vows to 'ground unsafe ferries'",
    "sentry": "Minister orders checks on 'every vessel'",
}
CHROME = "Sign up to our newsletter"


def span(article: str, words: str) -> Span:
    """The first place of ``words`` in the article."""
    text = Text.of(TEXTS[article])
    start = text.content.index(words)
    return Span.of(text, start, start + len(words))


def statement(article: str, words: str, **fields: object) -> Statement:
    here = span(article, words)
    sentence = next(s for s in sentences(Text.of(TEXTS[article])) if s.start <= here.start < s.end)
    return Statement.model_validate(
        {"article": article, "span": here, "sentence": sentence, **fields}
    )


def sentences(text: Text) -> tuple[Span, ...]:
    found = re.finditer(r"\S.*?[.”](?=\s|$)(?! \w+ said)(?! she)|\S[^\n]+", text.content)
    return tuple(Span.of(text, *m.span()) for m in found)


def passages(article: str) -> tuple[Passage, ...]:
    text = Text.of(TEXTS[article])
    lines = [Span.of(text, *m.span()) for m in re.finditer(r"[^\n]+", text.content)]
    box = article == "courier"
    return tuple(
        Passage(
            span=line,
            kind=PassageKind.BYLINE if box and n == 2 else PassageKind.PARAGRAPH,
            voice=Voice.ANALYSIS if box and n >= 2 else Voice.NEWS,
        )
        for n, line in enumerate(lines)
    )


def reading(article: str) -> Reading:
    text = Text.of(TEXTS[article])
    capture_text = Text.of(f"{CHROME}\n{text.content}")
    day = "2025-10-15" if article != "sentry" else None
    name = {"wire": "Ilse Marrow", "sentry": "Ms Marrow"}.get(article)
    mentions: tuple[Mention, ...] = ()
    if name:
        mentions = (
            Mention(
                span=span(article, name), label="PERSON", entity="e-marrow", name="Ilse Marrow"
            ),
        )
    return Reading(
        revision=Revision(
            article=article,
            capture=Capture(name=article, medium="text", content=capture_text),
            body=text,
            runs=(Run(body=0, original=len(CHROME) + 1, length=len(text)),),
            passages=passages(article),
            removed=(Removed(span=Span.of(capture_text, 0, len(CHROME)), reason="newsletter"),),
            headline=Found(value=TITLES[article], source="visible text"),
            outlet=Found(value=OUTLETS[article], source="meta"),
            published=Found(value=day, source="visible text") if day else None,
            authors=(Found(value="Petra Lindqvarn", source="visible text"),),
            language="en",
            completeness=Completeness(state="complete", because="end matter follows the text"),
        ),
        annotation=Annotation(
            tokens=(),
            sentences=sentences(text),
            mentions=mentions,
            entities=(),
            times=(tuesday(article),),
            model="by hand",
        ),
        quotations=quotations(article),
        terms=(Term(span=span("wire", "“double tides”"), because="a term of the trade"),)
        if article == "wire"
        else (),
    )


def tuesday(article: str) -> TimeExpression:
    return TimeExpression(
        span=span(article, "Tuesday"),
        value="2025-10-14",
        type="DATE",
        anchor="2025-10-15",
        inferred="day of publication taken from Corran Wire" if article == "sentry" else None,
    )


def quotations(article: str) -> tuple[Quotation, ...]:
    runs = {
        "wire": ("“We will inspect every vessel on the strait, starting with the oldest,”",),
        "courier": ("“We will inspect every vessel on the strait,”", "“I have two questions.”"),
        "sentry": ("“We will inspect every vessel on the strait, starting with the oldest,”",),
    }[article]
    source = {"wire": "Ilse Marrow", "courier": "she", "sentry": "Ms Marrow"}[article]
    return (
        Quotation(
            mode=Mode.DIRECT,
            content=tuple(span(article, run) for run in runs),
            speaker=(span(article, source),),
            speaker_name="Ilse Marrow",
            gap_unknown=article == "courier",
            occasion=span("courier", "told reporters") if article == "courier" else None,
        ),
    )


def pages() -> tuple[Page, ...]:
    return tuple(
        Page(
            article=a,
            outlet=OUTLETS[a],
            outlet_source=r.revision.outlet,
            headline=r.revision.headline,
            standfirst=None,
            authors=("Petra Lindqvarn",),
            published=r.revision.published,
            voices=(Voice.NEWS, Voice.ANALYSIS) if a == "courier" else (Voice.NEWS,),
            completeness=r.revision.completeness,
            sentences=len(r.annotation.sentences),
            removed=1,
        )
        for a in TEXTS
        for r in (reading(a),)
    )


def points() -> tuple[Point, ...]:
    reprint = Edge(source="sentry", target="wire", because="94 % of its words stand in the other")
    aground = tuple(
        statement(a, w)
        for a, w in (
            ("wire", "ran aground off Port Sarn on Tuesday"),
            ("courier", "ran on to the Mallet Rocks on Tuesday evening"),
            ("sentry", "ran aground off Port Sarn on Tuesday"),
        )
    )
    aboard = tuple(statement(a, "carrying 212 people") for a in ("wire", "sentry"))
    inspect = tuple(
        statement(a, "We will inspect every vessel on the strait", holder="Ilse Marrow")
        for a in TEXTS
    )
    return (
        Point(
            id="p-aground", kind="event", relation="same", tier=Tier.SURE, confidence=0.97,
            wording=aground[0], members=aground, reasons=("same place", "same day"),
            origins=Origins(outlets=3, at_least=1, at_most=2, unknown=1, edges=(reprint,)),
        ),
        Point(
            id="p-aboard", kind="event", relation="same", tier=Tier.LIKELY, confidence=0.8,
            wording=aboard[0], members=aboard, reasons=("same figure",),
            origins=Origins(outlets=2, at_least=1, at_most=1, unknown=0, edges=(reprint,)),
        ),
        Point(
            id="p-inspect", kind="utterance", relation="same", tier=Tier.SURE, confidence=0.99,
            wording=inspect[1], speaker="Ilse Marrow", members=inspect,
            reasons=("nine words alike", "same speaker"),
            origins=Origins(outlets=3, at_least=1, at_most=1, unknown=0, edges=(reprint,)),
        ),
    )  # fmt: skip


def speakers() -> tuple[Speaker, ...]:
    said = tuple(Utterance(article=a, quotation=quotations(a)[0]) for a in TEXTS)
    cut = Cut(
        a=said[0],
        b=said[1],
        kept="shorter there",
        diff=(
            ("same", "We will inspect every vessel on the strait,"),
            ("only a", "starting with the oldest,"),
        ),
        because="one sentence, same speaker",
    )
    return (Speaker(name="Ilse Marrow", entity="e-marrow", utterances=said, cuts=(cut,)),)


@pytest.fixture(scope="session")
def story() -> Comparison:
    """The whole story."""
    return comparison()


def comparison() -> Comparison:
    titles = {a: Text.of(t) for a, t in TITLES.items()}
    hurt = (
        statement("wire", "injuring 14 of them"),
        statement("courier", "Seventeen people were hurt"),
    )
    return Comparison(
        story="ferry-aground",
        readings=tuple(reading(a) for a in TEXTS),
        pages=pages(),
        points=points(),
        conflicts=(
            Conflict(kind="number", grade="conflict", a=hurt[0], b=hurt[1], because="14 against 17"),
        ),
        singles=(
            Single(
                statement=statement("wire", "there was no warning", holder="Mina Ferrow"),
                verdict="not found in the other texts",
            ),
            Single(
                statement=statement(
                    "courier", "the company could not find the money", voice=Voice.ANALYSIS
                ),
                verdict="cannot tell",
                because="the Sentry's text may be cut",
            ),
        ),
        headline_words=(
            HeadlineWords(
                article="courier", field="headline",
                span=Span.of(titles["courier"], 15, 38), standing="not found in this text",
            ),
            HeadlineWords(
                article="sentry", field="headline", span=Span.of(titles["sentry"], 26, 40),
                standing="verbatim in speech", found=span("sentry", "every vessel"),
            ),
        ),
        speakers=speakers(),
        entities=(
            Entity(
                id="e-marrow", label="PERSON", name="Ilse Marrow",
                forms=("Ilse Marrow", "Ms Marrow"), because=("surname and title",),
            ),
            Entity(id="e-ferrow", label="PERSON", name="Mina Ferrow", forms=("Mina Ferrow",)),
        ),
        dates=tuple(DatedSpan(article=a, time=tuesday(a)) for a in TEXTS),
        checks=(
            Check(
                what="How many were hurt: 14 or 17?", with_whom="the hospital or the coastguard",
                spans=(("wire", hurt[0].span), ("courier", hurt[1].span)),
            ),
        ),
        undecided=2,
        notes=("Read with no model, by hand.",),
        stages=("clean/1", "compare/1"),
    )  # fmt: skip
