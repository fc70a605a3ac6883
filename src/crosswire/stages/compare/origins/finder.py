"""Origins of points: a range with an unknown part, what is attested, what is corroborated.

Nothing here ever calls two tellings independent: what is not shown to be one origin, and not shown
to be two, stays unknown.
"""

import re
from collections.abc import Sequence, Set

from crosswire.records.comparison import Aside, Attested, Origins, Point, Through, Tier
from crosswire.records.quotation import Reading
from crosswire.stages.compare.called import Called
from crosswire.stages.compare.copies import SharedText
from crosswire.stages.compare.origins.apart import Count
from crosswire.stages.compare.origins.reuse import Reuse
from crosswire.stages.compare.origins.tellings import Teller, Telling
from crosswire.stages.compare.origins.ties import Ties, tie
from crosswire.stages.outlets import OutletTable


class OriginFinder:
    """Origins of every point of one comparison."""

    def __init__(
        self,
        readings: Sequence[Reading],
        called: Called,
        shared: Sequence[SharedText],
        table: OutletTable,
    ) -> None:
        self._teller = Teller(readings, called, table)
        self._reuse = Reuse(readings, shared)
        self._table = table
        self._called = called

    def place(self, point: Point) -> Point:
        """The point with its origins, its speaker called as in the story."""
        point = self._called.point(point)
        return point.model_copy(update={"origins": self.origins(point)})

    def origins(self, point: Point) -> Origins:
        """What the tellings of ``point`` are shown to rest on."""
        every = self._teller.tellings(point)
        tellings = [t for t in every if t.no_origin is None]
        layers = Origins(
            outlets=len(every),
            at_least=0,
            at_most=0,
            unknown=0,
            attested=_attested(point, tellings),
            asserted=tuple(t.outlet for t in tellings if t.asserts and not t.named),
            credited=_credited(tellings),
            quoting=tuple(t.outlet for t in tellings if t.quoted and not t.named),
            aside=tuple(
                Aside(article=t.article, because=t.no_origin) for t in every if t.no_origin
            ),
        )
        if not tellings:
            return layers
        ties = tie(point, tellings, self._reuse, self._table)
        apart = self._apart(point, tellings, ties)
        return layers.model_copy(update=_range(tellings, ties, apart))

    def _apart(self, point: Point, tellings: Sequence[Telling], ties: Ties) -> tuple[str, ...]:
        """The origins shown apart.

        Two sources for what may be two statements are not two sources for one. A point whose
        members differ in who holds them is called partly the same for that, which says nothing
        against its being one statement.
        """
        holders = {m.holder for m in point.members}
        firm = point.tier is Tier.SURE and (point.relation == "same" or len(holders) > 1)
        if not firm:
            return ()
        return Count(
            tellings=tellings,
            units=ties.units,
            people=self._teller.people,
            agencies=self._teller.agencies,
        ).shown()


_ARTICLE = re.compile(r"^An? ")
"""What opens the words of a source at the head of a sentence: "A spokesman said"."""


def _range(tellings: Sequence[Telling], ties: Ties, apart: Sequence[str]) -> dict[str, object]:
    groups = [[tellings[k] for k in group] for group in ties.same.together().values()]
    # One outlet's telling may itself rest on several speakers.
    holders = {h for t in tellings for h in t.holders}
    at_least = max(1, len(apart))
    at_most = max(at_least, len(groups), len(holders))
    unknown = sum(not any(t.known for t in group) for group in groups)
    return {
        "at_least": at_least,
        "at_most": at_most,
        "unknown": 0 if at_least == at_most else unknown,
        "apart": tuple(apart) if len(apart) > 1 else (),
        "edges": tuple(dict.fromkeys(ties.edges)),
    }


def _attested(point: Point, tellings: Sequence[Telling]) -> tuple[Attested, ...]:
    """Speakers with the outlets that tell that they said it, the most told first."""
    said: dict[str, tuple[str, list[Telling]]] = {}
    for telling in tellings:
        for key, name in sorted({**telling.framed, **telling.speakers}.items()):
            said.setdefault(key, (name, []))[1].append(telling)
    if point.speaker and len(said) == 1:
        said = {key: (point.speaker, told) for key, (_, told) in said.items()}
    ordered = sorted(said.values(), key=lambda s: (-len(s[1]), s[0]))
    return tuple(
        Attested(
            speaker=_ARTICLE.sub(lambda m: m[0].lower(), name),
            outlets=tuple(t.outlet for t in told),
            through=_through(told, besides={name, *(m.holder for t in told for m in t.members)}),
        )
        for name, told in ordered
    )


def _credited(tellings: Sequence[Telling]) -> tuple[Through, ...]:
    """Outlets that credit a desk or a document and say of nobody that they said it."""
    return _through([t for t in tellings if not (t.speakers or t.framed)])


def _through(
    tellings: Sequence[Telling], besides: Set[str | None] = frozenset()
) -> tuple[Through, ...]:
    return tuple(
        Through(outlet=t.outlet, source=source)
        for t in tellings
        for source in t.through
        if source not in besides
    )
