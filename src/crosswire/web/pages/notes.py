"""Notes: a person's own words beside the evidence, versioned, answered, withdrawn, taken along."""

from collections.abc import Iterator

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field
from starlette.responses import Response, StreamingResponse

from crosswire.desk.noting import Asked, standing
from crosswire.errors import ConfigError
from crosswire.records.note import About, AboutKind, Mark, Note
from crosswire.web.acting import doer
from crosswire.web.house import Here, House
from crosswire.web.twin import action, errors_and, needs, twin
from crosswire.web.views.notes import EditionsView, NotesView, place_of
from crosswire.web.visitors import Who

router = APIRouter()
LONGEST = 10_000


def _back(note: Note) -> str:
    return f"{place_of(note.about)}#{note.id}"


class NoteAsked(BaseModel):
    """A note: what it is about, words, a mark, or both."""

    kind: AboutKind
    id: str = Field(min_length=1, max_length=400)
    """Of the story, point or article; of a span ``text:start:end``."""
    story: str | None = Field(default=None, max_length=200)
    article: str | None = Field(default=None, max_length=400)
    words: str = Field(default="", max_length=LONGEST)
    mark: Mark | None = None

    @property
    def about(self) -> About:
        """What it is about; raises ``ConfigError``."""
        if self.kind != "span":
            return About(kind=self.kind, id=self.id, story=self.story, article=self.article)
        text, start, end = _place(self.id)
        return About.span(text, start, end, story=self.story, article=self.article)


def _place(stated: str) -> tuple[str, int, int]:
    text, _, rest = stated.partition(":")
    start, _, end = rest.partition(":")
    if not (text and _offset(start) and _offset(end) and int(start) < int(end)):
        raise ConfigError(f"a place was wanted, text:start:end, got {stated[:80]!r}")
    return text, int(start), int(end)


def _offset(stated: str) -> bool:
    return stated.isascii() and stated.isdigit() and len(stated) < 10


@action(router, "/notes", back=_back, status=201)
def write(asked: NoteAsked, request: Request, here: Here, who: Who) -> Note:
    """Write a note about a story, a point, an article or a span."""
    with here.desk as desk:
        by = doer(request, who)
        return desk.notes.write(asked.about, by=by, words=asked.words, mark=asked.mark)


class EditionAsked(BaseModel):
    """What a note says from now on, or what is answered."""

    words: str = Field(default="", max_length=LONGEST)
    mark: Mark | None = None


@action(router, "/notes/{note}/edit", back=_back)
def edit(note: str, asked: EditionAsked, request: Request, here: Here, who: Who) -> Note:
    """A new edition of one's own note; those before stay."""
    with here.desk as desk:
        return desk.notes.edit(note, by=doer(request, who), words=asked.words, mark=asked.mark)


@action(router, "/notes/{note}/reply", back=_back, status=201)
def reply(note: str, asked: EditionAsked, request: Request, here: Here, who: Who) -> Note:
    """Answer a note."""
    with here.desk as desk:
        return desk.notes.reply(note, by=doer(request, who), words=asked.words, mark=asked.mark)


@action(router, "/notes/{note}/withdraw", back=_back)
def withdraw(note: str, request: Request, here: Here, who: Who) -> Note:
    """It stays to be read, and its mark counts no more; an administrator may withdraw anybody's."""
    with here.desk as desk:
        return desk.notes.withdraw(note, by=doer(request, who), any_ones=who.has("admin"))


@twin(router, "/notes/{note}", "note.html.j2")
def note(note: str, here: Here) -> EditionsView:
    """One note with all its editions."""
    with here.desk as desk:
        return EditionsView(note=desk.notes.note(note), editions=tuple(desk.notes.editions(note)))


@twin(router, "/stories/{story}/notes", "notes_page.html.j2")
def notes(story: str, here: Here) -> NotesView:
    """The notes of a story, to be read or taken along."""
    return _notes(here, story)


def _notes(here: House, story: str) -> NotesView:
    with here.desk as desk:
        meant = desk.story(story).line.id
        listed = desk.notes.of_story(meant)
        every = desk.notes.listed(Asked(story=meant, every=True))
    return NotesView(
        story=meant, notes=tuple(listed), editions=tuple(every), standing=tuple(standing(listed))
    )


@router.get(
    "/stories/{story}/notes.jsonl", dependencies=[Depends(needs("read"))],
    responses=errors_and("application/jsonl"), response_class=Response,
)  # fmt: skip
def notes_lines(story: str, here: Here) -> Response:
    """Every edition of every note of a story, one a line."""
    return StreamingResponse(
        _lines(_notes(here, story).editions), media_type="application/jsonl; charset=utf-8"
    )


def _lines(found: tuple[Note, ...]) -> Iterator[str]:
    return (f"{one.model_dump_json()}\n" for one in found)
