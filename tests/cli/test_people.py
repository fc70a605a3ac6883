"""Accounts, tokens, notes and the audit at the command line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crosswire.cli.commands import app
from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.desk.noting import Doer
from crosswire.errors import ConfigError
from crosswire.project import Project
from crosswire.records.note import About
from tests.desk.stream import told, write

GOOD = "kelp lantern orbit"


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Of a store that is not there yet."""
    monkeypatch.setenv("CROSSWIRE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CROSSWIRE_STORE", str(tmp_path / "desk.sqlite"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("LOGNAME", "root")
    return Settings.load()


def ran(*words: str, typed: str = "") -> str:
    result = CliRunner().invoke(app, words, input=typed)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def lines(*words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in ran(*words, "--format", "jsonl").splitlines()]


def ada(role: str = "admin") -> None:
    ran("users", "add", "Ada Quill", "--role", role, "--password-stdin", typed=f"{GOOD}\n")


def test_an_account_is_made_in_a_store_that_was_not_there(settings: Settings) -> None:
    ada()
    with Desk.open(Project(settings)) as desk:
        assert desk.people.sign_in("ada quill", GOOD, "192.0.2.7")
    (user,) = lines("users", "list")
    assert (user["name"], user["role"], user["made_by"]) == ("Ada Quill", "admin", "root")
    assert "password" not in user
    assert "can sign in" in ran("users", "list", "--format", "table")


def test_a_password_is_never_an_argument_and_is_asked_for_at_a_terminal_alone() -> None:
    with pytest.raises(ConfigError, match="use --password-stdin"):
        ran("users", "add", "Ada Quill")
    with pytest.raises(ConfigError, match="at least 12"):
        ran("users", "add", "Ada Quill", "--password-stdin", typed="short\n")
    assert lines("users", "list") == []


def test_an_account_is_changed() -> None:
    ada()
    ran("users", "add", "Ben Marsh", "--password-stdin", typed=f"{GOOD}\n")
    said = ran("users", "set", "ben marsh", "--role", "editor", "--disable")
    assert said == "Ben Marsh is editor and cannot sign in.\n"
    ran("users", "set", "ben marsh", "--enable", "--password-stdin", typed="gravel hymn tomato\n")
    with pytest.raises(ConfigError, match="users set wants"):
        ran("users", "set", "ben marsh")
    with pytest.raises(ConfigError, match="the last admin"):
        ran("users", "set", "ada quill", "--disable")
    with pytest.raises(ConfigError, match="nobody is 'Cy'"):
        ran("users", "set", "Cy", "--enable")
    done = [(line["who"], line["what"], line["words"]) for line in lines("audit", "--limit", "3")]
    assert done == [
        ("root", "user", "Ben Marsh: enabled"), ("root", "password", "Ben Marsh"),
        ("root", "user", "Ben Marsh: disabled"),
    ]  # fmt: skip
    assert lines("audit", "--who", "nobody") == []


def test_a_token_is_shown_once_and_withdrawn(settings: Settings) -> None:
    ada("editor")
    said = ran("users", "token", "ada quill", "--scope", "write", "--days", "3").splitlines()
    (secret,) = (line for line in said if line.startswith("cwt_"))
    with Desk.open(Project(settings)) as desk:
        found = desk.people.bearer(secret)
        assert found is not None
        assert found[1] == "write"
    (made,) = lines("users", "token", "ada quill", "--list")
    assert made["scopes"] == ["write"]
    assert secret not in json.dumps(made)
    with pytest.raises(ConfigError, match="none is 'token-0'"):
        ran("users", "token", "ada quill", "--withdraw", "token-0")
    ran("users", "token", "ada quill", "--withdraw", str(made["id"]))
    with Desk.open(Project(settings)) as desk:
        assert desk.people.bearer(secret) is None
    with pytest.raises(ConfigError, match="may write at most"):
        ran("users", "token", "ada quill", "--scope", "admin")


def test_notes_are_exported_with_every_edition(settings: Settings, tmp_path: Path) -> None:
    file = write(tmp_path / "l.jsonl", [told("ferry", "Corran Wire"), told("bank", "Osprey Daily")])
    ran("add", str(file), "--annotate", "none")
    with Desk.open(Project(settings)) as desk:
        first, second = (one.id for one in desk.stories())
        note = desk.notes.write(About(kind="story", id=first), by=Doer("Ana"), words="<b>who?</b>")
        desk.notes.edit(note.id, by=Doer("Ana"), words="who?", mark="asked")
        desk.notes.write(About(kind="story", id=second), by=Doer("Ben"), mark="wrong")
    assert [(n["by"], n["mark"]) for n in lines("notes")] == [("Ana", "asked"), ("Ben", "wrong")]
    (one,) = lines("notes", first)
    assert (one["id"], one["edition"], one["words"]) == (note.id, 2, "who?")
    assert [n["edition"] for n in lines("notes", first, "--editions")] == [1, 2]
    assert [n["by"] for n in lines("notes", "--by", "Ben")] == ["Ben"]
    for form in ("table", "markdown", "html", "json"):
        assert "<b>" not in ran("notes", "--editions", "--format", form) or form in (
            "table",
            "json",
        )
    with pytest.raises(ConfigError):
        ran("notes", "story-none")
