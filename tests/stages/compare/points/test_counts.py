"""Figures as people write them, and tolls that move."""

from collections.abc import Callable

import pytest

from crosswire.records import Reading
from crosswire.stages.compare.points import Aligner
from crosswire.stages.compare.points.board import Board
from crosswire.stages.compare.points.channels import read_figures
from crosswire.stages.compare.points.counts import numbers
from crosswire.stages.compare.points.details import clash

Read = Callable[..., Reading]
Lay = Callable[..., Board]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Thirty-two states have laws that control how electors vote.", 32),
        ("The mayor met forty–five farmers in the hall.", 45),
        ("The town paid 1.5 million crowns for the bridge.", 1.5e6),
        ("The crew of twenty left the ship in silence.", 20),
    ],
)
def test_figures_are_read_as_they_are_written(board: Lay, text: str, value: float) -> None:
    (sheet,) = board(text, "A museum of clocks will open in Osterby next spring.").sheets[:1]
    assert [v for v, _, _ in read_figures(sheet)] == [value]


def test_a_toll_of_another_day_is_a_tension_and_of_the_same_day_a_conflict(
    read: Read, aligner: Aligner
) -> None:
    one = "Fourteen people were killed when a ferry ran aground off the island of Tarrow."
    two = "Seventeen people were killed when a ferry ran aground off the island of Tarrow."
    for day, grade in (("2024-05-10", "conflict"), ("2024-05-12", "tension")):
        found = aligner.align([read(one, "one"), read(two, "two", published=day)], {})
        assert [(c.kind, c.grade) for c in found.conflicts] == [("number", grade)]


def test_a_count_worldwide_is_no_other_count_of_a_country(board: Lay) -> None:
    one = "The storm killed 30 people worldwide."
    two = "The storm killed 22 people."
    assert not list(numbers(*board(one, two).sheets))
    assert clash(*board(one, two).sheets), "and never surely the same"
    assert list(numbers(*board(one, two.replace("people", "people worldwide")).sheets))


def test_what_stands_beside_the_dead_is_no_count_of_them(board: Lay) -> None:
    one = "There have been 3,000 cases and more than 570 deaths."
    found = list(numbers(*board(one, "The fever has led to 130 deaths.").sheets))
    assert [(d.a, d.b) for d in found] == [("more than 570 deaths", "130 deaths")]


def test_a_count_of_some_is_no_count_of_all(read: Read, aligner: Aligner) -> None:
    one = "The council said 30 wooden bridges in the valley would be closed for repairs."
    two = "The council said 32 bridges in the valley would be closed for repairs."
    assert not aligner.align([read(one, "one"), read(two, "two")], {}).conflicts
    two = two.replace("32 bridges", "32 wooden bridges")
    found = aligner.align([read(one, "one"), read(two, "two")], {})
    assert [c.kind for c in found.conflicts] == ["number"]
