"""What cannot be used is said in words, and nothing is lost by it."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from crosswire.errors import ConfigError, StoreError
from crosswire.store import engine, place
from crosswire.store.base import Store, check_store, open_store, upgrade_store
from crosswire.store.engine import make_engine, parse
from tests.store.made import add, line
from tests.store.rights import without_rights


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "PATIENCE", 0.0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store of one article in a file."""
    path = tmp_path / "folder" / "desk.sqlite"
    fill(path, 1)
    return path


def fill(path: Path | str, number: int) -> None:
    with open_store(path) as store, store.write("add") as writer:
        for n in range(number):
            with writer.batch() as batch:
                add(batch, line(f"n{n}", f"Text {n}.", url=f"https://sentry.example/{n}"))


def test_a_new_file_is_its_owners_only(file: Path) -> None:
    with open_store(file) as store, store.write("add"):
        made = {one.name for one in file.parent.iterdir() if one.name.startswith("desk.sqlite")}
        assert len(made) > 1
        for name in made:
            if "writer" not in name:
                assert (file.parent / name).stat().st_mode & 0o077 == 0
    file.chmod(0o640)
    with open_store(file):
        assert file.stat().st_mode & 0o777 == 0o640


def kept(path: Path | str) -> int:
    with open_store(path, create=False, read_only=True) as store, store.read() as reader:
        return len(list(reader.arrivals()))


def refused(act: Callable[[], object], kind: str, *words: str) -> None:
    with pytest.raises(StoreError) as fault:
        act()
    assert fault.value.kind == kind, fault.value
    for word in words:
        assert word in str(fault.value)
    assert "\n" not in str(fault.value)


def run_sql(url: str, *statements: str) -> None:
    with make_engine(parse(url), write=True).begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_a_store_from_a_newer_version(store_url: str, store: Store) -> None:
    run_sql(store_url, "UPDATE crosswire_schema SET version_num = '9001'")
    words = ("a newer crosswire", "schema 9001", "Nothing was changed")
    refused(lambda: open_store(store_url), "newer", *words)
    refused(lambda: upgrade_store(store_url), "newer", *words)
    refused(lambda: check_store(store_url), "newer", *words)
    for act in (store.read, lambda: store.write("add")):
        with pytest.raises(StoreError, match="a newer crosswire"), act():
            raise AssertionError


def test_a_store_from_an_older_version_says_how_to_go_on(store_url: str, store: Store) -> None:
    run_sql(store_url, "UPDATE crosswire_schema SET version_num = '0001'")
    refused(lambda: open_store(store_url), "older", "schema 0001", "crosswire db upgrade")


def test_a_database_of_another_program(store_url: str) -> None:
    path = engine.path_of(parse(store_url))
    if path:
        sqlite3.connect(path).close()
        path.touch()
    run_sql(store_url, "CREATE TABLE recipes (name VARCHAR)")
    for create in (True, False):
        refused(lambda: open_store(store_url, create=create), "not-a-store", "recipes")  # noqa: B023
    refused(lambda: upgrade_store(store_url), "not-a-store")


def test_an_empty_database_is_no_store_until_one_may_be_made(store_url: str) -> None:
    kind = "missing" if engine.path_of(parse(store_url)) else "not-a-store"
    refused(lambda: open_store(store_url, create=False), kind)
    refused(lambda: open_store(store_url, read_only=True), kind)
    refused(lambda: upgrade_store(store_url), kind)
    open_store(store_url).close()
    open_store(store_url, create=False).close()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("The bridge stays shut. " * 100)
    refused(lambda: open_store(path), "not-a-store", str(path))
    assert path.read_text().startswith("The bridge")
    refused(lambda: open_store(tmp_path), "not-a-store", "this is a folder")
    refused(lambda: open_store(path / "desk.sqlite"), "failed", str(path))


def test_an_address_that_is_none() -> None:
    for url in ("mysql://ana:secret@host/x", "postgresql://ana:secret@:port/x"):
        with pytest.raises(ConfigError, match="a file or postgresql://") as wrong:
            open_store(url)
        assert "secret" not in str(wrong.value)


