"""The time line of a story in two lanes: what is told to have happened when, and who published when.

Days stand in their order. The way from one to the next grows with the logarithm of the days between,
so that a year named in passing does not press the days of the event into one spot.
"""

import math
import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from crosswire.records.base import Record
from crosswire.report.words import count, moment
from crosswire.web.pictures.svg import element, label, linked, number, picture

_STEP, _MOST_STEP, _MARGIN = 58, 120, 70
_LANE, _DOT, _AXIS = 112, 6, 134
_FAR = 90
"""Days before the first article and after the last from which on times are told in one column."""
_STACK = 5
"""Dots above one another; how many more there are is written above them."""
_WEEK = re.compile(r"(\d{4})-W(\d\d)")


class TimedWords(Record):
    """Words that stand for a time, or an article that was published then."""

    words: str
    who: str
    href: str | None = None
    inferred: bool = False


class Column(Record):
    """One time, no more precise than it was stated, and what lies there."""

    value: str
    shown: str
    events: tuple[TimedWords, ...] = ()
    """Told to have happened."""
    published: tuple[TimedWords, ...] = ()


def columns(
    events: Sequence[tuple[str, TimedWords]], published: Sequence[tuple[str, TimedWords]]
) -> tuple[Column, ...]:
    """What has a place on the line, by the day, month or year that it states; in order."""
    lanes: dict[str, tuple[list[TimedWords], list[TimedWords]]] = {}
    for lane, found in enumerate((events, published)):
        for value, told in found:
            if day_of(value) is not None:
                lanes.setdefault(_unit(value), ([], []))[lane].append(told)
    return tuple(
        Column(value=value, shown=moment(value), events=tuple(happened), published=tuple(came))
        for value, (happened, came) in sorted(lanes.items(), key=lambda lane: _order(lane[0]))
    )


def _unit(value: str) -> str:
    """The day of an instant; other values as they are."""
    return value[:10] if re.match(r"\d{4}-\d\d-\d\d", value) else value


def _order(value: str) -> tuple[int, str]:
    return (day_of(value) or 0), value


def day_of(value: str) -> int | None:
    """The first day of a stated time, as an ordinal; None for what is no point in time."""
    year, month, day = (*value[:10].split("-"), "01", "01")[:3]
    try:
        if week := _WEEK.match(value):
            return date.fromisocalendar(int(week[1]), int(week[2]), 1).toordinal()
        return date(int(year[:4]), int(month) if month.isdigit() else 1, int(day[:2])).toordinal()
    except ValueError:
        return None


def time_line(name: str, line: Sequence[Column]) -> Markup:
    """The picture; empty where nothing has a place on the line."""
    if not line:
        return Markup("")
    line = _near(line)
    days = [day_of(column.value) for column in line]
    places = _places(days)
    width = places[-1] + _MARGIN
    drawn = [_lanes(width)]
    for x, column in zip(places, line, strict=True):
        drawn.append(_column(x, column))
    happened = sum(len(c.events) for c in line)
    came = sum(len(c.published) for c in line)
    about = (
        f"{count(happened, 'time')} told, {count(came, 'article')} published, from {line[0].shown} "
        f"to {line[-1].shown}. Distances between days are pressed together. The table beside it says "
        "the same."
    )
    return picture(
        name,
        (width, _AXIS + _LANE + 12),
        ("Time line", about),
        *drawn,
        kind="timeline",
        role="group",
    )


def _near(line: Sequence[Column]) -> Sequence[Column]:
    """What is told of times long before or after the articles stands in one column at each end."""
    came = [day_of(column.value) or 0 for column in line if column.published]
    if not came:
        return line
    early, late = min(came) - _FAR, max(came) + _FAR
    groups = {
        "earlier": [c for c in line if (day_of(c.value) or 0) < early],
        "": [c for c in line if early <= (day_of(c.value) or 0) <= late],
        "later": [c for c in line if (day_of(c.value) or 0) > late],
    }
    ends = {name: _together(name, found) for name, found in groups.items() if name and found}
    first = [ends["earlier"]] if "earlier" in ends else []
    last = [ends["later"]] if "later" in ends else []
    return [*first, *groups[""], *last]


def _together(name: str, found: Sequence[Column]) -> Column:
    dated = [
        told.model_copy(update={"words": f"{column.shown}: {told.words}"})
        for column in found
        for told in column.events
    ]
    shown = f"{name}: {', '.join(column.shown for column in found)}"
    return Column(value=name, shown=shown, events=tuple(dated))


def _places(days: Sequence[int | None]) -> list[float]:
    """Where each column stands; from and to one that has no day of its own it is far."""
    at, places = float(_MARGIN), [float(_MARGIN)]
    for before, day in pairwise(days):
        gap = _FAR if before is None or day is None else max(1, day - before)
        at += min(_MOST_STEP, _STEP + 10 * math.log2(gap))
        places.append(at)
    return places


def _lanes(width: float) -> Markup:
    lines = [
        element("line", {"x1": 0, "x2": number(width), "y1": y, "y2": y, "class": "axis"})
        for y in (_LANE, _AXIS)
    ]
    return element(
        "g", {"class": "lanes"}, *lines,
        label(2, 14, "Told to have happened", most=40, kind="lane"),
        label(2, _AXIS + _LANE + 6, "Published", most=40, kind="lane"),
    )  # fmt: skip


def _column(x: float, column: Column) -> Markup:
    dots = [
        *_stack(x, column.events, _LANE - 12, -1, "event"),
        *_stack(x, column.published, _AXIS + 12, 1, "publication"),
    ]
    day = label(x, _LANE + 16, _short(column.value), most=14, kind="day", anchor="middle")
    title = element("title", {}, column.shown)
    return element("g", {"class": "column"}, title, day, *dots)


def _short(value: str) -> str:
    """A time as the axis says it; the year of a day stands in the table and in the title."""
    if week := _WEEK.match(value):
        return "weekend" if value.endswith("-WE") else f"week {int(week[2])}"
    shown = moment(value)
    day = re.fullmatch(r"\w{3} (\d+ \w{3}) \d{4}", shown)
    return day[1] if day else shown


def _stack(x: float, told: Sequence[TimedWords], first: float, way: int, kind: str) -> list[Markup]:
    drawn = []
    for n, one in enumerate(told[:_STACK]):
        place = {"cx": number(x), "cy": number(first + way * n * (2 * _DOT + 2)), "r": _DOT,
                 "class": f"{kind}{' inferred' if one.inferred else ''}"}  # fmt: skip
        dot = element("circle", place, element("title", {}, f"{one.who}: {one.words}"))
        drawn.append(linked(one.href, dot, f"{one.who}: {one.words}"))
    if len(told) > _STACK:
        y = first + way * _STACK * (2 * _DOT + 2) + (4 if way > 0 else 2)
        drawn.append(label(x, y, f"+{len(told) - _STACK}", most=6, kind="more", anchor="middle"))
    return drawn
