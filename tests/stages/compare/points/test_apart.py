"""Likeness of words does not make another speech act, or another person's words, the same."""

from collections.abc import Callable

import pytest

from crosswire.stages.compare.points.apart import apart
from crosswire.stages.compare.points.board import Board

Lay = Callable[..., Board]

DEMAND = "Minister Anna Brandel told the Karvian government to stop its reckless actions."
TELLING = "Minister Anna Brandel said that Estmere would answer reckless actions by Karvia."


def verdict(board: Lay, one: str, other: str) -> bool:
    a, b = board(one, other).sheets
    assert apart(a, b) == apart(b, a)
    return apart(a, b)


def test_a_demand_is_no_telling(board: Lay) -> None:
    assert verdict(board, DEMAND, TELLING)


@pytest.mark.parametrize(
    "other",
    [
        "Minister Anna Brandel urged the Karvian government to stop acting recklessly.",
        "Minister Anna Brandel said that Karvia must end its reckless actions.",
        "Minister Anna Brandel said that it was time for Karvia to stop.",
        "Karvia has acted recklessly in the strait for weeks.",
    ],
)
def test_other_wordings_of_the_demand_may_be_the_same(board: Lay, other: str) -> None:
    assert not verdict(board, DEMAND, other)


def test_two_persons_words_are_two_statements(board: Lay) -> None:
    one = "Anna Brandel said that the treaty would bring peace to the valley."
    assert verdict(
        board, one, "Tomas Velander said that the treaty would bring peace to the valley."
    )
    assert not verdict(board, one, "Brandel said that the treaty would bring the valley peace.")


def test_the_outlet_and_a_person_are_not_kept_apart(board: Lay) -> None:
    one = "Anna Brandel said that the treaty would bring peace to the valley."
    assert not verdict(board, one, "The treaty would bring peace to the valley.")


def test_a_shared_frame_makes_no_shared_claim(board: Lay) -> None:
    frame = "Speaking at the town hall in Port Wessel, Anna Brandel said that "
    one = frame + "the old harbour of the island would be dredged again before spring began."
    assert verdict(
        board, one, frame + "most farmers beyond the river had lost a third of their wheat."
    )
    assert not verdict(
        board, one, frame + "work to dredge the island's harbour would not begin this year."
    )


def test_words_in_marks_are_not_told_by_a_text_that_has_none_of_them(board: Lay) -> None:
    quoting = "The chief harbour pilot of Tarrow said the town was “watching events very closely”."
    telling = "The chief harbour pilot of Tarrow has sold two old boats."
    assert verdict(board, quoting, telling)
    assert not verdict(board, quoting, telling.replace("sold", "been watching"))


def test_two_sayings_of_one_speaker_in_one_place_are_two(board: Lay) -> None:
    frame = " Anna Brandel said on the Estmere Morning Hour."
    one = "“Nobody in this valley should have to drive to Harn for a doctor at night,”" + frame
    assert verdict(
        board,
        one,
        "“Our schools need the teachers, the coal and the windows that the valley was promised,”"
        + frame,
    )
    assert not verdict(board, one, "“Nobody should have to drive to Harn for a doctor,”" + frame)


def test_a_judges_order_and_what_an_appeals_court_makes_of_it_are_two_acts(board: Lay) -> None:
    one = "On Friday a federal judge upheld an order against the ban on fishing in the strait."
    assert verdict(board, one, "An appeals court declined a request to end the order on fishing.")
    for other in (
        "A judge in Port Wessel upheld the order against the ban on fishing on Friday.",
        "The court kept the order against the ban on fishing in force on Friday.",
        "The order against the ban on fishing in the strait stands for now.",
    ):
        assert not verdict(board, one, other)
