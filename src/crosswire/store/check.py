"""Whether a store's tables hold together; what they say is ``verify``'s."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, and_, func, or_, select, text
from sqlalchemy.exc import DBAPIError

from crosswire.errors import StoreError
from crosswire.store.base import Checked
from crosswire.store.chained import gaps
from crosswire.store.faults import kind_of, plainly
from crosswire.store.index import COLUMNS
from crosswire.store.opened import SqlStore, opened
from crosswire.store.sizes import sizes
from crosswire.store.sound import unsound
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


def checked(url: str) -> Checked:
    """The store at ``url``; of one whose first pages are damaged that much is told."""
    try:
        return check(opened(url, create=False, read_only=True))
    except StoreError as fault:
        if fault.kind != "damaged":
            raise
        return Checked(problems=(str(fault),), notes=(), rows={}, bytes={})


def check(store: SqlStore) -> Checked:
    """Every fault found, how many rows there are, and what takes how many bytes."""
    problems: list[str] = []
    rows: dict[str, int] = {}
    taken: dict[str, int] = {}
    with _as_far_as_it_reads(problems), store.read() as reader:
        connection = reader.connection
        problems += [words for ask in _ASKED for words in _asked(ask, connection)]
        rows |= _counted(connection)
        taken |= sizes(connection)
    if unread := sorted({*metadata.tables} - rows.keys()):
        problems.append(f"tables that cannot be read to the end: {', '.join(unread)}")
    index = _index_in_depth(store)
    problems += [] if index is None else index
    notes = () if index is not None else (
        "the full-text index was checked by its rows alone: to go through its words, check again "
        "when nobody writes, and where the file can be written",
    )  # fmt: skip
    return Checked(problems=tuple(problems), notes=notes, rows=rows, bytes=taken)


@contextmanager
def _as_far_as_it_reads(problems: list[str]) -> Iterator[None]:
    """Damage is what is looked for: whatever else it keeps from being asked is still asked."""
    try:
        yield
    except StoreError as fault:
        if fault.kind != "damaged":
            raise
        problems.append(str(fault))


def _asked(ask: Callable[[Connection], Iterator[str]], connection: Connection) -> list[str]:
    """What is wrong; where the file cannot even be asked, that."""
    try:
        return [*ask(connection)]
    except DBAPIError as fault:
        return [f"the file is damaged: {_first_line(fault)}"]


def _counted(connection: Connection) -> Iterator[tuple[str, int]]:
    """How many rows each table has that can be read."""
    for name, table in metadata.tables.items():
        with suppress(DBAPIError):
            ask = select(func.count()).select_from(table)
            yield name, connection.execute(ask).scalar_one()


def _first_line(fault: DBAPIError) -> str:
    """Raises what is no damage again."""
    if kind_of(fault.orig or fault) != "damaged":
        raise fault
    return str(fault.orig).splitlines()[0]


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


def _values(connection: Connection) -> Iterator[str]:
    """What a damaged page holds may be well-formed, and no value that was put in."""
    if connection.dialect.name != "sqlite":
        return
    by_column: dict[str, list[str]] = {}
    for column, row in unsound(connection):
        by_column.setdefault(column, []).append(row)
    for column, rows in by_column.items():
        yield from _told(f"values of {column} that nobody put there", rows)


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


def _chain(connection: Connection) -> Iterator[str]:
    """Every capture has its entry, and every entry follows another; ``verify`` reads what they say."""
    for what, found in gaps(connection):
        yield from _told(what, found)


_INDEXED = {"article": "articles", "quotation": "quotations", "statement": "point_members"}
_ASKED: tuple[Callable[[Connection], Iterator[str]], ...] = (
    _file, _values, _named, _stories, _index, _people, _chain,
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
