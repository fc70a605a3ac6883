"""What a run made, in a store: once, whoever loads it and however many do so at once."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from crosswire.batch.loading import into
from crosswire.batch.places import Disk
from crosswire.errors import StoreError
from crosswire.stages.group import Group
from crosswire.store.base import check_store, open_store
from crosswire.store.engine import make_engine, parse
from crosswire.store.loading import Loaded
from tests.batch.archive import warc, write_archive
from tests.batch.runs import project, records, run
from tests.postgres import Server

PARTS = 7


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of eleven articles in several partitions."""
    place = tmp_path_factory.mktemp("loading")
    run(project(place, "local"), write_archive(place / "archive"), place / "out", PARTS)
    return place / "out"


def counted(url: str) -> dict[str, int]:
    tables = ("articles", "captures", "revisions", "stories", "memberships", "article_words")
    with open_store(url) as store, store.read() as reader:
        ask = reader.connection.exec_driver_sql
        return {name: ask(f"SELECT count(*) FROM {name}").scalar_one() for name in tables}


def stories_of(url: str) -> list[set[str]]:
    with open_store(url) as store, store.read() as reader:
        ask = reader.connection.exec_driver_sql
        rows = ask("SELECT m.story_id, a.name FROM memberships m JOIN articles a ON "
                   "a.id = m.article_id WHERE m.ended_at IS NULL").all()  # fmt: skip
    found: dict[str, set[str]] = {}
    for story, name in rows:
        found.setdefault(story, set()).add(name)
    return sorted(found.values(), key=sorted)


def told(folder: Path) -> list[set[str]]:
    found = records(folder)
    names = {row["id"]: row["article"] for row in found["revisions"]}
    stories: dict[str, set[str]] = {}
    for row in found["stories"]:
        stories.setdefault(row["story"], set()).add(names[row["id"]])
    return sorted(stories.values(), key=sorted)


def test_a_run_in_a_store_is_what_it_was_in_its_folder(
    folder: Path, store_url: str, tmp_path: Path
) -> None:
    found = [*into(project(tmp_path, "local"), Disk(folder), store_url, Group())]
    loaded = [one for one in found if isinstance(one, Loaded)]
    assert len(loaded) == len(found)
    assert sum(one.articles for one in loaded) == 11
    assert stories_of(store_url) == told(folder)
    assert check_store(store_url).problems == ()
    before = counted(store_url)
    again = [*into(project(tmp_path, "local"), Disk(folder), store_url, Group())]
    assert all(isinstance(one, Loaded) and one.known for one in again)
    assert counted(store_url) == before


def test_a_clock_that_was_ahead_is_not_believed(store_url: str, tmp_path: Path) -> None:
    """Neither an archive's nor this machine's when it wrote the ledger."""
    (tmp_path / "ahead.warc").write_bytes(warc("2099-01-02T03:04:05Z", "2099-01-02"))
    run(project(tmp_path, "local"), [str(tmp_path / "ahead.warc")], tmp_path / "out", 1)
    (first,) = into(project(tmp_path, "local"), Disk(tmp_path / "out"), store_url, Group())
    with make_engine(parse(store_url), write=True).begin() as connection:
        connection.execute(text("UPDATE ledger SET at = '2099-01-02T03:04:05.678Z'"))
        placed = connection.execute(text("SELECT sort_at, date_doubt FROM articles")).one()
    assert placed.sort_at < 4_000_000_000
    assert "days after it was first seen" in placed.date_doubt
    (again,) = into(project(tmp_path, "local"), Disk(tmp_path / "out"), store_url, Group())
    assert isinstance(first, Loaded)
    assert isinstance(again, Loaded)
    assert (first.articles, again.known) == (1, True)
    assert check_store(store_url).problems == ()


def start(folder: Path, url: str, *more: str) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-m", "tests.batch.loading", str(folder), url, *more]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def ended(process: "subprocess.Popen[bytes]") -> list[dict[str, Any]]:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    found: list[dict[str, Any]] = json.loads(out)
    return found


@pytest.mark.slow
def test_four_loaders_do_nothing_twice(folder: Path, postgres: Server, tmp_path: Path) -> None:
    with postgres.schema() as url:
        with open_store(url, create=True):
            pass
        loaders = [start(folder, url) for _ in range(4)]
        found = [one for loader in loaders for one in ended(loader)]
        assert sum(one["articles"] for one in found) == 11
        done = [one for one in found if not one["known"] and not one["busy"]]
        assert len(done) == len(found) // 4
        assert counted(url)["articles"] == counted(url)["article_words"] == 11
        # What was loaded lies in no story until the run's stories are put in, which any run does.
        again = [*into(project(tmp_path, "local"), Disk(folder), url, Group())]
        assert all(isinstance(one, Loaded) and one.known for one in again)
        assert stories_of(url) == told(folder)
        assert check_store(url).problems == ()


@pytest.mark.slow
def test_a_loader_that_is_killed_leaves_nothing_and_holds_nothing(
    folder: Path, postgres: Server, tmp_path: Path
) -> None:
    with postgres.schema() as url:
        with open_store(url, create=True):
            pass
        killed = start(folder, url, str(tmp_path / "note"))
        killed.communicate(timeout=120)
        assert killed.returncode == -9
        assert (tmp_path / "note").exists()
        assert counted(url)["articles"] == 0
        assert sum(one["articles"] for one in ended(start(folder, url))) == 11


def test_nobody_loads_while_one_writes(folder: Path, postgres: Server, tmp_path: Path) -> None:
    with (
        postgres.schema() as url,
        open_store(url, create=True) as store,
        store.write("add"),
        pytest.raises(StoreError, match="another process is writing"),
    ):
        [*into(project(tmp_path, "local"), Disk(folder), url, Group())]
