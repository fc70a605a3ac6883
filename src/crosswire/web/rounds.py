"""Going round the sources beside a server: as ``crosswire watch`` does, with the same pace and patience,
in a process of its own that ends with the server.

A round may be cut short at any moment: what it had not kept is asked again.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.desk.rounds import Outside, Plan
from crosswire.desk.visiting import Visit
from crosswire.desk.working import Stopped
from crosswire.errors import CrosswireError, StoreError
from crosswire.project import Project
from crosswire.web.beside import Tell

_AGAIN = 15.0
"""Seconds after which is looked again: whether sources are named, or whoever goes round has ended."""
_log = logging.getLogger("crosswire.rounds")


def go_round(settings: Settings, stop: threading.Event, tell: Tell = lambda told: None) -> None:
    """Until ``stop`` is set. Where another process goes round, it is waited for."""
    with Desk.open(Project(settings)) as desk:
        until_stopped(desk, stop, replace(desk.outside, wait=stop.wait))


def until_stopped(desk: Desk, stop: threading.Event, outside: Outside) -> None:
    """Rounds as long as ``stop`` is not set. Who follows anything is told by the worker."""
    going = replace(
        outside, say=_log.info, progress=_stopping(stop, outside), wait=_waiting(stop, outside)
    )
    while not stop.is_set():
        try:
            _rounds(desk, going)
        except Stopped:
            return
        except StoreError as fault:
            if fault.kind != "watched":
                _log.exception("a round could not be done; it is done again")
        except CrosswireError:
            _log.exception("a round could not be done; it is done again")
        stop.wait(_AGAIN)


def _rounds(desk: Desk, outside: Outside) -> None:
    """Round after round; where nothing is watched yet, what is named is waited for."""
    with desk.going_round():
        while True:
            if desk.sources():
                _some_rounds(desk, outside)
            else:
                outside.wait(_AGAIN)


def _some_rounds(desk: Desk, outside: Outside) -> None:
    """Until nothing is watched any more."""
    with desk.watching(Plan(), outside=outside) as watching:
        for done in watching.rounds():
            _log.info(done.words)
            if not desk.sources():
                return


def _waiting(stop: threading.Event, outside: Outside) -> Callable[[float], object]:
    """Waits no longer than until ``stop`` is set, or a source may have been named meanwhile."""

    def wait(seconds: float) -> None:
        if stop.is_set():
            raise Stopped
        outside.wait(min(seconds, _AGAIN))
        if stop.is_set():
            raise Stopped

    return wait


def _stopping(
    stop: threading.Event, outside: Outside
) -> Callable[[Iterable[Visit], str], Iterable[Visit]]:
    """Passes pages on until ``stop`` is set."""

    def passed(visits: Iterable[Visit], words: str) -> Iterator[Visit]:
        for one in outside.progress(visits, words):
            if stop.is_set():
                raise Stopped
            yield one

    return passed
