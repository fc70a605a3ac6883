from collections.abc import Callable

from crosswire.stages.compare.points.board import Board
from crosswire.stages.compare.points.cliques import Clique
from crosswire.stages.compare.points.reasons import reasons

Lay = Callable[..., Board]

FERRY = "The ferry hit the rocks off Tarrow and 94 travellers were brought ashore."
ALSO = "Off Tarrow the ferry hit the rocks and all 94 travellers were saved."
OTHER = "Lena Ostrander asked how long a crew may sleep before it sails again."


def clique(board: Board, *pairs: tuple[int, int]) -> Clique:
    members = tuple(sorted({unit for pair in pairs for unit in pair}))
    scored = tuple((pair, 1 - n / 10) for n, pair in enumerate(pairs))
    return Clique(members=members, pairs=scored)


def test_what_all_share_is_said_of_all(board: Lay) -> None:
    said = reasons(laid := board(FERRY, ALSO), clique(laid, (0, 1)))
    assert "the figure 94 stands in both" in said
    assert "the words “the ferry hit the rocks” stand in both" in [s.lower() for s in said]


def test_what_two_of_three_share_is_said_of_those_two(board: Lay) -> None:
    laid = board(FERRY, ALSO, OTHER)
    said = reasons(laid, clique(laid, (0, 1), (0, 2), (1, 2)))
    assert "of The paper0 and The paper1: the figure 94 stands in both" in said
    assert all(s.startswith("of The paper0 and The paper1: ") for s in said[:-1])
    assert said[-1].startswith("the other passages: a trained model")


def test_nothing_to_point_to(board: Lay) -> None:
    laid = board(OTHER, "Nobody in Port Wessel liked such an answer.")
    (said,) = reasons(laid, clique(laid, (0, 1)))
    assert said.startswith("no word, name or figure to point to")


def test_only_names_are_said_to_be_named(board: Lay) -> None:
    laid = board(
        "Lena Ostrander runs the harbour. She asked the crew to answer for the rocks.",
        "Lena Ostrander has asked for answers.",
    )
    said = reasons(laid, clique(laid, (1, 2)))
    assert not any("name Lena" in s for s in said)
