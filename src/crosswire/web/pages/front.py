"""The front page: stories now, and whether there are newer ones."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request

from crosswire.errors import ConfigError
from crosswire.records.front import StoryQuery
from crosswire.stages.outlets import load_outlets
from crosswire.store import lists_front
from crosswire.store.base import Reader
from crosswire.store.order import as_text, moment, now
from crosswire.web.asking import NewAsked, StoriesAsked, address
from crosswire.web.house import Here, House
from crosswire.web.twin import fragment, twin
from crosswire.web.views.front import Choices, FrontLine, FrontView, NewOf, NewView
from crosswire.web.visits import Visiting, keep_look, last_look

router = APIRouter()
HOURS = 6
"""In which an outlet counts as new on a story."""
_CHOICES_SECONDS = 60
_RISING_SECONDS = 10
_FRONT = "front"


@twin(router, "/", "front.html.j2", json="/index.json")
def front(asked: Annotated[StoriesAsked, Query()], visit: Visiting) -> FrontView:
    """Stories now: who tells each of those that were watched, on how many known origins, and what
    is new to this reader."""
    here, query = visit.here, asked.query
    with here.desk as desk, desk.store.read() as reader:
        at = now()
        found = _found(here, reader, query, at)
        table = load_outlets(desk.project.settings.outlet_table)
        lines = here.glances.lines(reader, found.ids, table)
        since = last_look(reader, visit, _FRONT)
        keep_look(reader, visit, _FRONT)
        new = lists_front.changes(reader.connection, since, found.ids) if since else {}
        choices = _choices(here, reader)
    return FrontView(
        query=query,
        stories=tuple(
            FrontLine(
                line=line,
                rising=found.rising.get(line.id, 0),
                new=NewOf(**new[line.id]._asdict()) if line.id in new else None,
            )
            for line in lines
        ),
        next=found.next,
        since=since,
        read_at=at,
        hours=HOURS,
        choices=choices,
    )


@fragment(router, "/new", "new.html.j2")
def new_since(asked: Annotated[NewAsked, Query()], here: Here, request: Request) -> NewView:
    """How many of the stories a page asks for have something new since it was read."""
    try:
        since = as_text(moment(asked.at))
    except (ValueError, OverflowError) as wrong:
        raise ConfigError(f"an instant with its zone was wanted, got {asked.at!r}") from wrong
    with here.desk as desk, desk.store.read() as reader:
        changed = lists_front.changes(reader.connection, since)
        number = _asked_for(reader, asked.query, [*changed]) if changed else 0
    back = address(request, at=None, cursor=None).partition("?")[2]
    return NewView(since=since, stories=number, back=f"/?{back}" if back else "/")


def _asked_for(reader: Reader, query: StoryQuery, ids: list[str]) -> int:
    return len(ids) if not query.filtered else lists_front.fitting(reader, query, ids)


def _lately(at: str) -> str:
    return as_text(moment(at) - timedelta(hours=HOURS))


def _found(here: House, reader: Reader, query: StoryQuery, at: str) -> lists_front.Found:
    """The newest come at once. Counting who rises goes through all that came in ``HOURS``: that
    order may be some seconds old."""

    def read() -> lists_front.Found:
        return lists_front.front(reader, query, _lately(at))

    if query.order != "rising":
        return read()
    return here.lately.get(("rising", query), _RISING_SECONDS, read)


def _choices(here: House, reader: Reader) -> Choices:
    """Looked up once a minute: what there is to choose from changes seldom."""

    def read() -> Choices:
        return Choices(
            countries=tuple(lists_front.countries(reader.connection)),
            languages=tuple(lists_front.languages(reader.connection)),
        )

    return here.lately.get("choices", _CHOICES_SECONDS, read)
