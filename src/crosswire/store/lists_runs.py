"""Runs and failures as lists show them."""

from typing import Any

from sqlalchemy import and_, func, or_, select

from crosswire.errors import ConfigError
from crosswire.records import FailureLine, RunLine
from crosswire.records.failures import FailureKind
from crosswire.store.base import Reader
from crosswire.store.tables import failures, runs


def run_lines(reader: Reader, limit: int = 20, *, cursor: str | None = None) -> list[RunLine]:
    """What wrote to the store, the latest first; those after the run ``cursor``."""
    asked = select(runs).order_by(runs.c.started_at.desc(), runs.c.id).limit(limit)
    if cursor is not None:
        asked = asked.where(_after(reader, runs.c.started_at, runs.c.id, cursor))
    return [
        RunLine.model_validate(dict(row)) for row in reader.connection.execute(asked).mappings()
    ]


def run_line(reader: Reader, handle: str) -> RunLine:
    """One run, by its id or the beginning of it."""
    asked = select(runs).where(runs.c.id == _run(reader, handle))
    return RunLine.model_validate(dict(reader.connection.execute(asked).mappings().one()))


def failure_kinds(reader: Reader, *, run: str | None = None) -> list[FailureKind]:
    """What could not be used, by kind, the most frequent first."""
    asked = select(
        failures.c.kind, failures.c.stage, func.count().label("number"), func.max(failures.c.at)
    ).group_by(failures.c.kind, failures.c.stage)
    if run is not None:
        asked = asked.where(failures.c.run_id == _run(reader, run))
    rows = reader.connection.execute(
        asked.order_by(func.count().desc(), failures.c.kind, failures.c.stage)
    )
    return [FailureKind(kind=row[0], stage=row[1], number=row[2], latest=row[3]) for row in rows]


def _after(reader: Reader, at: Any, key: Any, cursor: str) -> Any:
    """What comes after the row ``cursor`` names, the latest first."""
    stated = reader.connection.execute(select(at).where(key == cursor)).scalar()
    if stated is None:
        raise ConfigError(
            f"the cursor {cursor[:40]!r} is none of this list; take the one that the page before "
            "ends with"
        )
    return or_(at < stated, and_(at == stated, key > cursor))


def failure_lines(
    reader: Reader,
    *,
    run: str | None = None,
    stage: str | None = None,
    kind: str | None = None,
    limit: int = 20,
    cursor: str | None = None,
) -> list[FailureLine]:
    """What could not be used, the latest first; ``run`` is an id or the beginning of one; those
    after the failure ``cursor``."""
    asked = select(failures)
    if cursor is not None:
        asked = asked.where(_after(reader, failures.c.at, failures.c.id, cursor))
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
