"""What of a damaged file can still be read: every row of every table that its pages give.

A table is read in the order of its keys. Where a page cannot be read the next key that can is looked for,
by longer and longer steps, and then by halves between the two; a table without numbered rows is read from
both ends. Nothing is written to the file.
"""

import base64
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy.exc import DBAPIError

from crosswire.closing import Closing
from crosswire.errors import CrosswireError, StoreError
from crosswire.store.base import capture_key
from crosswire.store.engine import can_write, parse, path_of
from crosswire.store.exporting import Kept
from crosswire.store.opened import SqlStore
from crosswire.store.reader import SqlReader
from crosswire.store.tables import metadata
from crosswire.store.words import original

LEFT_OUT = frozenset({"sign_ins", "tokens", "feed_keys", "attempts"})
"""Tables of what opens something; it is given anew."""
_SECRET = frozenset({"password", "secret"})
_FARTHEST = 2**62

Row = tuple[Any, ...]
Lost = Callable[[], object]
"""Told of each place that cannot be read."""


class Wreck(Closing):
    """A damaged file, opened to be read."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            what = "a file was wanted, this is none" if path.exists() else "no such file"
            raise StoreError(f"the store {path}: {what}; name the damaged file", kind="missing")
        self.path = path
        # Where nothing can be written, SQLite cannot make what it keeps beside a file with a log.
        frozen = "" if can_write(path) else "&immutable=1"
        self._file = sqlite3.connect(f"file:{quote(str(path))}?mode=ro{frozen}", uri=True)
        self._file.text_factory = lambda raw: raw.decode("utf-8", "replace")
        # Whoever made the file may have put functions into its tables; none of them is run.
        self._file.execute("PRAGMA trusted_schema = OFF")

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def tables(self) -> list[str]:
        """Those of a store that this file knows of; raises ``StoreError`` where it says nothing."""
        try:
            asked = self._file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            there = {row[0] for row in asked}
        except sqlite3.Error as fault:
            raise StoreError(
                f"the store {self.path}: its first pages cannot be read, and without them nothing "
                f"({fault}); restore a copy",
                kind="damaged",
            ) from fault
        known = [table.name for table in metadata.sorted_tables if table.name in there]
        if not known:
            raise StoreError(
                f"the store {self.path}: this is no store of crosswire, it has none of its tables; "
                "name the damaged file",
                kind="not-a-store",
            )
        return [name for name in known if name not in LEFT_OUT]

    def counted(self, table: str) -> int | None:
        """How many rows an index says there are; None: none can be read to the end."""
        with suppress(*_UNSAID):
            (number,) = self._file.execute(f"SELECT count(*) FROM {_quoted(table)}").fetchone()
            return int(number)
        return None

    def rows(self, table: str, lost: Lost) -> Iterator[dict[str, Any]]:
        """Those that can be read, as JSON can hold them."""
        try:
            columns = [row[1] for row in self._file.execute(f"PRAGMA table_info({_quoted(table)})")]
        except _UNSAID:
            lost()
            return
        number = self._number_of(table, columns)
        found = (
            self._by_number(table, number, lost)
            if number
            else self._from_both_ends(table, columns, lost)
        )
        for row in found:
            yield {
                name: _shown(value)
                for name, value in zip(columns, row, strict=True)
                if name.lower() not in _SECRET
            }

    def _number_of(self, table: str, columns: Sequence[str]) -> str | None:
        """What SQLite calls the number of a row, where no column has that name; None: it has none."""
        taken = {name.lower() for name in columns}
        for name in ("rowid", "_rowid_", "oid"):
            with suppress(*_UNSAID):
                self._file.execute(f"SELECT {name} FROM {_quoted(table)} LIMIT 0")
                if name not in taken:
                    return name
        return None

    # All columns by the star: a damaged or forged file may name them in ways that cannot be asked for.

    def _by_number(self, table: str, number: str, lost: Lost) -> Iterator[Row]:
        ask = f"SELECT {number}, * FROM {_quoted(table)} WHERE {number} >= ? ORDER BY {number}"
        at: int | None = 0
        while at is not None:
            last = at - 1
            try:
                with closing(self._file.execute(ask, (at,))) as found:
                    for row in found:
                        last = row[0]
                        yield row[1:]
                at = None
            except _UNSAID:
                lost()
                at = self._after(table, number, last + 1)

    def _after(self, table: str, number: str, bad: int) -> int | None:
        """The first key after ``bad`` from which rows can be read; None: there is none."""
        step = 1
        while not self._reads(table, number, bad + step):
            step *= 2
            if step > _FARTHEST:
                return None
        low, high = bad + step // 2, bad + step
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._reads(table, number, middle) else (middle, high)
        return high

    def _reads(self, table: str, number: str, at: int) -> bool:
        ask = f"SELECT * FROM {_quoted(table)} WHERE {number} >= ? ORDER BY {number} LIMIT 1"
        try:
            self._file.execute(ask, (at,)).fetchone()
        except _UNSAID:
            return False
        return True

    def _from_both_ends(self, table: str, columns: Sequence[str], lost: Lost) -> Iterator[Row]:
        keys = [one.name for one in metadata.tables[table].primary_key if one.name in columns]
        places = [columns.index(key) for key in keys] or [*range(len(columns))]
        seen: set[Row] = set()
        # Without a key that we know there is one end to read from.
        for order in ("ASC", "DESC") if keys else ("",):
            by = "ORDER BY " + ", ".join(f"{_quoted(key)} {order}" for key in keys) if keys else ""
            try:
                with closing(self._file.execute(f"SELECT * FROM {_quoted(table)} {by}")) as found:
                    for row in found:
                        key = tuple(row[place] for place in places)
                        if keys and key in seen:
                            return
                        seen.add(key)
                        yield row
            except _UNSAID:
                lost()
            else:
                return


_UNSAID = (sqlite3.Error, UnicodeError)
"""What SQLite raises where it cannot read, or cannot say what it is that it reads."""


def _quoted(name: str) -> str:
    """A name as SQL takes it, whatever it holds. In double quotes SQLite would take one that is not
    there for words."""
    return f"`{name.replace('`', '``')}`"


def file_of(url: str | Path) -> Path:
    """The file at ``url``; raises ``StoreError`` for a database of a server."""
    if (path := path_of(parse(str(url)))) is None:
        raise StoreError(
            f"the store {parse(str(url)).render_as_string(hide_password=True)}: a file was wanted; of "
            "a database of PostgreSQL its own tools save what can be (pg_dump, zero_damaged_pages)",
            kind="not-a-file",
        )
    return path


def readable(path: Path, lost: Callable[[str], object]) -> Iterator[Kept]:
    """Captures that can be read and say what they said; ``lost`` hears of each other's id."""
    with Wreck(path) as wreck:
        there = wreck.rows("captures", lambda: None) if "captures" in wreck.tables() else ()
        # Without their texts, which would be all held at once.
        rows: list[tuple[Any, ...]] = [tuple(row.get(name) for name in _WHERE) for row in there]
    with SqlStore(parse(str(path)), read_only=True)._reads().connect() as connection:
        reader = SqlReader(connection)
        for seen_at, key, article, revision in sorted(rows, key=str):
            if not all(isinstance(one, str) for one in (seen_at, key, article)):
                lost(str(key))
                continue
            try:
                found = reader.capture(key)
            except _UNREADABLE:
                lost(key)
                continue
            if capture_key(found) != key:
                lost(key)
                continue
            yield Kept(key, article, revision, found.outlet, seen_at, found)


_WHERE = ("seen_at", "id", "article_id", "revision_id")
_UNREADABLE = (CrosswireError, DBAPIError, ValueError, zlib.error)


def _shown(value: Any) -> Any:
    """Words as they were; bytes in base64."""
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    return original(value) if isinstance(value, str) else value
