"""A copy is of one moment, holds together, and makes the store again."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from crosswire.errors import StoreError
from crosswire.store.base import Store, check_store, open_store, verify_store
from crosswire.store.copies import backup, restore
from crosswire.store.engine import make_engine, parse
from crosswire.store.upgrade import NEWEST
from hard.same import every_row
from tests.postgres import Server
from tests.store.made import add, fill, line
from tests.store.released import FOLDER, load_sqlite
from tests.store.rights import without_rights


def test_a_copy_holds_every_row(store_url: str, store: Store, tmp_path: Path) -> None:
    fill(store)
    copy = tmp_path / "copies" / "copy.sqlite"
    made = backup(store_url, copy)
    assert [one.name for one in copy.parent.iterdir()] == ["copy.sqlite"]
    assert every_row(str(copy)) == every_row(store_url)
    assert (made.articles, made.before) == (3, NEWEST)
    assert made.bytes == copy.stat().st_size
    assert made.sha256
    assert copy.stat().st_mode & 0o077 == 0
    assert verify_store(copy).problems == ()


def test_a_store_is_made_of_a_copy(store_url: str, store: Store, tmp_path: Path) -> None:
    fill(store)
    copy, again = tmp_path / "copy.sqlite", tmp_path / "again.sqlite"
    backup(store_url, copy)
    assert restore(copy, again).articles == 3
    assert every_row(str(again)) == every_row(store_url)
    assert check_store(again).problems == ()
    with open_store(again) as opened, opened.write("add") as writer, writer.batch() as batch:
        add(batch, line("d1", "A new text.", url="https://sentry.example/new"))


def test_a_server_is_sent_a_copy_and_goes_on_counting(tmp_path: Path, postgres: Server) -> None:
    path, copy = str(tmp_path / "desk.sqlite"), tmp_path / "copy.sqlite"
    fill(open_store(path))
    backup(path, copy)
    with postgres.database() as url:
        assert restore(copy, url).sha256 is None
        assert every_row(url) == every_row(path)
        assert check_store(url).problems == ()
        with open_store(url) as opened, opened.write("add") as writer, writer.batch() as batch:
            added = add(batch, line("d1", "A new text.", url="https://sentry.example/new"))
            batch.put_sketch(added.article_id, b"new", "group/1")
        with pytest.raises(StoreError, match="an empty one was wanted") as fault:
            restore(copy, url)
        assert fault.value.kind == "exists"
        assert check_store(url).rows["articles"] == 4
    assert not [
        one.name for one in tmp_path.iterdir() if one.name.endswith((".part", ".restoring"))
    ]


def test_a_copy_that_may_only_be_read_is_brought_to_a_server_by_way_of_another_place(
    open_folder: Path,
) -> None:
    """Nothing is said of the copy: what is missing is the server."""
    path, copy = open_folder / "desk.sqlite", open_folder / "copy.sqlite"
    fill(open_store(str(path)))
    backup(path, copy)
    copy.chmod(0o444)
    there = {*open_folder.iterdir()}
    with without_rights(open_folder), pytest.raises(StoreError, match="postgresql://") as fault:
        restore(copy, "postgresql://nobody@127.0.0.1:1/none")
    assert fault.value.kind == "unreachable"
    assert {*open_folder.iterdir()} == there


def test_a_copy_into_a_folder_that_may_only_be_read(open_folder: Path) -> None:
    path = open_folder / "desk.sqlite"
    fill(open_store(str(path)))
    path.chmod(0o444)
    with without_rights(open_folder), pytest.raises(StoreError, match="cannot be written") as fault:
        backup(path, open_folder / "copy.sqlite")
    assert fault.value.kind == "read-only"


def test_an_older_copy_is_upgraded_and_stays_as_it_is(tmp_path: Path) -> None:
    dump = (FOLDER / "0001.sqlite.sql").read_text(encoding="utf-8")
    copy, again = tmp_path / "old.sqlite", tmp_path / "again.sqlite"
    load_sqlite(dump, copy)
    before = copy.read_bytes()
    assert restore(copy, again).before == "0001"
    assert check_store(again).problems == ()
    assert copy.read_bytes() == before


def test_nothing_is_written_over(store_url: str, store: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    backup(store_url, copy)
    with pytest.raises(StoreError, match="there already") as fault:
        backup(store_url, copy)
    assert fault.value.kind == "exists"
    with pytest.raises(StoreError, match="there already"):
        restore(copy, copy)
    with pytest.raises(StoreError, match="no such file"):
        restore(tmp_path / "none.sqlite", tmp_path / "again.sqlite")
    (tmp_path / "notes.txt").write_text("words " * 400)
    with pytest.raises(StoreError) as fault:
        restore(tmp_path / "notes.txt", tmp_path / "again.sqlite")
    assert fault.value.kind == "not-a-store"
    assert not (tmp_path / "again.sqlite").exists()


def test_the_log_of_a_store_that_went_away_is_not_written_into_the_copy(tmp_path: Path) -> None:
    path, copy = tmp_path / "desk.sqlite", tmp_path / "copy.sqlite"
    with open_store(path) as store:
        fill(store)
    backup(path, copy)
    path.unlink()
    left = path.with_name("desk.sqlite-wal")
    left.write_bytes(b"the log of another file")
    with pytest.raises(StoreError, match=r"desk\.sqlite-wal is what a file") as fault:
        restore(copy, path)
    assert fault.value.kind == "exists"
    assert not path.exists()
    left.unlink()
    assert restore(copy, path).articles == 3


def test_a_copy_that_does_not_hold_together_is_not_kept(
    store_url: str, store: Store, tmp_path: Path
) -> None:
    fill(store)
    with make_engine(parse(store_url), write=True).begin() as connection:
        connection.execute(text("UPDATE stories SET articles = 7"))
    with pytest.raises(StoreError, match="does not hold together") as fault:
        backup(store_url, tmp_path / "copy.sqlite")
    assert fault.value.kind == "damaged"
    assert not list(tmp_path.glob("*copy*"))


def test_a_copy_is_of_one_moment_while_another_writes(tmp_path: Path) -> None:
    path, copy = tmp_path / "desk.sqlite", tmp_path / "copy.sqlite"
    with open_store(path) as store:
        fill(store)
        with store.write("add") as writer, writer.batch() as batch:
            add(batch, line("d1", "A new text.", url="https://sentry.example/new"))
            assert batch.done("clean", "7", ["x"]) == set()  # so that it is written, not committed
            assert backup(path, copy).articles == 3
    with closing(sqlite3.connect(copy)) as held:
        assert held.execute("SELECT count(*) FROM articles").fetchone() == (3,)
    assert check_store(path).rows["articles"] == 4
