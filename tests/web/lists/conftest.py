"""A desk of an invented newsroom, read and compared by stand-ins, once for all tests here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bench.newsroom import InventedDesk, InventedProject, Newsroom, newsroom_settings
from crosswire.desk.comparing import Asked, compare_story
from crosswire.desk.desk import Desk
from crosswire.records import StoryLine
from crosswire.web.app import make_app
from crosswire.web.house import House
from tests.web.conftest import HERE, Reader

ARTICLES = 120


def copied(desk: Desk) -> list[StoryLine]:
    """The two stories with the most copies among their articles."""
    return sorted(desk.stories(limit=100), key=lambda line: (-line.copies, line.id))[:2]


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Stories of several outlets, some of them compared."""
    path = tmp_path_factory.mktemp("newsroom") / "desk.sqlite"
    with InventedDesk.at(path) as desk:
        desk.add(Newsroom(5).articles(ARTICLES), closely="shared")
        for line in [*desk.stories(order="outlets", limit=3), *copied(desk)]:
            compare_story(desk.store, desk.project.pipeline, Asked(line.id), ())
        yield desk


@pytest.fixture(scope="module")
def room(newsroom: Desk) -> Reader:
    """Whoever sits at it."""
    project = InventedProject(newsroom_settings(Path(newsroom.store.url)))
    house = House(open_desk=lambda at: Desk.open(project, as_of=at))
    return Reader(TestClient(make_app(house), base_url=HERE, follow_redirects=False))
