"""A memory of what models made of texts, kept by content: in this process, and in one file.

A key is the SHA-256 of the model, its version and the texts it read. So an entry is never out of
date; it can only be forgotten, and then the model reads again. Whatever goes wrong with the file
(held by another process, full disk, damage) costs time, never a result: what cannot be read is
made anew, and a damaged file is begun again.
"""

import hashlib
import os
import sqlite3
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

X = TypeVar("X")
Key = bytes
FILE = "memory.sqlite"
HERE = 64_000_000
"""Bytes kept in this process, whether or not there is a file."""

_MADE_AT_ONCE = 128
"""Entries made before they are put down, so that a run broken off keeps what it has done."""
_ASKED_AT_ONCE = 500
_LAYOUT = 1
_TABLE = (
    "CREATE TABLE kept "
    "(id INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB NOT NULL UNIQUE, value BLOB NOT NULL)"
)
_ROW = 160
"""Bytes a row takes beside its value, about."""


def key_of(maker: str, *texts: str) -> Key:
    """What ``maker`` (a model with its version) made of ``texts``, in this order."""
    found = hashlib.sha256()
    for part in (maker, *texts):
        data = part.encode("utf-8", "surrogatepass")
        found.update(len(data).to_bytes(8, "big") + data)
    return found.digest()


class Memory:
    """Bytes by key. Safe between threads, and between processes that share the file."""

    def __init__(
        self,
        folder: Path | None = None,
        *,
        megabytes: int = 0,
        here: int = HERE,
        patience: float = 2.0,
    ) -> None:
        """Without a folder, or with 0 ``megabytes``, nothing is written to disk.

        ``patience`` is how many seconds to wait while another process writes.
        """
        self._here = _Here(here)
        self._file: _File | None = None
        if folder is not None and megabytes > 0:
            self._file = _File(folder / FILE, megabytes * 1_000_000, patience)
        self._lock = threading.Lock()

    def get_many(self, keys: Iterable[Key]) -> dict[Key, bytes]:
        """What is kept of ``keys``."""
        with self._lock:
            wanted = dict.fromkeys(keys)
            found = self._here.get_many(wanted)
            absent = [key for key in wanted if key not in found]
            if absent and self._file:
                read = self._file.get_many(absent)
                self._here.put_many(read)
                found.update(read)
            return found

    def put_many(self, made: Mapping[Key, bytes]) -> None:
        """Keep ``made``; the oldest entries give way."""
        with self._lock:
            self._here.put_many(made)
            if self._file and made:
                self._file.put_many(made)

    def recall(
        self, keys: Sequence[Key], make: Callable[[Sequence[int]], Iterable[bytes]]
    ) -> list[bytes]:
        """The entry of every key; ``make`` is given the places in ``keys`` of those to be made.

        Each distinct key is made once, a hundred or so at a time.
        """
        known = self.get_many(keys)
        places = {key: n for n, key in reversed(list(enumerate(keys))) if key not in known}
        waiting = sorted(places.values())
        for start in range(0, len(waiting), _MADE_AT_ONCE):
            part = waiting[start : start + _MADE_AT_ONCE]
            made = dict(zip((keys[n] for n in part), make(part), strict=True))
            self.put_many(made)
            known.update(made)
        return [known[key] for key in keys]


@cache
def load_memory(folder: Path | None, megabytes: int) -> Memory:
    """The memory in ``folder``, one a process."""
    return Memory(folder, megabytes=megabytes)


