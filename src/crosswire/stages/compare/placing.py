"""Where on its page a quotation stands: headline, standfirst, lead, body, last."""

from collections.abc import Sequence

from crosswire.records.article import PassageKind
from crosswire.records.comparison import HeadlineWords, Placing
from crosswire.records.quotation import Quotation, Reading
from crosswire.records.span import Span

_IN_HEAD = ("verbatim in speech", "fragment only", "adapted")


def placed(
    reading: Reading, quotation: Quotation, headlines: Sequence[HeadlineWords]
) -> tuple[Placing, ...]:
    """Every place: that in the body, before it the headline or standfirst that has its words."""
    head: list[Placing] = [
        words.field
        for words in headlines
        if words.article == reading.article
        and words.found_article == reading.article
        and words.standing in _IN_HEAD
        and words.found is not None
        and any(run.overlap(words.found) for run in quotation.content)
    ]
    return (*dict.fromkeys(head), _in_body(reading, quotation))


def _in_body(reading: Reading, quotation: Quotation) -> Placing:
    """Lead: the first passage, or the first sentence of a text of one passage. Last: likewise."""
    units = [
        p.span
        for p in reading.revision.passages
        if p.kind is PassageKind.PARAGRAPH and p.voice.is_told
    ]
    if len(units) < 3:
        units = list(reading.annotation.sentences)
    place = quotation.content[0]
    if len(units) < 2 or _holds(units[0], place) or place.start < units[0].start:
        return "lead"
    return "last" if place.end > units[-1].start else "body"


def _holds(unit: Span, place: Span) -> bool:
    return unit.start <= place.start < unit.end
