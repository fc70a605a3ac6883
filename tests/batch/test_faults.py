"""What goes wrong in a run costs its own part, is said, and is made good by the next."""

import json
import os
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from crosswire.batch.ledger import Ledger
from crosswire.batch.parquet import unpack
from crosswire.batch.places import Disk, file_digest
from crosswire.batch.plan import Digested, plan
from crosswire.batch.reading import same_code
from crosswire.errors import ConfigError, StoreError
from crosswire.records import Failure, Revision
from crosswire.stages.clean import Clean
from tests.batch.archive import BROKEN, warc, write_archive
from tests.batch.runs import project, records, run, with_clean


@pytest.fixture
def archive(tmp_path: Path) -> list[str]:
    return write_archive(tmp_path / "archive")


def done(folder: Path) -> dict[str, str]:
    """The lines of a ledger, byte for byte."""
    return {file.name: file.read_text() for file in sorted((folder / "ledger").iterdir())}


def test_a_second_run_does_nothing(archive: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    first, heard = run(project(tmp_path, "local"), archive, out, 3)
    written = {file: file.stat().st_mtime_ns for file in out.rglob("*.parquet")}
    again, heard_again = run(project(tmp_path, "local"), archive, out, 3)
    assert (first.read, again.read) == (first.partitions, 0)
    assert (again.articles, again.stories) == (first.articles, first.stories)
    # What could not be used is said again: the archive still holds it.
    assert heard_again == heard
    assert {file: file.stat().st_mtime_ns for file in out.rglob("*.parquet")} == written


def test_a_run_that_was_killed_is_taken_up(archive: list[str], tmp_path: Path) -> None:
    out, note = tmp_path / "out", tmp_path / "note"
    words = [sys.executable, "-m", "tests.batch.killed", str(tmp_path / "archive"), str(out)]
    killed = subprocess.run([*words, str(note)], check=False, capture_output=True)
    assert killed.returncode == -9, killed.stderr
    before = done(out)
    there = Ledger(out).place.names("revisions")
    assert all(f"{name.split('-', 1)[1][:-5]}.parquet" in there for name in before)
    summary, _ = run(project(tmp_path, "local"), archive, out, 3)
    assert summary.read == summary.partitions - len(before)
    run(project(tmp_path, "local"), archive, tmp_path / "whole", 3)
    assert records(out) == records(tmp_path / "whole")


def test_a_file_that_came_or_changed_is_read_and_the_rest_stays(
    archive: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(project(tmp_path, "local"), archive, out, 7)
    Path(archive[1]).write_text('{"id": "new", "text": "Other words came in its place."}\n')
    summary, _ = run(project(tmp_path, "local"), archive, out, 7)
    assert 0 < summary.read <= 2
    run(project(tmp_path, "local"), archive, tmp_path / "whole", 7)
    assert records(out) == records(tmp_path / "whole")


def test_a_path_that_is_not_there_is_said_and_the_rest_goes_on(
    archive: list[str], tmp_path: Path
) -> None:
    gone = str(tmp_path / "gone.warc.gz")
    summary, heard = run(project(tmp_path, "local"), [*archive, gone], tmp_path / "out", 3)
    assert sorted(failure.kind for failure in heard) == ["missing", "not-an-article-line"]
    assert summary.articles == 11


def test_results_that_were_damaged_or_lost_are_made_again(
    archive: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(project(tmp_path, "local"), archive, out, 3)
    whole = records(out)
    first, second, *_ = sorted((out / "revisions").iterdir())
    first.write_bytes(first.read_bytes()[:-9])
    second.unlink()
    summary, _ = run(project(tmp_path, "local"), archive, out, 3)
    assert summary.read == 2
    assert records(out) == whole


def test_another_version_of_a_stage_does_its_part_again(archive: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(project(tmp_path, "local"), archive, out, 3)
    for file in (out / "ledger").glob("revisions-*2.json"):
        line = json.loads(file.read_text())
        line["versions"] = ["batch/1", "clean/0", "group/2"]
        file.write_text(json.dumps(line))
    summary, _ = run(project(tmp_path, "local"), archive, out, 3)
    assert summary.read == 1
    versions = {json.loads(text)["versions"][1] for n, text in done(out).items() if n < "s"
                and n.startswith("revisions")}  # fmt: skip
    assert len(versions) == 1


def test_a_worker_with_another_version_stops_the_run(archive: list[str], tmp_path: Path) -> None:
    other = replace(Clean(), version=Clean().version + 1)
    with pytest.raises(ConfigError, match="same crosswire on every node"):
        run(with_clean(project(tmp_path, "local"), other), archive, tmp_path / "out", 3)
    same_code(Clean())
    assert not list((tmp_path / "out").rglob("*.parquet"))


def test_a_disk_that_is_full_costs_what_did_not_fit(archive: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(project(tmp_path, "local"), archive, tmp_path / "whole", 3)
    sizes = sorted(file.stat().st_size for file in (tmp_path / "whole" / "revisions").iterdir())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (sizes[-1] - 1, hard))
    try:
        summary, heard = run(project(tmp_path, "local"), archive, out, 3)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [failure.kind for failure in heard if failure.stage == "read"] == ["full"]
    assert len(summary.missing) == 1
    assert 0 < summary.articles < 11
    assert not [file for file in out.rglob("*") if file.suffix == ".part"]
    summary, _ = run(project(tmp_path, "local"), archive, out, 3)
    assert (summary.read, summary.missing) == (1, [])
    assert records(out) == records(tmp_path / "whole")


def test_no_clock_is_heard(archive: list[str], tmp_path: Path) -> None:
    """Files from the year 2100 are as done as others, and give what they gave."""
    out = tmp_path / "out"
    run(project(tmp_path, "local"), archive, out, 3)
    for file in (*map(Path, archive), *out.rglob("*.*")):
        os.utime(file, (4_102_444_800, 4_102_444_800))
    summary, _ = run(project(tmp_path, "local"), archive, out, 3)
    assert summary.read == 0
    run(project(tmp_path, "local"), archive, tmp_path / "other", 3)
    assert done(out) == done(tmp_path / "other")


def test_a_page_from_the_future_is_a_page(archive: list[str], tmp_path: Path) -> None:
    """Its day and the clock of whoever fetched it are ahead: it lies where they say, in every run."""
    ahead = tmp_path / "ahead.warc"
    ahead.write_bytes(warc("2099-01-02T03:04:05Z", "2099-01-02"))
    for name, parts in (("one", 1), ("other", 5)):
        summary, heard = run(
            project(tmp_path, "local"), [*archive, str(ahead)], tmp_path / name, parts
        )
        assert (summary.articles, [one.kind for one in heard]) == (12, ["not-an-article-line"])
    assert records(tmp_path / "one") == records(tmp_path / "other")
    again, _ = run(project(tmp_path, "local"), [*archive, str(ahead)], tmp_path / "other", 5)
    assert again.read == 0
    (found,) = [r for r in records(tmp_path / "one")["revisions"] if "lighthouse" in r["text"]]
    kept = unpack(Revision, found["record"])
    assert kept.capture.fetched is not None
    assert kept.capture.fetched.at.startswith("2099-01-02T03:04:05")


def test_two_runs_do_not_write_one_folder(archive: list[str], tmp_path: Path) -> None:
    with Disk(tmp_path / "out").alone(tmp_path), pytest.raises(StoreError, match="another run"):
        run(project(tmp_path, "local"), archive, tmp_path / "out", 3)


def test_whoever_hears_of_a_failure_may_stop_the_run(archive: list[str], tmp_path: Path) -> None:
    from crosswire.batch.run import Batch

    def stop(failure: Failure) -> bool:
        return False

    summary = Batch(project(tmp_path, "local"), tmp_path / "out", stop).run(archive, partitions=1)
    assert (summary.partitions, summary.articles) == (1, 0)


def test_another_cut_leaves_nothing_of_the_first(archive: list[str], tmp_path: Path) -> None:
    run(project(tmp_path, "local"), archive, tmp_path / "out", 7)
    run(project(tmp_path, "local"), archive, tmp_path / "out", 2)
    assert len(list((tmp_path / "out" / "revisions").iterdir())) == 2
    assert len(records(tmp_path / "out")["revisions"]) == 11


def test_a_large_file_is_shared_out_and_a_second_copy_is_not_read() -> None:
    files = [Digested(f"/a/{n}.warc", 10, f"{n:064x}") for n in range(4)]
    large = Digested("/a/large.warc", 95, "f" * 64)
    parts = plan([*files, large, large._replace(path="/b/large.warc")], 5, stripe=10)
    pieces = [unit for part in parts for unit in part.units if unit.path == "/a/large.warc"]
    assert sorted((unit.stripe, unit.of) for unit in pieces) == [(n, 5) for n in range(5)]
    assert not [unit for part in parts for unit in part.units if unit.path.startswith("/b")]
    assert plan([large, *reversed(files)], 5, stripe=10) == parts


def test_a_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / BROKEN).write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert file_digest(tmp_path / BROKEN) == empty
