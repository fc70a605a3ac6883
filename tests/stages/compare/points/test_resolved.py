from collections.abc import Callable

from crosswire.stages.compare.points.board import Board
from crosswire.stages.compare.points.resolved import resolved

Lay = Callable[..., Board]


def told(board: Board) -> list[str]:
    return [resolved(sheet) for sheet in board.sheets]


def test_a_pronoun_gives_way_to_the_name(board: Lay) -> None:
    text = "Lena Ostrander opened the harbour. She blamed the captain."
    assert told(board(text))[1] == "Lena Ostrander blamed the captain."


def test_an_owner_keeps_the_genitive(board: Lay) -> None:
    text = "Piet Vance sold the ferry. The buyer praised his crew."
    assert "Piet Vance's crew" in told(board(text))[1]


def test_whoever_is_quoted_stands_in_front(board: Lay) -> None:
    text = "Lena Ostrander spoke in Tarrow. “We will close the harbour tonight,” she said. “All of it.”"
    assert all("Ostrander" in said for said in told(board(text)))


def test_words_that_need_nothing_stay_as_they_are(board: Lay) -> None:
    text = "The ferry ran aground off Tarrow."
    assert told(board(text)) == [text]


def test_spans_are_untouched(board: Lay) -> None:
    laid = board("Lena Ostrander opened the harbour. She blamed the captain.")
    told(laid)
    assert laid.sheets[1].unit.span.exact == "She blamed the captain."
