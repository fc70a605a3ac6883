"""What people wrote about stories, points, articles and spans: editions are added, none is changed."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, func, or_, select, update

from crosswire.errors import ConfigError
from crosswire.records.note import About, AboutKind, Mark, Note
from crosswire.store.rows import insert, parts
from crosswire.store.tables import memberships, points, revisions, story_aliases, texts
from crosswire.store.tables_people import note_editions, notes


class Stretch(NamedTuple):
    """A stretch of a text."""

    text: str
    start: int = 0
    stop: int | None = None
    """None: to its end."""


class Asked(NamedTuple):
    """Which notes; None: any."""

    story: str | None = None
    """Written in this story or one that lives on in it, or about an article that lies in it."""
    article: str | None = None
    about: tuple[AboutKind, str] | None = None
    stretch: Stretch | None = None
    """Whose place touches this stretch."""
    by: str | None = None
    mark: Mark | None = None
    """Whose last edition has this mark."""
    every: bool = False
    """Every edition, not the last alone."""
    limit: int | None = None


def add(connection: Connection, note: Note) -> None:
    """Keep a note's first edition; one that is there adds nothing."""
    about = note.about
    row = {
        "id": note.id, "kind": about.kind, "about": about.id, "story_id": about.story,
        "article_id": about.article, "revision_id": about.revision, "text_id": about.text,
        "start": about.start, "stop": about.end, "erased": 0, "made_by": note.by,
        "made_at": note.made_at, "answers": note.answers,
    }  # fmt: skip
    insert(connection, notes, [row])
    edition = {
        "note_id": note.id, "edition": note.edition, "mark": note.mark, "words": note.words,
        "at": note.at,
    }  # fmt: skip
    insert(connection, note_editions, [edition])


def edit(connection: Connection, note: Note) -> None:
    """Keep a later edition of a note."""
    row = {"note_id": note.id, "edition": note.edition, "mark": note.mark, "words": note.words,
           "at": note.at}  # fmt: skip
    connection.execute(note_editions.insert().values(row))


def withdraw(connection: Connection, note_id: str, by: str, at: str) -> None:
    """It stays to be read. One that is withdrawn stays so, by whom and when it was."""
    standing = (notes.c.id == note_id) & notes.c.withdrawn_at.is_(None)
    connection.execute(update(notes).where(standing).values(withdrawn_by=by, withdrawn_at=at))


def get(connection: Connection, note_id: str) -> Note:
    """The last edition of a note; raises ``ConfigError`` where there is none of this id."""
    row = connection.execute(_last().where(notes.c.id == note_id)).first()
    if row is None:
        raise ConfigError(f"the id of a note was wanted, none is {note_id[:80]!r}")
    return recorded(row)


def listed(connection: Connection, asked: Asked) -> list[Note]:
    """Notes in the order they were first written, each with its answers where time puts them."""
    ask = _editions() if asked.every else _last()
    for wanted in _conditions(connection, asked):
        ask = ask.where(wanted)
    ask = ask.order_by(notes.c.made_at, notes.c.id, note_editions.c.edition)
    return [recorded(row) for row in connection.execute(ask.limit(asked.limit))]


def _conditions(connection: Connection, asked: Asked) -> list[Any]:
    found: list[Any] = []
    if asked.story is not None:
        found.append(_in_story(connection, asked.story))
    if asked.article is not None:
        found.append(notes.c.article_id == asked.article)
    if asked.about is not None:
        kind, about = asked.about
        found += [notes.c.kind == kind, notes.c.about == about]
    if asked.stretch is not None:
        found.append(_touches(asked.stretch))
    if asked.by is not None:
        found.append(notes.c.made_by == asked.by)
    if asked.mark is not None:
        found += [note_editions.c.mark == asked.mark, notes.c.withdrawn_at.is_(None)]
    return found


def _in_story(connection: Connection, story: str) -> Any:
    here = select(memberships.c.article_id).where(
        memberships.c.story_id == story, memberships.c.ended_at.is_(None)
    )
    lives_on = [story, *former(connection, [story])]
    return or_(notes.c.story_id.in_(lives_on), notes.c.article_id.in_(here))


