"""The store at the command line: copied, made again, saved from damage."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crosswire.cli.commands import app
from crosswire.errors import StoreError
from tests.desk.stream import stream, write


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of a few articles."""
    monkeypatch.setenv("CROSSWIRE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CROSSWIRE_STORE", str(tmp_path / "desk.sqlite"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    lines = write(tmp_path / "lines.jsonl", stream(3))
    ran("add", str(lines), "--annotate", "none")
    return tmp_path / "desk.sqlite"


def ran(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.output


def test_a_store_is_copied_and_made_again(store: Path, tmp_path: Path) -> None:
    copy, again = tmp_path / "copy.sqlite", tmp_path / "again.sqlite"
    told = ran("db", "backup", str(copy))
    assert "21 articles" in told
    assert "it was read and holds together." in told
    assert hashlib.sha256(copy.read_bytes()).hexdigest() in told
    assert "21 articles" in ran("db", "restore", str(copy), "--store", str(again))
    assert ran("stories", "--store", str(again)) == ran("stories")
    with pytest.raises(StoreError, match="nothing is written over it"):
        ran("db", "restore", str(copy))


def test_what_can_be_read_of_a_damaged_store_is_saved(store: Path, tmp_path: Path) -> None:
    told = ran("db", "salvage", str(tmp_path / "whole"))
    assert "21 captures." in told
    assert "Every row could be read." in told
    with closing(sqlite3.connect(store)) as file:
        ask = "SELECT max(pageno) FROM dbstat WHERE name = 'captures' AND pagetype = 'leaf'"
        (page,) = file.execute(ask).fetchone()
    data = bytearray(store.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    store.write_bytes(data)
    assert "damaged" in ran("db", "check", code=1)
    told = ran("db", "salvage", str(tmp_path / "saved"), code=1)
    assert "What could not be read:" in told
    assert (tmp_path / "saved" / "captures.warc.gz").exists()
