"""What is written: whatever a page holds, it can be shown."""

import json
import sys
from pathlib import Path

import pytest

from crosswire.cli import main
from crosswire.cli.output import Format, write_lines, write_texts
from crosswire.cli.talk import Talk
from crosswire.records.failure import Failure

HALF = "Ferry \ud800 aground"


@pytest.mark.parametrize("how", [Format.JSON, Format.JSONL])
def test_half_of_a_character_is_written_as_json_names_it(tmp_path: Path, how: Format) -> None:
    out = tmp_path / "out.json"
    write_lines([HALF], lambda words: {"title": words}, how, out)
    read = json.loads(out.read_text(encoding="utf-8"))
    assert read in ({"title": HALF}, [{"title": HALF}])


def test_and_in_a_document(tmp_path: Path) -> None:
    write_texts([HALF], tmp_path / "out.md")
    assert (tmp_path / "out.md").read_text(encoding="utf-8") == "Ferry \\ud800 aground\n"


ACTS = "\x1b[2J \x9b31m \u202e \x07 \x7f"


@pytest.mark.parametrize("how", [Format.JSON, Format.JSONL])
def test_json_says_the_same_and_does_nothing_on_a_terminal(tmp_path: Path, how: Format) -> None:
    out = tmp_path / "out.json"
    write_lines([ACTS], lambda words: {"title": words}, how, out)
    shown = out.read_text(encoding="utf-8")
    assert not {"\x1b", "\x9b", "\u202e", "\x07", "\x7f"} & {*shown}
    assert json.loads(shown) in ({"title": ACTS}, [{"title": ACTS}])


def test_what_failed_does_nothing_on_a_terminal_and_stays_on_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    talk = Talk()
    talk.heard(Failure(stage="intake", item=f"page{ACTS}.html\ncrosswire: all is well", kind="none",
                       words="no page\r\ncrosswire: all is well"))  # fmt: skip
    assert talk.close() == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("crosswire: none: page")
    assert not {"\x1b", "\x9b", "\u202e", "\x07"} & {*line}


def test_an_error_does_nothing_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    hostile = f"{tmp_path}/none\x1b[2J.wacz"
    monkeypatch.setattr(sys, "argv", ["crosswire", "verify", hostile])
    with pytest.raises(SystemExit):
        main()
    said = capsys.readouterr().err
    assert "none\ufffd[2J.wacz" in said
    assert "\x1b" not in said
