"""Stores, copies and bundles that are none: each command says what was wanted, what came and where."""

import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crosswire.cli.commands import app
from crosswire.errors import CrosswireError
from crosswire.store.base import open_store
from crosswire.store.tables import VERSION_TABLE
from tests.store.made import fill

Make = Callable[[Path], object]


def another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE recipes (a)")
        file.commit()


def of_the_future(path: Path) -> None:
    with open_store(str(path)) as store:
        fill(store)
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"UPDATE {VERSION_TABLE} SET version_num = '0999'")
        file.commit()


def zipped(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("recipe.txt", "flour")


GIVEN: dict[str, tuple[Make, str]] = {
    "nothing": (lambda path: None, "no such file"),
    "a folder": (Path.mkdir, "a file was wanted, this is"),
    "an empty file": (Path.touch, "an empty file|holds none|none of its tables"),
    "words": (lambda path: path.write_text("some words " * 99), "no store|first pages cannot be read"),
    "another program's": (another_program, "tables of another program|none of its tables"),
    "the future's": (of_the_future, "a newer crosswire wrote it"),
}  # fmt: skip
ASKED: dict[str, Callable[[Path, Path], list[str]]] = {
    "verify": lambda given, _: ["verify", str(given)],
    "check": lambda given, _: ["db", "check", "--store", str(given)],
    "backup": lambda given, free: ["db", "backup", str(free), "--store", str(given)],
    "restore": lambda given, free: ["db", "restore", str(given), "--store", str(free)],
    "salvage": lambda given, free: ["db", "salvage", str(free), "--store", str(given)],
    "bundle": lambda given, free: ["bundle", "x", "--to", f"{free}.wacz", "--store", str(given)],
}


def refused(words: list[str]) -> str:
    """What a command says; it must be a refusal of ours."""
    ended = CliRunner().invoke(app, words)
    assert isinstance(ended.exception, CrosswireError), ended.exception
    return str(ended.exception)


@pytest.mark.parametrize("given", GIVEN)
@pytest.mark.parametrize("asked", ASKED)
def test_what_is_no_store_is_refused(tmp_path: Path, given: str, asked: str) -> None:
    make, words = GIVEN[given]
    path, free = tmp_path / "given.sqlite", tmp_path / "free"
    make(path)
    if (given, asked) == ("the future's", "salvage"):
        # A newer store is saved as far as its tables are ours.
        assert CliRunner().invoke(app, ASKED[asked](path, free)).exit_code == 0
        return
    said = refused(ASKED[asked](path, free))
    assert str(path) in said
    assert any(one in said for one in words.split("|")), said
    assert not free.exists()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (zipped, "it lacks crosswire/story.json"),
        (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(500)), "cut or damaged"),
    ],
)
def test_what_is_no_bundle_is_refused(tmp_path: Path, make: Make, words: str) -> None:
    path = tmp_path / "given.wacz"
    make(path)
    said = refused(["verify", str(path)])
    assert str(path) in said
    assert words in said


@pytest.mark.parametrize("asked", ["backup", "restore", "salvage"])
def test_a_place_on_the_way_to_which_a_file_lies(tmp_path: Path, asked: str) -> None:
    store, copy, file = (tmp_path / name for name in ("desk.sqlite", "copy.sqlite", "words.txt"))
    with open_store(str(store)) as opened:
        fill(opened)
    file.write_text("words")
    assert (
        CliRunner().invoke(app, ["db", "backup", str(copy), "--store", str(store)]).exit_code == 0
    )
    words = ASKED[asked](copy if asked == "restore" else store, file / "new")
    said = refused(words)
    assert str(file / "new") in said
    assert "name another" in said


def test_certificates_that_are_not_there(tmp_path: Path) -> None:
    said = refused(["verify", "--tsa-root", str(tmp_path / "root.pem"), str(tmp_path)])
    assert said.startswith("--tsa-root takes a file of certificates")
