"""``crosswire db backup`` while articles are added, and stores restored from what it wrote."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from crosswire.store.base import check_store, verify_store
from crosswire.store.copies import backup, restore
from hard.places import Databases, Files, Places
from hard.rows import How, Row
from hard.same import differences, every_row, kept
from hard.tasks import newsroom_at
from tests.postgres import server

LONG, SHORT = 12, 2
_SECONDS = 600


def rows(how: How) -> Iterator[Row]:
    """On both."""
    number = LONG if how.long else SHORT
    yield _copied(Files(), number)
    if sys.version_info < (3, 13):
        with server() as running:
            yield _copied(Databases(running), max(1, number // 2))


def _copied(places: Places, number: int) -> Row:
    wrong: list[str] = []
    held: list[int] = []
    with places.empty() as store, TemporaryDirectory(prefix="crosswire-hard-") as folder:
        with newsroom_at(store):
            pass
        adding = subprocess.Popen([sys.executable, "-m", "hard.feeding", store, str(_SECONDS)])
        try:
            copies = []
            _until_there_is_something(store)
            for turn in range(number):
                time.sleep(0.4)
                copies.append(Path(folder) / f"copy-{turn}.sqlite")
                held.append(backup(store, copies[-1]).articles)
            if adding.poll() is not None:
                wrong.append(f"adding ended with {adding.returncode}")
        finally:
            adding.kill()
            adding.wait()
        if held != sorted(held) or (held[0] == held[-1] and number > 2):
            wrong.append(f"articles in the copies: {held}")
        for copy in copies[-2:]:
            wrong += _restored(copy, Path(folder) / f"{copy.stem}-again.sqlite")
        with places.empty() as other:
            wrong += _restored(copies[-1], other)
    return Row(
        tried=f"{places.name}: db backup while articles are added, then db restore",
        number=number, happened=f"{held[0]} to {held[-1]} articles; every copy held together, and what "
        "was restored (into a file, and into another place of its kind) had every row of it",
        wrong=len(wrong), examples=tuple(wrong[:5]),
    )  # fmt: skip


def _until_there_is_something(store: str) -> None:
    ends = time.monotonic() + 60
    while not kept(store)["articles"] and time.monotonic() < ends:
        time.sleep(0.1)


def _restored(copy: Path, to: str | Path) -> Iterator[str]:
    restore(copy, to)
    yield from differences(every_row(str(copy)), every_row(str(to)))
    yield from check_store(to).problems
    yield from verify_store(to).problems
