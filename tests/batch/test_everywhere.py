"""Faults on every engine: said, at the cost of their own part, and made good by the next run."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crosswire.batch.objects import Objects, ObjectStore, key_of
from crosswire.errors import ConfigError
from crosswire.project import Project
from crosswire.stages.clean import Clean
from tests.batch.archive import DyingClean, write_archive
from tests.batch.conftest import Recipe
from tests.batch.object_store import BUCKET, environment, object_store, put
from tests.batch.runs import Records, records, run

PARTS = 7


@pytest.fixture(scope="module", autouse=True)
def where() -> Iterator[str]:
    """An object store; its keys are there before any worker is."""
    with object_store() as found, pytest.MonkeyPatch.context() as environ:
        for name, value in environment(found).items():
            environ.setenv(name, value)
        yield found


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
def test_objects_and_paths_that_are_not_there(
    engine: Project, archive: list[str], whole: Records, tmp_path: Path, where: str
) -> None:
    """From an object store and into it; the workers ask it by themselves."""
    put(where, Path(archive[0]).parent, "archive")
    project = Project(engine.settings.with_(objects_allow=("127.0.0.0/8",)))
    vars(project)["engine"] = engine.engine
    gone = [f"s3://{BUCKET}/gone.warc.gz", str(tmp_path / "gone.warc.gz")]
    to = f"s3://{BUCKET}/{engine.settings.engine}"
    summary, heard = run(project, [f"s3://{BUCKET}/archive", *gone], to, PARTS)
    kinds = sorted((failure.kind, failure.item) for failure in heard)
    assert kinds[:2] == sorted(("missing", item) for item in gone)
    assert [kind for kind, _ in kinds[2:]] == ["not-an-article-line"]
    assert (summary.articles, summary.missing) == (11, [])
    there = records(Objects(ObjectStore.of(project.settings), key_of(to)))
    assert (there["edges"], there["stories"]) == (whole["edges"], whole["stories"])


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
