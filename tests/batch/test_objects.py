"""A run from an object store and into one: the same records, nothing mixed, no key shown."""

import json
import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket

import pytest
from typer.testing import CliRunner

from crosswire.batch.ledger import Ledger
from crosswire.batch.objects import Objects, ObjectStore, is_object, key_of
from crosswire.batch.parquet import read_rows
from crosswire.batch.plan import Digest
from crosswire.batch.sources import captures
from crosswire.cli.commands import app
from crosswire.config import Settings
from crosswire.errors import ConfigError, InputError, StoreError
from crosswire.project import Project
from crosswire.records import Capture, Failure
from tests.batch.archive import BROKEN, write_archive
from tests.batch.object_store import BUCKET, KEYS, client, environment, object_store, put
from tests.batch.runs import Records, records, run

HERE = ("127.0.0.0/8",)
ARCHIVE = f"s3://{BUCKET}/archive"


@pytest.fixture(scope="module")
def where() -> Iterator[str]:
    with object_store() as found:
        yield found


@pytest.fixture(scope="module")
def archive(where: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eleven articles and a broken line, as files; the same lie as objects."""
    folder = tmp_path_factory.mktemp("objects") / "archive"
    write_archive(folder)
    put(where, folder, "archive")
    return folder


@pytest.fixture(autouse=True)
def known(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys and the endpoint stand in the environment."""
    for name, value in environment(where).items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    settings = Settings(
        data=tmp_path / "data", pipeline="small", cache_megabytes=0, objects_allow=HERE
    )
    return Project(settings)


def store_of(project: Project) -> ObjectStore:
    return ObjectStore.of(project.settings)


def place(project: Project, folder: str) -> Objects:
    return Objects(store_of(project), key_of(f"s3://{BUCKET}/{folder}"))


def bodies(found: Records) -> list[list[object]]:
    """What does not name where an article lay."""
    return [
        [row["id"], row.get("text"), row.get("sketch"), row.get("story"), row.get("how")]
        for step in ("revisions", "stories")
        for row in found[step]
    ]


def test_a_run_over_objects_is_that_over_files(
    archive: Path, project: Project, tmp_path: Path
) -> None:
    to = f"s3://{BUCKET}/whole"
    summary, heard = run(project, [ARCHIVE], to, 3)
    assert [(failure.kind, failure.item) for failure in heard] == [
        ("not-an-article-line", f"{ARCHIVE}/{BROKEN}:1")
    ]
    assert (summary.articles, summary.missing) == (11, [])
    run(project, [str(archive)], tmp_path / "out", 2)
    assert bodies(records(place(project, "whole"))) == bodies(records(tmp_path / "out"))
    ledger = Ledger(place(project, "whole"))
    origins = {
        row["origin"]
        for line in ledger.lines("revisions")
        for row in read_rows(ledger, "revisions", line.name, ["origin"])
    }
    assert origins == {f"{ARCHIVE}/{f.name}" for f in archive.iterdir() if f.name != BROKEN}
    again, _ = run(project, [ARCHIVE], to, 3)
    assert (again.read, again.articles, again.stories) == (0, 11, summary.stories)
    other, _ = run(project, [ARCHIVE], to, 2)
    assert (other.partitions, other.articles) == (2, 11)
    assert len(place(project, "whole").names("revisions")) == 2


@pytest.mark.slow
def test_stories_are_lined_up_from_objects(archive: Path, project: Project, tmp_path: Path) -> None:
    run(project, [str(archive)], f"s3://{BUCKET}/lined", 3, "shared")
    run(project, [str(archive)], tmp_path / "out", 1, "shared")
    assert records(place(project, "lined")) == records(tmp_path / "out")


def test_an_object_that_is_not_there_is_said_and_the_rest_goes_on(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSWIRE_OBJECTS_ALLOW", *HERE)
    monkeypatch.setenv("CROSSWIRE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CROSSWIRE_PIPELINE", "small")
    words = [f"s3://{BUCKET}/gone.warc.gz", "s3://nowhere-at-all/x", f"{ARCHIVE}/harn-0.jsonl",
             "--to", str(tmp_path / "out"), "--annotate", "none"]  # fmt: skip
    result = CliRunner().invoke(app, ["run", *words], catch_exceptions=False)
    assert result.exit_code == 3
    assert f"missing: s3://{BUCKET}/gone.warc.gz does not exist" in result.stderr
    assert "missing: s3://nowhere-at-all/x does not exist" in result.stderr
    assert "1 articles in 1 stories" in result.stderr
    assert not any(
        secret in result.output + result.stderr for secret in KEYS.values() if "tol" in secret
    )


def test_an_object_that_went_away_or_changed_is_tried_again(
    where: str, project: Project, tmp_path: Path
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "late.jsonl").write_text('{"id": "a", "text": "The barge broke loose."}\n')
    (address,) = put(where, tmp_path / "one", "late")
    planned = Digest(objects=store_of(project)).open()(address)

    def read() -> list[Capture | Failure]:
        return [*captures(address, planned.digest, {(0, 1)}, store_of(project), 1)]

    (whole,) = read()
    assert isinstance(whole, Capture)
    assert (whole.name, whole.origin) == ("a", address)
    client(where).put_object(Bucket=BUCKET, Key="late/late.jsonl", Body=b'{"id": "b", "text": ""}')
    (changed,) = read()
    client(where).delete_object(Bucket=BUCKET, Key="late/late.jsonl")
    (gone,) = read()
    assert isinstance(changed, Failure)
    assert isinstance(gone, Failure)
    assert [(one.item, one.kind) for one in (changed, gone)] == [
        (address, "changed"), (address, "missing")
    ]  # fmt: skip


def test_a_disk_too_full_to_fetch_to_costs_the_partition(
    where: str, project: Project, small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = {"id": "large", "text": "The barge broke loose.", "more": "x" * 1_200_000}
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "large.jsonl").write_text(json.dumps(large) + "\n")
    put(where, tmp_path / "in", "large")
    with monkeypatch.context() as small:
        small.setattr(tempfile, "tempdir", str(small_disk))
        summary, heard = run(project, [f"s3://{BUCKET}/large"], tmp_path / "out", 1)
    assert [one.kind for one in heard] == ["full"]
    assert len(summary.missing) == 1
    assert [*small_disk.iterdir()] == []
    summary, heard = run(project, [f"s3://{BUCKET}/large"], tmp_path / "out", 1)
    assert (summary.articles, summary.missing, heard) == (1, [], [])


def test_results_that_were_overwritten_or_lost_are_made_again(
    where: str, archive: Path, project: Project
) -> None:
    to = f"s3://{BUCKET}/damaged"
    run(project, [str(archive)], to, 3)
    whole = records(place(project, "damaged"))
    first, second, *_ = place(project, "damaged").names("revisions")
    client(where).put_object(Bucket=BUCKET, Key=f"damaged/revisions/{first}", Body=b"other bytes")
    client(where).delete_object(Bucket=BUCKET, Key=f"damaged/revisions/{second}")
    summary, _ = run(project, [str(archive)], to, 3)
    assert summary.read == 2
    assert records(place(project, "damaged")) == whole


def test_no_key_is_kept(where: str, archive: Path, project: Project) -> None:
    run(project, [ARCHIVE], f"s3://{BUCKET}/kept", 2)
    asked = client(where)
    listed = asked.list_objects_v2(Bucket=BUCKET, Prefix="kept/")["Contents"]
    kept = [asked.get_object(Bucket=BUCKET, Key=one["Key"])["Body"].read() for one in listed]
    secret = KEYS["AWS_SECRET_ACCESS_KEY"].encode()
    assert len(kept) > 4
    assert not [
        body for body in kept if secret in body or KEYS["AWS_ACCESS_KEY_ID"].encode() in body
    ]


def test_two_runs_of_a_machine_do_not_write_one_address(archive: Path, project: Project) -> None:
    there = place(project, "both")
    with there.alone(project.settings.data), pytest.raises(StoreError, match="another run"):
        run(project, [str(archive)], str(there), 3)


def test_a_private_store_is_asked_only_where_the_user_allowed_it(tmp_path: Path) -> None:
    closed = Project(Settings(data=tmp_path, pipeline="small"))
    with pytest.raises(ConfigError, match="objects_allow"):
        run(closed, [ARCHIVE], tmp_path / "out", 1)


def test_a_store_that_does_not_answer_is_said(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")  # nobody answers there
    summary, heard = run(Project(project.settings), [ARCHIVE], tmp_path / "out", 1)
    assert [(one.kind, one.item) for one in heard] == [("unreadable", ARCHIVE)]
    assert summary.articles == 0
    with pytest.raises(InputError, match="cannot be"):
        run(Project(project.settings), [str(tmp_path)], f"s3://{BUCKET}/to", 1)


class Redirecting(BaseHTTPRequestHandler):
    """A store that leads elsewhere."""

    to = ""
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self.send_response(307)
        self.send_header("Location", self.to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_PUT = do_POST = do_HEAD

    def log_message(self, *words: object) -> None:
        """Nothing."""


def test_a_store_that_leads_elsewhere_is_not_followed(
    where: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client(where).put_object(Bucket=BUCKET, Key="inner/a.txt", Body=b"what is inside")
    Redirecting.to = f"{where}/{BUCKET}/inner/a.txt"
    with ThreadingHTTPServer(("127.0.0.1", 0), Redirecting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
        _, heard = run(Project(project.settings), [f"s3://{BUCKET}/a.txt"], tmp_path / "out", 1)
        server.shutdown()
    assert [one.kind for one in heard] == ["unreadable"]


@pytest.mark.parametrize(
    "stated", ["s3://key:secret@tolven/a", "s3://tolven:9000/a", "s3://UPPER/a", "s3://tolven/a//b",
               "s3://tolven/../b", "s3://"],
)  # fmt: skip
def test_an_address_that_names_no_object_is_refused(stated: str) -> None:
    with pytest.raises(ConfigError) as refused:
        key_of(stated)
    assert "secret" not in str(refused.value)


def test_addresses_of_other_kinds_are_refused() -> None:
    assert is_object(ARCHIVE)
    assert not is_object("archive/lines.jsonl")
    with pytest.raises(ConfigError, match="gs://"):
        is_object("gs://tolven/archive")
