"""What was asked and reached is read from the tables that stand in the document."""

import pytest

from bench.figures import Figure
from bench.kept import table
from bench.targets import TARGETS, Target, met, tables_of, targets


def target(least: float | None, most: float | None) -> Target:
    return Target("it", least, most, "s", "t", "a", "x", "do it")


@pytest.mark.parametrize(
    ("least", "most", "reached", "is_met"),
    [(12, None, 12, True), (12, None, 11.9, False), (None, 4, 4, True), (None, 4, 4.1, False),
     (0.9, 1.1, 1.0, True), (0.9, 1.1, 0.8, False), (0.9, 1.1, 1.2, False)],
)  # fmt: skip
def test_what_counts_as_met(
    least: float | None, most: float | None, reached: float, *, is_met: bool
) -> None:
    assert met(target(least, most), reached) is is_met


def test_a_table_that_was_written_is_read_back() -> None:
    figures = [Figure(task="t", who="a", figures={"x": 1.5, "y": "20,000"}),
               Figure(task="t", who="b", figures={"x": 2})]  # fmt: skip
    text = f"# Words\n<!-- t -->\nthat day\n\n{table(figures)}\n<!-- /t -->\n"
    assert tables_of(text) == {"t": {"a": {"x": "1.5", "y": "20,000"}, "b": {"x": "2", "y": ""}}}


def test_of_several_rows_the_one_furthest_off_counts() -> None:
    rows = [Figure(task="growth", who=f"{n}", figures={"time, of the mean": value})
            for n, value in enumerate((0.98, 0.85, 1.11))]  # fmt: skip
    found = targets(f"<!-- growth -->\n{table(rows)}\n<!-- /growth -->")
    row = next(one.figures for one in found if "time an article" in one.who)
    assert (row["reached"], row["met"]) == ("0.85", "no")
    assert row["asked"] == "0.9 to 1.1 of the mean"


def test_what_nobody_measured_is_not_said_to_be_met() -> None:
    found = targets("# Words")
    assert len(found) == len(TARGETS)
    assert {(one.figures["reached"], one.figures["met"]) for one in found} == {("not measured", "")}
