"""What is done: lines of stage, version and input, written with the results."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select

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
    for part in parts(input_ids):
        lines = delete(ledger).where(ledger.c.stage == stage, ledger.c.input_id.in_(part))
        connection.execute(lines)
