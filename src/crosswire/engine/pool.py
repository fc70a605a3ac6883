"""Several processes of this machine, with back-pressure; a worker that dies costs no result."""

import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

from crosswire.engine.base import LIVES, Run, attempt, killed
from crosswire.records.failure import Failure
from crosswire.stages.base import Stage

X = TypeVar("X")
Y = TypeVar("Y")

AHEAD = 3
"""Items a worker has waiting for it: enough never to idle, few enough to hold little memory."""
_KEPT = 4
"""Recipes that a worker keeps open."""


class PoolEngine:
    """Runs stages in ``workers`` processes; see ``engine.base.Engine``.

    Processes are started anew, not forked: no lock or thread of this one is copied. A worker opens
    a recipe once and keeps it. If one is killed, by hand or for its memory, what the pool held is
    given out again, item by item, so that the one at fault is found.
    """

    def __init__(self, workers: int, *, debug: bool = False) -> None:
        self._workers = workers
        self._debug = debug
        self._pool: ProcessPoolExecutor | None = None

    @property
    def workers(self) -> int:
        """How many processes."""
        return self._workers

    def close(self) -> None:
        """End the processes; what waits is dropped."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def map(
        self, stage: Stage[X, Y], items: Iterable[X | Failure], *, label: Callable[[X], str]
    ) -> Iterator[Y | Failure]:
        """Results in the order of ``items``."""
        return self.through((stage,), items, label=label)

    def through(
        self,
        stages: Sequence[Stage[Any, Any]],
        items: Iterable[X | Failure],
        *,
        label: Callable[[X], str],
    ) -> Iterator[Any]:
        """Results in the order of ``items``; at most ``AHEAD`` for each worker are under way."""
        recipe = pickle.dumps(tuple(stages))
        waiting: deque[_Given] = deque()
        for item in items:
            if isinstance(item, Failure):
                waiting.append(_Given(item=item, name="", future=None))
            else:
                waiting.append(self._give(recipe, item, label(item)))
            while len(waiting) >= AHEAD * self._workers:
                yield self._taken(recipe, waiting)
        while waiting:
            yield self._taken(recipe, waiting)

    def _give(self, recipe: bytes, item: Any, name: str) -> "_Given":
        try:
            future = self._running().submit(work, recipe, item, name, self._debug)
        except BrokenProcessPool:
            self._pool = None
            future = self._running().submit(work, recipe, item, name, self._debug)
        return _Given(item=item, name=name, future=future)

    def _taken(self, recipe: bytes, waiting: "deque[_Given]") -> Any:
        """The first result, however often its worker dies."""
        first = waiting.popleft()
        if first.future is None:
            return first.item
        try:
            return first.future.result()
        except BrokenProcessPool:
            self._pool = None
            again = self._alone(recipe, first)
            # The pool took the others with it; what of them was done already is kept.
            for place, other in enumerate(waiting):
                if other.future is not None and not _done(other.future):
                    waiting[place] = self._give(recipe, other.item, other.name)
            return again

    def _alone(self, recipe: bytes, given: "_Given") -> Any:
        """An item whose worker died, with nothing beside it: it, or nobody, is at fault."""
        for _ in range(LIVES):
            try:
                found = self._give(recipe, given.item, given.name)
                assert found.future is not None
                return found.future.result()
            except BrokenProcessPool:
                self._pool = None
        return killed(pickle.loads(recipe), given.name)

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._workers, mp_context=get_context("spawn"), initializer=_begin
            )
        return self._pool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """An item that a worker has, or a failure that waits for its turn."""

    item: Any
    name: str
    future: "Future[Any] | None"


def _done(future: "Future[Any]") -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _begin() -> None:
    """In a worker, first: Ctrl-C is its parent's to answer, and it does not outlive that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


@lru_cache(maxsize=_KEPT)
def _opened(recipe: bytes) -> tuple[Sequence[Stage[Any, Any]], Sequence[Run]]:
    stages = pickle.loads(recipe)
    return stages, [stage.open() for stage in stages]


def work(recipe: bytes, item: Any, name: str, debug: bool) -> Any:
    """In a worker: one item through its stages."""
    stages, runs = _opened(recipe)
    return attempt(stages, runs, item, name, debug=debug)
