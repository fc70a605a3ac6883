"""What is asked: a claim, the pages it is looked for in, and their headlines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crosswire.records.article import Capture, Completeness, Found, Passage, Revision, Run
from crosswire.records.check import Field
from crosswire.records.quotation import Reading
from crosswire.records.span import Span, Text

CLAIM = "the claim"
"""The name the claim goes by among the pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The headline or standfirst of a page, read as a text of its own."""

    article: str
    field: Field
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A claim read as a text, and what it is looked for in."""

    claim: Reading
    pages: tuple[Reading, ...]
    heads: tuple[Head, ...]


def claim_text(words: str, pages: Sequence[Reading]) -> Revision:
    """The claim as a text; "on Tuesday" in it is read as of the latest day of the pages."""
    days = [p.value[:10] for r in pages if (p := r.revision.published)]
    return bare(CLAIM, words, max(days, default=None))


def head_texts(pages: Sequence[Reading]) -> Iterator[tuple[str, Field, Revision]]:
    """Headline and standfirst of every page, each as a text."""
    for reading in pages:
        revision = reading.revision
        day = revision.published.value[:10] if revision.published else None
        if revision.headline and revision.headline.value.strip():
            name = f"{reading.article}, headline"
            yield reading.article, "headline", bare(name, revision.headline.value, day)
        if revision.standfirst and revision.standfirst.value.strip():
            name = f"{reading.article}, standfirst"
            yield reading.article, "standfirst", bare(name, revision.standfirst.value, day)


def bare(name: str, words: str, day: str | None) -> Revision:
    """A revision of one paragraph, nothing of it taken for furniture."""
    text = Text.of(words)
    return Revision(
        article=name,
        capture=Capture(name=name, medium="line", content=text),
        body=text,
        runs=(Run(body=0, original=0, length=len(text)),),
        passages=(Passage(span=Span.of(text, 0, len(text))),),
        published=Found(value=day, source="inferred", because="the day of the pages")
        if day
        else None,
        completeness=Completeness(state="complete", because="as it was given"),
    )
