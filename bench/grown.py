"""A desk that holds many active stories and takes more and more articles, measured by the thousand.

``python -m bench.grown FOLDER MORE``: FOLDER keeps the store and how far the run came, so that one
that was stopped is taken up by the next. First the wire runs until as many stories fall asleep as
begin; then MORE articles come. Prints one line of JSON. Seconds are the processor's; what making the
articles takes is not counted, and no text is cleaned (it costs the same however much is kept).
"""

import argparse
import json
import pickle
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.scaled import Clock, ClockedClean, ClockedGroup, memory
from bench.wire import Wire
from crosswire.desk.adding import Adding
from crosswire.desk.grouping import Grouping
from crosswire.engine.local import LocalEngine
from crosswire.models.frequency import background
from crosswire.pipeline import arrival_of
from crosswire.records import Capture
from crosswire.stages.group import Group
from crosswire.stages.group.sketch import sketch
from crosswire.store.base import open_store

A_DAY = 1_600
ALONE = 0.85
"""So many articles a day, of which nobody else tells most, keep some 20,000 stories awake."""
DAYS = 16
"""Until as many stories fall asleep as begin: they do after fourteen days, and some live on for a
day or two."""
WINDOW = 1_000
FILLED = DAYS * A_DAY // WINDOW * WINDOW
"""Articles after which the number of active stories stays what it is."""
_SAMPLE = 60
"""Articles that are read again in each window, a few at a time: work that is always the same tells how
fast the machine was meanwhile."""
_TIMES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What some articles in a row took."""

    articles: int
    """That came by then, all together."""
    new: int
    """In this window."""
    seconds: dict[str, float]
    """By what they went to; "whole" is their sum."""
    sample: float
    """Seconds of the work that is always the same."""
    size: int
    """Bytes in use in the file at the end."""
    active: int
    """Stories that are awake."""
    held: float
    """Megabytes of this process."""
    opened: bool
    """The store was taken up in this window, which makes it no measure."""


@dataclass(slots=True, kw_only=True)
class Run:
    """How far a run came; it is kept after every window."""

    wire: Wire
    windows: list[Window] = field(default_factory=list)

    @property
    def came(self) -> int:
        """Articles so far."""
        return self.windows[-1].articles if self.windows else 0


def wire() -> Wire:
    """Everything has a day here: what has none is news of the day it came, which is today, and would
    stay awake among articles of days long past."""
    return Wire(a_day=A_DAY, alone=ALONE, undated=0.0)


def grow(folder: Path, run: Run, until: int, *, window: int = WINDOW) -> None:
    """Go on until so many articles came."""
    path = folder / "desk.sqlite"
    clock, pace = Clock(), _Pace()
    clean, group = ClockedClean(clock=clock, taken=True), ClockedGroup(clock=clock)
    with open_store(path) as store, store.write("bench") as writer:
        adding = Adding(writer, clean, group, LocalEngine(debug=True))
        opened = True
        while run.came < until:
            captures = [*run.wire.articles(window)]
            clock.seconds.clear()
            pace.seconds = 0.0
            known, began = adding.tally.articles, time.process_time()
            adding.add(pace.watch(captures), lambda failure: sys.exit(failure.words))
            whole = time.process_time() - began - pace.seconds
            rest = whole - sum(clock.seconds.values())
            run.windows.append(Window(
                articles=run.came + window, new=adding.tally.articles - known,
                seconds={**clock.seconds, "store": rest, "whole": whole},
                sample=pace.seconds, size=_size(path), active=_active(path), held=memory(),
                opened=opened,
            ))  # fmt: skip
            opened = False
            keep(folder, run)
            _tell(run.windows[-1])


class _Pace:
    """Reads a few articles again and again, in between."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._same = [arrival_of(one) for one in Wire(seed=1).articles(_SAMPLE)]

    def watch(self, captures: Sequence[Capture]) -> Iterator[Capture]:
        """The captures, in turn."""
        each = max(1, len(captures) // _TIMES)
        for number, capture in enumerate(captures):
            if number % each == 0:
                self._read(number // each)
            yield capture

    def _read(self, turn: int) -> None:
        words, began = background(), time.process_time()
        for one in self._same[turn::_TIMES]:
            sketch(one, words)
        self.seconds += time.process_time() - began


def _asked(path: Path, ask: str) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute(ask).fetchone()[0])
    finally:
        connection.close()


def _size(path: Path) -> int:
    pages = _asked(path, "PRAGMA page_count") - _asked(path, "PRAGMA freelist_count")
    return pages * _asked(path, "PRAGMA page_size")


def _active(path: Path) -> int:
    return _asked(path, "SELECT count(*) FROM stories WHERE state = 'active' AND articles > 0")


def _tell(last: Window) -> None:
    each = 1000 * last.seconds["whole"] / max(1, last.new)
    words = f"{last.articles:,}: {each:.1f} ms an article, {last.active:,} active stories"
    print(words, file=sys.stderr, flush=True)


def taken_up(folder: Path) -> Run:
    """The run that was begun in the folder, or a new one."""
    kept = folder / "run.pickle"
    if not kept.is_file():
        return Run(wire=wire())
    # Our own file, of a run that was stopped.
    found: Run = pickle.loads(kept.read_bytes())
    return found


def keep(folder: Path, run: Run) -> None:
    """Write how far the run came, whole or not at all."""
    fresh = folder / "run.pickle.new"
    fresh.write_bytes(pickle.dumps(run))
    fresh.replace(folder / "run.pickle")


def opening(path: Path) -> float:
    """Seconds until a new process has the active stories in memory."""
    with open_store(path, read_only=True) as store, store.read() as reader:
        began = time.process_time()
        Grouping(reader, Group())
        return time.process_time() - began


def main(arguments: Sequence[str] | None = None) -> None:
    """Go on with the run in the folder; stopped by Ctrl-C, tell of what there is."""
    parser = argparse.ArgumentParser(prog="python -m bench.grown")
    parser.add_argument("folder", type=Path)
    parser.add_argument("more", type=int)
    asked = parser.parse_args(arguments)
    asked.folder.mkdir(parents=True, exist_ok=True)
    run = taken_up(asked.folder)
    try:
        grow(asked.folder, run, FILLED + asked.more)
    except KeyboardInterrupt:
        run = taken_up(asked.folder)
    told: dict[str, Any] = {
        "windows": [asdict(one) for one in run.windows],
        "filled": FILLED,
        "opening": opening(asked.folder / "desk.sqlite"),
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    # Pickled by the name that others know it by.
    from bench.grown import main as named

    named()
