"""Wordings of time in news prose, and what each says: one pattern and one small reader a line.

Readers return a TIMEX3 value no more precise than the words, or None where the words are no time.
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
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
_UNITS = {
    "second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "night": "{}D",
    "week": "{}W", "fortnight": "{}W", "month": "{}M", "year": "{}Y", "decade": "{}Y",
    "century": "{}Y",
}  # fmt: skip
_SIZES = {"decade": 10, "century": 100, "fortnight": 2}

_DAY = r"(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?!\w)"
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|"
    r"December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?!\w)"
)
_PART = r"(?P<part>morning|afternoon|evening|night)\b"
_NUM = (
    r"(?P<num>\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|ninety)"
)
_UNIT = (
    r"(?P<unit>second|minute|hour|day|night|week|fortnight|month|year|decade|century|centurie)s?\b"
)
_YEAR = r"(?P<year>(?:1[0-9]|20)\d\d)(?![\w%]|[-–,.]\d{3}\b|\.\d)"
_DOM = r"(?P<dom>[0-3]?\d)(?:st|nd|rd|th)?\b(?!%|[.,:]\d)"
_STAGE = r"(?:(?P<stage>earlier|later|late|early|mid|the (?:end|start|beginning|middle) of)[\s-]+)?"
_WHICH = r"(?P<which>last|this past|this coming|this|next|the previous|the following)"


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


def _iso(match: re.Match[str], ask: Ask) -> Read | None:
    value = days.full_day(int(match[1]), int(match[2]), int(match[3]))
    return Read(value) if value else None


def _slashed(match: re.Match[str], ask: Ask) -> Read | None:
    """5/13/2021 and 13/5/2021 are plain; 5/6/2021 is one day here and another there."""
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    if first == second or second > 12:
        value = days.full_day(year, first, second)
    elif first > 12:
        value = days.full_day(year, second, first)
    else:
        value = f"{year:04}"
    return Read(value) if value else None


def _calendar_day(match: re.Match[str], ask: Ask) -> Read | None:
    month, day = _month_number(match["month"]), int(match["dom"])
    if _group(match, "year"):
        value = days.full_day(int(match["year"]), month, day)
        return Read(_with_part(match, value)) if value else None
    value = days.day_of_month(ask.anchor, month, day, ask.direction())
    return Read(value, anchored=True) if value else None


def _month_of_year(match: re.Match[str], ask: Ask) -> Read | None:
    return Read(f"{match['year']}-{_month_number(match['month']):02}")


def _month_of_that_year(match: re.Match[str], ask: Ask) -> Read | None:
    """ "February last year"."""
    count = {"last": -1, "this": 0, "next": 1}[match["that"].lower()]
    year = days.shifted(ask.anchor, "year", count)
    return Read(f"{year}-{_month_number(match['month']):02}", anchored=True)


def _bare_month(match: re.Match[str], ask: Ask) -> Read | None:
    which = _group(match, "which").lower()
    if not which and not _group(match, "stage") and not ask.lone():
        return None
    direction: Direction = "past" if which.startswith(("last", "this past")) else ask.direction()
    if which in ("next", "this coming"):
        direction = "future"
    direction = "past" if direction == "nearest" else direction
    strict = which in ("last", "next")
    number = _month_number(match["month"])
    return Read(days.month(ask.anchor, number, direction, strict=strict), anchored=True)


def _bare_day(match: re.Match[str], ask: Ask) -> Read | None:
    which = _group(match, "which").lower()
    number = DAYS.index(match["day"].lower())
    direction: Direction = ask.direction()
    if which in ("last", "this past"):
        direction = "past"
    elif which in ("next", "this coming"):
        direction = "future"
    value = days.weekday(ask.anchor, number, direction, strict=which in ("last", "next"))
    return _at(match, value)


def _day_of_week(match: re.Match[str], ask: Ask) -> Read | None:
    """ "Thursday last week"."""
    weeks = {"last": -1, "this": 0, "next": 1}[match["that"].lower()]
    value = days.weekday_of_week(ask.anchor, DAYS.index(match["day"].lower()), weeks)
    return _at(match, value)


def _at(match: re.Match[str], value: str) -> Read:
    part = _group(match, "part").lower()
    return Read(_with_part(match, value), "TIME" if part else "DATE", anchored=True)


def _with_part(match: re.Match[str], value: str) -> str:
    return value + _PARTS.get(_group(match, "part").lower(), "")


def _near_day(match: re.Match[str], ask: Ask) -> Read | None:
    word = match["near"].lower()
    value = days.shifted_day(ask.anchor, {"yesterday": -1, "tomorrow": 1}.get(word, 0))
    if word == "tonight":
        return Read(value + "TNI", "TIME", anchored=True)
    return _at(match, value)


def _part_of_day(match: re.Match[str], ask: Ask) -> Read | None:
    """ "this morning", "last night"."""
    back = -1 if match["that"].lower() == "last" else 0
    return _at(match, days.shifted_day(ask.anchor, back))


def _near_unit(match: re.Match[str], ask: Ask) -> Read | None:
    """ "last year", "earlier this week", "late last month", "next weekend"."""
    which, unit = match["which"].lower(), match["unit"].lower()
    count = -1 if "last" in which else 1 if "next" in which or "coming" in which else 0
    if which in ("the previous", "the following"):
        return None  # counted from a time told, not from the day of printing
    if which == "this past":
        return Read(f"P{_duration(1, unit)}", "DURATION") if unit != "weekend" else Read(
            days.weekend(ask.anchor, "past"), anchored=True
        )  # fmt: skip
    if unit in days.SEASONS:
        return Read(days.season(ask.anchor, unit, count, ask.direction()), anchored=True)
    if unit == "weekend" and count <= 0:
        direction: Direction = "past" if count else ask.direction()
        return Read(days.weekend(ask.anchor, direction), anchored=True)
    return Read(days.shifted(ask.anchor, unit, count), anchored=True)


def _the_weekend(match: re.Match[str], ask: Ask) -> Read | None:
    return Read(days.weekend(ask.anchor, ask.direction()), anchored=True)


def _season_of_year(match: re.Match[str], ask: Ask) -> Read | None:
    return Read(f"{match['year']}-{days.SEASONS[match['season'].lower()][0]}")


def _ago(match: re.Match[str], ask: Ask) -> Read | None:
    """ "two days ago", "three years ago"; hours and minutes ago fall on no sure day."""
    count, unit = _number(match["num"]), match["unit"].lower()
    if unit in ("second", "minute", "hour") or count > 3000:
        return None
    if unit in ("day", "night"):
        return Read(days.shifted_day(ask.anchor, -count), anchored=True)
    return Read(days.shifted(ask.anchor, unit, -count), anchored=True)


def _length(match: re.Match[str], ask: Ask) -> Read | None:
    word = match["num"].lower()
    if word in ("a", "an") and (match[0].endswith("s") or not ask.lone()):
        return None
    return Read(f"P{_duration(_number(word), match['unit'].lower())}", "DURATION")


def _duration(count: int, unit: str) -> str:
    unit = "century" if unit == "centurie" else unit
    return _UNITS[unit].format(count * _SIZES.get(unit, 1))


def _set(match: re.Match[str], ask: Ask) -> Read | None:
    what = match["what"].lower()
    if _group(match, "num"):
        return Read(f"P{_duration(_number(match['num']), what)}", "SET")
    if what in DAYS:
        return Read(f"XXXX-WXX-{DAYS.index(what) + 1}", "SET")
    return Read(f"P{_duration(1, what)}", "SET")


def _year(match: re.Match[str], ask: Ask) -> Read | None:
    return Read(match["year"]) if ask.lone() or _group(match, "stage") else None


def _decade(match: re.Match[str], ask: Ask) -> Read | None:
    digits = match["decade"]
    return Read(digits[:3] if len(digits) == 4 else f"19{digits[0]}")


def _century(match: re.Match[str], ask: Ask) -> Read | None:
    return Read(f"{int(match['century']) - 1:02}")


def _clock(match: re.Match[str], ask: Ask) -> Read | None:
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


def _quarter(match: re.Match[str], ask: Ask) -> Read | None:
    number = _ORDINALS[match["ordinal"].lower()]
    if _group(match, "year"):
        return Read(f"{match['year']}-Q{number}")
    return Read(days.quarter(ask.anchor, number, ask.direction()), anchored=True)


_HOLIDAYS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "valentine's day": (2, 14),
    "halloween": (10, 31), "fourth of july": (7, 4),
}  # fmt: skip


def _holiday(match: re.Match[str], ask: Ask) -> Read | None:
    month, day = _HOLIDAYS[match["holiday"].lower().replace("’", "'")]
    if _group(match, "year"):
        return Read(f"{match['year']}-{month:02}-{day:02}")
    value = days.day_of_month(ask.anchor, month, day, ask.direction())
    return Read(value, anchored=True) if value else None


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_NAMED_UNIT = r"(?P<unit>week|month|year|decade|century|weekend|spring|summer|autumn|fall|winter)\b"
_THAT = r"(?P<that>last|this|next)"

PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)"), _iso),
    (re.compile(r"(\d\d?)/(\d\d?)/(\d{4})(?!\d)"), _slashed),
    (re.compile(rf"(?:{_DAY},?\s+(?:{_PART},?\s+)?)?{_MONTH}\s+{_DOM}(?:,?\s+{_YEAR})?"), _calendar_day),
    (
        re.compile(rf"(?:{_DAY},?\s+(?:the\s+)?)?{_DOM}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?"),
        _calendar_day,
    ),
    (_compiled(rf"{_STAGE}(?-i:{_MONTH})(?:,|\s+of)?\s+{_YEAR}"), _month_of_year),
    (_compiled(rf"(?-i:{_MONTH})(?:\s+of)?\s+{_THAT} year\b"), _month_of_that_year),
    (_compiled(rf"{_STAGE}(?:{_WHICH}\s+)?(?:in\s+)?(?-i:{_MONTH})"), _bare_month),
    (_compiled(rf"(?-i:{_DAY})(?:\s+{_PART})?(?:,?\s+of)?\s+{_THAT} week\b"), _day_of_week),
    (
        _compiled(rf"{_STAGE}(?:on\s+)?(?:{_WHICH}\s+)?(?-i:{_DAY})(?:\s+{_PART})?"),
        _bare_day,
    ),
    (_compiled(rf"(?P<near>yesterday|today|tonight|tomorrow)\b(?:\s+{_PART})?"), _near_day),
    (_compiled(rf"{_STAGE}(?P<that>this|last)\s+{_PART}"), _part_of_day),
    (_compiled(rf"{_STAGE}{_WHICH}\s+{_NAMED_UNIT}"), _near_unit),
    (_compiled(r"the weekend\b"), _the_weekend),
    (
        _compiled(rf"{_STAGE}(?P<season>spring|summer|autumn|fall|winter)(?:\s+of)?\s+{_YEAR}"),
        _season_of_year,
    ),
    (_compiled(rf"{_NUM}\s+{_UNIT}\s+ago\b"), _ago),
    (_compiled(rf"(?:the\s+)?(?:last|past|next|coming)\s+{_NUM}\s+{_UNIT}"), _length),
    (_compiled(rf"(?:the\s+)?past\s+(?P<num>){_UNIT}"), lambda m, a: Read(
        f"P{_duration(1, m['unit'].lower())}", "DURATION")),
    (_compiled(rf"{_NUM}[\s-]+{_UNIT}(?![\s-]+(?:old|older|olds|ago)\b)"), _length),
    (
        _compiled(
            rf"(?:every|each)\s+(?:{_NUM}\s+(?=\w+s\b))?"
            r"(?P<what>(?:mon|tues|wednes|thurs|fri|satur|sun)day|day|night|week|"
            r"month|year)s?\b"
        ),
        _set,
    ),
    (_compiled(rf"(?P<ordinal>first|second|third|fourth|last) quarter\b(?:(?: of)? {_YEAR})?"), _quarter),
    (_compiled(rf"{_STAGE}(?:the\s+)?(?:[’'])?(?P<decade>(?:1[0-9]|20)\d0|[2-9]0)[’']?s\b"), _decade),
    (_compiled(rf"{_STAGE}(?:the\s+)?(?P<century>\d\d?)(?:st|nd|rd|th)[\s-]century\b"), _century),
    (
        re.compile(
            r"(?P<hour>\d\d?)(?:[:.](?P<minute>\d\d))?\s?(?P<half>[AaPp]\.?[Mm](?:\b\.?|\.))"
            r"(?P<zone>\s+(?:[A-Z]{2,4}T|GMT|UTC)\b)?"
        ),
        _clock,
    ),
    (
        re.compile(
            r"(?P<hour>[0-2]?\d):(?P<minute>\d\d)(?![\d:])(?P<zone>\s+(?:[A-Z]{2,4}T|GMT|UTC)\b)?"
        ),
        _clock,
    ),
    (
        _compiled(
            r"(?P<holiday>christmas (?:eve|day)|boxing day|new year[’']s (?:eve|day)|"
            rf"valentine[’']s day|halloween|fourth of july)\b(?:,?\s+{_YEAR})?"
        ),
        _holiday,
    ),
    (re.compile(rf"{_STAGE}{_YEAR}"), _year),
)  # fmt: skip
"""Tried where a word of time begins; the longest that reads wins, and of equals the first."""

TRIGGER = re.compile(
    r"(?<![\w$£€#@/.,:-])(?=\d|[’']\d0s|(?-i:[JFMASOND][aeuopc])|(?-i:[MTWFS](?:on|ue|ed|hu|ri|at|un))|"
    r"(?:last|this|next|past|early|earlier|late|later|mid|the|yesterday|today|tonight|tomorrow|an?|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|ninety|every|each|first|"
    r"second|third|fourth|spring|summer|autumn|fall|winter|christmas|boxing|new year|valentine|"
    r"halloween|coming)\b)",
    re.IGNORECASE,
)
