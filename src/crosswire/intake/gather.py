"""Many addresses at once, one host at a time each: what is slow keeps nothing else waiting."""

import threading
from collections.abc import Callable, Iterable, Iterator
from queue import Empty, Full, Queue
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urlsplit

from crosswire.errors import FetchError
from crosswire.intake.plain import plain
from crosswire.records.failure import Failure

if TYPE_CHECKING:
    from crosswire.net.fetcher import Answer, Fetcher

WORKERS = 8
"""Hosts that are asked at a time."""
_WAITING = 8
"""Answers that wait to be used: more are not fetched meanwhile, so that few are held."""
_PAUSE = 0.2


class Wanted(NamedTuple):
    """What is to be asked."""

    url: str
    accept: Literal["page", "feed", "any"] = "page"
    etag: str | None = None
    last_modified: str | None = None


class Got(NamedTuple):
    """What came of it."""

    wanted: Wanted
    answer: "Answer | FetchError"


def failure_of(url: str, fault: FetchError) -> Failure:
    """A fetch that failed, as it is kept and counted."""
    return Failure(stage="fetch", item=plain(url), kind=fault.kind, words=str(fault))


def gathered(
    fetcher: "Fetcher", wanted: Iterable[Wanted], *, going: Callable[[], bool] = lambda: True
) -> Iterator[Got]:
    """Each answer as it comes; the addresses of one host in their order, one after another.

    What has not been asked once ``going`` says no is not asked any more, and left out.
    """
    hosts: dict[str, list[Wanted]] = {}
    for one in wanted:
        hosts.setdefault(_host(one.url), []).append(one)
    crew = _Crew(fetcher, [*hosts.values()], going)
    try:
        yield from crew.answers()
    finally:
        crew.stop()


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""  # the fetcher will say what is wrong with it


class _Crew:
    """Threads that die with the process: an answer that is waited for must not hold up Ctrl-C."""

    def __init__(
        self, fetcher: "Fetcher", hosts: list[list[Wanted]], going: Callable[[], bool]
    ) -> None:
        self._fetcher = fetcher
        self._going = going
        self._hosts: Queue[list[Wanted]] = Queue()
        for host in hosts:
            self._hosts.put(host)
        self._answers: Queue[Got | BaseException | None] = Queue(_WAITING)
        self._stopped = threading.Event()
        self._number = min(WORKERS, len(hosts))
        for _ in range(self._number):
            threading.Thread(target=self._work, daemon=True).start()

    def stop(self) -> None:
        """Nothing more is asked."""
        self._stopped.set()

    def answers(self) -> Iterator[Got]:
        """Until every thread has said that it is done."""
        working = self._number
        while working:
            one = self._answers.get()
            if one is None:
                working -= 1
            elif isinstance(one, BaseException):
                raise one
            else:
                yield one

    def _work(self) -> None:
        try:
            while (host := self._next()) is not None:
                for wanted in host:
                    if self._stopped.is_set() or not self._going():
                        return
                    self._give(Got(wanted, self._asked(wanted)))
        except BaseException as fault:  # noqa: BLE001 - it is raised where the answers are read
            self._give(fault)
        finally:
            self._give(None)

    def _next(self) -> list[Wanted] | None:
        try:
            return self._hosts.get_nowait()
        except Empty:
            return None

    def _asked(self, wanted: Wanted) -> "Answer | FetchError":
        try:
            return self._fetcher.fetch(
                wanted.url, accept=wanted.accept, etag=wanted.etag,
                last_modified=wanted.last_modified,
            )  # fmt: skip
        except FetchError as fault:
            return fault

    def _give(self, one: Got | BaseException | None) -> None:
        while not self._stopped.is_set():
            try:
                self._answers.put(one, timeout=_PAUSE)
            except Full:
                continue
            return
