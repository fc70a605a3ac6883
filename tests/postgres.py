"""A throw-away PostgreSQL server, started once a test session from the wheel that carries one."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg


class Server:
    """A running server; every test is given an empty place of its own in it."""

    def __init__(self, running: Any) -> None:
        self._running = running
        parts = urlsplit(running.get_uri())
        self._socket = parse_qs(parts.query)["host"][0]
        self._made = 0
        self.execute("ALTER SYSTEM SET fsync = off")  # nothing here outlives the tests
        self.execute("SELECT pg_reload_conf()")

    @contextmanager
    def schema(self) -> Iterator[str]:
        """The address of an empty schema, which takes far less to make than a database."""
        self._made += 1
        name = f"test_{self._made}"
        self.execute(f"CREATE SCHEMA {name}")
        try:
            yield f"{self._address('postgres')}&options=-csearch_path%3D{name}"
        finally:
            self.execute(f"DROP SCHEMA {name} CASCADE")

    @contextmanager
    def database(self, *, like: str = "") -> Iterator[str]:
        """The address of an empty database; ``like``: of a copy of one that nobody is connected to."""
        self._made += 1
        name = f"test_{self._made}"
        template = f" TEMPLATE {urlsplit(like).path.strip('/')}" if like else ""
        self.execute(f"CREATE DATABASE {name}{template}")
        try:
            yield self._address(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _address(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self._socket}"

    def restart(self, how: str = "fast") -> None:
        """Begin it anew: ``fast``, which ends every connection, or ``immediate``, as if it had died."""
        import pgserver

        known = {"pgdata": self._running.pgdata, "user": self._running.system_user}
        asked = ["-w", "-m", how, "restart", "-l", str(self._running.log)]
        vars(pgserver._commands)["pg_ctl"](asked, **known, timeout=60)
        self._running.ensure_postgres_running()  # else it would end the process there was

    def execute(self, statements: str, url: str = "") -> None:
        """Run statements in a database; without one, in the server's own."""
        where = url or self._address("postgres")
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(statements.encode())


@contextmanager
def server() -> Iterator[Server]:
    """The server, stopped and gone afterwards. Started as root, it runs as a user of its own."""
    folder = Path(
        tempfile.mkdtemp(prefix="crosswire-postgres-")
    )  # not below pytest's: that is 0700
    before = os.environ.get("XDG_RUNTIME_DIR")
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    try:
        from pgserver.postgres_server import get_server

        running = get_server(folder / "data")
        try:
            yield Server(running)
        finally:
            running.cleanup()
            # It would clean up again when Python ends, and make its folder anew for that.
            atexit.unregister(running._cleanup)
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
        shutil.rmtree(folder, ignore_errors=True)
