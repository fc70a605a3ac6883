from collections.abc import Callable

import pytest

from crosswire.stages.compare.points import details
from crosswire.stages.compare.points.board import Board

Lay = Callable[..., Board]


def kinds(board: Lay, a: str, b: str) -> set[str]:
    laid = board(a, b)
    return {d.kind for d in details.details(laid.sheets[0], laid.sheets[1])}


def test_figures_of_one_thing_that_differ(board: Lay) -> None:
    laid = board("The ferry carried 120 passengers.", "The ferry carried 140 passengers.")
    found = list(details.numbers(laid.sheets[0], laid.sheets[1]))
    assert [(d.a, d.b) for d in found] == [("120 passengers", "140 passengers")]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Nearly 60 percent of voters stayed at home.", "About 60% of voters stayed at home."),
        ("The ferry carried 120 passengers.", "The ferry carried 120 passengers and 9 cars."),
        ("Some 1,000 people marched.", "More than 1,000 people marched."),
        ("Twelve passengers were hurt.", "The crash hurt 12 passengers."),
    ],
)
def test_the_same_figure_in_other_words_is_no_conflict(board: Lay, a: str, b: str) -> None:
    assert "number" not in kinds(board, a, b)


def test_a_weekday_and_its_date_are_one_day(board: Lay) -> None:
    assert "date" not in kinds(
        board, "The council met on Thursday.", "The council met on May 9, 2024."
    )


def test_two_days_differ(board: Lay) -> None:
    assert "date" in kinds(board, "The council met on Thursday.", "The council met on Tuesday.")


def test_one_denies_what_the_other_says(board: Lay) -> None:
    assert "negation" in kinds(
        board, "The mayor signed the contract.", "The mayor did not sign the contract."
    )


def test_quoted_words_that_differ_in_one_word(board: Lay) -> None:
    assert "quote-wording" in kinds(
        board,
        "“We are going to take our show on the road,” Brill said.",
        "“We are going to take this show on the road,” Brill said.",
    )


def test_the_same_quoted_words_do_not_differ(board: Lay) -> None:
    words = "“We are going to take our show on the road,” Brill said."
    assert kinds(board, words, words) == set()
