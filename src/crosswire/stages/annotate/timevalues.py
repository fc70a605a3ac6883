"""What a wording of time says: small readers from a match to a TIMEX3 value.

A value is no more precise than the words; None where the words turn out to be no time.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from crosswire.stages.annotate import days
from crosswire.stages.annotate.days import Direction

Kind = Literal["DATE", "TIME", "DURATION", "SET"]

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_NUMBERS = {
    word: n
    for n, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
_UNITS = {
    "second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "night": "{}D",
    "week": "{}W", "fortnight": "{}W", "month": "{}M", "year": "{}Y", "decade": "{}Y",
    "century": "{}Y",
}  # fmt: skip
_SIZES = {"decade": 10, "century": 100, "fortnight": 2}


class Read(NamedTuple):
    """A value, its type, and whether it needed the anchor."""

    value: str
    kind: Kind = "DATE"
    anchored: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """What a reader may ask beside the words: the day they were printed, and the clause."""

    anchor: date | None
    direction: Callable[[], Direction]
    """Where the clause looks."""
    lone: Callable[[], bool]
    """Whether a bare number or name here is used as a time."""


Reader = Callable[[re.Match[str], Ask], Read | None]


def _month_number(words: str) -> int:
    key = words.lower().rstrip(".")[:3]
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(key))


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _NUMBERS[words.lower()]


def _group(match: re.Match[str], name: str) -> str:
    return str(match.groupdict().get(name) or "")


def iso_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "2021-05-13"."""
    value = days.full_day(int(match[1]), int(match[2]), int(match[3]))
    return Read(value) if value else None


def slashed_value(match: re.Match[str], ask: Ask) -> Read | None:
    """5/13/2021 and 13/5/2021 are plain; 5/6/2021 is one day here and another there."""
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    if first == second or second > 12:
        value = days.full_day(year, first, second)
    elif first > 12:
        value = days.full_day(year, second, first)
    else:
        value = f"{year:04}"
    return Read(value) if value else None


def calendar_day_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "May 13", "13 May 2021", "Thursday, May 13"."""
    month, day = _month_number(match["month"]), int(match["dom"])
    if _group(match, "year"):
        value = days.full_day(int(match["year"]), month, day)
        return Read(_with_part(match, value)) if value else None
    value = days.day_of_month(ask.anchor, month, day, ask.direction())
    return Read(value, anchored=True) if value else None


def month_of_year_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "March 2008", "early in 2008" with its month."""
    return Read(f"{match['year']}-{_month_number(match['month']):02}")


def month_of_that_year_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "February last year"."""
    count = {"last": -1, "this": 0, "next": 1}[match["that"].lower()]
    year = days.shifted(ask.anchor, "year", count)
    return Read(f"{year}-{_month_number(match['month']):02}", anchored=True)


def bare_month_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "March", "last June", "late in May"."""
    which = _group(match, "which").lower()
    if not which and not _group(match, "stage") and not ask.lone():
        return None
    direction: Direction = "past" if which.startswith(("last", "this past")) else ask.direction()
    if which in ("next", "this coming"):
        direction = "future"
    number = _month_number(match["month"])
    if direction == "nearest":
        # A month that begins within weeks is hardly that of eleven months ago.
        ahead = ask.anchor is not None and (number - ask.anchor.month) % 12 == 1
        direction = "future" if ahead else "past"
    strict = which in ("last", "next")
    if which == "this":
        year = days.shifted(ask.anchor, "year", 0)
        return Read(f"{year}-{_month_number(match['month']):02}", anchored=True)
    return Read(days.month(ask.anchor, number, direction, strict=strict), anchored=True)


def bare_day_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "Thursday", "last Thursday", "Friday night"."""
    which = _group(match, "which").lower()
    number = DAYS.index(match["day"].lower())
    direction: Direction = ask.direction()
    if which in ("last", "this past"):
        direction = "past"
    elif which in ("next", "this coming"):
        direction = "future"
    value = days.weekday(ask.anchor, number, direction, strict=which in ("last", "next"))
    return _at(match, value)


def day_of_week_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "Thursday last week"."""
    weeks = {"last": -1, "this": 0, "next": 1}[match["that"].lower()]
    value = days.weekday_of_week(ask.anchor, DAYS.index(match["day"].lower()), weeks)
    return _at(match, value)


def _at(match: re.Match[str], value: str) -> Read:
    part = _group(match, "part").lower()
    return Read(_with_part(match, value), "TIME" if part else "DATE", anchored=True)


def _with_part(match: re.Match[str], value: str) -> str:
    return value + _PARTS.get(_group(match, "part").lower(), "")


def near_day_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "yesterday", "tonight", "tomorrow morning"."""
    word = match["near"].lower()
    value = days.shifted_day(ask.anchor, {"yesterday": -1, "tomorrow": 1}.get(word, 0))
    if word == "tonight":
        return Read(value + "TNI", "TIME", anchored=True)
    return _at(match, value)


def part_of_day_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "this morning", "last night"."""
    back = -1 if match["that"].lower() == "last" else 0
    return _at(match, days.shifted_day(ask.anchor, back))


