"""Points as an assistant is told them: who tells each, in which texts it was not found, on what it rests."""

from crosswire.assist.answers_compared import (
    AbsenceTold,
    AsideTold,
    EdgeTold,
    PointExplained,
    PointTold,
)
from crosswire.assist.lined import Lined
from crosswire.assist.words import foreign, foreign_if
from crosswire.records.comparison import Point
from crosswire.records.statement import Statement
from crosswire.report.points import Absence, PointView

_MEMBERS = 8
_MANY = 60
_NOT_FOUND = "not found in this text"


def point_told(lined: Lined, view: PointView, *, shared: bool, most: int = _MEMBERS) -> PointTold:
    """One point; ``shared``: it is shown as told by several."""
    point = view.point
    return PointTold(
        id=point.id,
        kind=point.kind,
        relation=point.relation,
        tier=point.tier,
        speaker=foreign_if(point.speaker),
        shared=shared,
        found=_found(lined, view, shared=shared),
        members=tuple(lined.telling(one) for one in _in_order(lined, point)[:most]),
        absent=tuple(_absence(lined, one) for one in view.absent),
        origins=foreign(point.origins.words),
        attested=foreign(point.origins.attested_words),
        corroborated=foreign(point.origins.corroborated_words),
        withdrawn_by=tuple(foreign(one.outlet) for one in point.withdrawn),
    )


def _found(lined: Lined, view: PointView, *, shared: bool) -> str:
    if shared:
        return f"found in {len(view.pages)} of the {lined.texts}"
    return (
        f"{len(view.pages)} of the {lined.texts} have passages that may make one statement; more likely "
        "they do not: read them, and do not report it as told by several"
    )


def _in_order(lined: Lined, point: Point) -> list[Statement]:
    order = {page.article: n for n, page in enumerate(lined.comparison.pages)}
    return sorted(point.members, key=lambda m: (order.get(m.article, 0), m.span.start))


def _absence(lined: Lined, one: Absence) -> AbsenceTold:
    if one.standing == "not found":
        return AbsenceTold(article=lined.id_of(one.article), standing=_NOT_FOUND)
    return AbsenceTold(
        article=lined.id_of(one.article), standing=one.standing, because=foreign(one.words)
    )


def found_view(lined: Lined, wanted: str) -> tuple[PointView, bool] | None:
    """A point by its id, and whether it is shown as told by several."""
    for views, shared in ((lined.points, True), (lined.possible, False)):
        for view in views:
            if view.point.id == wanted:
                return view, shared
    return None


def point_explained(lined: Lined, view: PointView, *, shared: bool) -> PointExplained:
    """What a point rests on."""
    point, origins = view.point, view.point.origins
    return PointExplained(
        found=_found(lined, view, shared=shared),
        as_of=lined.as_of,
        point=point_told(lined, view, shared=shared, most=_MANY),
        reasons=tuple(foreign(one) for one in point.reasons),
        confidence=round(point.confidence, 4),
        outlets=origins.outlets,
        at_least=origins.at_least,
        at_most=origins.at_most,
        unknown=origins.unknown,
        apart=tuple(foreign(one) for one in origins.apart),
        edges=tuple(
            EdgeTold(source=foreign(source), target=foreign(target), because=foreign(because))
            for source, target, because in view.edges[:_MANY]
        ),
        aside=tuple(
            AsideTold(article=lined.id_of(one.article), because=one.because)
            for one in origins.aside[:_MANY]
        ),
        asserted=tuple(foreign(one) for one in origins.asserted[:_MANY]),
    )
