"""A copy of a store while it is written to, and a store made of a copy.

Every copy is an SQLite file, of one state. A file is copied page by page by SQLite itself; a database of
a server row by row, its full-text index made anew. A copy has its name only once it was checked.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sqlalchemy import Connection, Integer, Table, delete, func, select, text

from crosswire.errors import StoreError
from crosswire.store.check import check
from crosswire.store.engine import can_write, parse, path_of
from crosswire.store.faults import kind_of, plainly
from crosswire.store.index import COLUMNS, indexed_now, reindex
from crosswire.store.opened import SqlStore, opened
from crosswire.store.reader import SqlReader
from crosswire.store.rows import insert, parts
from crosswire.store.tables import metadata
from crosswire.store.upgrade import NEWEST, require_known

_TOGETHER = 200
"""Rows that are held at once."""
_LOGS = ("-wal", "-journal")
_SIDES = (*_LOGS, "-shm", "-writer")
"""What lies beside a file while it is open."""


class Copied(NamedTuple):
    """What a copy holds."""

    where: str
    rows: int
    articles: int
    bytes: int
    sha256: str | None
    """Of the file; None: it is a database of a server."""
    before: str = NEWEST
    """The schema of what was copied: an older copy is brought to the newest when it is restored."""


def backup(url: str | Path, to: Path) -> Copied:
    """Copy the store at ``url`` to a file, whatever is written to it meanwhile."""
    store = opened(str(url), create=False, read_only=True)
    _require_nothing(to)
    with _part_of(to) as part:
        with store.read() as reader:
            counts = _counts(reader.connection)
            if path_of(parse(str(url))) is not None:
                _paged(reader.connection, part)
            else:
                _made(part, reader)
        _require_whole(part, counts)
        _finished(part, to)
    return _copied(str(to), counts, to)


def restore(copy: Path, url: str | Path) -> Copied:
    """Make the store at ``url``, where nothing is, of a copy; an older one is upgraded."""
    if not copy.is_file():
        what = "a file was wanted, this is none" if copy.exists() else "no such file"
        raise StoreError(
            f"the copy {copy}: {what}; name what `crosswire db backup` wrote", kind="missing"
        )
    target = parse(str(url))
    path = path_of(target)
    if path is not None:
        _require_nothing(path)
    with ExitStack() as held:
        part = held.enter_context(_part_of(path or held.enter_context(_workplace(copy))))
        source = SqlStore(parse(str(copy)), read_only=True)
        before = source.schema()
        require_known(before, source.url)
        with plainly(source.url), source._reads().connect() as connection:
            _paged(connection, part)
        SqlStore(parse(str(part))).upgrade()
        with SqlStore(parse(str(part))).read() as reader:
            counts = _counts(reader.connection)
        _require_whole(part, counts)
        if path is not None:
            _finished(part, path)
        else:
            _sent(part, SqlStore(target))
    return _copied(str(path or SqlStore(target).url), counts, path)._replace(
        before=before or NEWEST
    )


# ---- pages and rows ------------------------------------------------------------------------------


def _paged(connection: Connection, to: Path) -> None:
    """SQLite's own online copy: in one step, so of one state, while others write."""
    here = connection.connection.driver_connection
    assert isinstance(here, sqlite3.Connection)
    with plainly(str(to)), closing(sqlite3.connect(to)) as there:
        here.backup(there)
        there.execute("PRAGMA journal_mode = WAL")


def _made(to: Path, reader: SqlReader) -> None:
    """A file of the rows of a server's database."""
    target = SqlStore(parse(str(to)))
    target.make()
    _filled(reader.connection, target)


def _sent(copy: Path, target: SqlStore) -> None:
    """A server's database of the rows of a file, all or nothing."""
    if target.schema() is None:
        target.make()
    with SqlStore(parse(str(copy)), read_only=True).read() as reader:
        _filled(reader.connection, target)


def _filled(source: Connection, target: SqlStore) -> None:
    with plainly(target.url), target.place() as writes, writes.begin():
        for table in metadata.sorted_tables:
            if table.name != "about" and writes.execute(select(table).limit(1)).first():
                raise StoreError(
                    f"the store {target.url}: an empty one was wanted, it holds {table.name}; "
                    "restore into another place",
                    kind="exists",
                )
            writes.execute(delete(table))
            rows = source.execution_options(yield_per=_TOGETHER).execute(select(table))
            for part in parts(rows.mappings(), _TOGETHER):
                insert(writes, table, [dict(row) for row in part])
            _counting_on(writes, table)
        for kind in COLUMNS:
            seqs = writes.execute(text(f"SELECT seq FROM {kind}_texts ORDER BY seq")).scalars()
            for some in parts([*seqs], _TOGETHER):
                reindex(writes, kind, {}, indexed_now(writes, kind, some))


