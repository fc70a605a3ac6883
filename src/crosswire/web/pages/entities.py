"""People, bodies and places: what they said, where, how it was cut."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query

from crosswire.desk.desk import Desk
from crosswire.errors import ConfigError
from crosswire.records.front import StoryQuery
from crosswire.records.lists import EntityLine, QuoteLine, StoryLine
from crosswire.records.lists import Query as Wanted
from crosswire.stages.outlets import load_outlets
from crosswire.store import lists
from crosswire.store.base import Reader
from crosswire.store.lists_compared import Comparisons, CutOf
from crosswire.store.lists_front import front
from crosswire.store.lists_speech import quote_page
from crosswire.store.order import now
from crosswire.store.search_bounds import entity_id
from crosswire.web.asking import EntitiesAsked, Paged, known
from crosswire.web.house import Here, House
from crosswire.web.twin import twin
from crosswire.web.views.lists import CutLine, EntitiesView, EntityView, Said

router = APIRouter()
_QUOTATIONS = 60
_STORIES = 20
_CUTS = 40
_ALIKE = 8


@twin(router, "/entities", "entities.html.j2")
def entities(asked: Annotated[EntitiesAsked, Query()], here: Here) -> EntitiesView:
    """Those named in most articles first; with a name, those that go by it."""
    skip = _skip(asked.cursor)
    with here.desk as desk, desk.store.read() as reader:
        story = asked.story and known(lambda: reader.resolve_story(asked.story or ""))
        found = lists.entities(
            reader, asked.name, label=asked.label, story=story, limit=asked.limit + 1, skip=skip
        )
    more = str(skip + asked.limit) if len(found) > asked.limit else None
    return EntitiesView(
        name=asked.name, label=asked.label, entities=tuple(found[: asked.limit]), next=more
    )


def _skip(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):
        raise ConfigError(
            f"the cursor {cursor[:40]!r} is none of this list; take the one that the page before "
            "ends with"
        )
    return int(cursor)


@twin(router, "/entities/{entity}", "entity.html.j2")
def entity(entity: str, asked: Annotated[Paged, Query()], here: Here) -> EntityView:
    """Who it is, what they said by day and outlet, in which stories, and how it was cut."""
    with here.desk as desk, desk.store.read() as reader:
        line = _entity(reader, entity)
        wanted = Wanted(entity=line.id, limit=_QUOTATIONS, cursor=asked.cursor)
        said, more = quote_page(reader, wanted)
        stories = _stories(here, desk, reader, line.id)
        compared = Comparisons(reader.connection, [one.id for one in stories])
        cuts = compared.cuts(_places(said))
        return EntityView(
            entity=line,
            stories=tuple(stories),
            said=tuple(_by_day(said)),
            cuts=tuple(_cut(one) for one in [*cuts][:_CUTS]),
            compared=len(compared),
            alike=_alike(reader, line),
            next=more,
        )


def _entity(reader: Reader, handle: str) -> EntityLine:
    key = known(lambda: entity_id(reader.connection, handle), "Look it up among the people.")
    return lists.entities(reader, key, limit=1)[0]


def _alike(reader: Reader, line: EntityLine) -> tuple[EntityLine, ...]:
    found = lists.entities(reader, line.name, limit=_ALIKE + 1)
    return tuple(one for one in found if one.id != line.id)[:_ALIKE]


def _stories(here: House, desk: Desk, reader: Reader, key: str) -> list[StoryLine]:
    found = front(reader, StoryQuery(entity=key, limit=_STORIES), now())
    table = load_outlets(desk.project.settings.outlet_table)
    return here.glances.lines(reader, found.ids, table)


def _places(said: Sequence[QuoteLine]) -> dict[str, set[tuple[int, int]]]:
    """Where the quotations stand: by text, from the first run's beginning to the last one's end."""
    found: dict[str, set[tuple[int, int]]] = {}
    for one in said:
        if one.content:
            place = (one.content[0].start, one.content[-1].end)
            found.setdefault(one.content[0].text, set()).add(place)
    return found


def _by_day(said: Iterable[QuoteLine]) -> list[Said]:
    """In the order they came, those of one day and outlet together."""
    return [
        Said(day=day, outlet=outlet, quotations=tuple(those))
        for (day, outlet), those in groupby(
            said, key=lambda one: ((one.published or "")[:10] or None, one.outlet)
        )
    ]


def _cut(one: CutOf) -> CutLine:
    return CutLine(
        story=one.story, a_outlet=one.a.name, a_article=one.a.article, b_outlet=one.b.name,
        b_article=one.b.article, kept=one.kept, diff=one.diff, because=one.because,
    )  # fmt: skip
