"""Publication times as pages print them, read no more precisely than the words say."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from unicodedata import digit

from crosswire.stages.clean.months import month_of, order_of

# Some pages print the clock right behind the year: "March 7, 20242:31 PM".
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d(?!\d?:\d\d))"
_DAY = r"(?<!\d)(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|re|º|ª|°|\.)?"
_NAME = r"(?P<month>[^\W\d_][^\s\d.,:;/()|<>-]{2,13})\.?"
_OF = r"(?:(?:of|de|di|d['’]|den)\s+)?"
_DATES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?<!\d){_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"(?<![\d-]){_YEAR}-(?P<number>\d\d?)-(?P<day>\d\d?)(?![\d-])",
        rf"(?<!\d){_YEAR}/(?P<number>\d\d?)/(?P<day>\d\d?)(?!\d)",
        rf"{_DAY}[\s-]*{_OF}{_NAME}(?:,?\s*(?:(?:de|del|di)\s+)?|-){_YEAR}",
        rf"(?<!\w){_NAME}[\s-]+{_DAY}(?:\s*,\s*|\s+|-){_YEAR}",
        rf"(?<!\w){_NAME}\s+{_DAY}\s+[\d:]{{5,8}}\s+(?:[A-Z]{{2,5}}\s+|[+-]\d{{4}}\s+)?{_YEAR}",
        rf"(?<!\d)(?P<day>\d\d?)\s?\.\s?(?P<number>\d\d?)\s?\.\s?{_YEAR}",
        rf"(?<!\d)(?P<first>\d\d?)[/-](?P<second>\d\d?)[/-]{_YEAR}",
        rf"(?<!\d){_YEAR}\s?[年년.]\s?(?P<number>\d\d?)\s?[月월.]\s?(?P<day>\d\d?)(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[.,]?\s|-)(?:m\.\s)?"
        + _NAME
        + r"[\s-](?P<day>\d\d?)(?!\d)",
        rf"(?<!\d){_YEAR}\.?\sgada\s(?P<day>\d\d?)\.?\s{_NAME}",
        rf"(?<!\d){_YEAR}\sоны\s(?P<number>\d\d?)\D{{0,9}}\sсарын\s(?P<day>\d\d?)(?!\d)",
        r"(?<!\d)(?P<day>\d\d?)\s(?P<month>[\u0e01-\u0e4f][\u0e01-\u0e4f.]{2,11})\s(?:พ\.ศ\.\s?)?"
        r"(?P<buddhist>25[4-9]\d|20\d\d)(?!\d)",
        rf"(?<!\d)(?P<day>\d\d?)\s(?:tháng|thg)\s(?P<number>\d\d?),?\s(?:năm\s)?{_YEAR}",
    )
)
_HAS_YEAR = re.compile(r"(?:19|20|25)\d\d")
_SHORT = re.compile(
    r"(?<![\d./])(?P<first>\d\d?)(?P<mark>[./])(?P<second>\d\d?)(?P=mark)(?P<short>\d\d)(?![\d./])"
)
_BUDDHIST = 543
"""Years by which the calendar of Thailand is ahead."""
_ISO_INSTANT = re.compile(
    r"(?P<date>(?:19|20)\d\d-\d\d-\d\d)[T ](?P<time>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?"
    r" ?(?P<zone>Z|[+-]\d\d:?\d\d|[+-]\d\d)?(?!\d)"
)
_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>[0-2]?\d)(?:[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?)?\s*(?P<half>[ap]\.?m\.?)?"
    r"(?:\s*\(?(?P<zone>[A-Z]{1,4}(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d)\)?)?(?![\w:])",
    re.I,
)
_BARE_CLOCK = re.compile(
    r"(?<!\d)(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\s+(?P<zone>GMT|UTC|BST|Z)\b"
)
# Only names that mean one offset to news readers; IST, CST in Asia and the like stay unread.
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "CEST": 120,
    "EET": 120, "EEST": 180, "MSK": 180, "SAST": 120, "WIB": 420, "SGT": 480, "HKT": 480,
    "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
    "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "CST": -360,
}  # fmt: skip
_US_STANDARD = {"ET": -300, "CT": -360, "MT": -420, "PT": -480}
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d\d)?", re.I)


@dataclass(frozen=True, slots=True)
class Reading:
    """A date read from words: ``value`` in ISO 8601, and the run of words it came from."""

    value: str
    start: int
    end: int


def read_date(words: str, language: str | None = None) -> Reading | None:
    """The first full date in ``words``: a day, or an instant where time and zone are stated.

    A time without a zone is not an instant, so only its day is kept. A day and month in figures
    that could be swapped are read only where ``language`` (a tag such as ``de-AT``) orders them.
    """
    words = _western(words)
    if not _HAS_YEAR.search(words):
        return None
    instant = _ISO_INSTANT.search(words)
    if instant and _valid(instant["date"]):
        return _iso_instant(instant)
    for pattern in _DATES:
        for match in pattern.finditer(words):
            day = _day(match, language)
            if day:
                return _with_clock(words, match, day)
    return None


def short_date(words: str, language: str | None = None) -> Reading | None:
    """A day written "8.5.12", or "8/5/12" where ``language`` orders day and month.

    Only for words that can be little else than a date.
    """
    for match in _SHORT.finditer(words):
        year, first, second = (
            2000 + int(match["short"]),
            int(match["first"]),
            int(match["second"]),
        )
        try:
            dotted = match["mark"] == "."
            day = (
                date(year, second, first)
                if dotted
                else _from_figures(year, first, second, order_of(language))
            )
        except ValueError:
            continue
        if day:
            return Reading(day.isoformat(), *match.span())
    return None


def _western(words: str) -> str:
    """The same words with the digits of other scripts as 0 to 9."""
    if words.isascii():
        return words
    return "".join(str(digit(c)) if not c.isascii() and c.isdecimal() else c for c in words)


_LOOSE = re.compile(
    r"(?<!\d)[0-3]?\d\W{1,3}(?:\w{3,12}\.?|\d\d?)\W{1,3}(?:19|20)\d\d(?!\d)"
    r"|(?<!\w)\w{3,12}\.? [0-3]?\d,? (?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d-\d\d-\d\d",
)
_LABEL = 25


def looks_dated(words: str) -> bool:
    """Whether words in any language are a date with hardly anything beside it."""
    found = _LOOSE.search(words)
    return bool(found) and len(re.sub(r"\W", "", _LOOSE.sub("", words))) <= _LABEL


def _valid(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _iso_instant(match: re.Match[str]) -> Reading:
    offset = _offset(match["zone"], date.fromisoformat(match["date"])) if match["zone"] else None
    value = match["date"]
    if offset is not None:
        hour, minute = (int(part) for part in match["time"].split(":"))
        value = _stamp(date.fromisoformat(value), hour, minute, offset) or value
    return Reading(value, *match.span())


def _day(match: re.Match[str], language: str | None) -> date | None:
    parts = match.groupdict()
    try:
        if parts.get("first"):
            numbers = int(parts["first"]), int(parts["second"])
            return _from_figures(int(parts["year"]), *numbers, order_of(language))
        named = parts.get("month")
        month = month_of(named, language) if named else int(parts["number"])
        year = int(parts.get("year") or parts["buddhist"])
        year -= _BUDDHIST if year > 2500 else 0
        return date(year, month, int(parts["day"])) if month else None
    except ValueError:
        return None


def _from_figures(year: int, first: int, second: int, order: str | None) -> date | None:
    """A day from 13/02/2021 or 02/13/2021; from 03/02/2021 only in a known order."""
    if first > 12 or (second <= 12 and order == "day"):
        return date(year, second, first)
    if second > 12 or first == second or order == "month":
        return date(year, first, second)
    return None


def _with_clock(words: str, match: re.Match[str], day: date) -> Reading:
    """The day, made an instant when a time with its zone stands beside it."""
    after = words[match.end() : match.end() + 40]
    before_start = max(0, match.start() - 30)
    for text, at in ((after, match.end()), (words[before_start : match.start()], before_start)):
        for clock in (*_BARE_CLOCK.finditer(text), *_CLOCK.finditer(text)):
            value = _clock_value(clock, day)
            if value:
                start, end = at + clock.start(), at + clock.end()
                return Reading(value, min(start, match.start()), max(end, match.end()))
    return Reading(day.isoformat(), *match.span())


def _clock_value(clock: re.Match[str], day: date) -> str | None:
    parts = clock.groupdict()
    if not parts.get("zone") or not (parts.get("minute") or parts.get("half")):
        return None
    offset = _offset(parts["zone"], day)
    if offset is None:
        return None
    hour, half = int(parts["hour"]), (parts.get("half") or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return _stamp(day, hour, int(parts["minute"] or 0), offset)


def _stamp(day: date, hour: int, minute: int, offset: int) -> str | None:
    if hour > 23:
        return None
    zone = timezone(timedelta(minutes=offset)) if offset else UTC
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
    return moment.isoformat(timespec="minutes")


def _offset(zone: str, day: date) -> int | None:
    """Minutes east of Greenwich, or None for a zone that is not known for certain."""
    name = zone.upper().strip()
    if name in _ZONES:
        return _ZONES[name]
    if name in _US_STANDARD:
        return _US_STANDARD[name] + 60 * _us_summer(day)
    match = _OFFSET.fullmatch(name)
    if match:
        minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
        return None if minutes > 14 * 60 else minutes * (-1 if match["sign"] == "-" else 1)
    return None


def _us_summer(day: date) -> bool:
    """Summer time in the United States since 2007: second Sunday of March to first of November."""
    return _sunday(day.year, 3, 8) <= day < _sunday(day.year, 11, 1)


def _sunday(year: int, month: int, not_before: int) -> date:
    first = date(year, month, not_before)
    return first + timedelta(days=(6 - first.weekday()) % 7)