def near_unit_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "last year", "earlier this week", "late last month", "next weekend"."""
    which, unit = match["which"].lower(), match["unit"].lower()
    count = -1 if "last" in which else 1 if "next" in which or "coming" in which else 0
    if which in ("the previous", "the following"):
        return None  # counted from a time told, not from the day of printing
    this_past = which == "this past"
    if unit in days.SEASONS:
        direction: Direction = "past" if this_past else ask.direction()
        return Read(days.season(ask.anchor, unit, count, direction), anchored=True)
    if this_past and unit != "weekend":
        return Read(f"P{_duration(1, unit)}", "DURATION")
    if unit == "weekend" and count <= 0:
        direction = "past" if count or this_past else ask.direction()
        return Read(days.weekend(ask.anchor, direction), anchored=True)
    return Read(days.shifted(ask.anchor, unit, count), anchored=True)


def the_weekend_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "the weekend"."""
    return Read(days.weekend(ask.anchor, ask.direction()), anchored=True)


def season_of_year_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "summer 2016"."""
    return Read(f"{match['year']}-{days.SEASONS[match['season'].lower()][0]}")


def ago_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "two days ago", "three years ago"; hours and minutes ago fall on no sure day."""
    count, unit = _number(match["num"]), match["unit"].lower()
    if unit in ("second", "minute", "hour") or count > 3000:
        return None
    if unit in ("day", "night"):
        return Read(days.shifted_day(ask.anchor, -count), anchored=True)
    return Read(days.shifted(ask.anchor, unit, -count), anchored=True)


def ahead_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "two weeks from now"."""
    count, unit = _number(match["num"]), match["unit"].lower()
    if unit in ("second", "minute", "hour") or count > 3000:
        return None
    if unit in ("day", "night"):
        return Read(days.shifted_day(ask.anchor, count), anchored=True)
    return Read(days.shifted(ask.anchor, unit, count), anchored=True)


def span_of_one_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "the last week", "the past year", "the next decade": so long, not that one."""
    return Read(f"P{_duration(1, match['unit'].lower())}", "DURATION")


def the_season_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "the summer"."""
    return Read(days.season(ask.anchor, match["season"].lower(), 0, ask.direction()), anchored=True)


def length_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "two-day", "six weeks", "for a year"."""
    word = match["num"].lower()
    single = word in ("a", "an")
    if single and (match[0].endswith(("s", "second")) or not ask.lone()):
        return None
    return Read(f"P{_duration(_number(word), match['unit'].lower())}", "DURATION")


def _duration(count: int, unit: str) -> str:
    unit = "century" if unit == "centurie" else unit
    return _UNITS[unit].format(count * _SIZES.get(unit, 1))


def set_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "every Monday", "every six months"."""
    what = match["what"].lower()
    if _group(match, "num"):
        return Read(f"P{_duration(_number(match['num']), what)}", "SET")
    if what in DAYS:
        return Read(f"XXXX-WXX-{DAYS.index(what) + 1}", "SET")
    return Read(f"P{_duration(1, what)}", "SET")


def year_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "2019"."""
    return Read(match["year"]) if ask.lone() or _group(match, "stage") else None


def decade_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "the 1990s", "the ’80s"."""
    digits = match["decade"]
    return Read(digits[:3] if len(digits) == 4 else f"19{digits[0]}")


def century_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "the 19th century"."""
    return Read(f"{int(match['century']) - 1:02}")


def clock_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "17:24 BST", "5 p.m."."""
    hour, minute = int(match["hour"]), _group(match, "minute")
    half = _group(match, "half").lower().replace(".", "")
    if not half and not (match["zone"] or ask.lone()):
        return None
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or int(minute or 0) > 59:
        return None
    return Read(f"T{hour:02}" + (f":{minute}" if minute else ""), "TIME")


def quarter_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "the first quarter of 2019", "last quarter"."""
    number = _ORDINALS.get(match["ordinal"].lower(), 0)
    if _group(match, "year"):
        return Read(f"{match['year']}-Q{number or 4}")
    if not number:
        return Read(days.last_quarter(ask.anchor), anchored=True)
    return Read(days.quarter(ask.anchor, number, ask.direction()), anchored=True)


_HOLIDAYS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "valentine's day": (2, 14),
    "halloween": (10, 31), "fourth of july": (7, 4),
}  # fmt: skip


def holiday_value(match: re.Match[str], ask: Ask) -> Read | None:
    """ "Christmas Day", "New Year’s Eve 2019"."""
    month, day = _HOLIDAYS[match["holiday"].lower().replace("’", "'")]
    if _group(match, "year"):
        return Read(f"{match['year']}-{month:02}-{day:02}")
    value = days.day_of_month(ask.anchor, month, day, ask.direction())
    return Read(value, anchored=True) if value else None
