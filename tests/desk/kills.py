"""A program of the tests: adds a file once, undisturbed; then again, killed a hundred times.

    python -m tests.desk.kills LINES STORE KILLS SEED

writes to STORE and to a second store with "-killed" after its name. It forks after everything is
imported, so that a hundred starts cost little; no thread runs before a fork. Each child is killed
(SIGKILL) at a random moment after it has begun, inside transactions as well as between them, and
the last one goes on to the end. Prints how many were killed at work.
"""

import os
import random
import signal
import sys
import time
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory

from crosswire.config import Settings
from crosswire.desk import adding
from crosswire.desk.desk import Desk
from crosswire.desk.grouping import Grouping
from crosswire.project import Project
from crosswire.stages.group import Group
from crosswire.store.base import Reader
from tests.desk.stream import told, write

SHARE = 4.0
"""How many times its share of the undisturbed time a child may live: most die before its half."""


def main(lines: Path, store: Path, kills: int, seed: int) -> int:
    """Kill ``kills`` times, then let one finish; the number that died at work."""
    adding.BATCH = 2
    with TemporaryDirectory() as folder:
        # What the first article makes everybody load, no child should have to.
        one = write(Path(folder) / "one.jsonl", [told("ferry", "The Rehearsal")])
        _add(one, Path(folder) / "desk.sqlite", os.open(os.devnull, os.O_WRONLY))
    begun = time.monotonic()
    _run(lines, store, None)
    longest = SHARE * (time.monotonic() - begun) / kills
    draw = random.Random(seed)
    killed = store.with_name(f"{store.stem}-killed{store.suffix}")
    died = sum(_killed(lines, killed, draw.uniform(0, longest)) for _ in range(kills))
    _run(lines, killed, None)
    return died


def _killed(lines: Path, store: Path, after: float) -> bool:
    return _run(lines, store, after) == signal.SIGKILL


def _run(lines: Path, store: Path, after: float | None) -> int:
    """Add in a child; the signal it died by, or 0."""
    begun, begins = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(begun)
        status = 1
        try:
            _add(lines, store, begins)
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


def _add(lines: Path, store: Path, begins: int) -> None:
    class Telling(Grouping):
        """Says through ``begins`` that it is open: from now on articles are added."""

        def __init__(self, reader: Reader, recipe: Group) -> None:
            super().__init__(reader, recipe)
            os.write(begins, b"!")

    vars(adding)["Grouping"] = Telling
    settings = Settings(data=store.parent, store=str(store), cache_megabytes=0)
    with Desk.open(Project(settings), create=True) as desk:
        desk.add(desk.project.captures([lines]), closely="none")
    os.close(begins)


if __name__ == "__main__":
    found = main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    sys.stdout.write(f"{found}\n")
