"""The time between two articles, no more precise than their own words."""

import re
from datetime import datetime
from typing import NamedTuple

from crosswire.records.story import Arrival
from crosswire.stages.group.sketch import Sketch

_HOUR = re.compile(r"T\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$")
_HOURS = 23.5
_READ = {2: "its address", 1: "a date in its first lines"}


class Gap(NamedTuple):
    """How far apart two articles are."""

    days: float | None
    words: str


def gap(one: tuple[Arrival, Sketch], other: tuple[Arrival, Sketch]) -> Gap:
    """Hours where both state an instant, else days."""
    unknown = [which for which, (_, s) in (("this", one), ("that", other)) if s.day is None]
    first, second = one[1].day, other[1].day
    if first is None or second is None:
        return Gap(None, f"the day of {' and of '.join(unknown)} article is not known")
    hours = _hours(one, other)
    if hours is not None:
        return Gap(hours / 24, _in_hours(hours))
    days = abs(int(first) - int(second))
    read = [
        f", the day of {which} read from {_READ[s.source]}"
        for which, (_, s) in (("this", one), ("that", other))
        if s.source in _READ
    ]
    return Gap(float(days), _in_days(days) + "".join(read))


def _hours(one: tuple[Arrival, Sketch], other: tuple[Arrival, Sketch]) -> float | None:
    stated = [
        a.published for a, s in (one, other) if s.source == 3 and _HOUR.search(a.published or "")
    ]
    try:
        at, then = (datetime.fromisoformat(published or "") for published in stated)
    except ValueError:
        return None
    return abs((at - then).total_seconds()) / 3600


def _in_hours(hours: float) -> str:
    if hours < 1:
        return "published within an hour of each other"
    return f"published {hours:.0f} h apart" if hours < _HOURS else _in_days(round(hours / 24))


def _in_days(days: int) -> str:
    if days == 0:
        return "published on one day"
    return f"published {days} days apart" if days > 1 else "published a day apart"
