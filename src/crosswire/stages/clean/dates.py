"""Publication times as pages print them, read no more precisely than the words say."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
# Some pages print the clock right behind the year: "March 7, 20242:31 PM".
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d(?!\d?:\d\d))"
_DAY = r"(?<!\d)(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_DATES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?<!\d){_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"(?<!\d){_YEAR}/(?P<number>\d\d?)/(?P<day>\d\d?)(?!\d)",
        rf"{_DAY}(?: of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}",
        rf"(?<![a-z]){_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"(?<!\d)(?P<day>\d\d?)\.(?P<number>\d\d?)\.{_YEAR}",
        rf"(?<!\d)(?P<first>\d\d?)[/-](?P<second>\d\d?)[/-]{_YEAR}",
    )
)
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


def read_date(words: str) -> Reading | None:
    """The first full date in ``words``: a day, or an instant where time and zone are stated.

    A time without a zone is not an instant, so only its day is kept. A day and month in figures
    that could be swapped are not read at all.
    """
    instant = _ISO_INSTANT.search(words)
    if instant and _valid(instant["date"]):
        return _iso_instant(instant)
    for pattern in _DATES:
        for match in pattern.finditer(words):
            day = _day(match)
            if day:
                return _with_clock(words, match, day)
    return None


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


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    try:
        if parts.get("first"):
            return _from_figures(int(parts["year"]), int(parts["first"]), int(parts["second"]))
        named = parts.get("month")
        month = 1 + _MONTHS.index(named[:3].lower()) if named else int(parts["number"])
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


def _from_figures(year: int, first: int, second: int) -> date | None:
    """A day from 13/02/2021 or 02/13/2021, but not from 03/02/2021, which could be either."""
    if first > 12:
        return date(year, second, first)
    if second > 12 or first == second:
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
