"""Tasks through Ray Data: a pool of actors that open the stage once, and hand back what each task made.

Ray Data starts an actor anew that died, and gives its task out again, for ever. How often a task was
begun is therefore counted beside the workers: one that ended so many is a failure, and is begun no more.
"""

import logging
import pickle
import warnings
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any

import ray
from ray.data import ActorPoolStrategy, DataContext, from_items

from crosswire.engine.base import LIVES, Run, attempt, killed
from crosswire.errors import CrosswireError
from crosswire.stages.base import Stage

_AHEAD = 2
"""Tasks that a worker has: the one at hand and the next."""
_SHARE = 4
"""At most one part in so many of the cluster's shared memory holds tasks that wait."""

Packed = dict[str, Any]
"""A task in a row of its own: its place and its bytes."""


def spread(
    recipe: bytes, tasks: Iterable[tuple[Any, str]], workers: int, *, debug: bool
) -> Iterator[tuple[int, Any]]:
    """The outcome of each task with its place among them, in the order they end."""
    with warnings.catch_warnings():
        # It warns of names of its own that it gives up.
        warnings.simplefilter("ignore", DeprecationWarning)
        context = DataContext.get_current()
    context.enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    for window in _windows(tasks):
        yield from _window(recipe, window, min(workers, len(window)), debug)


def _windows(tasks: Iterable[tuple[Any, str]]) -> Iterator[list[Packed]]:
    """Rows, no more at a time than may wait in the cluster's memory."""
    memory = ray.cluster_resources().get("object_store_memory", 0)  # type: ignore[no-untyped-call]
    rows: list[Packed] = []
    size = 0
    for at, task in enumerate(tasks):
        packed = pickle.dumps(task)
        if rows and size + len(packed) > memory / _SHARE:
            yield rows
            rows, size = [], 0
        rows.append({"at": at, "task": packed})
        size += len(packed)
    if rows:
        yield rows


def _window(
    recipe: bytes, rows: Sequence[Packed], workers: int, debug: bool
) -> Iterator[tuple[int, Any]]:
    begun: Any = ray.remote(num_cpus=0, max_restarts=-1, max_task_retries=-1)(_Begun).remote()
    worker: Any = _Worker  # a class where the types want a function
    found = from_items([*rows], override_num_blocks=len(rows)).map(
        worker,
        fn_constructor_args=(recipe, begun, debug),
        compute=ActorPoolStrategy(size=workers, max_tasks_in_flight_per_actor=_AHEAD),
        # Nothing else of Ray Data's takes a core: the tasks are there, and read for themselves.
        num_cpus=1,
    )
    try:
        for row in found.iter_rows():
            made = pickle.loads(row["made"])
            if isinstance(made, BaseException):
                raise made
            yield row["at"], made
    finally:
        ray.kill(begun)


class _Begun:
    """How often each task was begun."""

    def __init__(self) -> None:
        self._times: dict[int, count[int]] = {}

    def again(self, at: int) -> int:
        """Count; the first time is 1."""
        return next(self._times.setdefault(at, count(1)))


class _Worker:
    """Lives in an actor."""

    def __init__(self, recipe: bytes, begun: Any, debug: bool) -> None:
        self._stages: Sequence[Stage[Any, Any]] = pickle.loads(recipe)
        self._runs: Sequence[Run] = ()
        self._begun = begun
        self._debug = debug

    def __call__(self, row: Packed) -> Packed:
        """The outcome of a task; what is to end the run comes back like any other, as Ray would give
        it out again."""
        at: int = row["at"]
        task, name = pickle.loads(row["task"])
        made: Any
        if ray.get(self._begun.again.remote(at)) > LIVES + 1:
            made = killed(self._stages, name)
        else:
            try:
                self._runs = self._runs or [stage.open() for stage in self._stages]
                made = attempt(self._stages, self._runs, task, name, debug=self._debug)
            except CrosswireError as fault:
                made = fault
        return {"at": at, "made": pickle.dumps(made)}
