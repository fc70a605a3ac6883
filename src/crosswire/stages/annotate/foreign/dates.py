"""Dates written out, in any language whose month names are known; never more precise than the words.

Month names are those of the Unicode CLDR.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from crosswire.records.annotation import TimeExpression
from crosswire.records.span import Span, Text
from crosswire.stages.annotate import days
from crosswire.stages.clean.months import month_of

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_POINTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?!\d)")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?!\d)")
_EASTERN = re.compile(
    r"((?:19|20)\d\d)\s?[年년](?:\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일号])?)?"
)
_WITH_MONTH = re.compile(
    r"\b(?:(?P<dom>\d{1,2})(?:er|º|ª|\.|-го)?,?\s+(?:de\s+|d['’])?)?"
    r"(?P<month>[^\W\d_]{3,12})\b\.?,?\s+(?:del?\s+)?(?P<year>(?:19|20)\d\d)(?!\d)"
)


class Written(NamedTuple):
    """A date and where it stands."""

    start: int
    end: int
    value: str


def written_dates(text: Text, language: str) -> tuple[TimeExpression, ...]:
    """The dates of ``text`` that name their year, in reading order."""
    found: list[Written] = []
    for one in sorted(_all(text.content, language), key=lambda w: (w.start, -w.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return tuple(
        TimeExpression(span=Span.of(text, one.start, one.end), value=one.value, type="DATE")
        for one in found
    )


def _all(text: str, language: str) -> Iterator[Written]:
    for match in _ISO.finditer(text):
        yield from _day(match, int(match[1]), int(match[2]), int(match[3]))
    for match in _POINTED.finditer(text):
        yield from _day(match, int(match[3]), int(match[2]), int(match[1]))
    for match in _SLASHED.finditer(text):
        yield from _slashed(match)
    for match in _EASTERN.finditer(text):
        yield from _eastern(match)
    yield from _with_months(text, language)


def _day(match: re.Match[str], year: int, month: int, day: int) -> Iterator[Written]:
    value = days.full_day(year, month, day)
    if value:
        yield Written(match.start(), match.end(), value)


def _slashed(match: re.Match[str]) -> Iterator[Written]:
    """5/6/2021 is one day here and another there: the year alone is sure."""
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    if first > 12 or first == second:
        yield from _day(match, year, second, first)
    elif second > 12:
        yield from _day(match, year, first, second)
    else:
        yield Written(match.start(), match.end(), str(year))


def _eastern(match: re.Match[str]) -> Iterator[Written]:
    if match[3]:
        yield from _day(match, int(match[1]), int(match[2]), int(match[3]))
    elif match[2] and 1 <= int(match[2]) <= 12:
        yield Written(match.start(), match.end(), f"{match[1]}-{int(match[2]):02}")
    elif not match[2]:
        yield Written(match.start(), match.end(), match[1])


def _with_months(text: str, language: str) -> Iterator[Written]:
    for match in _WITH_MONTH.finditer(text):
        month = month_of(match["month"], language)
        if month is None:
            continue
        year = int(match["year"])
        if match["dom"]:
            yield from _day(match, year, month, int(match["dom"]))
        else:
            yield Written(match.start("month"), match.end(), f"{year}-{month:02}")
