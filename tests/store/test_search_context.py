"""What is shown of a text: a stretch of whole words that has the words asked for."""

from hypothesis import given
from hypothesis import strategies as st

from crosswire.records import Text
from crosswire.store.search_context import cut, marks, passage, spans
from crosswire.store.search_query import Term

FERRY, HULL = Term(("ferry",)), Term(("hull",))
WORDS = st.sampled_from(["ferry", "hull", "the", "“Tern”", "aground", "\n\n", "é—", " ", "x" * 300])


def shown(text: str, *terms: Term) -> str:
    start, end = passage(text, marks(text, terms))
    return text[start:end]


def test_the_densest_stretch_is_shown() -> None:
    text = f"A ferry. {'Nothing. ' * 60}Then the ferry had a hole in its hull. {'More. ' * 60}"
    assert "ferry had a hole in its hull" in shown(text, FERRY, HULL)
    assert shown(text, FERRY).startswith("A ferry.")


def test_it_keeps_to_the_paragraph_and_to_whole_words() -> None:
    text = f"First paragraph.\n\nThe ferry ran aground off {'Sarn ' * 100}\n\nLast paragraph."
    found = shown(text, FERRY)
    assert found.startswith("The ferry ran aground")
    assert set(found.removeprefix("The ferry ran aground off ").split()) == {"Sarn"}


def test_without_any_word_the_opening_is_shown() -> None:
    assert shown("\n The ferry ran aground.") == "The ferry ran aground."
    assert shown("") == ""


def test_marks_that_overlap_are_one() -> None:
    text = Text.of("the old harbour ferry")
    terms = [Term(("old", "harbour")), Term(("harbour", "ferry")), Term(("harb",), prefix=True)]
    places = [place for place, _ in marks(text.content, terms)]
    (one,) = spans(text.id, text.content, places, (0, len(text)))
    assert one.exact == "old harbour ferry"


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_whatever_the_text_a_word_that_is_found_is_shown_and_marked(content: str) -> None:
    found = marks(content, [FERRY, HULL])
    start, end = passage(content, found)
    assert 0 <= start <= end <= len(content)
    assert content[start:end] == content[start:end].strip()
    if found:
        text = Text.of(content)
        shown = spans(text.id, content, [place for place, _ in found], (start, end))
        assert shown
        for mark in shown:
            mark.check(text)
        assert end - start <= 620


def test_a_stretch_says_whether_it_begins_or_ends_amid_a_sentence() -> None:
    text = "Two tugs held it. Four people died on the quay.\n\nA headline\n\n“It fell,” Orr said."
    whole = text.index("Four"), text.index("\n\n")
    assert cut(text, whole) == (False, False)
    assert cut(text, (whole[0] + 5, whole[1])) == (True, False)
    assert cut(text, (whole[0], whole[1] - 6)) == (False, True)
    assert cut(text, (text.index("A headline"), text.index("A headline") + 10)) == (False, False)
    assert cut(text, (0, len(text))) == (False, False)
