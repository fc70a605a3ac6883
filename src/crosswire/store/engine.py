"""Connections to SQLite and PostgreSQL, and everything in which opening the two differs.

SQLite keeps a write-ahead log, so a reader goes on with its state while the writer writes. The
writer begins with BEGIN IMMEDIATE: it waits before it has read anything, never after.
"""

import json
import os
import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from crosswire.errors import ConfigError, StoreError

APPLICATION = 0x43575245
"""Marks our files among SQLite's ("CWRE")."""
PATIENCE = 60.0
"""Seconds to wait for another program at the file before it is said to hold it."""
_EFFECTIVE = os.access in os.supports_effective_ids
_POSTGRES = ("postgresql", "postgres", "postgresql+psycopg")
_LEAST_POSTGRES = 150000


def parse(url: str) -> URL:
    """``url`` as SQLAlchemy reads it: a file's path, ``sqlite:///path``, ``postgresql://…``."""
    if "://" not in url:
        return URL.create("sqlite", database=str(Path(url).expanduser().absolute()))
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as wrong:
        raise ConfigError(
            f"the store must be a file or postgresql://user@host/name, got {url.split('@')[-1]!r}"
        ) from wrong
    if parsed.drivername == "sqlite" and parsed.database:
        return parse(parsed.database)
    if parsed.drivername not in _POSTGRES:
        raise ConfigError(
            "the store must be a file or postgresql://user@host/name, "
            f"got {parsed.render_as_string(hide_password=True)!r}"
        )
    return parsed.set(drivername="postgresql+psycopg")


def path_of(url: URL) -> Path | None:
    """The file of an SQLite store."""
    return Path(url.database or "") if url.drivername == "sqlite" else None


@lru_cache(maxsize=64)
def make_engine(url: URL, *, write: bool, frozen: bool = False, views: bool = False) -> Engine:
    """Connections that write, or that read one state. ``frozen``: a file in a place that cannot be
    written, which nobody changes. ``views``: whoever reads makes views of their own first (``asof``),
    which PostgreSQL counts as writing, and ends their right to it.

    One engine for all who ask the same: it holds no connection, and what it has learnt of statements
    (their SQL, which takes longer to write than to run) serves the next."""
    if (path := path_of(url)) is not None:
        return _sqlite(path, write=write, frozen=frozen)
    return _postgres(url, write=write, views=views)


def _engine(url: str | URL, **how: Any) -> Engine:
    return create_engine(url, poolclass=NullPool, json_serializer=_compact, **how)


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def _sqlite(path: Path, *, write: bool, frozen: bool) -> Engine:
    where = f"file:{quote(str(path))}?mode={'rw' if write else 'ro'}{'&immutable=1' * frozen}"

    def connect() -> sqlite3.Connection:
        # Autocommit here: transactions are begun below, in the words we choose.
        return sqlite3.connect(
            where, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )

    engine = _engine("sqlite://", creator=connect)

    @event.listens_for(engine, "connect")
    def settle(connection: sqlite3.Connection, _: object) -> None:
        for setting in _WRITING if write else _READING:
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


_READING = ("query_only = ON", "cache_size = -64000", "temp_store = MEMORY")
_WRITING = (
    "foreign_keys = ON", "synchronous = NORMAL", "cache_size = -64000", "temp_store = MEMORY",
    "journal_size_limit = 67108864", "wal_autocheckpoint = 4000", "secure_delete = FAST",
)  # fmt: skip


def create_file(path: Path) -> None:
    """An empty database with our mark and a write-ahead log; there may be one already.

    A new one is its owner's only, and so are the files that SQLite keeps beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    made = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute(f"PRAGMA application_id = {APPLICATION}")
    finally:
        made.close()


def _postgres(url: URL, *, write: bool, views: bool) -> Engine:
    try:
        engine = _engine(url, isolation_level="READ COMMITTED" if write else "REPEATABLE READ")
    except ModuleNotFoundError as missing:
        raise ConfigError(
            "PostgreSQL needs psycopg, which is not installed; run: pip install 'crosswire[postgres]'"
        ) from missing

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _: object) -> None:
        version = connection.info.server_version
        if version < _LEAST_POSTGRES:
            raise StoreError(
                f"PostgreSQL 15 or newer was wanted, the server is {version // 10000}; "
                "upgrade it, or keep the store in a file",
                kind="older",
            )
        if not write and not views:
            connection.read_only = True

    return engine


def can_write(path: Path) -> bool:
    """Whether the file, and the log beside it, can be written."""
    return all(os.access(p, os.W_OK, effective_ids=_EFFECTIVE) for p in (path, path.parent))
