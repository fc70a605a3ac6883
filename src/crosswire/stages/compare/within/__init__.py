"""Within one page: a headline or standfirst that disagrees with the body under it.

Pages are updated while old headlines stand, and a headline is seldom written by who wrote the
text. Each finding names both spans, the kind and why. It speaks only where the body says otherwise
in the outlet's own words and nowhere what the headline says.
"""

from collections.abc import Iterator, Sequence

from crosswire.records.comparison import Within
from crosswire.records.quotation import Reading
from crosswire.stages.compare.within.amounts import amounts
from crosswire.stages.compare.within.denials import denials
from crosswire.stages.compare.within.order import order
from crosswire.stages.compare.within.own import Body, Head, body_of, heads_of
from crosswire.stages.compare.within.voices import conditions, holders

_DETECTORS = (order, amounts, denials, holders, conditions)


def within_pages(readings: Sequence[Reading]) -> tuple[Within, ...]:
    """Everything in which a page disagrees with itself."""
    return tuple(found for reading in readings for found in _within(reading))


def _within(reading: Reading) -> Iterator[Within]:
    body = body_of(reading)
    for head in heads_of(reading):
        yield from _found(head, body)


def _found(head: Head, body: Body) -> Iterator[Within]:
    for detector in _DETECTORS:
        found = next(detector(head, body), None)
        if found is not None:
            yield Within(
                article=body.reading.article,
                field=head.field,
                span=head.span(found.start, found.end),
                body=found.body,
                kind=found.kind,
                because=found.because,
            )


__all__ = ["within_pages"]
