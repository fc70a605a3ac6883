from collections.abc import Callable

import pytest

from crosswire.stages.compare.points import details
from crosswire.stages.compare.points.board import Board
from crosswire.stages.compare.points.counts import numbers
from crosswire.stages.compare.points.naming import same_name

Lay = Callable[..., Board]


def kinds(board: Lay, a: str, b: str) -> set[str]:
    laid = board(a, b)
    return {d.kind for d in details.details(laid.sheets[0], laid.sheets[1])}


def test_figures_of_one_thing_that_differ(board: Lay) -> None:
    laid = board("The ferry carried 120 passengers.", "The ferry carried 140 passengers.")
    found = list(numbers(laid.sheets[0], laid.sheets[1]))
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


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("A tram left the rails, injuring 14 of them.", "Seventeen people were hurt on the tram."),
        ("The fire killed 12 people.", "Fifteen people died in the fire."),
        ("Police arrested nine protesters.", "Officers detained 12 people."),
        (
            "The dam lets through at least 40 cubic metres of water a second.",
            "The dam must let through at least 45 cubic metres of water a second.",
        ),
    ],
)
def test_counts_of_one_fate_or_flow_are_compared(board: Lay, a: str, b: str) -> None:
    assert "number" in kinds(board, a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The fire killed 12 people.", "The fire injured 15 people."),
        ("Two gunmen killed five guards.", "Five guards were killed."),
        ("The bridge cost 120m crowns.", "The bridge cost 120 million crowns."),
        ("The fire killed 12 people.", "Three other people were killed in the fire."),
        ("The fund holds 12 percent of the bank.", "Nine percent of farmers objected."),
    ],
)
def test_counts_of_other_things_are_not(board: Lay, a: str, b: str) -> None:
    assert "number" not in kinds(board, a, b)


def test_years_of_one_deed(board: Lay) -> None:
    a = "Orrin closed the gates of the dam in 2015."
    assert "date" in kinds(board, a, "Orrin closed the gates of the dam in 2014.")
    assert "date" not in kinds(board, a, "The gates were built in 2009.")


def test_a_beginning_is_no_other_end(board: Lay) -> None:
    a = "The talks ran from September 2015."
    assert "date" not in kinds(board, a, "The talks ran until June 2016.")
    assert "date" in kinds(board, a, "The talks ran from October 2015.")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("“Marisk”", "Marisk's"),
        ("Water Board", "the Orrin Water Board"),
        ("Orrin Water Board", "OWB"),
        ("Lena Ostrander", "Ms Ostrander"),
    ],
)
def test_one_name_in_other_words(a: str, b: str) -> None:
    assert same_name(a, b)
    assert same_name(b, a)


def test_two_names_are_two() -> None:
    assert not same_name("Lena Ostrander", "Piet Halvard")


def test_a_deed_still_to_come_differs_only_when_it_is_done_to_the_same(board: Lay) -> None:
    done = "The board sold the harbour."
    assert "status" in kinds(board, done, "The board will sell the harbour next year.")
    assert "status" not in kinds(board, done, "The board will sell two old ferries.")
