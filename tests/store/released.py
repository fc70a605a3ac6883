"""Stores as released versions left them: made once at a release, read by every later test run.

``python -m tests.store.released`` writes dumps of a store that holds a little of everything, on both
databases. A dump that a release has carried is never made anew: take its schema out of ``LATER``.
"""

import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text

from crosswire.store.base import open_store
from crosswire.store.engine import make_engine, parse
from crosswire.store.tables import VERSION_TABLE
from tests.postgres import server
from tests.store.made import fill

LATER: dict[str, tuple[str, ...]] = {"0008": ()}
"""What of the newest schema one did not have yet."""
FOLDER = Path(__file__).with_name("released")


def sqlite_dump(path: Path) -> Iterator[str]:
    """The file as SQL. What FTS5 keeps in tables of its own is made anew from the texts."""
    with sqlite3.connect(path) as database:
        found = database.execute(
            "SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL AND "
            "name NOT LIKE 'sqlite_%' AND name NOT LIKE '%\\_words\\_%' ESCAPE '\\' ORDER BY rowid"
        ).fetchall()
        yield f"PRAGMA application_id = {database.execute('PRAGMA application_id').fetchone()[0]}"
        for name, kind, sql in found:
            yield " ".join(sql.split())
            if kind == "table" and not name.endswith("_words"):
                yield from _rows(database, name)
        for name, _, _ in found:
            if name.endswith("_words"):
                yield f"INSERT INTO {name} ({name}) VALUES ('rebuild')"
    database.close()


def _rows(database: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    quoted = " || ', ' || ".join(f"quote({name})" for name in columns)
    for (values,) in database.execute(f"SELECT {quoted} FROM {table}"):
        yield f"INSERT INTO {table} VALUES ({values})"


def load_sqlite(dump: str, path: Path) -> str:
    """A store from a dump."""
    database = sqlite3.connect(path)
    database.executescript(f"BEGIN;\n{dump}COMMIT;")
    database.execute("PRAGMA journal_mode = WAL")
    database.close()
    return str(path)


def postgres_dump(url: str) -> str:
    """The database as SQL, by the server's own ``pg_dump``."""
    import pgserver

    tool = pgserver._commands.POSTGRES_BIN_PATH / "pg_dump"
    said = subprocess.run(
        [tool, "--inserts", "--no-owner", "--no-privileges", url],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    lines = [line for line in said.splitlines() if line and not line.startswith(("--", "\\"))]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the dumps, until a release carries them."""
    FOLDER.mkdir(exist_ok=True)
    for schema in LATER:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "desk.sqlite"
            _prepare(str(path), schema)
            _write(schema, "sqlite", ";\n".join(sqlite_dump(path)) + ";\n")
        with server() as running, running.database() as url:
            _prepare(url, schema)
            _write(schema, "postgresql", postgres_dump(url))


def _prepare(url: str, schema: str) -> None:
    """A store of a little of everything, as far as ``schema`` has it, made nowhere in particular."""
    with open_store(url) as store:
        fill(store)
    nowhere = "UPDATE runs SET host = 'desk', pid = 4711"
    version = f"UPDATE {VERSION_TABLE} SET version_num = '{schema}'"
    with make_engine(parse(url), write=True).begin() as connection:
        for statement in (*LATER[schema], nowhere, version):
            connection.execute(text(statement))


def _write(schema: str, database: str, dump: str) -> None:
    (FOLDER / f"{schema}.{database}.sql").write_text(dump, encoding="utf-8")


if __name__ == "__main__":
    main()
