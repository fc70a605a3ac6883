"""Every command the tutorial and the README show must work as shown."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crosswire.cli.commands import app

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", TUTORIAL, re.S)
SHOWN = [
    line
    for line in "".join(BLOCKS).splitlines()
    if line.startswith("crosswire ") and "examples/" in line
]


def test_the_tutorial_shows_commands() -> None:
    assert len(SHOWN) >= 4


@pytest.mark.slow
@pytest.mark.parametrize("line", SHOWN)
def test_the_tutorials_commands_work(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    ended = CliRunner().invoke(app, shlex.split(line)[1:], catch_exceptions=False)
    assert ended.exit_code == 0, ended.stderr
    if "--output" in line:
        assert (tmp_path / shlex.split(line)[-1]).stat().st_size > 1000
    else:
        assert ended.stdout


@pytest.mark.slow
def test_the_python_shown_for_article_lines_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "howto" / "compare-article-lines.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.S)
    monkeypatch.chdir(tmp_path)
    made = CliRunner().invoke(
        app, ["extract", str(ROOT / "examples" / "ferry-aground"), "-o", "articles.jsonl"]
    )
    assert made.exit_code == 0, made.stderr
    exec(compile(code, "compare-article-lines.md", "exec"), {})
    assert "outlets" in capsys.readouterr().out
