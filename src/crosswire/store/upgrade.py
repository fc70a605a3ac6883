"""Schemas: which one a store has, and the way to the newest, in one transaction."""

from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from crosswire.errors import StoreError
from crosswire.store.order import now
from crosswire.store.rows import insert
from crosswire.store.tables import VERSION_TABLE, about

SCHEMAS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
"""Every schema there was, oldest first."""
NEWEST = SCHEMAS[-1]


def schema_of(connection: Connection) -> str | None:
    """The schema of the store; None: there is none here."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    return str(found) if found is not None else None


def require_known(schema: str | None, where: str) -> None:
    """Raises ``StoreError`` unless there was such a schema."""
    if schema is None:
        raise StoreError(
            f"the store {where}: a store of crosswire was wanted, this database holds none; "
            "name another file or database",
            kind="not-a-store",
        )
    if schema not in SCHEMAS:
        raise StoreError(
            f"the store {where}: a newer crosswire wrote it (schema {schema}; this one knows up to "
            f"{NEWEST}). Nothing was changed; use that crosswire, or a newer one",
            kind="newer",
        )


def require_newest(schema: str | None, where: str) -> None:
    """Raises ``StoreError`` unless this crosswire can use the schema as it is."""
    require_known(schema, where)
    if schema != NEWEST:
        raise StoreError(
            f"the store {where}: an older crosswire wrote it (schema {schema}, wanted {NEWEST}); "
            "copy it if you like, then run: crosswire db upgrade",
            kind="older",
        )


def migrate(connection: Connection, target: str = NEWEST) -> None:
    """Bring the schema to ``target``, all of it or nothing."""
    from alembic import command  # loading it takes longer than most commands that need no change
    from alembic.config import Config

    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, target)
        made = {"made_at": now(), "made_by": version("crosswire")}
        insert(connection, about, [{"name": name, "value": value} for name, value in made.items()])
