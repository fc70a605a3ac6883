"""The queue of pairs that comparisons left undecided, for people to decide."""

from collections.abc import Mapping
from typing import NamedTuple

from fastapi import APIRouter
from pydantic import TypeAdapter

from crosswire.desk.desk import Desk
from crosswire.desk.jobs import Asked
from crosswire.desk.lined_up import Whole, lined_up, whole
from crosswire.errors import ConfigError
from crosswire.intake.judgements import read_judgements, standing
from crosswire.records.comparison import Statement, Undecided
from crosswire.records.judgement import place
from crosswire.report.shelf import Shelf, title
from crosswire.stages.compare.judged import to_review
from crosswire.store import reviewing
from crosswire.store.reviewing import LinedUpAt
from crosswire.web.acting import name_of
from crosswire.web.house import Here, House
from crosswire.web.pages.judgements import still_asked
from crosswire.web.twin import twin
from crosswire.web.views.judged import AskedFor, Pair, PairSide, ReviewView, Waiting, asked_for
from crosswire.web.views.told import address
from crosswire.web.visitors import Who

router = APIRouter()
MANY = 10
"""Pairs on one page."""
_OF_ONE = 10
"""Pairs of one story."""
_LOOKED = 20
"""Stories that are looked through for one page at most."""
_PAIRS = TypeAdapter(tuple[Pair, ...] | None)

Places = frozenset[str]


class _Known(NamedTuple):
    """What is decided, or asked for, by the places of the pair."""

    decided: frozenset[Places]
    asked: Mapping[Places, AskedFor]


@twin(router, "/review", "review.html.j2")
def review(here: Here, who: Who, story: str = "", cursor: str = "") -> ReviewView:
    """Pairs that wait, of the stories lined up last; ``story``: of this one only."""
    with here.desk as desk:
        known = _known(desk)
        found: list[Waiting] = []
        seen = unreadable = 0
        at, left = _stories(desk, story, cursor)
        for at in left:
            pairs = _pairs(here, desk, at.story)
            seen += 1
            unreadable += pairs is None
            found += _waiting(pairs or (), known)
            if len(found) >= MANY:
                break
        more = not story and seen > 0 and _more(desk, at)
        return ReviewView(
            waiting=tuple(found), looked_at=seen, unreadable=unreadable,
            next=f"{at.at}|{at.story}" if more else None, last=_last(desk, name_of(who)),
        )  # fmt: skip


def _stories(desk: Desk, story: str, cursor: str) -> tuple[LinedUpAt, list[LinedUpAt]]:
    if story:
        one = LinedUpAt(desk.story(story).line.id, "")
        return one, [one]
    before = None
    if cursor:
        at, bar, last = cursor.partition("|")
        if not bar:
            raise ConfigError("the cursor of a page of this queue was wanted, got another")
        before = LinedUpAt(last, at)
    with desk.store.read() as reader:
        found = reviewing.lined_up(reader.connection, _LOOKED, before=before)
    return before or LinedUpAt("", ""), found


def _more(desk: Desk, at: LinedUpAt) -> bool:
    with desk.store.read() as reader:
        return bool(reviewing.lined_up(reader.connection, 1, before=at))


def _known(desk: Desk) -> _Known:
    made = standing(read_judgements(desk.project.settings.judgements_file))
    asked: dict[Places, AskedFor] = {}
    for one in still_asked(desk):
        what = one.job.what
        if one.of == "passage" and one.decision:
            asked[frozenset(_stated(what[side]) for side in ("a", "b"))] = one
    return _Known(frozenset(one.pair for one in made), asked)


def _stated(side: Mapping[str, object]) -> str:
    return f"{side['text']}:{side['start']}:{side['end']}"


def _waiting(pairs: tuple[Pair, ...], known: _Known) -> list[Waiting]:
    found = []
    for pair in pairs:
        places = frozenset(place(side.cell.place.span) for side in (pair.a, pair.b))
        if places not in known.decided:
            found.append(Waiting(pair=pair, asked=known.asked.get(places)))
    return found


def _pairs(here: House, desk: Desk, story: str) -> tuple[Pair, ...] | None:
    """The pairs of a story's line-up, from memory where they are there; None: it cannot be read."""
    kept = lined_up(desk, story)
    if kept is None:
        return ()

    def make() -> str:
        found = whole(desk, story)
        made = None if found is None else _made(story, found)
        return _PAIRS.dump_json(made).decode()

    return _PAIRS.validate_json(here.shelf.get(("pairs", story, kept.key), make))


def _made(story: str, found: Whole) -> tuple[Pair, ...]:
    record = found.comparison
    shelf = Shelf(record, address(record, found.pages))
    return tuple(
        Pair(
            story=story, title=title(record), a=_side(shelf, one.a), b=_side(shelf, one.b),
            score=round(one.score, 3), reasons=one.reasons, differ=one.differ,
        )
        for one in to_review(record, ())[:_OF_ONE]
        if _readable(shelf, one)
    )  # fmt: skip


def _readable(shelf: Shelf, pair: Undecided) -> bool:
    return all(one.article in shelf.pages for one in (pair.a, pair.b))


def _side(shelf: Shelf, statement: Statement) -> PairSide:
    page = shelf.pages[statement.article]
    reading = shelf.readings.get(statement.article)
    return PairSide(
        cell=shelf.cell(statement),
        outlet=page.outlet,
        headline=page.headline.value if page.headline else "",
        published=page.published.value if page.published else "",
        url=reading.revision.capture.url if reading else None,
    )


def _last(desk: Desk, name: str) -> AskedFor | None:
    """The newest judgement that somebody asked for by button, whatever became of it."""
    for job in desk.jobs.listed(Asked(by=name, limit=20)):
        if job.kind in ("judge", "withdraw"):
            return asked_for(job) if job.kind == "judge" and job.state != "given up" else None
    return None
