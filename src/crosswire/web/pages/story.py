"""One story: its page, the parts of it that load when they are opened, one point of it."""

from functools import partial
from typing import Annotated, Literal, NamedTuple

from fastapi import APIRouter, Query, Request

from crosswire.desk.desk import Desk
from crosswire.desk.handles import story_meant
from crosswire.desk.lined_up import LinedUp, lined_up_in, stands, whole
from crosswire.errors import ConfigError
from crosswire.records.base import Record
from crosswire.records.lists import StoryPage
from crosswire.records.note import Note
from crosswire.records.span import Span
from crosswire.store import notes
from crosswire.store.base import Reader
from crosswire.store.edition import edition
from crosswire.store.wordings import wordings
from crosswire.web.faults import Refused, missing
from crosswire.web.house import Here, House
from crosswire.web.paper import prepare
from crosswire.web.twin import fragment, twin
from crosswire.web.views.story import Headline, LineUp, Revised, StoryView, changes, headlines
from crosswire.web.views.told import PageView, StoryPoint, Told, ToldPart, only_of, told_of
from crosswire.web.visits import Visit, Visiting, asked_for, keep_look, last_look, wanted

router = APIRouter()

Part = Literal[
    "points", "possible", "conflicts", "singles", "quotations", "names", "times", "matrix",
    "origins", "revisions",
]  # fmt: skip
"""What loads when it is opened."""
AsOf = Annotated[str | None, Query(alias="as_of", max_length=40)]
Sort = Annotated[str | None, Query(max_length=12)]
Parts = Annotated[
    tuple[ToldPart, ...] | None,
    Query(
        max_length=30,
        description="The parts of `told` that are wanted, for a lighter answer; the others are left "
        "empty. `pages` alone: none but the articles' own lines, which are always there, as are "
        "`origins`, `notes` and `stages`. Without it all of them.",
    ),
]


class PointPage(Record):
    """One point of a story, with every outlet's words in context."""

    story: str
    line_up: str
    """Which line-up it is a point of."""
    point: StoryPoint
    shared: bool
    """False: it is more likely no one statement, and offered for reading alone."""
    pages: tuple[PageView, ...]
    """The pages of the line-up, that the point's places name."""
    notes: tuple[Note, ...] = ()

    @property
    def by_name(self) -> dict[str, PageView]:
        """The pages by what the line-up calls them."""
        return {one.page.article: one for one in self.pages}


@twin(router, "/stories/{story}", "story.html.j2")
def story(
    story: str,
    visit: Visiting,
    request: Request,
    as_of: AsOf = None,
    sort: Sort = None,
    parts: Parts = None,
) -> StoryView:
    """One story: what is lined up of it, what changed since this reader looked, who tells it."""
    here = visit.here
    with here.open_desk(as_of) as desk, desk.store.read(as_of=desk.as_of) as reader:
        key = resolved(reader, story)
        found = _kept(here, desk, reader, key)
        kept = lined_up_in(reader, desk, key)
        if kept is not None and not _stands(here, reader, key, kept):
            kept = None
        made = _view(reader, found, kept, visit)
    told = partial(told_of_story, here, as_of, key, kept)
    if parts is None or not request.url.path.endswith(".json"):
        return made.model_copy(update={"sort": sort}).telling(told)
    some = made.model_copy(update={"sort": sort, "parts": parts})
    return some.telling(lambda: only_of(told(), parts))


def _stands(here: House, reader: Reader, key: str, kept: LinedUp) -> bool:
    """Whether what the line-up stands on is there still: a text may have been read otherwise since,
    or the line-up been taken away while we asked."""
    asked = ("stands", key, kept.key, reader.as_of)
    return here.pages.get(asked, lambda: stands(reader, key))


def make_ready(here: House, key: str) -> bool:
    """Make what the page of this story shows of its line-up, and put it on the shelf; False: it has
    none that can be read."""
    with here.desk as desk, desk.store.read() as reader:
        found = _kept(here, desk, reader, key)
        kept = lined_up_in(reader, desk, key)
    told = told_of_story(here, None, key, kept)
    if told is None:
        return False
    view = StoryView(
        page=found.page, line_up=_line_up(kept), headlines=found.headlines, edition=found.edition
    )
    prepare("story.html.j2", {"view": view.telling(lambda: told)}, here.shelf.get)
    return True


def resolved(reader: Reader, handle: str) -> str:
    """The id of the story that is meant, by itself or by one of its articles; an error: none is."""
    try:
        return story_meant(reader, handle)
    except ConfigError as unknown:
        raise Refused(
            404, "not-found", str(unknown), "Look it up in the list of stories."
        ) from None


