"""A worker that is killed in the middle: each job is done, and what it did is there once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.desk.jobs import Doer, JudgeArticles, Regroup, Withdraw
from crosswire.project import Project
from crosswire.store.base import check_store
from crosswire.store.engine import make_engine, parse
from tests.desk.stream import OUTLETS, stream, told, write
from tests.desk.test_jobs import inbox, name, upload

ROOT = Path(__file__).resolve().parents[2]
ANA = Doer("Ana")
KILLS = 8


@pytest.mark.slow
def test_a_job_is_done_once_however_often_its_worker_is_killed(settings: Settings) -> None:
    with Desk.open(Project(settings), create=True) as desk:
        file = write(settings.data.parent / "lines.jsonl", stream(2))
        desk.add(desk.project.captures([file]), closely="none")
        with desk.store.read() as reader:
            a, b, c, d = (
                reader.resolve_article(name(event, n))
                for event, n in (("ferry", 0), ("strike", 0), ("comet", 0), ("comet", 1))
            )
        gone = desk.judge(c, d, "different", because="", by="Ana").judgement
        new = [told("ferry", one, seed=7) | {"id": f"new-{n}", "url": None}
               for n, one in enumerate(OUTLETS)]  # fmt: skip
        asked = [
            desk.jobs.add(files=[upload("new.jsonl", *new)], by=ANA, closely="none"),
            desk.jobs.put(JudgeArticles(a=a, b=b, decision="same", because="one chain"), by=ANA),
            desk.jobs.put(Withdraw(judgement=gone.id), by=ANA),
            desk.jobs.put(Regroup(), by=ANA),
        ]
        ended = subprocess.run(
            [sys.executable, "-m", "tests.desk.jobs_killed", settings.store_url, str(settings.data), str(KILLS), "4"],
            cwd=ROOT, env=os.environ | {"OMP_NUM_THREADS": "1"}, capture_output=True, text=True,
            timeout=200, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        jobs = [desk.jobs.get(job.id) for job in asked]
        assert [job.state for job in jobs] == ["done"] * len(jobs), jobs
        assert [(j.because, j.withdrawn_by) for j in desk.judgements()] == [
            ("one chain", None), ("", "Ana"),
        ]  # fmt: skip
        with make_engine(parse(settings.store_url), write=False).connect() as connection:
            count = "SELECT count(*) FROM articles WHERE name LIKE 'new-%'"
            assert connection.execute(text(count)).scalar_one() == len(new)
        assert desk.story(name("ferry", 0)).line.id == desk.story(name("strike", 0)).line.id
        assert inbox(desk) == []
        assert check_store(settings.store_url).problems == ()
        # The jobs may be done before the last kill.
        assert 2 <= int(ended.stdout) <= KILLS
        assert max(job.tries for job in jobs) > 1
