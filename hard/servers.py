"""A PostgreSQL server that is restarted while articles are added, and while a desk is served."""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from bench.web import served
from crosswire.desk import adding
from crosswire.desk.jobs import Doer, Regroup
from crosswire.errors import StoreError
from crosswire.store.base import check_store
from hard.killing import lived
from hard.rows import How, Row, told
from hard.same import differences, kept
from hard.tasks import add_lines, desk_at, swapped
from tests.desk.stream import cycle
from tests.postgres import Server, server

LONG, SHORT = 12, 1
_ARTICLES = 40
_SEED = 5
_MOST = 60.0
"""Seconds in which a desk answers again."""


def rows(how: How) -> Iterator[Row]:
    """Both; nothing where no wheel carries a server."""
    if sys.version_info >= (3, 13):
        return
    with server() as running:
        number = LONG if how.long else SHORT
        yield _adding(running, number)
        yield _serving(running, max(1, number // 4))


def _adding(running: Server, number: int) -> Row:
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    with running.database() as whole:
        lived(lambda _: _add(whole, None))
        expected = kept(whole)
    for turn in range(number):
        draw = random.Random(f"{_SEED} {turn}")
        with running.database() as store, TemporaryDirectory(prefix="crosswire-hard-") as folder:
            said = Path(folder) / "said.json"
            child = subprocess.Popen([sys.executable, "-m", "hard.servers", store, str(said)])
            while not said.exists() and child.poll() is None:
                time.sleep(0.02)
            time.sleep(draw.uniform(0, 0.6))
            running.restart(draw.choice(("fast", "immediate")))
            child.wait(120)
            words = json.loads(said.read_text(encoding="utf-8"))
            outcomes[words["what"]] += 1
            if words["what"] not in ("refused in words", "done before"):
                wrong.append(str(words))
            lived(lambda _, store=store: _add(store, None))  # type: ignore[misc]
            wrong += [f"turn {turn}: {one}" for one in differences(expected, kept(store))]
            wrong += check_store(store).problems
    return Row(
        tried="PostgreSQL restarted (fast, immediate) in the middle of add; added again",
        number=number, happened=f"{told(outcomes)}; in the end each held what an undisturbed one "
        "holds", wrong=len(wrong), examples=tuple(wrong[:5]),
    )  # fmt: skip


def _add(store: str, begun: Path | None) -> None:
    with swapped(adding, BATCH=2), desk_at(store) as (desk, folder):
        if begun is not None:
            begun.write_text("{}", encoding="utf-8")
        add_lines(desk, folder, [*cycle(_ARTICLES)])


def _serving(running: Server, number: int) -> Row:
    """Pages and jobs, before and after."""
    wrong: list[str] = []
    away: list[float] = []
    with running.database() as store:
        lived(lambda _: _add(store, None))
        with (
            TemporaryDirectory(prefix="crosswire-hard-") as folder,
            served(store, Path(folder)) as (address, _),
            httpx.Client(base_url=address, timeout=30) as client,
        ):
            client.get("/").raise_for_status()
            for _ in range(number):
                running.restart("fast")
                away.append(_until_it_answers(client, wrong))
            wrong += _job_is_done(store)
    return Row(
        tried="PostgreSQL restarted under a desk that is served",
        number=number, happened=f"it answered again after {max(away):.1f} s at most without being begun "
        "anew; a job asked for afterwards was done", wrong=len(wrong), examples=tuple(wrong[:5]),
    )  # fmt: skip


def _until_it_answers(client: httpx.Client, wrong: list[str]) -> float:
    began = time.monotonic()
    while time.monotonic() - began < _MOST:
        try:
            status = client.get("/").status_code
        except httpx.HTTPError as fault:
            wrong.append(f"the server of pages: {fault!r}")
            return time.monotonic() - began
        if status == 200:
            return time.monotonic() - began
        if status != 503:
            wrong.append(f"a page answered {status}")
        time.sleep(0.1)
    wrong.append(f"no page for {_MOST:.0f} s")
    return _MOST


def _job_is_done(store: str) -> list[str]:
    ends = time.monotonic() + _MOST
    with desk_at(store) as (desk, _):
        asked = desk.jobs.put(Regroup(), by=Doer("Ana"))
        while not desk.jobs.get(asked.id).over and time.monotonic() < ends:
            time.sleep(0.2)
        state = desk.jobs.get(asked.id).state
    return [] if state == "done" else [f"a job is {state} after {_MOST:.0f} s"]


def _main() -> None:
    """In a process of its own: add, and say what came of it."""
    store, said = sys.argv[1], Path(sys.argv[2])
    what, words = "done before", ""
    try:
        _add(store, said)
    except StoreError as fault:
        what, words = "refused in words", f"{fault.kind}: {fault}"
        if fault.kind != "unreachable":
            what = "refused in other words"
    except Exception as fault:  # noqa: BLE001 (to find those is what this is for)
        what, words = "crashed", repr(fault)
    said.write_text(json.dumps({"what": what, "words": words}), encoding="utf-8")


if __name__ == "__main__":
    _main()
