"""The worker beside the server: begun anew when it dies, ended with the server however that ends, and
what it is killed at is done once."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.desk.jobs import Upload
from crosswire.records.job import Job
from crosswire.store.audit import Doer
from crosswire.web import beside as module
from crosswire.web.beside import beside
from crosswire.web.worker import at_work
from tests.desk.stream import cycle
from tests.web import workers
from tests.web.workers import signs


def until(found: Callable[[], object], seconds: float = 60) -> None:
    """Wait for something that must come; whoever waits so long has found a fault."""
    ends = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < ends, "it did not come"
        time.sleep(0.02)


def alive(pid: int | None) -> bool:
    """Whether a process runs; one that waits to be reaped does not."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return words.rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def mine(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path)


def test_a_worker_lives_as_long_as_the_block(mine: Settings) -> None:
    with beside(mine, workers.waits) as keeper:
        until(lambda: signs(mine))
        worker = keeper.pid
        assert worker is not None
        assert os.getsid(worker) != os.getsid(0)
    assert [words for words, _ in signs(mine)] == ["begun", "ended"]
    assert not alive(worker)


def test_what_a_worker_tells_is_heard_and_it_stands_back_behind_the_server(
    mine: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_FIRST", 60)
    heard: list[tuple[str, int | str]] = []
    with beside(mine, workers.tells, heard.append):
        until(lambda: len(heard) == 2)
    (_, nice), (_, group) = heard
    assert nice == min(19, os.nice(0) + 10)
    assert not group or str(group).rstrip().endswith("nice 10")


def test_a_worker_that_dies_is_begun_anew(mine: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FIRST", 0.01)
    with beside(mine, workers.falls) as keeper:
        until(lambda: len(signs(mine)) == 3)
        assert {int(pid) for _, pid in signs(mine)} >= {keeper.pid}
    assert len({pid for _, pid in signs(mine)}) == 3


def test_a_worker_that_does_not_listen_is_killed(
    mine: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "GRACE", 0.3)
    with beside(mine, workers.deaf) as keeper:
        until(lambda: signs(mine))
        worker = keeper.pid
    assert not alive(worker)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_worker_is_left_when_its_server_ends(mine: Settings, how: signal.Signals) -> None:
    command = [sys.executable, "-m", "tests.web.workers", str(mine.data)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            until(lambda: signs(mine))
            worker = int(signs(mine)[0][1])
            server.send_signal(how)
            server.wait(30)
            until(lambda: not alive(worker))
        finally:
            server.kill()
    assert [words for words, _ in signs(mine)] == ["begun", "ended"]


def test_a_job_whose_worker_is_killed_is_done_once(
    desk: Desk, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_FIRST", 0.01)
    lines = [*cycle(300)]
    file = tmp_path / "many.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)))
    with file.open("rb") as stream:
        asked = desk.jobs.add(files=[Upload("many.jsonl", stream)], by=Doer("you"), closely="none")

    def now() -> Job:
        return desk.jobs.get(asked.id)

    work = partial(at_work, lease=timedelta(seconds=1))
    with beside(settings, work) as keeper:
        until(lambda: now().state == "running")
        assert keeper.pid is not None
        os.kill(keeper.pid, signal.SIGKILL)
        until(lambda: now().over, 120)
    job = now()
    assert (job.state, job.tries) == ("done", 2)
    with desk.store.read() as reader:
        kept = [reader.resolve_article(str(one["id"])) for one in lines]
    assert len({*kept}) == len(lines)
    assert [*tmp_path.rglob(asked.id)] == []
