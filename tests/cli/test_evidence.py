"""Evidence at the command line: export, verify, erase."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from crosswire.cli.commands import app
from crosswire.errors import ConfigError, StoreError
from crosswire.store.base import open_store
from crosswire.store.engine import make_engine, parse
from tests.desk.stream import told, write

SECRET = "corrin"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of two articles."""
    monkeypatch.setenv("CROSSWIRE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CROSSWIRE_STORE", str(tmp_path / "desk.sqlite"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    lines = write(
        tmp_path / "l.jsonl", [told("ferry", "Corran Wire"), told("bank", "Osprey Daily")]
    )
    ran("add", str(lines), "--annotate", "none")
    return tmp_path / "desk.sqlite"


def ran(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.output


def ferry(store: Path) -> str:
    ask = text("SELECT id FROM articles WHERE headline LIKE '%Ferry%'")
    with open_store(store, create=False) as opened, opened.read() as reader:
        return str(reader.connection.execute(ask).scalar_one())


def test_an_export_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "all.warc.gz"
    assert "2 pages" in ran("export", "--warc", str(out))
    size = out.stat().st_size
    with pytest.raises(ConfigError, match="no article of the store"):
        ran("export", "nobody", "--warc", str(out))
    assert out.stat().st_size == size
    assert not list(tmp_path.glob(".*part"))


def test_verify_says_what_it_read_and_where_it_is_wrong(store: Path) -> None:
    assert "All of it says what it said." in ran("verify", "--format", "table")
    assert json.loads(ran("verify", "--format", "jsonl"))["checked"]["captures"] == 2
    with make_engine(parse(str(store)), write=True).begin() as connection:
        connection.execute(text("UPDATE texts SET content = 'x' WHERE length(content) > 100"))
    assert "texts that do not hash to their ids: text-" in ran(
        "verify", "--format", "table", code=1
    )
    with pytest.raises(ConfigError, match="verify prints"):
        ran("verify", "--format", "html")


def test_erase_asks_why_and_whether(store: Path) -> None:
    article = ferry(store)
    with pytest.raises(ConfigError, match="--because WORDS"):
        ran("erase", article, "--yes")
    with pytest.raises(ConfigError, match="say --yes"):
        ran("erase", article, "--because", "its author asked")
    with pytest.raises(ConfigError, match="an ARTICLE, or --older-than"):
        ran("erase", "--yes")
    assert SECRET in held(store)
    said = ran("erase", article, "--because", "its author asked", "--yes", "--by", "Ana Ruiz")
    assert said.startswith(f"Erased {article}: 1 revision")
    assert SECRET not in held(store)
    again = ran("erase", article, "--because", "its author asked", "--yes")
    assert again == f"{article} was erased already.\n"
    ran("verify")


def test_what_was_erased_is_refused_with_a_word(store: Path, tmp_path: Path) -> None:
    ran("erase", ferry(store), "--because", "its author asked", "--yes", "--by", "Ana Ruiz")
    ran("add", str(tmp_path / "l.jsonl"), "--annotate", "none", code=3)
    assert "erased on demand" in ran("failures", "--format", "table")


def test_a_reader_that_keeps_the_log_is_told_of(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crosswire.store.engine.PATIENCE", 0.5)
    article = ferry(store)
    with open_store(store) as other, other.read() as reader:
        reader.current([article])
        with pytest.raises(StoreError, match="run the same command again"):
            ran("erase", article, "--because", "its author asked", "--yes")
    ran("erase", article, "--because", "its author asked", "--yes")
    assert SECRET not in held(store)


def test_what_is_old_goes_by_hand() -> None:
    assert ran("erase", "--older-than", "9", "--yes").startswith("Erased 0 articles")
    assert "bytes of 0 captures" in ran("erase", "--older-than", "9", "--captures", "--yes")


def held(store: Path) -> str:
    files = store.parent.glob("desk.sqlite*")
    return "".join(file.read_bytes().decode("latin-1") for file in files).lower()
