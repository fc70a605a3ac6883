"""Two tellings of one statement may go equally far, or one may have clearly more."""

from collections.abc import Callable

import pytest

from crosswire.stages.compare.points.board import Board
from crosswire.stages.compare.points.extent import partial

Lay = Callable[..., Board]

OPENING = "The new bridge over the Sarn in Osterby opened on Monday after three years of works"


def verdict(board: Lay, one: str, other: str, found: float = 1.0) -> bool:
    a, b = board(one, other).sheets
    assert partial(a, b, found) == partial(b, a, found)
    return partial(a, b, found)


def test_the_same_words_go_equally_far(board: Lay) -> None:
    assert not verdict(board, f"{OPENING}.", f"{OPENING}.")
    assert verdict(board, f"{OPENING}.", f"{OPENING}.", found=0.4)


@pytest.mark.parametrize("missing", [float("nan"), 0.0])
def test_what_was_not_read_is_partial(board: Lay, missing: float) -> None:
    assert verdict(board, f"{OPENING}.", f"{OPENING}.", found=missing)


def test_likeness_alone_is_not_enough(board: Lay) -> None:
    """Counterparts in meaning, hardly one in the same words."""
    other = "Osterby traffic crossed the river again this week, ending long delays for builders."
    assert verdict(board, f"{OPENING}.", other)


def test_a_quotation_that_goes_on_otherwise_is_the_same_in_part(board: Lay) -> None:
    head = "“The minister's deeds in the affair"
    one = f"{head} speak louder than all her speeches,” the open letter says."
    other = f"{head} and the harm done to the port's good name demand that she leave,” it reads."
    assert verdict(board, one, other)
    assert not verdict(board, one, f"{head} speak louder than all her speeches,” it reads.")


def test_a_day_that_one_lacks_needs_more_in_common(board: Lay) -> None:
    """Half of the words are the same in both; one says when."""
    plain = "The court fined the builder of the bridge for loose bolts and missing rails."
    dated = "On Monday the court fined the builder of the bridge for late works and bribes."
    undated = "The court fined the builder of the bridge for late works and bribes."
    assert verdict(board, plain, dated)
    assert not verdict(board, plain, undated)
