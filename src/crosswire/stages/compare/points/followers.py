"""Followers: of many articles of one and the same text two are read; the others say what they say.

Two hundred reprints of one wire story make twenty thousand pairs of articles, in which every
sentence meets itself. Their points are those of any two of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from crosswire.records.base import stable_id
from crosswire.records.comparison import Point, Statement
from crosswire.records.quotation import Reading
from crosswire.stages.compare.points.units import Unit, units_of


def led(readings: Sequence[Reading], most: int) -> tuple[list[Reading], list[Reading]]:
    """The first ``most`` articles of each text, and those that follow them."""
    told = sorted(readings, key=lambda r: (r.revision.body.id, r.article))
    seen: dict[str, int] = defaultdict(int)
    lead: list[Reading] = []
    follow: list[Reading] = []
    for reading in told:
        text = reading.revision.body.id
        (lead if seen[text] < most else follow).append(reading)
        seen[text] += 1
    return lead, follow


class Followers:
    """Articles whose text another article has that was read."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._by_text: dict[str, list[tuple[Reading, list[Unit]]]] = defaultdict(list)
        for reading in readings:
            self._by_text[reading.revision.body.id].append((reading, units_of([reading])))

    def joined(self, points: Iterable[Point]) -> list[Point]:
        """The points with everybody who makes them."""
        return [self._joined(point) for point in points]

    def _joined(self, point: Point) -> Point:
        more = self._statements(point)
        if not more:
            return point
        members = sorted((*point.members, *more), key=lambda m: (m.article, m.span.start))
        new = {"members": tuple(members), "id": point_id(members)}
        return point.model_copy(update=new)

    def _statements(self, point: Point) -> list[Statement]:
        spans = {m.span.start: m.span for m in point.members if m.span.text in self._by_text}
        return [
            unit.statement(reading, span)
            for span in spans.values()
            for reading, units in self._by_text[span.text]
            for unit in units
            if unit.span.contains(span)
        ]


def point_id(members: Iterable[Statement]) -> str:
    """From the members alone."""
    return stable_id("point", *(f"{m.article}:{m.span.start}:{m.span.end}" for m in members))
