"""``make hard-load``: a hundred readers beside an ingest, and an hour of watch over a paper that fails.

The readers, the server with its worker and the ingest are processes of their own on one machine.
"""

import asyncio
import shutil
import statistics
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.web import Crowd, Times, articles_in, fed, read, served, store_of
from crosswire.store.base import check_store, upgrade_store
from hard import watched
from hard.process import children, megabytes
from hard.rows import How, Row

READERS, EVERY = 100, 5.0
"""Readers, and seconds between two pages of one."""
RATE = 3.0
"""Articles a second."""
SECONDS = 300.0
SETTLES = 120.0
"""Seconds of reading and adding before anything is measured: a desk is open all day, and its worker
has its models at hand from the first line-up on."""
ARTICLES = 10_000
LATEST = 300.0
"""Milliseconds that 95 of 100 pages may take at most."""
FLAT = 0.10
"""By how much memory may grow while it is measured."""
_SHORT = {"readers": 10, "seconds": 6.0, "settles": 1.0, "articles": 200}


def run(how: How) -> list[Row]:
    """Both."""
    return [*_read_beside_ingest(how), *watched.rows(how)]


def _read_beside_ingest(how: How) -> Iterator[Row]:
    readers = READERS if how.long else int(_SHORT["readers"])
    seconds = SECONDS if how.long else _SHORT["seconds"]
    settles = SETTLES if how.long else _SHORT["settles"]
    articles = ARTICLES if how.long else int(_SHORT["articles"])
    crowd = Crowd(readers=readers, every=EVERY if how.long else 1.0)
    kept = store_of(articles)
    with tempfile.TemporaryDirectory(prefix="crosswire-hard-") as scratch:
        folder = Path(scratch)
        store = folder / "desk.sqlite"
        shutil.copy(kept / "desk.sqlite", store)
        upgrade_store(store)
        with (
            served(str(store), folder) as (address, server),
            fed(folder, articles, settles + seconds + 60, RATE),
        ):
            asyncio.run(read(address, settles, crowd))
            held = articles_in(folder)
            errors: list[str] = []
            with _measured(server) as memory:
                times = _all_read(address, seconds, crowd, errors)
            came = articles_in(folder) - held
        problems = check_store(store).problems
    yield _pages(times, errors + list(problems), f"{readers} readers, a page every {crowd.every:g} s "
                 f"each, beside {came / seconds:.1f} articles a second for {seconds:.0f} s",
                 limit=LATEST if how.long else None)  # fmt: skip
    yield _flat(memory, judged=how.long)


def _all_read(address: str, seconds: float, crowd: Crowd, errors: list[str]) -> Times:
    try:
        return asyncio.run(read(address, seconds, crowd))
    except* httpx.HTTPError as faults:
        errors += [repr(one) for one in faults.exceptions]
    return {}


def _pages(times: Times, errors: Sequence[str], who: str, limit: float | None) -> Row:
    every = sorted(one for some in times.values() for one in some) or [0.0]
    late = every[min(len(every) - 1, round(0.95 * len(every)))]
    kinds = ", ".join(
        f"{kind} {sorted(some)[min(len(some) - 1, round(0.95 * len(some)))]:.0f}"
        for kind, some in sorted(times.items())
    )
    wrong = [*errors]
    if limit is not None and late > limit:
        wrong.append(f"95 of 100 pages took {late:.0f} ms at most, {limit:.0f} were wanted")
    return Row(
        tried=who, number=len(every),
        happened=f"{len(errors)} errors; p50 {statistics.median(every):.0f} ms, p95 {late:.0f} ms "
        f"({kinds})", wrong=len(wrong), examples=tuple(wrong[:5]),
    )  # fmt: skip


class Memory:
    """Megabytes of a process and its children, now and then."""

    def __init__(self, process: int) -> None:
        self.server: list[float] = []
        self.worker: list[float] = []
        self._process = process

    def look(self) -> None:
        """Once."""
        self.server.append(megabytes(self._process))
        self.worker.append(sum(map(megabytes, children(self._process))))


@contextmanager
def _measured(process: int) -> Iterator[Memory]:
    memory, over = Memory(process), threading.Event()

    def look() -> None:
        while not over.wait(1.0):
            memory.look()

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield memory
    finally:
        over.set()
        thread.join()


def _flat(memory: Memory, *, judged: bool) -> Row:
    """The first third of the time against the last, by the most that was held: a line-up takes memory
    and gives it back, and how much of the time one is at work moves what lies between."""
    wrong: list[str] = []
    words: list[str] = []
    for name, taken in (("server", memory.server), ("worker", memory.worker)):
        third = max(1, len(taken) // 3)
        first, last = taken[:third], taken[-third:]
        grown = [
            last_ / first_ - 1 for first_, last_ in zip(_held(first), _held(last), strict=True)
        ]
        words.append(
            f"{name} {_span(first)} MB, then {_span(last)} MB "
            f"({', '.join(f'{one:+.1%}' for one in grown)})"
        )
        if judged and grown[2] > FLAT:
            wrong.append(words[-1])
    return Row(
        tried="memory meanwhile, the first third of the time and the last: the least, the median and "
        "the most that was held", number=len(memory.server), happened="; ".join(words),
        wrong=len(wrong), examples=tuple(wrong),
    )  # fmt: skip


def _held(taken: Sequence[float]) -> tuple[float, float, float]:
    return min(taken), statistics.median(taken), max(taken)


def _span(taken: Sequence[float]) -> str:
    return ", ".join(f"{one:.0f}" for one in _held(taken))
