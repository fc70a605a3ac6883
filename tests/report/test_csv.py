"""Lists for a spreadsheet: outlets' words are cells and start no formula."""

import csv
import io

import pytest

from crosswire.records.lists import QuoteTally
from crosswire.report.listed import QUOTE_TALLIES
from crosswire.report.lists import csv_table


def tally(of: str) -> QuoteTally:
    return QuoteTally(
        of=of, quotations=1, direct=1, mixed=0, indirect=0, words=3, articles=1, outlets=1, first=1,
        last=1,
    )  # fmt: skip


@pytest.mark.parametrize("words", ['Olsen, "the mayor"', "two\nlines", "Österby"])
def test_words_come_back_as_they_were(words: str) -> None:
    (row,) = csv.DictReader(io.StringIO(csv_table(QUOTE_TALLIES, [tally(words)])))
    assert row["of"] == words


@pytest.mark.parametrize(
    "words", ["=1+1", "+1", "-1", "@sum", " =1+1", "\n=1+1", "\u200b=1+1", "\uff1d1+1"]
)
def test_nothing_is_a_formula(words: str) -> None:
    (row,) = csv.DictReader(io.StringIO(csv_table(QUOTE_TALLIES, [tally(words)])))
    assert row["of"] == f"'{words}"


@pytest.mark.parametrize("cut", [",", ";", "\t"])
@pytest.mark.parametrize("words", ["x;=1+1", "x\t=1+1", "\r=1+1", 'x";=1+1', "x\n=1+1"])
def test_a_cell_is_one_wherever_lines_are_cut(words: str, cut: str) -> None:
    made = csv_table(QUOTE_TALLIES, [tally(words)])
    _, row = csv.reader(io.StringIO(made, newline=""), delimiter=cut)
    assert not any(cell.startswith("=") for cell in row)
    if cut == ",":
        assert row[0].removeprefix("'") == words


def test_an_empty_list_is_empty() -> None:
    assert csv_table(QUOTE_TALLIES, []) == ""
