"""Texts made to hold a run up are read all the same."""

from crosswire.stages.revise.changes import changes
from crosswire.stages.revise.sentences import sentences


def test_twenty_thousand_initials_are_one_sentence() -> None:
    text = "A. " * 20_000
    assert [*sentences(text)] == [(0, len(text.rstrip()))]


def test_a_text_that_is_another_altogether_is_gone_and_come() -> None:
    before = " ".join(f"Pier {n} was painted red." for n in range(800))
    after = " ".join(f"Crane {n} was sold to nobody." for n in range(800))
    found = changes(before, after).statements
    assert len(found) == 1_600
    assert all(pair.before is None or pair.after is None for pair in found)
