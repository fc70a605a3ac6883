"""Days: when an article was published, as its date, its address or its first lines say."""

import re
from collections import Counter
from datetime import date
from functools import lru_cache
from typing import NamedTuple

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        ), 1)
    for name in names.split()
}  # fmt: skip
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_NAMED = _MONTH.title()
_AFTER = re.compile(
    rf"\b(?=[ADFJMNOS]){_NAMED}\.? ?(\d{{1,2}})(?:st|nd|rd|th)?\b(?: ?, ?((?:19|20)\d\d))?"
)
_BEFORE = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? {_NAMED}\b\.?(?: ?,? ?((?:19|20)\d\d))?")
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?")
_NUMBERS = re.compile(
    r"(?<![\d./-])(?:(\d{1,2}) ?([/.]) ?(\d{1,2}) ?\2 ?((?:20)?\d\d)|((?:19|20)\d\d) ?([-./]) ?(\d\d) ?\6 ?(\d\d))(?![\d./-])"
)
_YEAR = re.compile(r"(?<![\d.,$£€])(?:19[89]|20[0-4])\d(?![\d,%]|\.\d)")
FIRST_YEAR, YEARS = 1980, 70
"""Years that ``years`` finds: so many from the first."""
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/((?:19|20)?\d\d)$")
_IN_URL = re.compile(
    rf"[/-]((?:19|20)\d\d)[/-]?({_MONTH}|\d\d?)[/-]?(\d\d?)?(?=[/\-_.]|$)|[/-]((?:19|20)\d\d)(\d\d)(\d\d)(?=\D|$)",
    re.I,
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TWELVE = 12
_EARLIEST, _LATEST = 1980, 2090
"""Years outside are faults of a clock or a template, not dates of news."""


class Dating(NamedTuple):
    """The day an article stands at, and how that is known."""

    day: float | None
    """Ordinal days; with a fraction where the hour is stated."""
    source: int
    """3 stated, 2 read from the address, 1 from the first lines, 0 unknown."""


class Mentioned(NamedTuple):
    """Days that a text names."""

    days: list[str]
    """Month and day, "05-03", in order of appearance."""
    full: list[int]
    """Ordinals of those with a year."""


def dating(published: str | None, seen: str | None, url: str | None, head: str) -> Dating:
    """The best that is known of the day; a stated one that cannot be is not believed."""
    if (told := stated(published)) is not None and not _later(told, seen):
        return Dating(told, 3)
    if (found := in_url(url)) is not None:
        return Dating(float(found), 2)
    full = [*mentioned(head).full, *in_numbers(head)]
    return Dating(float(full[0]), 1) if full else Dating(None, 0)


def _later(day: float, seen: str | None) -> bool:
    at = stated(seen)
    return at is not None and day > at + 2


@lru_cache(4096)
def stated(text: str | None) -> float | None:
    """A day or an instant as ordinal days; None for what is no date of news."""
    if not text:
        return None
    if hit := _ISO.match(text):
        day = _ordinal(int(hit[1]), int(hit[2]), int(hit[3]))
        hour = (int(hit[4]) + int(hit[5]) / 60) / 24 if hit[4] else 0.0
        return None if day is None else day + hour
    if hit := _SLASHES.match(text):
        one, other, year = int(hit[1]), int(hit[2]), int(hit[3])
        year += 2000 if year < 100 else 0
        if one > 12 or other > 12 or one == other:
            found = _ordinal(year, min(one, other), max(one, other))
            return None if found is None else float(found)
    return None


def in_url(url: str | None) -> int | None:
    """The day that an address carries in its path, if it carries a whole one."""
    if not url:
        return None
    for year, month, _, day, y, m, d in _IN_URL.findall(url):
        if y:
            found = _ordinal(int(y), int(m), int(d))
        elif day:
            found = _ordinal(int(year), _month(month), int(day))
        else:
            continue
        if found is not None:
            return found
    return None


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS[text.lower()]


def in_numbers(text: str) -> list[int]:
    """Days written in numbers alone, 28/11/05 or 2005-11-28, where only one reading is a day."""
    found = []
    for one, _, other, short, year, _, month, day in _NUMBERS.findall(text):
        if year:
            found.append(_ordinal(int(year), int(month), int(day)))
        elif (a := int(one)) > _TWELVE or int(other) > _TWELVE or a == int(other):
            b, full = int(other), int(short) + (0 if len(short) > len("05") else 2000)
            found.append(_ordinal(full, min(a, b), max(a, b)))
    return [known for known in found if known is not None]


def years(text: str) -> Counter[int]:
    """Years that a text names, and how often."""
    return Counter(map(int, _YEAR.findall(text)))


def mentioned(text: str, most: int = 10) -> Mentioned:
    """Days named by month and day."""
    days: list[str] = []
    full: list[int] = []
    named = [(hit.start(), hit[1], hit[2], hit[3]) for hit in _AFTER.finditer(text)]
    named += [(hit.start(), hit[2], hit[1], hit[3]) for hit in _BEFORE.finditer(text)]
    for _, name, number, year in sorted(named):
        month, day = _MONTHS[name.lower()], int(number)
        if not 1 <= day <= 31:
            continue
        days.append(f"{month:02d}-{day:02d}")
        if year and (found := _ordinal(int(year), month, day)) is not None:
            full.append(found)
    return Mentioned(list(dict.fromkeys(days))[:most], full[:most])


def _ordinal(year: int, month: int, day: int) -> int | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None
