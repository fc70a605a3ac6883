"""Dates: days for articles that state none, and all dates on one line."""

import re
from collections.abc import Sequence
from datetime import date

from crosswire.records.comparison import DatedSpan
from crosswire.records.quotation import Reading
from crosswire.stages.annotate.anchors import anchor_of
from crosswire.stages.annotate.times import infer_anchor, reread_times
from crosswire.stages.compare.copies import SharedText
from crosswire.stages.compare.words import told_passages

_CALENDAR = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-W(\d{2}))?(?:$|[T-])")


def with_days(
    readings: Sequence[Reading], shared: Sequence[SharedText]
) -> tuple[list[Reading], list[str]]:
    """The readings, undated ones read against a sibling's day; a note for each such inference."""
    inferred = _by_shared_text(readings, shared) | infer_anchor(readings)
    found: list[Reading] = []
    notes: list[str] = []
    for reading in readings:
        if reading.article not in inferred:
            found.append(reading)
            continue
        day, because = inferred[reading.article]
        found.append(reread_times(reading, day, because))
        notes.append(
            f"{reading.revision.outlet_name}: no date of its own; its times are read as of "
            f"{day}, an inference: {because}."
        )
    return found, notes


def _by_shared_text(
    readings: Sequence[Reading], shared: Sequence[SharedText]
) -> dict[str, tuple[date, str]]:
    """Undated articles whose text is that of a dated one: its times were written then."""
    by_article = {r.article: r for r in readings}
    found: dict[str, tuple[date, str]] = {}
    for text in shared:
        for undated, other in ((text.a, text.b), (text.b, text.a)):
            revision = by_article[other].revision
            day = anchor_of(revision)
            if day is not None and anchor_of(by_article[undated].revision) is None:
                found[undated] = (
                    day,
                    f"{text.share:.0%} of the text is that of {revision.outlet_name}, "
                    f"published {day}",
                )
    return found


def on_a_line(readings: Sequence[Reading]) -> tuple[DatedSpan, ...]:
    """Times with a place in the calendar, earliest first; durations and habits have none."""
    placed = [
        (key, DatedSpan(article=reading.article, time=time))
        for reading in readings
        for time in reading.annotation.times
        if time.type in ("DATE", "TIME")
        and (key := calendar_key(time.value)) is not None
        and any(p.contains(time.span) for p in told_passages(reading))
    ]
    placed.sort(key=lambda p: (p[0], p[1].article, p[1].time.span.start))
    return tuple(span for _, span in placed)


def calendar_key(value: str) -> tuple[int, int, int] | None:
    """(year, month, day) at which ``value`` begins; 0 for what it does not state."""
    read = _CALENDAR.match(value)
    if read is None:
        return None
    year, month, day, week = read.groups()
    if week:
        try:
            start = date.fromisocalendar(int(year), int(week), 1)
        except ValueError:
            return None
        return start.year, start.month, start.day
    return int(year), int(month or 0), int(day or 0)
