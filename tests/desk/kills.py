"""A program of the tests: adds a file once, undisturbed; then again, killed a hundred times.

    python -m tests.desk.kills LINES STORE KILLED KILLS SEED none|shared

writes to STORE undisturbed, and to KILLED between kills; both are files or addresses. It forks after everything is
imported, so that a hundred starts cost little; no thread runs before a fork. Each child is killed
(SIGKILL) at a random moment after it has begun, inside transactions as well as between them, and
the last one goes on to the end. Prints how many were killed at work.
"""

import gc
import os
import random
import signal
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from crosswire.config import Settings
from crosswire.desk import adding, reading
from crosswire.desk.desk import Closeness, Desk
from crosswire.desk.grouping import Grouping
from crosswire.desk.reading import read_closely
from crosswire.project import Project
from crosswire.stages.group import Group
from crosswire.store.base import Reader
from tests.desk.stream import told, write

SHARE = 2.5
"""How many times its share of the undisturbed time a child may live at most.

Half of that on average, of which what was begun and not kept is lost: most kills come before all
is added, also on a machine that was slow when the undisturbed time was taken or is slow now.
"""


class Task(NamedTuple):
    """What a child does."""

    lines: Path
    store: str
    closely: Closeness


def main(task: Task, killed: str, kills: int, seed: int) -> int:
    """Kill ``kills`` times, then let one finish; the number that died at work."""
    adding.BATCH = 2
    vars(reading)["BATCH"] = 1
    with TemporaryDirectory() as folder:
        # What the first article makes everybody load, no child should have to.
        one = write(Path(folder) / "one.jsonl", [told("ferry", "The Rehearsal")])
        warmed = Task(one, str(Path(folder) / "desk.sqlite"), "none")
        _add(warmed, os.open(os.devnull, os.O_WRONLY))
    # Else every child would copy what all have loaded when it first looks for rubbish.
    gc.freeze()
    begun = time.monotonic()
    _run(task, None)
    longest = SHARE * (time.monotonic() - begun) / kills
    draw = random.Random(seed)
    again = task._replace(store=killed)
    died = sum(_killed(again, draw.uniform(0, longest)) for _ in range(kills))
    _run(again, None)
    return died


def _killed(task: Task, after: float) -> bool:
    return _run(task, after) == signal.SIGKILL


def _run(task: Task, after: float | None) -> int:
    """Add in a child; the signal it died by, or 0."""
    begun, begins = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(begun)
        status = 1
        try:
            _add(task, begins)
            status = 0
        finally:
            # Never back into the parent's code, whatever happened here.
            if status:
                traceback.print_exc()
            os._exit(status)
    os.close(begins)
    os.read(begun, 1)
    os.close(begun)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("a child failed of itself")
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def _add(task: Task, begins: int) -> None:
    def say() -> None:
        # Who listens hears it once.
        with suppress(BrokenPipeError):
            os.write(begins, b"!")

    class Telling(Grouping):
        """Says through ``begins`` that it is open: from now on articles are added."""

        def __init__(self, reader: Reader, recipe: Group) -> None:
            super().__init__(reader, recipe)
            say()

    def telling(*args: Any, **how: Any) -> int:
        """Says so when articles are read closely, too."""
        say()
        return read_closely(*args, **how)

    vars(adding)["Grouping"] = Telling
    vars(reading)["read_closely"] = telling
    settings = Settings(
        data=task.lines.parent, store=task.store, pipeline="small", cache_megabytes=0
    )
    with Desk.open(Project(settings), create=True) as desk:
        desk.add(desk.project.captures([str(task.lines)]), closely=task.closely)
    os.close(begins)


if __name__ == "__main__":
    _, lines, store, killed, kills, seed, closely = sys.argv
    chosen: Closeness = "shared" if closely == "shared" else "none"
    found = main(Task(Path(lines), store, chosen), killed, int(kills), int(seed))
    sys.stdout.write(f"{found}\n")
