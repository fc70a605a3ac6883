"""Rows on their way into the database, a table at a time, in whatever order they were made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from crosswire.store.tables import SEQ_BITS

X = TypeVar("X")
Values = dict[str, Any]
COPIED = 50
"""Rows from which PostgreSQL takes them by COPY."""
ASKED_AT_ONCE = 500
"""Values in one IN (…)."""


def parts(items: Iterable[X], size: int = ASKED_AT_ONCE) -> Iterator[list[X]]:
    """``items`` in lists of ``size``."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def insert(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    replace: Sequence[str] | None = None,
    key: Sequence[str] | None = None,
) -> None:
    """Add rows. One whose ``key`` (the primary one) is there adds nothing, or ``replace``s columns."""
    if not rows:
        return
    if replace is None and len(rows) >= COPIED and connection.dialect.name == "postgresql":
        _copy(connection, table, rows)
        return
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement: Any = make(table)
    if replace is None:
        statement = statement.on_conflict_do_nothing()
    else:
        statement = statement.on_conflict_do_update(
            index_elements=key or [column.name for column in table.primary_key],
            set_={name: statement.excluded[name] for name in replace},
        )
    connection.execute(statement, rows)


def _copy(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """The same by COPY, into a table of this transaction and from there: COPY itself stops at the
    first row that is there."""
    dialect, beside = connection.dialect, f"coming_{table.name}"
    columns = [table.c[name] for name in rows[0]]
    bound = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns]
    names = ", ".join(f'"{column.name}"' for column in columns)
    make = f"CREATE TEMP TABLE IF NOT EXISTS {beside} (LIKE {table.name}) ON COMMIT DROP"
    connection.exec_driver_sql(make)
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f"COPY {beside} ({names}) FROM STDIN") as copy:
        for row in rows:
            values = (row[column.name] for column in columns)
            copy.write_row([of(v) if of else v for v, of in zip(values, bound, strict=True)])
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {beside} ON CONFLICT DO NOTHING"
    )
    connection.exec_driver_sql(f"TRUNCATE {beside}")


class Seqs:
    """Keys that grow with time, of rows of ``table``: ``(second << SEQ_BITS) + counter``.

    So the order of the rows is the order of time, and a span of time is a range of rows. What finds
    its second full goes to the next that has room: a day's articles, which all stand at its noon.
    """

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._seq = table.c.seq
        self._next: dict[int, int] = {}
        self._top: int | None = None
        """The last key there was; what comes after it has room, and need not be asked."""
        self._moved: dict[int, int] = {}
        self._last = select(func.max(self._seq)).where(
            self._seq >= bindparam("first"), self._seq < bindparam("beyond")
        )

    def next(self, second: int) -> int:
        """The next free key of ``second``, or of the next second with room."""
        at = self._moved.get(second, second)
        if not self._room(at):
            at = self._moved[second] = self._with_room(at)
        seq = self._next[at]
        self._next[at] = seq + 1
        return seq

    def _room(self, second: int) -> bool:
        beyond = (second + 1) << SEQ_BITS
        if second not in self._next:
            first = second << SEQ_BITS
            last = self._last_of(first, beyond)
            self._next[second] = first if last is None else last + 1
        return self._next[second] < beyond

    def _last_of(self, first: int, beyond: int) -> int | None:
        if self._top is None:
            top = self._connection.execute(select(func.max(self._seq))).scalar()
            self._top = -1 if top is None else int(top)
        if first > self._top:
            return None
        bounds = {"first": first, "beyond": beyond}
        last = self._connection.execute(self._last, bounds).scalar()
        return None if last is None else int(last)

    def _with_room(self, full: int) -> int:
        """A second with room after ``full``, all between being full: by longer and longer steps,
        then by halves."""
        step = 1
        while not self._room(full + step):
            step *= 2
        low, high = full + step // 2, full + step
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._room(middle) else (middle, high)
        return high
