"""What is shown now and was not before."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from crosswire.records.follow import Rule
from crosswire.stages.alert.shown import Conflicting, Place, Shown, ShownPoint


class News(NamedTuple):
    """One thing that is shown now and was not before."""

    rule: Rule
    places: tuple[Place, ...]

    @property
    def thing(self) -> str:
        """Tells it from other things: the earliest place, which stands however many join it."""
        first = self.places[0]
        at = [f"{first.article}:{first.words}"]
        if self.rule is Rule.NEW_CONFLICT:
            at += (f"{one.article}:{one.words}" for one in self.places[1:])
        return " ".join(at)


def news(before: Shown, after: Shown) -> list[News]:
    """What ``after`` shows and ``before`` did not.

    A second origin is told of a point that was shown with one, or stood in one article alone; or of a
    story of which no point was shown with two. Texts that were all lined up before bring no news: what is
    shown of them now and was not then is another reading of the same words.
    """
    found = [News(Rule.NEW_POINT, p.places) for p in after.points if not _known(p, before)]
    found += (
        News(Rule.NEW_CONFLICT, (one.a, one.b))
        for one in after.conflicts
        if not any(_same(one, known) for known in before.conflicts)
    )
    found += _second_origins(before, after)
    return [one for one in found if any(p.text not in before.texts for p in one.places)]


def _known(point: ShownPoint, before: Shown) -> bool:
    return any(_meet(point.places, known.places) for known in before.points)


def _meet(some: Iterable[Place], others: Iterable[Place]) -> bool:
    held = [*others]
    return any(one.meets(other) for one in some for other in held)


def _same(one: Conflicting, other: Conflicting) -> bool:
    """The same two passages; they may stand the other way round."""
    if one.kind != other.kind:
        return False
    straight = one.a.meets(other.a) and one.b.meets(other.b)
    return straight or (one.a.meets(other.b) and one.b.meets(other.a))


def _second_origins(before: Shown, after: Shown) -> Iterator[News]:
    if before.origins == 0:
        return
    of_points = [point for point in after.points if _now_has_two(point, before)]
    if not of_points and before.origins < 2:
        of_points = [point for point in after.points if point.origins > 1][:1]
    yield from (News(Rule.SECOND_ORIGIN, point.places) for point in of_points)


def _now_has_two(point: ShownPoint, before: Shown) -> bool:
    if point.origins < 2:
        return False
    known = [one for one in before.points if _meet(point.places, one.places)]
    if known:
        return all(one.origins < 2 for one in known)
    return _meet(point.places, before.singles)