def test_a_server_that_is_not_there() -> None:
    url = "postgresql://ana:secret@127.0.0.1:1/x"
    refused(lambda: open_store(url), "unreachable", "postgresql://ana:***@127.0.0.1:1/x")
    refused(lambda: open_store("postgresql://ana@desk.invalid/x"), "unreachable", "desk.invalid")


def test_opened_for_reading_it_is_not_written(store_url: str, store: Store) -> None:
    with (
        open_store(store_url, read_only=True) as reading,
        pytest.raises(StoreError, match="for reading only"),
        reading.write("add"),
    ):
        raise AssertionError


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_file_or_folder_that_may_not_be_written(open_folder: Path, what: str) -> None:
    path = open_folder / "desk.sqlite"
    fill(path, 1)
    path.chmod(0o666)
    assert (kept(path), check_store(path).rows["articles"]) == (1, 1)
    with without_rights(path if what == "file" else open_folder):
        refused(lambda: fill(path, 2), "read-only", str(path), "nothing was changed")
        refused(lambda: upgrade_store(path), "read-only", "nothing was changed")
        assert (kept(path), check_store(path).rows["articles"]) == (1, 1)
        assert len(check_store(path).notes) == 1
    assert kept(path) == 1


def test_a_folder_in_which_none_can_be_made(open_folder: Path) -> None:
    with without_rights(open_folder):
        path = open_folder / "desk.sqlite"
        refused(lambda: open_store(path), "read-only", str(path))


UNTIL_FULL = """
import resource, sys
from crosswire.errors import StoreError
from crosswire.store.base import open_store
from tests.store.made import add, line

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
made = 0
try:
    with open_store(sys.argv[1]) as store, store.write("add") as writer:
        while True:
            with writer.batch() as batch:
                for n in range(made, made + 10):
                    body = f"Text {n}. " + "The bridge stays shut. " * 200
                    add(batch, line(f"n{n}", body, url=f"https://sentry.example/{n}"))
            made += 10
except StoreError as fault:
    print(fault.kind, made, fault)
"""


@pytest.mark.parametrize("limit", [900_000, 1_300_000, 3_000_000])
def test_a_full_disk_keeps_every_batch_before(tmp_path: Path, limit: int) -> None:
    """The limit on a file's size stands for the disk: every write beyond it fails."""
    path = tmp_path / "desk.sqlite"
    done = subprocess.run(
        [sys.executable, "-c", UNTIL_FULL, str(path), str(limit)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    kind, made, words = done.stdout.split(" ", 2)
    assert kind == "full"
    assert "all before it was" in words
    assert int(made) >= 10
    assert kept(path) == int(made)
    fill(path, 3)
    checked = check_store(path)
    assert [p for p in checked.problems if not p.startswith("articles that lie in no story")] == []
    assert checked.rows["articles"] == int(made)


def test_a_full_database_keeps_every_batch_before(file: Path) -> None:
    with open_store(file) as store, store.write("add") as writer:
        with writer.batch() as batch:
            pages = batch.connection.execute(text("PRAGMA page_count")).scalar_one()  # type: ignore[attr-defined]
            batch.connection.execute(text(f"PRAGMA max_page_count = {pages + 2}"))  # type: ignore[attr-defined]
        with pytest.raises(StoreError) as fault, writer.batch() as batch:
            add(batch, line("big", "Words. " * 20_000, url="https://sentry.example/big"))
        assert fault.value.kind == "full"
        assert len(list(writer.arrivals())) == 1
    assert kept(file) == 1


def test_a_program_that_holds_the_file_is_named_as_such(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.1)
    other = sqlite3.connect(file, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        refused(lambda: fill(file, 2), "busy", "another program (not crosswire)")
        assert kept(file) == 1
    finally:
        other.close()
    fill(file, 2)


def test_a_damaged_file_is_told(file: Path) -> None:
    data = bytearray(file.read_bytes())
    half = len(data) // 2
    data[half : half + 40_000] = b"\xff" * 40_000
    file.write_bytes(data)
    try:
        problems = check_store(file).problems
    except StoreError as fault:
        problems = (fault.kind,)
    assert problems
    assert any("damaged" in problem for problem in problems)
