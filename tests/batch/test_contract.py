"""Whatever runs it, however it is cut, in whatever order: the same records, byte for byte."""

import random
from pathlib import Path

import pytest

from crosswire.project import Project
from tests.batch.archive import DyingClean, write_archive
from tests.batch.conftest import Recipe
from tests.batch.runs import Records, project, records, run

SHARED = 3
"""Stories of the archive that two outlets tell."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return write_archive(tmp_path_factory.mktemp("batch") / "archive")


@pytest.fixture(scope="module")
def expected(archive: list[str], tmp_path_factory: pytest.TempPathFactory) -> Records:
    """What one process makes of one partition."""
    folder = tmp_path_factory.mktemp("expected")
    summary, heard = run(project(folder, "local"), archive, folder / "out", 1, "shared")
    assert [failure.kind for failure in heard] == ["not-an-article-line"]
    assert (summary.articles, summary.shared, summary.comparisons) == (11, SHARED, SHARED)
    return records(folder / "out")


def shuffled(archive: list[str], seed: int) -> list[str]:
    return random.Random(seed).sample(archive, len(archive))


@pytest.mark.slow
@pytest.mark.parametrize("partitions", [1, 3, 7])
def test_stories_are_the_same(
    engine: Project, archive: list[str], expected: Records, tmp_path: Path, partitions: int
) -> None:
    run(engine, shuffled(archive, partitions), tmp_path / "out", partitions)
    found = records(tmp_path / "out")
    for step in ("revisions", "edges", "stories"):
        assert found[step] == expected[step], step


@pytest.mark.slow
def test_all_is_the_same_with_a_worker_killed_in_the_midst(
    several: Project, cleaning: Recipe, archive: list[str], expected: Records, tmp_path: Path
) -> None:
    note, partitions = tmp_path / "killed", 3 if several.settings.engine == "pool" else 7
    dying = cleaning(DyingClean(at="mallet-1", note=note))
    summary, heard = run(dying, shuffled(archive, 5), tmp_path / "out", partitions, "shared")
    assert note.exists()
    assert not summary.missing
    assert [failure.kind for failure in heard] == ["not-an-article-line"]
    assert records(tmp_path / "out") == expected
