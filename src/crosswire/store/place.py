"""Places that one process has at a time, given back by the operating system or server on any death:
the writer's, and that of whoever goes round the sources."""

import errno
import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from crosswire.store.faults import told

PATIENCE = 2.0
"""Seconds to wait for a writer that is just leaving."""
_PAUSE = 0.05
ADVISORY = 0x43575245
"""Our key among the database's advisory locks."""
_HELD = (errno.EACCES, errno.EAGAIN)
_here: set[Path] = set()
_guard = threading.Lock()


class Place(NamedTuple):
    """What one process has at a time."""

    name: str
    """At a file: of the lock beside it."""
    key: int
    """At a server: among its advisory locks."""


WRITER = Place("writer", ADVISORY)
Busy = Callable[[], Exception]
"""What to raise where somebody else has the place."""


@contextmanager
def file_place(store: Path, busy: Busy, which: Place = WRITER) -> Iterator[None]:
    """The place at a file: a lock on ``<store>-writer``. It dies with the process, however it dies,
    and children do not inherit it."""
    path = place_of(store, which.name)
    held: list[int] = []

    def take() -> bool:
        try:
            held.extend(_taken(path))
        except OSError as fault:
            raise told(fault, str(store)) from fault
        return bool(held)

    _wait(take, busy)
    try:
        yield
    finally:
        with _guard:
            os.close(held[0])
            _here.discard(path)


def place_of(store: Path, whose: str) -> Path:
    """The file beside the store whose lock is the place."""
    return store.resolve().with_name(f"{store.resolve().name}-{whose}")


def _taken(path: Path) -> list[int]:
    """The lock's handle, or nothing. The lock is the process's, and closing any handle to its file
    gives it up: so within a process ``_here`` decides, before the file is touched."""
    with _guard:
        if path in _here:
            return []
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            os.close(handle)
            if fault.errno in _HELD:
                return []
            raise
        _here.add(path)
        return [handle]


def held_at_file(store: Path, name: str) -> bool:
    """Whether somebody has the place at a file. It is not taken for that: the lock that is asked for
    is one that many may have at once, so that those who ask do not see each other."""
    path = place_of(store, name)
    with _guard:
        if path in _here:
            return True
        try:
            handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except (FileNotFoundError, PermissionError):
            return False  # Nobody ever had it, or this user is told of nobody.
        try:
            fcntl.lockf(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError as fault:
            if fault.errno in _HELD:
                return True
            raise told(fault, str(store)) from fault
        finally:
            os.close(handle)
        return False


def held_at_server(connection: Connection, key: int) -> bool:
    """Whether somebody has the place in the schema of a PostgreSQL database, read from the server's
    list of locks: two numbers make the key, each kept without its sign."""
    asked = text(
        "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        " AND objsubid = 2 AND CAST(classid AS bigint) = :key AND CAST(objid AS bigint) ="
        " CAST(hashtext(coalesce(current_schema(), '')) AS bigint) & 4294967295)"
    )
    return bool(connection.execute(asked, {"key": key}).scalar_one())


@contextmanager
def server_place(connection: Connection, busy: Busy, which: Place = WRITER) -> Iterator[None]:
    """The place in a schema of a PostgreSQL database: an advisory lock of the connection that writes.

    So whoever loses the place, because the server or the network ended the connection, cannot write
    any more.
    """
    _wait(lambda: _asked(connection, "pg_try_advisory_lock", which.key), busy)
    try:
        yield
    finally:
        # Where the connection is gone, so is the lock.
        with suppress(DBAPIError):
            if not connection.invalidated:
                connection.rollback()
                _asked(connection, "pg_advisory_unlock", which.key)


def _asked(connection: Connection, function: str, key: int) -> bool:
    asked = text(f"SELECT {function}(:key, hashtext(coalesce(current_schema(), '')))")
    with connection.begin():
        return bool(connection.execute(asked, {"key": key}).scalar_one())


def _wait(take: Callable[[], bool], busy: Busy) -> None:
    until = time.monotonic() + PATIENCE
    while not take():
        if time.monotonic() >= until:
            raise busy()
        time.sleep(_PAUSE)
