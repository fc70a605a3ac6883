"""What is written: whatever a page holds, it can be shown."""

import json
from pathlib import Path

import pytest

from crosswire.cli.output import Format, write_lines, write_texts

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
