from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.desk.tally import Tally
from crosswire.project import Project
from tests.desk.stream import Line, stream, write

Add = Callable[..., Tally]


@pytest.fixture
def settings(tmp_path: Path, store_url: str) -> Settings:
    """Of a desk in a file, then of one in a PostgreSQL database."""
    return Settings(data=tmp_path / "data", pipeline="small", cache_megabytes=0, store=store_url)


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    with Desk.open(Project(settings), create=True) as opened:
        yield opened


@pytest.fixture
def add(desk: Desk, tmp_path: Path) -> Add:
    """Adds article lines as ``crosswire add`` does, without reading them closely."""

    def run(lines: list[Line], *, name: str = "lines.jsonl") -> Tally:
        file = write(tmp_path / name, lines)
        return desk.add(desk.project.captures([file]), closely="none")

    return run


@pytest.fixture
def filled(desk: Desk, add: Add) -> Desk:
    """A desk with the whole stream."""
    add(stream())
    return desk
