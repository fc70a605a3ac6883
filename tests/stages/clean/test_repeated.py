"""What an outlet prints under everything, by the words of its articles alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.records import PassageKind
from crosswire.stages.clean.repeated import (
    MOST,
    Held,
    Repeated,
    mark,
    marked,
    paragraphs,
    repeated,
    without,
)
from tests.store import made

LETTER = "Sign up to the morning letter and read this before breakfast."
WORDS = " ".join(LETTER.lower().removesuffix(".").split())
OWN = Held("story-1", "Ferry Corrin sinks off Harnmouth")
APART = [Held("story-2", "Comet passes the earth"), Held("story-3", "Painter wins a prize")]


def found(others: list[Held], own: Held = OWN) -> list[Repeated]:
    return repeated(own, "The Post", paragraphs(f"The ferry sank.\n\n{LETTER}"), {WORDS: others})


def test_three_unlike_matters_show_it() -> None:
    (one,) = found(APART)
    assert one.place == (17, 17 + len(LETTER))
    assert one.because == "the same words stand in 3 articles of The Post on unlike matters"
    (many,) = found(APART * MOST)
    assert "or more articles" in many.because


@pytest.mark.parametrize(
    "others",
    [
        APART[:1],
        # One story, however many articles tell it.
        [one._replace(matter="story-2") for one in APART],
        # Stories of one matter: the headlines name the same.
        [Held("story-2", "Harnmouth mourns its dead"), APART[1]],
        # Nothing shows what they are about.
        [Held("story-2", ""), APART[1]],
    ],
)
def test_less_shows_nothing(others: list[Held]) -> None:
    assert found(others) == []


def test_a_paragraph_with_the_words_of_its_headline_is_background() -> None:
    assert found(APART, OWN._replace(headline="A morning letter for breakfast")) == []


def test_short_lines_are_not_looked_at() -> None:
    assert paragraphs("Read more here\n\nWhat we know") == {}


@given(st.text())
def test_a_mark_is_a_number_that_a_database_takes(words: str) -> None:
    assert -(2**63) <= mark("outlet", words) < 2**63
    assert mark("outlet", words) == mark("outlet", words)


@given(st.lists(st.sampled_from(["One two three four five six.", "A b c.", "", LETTER])))
def test_marking_keeps_every_word_where_it_is(lines: list[str]) -> None:
    revision = made.line("a1", "\n".join(["First.", *lines]))
    again = [Repeated(place, "why") for place in paragraphs(revision.body.content).values()]
    after = marked(revision, again)
    assert after.body == revision.body
    covered = "\n".join(p.span.exact for p in after.passages)
    assert covered.split() == revision.body.content.split()
    furniture = {p.span.exact for p in after.passages if p.kind is PassageKind.CHROME}
    assert furniture == set(lines) - {"A b c.", ""}


def test_quotations_of_a_marked_paragraph_are_left_out() -> None:
    read = made.reading(made.line("a1"))
    whole = Repeated((0, len(read.revision.body)), "why")
    assert read.quotations
    assert without(read, [whole]).quotations == ()
    assert without(read, []) == read
    assert [r.reason for r in without(read, [whole]).revision.removed] == ["repeated"]
