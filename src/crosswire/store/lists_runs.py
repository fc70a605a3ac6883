"""Runs and failures as lists show them."""

from sqlalchemy import select

from crosswire.errors import ConfigError
from crosswire.records import FailureLine, RunLine
from crosswire.store.base import Reader
from crosswire.store.tables import failures, runs


def run_lines(reader: Reader, limit: int = 20) -> list[RunLine]:
    """What wrote to the store, the latest first."""
    asked = select(runs).order_by(runs.c.started_at.desc(), runs.c.id).limit(limit)
    return [
        RunLine.model_validate(dict(row)) for row in reader.connection.execute(asked).mappings()
    ]


def failure_lines(
    reader: Reader,
    *,
    run: str | None = None,
    stage: str | None = None,
    kind: str | None = None,
    limit: int = 20,
) -> list[FailureLine]:
    """What could not be used, the latest first; ``run`` is an id or the beginning of one."""
    asked = select(failures)
    if run is not None:
        asked = asked.where(failures.c.run_id == _run(reader, run))
    if stage is not None:
        asked = asked.where(failures.c.stage == stage)
    if kind is not None:
        asked = asked.where(failures.c.kind == kind)
    ordered = asked.order_by(failures.c.at.desc(), failures.c.id).limit(limit)
    return [
        FailureLine(
            id=row.id,
            run=row.run_id,
            at=row.at,
            stage=row.stage,
            item=row.item,
            kind=row.kind,
            words=row.words,
        )
        for row in reader.connection.execute(ordered)
    ]


def _run(reader: Reader, handle: str) -> str:
    asked = select(runs.c.id).where(runs.c.id.startswith(handle, autoescape=True)).limit(2)
    found = reader.connection.execute(asked).scalars().all()
    if len(found) == 1:
        return str(found[0])
    fault = "none begins" if not found else "several begin"
    raise ConfigError(f"the id of one run was wanted, {fault} with {handle!r}: crosswire runs")
