from collections.abc import Callable

from crosswire.records import Reading, Statement
from crosswire.stages.compare.points import Aligner
from crosswire.stages.compare.points.board import Board
from crosswire.stages.compare.points.representative import beyond

Lay = Callable[..., Board]
Read = Callable[..., Reading]

PLAIN = "A ferry ran aground off the island of Tarrow on Thursday."
COUNTED = "A ferry carrying 120 passengers ran aground off the island of Tarrow on Thursday."


def members(board: Board) -> dict[int, Statement]:
    return {n: s.unit.statement(board.readings[n]) for n, s in enumerate(board.sheets)}


def test_a_figure_that_the_other_has_not_is_beyond_it(board: Lay) -> None:
    laid = board(PLAIN, COUNTED)
    assert beyond(dict(enumerate(laid.sheets)), members(laid)) == {0: 0, 1: 1}


def test_the_same_details_in_other_words_are_not(board: Lay) -> None:
    laid = board(COUNTED.replace("120", "12"), COUNTED.replace("120", "twelve"))
    assert beyond(dict(enumerate(laid.sheets)), members(laid)) == {0: 0, 1: 0}
    twice = board(COUNTED, COUNTED)
    assert beyond(dict(enumerate(twice.sheets)), members(twice)) == {0: 0, 1: 0}


def test_the_least_specific_words_stand_for_a_point(read: Read, aligner: Aligner) -> None:
    found = aligner.align([read(COUNTED, "one"), read(PLAIN, "two")], {})
    (point,) = found.points
    assert point.wording.span.exact == PLAIN
