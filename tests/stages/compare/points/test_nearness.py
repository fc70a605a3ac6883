"""What the nearest passage shares and lacks, in words."""

from collections.abc import Callable

import pytest

from crosswire.stages.compare.points.board import Board
from crosswire.stages.compare.points.nearness import nearness

Lay = Callable[..., Board]


def near(board: Lay, one: str, other: str, score: float = 0.4) -> str:
    laid = board(one, other)
    return nearness(laid.sheets[0], laid.sheets[1], score)


def test_names_shared_and_figures_lacked(board: Lay) -> None:
    said = near(
        board,
        "Lena Ostrander said 40 ferries had been repaired at Port Wessel.",
        "Lena Ostrander wants new ferries.",
    )
    assert said.startswith("near: shares the name Lena Ostrander")
    assert "not the name Port Wessel" in said
    assert "the figure 40" in said


def test_a_shared_figure_and_a_day_the_other_lacks(board: Lay) -> None:
    said = near(
        board,
        "The storm tore 14 roofs off on Tuesday in the harbour.",
        "Insurers counted 14 roofs.",
    )
    assert "the figure 14" in said.split(", not")[0]
    assert "the time Tuesday" in said.split(", not")[1]


def test_figures_of_a_date_are_no_figures(board: Lay) -> None:
    said = near(board, "The bridge opened on May 6, 2021.", "The bridge is closed again.")
    assert "figure" not in said


def test_one_of_them_and_a_first_look_are_no_figures(board: Lay) -> None:
    said = near(
        board, "One of the ferries had its first crossing.", "One ferry sank at first light."
    )
    assert "figure" not in said
    said = near(board, "Nine ferries had their crossing.", "Nine ferries sank.")
    assert "the figure Nine" in said


def test_telling_words_stand_in_where_nothing_is_named(board: Lay) -> None:
    said = near(board, "The captain ignored two radio warnings.", "Radio warnings were sent twice.")
    assert "“warnings”" in said or "“radio”" in said
    assert "shares" in said


def test_a_name_counts_as_there_by_its_last_word(board: Lay) -> None:
    said = near(
        board,
        "Harbour master Lena Ostrander closed the port.",
        "The port stays shut, and Ostrander is blamed.",
    )
    assert "not the name Lena Ostrander" not in said


def test_nothing_in_common_is_said_plainly(board: Lay) -> None:
    said = near(board, "A museum of clocks will open.", "Farmers fear drought.", score=0.01)
    assert said == "far off: no name, figure or telling word in common"


@pytest.mark.parametrize(
    ("score", "words"), [(0.9, "near"), (0.3, "near"), (0.2, "some way off"), (0.02, "far off")]
)
def test_the_score_is_put_in_words(board: Lay, score: float, words: str) -> None:
    said = near(board, "A ferry sank off Tarrow.", "A ferry ran aground off Tarrow.", score)
    assert said.startswith(f"{words}: ")
