"""What the worker does: jobs one after another, and between two of them what is new for those who
follow something. What is due to be sent is sent meanwhile."""

import logging
import threading
import time
from contextlib import suppress
from datetime import timedelta

from crosswire.config import Settings
from crosswire.desk.alerts import Alerts
from crosswire.desk.desk import Desk
from crosswire.desk.working import Stopped, Worker
from crosswire.errors import CrosswireError
from crosswire.project import Project
from crosswire.web.ahead import Ahead
from crosswire.web.beside import Tell
from crosswire.web.lean import few_pools, give_back

_IDLE = 0.5
"""Seconds between two looks for a job."""
_LOOK = 5.0
"""Seconds between two looks for what is new."""
_SEND = 2.0
_AHEAD = 1.0
"""Seconds between two looks for line-ups that are new."""
_LEASE = timedelta(seconds=20)
"""How long a job waits whose worker was killed."""
_log = logging.getLogger("crosswire.worker")


def at_work(
    settings: Settings,
    stop: threading.Event,
    tell: Tell = lambda told: None,
    *,
    home: str | None = None,
    lease: timedelta = _LEASE,
) -> None:
    """Until ``stop`` is set; ``tell`` hands parts of pages to the server; ``home``: the address of
    the pages, for links in mail."""
    few_pools()
    aside = (
        threading.Thread(target=_send, args=(settings, stop, home), name="sends alerts"),
        threading.Thread(target=_make_ahead, args=(settings, stop, tell), name="makes pages ahead"),
    )
    for one in aside:
        one.start()
    try:
        with Desk.open(Project(settings)) as desk, suppress(Stopped):
            worker = Worker(desk, going=lambda: not stop.is_set(), lease=lease)
            worker.sweep()
            looked = float("-inf")
            while not stop.is_set():
                did = _job(worker)
                if time.monotonic() - looked > _LOOK and not stop.is_set():
                    _look(Alerts.of(desk, home), desk)
                    looked = time.monotonic()
                if not did:
                    stop.wait(_IDLE)
    finally:
        # Whatever ended it, the other half ends, too: half a worker would never be begun anew.
        stop.set()
        for one in aside:
            one.join()


def _job(worker: Worker) -> bool:
    """Whether another may be there to be done at once."""
    try:
        did = worker.once()
    except CrosswireError:
        _log.exception("the store could not be asked for jobs")
        return False
    if did is None:
        return False
    give_back()
    return did.state != "waiting"


def _look(alerts: Alerts, desk: Desk) -> None:
    try:
        alerts.find(desk)
    except CrosswireError:
        _log.exception("alerts could not be looked for; they are looked for again")


def _send(settings: Settings, stop: threading.Event, home: str | None) -> None:
    try:
        with Desk.open(Project(settings)) as desk:
            while not stop.wait(_SEND):
                try:
                    Alerts.of(desk, home).deliver()
                except CrosswireError:
                    _log.exception("alerts could not be sent; they are sent again")
    finally:
        stop.set()


def _make_ahead(settings: Settings, stop: threading.Event, tell: Tell) -> None:
    """Until the worker ends, or nobody hears it: the server ended, and says so by itself."""
    project = Project(settings)
    ahead = Ahead(lambda at: Desk.open(project, as_of=at), tell, going=lambda: not stop.is_set())
    with suppress(BrokenPipeError):
        while not stop.is_set():
            try:
                if ahead.once():
                    give_back()
            except BrokenPipeError:
                raise
            except Exception:  # noqa: BLE001 (logged; jobs and alerts go on without)
                _log.exception(
                    "pages could not be made ahead; they are made when they are asked for"
                )
            stop.wait(_AHEAD)
