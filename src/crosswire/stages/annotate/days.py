"""Arithmetic of days for time expressions: TIMEX3 values from an anchor day and a direction."""

from datetime import date, timedelta
from typing import Literal

Direction = Literal["past", "future", "nearest"]

SEASONS = {"spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9), "fall": ("FA", 9),
           "winter": ("WI", 12)}  # fmt: skip
"""Season → TIMEX3 mark and the month it begins in (north)."""


def weekday(anchor: date | None, day: int, direction: Direction, *, strict: bool = False) -> str:
    """The nearest day of the week (Monday 0); the anchor's own day counts unless ``strict``."""
    if anchor is None:
        return f"XXXX-WXX-{day + 1}"
    back = (anchor.weekday() - day) % 7
    if back == 0:
        step = 7 if strict else 0
        return (anchor + timedelta(days=step if direction == "future" else -step)).isoformat()
    ahead = 7 - back
    forward = direction == "future" or (direction == "nearest" and ahead < back)
    return (anchor + timedelta(days=ahead if forward else -back)).isoformat()


def weekday_of_week(anchor: date | None, day: int, weeks: int) -> str:
    """The day of the week in the week ``weeks`` from the anchor's."""
    if anchor is None:
        return f"XXXX-WXX-{day + 1}"
    monday = anchor - timedelta(days=anchor.weekday())
    return (monday + timedelta(days=day, weeks=weeks)).isoformat()


def month(anchor: date | None, number: int, direction: Direction, *, strict: bool = False) -> str:
    """The nearest such month; the anchor's own month counts unless ``strict``."""
    if anchor is None:
        return f"XXXX-{number:02}"
    year = anchor.year
    if direction == "future":
        year += number < anchor.month or (strict and number == anchor.month)
    else:
        year -= number > anchor.month or (strict and number == anchor.month)
    return f"{year:04}-{number:02}"


def day_of_month(anchor: date | None, number: int, day: int, direction: Direction) -> str | None:
    """The nearest such day of the year; None when no calendar has it."""
    if not (1 <= number <= 12 and 1 <= day <= 31) or not _exists(2024, number, day):
        return None
    if anchor is None:
        return f"XXXX-{number:02}-{day:02}"
    found = [
        date(year, number, day)
        for year in range(anchor.year - 4, anchor.year + 5)
        if _exists(year, number, day)
    ]
    past = [d for d in found if d <= anchor]
    ahead = [d for d in found if d >= anchor]
    if direction == "nearest":
        return min(found, key=lambda d: (abs(d - anchor), d)).isoformat()
    return (min(ahead) if direction == "future" else max(past)).isoformat()


def full_day(year: int, number: int, day: int) -> str | None:
    """The day, when the calendar has it."""
    return date(year, number, day).isoformat() if _exists(year, number, day) else None


def shifted_day(anchor: date | None, days: int) -> str:
    """The day ``days`` from the anchor."""
    if anchor is None:
        return "XXXX-XX-XX"
    return (anchor + timedelta(days=days)).isoformat()


def shifted(anchor: date | None, unit: str, count: int) -> str:
    """The week, month, year, decade or century ``count`` units from the anchor's."""
    if anchor is None:
        return {"week": "XXXX-WXX", "month": "XXXX-XX", "weekend": "XXXX-WXX-WE"}.get(unit, "XXXX")
    if unit in ("week", "weekend", "fortnight"):
        there = anchor + timedelta(weeks=count * (2 if unit == "fortnight" else 1))
        year, week, _ = there.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + count
        return f"{months // 12:04}-{months % 12 + 1:02}"
    years = anchor.year + count * {"decade": 10, "century": 100}.get(unit, 1)
    return f"{years:04}"[: {"decade": 3, "century": 2}.get(unit, 4)]


def weekend(anchor: date | None, direction: Direction) -> str:
    """The weekend just past (or under way), or the coming one."""
    working_day = anchor is not None and anchor.weekday() < 5
    return shifted(anchor, "weekend", -1 if working_day and direction != "future" else 0)


def season(anchor: date | None, name: str, count: int, direction: Direction) -> str:
    """The season ``count`` from the nearest: -1 the last one over, 0 the current or nearest."""
    mark, begins = SEASONS[name]
    if anchor is None:
        return f"XXXX-{mark}"
    year = anchor.year
    if count < 0:
        # Winter runs over the turn of the year and is named by the year it begins in.
        year -= (anchor.month < begins + 3) if begins < 12 else 1
    elif count > 0:
        year += anchor.month >= begins
    elif direction == "past" and begins > anchor.month:
        year -= 1
    return f"{year:04}-{mark}"


def quarter(anchor: date | None, number: int, direction: Direction) -> str:
    """The nearest such quarter of a year."""
    if anchor is None:
        return f"XXXX-Q{number}"
    now = (anchor.month - 1) // 3 + 1
    year = anchor.year
    if direction == "future":
        year += number < now
    else:
        year -= number > now
    return f"{year:04}-Q{number}"


def last_quarter(anchor: date | None) -> str:
    """The quarter before the anchor's."""
    if anchor is None:
        return "XXXX-QX"
    number = (anchor.month - 1) // 3
    return f"{anchor.year:04}-Q{number}" if number else f"{anchor.year - 1:04}-Q4"


def _exists(year: int, number: int, day: int) -> bool:
    try:
        date(year, number, day)
    except ValueError:
        return False
    return True
