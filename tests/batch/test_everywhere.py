"""Faults on every engine: said, at the cost of their own part, and made good by the next run."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from crosswire.errors import ConfigError
from crosswire.project import Project
from crosswire.stages.clean import Clean
from tests.batch.archive import DyingClean, write_archive
from tests.batch.conftest import Recipe
from tests.batch.runs import Records, records, run

PARTS = 7


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return write_archive(tmp_path_factory.mktemp("everywhere") / "archive")


@pytest.fixture(scope="module")
def whole(archive: list[str], tmp_path_factory: pytest.TempPathFactory) -> Records:
    """What a run without faults leaves."""
    from tests.batch.runs import project

    folder = tmp_path_factory.mktemp("whole")
    run(project(folder, "local"), archive, folder / "out", PARTS)
    return records(folder / "out")


@pytest.mark.slow
def test_a_disk_that_is_full(
    engine: Project, archive: list[str], whole: Records, small_disk: Path
) -> None:
    out = small_disk / "out"
    out.mkdir()
    free = shutil.disk_usage(small_disk).free
    (small_disk / "other").write_bytes(b"x" * (free - 40_000))
    summary, heard = run(engine, archive, out, PARTS)
    assert summary.missing
    assert {one.kind for one in heard if one.stage != "intake"} == {"full"}
    assert not [file for file in out.rglob("*") if file.suffix == ".part"]
    (small_disk / "other").unlink()
    summary, heard = run(engine, archive, out, PARTS)
    assert (summary.missing, [one.kind for one in heard]) == ([], ["not-an-article-line"])
    assert records(out) == whole


@pytest.mark.slow
def test_a_path_that_is_not_there(engine: Project, archive: list[str], tmp_path: Path) -> None:
    gone = str(tmp_path / "gone.warc.gz")
    summary, heard = run(engine, [*archive, gone], tmp_path / "out", PARTS)
    assert sorted(failure.kind for failure in heard) == ["missing", "not-an-article-line"]
    assert summary.articles == 11


@pytest.mark.slow
def test_a_worker_of_another_version_stops_the_run(
    cleaning: Recipe, archive: list[str], tmp_path: Path
) -> None:
    other = replace(Clean(), version=Clean().version + 1)
    with pytest.raises(ConfigError, match="same crosswire on every node"):
        run(cleaning(other), archive, tmp_path / "out", PARTS)
    assert not list((tmp_path / "out").rglob("*.parquet"))


@pytest.mark.slow
def test_a_page_that_ends_every_worker_costs_its_partition(
    several: Project, cleaning: Recipe, archive: list[str], whole: Records, tmp_path: Path
) -> None:
    summary, heard = run(cleaning(DyingClean(at="mallet-1")), archive, tmp_path / "out", PARTS)
    killed = [one for one in heard if one.kind == "killed"]
    assert [(one.stage, one.item) for one in killed] == [("read", *summary.missing)]
    assert 0 < summary.articles < 11
    summary, _ = run(cleaning(Clean()), archive, tmp_path / "out", PARTS)
    assert (summary.read, summary.missing) == (1, [])
    assert records(tmp_path / "out") == whole
