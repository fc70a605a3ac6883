from collections.abc import Callable

from crosswire.stages.compare.points.board import Board
from crosswire.stages.compare.points.meeting import Meetings
from crosswire.stages.compare.points.narrow import narrowed

Lay = Callable[..., Board]

WORDS = "We have counted every crate on the quay since the harbour was closed in spring"


def span_of(board: Board, unit: int, other: int) -> str:
    return narrowed(board, Meetings(board), unit, [other]).exact


def test_words_in_marks_that_both_repeat_stand_alone(board: Lay) -> None:
    long = (
        f"“{WORDS},” said Lena Ostrander, who won praise from bakers in Ulm for her plain speech."
    )
    laid = board(long, f"“{WORDS},” Lena Ostrander said in Tarrow.")
    found = span_of(laid, 0, 1)
    assert WORDS in found
    assert "bakers" not in found


def test_words_after_a_cut_are_another_statement(board: Lay) -> None:
    long = f'Lena Ostrander told reporters: "{WORDS} ... and nobody paid for the nets."'
    laid = board(long, f'"{WORDS}," Lena Ostrander said.')
    assert "nets" not in span_of(laid, 0, 1)


def test_what_would_turn_the_sense_is_not_cut_away(board: Lay) -> None:
    long = f"Piet Vance denied that he ever said “{WORDS}” to anybody in the town."
    laid = board(long, f"“{WORDS},” said Piet Vance.")
    assert "denied" in span_of(laid, 0, 1)


def test_a_unit_that_is_shared_whole_stays_whole(board: Lay) -> None:
    told = "The ferry ran aground off Tarrow on Monday morning."
    assert span_of(board(told, told), 0, 1) == told


def test_a_frame_is_not_torn_from_the_words_it_holds(board: Lay) -> None:
    long = "The chief harbour pilot of Tarrow said the town was “watching the ferry very closely”."
    laid = board(long, "The chief harbour pilot of Tarrow blamed the captain of the ferry.")
    assert not span_of(laid, 0, 1).endswith("was")


def test_who_spoke_is_no_part_that_two_tell(board: Lay) -> None:
    here = "About 120 jobs are at risk, mayor Jean Dorn said."
    laid = board(here, "The mayor, Jean Dorn, said 120 jobs were at risk.")
    assert "120 jobs" in span_of(laid, 0, 1)


def test_who_spoke_is_no_part_though_it_is_told_at_length(board: Lay) -> None:
    here = (
        "“The water rose for hours,” Jean Dorn, a pilot of the third harbour board of Tarrow, said."
    )
    laid = board(here, "“The water rose for hours,” Jean Dorn, pilot of the harbour board, said.")
    assert "water rose" in span_of(laid, 0, 1)


def test_a_long_saying_that_both_have_is_not_cut_down_to_a_clause(board: Lay) -> None:
    said = (
        "We are deeply troubled by the fire in the mill and we are closing the works at Osterby now"
    )
    laid = board(f"“{said},” the owners said in a letter.", f"The owners wrote: “{said}.”")
    assert "deeply troubled" in span_of(laid, 0, 1)
    assert "closing the works" in span_of(laid, 1, 0)


def test_a_part_does_not_stop_at_whose_it_is(board: Lay) -> None:
    here = (
        "The harbour pilots of Tarrow met on Monday in the old harbour masters’ long room upstairs."
    )
    laid = board(here, "The harbour pilots of Tarrow met the harbour master on Monday.")
    assert not span_of(laid, 0, 1).endswith("masters’")
