"""For every test: properties give the same cases on every machine, and no clock decides.

Nothing is kept on disk from one run to the next.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.postgres import Server, server

settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")

if TYPE_CHECKING:
    from playwright.sync_api import Browser

os.environ["CROSSWIRE_CACHE_MEGABYTES"] = "0"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever opens a browser takes its time."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Debian's Chromium, shared by all that look at pages."""
    from tests.chromium import launched

    with launched() as found:
        yield found


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server for this session; the wheel that carries it ends with Python 3.12."""
    if sys.version_info >= (3, 13):
        pytest.skip("no wheel carries PostgreSQL for this Python")
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a store may be made: a file, then a database. What a store does, it does on both."""
    with _place(request, tmp_path) as url:
        yield url


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def module_store_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The same, once for all tests of a module."""
    with _place(request, tmp_path_factory.mktemp("store")) as url:
        yield url


@contextmanager
def _place(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(folder / "desk.sqlite")
        return
    running: Server = request.getfixturevalue("postgres")
    with running.schema() as url:
        yield url
