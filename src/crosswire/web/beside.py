"""The worker beside the server: one process that does what readers ask for and tells of what is new.

Models are loaded there alone, so that pages stay quick and small. It is begun anew when it dies, and
ends with the server, however that ends.
"""

import logging
import multiprocessing as mp
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from crosswire.config import Settings

GRACE = 10.0
"""Seconds in which a worker may end what it is at; a job that is cut short is begun anew."""
_FIRST, _MOST = 1.0, 60.0
"""Seconds of waiting before a worker that died is begun anew: twice as long each time."""
_WELL = 60.0
"""A worker that lived so long died of something else than its beginning."""
_log = logging.getLogger("crosswire.web")

_NICE = 10
"""Readers come first: what the worker does may wait a little, a page may not."""
_GROUP = Path("/proc/self/autogroup")

Tell = Callable[[Any], object]
"""Hands something from the worker to the server."""
Work = Callable[[Settings, threading.Event, Tell], None]
"""What the worker does until the event is set; a function of a module, since it runs elsewhere."""


@contextmanager
def beside(settings: Settings, work: Work, hear: Tell = lambda told: None) -> Iterator["Keeper"]:
    """A worker that is at work as long as the block; ``hear`` gets what it tells."""
    keeper = Keeper(settings, work, hear)
    keeper.start()
    try:
        yield keeper
    finally:
        keeper.stop()


class Keeper:
    """Begins a worker, and another when it dies."""

    def __init__(self, settings: Settings, work: Work, hear: Tell = lambda told: None) -> None:
        self._given = (settings, work)
        self._hear = hear
        self._ended = threading.Event()
        self._process: BaseProcess | None = None
        self._thread = threading.Thread(target=self._keep, name="keeps the worker", daemon=True)

    @property
    def pid(self) -> int | None:
        """Of the worker there is now."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End the worker: by a word, and after ``GRACE`` by force."""
        self._ended.set()
        self._thread.join(2 * GRACE)

    def _keep(self) -> None:
        pause = _FIRST
        while not self._ended.is_set():
            begun = time.monotonic()
            self._process = _begun(self._given, self._hear)
            self._until_over(self._process)
            if self._ended.is_set():
                return
            lived = time.monotonic() - begun
            pause = _FIRST if lived > _WELL else min(_MOST, 2 * pause)
            _log.warning(
                "the worker ended (%s) after %.0f s; another begins in %.0f s",
                self._process.exitcode, lived, pause,
            )  # fmt: skip
            self._ended.wait(pause)

    def _until_over(self, process: BaseProcess) -> None:
        while process.is_alive():
            process.join(0.2)
            if self._ended.is_set():
                _end(process)


def _begun(given: tuple[Settings, Work], hear: Tell) -> BaseProcess:
    # Spawned: the server has threads, which a fork would tear.
    spawned = mp.get_context("spawn")
    ours, theirs = spawned.Pipe(duplex=False)
    process = spawned.Process(target=_run, args=(*given, theirs), name="crosswire worker")
    process.start()
    # With the worker's end open here too, its death would not be heard.
    theirs.close()
    threading.Thread(
        target=_listen, args=(ours, hear), name="hears the worker", daemon=True
    ).start()
    return process


def _listen(ours: Connection, hear: Tell) -> None:
    """Until the worker is gone; what it was cut off in the middle of is left."""
    with ours, suppress(EOFError, OSError):
        while True:
            hear(ours.recv())


def _end(process: BaseProcess) -> None:
    process.terminate()
    process.join(GRACE)
    if process.is_alive():
        process.kill()
        process.join()


def _run(settings: Settings, work: Work, theirs: Connection) -> None:
    """In the worker."""
    stop = threading.Event()
    # A session of its own: Ctrl-C is the server's, which then says when to end.
    os.setsid()
    _stand_back()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch_parent, args=(stop,), daemon=True).start()
    work(settings, stop, theirs.send)


def _stand_back() -> None:
    """Linux shares its cores out among sessions first, where it does so at all (sched(7), "The
    autogroup feature"); there the niceness of a process counts only within its own session."""
    os.nice(_NICE)
    with suppress(OSError):
        _GROUP.write_text(str(_NICE), encoding="ascii")


def _watch_parent(stop: threading.Event) -> None:
    """A server that was killed says nothing: its end of the pipe closes."""
    parent = mp.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    stop.set()
    time.sleep(GRACE)
    os._exit(1)