def _counting_on(writes: Connection, table: Table) -> None:
    """PostgreSQL counts on from where the copy ended."""
    if writes.dialect.name != "postgresql":
        return
    for column in table.primary_key:
        if isinstance(column.type, Integer) and column.autoincrement is True:
            last = writes.execute(select(func.max(column))).scalar()
            if last is not None:
                sequence = func.pg_get_serial_sequence(table.name, column.name)
                writes.execute(select(func.setval(sequence, last)))


# ---- what is copied is whole ---------------------------------------------------------------------


def _counts(connection: Connection) -> dict[str, int]:
    return {
        name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in metadata.tables.items()
        if name != "about"
    }


def _require_whole(part: Path, counts: dict[str, int]) -> None:
    """Raises ``StoreError`` unless the copy holds together and has as many rows of everything."""
    checked = check(SqlStore(parse(str(part))))
    found = {name: number for name, number in checked.rows.items() if name in counts}
    problems = list(checked.problems)
    problems += [
        f"{name}: {found.get(name, 0):,} of {number:,} rows"
        for name, number in counts.items()
        if found.get(name) != number
    ]
    if problems:
        raise StoreError(
            f"the copy does not hold together, and was not kept: {'; '.join(problems[:3])}. Run "
            "`crosswire db check` on the store itself",
            kind="damaged",
        )


def _require_nothing(path: Path) -> None:
    if path.exists() and (path.is_dir() or path.stat().st_size > 0):
        raise StoreError(
            f"{path} is there already, and nothing is written over it; name another place, or move "
            "it away first",
            kind="exists",
        )
    # SQLite would write the log of a file that went away into the one that gets its name.
    for left in (path.with_name(path.name + end) for end in _LOGS):
        if left.exists() and left.stat().st_size > 0:
            raise StoreError(
                f"{left} is what a file that was at {path} left, and would be written into the new "
                "one; move it away first, or name another place",
                kind="exists",
            )


@contextmanager
def _part_of(to: Path) -> Iterator[Path]:
    """Where a copy is made; whatever is left there is cleared away."""
    part = to.with_name(f".{to.name}.part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        _cleared(part)
        # Its owner's only, as every store.
        part.touch(mode=0o600)
        yield part
    except StoreError as fault:
        if fault.kind != "full":
            raise
        raise _unwritten(fault, to) from fault
    except OSError as fault:
        raise _unwritten(fault, to) from fault
    finally:
        with suppress(OSError):  # where it could not be made it cannot be cleared away
            _cleared(part)


def _unwritten(fault: Exception, to: Path) -> StoreError:
    """Why a copy could not be written, about the place that was named."""
    kind = fault.kind if isinstance(fault, StoreError) else kind_of(fault)
    if kind == "full":
        words = "there is no room for it; nothing was kept. Make room, or name another place"
    elif isinstance(fault, (FileExistsError, NotADirectoryError)):
        words = (
            f"{to.parent} cannot be a folder, for there is a file on the way; name another place"
        )
    else:
        said = getattr(fault, "strerror", None) or str(fault)
        words = f"{to.parent} cannot be written ({said}); give this user the right to, or name another place"
    return StoreError(f"the copy {to}: {words}", kind=kind)


def _finished(part: Path, to: Path) -> None:
    """Under its own name, as one file: what lay beside it is written into it."""
    with plainly(str(to)), closing(sqlite3.connect(part)) as copy:
        busy, *_ = copy.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StoreError(f"{part} is in use by another program; copy again", kind="busy")
    part.replace(to)


def _cleared(part: Path) -> None:
    for end in ("", *_SIDES):
        part.with_name(part.name + end).unlink(missing_ok=True)


@contextmanager
def _workplace(copy: Path) -> Iterator[Path]:
    """Where a copy is brought to the newest schema before a server is sent it: beside the copy, or, where
    that is only to be read, in a folder for what is temporary (``TMPDIR``)."""
    name = f"{copy.name}.restoring"
    if can_write(copy.absolute().parent):
        yield copy.with_name(name)
        return
    with TemporaryDirectory(prefix="crosswire-") as folder:
        yield Path(folder) / name


def _copied(where: str, counts: dict[str, int], file: Path | None) -> Copied:
    size, digest = 0, None
    if file is not None:
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        size = file.stat().st_size
    return Copied(where, sum(counts.values()), counts["articles"], size, digest)
