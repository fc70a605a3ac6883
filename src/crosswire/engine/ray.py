"""A cluster, or this machine as one of Ray's; a worker that dies costs no result.

The only module that imports Ray. Stages are the same objects as everywhere: they travel as recipes
and are opened once in each actor.
"""

import atexit
import logging
import os
import pickle
import secrets
import shutil
import signal
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from crosswire.engine.base import LIVES, killed
from crosswire.engine.pool import AHEAD, work
from crosswire.errors import ConfigError
from crosswire.records.failure import Failure
from crosswire.stages.base import Stage

# All are read when Ray is imported. Ray reports to its makers unless told not to. A cluster that is
# started here listens on all addresses of the machine unless it holds the machine for one of those
# where it may use the loopback address alone; who may talk to it knows a word that is made up here,
# and that nobody need keep.
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
if not os.environ.get("RAY_ADDRESS"):
    os.environ.setdefault("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
    os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
try:
    import ray
    from ray.exceptions import ObjectLostError, RayActorError, RayTaskError
except ImportError as fault:
    raise ConfigError(
        "the engine ray was asked for, and Ray is not installed here; pip install 'crosswire[ray]', "
        "or take --engine pool"
    ) from fault

X = TypeVar("X")
Y = TypeVar("Y")

OBJECT_STORE = 200_000_000
"""Bytes of shared memory that a cluster of this machine alone takes: items under way, no more."""

_STARTS = 3


class RayEngine:
    """Runs stages in ``workers`` actors; see ``engine.base.Engine``.

    The cluster is the one that the environment names (``RAY_ADDRESS``, as ``ray job submit`` sets
    it), else one is started on this machine, on its loopback address alone, and ended by ``close``.
    An actor takes its items in the order they were given, so that of those it held when it died the
    first that is not done is the one that may be at fault.
    """

    def __init__(self, workers: int, *, debug: bool = False) -> None:
        self._workers = workers
        self._debug = debug
        self._actors: list[_Worker] = []
        self._scratch: Path | None = None
        """Where a cluster that was started here keeps its logs and sockets."""

    @property
    def workers(self) -> int:
        """How many actors."""
        return self._workers

    @property
    def address(self) -> str:
        """Where the cluster's head can be reached."""
        return str(ray.get_runtime_context().gcs_address).rsplit(":", 1)[0]

    def close(self) -> None:
        """End the actors, and the cluster if it was started here."""
        for one in self._actors:
            ray.kill(one.actor)
        self._actors = []
        if self._scratch is not None:
            ray.shutdown()
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None

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
        waiting: deque[Failure | _Given] = deque()
        for item in items:
            if isinstance(item, Failure):
                waiting.append(item)
            else:
                waiting.append(self._give(_Given(recipe=recipe, item=item, name=label(item))))
            while len(waiting) >= AHEAD * self._workers:
                yield self._taken(waiting.popleft())
        while waiting:
            yield self._taken(waiting.popleft())

    def _give(self, given: "_Given") -> "_Given":
        """Hand an item to the worker that has least to do."""
        workers = self._running()
        for one in workers:
            one.let_go()
        given.worker = least = min(workers, key=lambda w: len(w.held))
        least.held.append(given)
        given.ref = least.actor.work.remote(given.recipe, given.item, given.name, self._debug)
        return given

    def _taken(self, given: "Failure | _Given") -> Any:
        """The result of one, however often its worker dies."""
        if isinstance(given, Failure):
            return given
        while given.deaths <= LIVES:
            try:
                return ray.get(given.ref)
            except (RayActorError, ObjectLostError):
                # Given out again with the rest of what that worker held, also by other callers.
                if given.worker in self._actors:
                    self._bury(given.worker)
                elif given.deaths <= LIVES:
                    self._give(given)
            except RayTaskError as raised:
                # Ray's own words hold the worker's traceback; the cause is what pool and local raise.
                raise raised.cause from raised
        return killed(pickle.loads(given.recipe), given.name)

    def _bury(self, worker: "_Worker") -> None:
        """Another in place of one that died; what that one held is given out again."""
        self._actors.remove(worker)
        ray.kill(worker.actor)
        left = [one for one in worker.held if not one.done()]
        for one in left[:1]:
            one.deaths += 1
        for one in left:
            if one.deaths <= LIVES:
                self._give(one)

    def _begin(self) -> None:
        """Join the cluster that the environment names, or start one that nobody else can reach."""
        if address := os.environ.get("RAY_ADDRESS"):
            try:
                ray.init(log_to_driver=False, logging_level=logging.ERROR)
            except ConnectionError as fault:
                raise ConfigError(
                    f"the Ray cluster at {address} (RAY_ADDRESS) does not answer: {fault}; is it up, and "
                    "does it ask for a token (RAY_AUTH_MODE=token, RAY_AUTH_TOKEN_PATH)?"
                ) from fault
            return
        atexit.register(self.close)
        for left in reversed(range(_STARTS)):
            try:
                self._start()
            except Exception as fault:
                # Ray gives itself thirty seconds, which a busy machine does not keep, and has no name
                # for the error.
                self._let_go()
                if "timed out during startup" not in str(fault):
                    raise
                if not left:
                    words = f"a Ray cluster of this machine did not start, {_STARTS} times: {fault}"
                    raise ConfigError(f"{words}; try again when it is less busy") from fault
            else:
                return

    def _start(self) -> None:
        self._scratch = Path(tempfile.mkdtemp(prefix="ray-"))
        ray.init(
            num_cpus=self._workers,
            object_store_memory=OBJECT_STORE,
            include_dashboard=False,
            log_to_driver=False,
            logging_level=logging.ERROR,
            # Recipes name modules that a worker imports from where this process has them.
            runtime_env={"env_vars": {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}},
            _node_ip_address="127.0.0.1",
            _temp_dir=str(self._scratch),
        )

    def _let_go(self) -> None:
        """End what a start left that was not finished: its processes, which are known by the folder that
        was made for them alone, and that folder."""
        ray.shutdown()
        named = str(self._scratch).encode()
        for words in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                if named in words.read_bytes():
                    os.kill(int(words.parent.name), signal.SIGKILL)
        shutil.rmtree(str(self._scratch), ignore_errors=True)
        self._scratch = None

    def _running(self) -> "list[_Worker]":
        if not ray.is_initialized():
            self._begin()
        if not self._actors:
            _require(self._workers)
        while len(self._actors) < self._workers:
            self._actors.append(_Worker(ray.remote(num_cpus=1, max_restarts=0)(_Actor).remote()))
        return self._actors


@dataclass(slots=True, eq=False)
class _Worker:
    """An actor and the items it was given, in their order."""

    actor: Any
    held: "deque[_Given]" = field(default_factory=deque)

    def let_go(self) -> None:
        """Let go of the items at the front that are done."""
        while self.held and self.held[0].done():
            self.held.popleft()


@dataclass(slots=True, kw_only=True, eq=False)
class _Given:
    """An item that a worker has."""

    recipe: bytes
    item: Any
    name: str
    ref: Any = None
    worker: _Worker | None = None
    deaths: int = 0
    """How many workers ended while it was theirs."""

    def done(self) -> bool:
        """Whether there is a result, or an error of the stage's own."""
        ready, _ = ray.wait([self.ref], timeout=0, fetch_local=False)
        if not ready:
            return False
        try:
            ray.get(self.ref)
        except (RayActorError, ObjectLostError):
            return False
        except RayTaskError:
            return True
        return True


class _Actor:
    """Lives in a process of the cluster; keeps the recipes it opened."""

    def work(self, recipe: bytes, item: Any, name: str, debug: bool) -> Any:
        """One item through its stages."""
        return work(recipe, item, name, debug)


PATIENCE = 20.0
"""Seconds for actors that have ended to give their cores back."""


def _free() -> int:
    return int(ray.available_resources().get("CPU", 0))  # type: ignore[no-untyped-call]


def _require(workers: int) -> None:
    """Ray lets an actor wait for a core for ever, and says nothing."""
    patience = time.monotonic() + PATIENCE
    while (free := _free()) < workers and time.monotonic() < patience:
        time.sleep(0.2)
    if free < workers:
        raise ConfigError(
            f"{workers} workers were asked for, a core each, and the Ray cluster has {free} cores free; "
            "take fewer (--workers), or start more nodes first"
        )
