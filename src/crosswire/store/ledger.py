"""What is done: lines of stage, version and input, written with the results."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, delete, func, select

from crosswire.store.rows import parts
from crosswire.store.tables import ledger


def done(connection: Connection, stage: str, version: str, input_ids: Iterable[str]) -> set[str]:
    """Those of ``input_ids`` that the ledger has."""
    found: set[str] = set()
    for part in parts(input_ids):
        ask = select(ledger.c.input_id).where(
            ledger.c.stage == stage, ledger.c.version == version, ledger.c.input_id.in_(part)
        )
        found.update(connection.execute(ask).scalars())
    return found


def undo(connection: Connection, stage: str, input_ids: Iterable[str]) -> None:
    """Take lines out, of every version of the stage."""
    versions = [*_versions(connection, stage)]
    for part in parts(input_ids):
        lines = delete(ledger).where(
            ledger.c.stage == stage, ledger.c.version.in_(versions), ledger.c.input_id.in_(part)
        )
        connection.execute(lines)


def _versions(connection: Connection, stage: str) -> Iterator[str]:
    """The versions of a stage, one step through the key each, however many lines there are."""
    least = select(func.min(ledger.c.version)).where(ledger.c.stage == stage)
    version = connection.execute(least).scalar()
    while version is not None:
        yield version
        version = connection.execute(least.where(ledger.c.version > version)).scalar()
