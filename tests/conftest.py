"""For every test: properties give the same cases on every machine, and no clock decides.

Nothing is kept on disk from one run to the next.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.postgres import Server, server

settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")

os.environ["CROSSWIRE_CACHE_MEGABYTES"] = "0"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server for this session; the wheel that carries it ends with Python 3.12."""
    if sys.version_info >= (3, 13):
        pytest.skip("no wheel carries PostgreSQL for this Python")
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store may be made: a file, then a database. What a store does, it does on both."""
    if request.param == "sqlite":
        return str(tmp_path / "desk.sqlite")
    running: Server = request.getfixturevalue("postgres")
    return running.database()
