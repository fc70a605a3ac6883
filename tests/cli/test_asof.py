"""``--as-of`` on the command line: what was known then, and what is no time."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from crosswire.cli.commands import app
from crosswire.errors import ConfigError
from crosswire.store.order import now
from tests.desk.stream import OUTLETS, told, write

COMMANDS = (
    ["stories"], ["show", "ferry"], ["search", "pilot"], ["quotes"], ["entities"],
    ["revisions", "ferry"], ["runs"], ["failures"],
)  # fmt: skip


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSWIRE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CROSSWIRE_STORE", str(tmp_path / "desk.sqlite"))
    monkeypatch.setenv("CROSSWIRE_PIPELINE", "small")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def lines(*arguments: object) -> list[dict[str, Any]]:
    code, out, _ = run(*arguments, "--format", "jsonl")
    assert code == 0
    return [json.loads(line) for line in out.splitlines()]


def add(file: Path, **change: str) -> str:
    """Add an article; when that was known."""
    line = told("ferry", OUTLETS[0]) | {"id": "ferry"} | change
    assert run("add", write(file, [line]), "--annotate", "none")[0] == 0
    time.sleep(0.002)
    at = now()
    time.sleep(0.002)
    return at


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_list_answers_as_it_did_then(command: list[str], tmp_path: Path) -> None:
    at = add(tmp_path / "one.jsonl")
    before = lines(*command)
    add(
        tmp_path / "two.jsonl",
        text="The ferry sails again, and no pilot is missing.",
        title="Saved",
    )
    if command[0] not in ("quotes", "entities", "failures"):
        assert lines(*command) != before
    assert lines(*command, "--as-of", at) == before


def test_the_time_that_is_meant_is_said(tmp_path: Path) -> None:
    add(tmp_path / "one.jsonl")
    code, out, said = run("stories", "--as-of", "2020-02-03", "--format", "table")
    assert (code, said) == (0, "As it was known at 2020-02-03T23:59:59.999Z.\n")
    assert out.startswith("No story in the store fits.")


@pytest.mark.parametrize("words", ["yesterday", "2026-11-20T08:00"])
def test_what_is_no_time_is_refused_before_the_store_is_opened(words: str) -> None:
    with pytest.raises(ConfigError, match="--as-of takes a day"):
        run("stories", "--as-of", words)


def test_pages_have_no_past(tmp_path: Path) -> None:
    file = write(tmp_path / "lines.jsonl", [told("ferry", OUTLETS[0])])
    with pytest.raises(ConfigError, match="asks the store"):
        run("compare", file, "--as-of", "2026-11-20")
