"""Line-ups that the worker renders: the very parts that a page would show, and no others."""

from collections.abc import Callable, Hashable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from crosswire.desk.desk import Desk
from crosswire.records import Comparison
from crosswire.web.ahead import Ahead
from crosswire.web.app import make_app
from crosswire.web.house import House
from crosswire.web.shelf import Shelf
from tests.web.conftest import HERE
from tests.web.stories import keep

Part = tuple[Hashable, str]


@pytest.fixture
def open_desk(desk: Desk) -> Callable[[str | None], Desk]:
    return lambda at: Desk.open(desk.project, as_of=at)


def shown(
    open_desk: Callable[[str | None], Desk], story: str, ready: list[Part]
) -> tuple[str, list[Part]]:
    """A story's page of a server that was handed ``ready``; what it made itself."""
    made: list[Part] = []
    shelf = Shelf(megabytes=9, made=lambda key, part: made.append((key, part)))
    for key, part in ready:
        shelf.put(key, part)
    app = make_app(House(open_desk=open_desk, shelf=shelf, secret=b"one and the same"))
    page = TestClient(app, base_url=HERE).get(f"/stories/{story}")
    assert page.status_code == 200
    return page.text, made


def test_a_page_of_parts_made_ahead_is_the_same_page(
    desk: Desk, open_desk: Callable[[str | None], Desk], story: Comparison
) -> None:
    key, _ = keep(desk, story)
    told: list[Part] = []
    assert Ahead(open_desk, told.append).once() == 1
    page, made = shown(open_desk, key, [])
    again, left = shown(open_desk, key, told)
    assert "What several tell" in page
    assert sorted(told, key=repr) == sorted(made, key=repr)
    # Somebody has looked at it between the two.
    assert left == []
    assert [line for line in again.splitlines() if line not in page.splitlines()] == []


def test_what_was_made_is_not_made_again_until_it_is_lined_up_anew(
    desk: Desk, open_desk: Callable[[str | None], Desk], story: Comparison
) -> None:
    told: list[Part] = []
    ahead = Ahead(open_desk, told.append)
    assert ahead.once() == 0
    key, _ = keep(desk, story)
    assert (ahead.once(), ahead.once()) == (1, 0)
    first = {key for key, _ in told}
    with desk.store.write("compare") as writer, writer.batch() as batch:
        batch.add_comparison(key, story, "another", "input")
    assert ahead.once() == 1
    assert {key for key, _ in told} > first


def test_a_worker_that_is_to_end_makes_no_more(
    desk: Desk, open_desk: Callable[[str | None], Desk], story: Comparison
) -> None:
    keep(desk, story)
    assert Ahead(open_desk, list[Part]().append, going=lambda: False).once() == 0


def test_nothing_of_it_lies_in_a_file(
    desk: Desk, open_desk: Callable[[str | None], Desk], story: Comparison, tmp_path: Path
) -> None:
    keep(desk, story)
    told: list[Part] = []
    Ahead(open_desk, told.append).once()
    assert any("coastguard" in part for _, part in told)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    told_by = {file.name for file in files if b"coastguard" in file.read_bytes()}
    assert told_by <= {"desk.sqlite", "desk.sqlite-wal"}
