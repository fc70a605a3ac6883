"""Whether a store's tables hold together; what they say is ``verify``'s."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from sqlalchemy import Connection, and_, func, or_, select, text

from crosswire.errors import StoreError
from crosswire.store.base import Checked
from crosswire.store.faults import plainly
from crosswire.store.index import COLUMNS
from crosswire.store.opened import SqlStore
from crosswire.store.sizes import sizes
from crosswire.store.tables import (
    articles,
    captures,
    memberships,
    metadata,
    note_editions,
    notes,
    revisions,
    stories,
)

_SHOWN = 3


def check(store: SqlStore) -> Checked:
    """Every fault found, how many rows there are, and what takes how many bytes."""
    with store.read() as reader:
        connection = reader.connection
        problems = [words for ask in _ASKED for words in ask(connection)]
        rows = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.tables.values()
        }
        taken = sizes(connection)
    index = _index_in_depth(store)
    problems += [] if index is None else index
    notes = () if index is not None else (
        "the full-text index was checked by its rows alone: to go through its words, check again "
        "when nobody writes, and where the file can be written",
    )  # fmt: skip
    return Checked(problems=tuple(problems), notes=notes, rows=rows, bytes=taken)


def _told(what: str, found: Iterable[str]) -> Iterator[str]:
    """A fault in words, with its number and some of those it befell."""
    if some := list(found):
        more = f" and {len(some) - _SHOWN} more" if len(some) > _SHOWN else ""
        yield f"{what}: {', '.join(some[:_SHOWN])}{more}"


def _file(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    said = connection.execute(text("PRAGMA integrity_check")).scalars().all()
    yield from _told("the file is damaged", [line for line in said if line != "ok"])


def _named(connection: Connection) -> Iterator[str]:
    """What rows name is there; PostgreSQL sees to its own foreign keys."""
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check"))
        yield from _told("rows that name what is not there", [f"{r[0]} {r[1]}" for r in broken])
    for table in (articles, captures):
        article = table.c.id if table is articles else table.c.article_id
        ask = select(table.c.id).outerjoin(
            revisions,
            and_(revisions.c.id == table.c.revision_id, revisions.c.article_id == article),
        )
        missing = connection.execute(ask.where(revisions.c.id.is_(None))).scalars()
        yield from _told(f"{table.name} without their revision", missing)


def _stories(connection: Connection) -> Iterator[str]:
    here = memberships.c.ended_at.is_(None)
    open_places = (
        select(memberships.c.article_id, func.count().label("n"))
        .where(here)
        .group_by(memberships.c.article_id)
        .subquery()
    )
    ask = select(articles.c.id).outerjoin(open_places, open_places.c.article_id == articles.c.id)
    wrong = ask.where(or_(open_places.c.n.is_(None), open_places.c.n != 1))
    yield from _told(
        "articles that lie in no story, or in two", connection.execute(wrong).scalars()
    )
    members = (
        select(memberships.c.story_id, func.count().label("n"))
        .where(here, memberships.c.role == "member")
        .group_by(memberships.c.story_id)
        .subquery()
    )
    there = func.coalesce(members.c.n, 0)
    merged = stories.c.state == "merged"
    miscounted = (
        select(stories.c.id)
        .outerjoin(members, members.c.story_id == stories.c.id)
        .where(or_(stories.c.articles != there, and_(merged, there > 0),
                   merged != stories.c.into_id.is_not(None)))
    )  # fmt: skip
    found = connection.execute(miscounted).scalars()
    yield from _told("stories that are miscounted, or merged by half", found)


def _index(connection: Connection) -> Iterator[str]:
    """The full-text index has a row for every row it indexes, and no other."""
    for kind in COLUMNS:
        key, table = (
            ("id", f"{kind}_words_docsize") if connection.dialect.name == "sqlite"
            else ("seq", f"{kind}_words")
        )  # fmt: skip
        source = _INDEXED[kind]
        both = (
            f"SELECT seq FROM {source} WHERE seq NOT IN (SELECT {key} FROM {table}) UNION ALL "
            f"SELECT {key} FROM {table} WHERE {key} NOT IN (SELECT seq FROM {source})"
        )
        found = [str(seq) for seq in connection.execute(text(both)).scalars()]
        yield from _told(f"rows of {source} that {kind}_words lacks, or has too many", found)


def _people(connection: Connection) -> Iterator[str]:
    """What people wrote is about things that are here, with every edition of it."""
    for column, table in ((notes.c.story_id, stories), (notes.c.article_id, articles)):
        there = table.c.id == column
        ask = select(notes.c.id).outerjoin(table, there).where(column.is_not(None))
        missing = connection.execute(ask.where(table.c.id.is_(None))).scalars()
        yield from _told(f"notes about {table.name} that are not here", missing)
    counted = (
        select(notes.c.id)
        .outerjoin(note_editions, note_editions.c.note_id == notes.c.id)
        .group_by(notes.c.id)
        .having(func.coalesce(func.max(note_editions.c.edition), 0) != func.count())
    )
    found = connection.execute(counted).scalars()
    yield from _told("notes that lack an edition", found)


_INDEXED = {"article": "articles", "quotation": "quotations", "statement": "point_members"}
_ASKED: tuple[Callable[[Connection], Iterator[str]], ...] = (
    _file, _named, _stories, _index, _people,
)  # fmt: skip


def _index_in_depth(store: SqlStore) -> list[str] | None:
    """SQLite compares every word of the index with the texts; None where it cannot be asked, which
    takes the writer's place."""
    problems: list[str] = []
    with suppress(StoreError), plainly(store.url), store.place() as connection:
        if connection.dialect.name != "sqlite":
            return problems
        for kind in COLUMNS:
            ask = f"INSERT INTO {kind}_words ({kind}_words, rank) VALUES ('integrity-check', 1)"
            try:
                with plainly(store.url), connection.begin():
                    connection.execute(text(ask))
            except StoreError as fault:
                if fault.kind != "damaged":
                    raise
                problems.append(f"{kind}_words: the index does not say what the texts say")
        return problems
    return None
