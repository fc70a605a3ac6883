"""Rows on their way into the database, a table at a time, in whatever order they were made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite

X = TypeVar("X")
Values = dict[str, Any]
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
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement: Any = make(table)
    if replace is None:
        statement = statement.on_conflict_do_nothing()
    else:
        statement = statement.on_conflict_do_update(
            index_elements=key or list(table.primary_key),
            set_={name: statement.excluded[name] for name in replace},
        )
    connection.execute(statement, rows)


class Seqs:
    """Keys that grow with time, of rows of ``table``: ``(second << 20) + counter``.

    So the order of the rows is the order of time, and a span of time is a range of rows.
    """

    BITS = 20

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._seq = table.c.seq
        self._next: dict[int, int] = {}

    def next(self, second: int) -> int:
        """The next free key of ``second``; of the next that has one, where a million have come."""
        if second not in self._next:
            self._next[second] = self._free(second)
        seq = self._next[second]
        if seq >> self.BITS > second:
            return self.next(second + 1)
        self._next[second] = seq + 1
        return seq

    def _free(self, second: int) -> int:
        first, beyond = second << self.BITS, (second + 1) << self.BITS
        ask = select(func.max(self._seq)).where(self._seq >= first, self._seq < beyond)
        last = self._connection.execute(ask).scalar()
        return first if last is None else int(last) + 1
