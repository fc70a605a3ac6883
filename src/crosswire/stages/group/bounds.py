"""What no likeness overrules: a story has no long silence in it, a daily template has one day."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from crosswire.stages.group.sketch import Sketch


class Bounds(NamedTuple):
    """The days of a story's articles; NaN where none is known."""

    first: float = math.nan
    last: float = math.nan
    issue: float = math.nan
    """The day of the daily template in it, where it holds one."""


def bounds_of(sketch: Sketch) -> Bounds:
    """The bounds of one article; a day read from its first lines may be that of something told."""
    day = sketch.day if sketch.day is not None and sketch.source > 1 else math.nan
    dated = sketch.kind == "template" and not math.isnan(day)
    return Bounds(day, day, math.floor(day) if dated else math.nan)


def joined(parts: Iterable[Bounds]) -> Bounds:
    """The bounds of all together."""
    every = list(parts)
    return Bounds(
        min((b.first for b in every if not math.isnan(b.first)), default=math.nan),
        max((b.last for b in every if not math.isnan(b.last)), default=math.nan),
        next((b.issue for b in every if not math.isnan(b.issue)), math.nan),
    )


def apart(one: Bounds, other: Bounds, window: float) -> bool:
    """Whether two can never be one story: more than ``window`` days lie between them, or they hold
    a daily template of two days."""
    silence = max(other.first - one.last, one.first - other.last)
    return silence > window or abs(one.issue - other.issue) > 0
