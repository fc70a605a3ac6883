"""One article: its text with what was read off it, why it lies in its story, the page as it came."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import HTMLResponse, Response

from crosswire.desk.lined_up import lined_up
from crosswire.errors import ConfigError
from crosswire.records.base import Record
from crosswire.records.explanation import Explanation
from crosswire.records.quotation import Reading
from crosswire.records.span import Span
from crosswire.report import explained
from crosswire.store import notes, reading
from crosswire.store.base import Reader, capture_key
from crosswire.store.wordings import wordings
from crosswire.web.faults import Refused
from crosswire.web.house import Here
from crosswire.web.inert import POLICY, inert
from crosswire.web.pages.story import told_of_story
from crosswire.web.twin import ERRORS, needs, twin
from crosswire.web.views.article import (
    STATED,
    ArticleView,
    CaptureLine,
    Text,
    capture_line,
    drawn,
    entries,
    layers,
    marks_of,
)
from crosswire.web.views.runs import Place

router = APIRouter()

_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")
AsOf = Annotated[str | None, Query(max_length=40)]
Handle = Annotated[str | None, Query(max_length=200)]


class Shown(Record):
    """Which text of the article is shown, and what of it."""

    revision: Handle = None
    """A revision's id; None: the text it has now."""
    layers: tuple[str, ...] | None = None
    """Layers that are on; None: the usual ones."""
    at: Place | None = None
    """The stretch that the reader is led to."""
    as_of: str | None = None


def shown(
    revision: Handle = None,
    layers: Annotated[list[str] | None, Query(max_length=40)] = None,
    at: Annotated[str | None, Query(max_length=24)] = None,
    as_of: AsOf = None,
) -> Shown:
    """What is asked for: ``layers`` by commas or one by one, ``at`` as START-END in code points."""
    on = (
        None if layers is None else tuple(name for one in layers for name in one.split(",") if name)
    )
    return Shown(revision=revision, layers=on, at=_place(at), as_of=as_of)


def _place(stated: str | None) -> Place | None:
    if not stated:
        return None
    read = _PLACE.fullmatch(stated)
    if read is None or int(read[1]) >= int(read[2]):
        raise ConfigError(f"at takes START-END in characters of the text, got {stated!r}")
    return int(read[1]), int(read[2])


@twin(router, "/articles/{article}", "article.html.j2")
def article(article: str, here: Here, ask: Annotated[Shown, Depends(shown)]) -> ArticleView:
    """One article, in the text it has now or another that is kept, with all that was read off it."""
    with here.open_desk(ask.as_of) as desk:
        with desk.store.read(as_of=desk.as_of) as reader:
            key = _meant(reader, article)
            text, now = _text(reader, key, ask.revision)
        kept = lined_up(desk, text.story) if text.story else None
        lines = tuple(desk.revisions(key))
        known = desk.as_of
    if text.story and kept:
        text = text._replace(told=told_of_story(here, ask.as_of, text.story, kept))
    view = _view(key, text, ask)
    return view.model_copy(
        update={"revisions": lines, "as_of": known, "current": view.revision == now}
    )


def _meant(reader: Reader, handle: str) -> str:
    try:
        key = reader.resolve_article(handle)
    except ConfigError as unknown:
        raise Refused(404, "not-found", str(unknown), "Look it up in the search.") from None
    if stone := reader.erased([key]).get(key):
        raise Refused(410, "erased", f"the words of {key} are not here: {stone.words}")
    return key


def _text(reader: Reader, key: str, asked: str | None) -> tuple[Text, str]:
    """The text that is asked for, and the id of the revision that the article has now."""
    now = reader.current([key])[key]
    wanted = asked or now
    kept = {one.revision for one in wordings(reader.connection, [key], every=True)}
    if wanted not in kept:
        raise Refused(404, "not-found", f"no text of {key} is {wanted[:80]!r}",
                      "The texts it has had stand on the article's page.")  # fmt: skip
    revision = reader.revision(wanted)
    packed = reading.newest(reader.connection, wanted)
    read: Reading | None = (
        None if packed is None else reading.unpack(packed, revision, tokens=False)
    )
    written = tuple(notes.listed(reader.connection, notes.Asked(article=key)))
    return Text(wanted, revision, read, reader.story_of(key), written), now


def _view(key: str, text: Text, ask: Shown) -> ArticleView:
    revision, marks = text.revision, marks_of(text)
    if ask.at is not None and ask.at[1] > len(revision.body):
        raise Refused(404, "not-found", f"the text has {len(revision.body)} characters, so nothing "
                      f"stands at {ask.at[0]}-{ask.at[1]}")  # fmt: skip
    return ArticleView(
        id=key,
        name=revision.article,
        outlet=revision.outlet_name,
        url=revision.capture.url,
        revision=text.id,
        current=True,
        text=revision.body.id,
        length=len(revision.body),
        **{name: getattr(revision, name) for name in STATED},
        capture=capture_line(capture_key(revision.capture), revision.capture),
        story=text.story,
        read=text.reading is not None,
        layers=layers(marks, ask.layers),
        here=Span.of(revision.body, *ask.at) if ask.at else None,
        blocks=drawn(revision, marks, ask.at),
        marks=tuple(marks),
        entries=entries(revision, marks),
        notes=tuple(text.notes),
    )


class WhyView(Record):
    """Why an article lies in a story, or does not."""

    explanation: Explanation
    words: tuple[str, ...]
    """The same for people, a line each."""


@twin(router, "/articles/{article}/why", "article_why.html.j2")
def why(article: str, here: Here, story: Handle = None) -> WhyView:
    """What speaks for and against its lying in its story, or in another."""
    with here.desk as desk:
        with desk.store.read() as reader:
            key = _meant(reader, article)
            meant = story or reader.story_of(key)
        if meant is None:
            raise Refused(404, "not-found", f"{key} lies in no story")
        found = desk.explain(key, meant)
    return WhyView(explanation=found, words=tuple(explained.text(found).splitlines()))


class CaptureView(Record):
    """A page as it came, made inert: no script, style, picture, form or link is left in it."""

    capture: CaptureLine
    html: str


@router.get("/captures/{capture}.json", responses=ERRORS, tags=["article"],
            dependencies=[Depends(needs("read"))])  # fmt: skip
def capture(capture: str, here: Here) -> CaptureView:
    """A page as it was captured, by the capture's id, made inert."""
    with here.desk as desk, desk.store.read() as reader:
        try:
            found = reader.capture(capture)
        except ConfigError as unknown:
            raise Refused(404, "not-found", str(unknown)) from None
    inside = inert(found.content.content, html=found.medium == "html")
    return CaptureView(capture=capture_line(capture, found), html=str(inside))


@router.get("/captures/{capture}", include_in_schema=False, dependencies=[Depends(needs("read"))])
def captured(capture_: Annotated[CaptureView, Depends(capture)]) -> Response:
    """The same as a page of its own, for a frame that lets it do nothing."""
    return HTMLResponse(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Captured page</title>'
        f"{capture_.html}</html>",
        headers={"content-security-policy": POLICY, "x-frame-options": "SAMEORIGIN"},
    )
