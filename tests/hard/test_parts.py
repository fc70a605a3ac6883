"""The short form of every part of ``make hard``: what once held goes on holding."""

from pathlib import Path

import pytest

from bench.figures import Figure
from bench.kept import keep, table
from hard.parts import PARTS, run
from hard.rows import ROOT, How, Row

QUICK = ("feeds", "xml", "archives", "bombs", "ssrf", "injection", "door", "html", "fuzz")
"""Parts whose short form takes a moment and needs nothing but Python."""


@pytest.mark.slow
@pytest.mark.parametrize("part", QUICK)
def test_nothing_goes_wrong(part: str, tmp_path: Path) -> None:
    rows = run(part, How(long=False, folder=tmp_path, seconds=1))
    assert rows
    assert all(row.number for row in rows)
    assert [(row.tried, row.examples) for row in rows if row.wrong] == []


def test_every_part_has_its_place_in_the_document() -> None:
    text = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    for part in PARTS:
        assert text.count(f"<!-- {part} -->") == text.count(f"<!-- /{part} -->") == 1


def test_rows_are_kept_between_their_marks(tmp_path: Path) -> None:
    document = tmp_path / "reliability.md"
    document.write_text("before\n<!-- feeds -->\nold\n<!-- /feeds -->\nafter\n", encoding="utf-8")
    row = Row(tried="a | b", number=1200, happened="two\nlines")
    shown = table([row.figure("feeds")], first="what was tried")
    keep(document, "feeds", shown)
    text = document.read_text(encoding="utf-8")
    assert text.startswith("before\n<!-- feeds -->\n| what was tried | how many |")
    assert "| a \\| b | 1,200 | two lines | 0 |" in text
    assert text.endswith("<!-- /feeds -->\nafter\n")
    with pytest.raises(ValueError, match="no place for xml"):
        keep(document, "xml", shown)


def test_a_table_has_a_column_for_each_figure() -> None:
    figures = [
        Figure(task="t", who="one", figures={"a": 1}),
        Figure(task="t", who="two", figures={"b": 2}),
    ]
    assert table(figures).splitlines() == [
        "| who | a | b |", "|---|---|---|", "| one | 1 |  |", "| two |  | 2 |",
    ]  # fmt: skip
