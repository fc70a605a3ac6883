"""Times of the posts of a live blog: no more precise than the page's words, in the page's zone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from crosswire.stages.clean.dates import read_date

_CLOCK = re.compile(
    r"(?P<hour>[0-2]?\d)(?:[:.h](?P<minute>[0-5]\d))?\s*(?P<half>[ap]\.?m\.?)?"
    r"(?:\s*\(?(?P<zone>[A-Z]{1,5}(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d)\)?)?",
    re.I,
)
_LABEL = re.compile(
    r"^\W*(?:(?:updated|posted|published|last updated|key event)\W+)?(?:at\s+)?", re.I
)
_LONGEST = 48
_STEADY = 0.8
"""The share of steps that go one way, from which times are a sequence."""

_HALF = 720
"""Minutes of half a day."""
_APART = 0.6
"""The share of times that must differ from all others."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as a post shows it: an instant or day where it states one, else a clock's minutes."""

    words: str
    value: str | None = None
    minutes: int | None = None
    zoned: bool = False
    """The words name a zone."""


def read_stamp(words: str) -> Stamp | None:
    """The time that a few words are and nothing else; None where they say more, or no time."""
    words = " ".join(words.split())
    if not words or len(words) > _LONGEST or not any(c.isdigit() for c in words):
        return None
    bare = _LABEL.sub("", words)
    clock = _CLOCK.fullmatch(bare)
    if clock is not None:
        return _clock(words, clock)
    stated = read_date(bare)
    if stated is None:
        return None
    rest = re.sub(
        r"[\d\W]|at|am|pm|[A-Z]{3,4}\b|\w+day",
        "",
        bare.replace(bare[stated.start : stated.end], ""),
    )
    return Stamp(words, stated.value) if len(rest) <= 3 else None


def _clock(words: str, clock: re.Match[str]) -> Stamp | None:
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    if not (clock["minute"] or half) or hour > 23 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return Stamp(words, None, 60 * hour + int(clock["minute"] or 0), bool(clock["zone"]))


def are_sequence(stamps: Sequence[Stamp]) -> bool:
    """Whether the times run one way, newest first or oldest first."""
    steps = _steps(stamps)
    falls, rises = sum(s <= 0 for s in steps), sum(s >= 0 for s in steps)
    marks = {m for stamp in stamps if (m := _order(stamp)) is not None}
    apart = len(marks) >= _APART * len(stamps)
    return bool(steps) and apart and max(falls, rises) >= _STEADY * len(steps)


def _steps(stamps: Sequence[Stamp]) -> list[float]:
    """Minutes from each time to the next; from one clock to another by the shorter way round."""
    steps = []
    for one, other in pairwise(stamps):
        a, b = _order(one), _order(other)
        if a is None or b is None:
            continue
        clocks = one.minutes is not None and other.minutes is not None
        steps.append((b - a + _HALF) % (2 * _HALF) - _HALF if clocks else b - a)
    return steps


def _order(stamp: Stamp) -> float | None:
    if stamp.minutes is not None:
        return float(stamp.minutes)
    try:
        return datetime.fromisoformat(stamp.value or "").timestamp() / 60
    except ValueError:
        return None


def dated(stamps: Sequence[Stamp], published: str | None) -> list[str | None]:
    """A day or an instant for each stamp, ISO 8601.

    A clock alone is read on the day the page was published, the oldest post first: where the clock
    goes back, midnight has passed. Without a zone in the words or in the page's own time, only the
    day is known.
    """
    values = [stamp.value for stamp in stamps]
    if published is None or not any(s.minutes is not None for s in stamps):
        return values
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return values
    order = list(range(len(stamps)))
    if _falling(stamps):
        order.reverse()
    last: int | None = None
    for i in order:
        stamp = stamps[i]
        if stamp.minutes is None:
            day = date.fromisoformat(stamp.value[:10]) if stamp.value else day
            continue
        if last is not None and stamp.minutes < last - _HALF:
            day += timedelta(days=1)
        last = stamp.minutes
        values[i] = _value(stamp, day, published)
    return values


def _falling(stamps: Sequence[Stamp]) -> bool:
    return sum(_steps(stamps)) < 0


def _value(stamp: Stamp, day: date, published: str) -> str:
    if stamp.zoned:
        read = read_date(f"{day.isoformat()} {stamp.words}")
        return read.value if read else day.isoformat()
    page = datetime.fromisoformat(published) if "T" in published else None
    if page is None or page.tzinfo is None or stamp.minutes is None:
        return day.isoformat()
    hour, minute = divmod(stamp.minutes, 60)
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=page.tzinfo)
    return moment.isoformat(timespec="minutes")
