"""Engines, each started once a module, and a disk that can be full."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crosswire.config import EngineChoice
from crosswire.engine.pool import PoolEngine
from crosswire.engine.ray import RayEngine
from crosswire.project import Project
from crosswire.stages.clean import Clean
from tests.batch.runs import project, with_clean

Recipe = Callable[[Clean], Project]


def _open(kind: EngineChoice, data: Path) -> Iterator[Project]:
    found = project(data, kind)
    if isinstance(found.engine, PoolEngine | RayEngine):
        with closing(found.engine):
            yield found
    else:
        yield found


@pytest.fixture(scope="module", params=["local", "pool", "ray"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Project]:
    """A project on each engine."""
    yield from _open(request.param, tmp_path_factory.mktemp("data"))


@pytest.fixture
def several(engine: Project) -> Project:
    """A project on an engine of several workers."""
    if engine.engine.workers == 1:
        pytest.skip("one process has nobody beside it who could go on")
    return engine


@pytest.fixture
def cleaning(engine: Project) -> Recipe:
    """The same engine, cleaning by another recipe."""

    def other(clean: Clean) -> Project:
        made = Project(engine.settings)
        vars(made)["engine"] = engine.engine
        return with_clean(made, clean)

    return other


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no disk may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
