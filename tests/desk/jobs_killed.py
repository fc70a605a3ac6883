"""A program of the tests: a worker does jobs, killed again and again, until all are over.

    python -m tests.desk.jobs_killed STORE DATA KILLS SEED

The jobs wait in STORE already. Each worker is a fork that is killed (SIGKILL) at a random moment after
it has begun a job; the last one goes on to the end. Prints how many were killed at work.
"""

import gc
import os
import random
import signal
import sys
import time
import traceback
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from crosswire.config import Settings
from crosswire.desk import adding, doing
from crosswire.desk.desk import Desk
from crosswire.desk.jobs import Asked
from crosswire.desk.working import Worker
from crosswire.project import Project
from crosswire.records.job import Job
from crosswire.store import jobs as kept

LEASE = timedelta(seconds=0.3)
LONGEST = 0.4
"""Seconds a worker lives at most after it has begun a job."""


def main(settings: Settings, kills: int, seed: int) -> int:
    """Kill so many workers, then let one finish; the number that died at work."""
    adding.BATCH = 1
    kept.MOST_TRIES = 100  # more workers die here at one job than anywhere
    gc.freeze()
    draw = random.Random(seed)
    died = sum(_killed(settings, draw.uniform(0, LONGEST)) for _ in range(kills))
    _finish(settings)
    return died


def _finish(settings: Settings) -> None:
    with Desk.open(Project(settings)) as desk:
        worker = Worker(desk)
        while any(not job.over for job in desk.jobs.listed(Asked(limit=1000))):
            if worker.once() is None:
                time.sleep(0.1)


def _killed(settings: Settings, after: float) -> bool:
    begun, begins = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(begun)
        status = 1
        try:
            _work(settings, begins)
            status = 0
        finally:
            if status:
                traceback.print_exc()
            os._exit(status)
    os.close(begins)
    os.read(begun, 1)
    os.close(begun)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("a worker failed of itself")
    return os.WIFSIGNALED(status)


def _work(settings: Settings, begins: int) -> None:
    do = doing.do

    def telling(desk: Desk, job: Job, *how: object) -> dict[str, object]:
        """Says that a job was begun."""
        with suppress(BrokenPipeError):
            os.write(begins, b"!")
        return do(desk, job, *how)  # type: ignore[arg-type]

    vars(doing)["do"] = telling
    with Desk.open(Project(settings)) as desk:
        worker = Worker(desk, lease=LEASE)
        for _ in range(200):
            if worker.once() is None:
                time.sleep(0.05)
    os.close(begins)


if __name__ == "__main__":
    _, store, data, kills, seed = sys.argv
    found = main(
        Settings(data=Path(data), store=store, pipeline="small", cache_megabytes=0),
        int(kills),
        int(seed),
    )
    sys.stdout.write(f"{found}\n")
