"""Times of a French article, read against its day; as precise as the words and no more."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from crosswire.records.annotation import TimeExpression
from crosswire.records.span import Span, Text
from crosswire.stages.annotate import days
from crosswire.stages.annotate.anchors import Anchors
from crosswire.stages.annotate.days import Direction
from crosswire.stages.annotate.foreign.dates import written_dates

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_SHIFTS = {"avant-hier": -2, "hier": -1, "aujourd'hui": 0, "demain": 1, "après-demain": 2}
_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
           "octobre", "novembre", "décembre")  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_DAY_OF_YEAR = re.compile(
    rf"\b(?:(?:{'|'.join(_DAYS)})\s+)?(?P<dom>[12]?\d|3[01])(?:er)?\s+{_MONTH}\b(?!\s+\d{{4}})",
    re.I,
)
_WEEKDAY = re.compile(
    rf"\b(?P<day>{'|'.join(_DAYS)})\b(?!\s+(?:[12]?\d|3[01])(?:er)?\s+[a-zéû])"
    r"(?:\s+(?P<which>dernier|passé|prochain))?",
    re.I,
)
_WEEKDAY_AND_DATE = re.compile(rf"(?:{'|'.join(_DAYS)})\s+$", re.I)
_SHIFT = re.compile(r"\b(avant-hier|après-demain|hier|aujourd['’]hui|demain)\b", re.I)
_YEAR = re.compile(r"\b(?:en|depuis|dès|fin|début|courant|avant|après)\s+((?:19|20)\d\d)\b", re.I)
_SPAN_OF = re.compile(
    r"\b(?:pendant|durant|depuis|en|après|dans)\s+(\d{1,4}|un|une|deux|trois|quatre|cinq|six|sept|huit"
    r"|neuf|dix|douze|quinze|vingt|trente)\s+(minute|heure|jour|semaine|moi|mois|an|année)s?\b",
    re.I,
)
_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
            "huit": 8, "neuf": 9, "dix": 10, "douze": 12, "quinze": 15, "vingt": 20,
            "trente": 30}  # fmt: skip
_UNITS = {"minute": "PT{}M", "heure": "PT{}H", "jour": "P{}D", "semaine": "P{}W", "mois": "P{}M",
          "moi": "P{}M", "an": "P{}Y", "année": "P{}Y"}  # fmt: skip
_AHEAD = re.compile(
    r"\b\w+(?:[ai]r|r|dr|tr)(?:a|ont|ai|as|ez)\b|\b(?:va|vont|doit|doivent|prévue?s?|attendue?s?)\b",
    re.I,
)
"""A verb in the future, or one that looks ahead."""


class _Read(NamedTuple):
    start: int
    end: int
    value: str
    type: str = "DATE"
    anchored: bool = False


def french_times(
    text: Text, sentences: Sequence[Span], anchors: Anchors
) -> tuple[TimeExpression, ...]:
    """Time expressions in reading order."""
    found = [_Read(t.span.start, t.span.end, t.value) for t in _dated(text)]
    for sentence in sentences:
        found += _relative(text.content, sentence, anchors.at(sentence.start))
    kept: list[_Read] = []
    for one in sorted(found, key=lambda r: (r.start, -r.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(
        TimeExpression.model_validate(
            {
                "span": Span.of(text, one.start, one.end),
                "value": one.value,
                "type": one.type,
                "anchor": anchor.isoformat()
                if one.anchored and (anchor := anchors.at(one.start))
                else None,
            }
        )
        for one in kept
    )


def _dated(text: Text) -> Iterator[TimeExpression]:
    """Dates with their year, and the day of the week before them."""
    for one in written_dates(text, "fr"):
        before = _WEEKDAY_AND_DATE.search(text.content, max(0, one.span.start - 12), one.span.start)
        start = before.start() if before else one.span.start
        yield one.model_copy(update={"span": Span.of(text, start, one.span.end)})


def _relative(text: str, sentence: Span, anchor: date | None) -> Iterator[_Read]:
    start, end = sentence.start, sentence.end
    looks: Direction = "future" if _AHEAD.search(text, start, end) else "past"
    for m in _DAY_OF_YEAR.finditer(text, start, end):
        month = _MONTHS.index(m["month"].casefold()) + 1
        value = days.day_of_month(anchor, month, int(m["dom"]), looks)
        if value:
            yield _Read(m.start(), m.end(), value, anchored=True)
    for m in _WEEKDAY.finditer(text, start, end):
        yield _weekday(m, anchor, looks)
    for m in _SHIFT.finditer(text, start, end):
        shift = _SHIFTS[m[1].casefold().replace("’", "'")]
        yield _Read(m.start(), m.end(), days.shifted_day(anchor, shift), anchored=True)
    for m in _YEAR.finditer(text, start, end):
        yield _Read(m.start(1), m.end(1), m[1])
    for m in _SPAN_OF.finditer(text, start, end):
        number = int(m[1]) if m[1].isdigit() else _NUMBERS[m[1].casefold()]
        value = _UNITS[m[2].casefold()].format(number)
        yield _Read(m.start(1), m.end(), value, "DURATION")


def _weekday(match: re.Match[str], anchor: date | None, looks: Direction) -> _Read:
    which = (match["which"] or "").casefold()
    said: Direction = {"prochain": "future", "dernier": "past", "passé": "past"}.get(which, looks)  # type: ignore[assignment]
    value = days.weekday(anchor, _DAYS.index(match["day"].casefold()), said, strict=bool(which))
    return _Read(match.start(), match.end(), value, anchored=True)
