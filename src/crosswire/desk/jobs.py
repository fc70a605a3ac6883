"""What is asked for at the desk and needs the writer's place: kept as jobs, done by ``working``.

job = desk.jobs.add(["https://outlet.example/page"], [Upload("page.html", stream)], by=doer)
desk.jobs.put(JudgeArticles(a=…, b=…, decision="same"), by=doer)
desk.jobs.get(job.id).state
work(desk, going=lambda: True)          # in the process that serves: crosswire.desk.working
"""

import json
import secrets
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TypedDict, Unpack

from crosswire.desk import wanted as shapes
from crosswire.desk.inbox import Inbox, Upload
from crosswire.desk.known import Clock, Kept, utc
from crosswire.desk.wanted import (
    Add,
    ChangeSource,
    Closely,
    Compare,
    JudgeArticles,
    JudgeNames,
    JudgePassages,
    Place,
    Regroup,
    Wanted,
    Withdraw,
)
from crosswire.errors import ConfigError
from crosswire.intake.addresses import is_address
from crosswire.intake.plain import require_plain
from crosswire.records.base import stable_id
from crosswire.records.job import Job
from crosswire.records.users import Deed
from crosswire.store import audit, jobs
from crosswire.store.audit import Doer
from crosswire.store.base import Store
from crosswire.store.jobs import Asked, Bounds
from crosswire.store.turns import take_turn

__all__ = [
    "Add", "Asked", "Bounds", "ChangeSource", "Compare", "Doer", "Inbox", "Jobs", "JudgeArticles", "JudgeNames",
    "JudgePassages", "Place", "Regroup", "Upload", "Wanted", "Withdraw", "pasted",
]  # fmt: skip

MOST_NAMES = 100
"""Addresses of one job."""


class How(TypedDict, total=False):
    """How pages are to be kept: fields of ``Add``."""

    closely: Closely
    headlines: bool
    watch: bool


class Jobs(Kept):
    """The jobs of one store."""

    def __init__(
        self,
        store: Store,
        inbox: Path,
        *,
        bounds: Bounds | None = None,
        clock: Clock = utc,
    ) -> None:
        super().__init__(store, clock=clock)
        self.inbox = Inbox(inbox)
        self._bounds = bounds or Bounds()

    def add(
        self,
        names: Sequence[str] = (),
        files: Iterable[Upload] = (),
        *,
        by: Doer,
        **how: Unpack[How],
    ) -> Job:
        """Ask that pages be kept: addresses, and files that somebody sent.

        Raises ``ConfigError`` for what is no address: no file of this machine is read for a reader.
        """
        named = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
        for name in named:
            _require_address(name)
        if len(named) > MOST_NAMES:
            raise ConfigError(f"at most {MOST_NAMES} addresses at a time were wanted")
        id_ = _new_id()
        spooled = self.inbox.spool(id_, files, self._bounds.bytes)
        if not named and not spooled:
            raise ConfigError("an address or a file was wanted, or some words")
        asked = Add(names=named, files=spooled, **how)
        try:
            return self._put(id_, asked, by)
        except BaseException:
            self.inbox.forget(id_)
            raise

    def put(self, wanted: Wanted, *, by: Doer) -> Job:
        """Ask for something else. What waits already and comes to just the same is not asked twice."""
        if isinstance(wanted, Add):
            return self.add(
                wanted.names, by=by, closely=wanted.closely, headlines=wanted.headlines,
                watch=wanted.watch,
            )  # fmt: skip
        return self._put(_new_id(), wanted, by)

    def _put(self, id_: str, wanted: Wanted, by: Doer) -> Job:
        what = shapes.asked(wanted)
        job = Job(
            id=id_, seq=0, kind=wanted.kind, asked_by=by.name, asked_at=self._now(), what=what
        )
        size = sum(one.size for one in wanted.files) if isinstance(wanted, Add) else 0
        with self._store.aside() as aside:
            take_turn(aside.connection)
            if isinstance(wanted, Compare | Regroup | ChangeSource) and (
                waits := jobs.alike(aside.connection, wanted.kind, what)
            ):
                return waits
            kept = jobs.put(aside.connection, job, size, self._bounds)
            if (deed := _deed(wanted)) is not None:
                audit.add(aside.connection, by, deed, about=id_, words=wanted.kind)
        return kept

    def get(self, id_: str) -> Job:
        """One job as it is now."""
        with self._store.read() as reader:
            return jobs.get(reader.connection, id_)

    def listed(self, asked: Asked | None = None) -> list[Job]:
        """The newest first."""
        with self._store.read() as reader:
            return jobs.listed(reader.connection, asked or Asked())

    def cancel(self, id_: str, *, by: Doer) -> Job:
        """Take back one that waits still."""
        with self._store.aside() as aside:
            take_turn(aside.connection)
            gone = jobs.cancel(aside.connection, id_, by.name, self._now())
            audit.add(aside.connection, by, "job", about=id_, words="taken back")
        self.inbox.forget(id_)
        return gone


def _require_address(name: str) -> None:
    """Raise ``ConfigError`` for what is none, and for one with credentials in it."""
    require_plain(name)
    if not is_address(name) or len(name.split()) != 1:
        raise ConfigError(
            f"an address was wanted, which begins with https:// or http://, got {name[:80]!r}"
        )


def pasted(text: str, **stated: str | None) -> Upload:
    """Words that somebody pasted, as a file of one article line; ``stated``: ``title``, ``outlet``,
    ``url``, ``published``, as they say."""
    if not text.strip():
        raise ConfigError("words were wanted, none came")
    name = stable_id("pasted", text)
    line = {"id": name, "text": text, **{key: value for key, value in stated.items() if value}}
    data = json.dumps(line).encode()
    return Upload(f"{name}.jsonl", BytesIO(data))


def _new_id() -> str:
    return f"job-{secrets.token_hex(10)}"


def _deed(wanted: Wanted) -> Deed | None:
    """What the audit calls it; lining up changes nothing that anybody said."""
    if isinstance(wanted, Compare):
        return None
    return "job" if isinstance(wanted, Add | Regroup | ChangeSource) else "judgement"
