"""Invented pages, as they are put into a store, and what was read from them."""

from collections.abc import Sequence

from crosswire.records import (
    Annotation,
    Capture,
    Comparison,
    Completeness,
    Found,
    Mention,
    Mode,
    Origins,
    Page,
    Passage,
    Point,
    Quotation,
    Reading,
    Revision,
    Run,
    Span,
    Statement,
    Text,
    Tier,
)

VERSION = "test/1"


def revision(name: str, body: str, **stated: str | None) -> Revision:
    """A page taken as it is; ``stated``: title, outlet, url, published."""
    text = Text.of(body)
    capture = Capture(name=name, medium="line", content=text, **stated)
    return Revision(
        article=name,
        capture=capture,
        body=text,
        runs=(Run(body=0, original=0, length=len(text)),) if body else (),
        passages=(Passage(span=Span.of(text, 0, len(text))),) if body else (),
        headline=_given(capture.title),
        outlet=_given(capture.outlet),
        published=_given(capture.published),
        language="en",
        completeness=Completeness(state="unknown", because="taken as it is"),
    )


def _given(value: str | None) -> Found | None:
    return Found(value=value, source="given") if value else None


def said(page: Revision, words: str, speaker: str | None, entity: str | None = None) -> Quotation:
    """A quotation of ``words``, as they stand in the page."""
    return Quotation(
        mode=Mode.DIRECT,
        content=(at(page, words),),
        speaker=(at(page, speaker),) if speaker and speaker in page.body.content else (),
        speaker_entity=entity,
        speaker_name=speaker,
    )


def at(page: Revision, words: str) -> Span:
    """Where ``words`` stand in a page."""
    start = page.body.content.index(words)
    return Span.of(page.body, start, start + len(words))


def read(
    page: Revision, quotations: Sequence[Quotation] = (), named: Sequence[tuple[str, str]] = ()
) -> Reading:
    """A reading of the page; ``named``: words that name an entity, and its id within the page."""
    mentions = tuple(
        Mention(span=at(page, words), label="PERSON", entity=entity, name=words)
        for words, entity in named
    )
    annotation = Annotation(
        tokens=(), sentences=(), mentions=mentions, entities=(), times=(), model="none"
    )
    return Reading(revision=page, annotation=annotation, quotations=tuple(quotations))


def compared(readings: Sequence[Reading], wording: Sequence[str], origins: int) -> Comparison:
    """A comparison with one point: each page's wording of it, resting on so many origins."""
    members = tuple(
        Statement(
            article=r.article, span=at(r.revision, w), sentence=at(r.revision, w), holder=None
        )
        for r, w in zip(readings, wording, strict=True)
    )
    point = Point(
        id="point-1",
        kind="event",
        relation="same",
        tier=Tier.SURE,
        confidence=0.98,
        wording=members[0],
        members=members,
        reasons=("the same words",),
        origins=Origins(outlets=len(members), at_least=origins, at_most=len(members), unknown=0),
    )
    return Comparison(story="s", readings=tuple(readings), pages=(), points=(point,))


__all__ = ["VERSION", "Page", "at", "compared", "read", "revision", "said"]
