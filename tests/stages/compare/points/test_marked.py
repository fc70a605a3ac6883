"""Which words of a passage stand in quotation marks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.records.article import Voice
from crosswire.records.span import Span, Text
from crosswire.stages.compare.points.conflict.quoted import worded_runs_of
from crosswire.stages.compare.points.conflict.told import told_apart
from crosswire.stages.compare.points.details import details
from crosswire.stages.compare.points.marked import marked_in
from crosswire.stages.compare.points.units import Unit
from tests.stages.compare.points.conflict.test_told import facts
from tests.stages.compare.points.conftest import Lay


def unit(sentence: str, part: str = "") -> Unit:
    """``part`` of a sentence, or all of it."""
    text = Text.of(sentence)
    start = sentence.index(part)
    return Unit(
        article=0, place=0, first=0, last=0, voice=Voice.NEWS, quotation=None, quoted=0.0,
        span=Span.of(text, start, start + len(part or sentence)),
        sentence=Span.of(text, 0, len(sentence)), checkable=True,
    )  # fmt: skip


def runs(sentence: str, part: str = "") -> list[str]:
    said = part or sentence
    return [said[start:end] for start, end in marked_in(unit(sentence, part))]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            'The mayor called it "a long night" and spoke of "many brave people" at the pier.',
            ["a long night", "many brave people"],
        ),
        ('"We held on," Marrow said, "until the boats came."', ["We held on,", "until the boats came."]),
        ('The pilot said "no" and the mate "yes" before the board met.', ["no", "yes"]),
        ("The pilots' union said the crew's boat wasn't 'fit to sail' that day.", ["fit to sail"]),
        ("The pilots’ union said the crew’s boat wasn’t fit to sail.", []),
        ("She said: “We held on until the boats came.", ["We held on until the boats came."]),
        ('She said: "We held on until the boats came.', ["We held on until the boats came."]),
        ('A 12" pipe burst, the harbour board said.', []),
        ("He said the ‘old’ pier and the “new one” were closed.", ["old", "new one"]),
    ],
)  # fmt: skip
def test_marks_are_paired_over_the_sentence(sentence: str, found: list[str]) -> None:
    assert runs(sentence) == found


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"')])
def test_a_part_has_the_words_in_marks_that_lie_in_it(opening: str, closing: str) -> None:
    sentence = f"{opening}We held on. The boats came late,{closing} she said of {opening}that night{closing}."
    late = f"The boats came late,{closing} she said of {opening}that night{closing}."
    assert runs(sentence, late) == ["The boats came late,", "that night"]
    assert runs(sentence, "We held on.") == ["We held on."]
    assert runs(sentence, f"{closing} she said of {opening}") == []
    assert runs(sentence, "she said of") == []


@given(st.text(alphabet="ab '\"“”‘’.,", min_size=1, max_size=60))
def test_runs_lie_in_the_text_in_order(sentence: str) -> None:
    found = marked_in(unit(sentence))
    assert all(0 <= start <= end <= len(sentence) for start, end in found)
    assert found == sorted(found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


def test_the_frame_before_a_straight_mark_is_not_quoted(board: Lay) -> None:
    laid = board('The harbour master said the pilot "left the channel far too late" on Tuesday.')
    assert worded_runs_of(laid.sheets[0]) == ["left the channel far too late"]


def test_words_between_two_quotations_are_never_quoted_words_that_differ(board: Lay) -> None:
    """The frames run alike and differ in a word; what is quoted is the same."""
    one = 'He said "no" when the old harbour board asked again, and "never again" on Friday.'
    other = 'He said "no" when the new harbour board asked again, and "never again" on Friday.'
    x, y = facts(board, one, other)
    found = [*details(x.sheet, y.sheet), *told_apart(x, y)]
    assert not any(d.kind == "quote-wording" for d in found)


def test_two_persons_words_are_no_utterance_worded_otherwise(board: Lay) -> None:
    one = "“The repair of the pier is a great success,” said Ilse Marrow."
    other = "“The repair of the pier is a total success,” said Dov Renner."
    same = "“The repair of the pier is a total success,” said Ilse Marrow."
    laid = board(one, other, same)
    assert [s.voice for s in laid.sheets] == ["PERSON"] * 3
    assert not any(d.kind == "quote-wording" for d in details(laid.sheets[0], laid.sheets[1]))
    assert any(d.kind == "quote-wording" for d in details(laid.sheets[0], laid.sheets[2]))
