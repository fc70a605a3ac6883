"""The worker: does the jobs of a store one after another, in the process that serves the desk.

It waits while another process has the writer's place, says how far it is, and loses nothing when it is
killed: all that a job does may be done twice, and the second time adds nothing.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from crosswire.desk import doing
from crosswire.desk.wanted import wanted
from crosswire.errors import CrosswireError, StoreError
from crosswire.records.job import Job
from crosswire.store import jobs
from crosswire.store.jobs import End, Lease, Step
from crosswire.store.order import as_text
from crosswire.store.turns import take_turn

if TYPE_CHECKING:
    from crosswire.desk.desk import Desk

LEASE = timedelta(seconds=60)
"""How long a worker that says nothing is waited for."""
_BEAT = 1.0
"""Seconds between two words of a worker on how far it is."""
_PAUSE = 1.0
_log = logging.getLogger("crosswire.jobs")


class Stopped(KeyboardInterrupt):
    """The worker is to stop in the middle of a job, which the next takes up again."""


class Progress:
    """How far a job is: written by the worker, told to the store by another thread, so that the
    worker waits for no transaction of its own."""

    def __init__(self, going: Callable[[], bool]) -> None:
        self.step = Step()
        self._going = going

    def pages(self, items: Iterable[Any]) -> Iterator[Any]:
        """Passes pages on and counts them; raises ``Stopped`` when the worker is to stop."""
        for number, item in enumerate(items, 1):
            self._require_going()
            yield item
            self.step = Step(f"{number} pages read" if number > 1 else "1 page read", number)

    def watch(self, items: Iterable[Any], words: str) -> Iterable[Any]:
        """Passes other items on: ``words`` says what is done to them."""
        listed = items if isinstance(items, list | tuple) else [*items]
        for number, item in enumerate(listed):
            self._require_going()
            self.step = Step(f"{number} of {len(listed)} {words}", number, len(listed))
            yield item

    def _require_going(self) -> None:
        if not self._going():
            raise Stopped


class Worker:
    """Does one job at a time."""

    def __init__(
        self, desk: "Desk", *, going: Callable[[], bool] = lambda: True, lease: timedelta = LEASE
    ) -> None:
        self._desk = desk
        self._store = desk.store
        self._going = going
        self._lease = lease

    def once(self) -> Job | None:
        """Do the next job; it as it is afterwards. None: none waits, or another worker is at one."""
        me = f"worker-{secrets.token_hex(8)}"
        with self._store.aside() as aside:
            take_turn(aside.connection)
            job = jobs.take(aside.connection, self._leased(me), _now())
        if job is None:
            return None
        if (busy := self._store.busy()) is not None:
            return self._put_back(job, me, f"waits: {busy}")
        progress = Progress(self._going)
        try:
            with self._telling(job, me, progress):
                ended = self._done(job, progress)
        except StoreError as fault:
            if fault.kind == "unreachable":
                # The job is taken up when its lease ends, as if its worker had been killed.
                raise
            if fault.kind != "busy":
                return self._ended(job, me, _failed(fault))
            return self._put_back(job, me, f"waits: {fault}")
        except BaseException:
            with suppress(CrosswireError):
                self._put_back(job, me, "waits to be gone on with")
            raise
        return self._ended(job, me, ended)

    def _done(self, job: Job, progress: Progress) -> End:
        try:
            result = doing.do(self._desk, job, wanted(job.kind, job.what), progress)
        except StoreError:
            raise
        except CrosswireError as fault:
            return _failed(fault)
        except Exception:  # noqa: BLE001 (logged; what nobody foresaw must not keep the others waiting)
            _log.exception("%s %s failed", job.kind, job.id)
            return End("failed", _now(), because="this went wrong here, and is in the server's log")
        return End("done", _now(), result)

    @contextmanager
    def _telling(self, job: Job, me: str, progress: Progress) -> Iterator[None]:
        """Say every second how far it is, and that it is still ours."""
        over = threading.Event()

        def say() -> None:
            with suppress(CrosswireError), self._store.aside() as aside:
                jobs.tell(aside.connection, job.id, self._leased(me), progress.step)

        def tell() -> None:
            while not over.wait(_BEAT):
                say()

        thread = threading.Thread(target=tell, name=f"telling {job.id}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
            say()

    def _put_back(self, job: Job, me: str, words: str) -> Job:
        with self._store.aside() as aside:
            jobs.put_back(aside.connection, job.id, me, words)
            return jobs.get(aside.connection, job.id)

    def _ended(self, job: Job, me: str, how: End) -> Job:
        with self._store.aside() as aside:
            mine = jobs.end(aside.connection, job.id, me, how)
            found = jobs.get(aside.connection, job.id)
        if mine:
            self._desk.jobs.inbox.forget(job.id)
        return found

    def sweep(self) -> None:
        """Let go of files that no job needs."""
        with self._store.read() as reader:
            needed = jobs.unfinished(reader.connection)
        self._desk.jobs.inbox.sweep(needed)

    def _leased(self, me: str) -> Lease:
        return Lease(me, as_text(datetime.now(UTC) + self._lease))


def work(
    desk: "Desk",
    *,
    going: Callable[[], bool],
    wait: Callable[[float], object] = time.sleep,
    lease: timedelta = LEASE,
) -> None:
    """Do jobs until ``going`` says no; then what was begun is put back, and gone on with another time."""
    worker = Worker(desk, going=going, lease=lease)
    with suppress(Stopped):
        worker.sweep()
        while going():
            try:
                did = worker.once()
            except StoreError:
                _log.exception("the store could not be asked for jobs")
                did = None
            if did is None or did.state == "waiting":
                wait(_PAUSE)


def _failed(fault: CrosswireError) -> End:
    return End("failed", _now(), because=str(fault))


def _now() -> str:
    return as_text(datetime.now(UTC))
