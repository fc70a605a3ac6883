"""The runs of words in marks of a page: of its quotations, its terms, its headline."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from crosswire.records.quotation import Mode, Quotation, Reading
from crosswire.records.span import Span, Text
from crosswire.stages.annotate.marks import quoted_runs
from crosswire.stages.compare.words import shown_passages, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run in marks, and the text it stands in."""

    field: Literal["body", "headline", "standfirst"]
    span: Span
    text: str
    quotation: Quotation | None = None


def runs_of(reading: Reading) -> list[list[Run]]:
    """The runs of each quotation in marks; terms and headline words each by themselves."""
    told = shown_passages(reading)
    found: list[list[Run]] = []
    for quotation in reading.quotations:
        if quotation.mode is Mode.INDIRECT or not any(
            p.overlap(quotation.content[0]) for p in told
        ):
            continue
        runs = list(_marked(reading.revision.body, quotation))
        found += [runs] if runs else []
    body = reading.revision.body
    terms = [t.span for t in reading.terms if any(p.overlap(t.span) for p in told)]
    found += [[Run(field="body", span=span, text=body.content)] for span in terms]
    return [*found, *([run] for run in _head(reading))]


def _marked(body: Text, quotation: Quotation) -> Iterator[Run]:
    """The parts of a quotation's content that stand in marks; of a turn without marks, all."""
    for span in quotation.content:
        inner = quoted_runs(span.exact) if quotation.mode is Mode.MIXED else []
        bounds = [(span.start + s, span.start + e) for s, e in inner] or [(span.start, span.end)]
        for start, end in bounds:
            run = Span.of(body, start, end)
            if words(run.exact):
                yield Run(field="body", span=run, text=body.content, quotation=quotation)


def _head(reading: Reading) -> Iterator[Run]:
    revision = reading.revision
    for field, found in (("headline", revision.headline), ("standfirst", revision.standfirst)):
        for start, end in quoted_runs(found.value) if found else ():
            span = Span.of(found.text, start, end) if found else None
            if span and found and words(span.exact):
                yield Run(field=field, span=span, text=found.value)  # type: ignore[arg-type]  # the two names of the tuple