def _touches(stretch: Stretch) -> Any:
    here = and_(notes.c.text_id == stretch.text, notes.c.stop > stretch.start)
    return here if stretch.stop is None else and_(here, notes.c.start < stretch.stop)


def former(connection: Connection, stories: Sequence[str]) -> list[str]:
    """Stories that live on in these now, and those that live on in them."""
    found: dict[str, None] = {}
    ahead = [*stories]
    while ahead:
        ask = select(story_aliases.c.story_id).where(
            story_aliases.c.into_id.in_(ahead), story_aliases.c.ended_at.is_(None)
        )
        gone = connection.execute(ask.order_by(story_aliases.c.story_id)).scalars()
        ahead = [one for one in gone if one not in found and one not in stories]
        found |= dict.fromkeys(ahead)
    return [*found]


def _editions() -> "Select[Any]":
    return select(notes, *_EDITION).join(note_editions, note_editions.c.note_id == notes.c.id)


def _last() -> "Select[Any]":
    others = note_editions.alias("others")
    newest = (
        select(func.max(others.c.edition)).where(others.c.note_id == notes.c.id).scalar_subquery()
    )
    return _editions().where(note_editions.c.edition == newest)


_EDITION = (
    note_editions.c.edition, note_editions.c.mark, note_editions.c.words,
    note_editions.c.at.label("edited_at"),
)  # fmt: skip


def recorded(row: Row[Any]) -> Note:
    """The record of a note and one of its editions."""
    about = About(
        kind=row.kind, id=row.about, story=row.story_id, article=row.article_id,
        revision=row.revision_id, text=row.text_id, start=row.start, end=row.stop,
        erased=bool(row.erased),
    )  # fmt: skip
    return Note(
        id=row.id, edition=row.edition, about=about, mark=row.mark, words=row.words,
        by=row.made_by, made_at=row.made_at, at=row.edited_at, answers=row.answers,
        withdrawn_by=row.withdrawn_by, withdrawn_at=row.withdrawn_at,
    )  # fmt: skip


# ---- what notes are about ----------------------------------------------------------------------


def words_at(connection: Connection, stretch: Stretch) -> str:
    """The words of a place now; empty: the text is not here, or is shorter."""
    ask = select(texts.c.content).where(texts.c.id == stretch.text)
    content = connection.execute(ask).scalar()
    if content is None or (stretch.stop is not None and stretch.stop > len(content)):
        return ""
    return str(content[stretch.start : stretch.stop])


class Stands(NamedTuple):
    """Where a place stands."""

    article: str
    revision: str
    text: str
    start: int = 0
    stop: int = 0


def stands(connection: Connection, text: str, article: str | None) -> Stands | None:
    """A revision whose body, headline or standfirst this text is: of the article where it is known,
    else of the one seen first."""
    holds = or_(*(column == text for column in _HELD))
    ask = select(revisions.c.article_id, revisions.c.id).where(holds)
    if article is not None:
        ask = ask.where(revisions.c.article_id == article)
    row = connection.execute(ask.order_by(revisions.c.seen_at, revisions.c.id).limit(1)).first()
    return None if row is None else Stands(row.article_id, row.id, text)


_HELD = (revisions.c.text_id, revisions.c.headline_id, revisions.c.standfirst_id)


def wording(connection: Connection, story: str, point: str) -> Stands | None:
    """Where the wording of a point stands, by the comparison of the story as made last."""
    ask = (
        select(revisions.c.article_id, revisions.c.id, revisions.c.text_id, points.c.start,
               points.c.stop)
        .join(points, points.c.revision_id == revisions.c.id)
        .where(points.c.story_id == story, points.c.id == point)
    )  # fmt: skip
    row = connection.execute(ask).first()
    return None if row is None else Stands(row[0], row[1], row[2], row[3], row[4])


def erase(connection: Connection, article_id: str, gone: Iterable[str]) -> None:
    """The words that notes are about were erased, with these texts: that they were there stays, and
    what people wrote of them."""
    nowhere = {"erased": 1, "text_id": None, "start": None, "stop": None}
    mine = update(notes).values(**nowhere)
    connection.execute(mine.where(notes.c.article_id == article_id))
    for part in parts(sorted(gone)):
        connection.execute(mine.where(notes.c.text_id.in_(part)))
