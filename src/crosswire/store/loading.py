"""Loading what a run over an archive made, by several processes at once.

Who loads holds the writer's place together with the others who load, and nobody else; a partition is
its loader's by a lock that ends with its transaction, however that ends. Rows are made side by side;
they are written one loader after the other, since the order of articles in time is one for all.
On a file there is one writer, who loads partition after partition.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import Connection, text

from crosswire.errors import InputError, StoreError
from crosswire.records.article import Revision
from crosswire.records.story import Move
from crosswire.stages.outlets import OutletTable
from crosswire.store import runs
from crosswire.store.base import capture_key
from crosswire.store.engine import make_engine, parse, path_of
from crosswire.store.faults import plainly
from crosswire.store.ledger import done
from crosswire.store.opened import SqlStore
from crosswire.store.order import now
from crosswire.store.place import ADVISORY
from crosswire.store.session import SqlSession
from crosswire.store.upgrade import require_newest, schema_of

LOADED = "load"
"""Stage of the ledger for partitions."""
PLACED = "load stories"
_CLAIM, _GATE = 0x43574C44, 0x43574741
"""Our keys among the database's advisory locks: a partition, and the order of writing."""


class Part(NamedTuple):
    """A partition to be loaded."""

    name: str
    """Derived from what is in it."""
    version: str
    """Of what is loaded."""
    clean: tuple[str, str]
    """Name and version of the stage that read it."""
    revisions: Callable[[], Sequence[Revision]]
    """Asked once it is known that nobody else loads it, or has."""
    outlets: OutletTable = OutletTable()
    """By which several hosts or names are one outlet."""


class Loaded(NamedTuple):
    """What became of a partition."""

    articles: int = 0
    revisions: int = 0
    refused: int = 0
    known: bool = False
    """It had been loaded before."""
    busy: bool = False
    """Another process loads it now."""


class Placed(NamedTuple):
    """Where an article lies, and what grouping remembers of it."""

    move: Move
    sketch: bytes


def load(url: str, part: Part) -> Loaded:
    """Load a partition into the store at ``url``, whole or not at all."""
    parsed = parse(url)
    if path_of(parsed) is not None:
        return _alone(SqlStore(parsed), part)
    engine = make_engine(parsed, write=True)
    where = parsed.set(drivername="postgresql").render_as_string(hide_password=True)
    with plainly(where), engine.connect() as connection, connection.begin():
        require_newest(schema_of(connection), where)
        if not _asked(connection, "pg_try_advisory_xact_lock_shared", ADVISORY):
            raise StoreError(
                f"the store {where}: another process is writing to it, and while one adds, none "
                "loads; load again when that has ended",
                kind="busy",
            )
        if not _asked(connection, "pg_try_advisory_xact_lock", _CLAIM, part.name):
            return Loaded(busy=True)
        if done(connection, LOADED, part.version, [part.name]):
            return Loaded(known=True)
        coming = part.revisions()
        _asked(connection, "pg_advisory_xact_lock", _GATE)
        run = runs.record(connection, f"load {part.name}", dict([part.clean]))
        return _written(SqlSession(connection, run), part, coming)


def _alone(store: SqlStore, part: Part) -> Loaded:
    with store.write(f"load {part.name}", versions=dict([part.clean])) as writer:
        if writer.done(LOADED, part.version, [part.name]):
            return Loaded(known=True)
        with writer.batch() as batch:
            return _written(batch, part, part.revisions())


def _written(session: SqlSession, part: Part, coming: Sequence[Revision]) -> Loaded:
    """Add revisions; pages that a run had cleaned count as added by that version."""
    session.expect(coming, part.outlets)
    articles = revisions = refused = 0
    came: dict[str, str | None] = {}
    for one in coming:
        try:
            added = session.add_capture(one.capture, one, now())
        except InputError:
            # A text that no database can hold, or an article that was erased on demand.
            refused += 1
            continue
        came[capture_key(one.capture)] = added.revision_id
        articles += added.new_article
        revisions += added.new_revision
    session.mark_done(*part.clean, came)
    session.mark_done(LOADED, part.version, [part.name])
    session.count(articles=articles, revisions=revisions - articles, refused=refused)
    session.finish()
    return Loaded(articles, revisions, refused)


def _asked(connection: Connection, function: str, key: int, name: str | None = None) -> bool:
    """Ask for a lock of this schema; whether it was given, where it is only tried."""
    ask = text(
        f"SELECT {function}(:key, hashtext(coalesce(current_schema(), '') || coalesce(:name, '')))"
    )
    return connection.execute(ask, {"key": key, "name": name}).scalar() is not False


@contextmanager
def placing(url: str) -> Iterator[Callable[[str, str, Sequence[Placed]], Mapping[str, int]]]:
    """The writer's place, to put articles that were loaded into their stories."""
    store = SqlStore(parse(url))
    with store.write("load stories") as writer:

        def place(name: str, version: str, placed: Sequence[Placed]) -> Mapping[str, int]:
            if writer.done(PLACED, version, [name]):
                return {}
            with writer.batch() as batch:
                moves = [one.move for one in placed if writer.story_of(one.move.article) is None]
                fresh = {move.article for move in moves}
                batch.apply_moves(moves)
                for one in placed:
                    if one.move.article in fresh:
                        batch.put_sketch(one.move.article, one.sketch, version)
                batch.mark_done("group", version, sorted(fresh))
                batch.mark_done(PLACED, version, [name])
                batch.count(placed=len(fresh))
            return {"placed": len(fresh)}

        yield place
