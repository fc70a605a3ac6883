"""The same words in marks on two pages are one point, whatever the reading of sentences makes of them."""

from collections.abc import Callable

import pytest

from crosswire.records import Comparison, Point, Reading
from crosswire.stages.compare.account import give_account
from crosswire.stages.compare.points import Aligned
from crosswire.stages.compare.table import lay_out
from crosswire.stages.compare.uttered import same_speaker

Read = Callable[..., Reading]


class Blind:
    """Lines nothing up, so that what is found is found by the words in marks alone."""

    def align(self, readings: object, canon: object) -> Aligned:
        return Aligned(points=(), conflicts=(), singles=(), undecided=0)


QUESTION = (
    "“What did the harbour board do with the money for the new dredger?” asked Lena Ostrander."
)
FERRY = "The ferry ran aground off Tarrow on Thursday, harbour master Lena Ostrander said. "


def compared(read: Read, *texts: str) -> Comparison:
    readings = [read(FERRY + text, name=f"paper{n}") for n, text in enumerate(texts)]
    return give_account(lay_out(readings), Blind(), stages=())


def words(point: Point) -> set[str]:
    return {m.span.exact for m in point.members}


def test_a_question_that_two_pages_quote_is_a_point(read: Read) -> None:
    other = "Ostrander wanted to know: “What did the harbour board do with the money for the new dredger?”"
    (point,) = compared(read, QUESTION, other).points
    assert words(point) == {"What did the harbour board do with the money for the new dredger"}
    assert {m.article for m in point.members} == {"paper0", "paper1"}
    assert any("stand in quotation marks in both" in r for r in point.reasons)
    assert point.origins.outlets == 2


def test_three_pages_are_one_point(read: Read) -> None:
    asked = "Lena Ostrander asked: " + QUESTION.split("” ")[0] + "”"
    (point,) = compared(read, QUESTION, asked, QUESTION).points
    assert len(point.members) == 3
    assert point.origins.outlets == 3


@pytest.mark.parametrize(
    "other",
    [
        QUESTION.replace("Lena Ostrander", "Piet Halvard"),
        "“What did the board do?” asked Lena Ostrander.",
        "Lena Ostrander asked what the harbour board did with the money for the new dredger.",
    ],
    ids=["another speaker", "too few words", "no marks"],
)
def test_what_is_not_the_same_words_of_one_speaker_is_none(read: Read, other: str) -> None:
    assert compared(read, QUESTION, other).points == ()


def test_a_sentence_is_shown_whole_where_most_of_it_is_shared(read: Read) -> None:
    one = (
        "“The next winter will be the hardest that our island has ever seen,” Lena Ostrander said."
    )
    two = (
        "“The next winter will be the hardest that any island has ever seen,” Lena Ostrander said."
    )
    (point,) = compared(read, one, two).points
    assert words(point) == {
        "The next winter will be the hardest that our island has ever seen",
        "The next winter will be the hardest that any island has ever seen",
    }
    assert "“The next winter will be the hardest that” stand" in point.reasons[0]


def test_a_name_may_be_a_part_of_a_name() -> None:
    assert same_speaker((None, "Marrow"), (None, "Ilse Marrow"), {})
    assert same_speaker((None, "the company"), (None, "Norvane Water"), {})
    assert same_speaker(("a", "Brill"), ("b", "A. Wend"), {"a": "x", "b": "x"})
    assert not same_speaker((None, "Otto Marrow"), (None, "Ilse Marrow"), {})
