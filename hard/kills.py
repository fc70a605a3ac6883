"""``make hard-kills``: a thousand kills (SIGKILL) at random moments on SQLite, a hundred on PostgreSQL.

Resumable: ``build/hard/kills.json`` says how far it has come. After 25 minutes it ends, and the next run
goes on; once all is done, the next begins anew.
"""

import gc
import json
import random
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import ExitStack, closing
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from crosswire.store.upgrade import SCHEMAS
from hard.killing import Task, Tried, trials
from hard.places import Databases, Files, Places
from hard.receiver import Receiver, receiver
from hard.rows import How, Row
from hard.tasks import Adding, Comparing, GroupingAnew, Reading, Telling, Upgrading
from tests.postgres import server

LONGEST = 25 * 60.0
"""Seconds of one run."""
_SIZE = {"long": (40, 30), "short": (20, 6)}
"""Articles of a store, and how often it is killed."""
WANTED = {
    "SQLite": {"add": 250, "read": 150, "group": 150, "compare": 150, "upgrade": 100, "alerts": 200},
    "PostgreSQL": {"add": 25, "read": 15, "group": 15, "compare": 15, "upgrade": 10, "alerts": 20},
}  # fmt: skip
"""How many deaths at work, by kind of database and task."""
SHORT = {
    "SQLite": {"add": 12, "read": 5, "group": 5, "compare": 5, "upgrade": 3, "alerts": 8},
    "PostgreSQL": {"add": 4, "read": 2, "group": 2, "compare": 2, "upgrade": 2, "alerts": 3},
}
_TURNS = 2
"""Stores of a task in the short form at most: a slow machine may kill fewer."""
_SEED = 4


def run(how: How) -> list[Row]:
    """Every task on both databases, in turns."""
    kills = _Kills(how)
    with receiver() as received, ExitStack() as stack:
        _warmed(_tasks(received, how))
        places: list[Places] = [Files()]
        if sys.version_info < (3, 13):  # no wheel carries a server for newer ones
            places.append(Databases(stack.enter_context(server())))
        kills.on([(place, task) for place in places for task in _tasks(received, how)])
    return [*kills.rows()]


def _tasks(received: Receiver, how: How) -> list[Task]:
    articles, each = _SIZE["long" if how.long else "short"]
    released = SCHEMAS[:-1] if how.long else (SCHEMAS[0],)
    return [
        Adding(articles, each),
        Reading(articles, each),
        GroupingAnew(articles, each),
        Comparing(articles, each),
        *(Upgrading(schema, 4) for schema in released),
        Telling(articles, each, received),
    ]


def _warmed(tasks: list[Task]) -> None:
    """What the first article makes everybody load, no child should have to."""
    for task in tasks:
        if task.name in ("add", "compare", f"upgrade {SCHEMAS[0]}"):
            with TemporaryDirectory(prefix="crosswire-hard-") as folder:
                task.make(store := str(Path(folder) / "desk.sqlite"))
                task.act(store, 0, lambda: None)
    # Else every child would copy what all have loaded when it first looks for rubbish.
    gc.freeze()


class _Kills:
    """What was killed so far, and when to stop."""

    def __init__(self, how: How) -> None:
        self._how = how
        self._ends = time.monotonic() + LONGEST
        self._file = how.scratch / "kills.json" if how.long else None
        self._tried: dict[str, Tried] = {}
        self._words: dict[str, str] = {}
        self._wanted: dict[str, int] = {}
        self._take_up()

    def _take_up(self) -> None:
        if self._file is not None and self._file.exists():
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            if not kept["over"]:
                self._tried = {key: Tried(**one) for key, one in kept["tried"].items()}

    def _keep(self, *, over: bool = False) -> None:
        if self._file is not None:
            tried_ = {key: asdict(one) for key, one in self._tried.items()}
            part = self._file.with_suffix(".part")
            part.write_text(json.dumps({"over": over, "tried": tried_}), encoding="utf-8")
            part.replace(self._file)

    def on(self, pairs: list[tuple[Places, Task]]) -> None:
        """Kill each task as often as is wanted, in turns, while there is time."""
        begun: dict[str, Generator[None]] = {}
        with ExitStack() as stack:
            for places, task in pairs:
                key, kind = f"{places.name}: {task.name}", task.name.split()[0]
                alike = sum(p is places and t.name.split()[0] == kind for p, t in pairs)
                wanted = (WANTED if self._how.long else SHORT)[places.name][kind]
                so_far = self._tried.setdefault(key, Tried())
                self._wanted[key] = -(-wanted // alike)
                self._words[key] = f"{places.name}: {task.words}"
                draw = random.Random(f"{_SEED} {key} {so_far.stores}")
                begun[key] = stack.enter_context(closing(trials(task, places, so_far, draw)))
            while begun := {key: one for key, one in begun.items() if not self._over(key)}:
                for one in begun.values():
                    next(one)
                    self._keep()
                    if self._late:
                        break

    def _over(self, key: str) -> bool:
        so_far = self._tried[key]
        if so_far.deaths >= self._wanted[key]:
            return True
        return self._late if self._how.long else so_far.stores >= _TURNS

    @property
    def _late(self) -> bool:
        return self._how.long and time.monotonic() > self._ends

    def rows(self) -> Iterator[Row]:
        """One for each task of each kind of database."""
        self._keep(over=all(self._tried[k].deaths >= self._wanted[k] for k in self._wanted))
        for words in dict.fromkeys(self._words.values()):
            keys = [key for key, said in self._words.items() if said == words]
            some = [self._tried[key] for key in keys]
            yield _row(words, some, sum(self._wanted[key] for key in keys))


def _row(words: str, some: list[Tried], wanted: int) -> Row:
    deaths, stores = sum(one.deaths for one in some), sum(one.stores for one in some)
    doubles = sum(one.doubles for one in some)
    wrong = [fault for one in some for fault in one.wrong]
    runs = sum(one.kept for one in some)
    known = "upgrade" not in words and all(one.kept for one in some)
    kept = f" of {runs} runs that kept something" if known else ""
    left = f"; {wanted - deaths} more are wanted: run it again" if deaths < wanted else ""
    twice = f"; {doubles} deliveries came twice, under the same key" if "alerts" in words else ""
    held = (
        "each held what an undisturbed one holds" if not wrong else "not all held what they should"
    )
    return Row(
        tried=f"killed: {words}",
        number=deaths,
        happened=f"{stores} stores{kept}, {held}{twice}{left}",
        wrong=len(wrong),
        examples=tuple(wrong[:5]),
    )
