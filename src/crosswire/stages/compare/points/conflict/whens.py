"""Times as ranges of days: when a unit says that something was."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from crosswire.stages.compare.points.board import Sheet

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_SIDES = {
    **dict.fromkeys(("from", "since", "after"), "begins"),
    **dict.fromkeys(("until", "till", "through", "to", "by", "before"), "ends"),
}
_YEAR = re.compile(r"(\d{4})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A stretch of days that words name."""

    first: date
    last: date
    tokens: tuple[int, ...]
    words: str
    side: str = ""
    """Of a stretch that the words begin ("from", "since") or end ("until", "by") there; else empty."""

    @property
    def days(self) -> int:
        """How many days it spans: 1 is as precise as it gets."""
        return (self.last - self.first).days + 1

    def fits(self, other: "When") -> bool:
        """One may lie within the other."""
        return self.first <= other.last and other.first <= self.last

    def rivals(self, other: "When") -> bool:
        """They cannot both be meant of one thing: the beginning of a stretch rivals no end of one."""
        return not self.fits(other) and not opposite(self.side, other.side)

    def apart(self, other: "When") -> int:
        """Days between them, 0 where they fit."""
        if self.fits(other):
            return 0
        gap = self.first - other.last if self.first > other.last else other.first - self.last
        return gap.days


def side_of(sheet: Sheet, first: int) -> str:
    """Which side of a stretch the time that begins at token ``first`` is: "begins", "ends" or neither."""
    return _SIDES.get(sheet.tokens[first - 1].text.lower(), "") if first else ""


def opposite(one: str, other: str) -> bool:
    """A beginning and an end."""
    return bool(one and other and one != other)


def whens_of(sheet: Sheet) -> Iterator[When]:
    """Every day, week, month and year that a unit names."""
    for time in sheet.times:
        stretch = _stretch(time.value) if time.type in ("DATE", "TIME") else None
        if stretch is None:
            continue
        inside = [
            n for n, t in enumerate(sheet.tokens) if time.span.start <= t.start < time.span.end
        ]
        if inside:
            yield When(
                first=stretch[0],
                last=stretch[1],
                tokens=tuple(inside),
                words=time.span.exact,
                side=side_of(sheet, inside[0]),
            )


def _stretch(value: str) -> tuple[date, date] | None:
    try:
        if m := _DAY.match(value):
            day = date(int(m[1]), int(m[2]), int(m[3]))
            return day, day
        if m := _WEEK.match(value):
            monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
            return monday, monday + timedelta(days=6)
        if m := _MONTH.match(value):
            first = date(int(m[1]), int(m[2]), 1)
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        if m := _YEAR.match(value):
            return date(int(m[1]), 1, 1), date(int(m[1]), 12, 31)
    except ValueError:
        return None
    return None