class _Here:
    """The entries used last, within a bound of bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0
        self._entries: OrderedDict[Key, bytes] = OrderedDict()

    def get_many(self, keys: Iterable[Key]) -> dict[Key, bytes]:
        found = {}
        for key in keys:
            if key in self._entries:
                self._entries.move_to_end(key)
                found[key] = self._entries[key]
        return found

    def put_many(self, made: Mapping[Key, bytes]) -> None:
        for key, value in made.items():
            self._held += len(value) - len(self._entries.pop(key, b""))
            self._entries[key] = value
        while self._held > self._most:
            _, gone = self._entries.popitem(last=False)
            self._held -= len(gone)


class _File:
    """One SQLite file within a bound of bytes. Each value carries its checksum.

    No fault of the file leaves this class: a file that cannot be used now (locked for long, disk
    full, folder not writable) is let be until the process ends, a damaged one is begun again.
    """

    def __init__(self, path: Path, most: int, patience: float) -> None:
        self._path = path
        self._patience = patience
        self._most = most
        self._open: sqlite3.Connection | None = None
        self._owner = 0
        self._damaged = 0
        self._given_up = False

    def get_many(self, keys: Sequence[Key]) -> dict[Key, bytes]:
        found: dict[Key, bytes] = {}
        for start in range(0, len(keys), _ASKED_AT_ONCE):
            part = keys[start : start + _ASKED_AT_ONCE]
            found.update(self._guarded(partial(_read, keys=part)) or {})
        return found

    def put_many(self, made: Mapping[Key, bytes]) -> None:
        rows = [(key, zlib.crc32(v).to_bytes(4, "big") + v) for key, v in made.items()]
        need = sum(len(value) + _ROW for _, value in rows)
        if need <= self._most // 2:
            self._guarded(partial(_write, rows=rows, most=self._most - need))

    def _guarded(self, act: Callable[[sqlite3.Connection], X]) -> X | None:
        """What ``act`` gives; None where the file cannot be had."""
        while not self._given_up:
            try:
                return act(self._database())
            except (sqlite3.OperationalError, OSError):
                self._let_be()
            except sqlite3.DatabaseError:
                self._begin_again()
        return None

    def _database(self) -> sqlite3.Connection:
        if self._open is None or self._owner != os.getpid():  # a connection survives no fork
            self._open, self._owner = _connected(self._path, self._patience), os.getpid()
        return self._open

    def _begin_again(self) -> None:
        """A damaged file goes; a second one ends the use of it in this process."""
        self._damaged += 1
        self._let_be()
        with suppress(OSError):
            for suffix in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
            self._given_up = self._damaged > 1

    def _let_be(self) -> None:
        if self._open is not None:
            self._open.close()
        self._open = None
        self._given_up = True


def _connected(path: Path, patience: float) -> sqlite3.Connection:
    """The file, made where there is none, readable to its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    database = sqlite3.connect(
        path, timeout=patience, isolation_level=None, check_same_thread=False
    )
    try:
        _prepare(database)
    except sqlite3.Error:
        database.close()
        raise
    return database


def _prepare(database: sqlite3.Connection) -> None:
    """Write-ahead log, and the table; a file of another layout is emptied."""
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA journal_size_limit = 16000000")
    if database.execute("PRAGMA user_version").fetchone()[0] == _LAYOUT:
        return
    with database:
        database.execute("BEGIN IMMEDIATE")
        if database.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
            database.execute("DROP TABLE IF EXISTS kept")
            database.execute(_TABLE)
            database.execute(f"PRAGMA user_version = {_LAYOUT}")


def _read(database: sqlite3.Connection, keys: Sequence[Key]) -> dict[Key, bytes]:
    """Entries of ``keys`` whose checksum is right."""
    marks = ",".join("?" * len(keys))
    found = {}
    for key, stored in database.execute(
        f"SELECT key, value FROM kept WHERE key IN ({marks})", keys
    ):
        value = stored[4:]
        if zlib.crc32(value).to_bytes(4, "big") == stored[:4]:
            found[key] = value
    return found


def _write(database: sqlite3.Connection, rows: Sequence[tuple[Key, bytes]], most: int) -> None:
    """Add ``rows`` after the oldest eighth has gone, as often as the file holds over ``most``."""
    with database:
        database.execute("BEGIN IMMEDIATE")
        while _used(database) > most:
            first, last = database.execute("SELECT min(id), max(id) FROM kept").fetchone()
            if first is None:
                break
            database.execute("DELETE FROM kept WHERE id <= ?", (first + (last - first) // 8,))
        database.executemany("INSERT OR REPLACE INTO kept (key, value) VALUES (?, ?)", rows)


def _used(database: sqlite3.Connection) -> int:
    """Bytes of the file in use."""
    pages, free, size = (
        database.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)
