"""``crosswire run``: what it says and how it ends."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crosswire.cli.commands import app

TEXT = "A barge broke loose at Tolven quay on Sunday and drifted six miles down the river."


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSWIRE_DATA", str(tmp_path / "data"))


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["run", *map(str, arguments)], catch_exceptions=False)
    return result.exit_code, result.stderr


def test_it_ends_well_and_says_what_it_did(tmp_path: Path) -> None:
    line = {"id": "barge", "text": TEXT, "published": "2026-03-10"}
    (tmp_path / "lines.jsonl").write_text(json.dumps(line))
    asked = (tmp_path / "lines.jsonl", "--to", tmp_path / "out", "--annotate", "none")
    code, said = run(*asked)
    assert code == 0
    assert "1 partitions: 1 read now, 0 read before" in said
    assert "1 articles in 1 stories" in said
    assert "0 read now, 1 read before" in run(*asked)[1]


def test_a_path_that_is_not_there_ends_it_with_failures(tmp_path: Path) -> None:
    (tmp_path / "lines.jsonl").write_text(json.dumps({"id": "barge", "text": TEXT}))
    paths = (tmp_path / "lines.jsonl", tmp_path / "gone.warc")
    code, said = run(*paths, "--to", tmp_path / "out", "--annotate", "none")
    assert code == 3
    assert "gone.warc" in said


def test_what_it_made_can_be_loaded_into_a_store(tmp_path: Path) -> None:
    line = {"id": "barge", "text": TEXT, "published": "2026-03-10"}
    (tmp_path / "lines.jsonl").write_text(json.dumps(line))
    asked = (tmp_path / "lines.jsonl", "--to", tmp_path / "out", "--annotate", "none")
    code, said = run(*asked, "--into", tmp_path / "desk.sqlite")
    assert code == 0
    assert "1 articles loaded" in said
    shown = CliRunner().invoke(app, ["stories", "--store", str(tmp_path / "desk.sqlite")])
    assert shown.exit_code == 0
    assert (
        "1 partitions had been loaded before" in run(*asked, "--into", tmp_path / "desk.sqlite")[1]
    )
