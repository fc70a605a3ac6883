"""Outlets by name, and what is kept of each; no rankings."""

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from crosswire.records.lists import Query as Wanted
from crosswire.stages.outlets import load_outlets
from crosswire.store import lists, lists_outlets
from crosswire.store.base import Reader
from crosswire.store.lists_compared import Alone, Comparisons, Rests
from crosswire.web.asking import NamesAsked, Paged, known
from crosswire.web.house import Here
from crosswire.web.twin import twin
from crosswire.web.views.lists import (
    AloneLine,
    Edited,
    OutletsView,
    OutletView,
    RestsLine,
)

router = APIRouter()
_COMPARED = 40
_NAMED = 2_000
"""Articles of which it is looked up under what name they came."""
_ALIKE = 8
_ALONE = 60
_SHOWN = 30
_EDITED = 12
"""Articles with several texts that are looked through: each is compared word by word."""


@twin(router, "/outlets", "outlets.html.j2")
def outlets(asked: Annotated[NamesAsked, Query()], here: Here) -> OutletsView:
    """Every outlet with an article here, by name."""
    with here.desk as desk, desk.store.read() as reader:
        found = lists_outlets.outlet_lines(
            reader, asked.name, limit=asked.limit, cursor=asked.cursor
        )
    return OutletsView(name=asked.name, outlets=found.outlets, next=found.next)


@twin(router, "/outlets/{outlet}", "outlet.html.j2")
def outlet(outlet: str, asked: Annotated[Paged, Query()], here: Here) -> OutletView:
    """What is found there only, whom it relies on and who on it, its corrections, its articles."""
    with here.desk as desk, desk.store.read() as reader:
        line = known(lambda: lists_outlets.outlet(reader, outlet), "Look it up among the outlets.")
        stories = lists_outlets.compared_stories(reader, line.id, _COMPARED)
        compared = Comparisons(reader.connection, stories)
        edges = [*compared.edges(line.id)]
        table = load_outlets(desk.project.settings.outlet_table)
        changed = lists_outlets.changed_articles(reader, line.id, _EDITED)
        return OutletView(
            outlet=line,
            names=tuple(lists_outlets.names(reader, line, table, _NAMED)),
            alike=tuple(lists_outlets.alike(reader, line, _ALIKE)),
            compared=len(compared),
            alone=tuple(_alone(one) for one in [*compared.alone(line.id)][:_ALONE]),
            relies_on=_rests(
                (one for one in edges if one.ordered and one.source.outlet == line.id), _of
            ),
            relied_on_by=_rests(
                (one for one in edges if one.ordered and one.source.outlet != line.id), _from
            ),
            shares_with=_rests(
                (one for one in edges if not one.ordered),
                lambda one: _of(one) if one.source.outlet == line.id else _from(one),
            ),
            corrections=tuple(lists_outlets.corrections(reader, line.id, _SHOWN)),
            edits=tuple(_edits(reader, changed)),
            looked_at=len(changed),
            articles=lists.search(reader, Wanted(outlet=line.id, limit=20, cursor=asked.cursor)),
        )


def _alone(one: Alone) -> AloneLine:
    return AloneLine(
        story=one.story, article=one.told.article, span=one.span, verdict=one.verdict,
        because=one.because,
    )  # fmt: skip


def _of(one: Rests) -> tuple[str, str | None]:
    """Whom a telling rests on: an outlet of the story, or whoever it names."""
    return (one.target.name, one.target.outlet) if one.target else (one.named, None)


def _from(one: Rests) -> tuple[str, str | None]:
    """Who rests on it."""
    return one.source.name, one.source.outlet


def _rests(
    edges: Iterable[Rests], of: Callable[[Rests], tuple[str, str | None]]
) -> tuple[RestsLine, ...]:
    """By whom, in the order of names; counted, never ranked."""
    found: dict[tuple[str, str | None], list[Rests]] = {}
    for one in edges:
        found.setdefault(of(one), []).append(one)
    return tuple(
        RestsLine(
            name=name, outlet=key, points=len(those), because=those[0].because,
            stories=tuple(dict.fromkeys(one.story for one in those)),
        )
        for (name, key), those in sorted(found.items(), key=lambda one: one[0][0].casefold())
    )  # fmt: skip


def _edits(reader: Reader, articles: Sequence[str]) -> list[Edited]:
    found = []
    for article in articles:
        silent = [line for line in lists.revisions(reader, article) if line.silent]
        if silent:
            latest = silent[-1]
            headline = latest.headline.exact if latest.headline else None
            found.append(Edited(article=article, headline=headline, latest=latest))
    return found
