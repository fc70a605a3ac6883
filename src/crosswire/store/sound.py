"""Whether the values of a file are of the kinds that were put in: what a page that was overwritten holds is
mostly not. Words hold no U+0000, which is never stored, and are UTF-8; numbers are numbers."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Float, Integer, LargeBinary, Table
from sqlalchemy.exc import DBAPIError

from crosswire.store.tables import metadata

_MOST = 1_000
"""Faults that are looked for in one table."""


def unsound(connection: Connection) -> Iterator[tuple[str, str]]:
    """Tables and columns with a value that nobody can have put there, and the key of its row; of an
    SQLite file."""
    raw: Any = connection.connection.driver_connection
    before = raw.text_factory
    raw.text_factory = bytes
    try:
        for table in metadata.tables.values():
            yield from _of(raw, table)
    finally:
        raw.text_factory = before


def _of(raw: Any, table: Table) -> Iterator[tuple[str, str]]:
    columns = [*table.columns]
    tests = [_test(column.type) for column in columns]
    key = [n for n, column in enumerate(columns) if column.primary_key]
    names = ", ".join(column.name for column in columns)
    found = 0
    try:
        for row in raw.execute(f"SELECT {names} FROM {table.name}"):
            for column, good, value in zip(columns, tests, row, strict=True):
                if value is not None and not good(value):
                    yield f"{table.name}.{column.name}", _named(row[n] for n in key)
                    found += 1
            if found > _MOST:
                return
    except raw.DatabaseError as fault:
        raise DBAPIError(f"SELECT … FROM {table.name}", None, fault) from fault


def _named(key: Iterator[Any]) -> str:
    return ":".join(
        part.decode("utf-8", "replace") if isinstance(part, bytes) else str(part) for part in key
    )


def _test(kind: Any) -> Callable[[Any], bool]:
    if isinstance(kind, Integer):
        return lambda value: isinstance(value, int)
    if isinstance(kind, Float):
        return lambda value: isinstance(value, int | float)
    if isinstance(kind, LargeBinary):
        return lambda value: isinstance(value, bytes)
    return _is_text


def _is_text(value: Any) -> bool:
    if not isinstance(value, bytes) or b"\x00" in value:
        return False
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
