"""Children that are killed (SIGKILL) at a random moment of what they do.

Each is a fork of a process that has imported everything and runs no thread, so that a thousand starts
cost little. What a child does to a store another can begin again; the last one is left to the end.
"""

import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from tempfile import TemporaryDirectory, TemporaryFile
from typing import NoReturn, Protocol

from crosswire.store.base import check_store, verify_store
from hard.places import Places
from hard.same import Rows, differences, runs_that_kept

SHARE = 2.5
"""How many times its share of the undisturbed time a child may live at most.

Half of that on average, of which what was begun and not kept is lost: most kills come before all
is done, also on a machine that was slow when the undisturbed time was taken or is slow now.
"""

Say = Callable[[], None]
"""Told by a child when it has begun: from then on it may be killed."""


class Task(Protocol):
    """Something that is done to a store, and may be begun again."""

    @property
    def name(self) -> str:
        """A short word."""
        ...

    @property
    def words(self) -> str:
        """What is done, for a table."""
        ...

    @property
    def each(self) -> int:
        """How often it is killed at one store."""
        ...

    def make(self, store: str) -> None:
        """What is there before."""
        ...

    def act(self, store: str, attempt: int, say: Say) -> None:
        """Do it, or go on with it."""
        ...

    def kept(self, store: str) -> Rows:
        """What is there afterwards, done undisturbed or not."""
        ...

    def faults(self, store: str, deaths: int) -> list[str]:
        """What else is not as it should be, once it is done."""
        ...


class Failed(Exception):
    """A child ended of itself, and not well."""


@dataclass(kw_only=True)
class Tried:
    """How far the kills of one task have come."""

    deaths: int = 0
    stores: int = 0
    kept: int = 0
    """Runs that had kept something, by whichever end."""
    doubles: int = 0
    """Deliveries that came twice."""
    wrong: list[str] = field(default_factory=list)


def trials(task: Task, places: Places, so_far: Tried, draw: random.Random) -> Generator[None]:
    """Kill at one store after the other, for as long as more is asked for; what was found is added to
    ``so_far``."""
    with places.empty() as base:
        lived(lambda _: task.make(base))
        with places.copy(base) as whole:
            began = time.monotonic()
            lived(partial(task.act, whole, 0))
            longest = SHARE * (time.monotonic() - began) / task.each
            expected = task.kept(whole)
            so_far.wrong += _wrong(task, whole, expected, deaths=0)
        while True:
            with places.copy(base) as store:
                deaths = _killed(task, store, longest, draw)
                if deaths < task.each:
                    # It was done too early: the machine was slower when the time was taken.
                    longest *= 0.7
                so_far.deaths += deaths
                so_far.stores += 1
                so_far.kept += runs_that_kept(store)
                so_far.wrong += _wrong(task, store, expected, deaths)
                so_far.doubles += getattr(task, "doubles", 0)
            yield


def _killed(task: Task, store: str, longest: float, draw: random.Random) -> int:
    """Kill until it is done or was killed often enough, then let one finish; how many died."""
    deaths = 0
    while deaths < task.each:
        if lived(partial(task.act, store, deaths), draw.uniform(0, longest)):
            break
        deaths += 1
    lived(partial(task.act, store, deaths))
    return deaths


def _wrong(task: Task, store: str, expected: Rows, deaths: int) -> list[str]:
    wrong = differences(expected, task.kept(store))
    wrong += (*check_store(store).problems, *verify_store(store).problems)
    return [f"{task.name}: {fault}" for fault in (*wrong, *task.faults(store, deaths))]


def lived(act: Callable[[Say], None], after: float | None = None) -> bool:
    """Act in a child, which is killed so many seconds ``after`` it has begun; False: it died of that.

    Raises ``Failed`` with what a child said that ended otherwise.
    """
    begun, begins = os.pipe()
    with TemporaryFile() as told, TemporaryDirectory(prefix="crosswire-hard-") as scratch:
        child = os.fork()
        if child == 0:
            os.close(begun)
            # Who is killed clears nothing away.
            tempfile.tempdir = scratch
            _child(act, begins, told.fileno())
        os.close(begins)
        os.read(begun, 1)
        os.close(begun)
        if after is not None:
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL and after is not None:
            return False
        if status:
            told.seek(0)
            raise Failed(f"ended with {status}: {told.read().decode(errors='replace')[-3000:]}")
        return True


def _child(act: Callable[[Say], None], begins: int, told: int) -> NoReturn:
    """Never back into the parent's code, whatever happens here."""
    said: list[bool] = []

    def say() -> None:
        if not said:
            said.append(True)
            # Whoever listened may have ended.
            with suppress(BrokenPipeError):
                os.write(begins, b"!")

    status = 1
    try:
        os.dup2(told, sys.__stderr__.fileno() if sys.__stderr__ else 2)
        act(say)
        status = 0
    except BaseException:  # noqa: BLE001 (a fork: said, and ended by the status)
        os.write(told, traceback.format_exc().encode())
    finally:
        os._exit(status)