class Kept(NamedTuple):
    """A story as it is kept, by its edition: what is shown of it while nothing of it changes."""

    edition: str
    page: StoryPage
    revised: tuple[Revised, ...]
    headlines: tuple[Headline, ...]


def _kept(here: House, desk: Desk, reader: Reader, key: str) -> Kept:
    known = edition(reader.connection, key)

    def make() -> Kept:
        page = desk.story(key)
        revised = _revised(reader, page)
        return Kept(known, page, revised, headlines(page.members, revised))

    return here.pages.get((key, desk.as_of, known), make)


def _view(reader: Reader, found: Kept, kept: LinedUp | None, visit: Visit) -> StoryView:
    page, key = found.page, found.page.line.id
    since = last_look(reader, visit, key)
    keep_look(reader, visit, key)
    asked = asked_for(reader, visit, key) if wanted(page, kept) else None
    return StoryView(
        page=page,
        as_of=reader.as_of,
        line_up=_line_up(kept),
        asked_for=asked,
        since=since,
        changes=changes(page, found.revised, kept.at if kept else None, since),
        headlines=found.headlines,
        edition=found.edition,
        notes=tuple(notes.listed(reader.connection, notes.Asked(story=key))),
    )


def _line_up(kept: LinedUp | None) -> LineUp | None:
    return None if kept is None else LineUp.model_validate(kept._asdict())


def _revised(reader: Reader, page: StoryPage) -> tuple[Revised, ...]:
    found = wordings(reader.connection, [member.article for member in page.members])
    return tuple(
        Revised(
            article=one.article, revision=one.revision, seen_at=one.seen_at, current=one.current,
            headline=None if not one.headline or one.headline_text is None else
            Span(text=one.headline_text, start=0, end=len(one.headline), exact=one.headline),
        )
        for one in found
    )  # fmt: skip


def told_of_story(here: House, as_of: str | None, story: str, kept: LinedUp | None) -> Told | None:
    """What the line-up tells, from memory where it is there."""
    if kept is None:
        return None

    def make() -> Told | None:
        with here.open_desk(as_of) as desk:
            found = whole(desk, story)
        return None if found is None else told_of(found.comparison, found.pages)

    return here.kept.get(("told", story, kept.key, as_of), make)


class PartView(Record):
    """One part of a story's page."""

    story: str
    part: Part
    key: str
    told: Told
    sort: str | None = None


class PlaceView(Record):
    """Why each article of a story lies there."""

    page: StoryPage
    as_of: str | None


@fragment(router, "/stories/{story}/place", "story_place_part.html.j2")
def story_place(story: str, here: Here, as_of: AsOf = None) -> PlaceView:
    """Why each article lies in the story, and how a person says otherwise."""
    with here.open_desk(as_of) as desk, desk.store.read(as_of=desk.as_of) as reader:
        found = _kept(here, desk, reader, resolved(reader, story))
        return PlaceView(page=found.page, as_of=desk.as_of)


@fragment(router, "/stories/{story}/parts/{part}", "story_part.html.j2")
def story_part(
    story: str, part: Part, here: Here, as_of: AsOf = None, sort: Sort = None
) -> PartView:
    """A part of the page; the page's twin holds it too."""
    found, kept, told = _lined_up(here, story, as_of)
    return PartView(story=found, part=part, key=kept.key, told=told, sort=sort)


@twin(router, "/stories/{story}/points/{point}", "story_point.html.j2")
def story_point(story: str, point: str, here: Here, as_of: AsOf = None) -> PointPage:
    """One point by its number or its id, with every outlet's words in context."""
    found, kept, told = _lined_up(here, story, as_of)
    one = told.point(point)
    if one is None:
        raise missing(f"point {point[:40]} of {found}")
    about = notes.Asked(about=("point", one.view.point.id))
    with here.open_desk(as_of) as desk, desk.store.read(as_of=desk.as_of) as reader:
        written = tuple(notes.listed(reader.connection, about))
    return PointPage(
        story=found,
        line_up=kept.key,
        point=one,
        shared=any(one is known for known in told.points),
        pages=told.pages,
        notes=written,
    )


def _lined_up(here: House, handle: str, as_of: str | None) -> tuple[str, LinedUp, Told]:
    """The story, its line-up, and what that tells; an error where none is kept."""
    with here.open_desk(as_of) as desk, desk.store.read(as_of=desk.as_of) as reader:
        found = resolved(reader, handle)
        kept = lined_up_in(reader, desk, found)
    told = told_of_story(here, as_of, found, kept)
    if kept is None or told is None:
        raise missing(f"a line-up of {found}")
    return found, kept, told
