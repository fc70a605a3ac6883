"""Runs: begun with the writer's place, ended with it, and who has it now."""

import os
import socket
from collections.abc import Mapping

from sqlalchemy import Connection, select, update

from crosswire.records.base import stable_id
from crosswire.store.order import now
from crosswire.store.rows import insert
from crosswire.store.tables import runs


def begin(connection: Connection, command: str, versions: Mapping[str, str]) -> str:
    """A run's id. Whoever has the place is the only one that runs: what else says so was killed."""
    left = update(runs).where(runs.c.state == "running")
    connection.execute(left.values(state="stopped", ended_at=now()))
    at, host, pid = now(), socket.gethostname(), os.getpid()
    same = select(runs.c.id).where(runs.c.started_at == at, runs.c.pid == pid)
    number = len(connection.execute(same).all())
    run = stable_id("run", command, at, host, str(pid), str(number))
    row = {
        "id": run, "command": command, "started_at": at, "ended_at": None, "state": "running",
        "host": host, "pid": pid, "versions": dict(versions), "counts": {},
    }  # fmt: skip
    insert(connection, runs, [row])
    return run


def record(connection: Connection, command: str, versions: Mapping[str, str]) -> str:
    """The id of a run that is one transaction: whoever can see it sees it done. Others may run."""
    at, host, pid = now(), socket.gethostname(), os.getpid()
    run = stable_id("run", command, at, host, str(pid))
    row = {
        "id": run, "command": command, "started_at": at, "ended_at": at, "state": "done",
        "host": host, "pid": pid, "versions": dict(versions), "counts": {},
    }  # fmt: skip
    insert(connection, runs, [row])
    return run


def end(connection: Connection, run: str, state: str) -> None:
    """Mark how a run ended."""
    change = update(runs).where(runs.c.id == run)
    connection.execute(change.values(state=state, ended_at=now()))


def running(connection: Connection) -> str:
    """Who writes now, in words."""
    ask = select(runs).where(runs.c.state == "running").order_by(runs.c.started_at.desc())
    if (row := connection.execute(ask).first()) is None:
        return "another process"
    return f"`{row.command}` (process {row.pid} on {row.host}, since {row.started_at})"
