"""Full stops of words that are written short."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.stages.annotate.sentences import spoken_sentences
from crosswire.stages.revise.sentences import sentences
from crosswire.stages.shortened import begins, ends


def told(before: str, word: str) -> bool | None:
    return begins(before, len(before), word)


@pytest.mark.parametrize(
    ("before", "word"),
    [
        ("heard in the U.S", "Supreme"),
        ("with Gov", "Ruiz"),
        ("with Govs", "Ruiz"),
        ("with Sen", "Ruiz"),
        ("with Orso B", "Venn"),
        ("at 9 a.m", "ET"),
        ("at 9 p.m", "Monday"),
        ("on Sept", "11"),
        ("the Brightwater Co", "Chairman"),
    ],
)
def test_a_stop_that_ends_nothing(before: str, word: str) -> None:
    assert told(before, word) is False


@pytest.mark.parametrize(
    ("before", "word"),
    [
        ("The bridge fell", "Okoro"),
        ("left the U.S", "The"),
        ("at 9 p.m", "She"),
        ("Ana Ruiz, R-Ky", "Islanders"),
        ("the other people’s", "Islanders"),
        ("they don't", "If"),
        ("and plan b", "Islanders"),
    ],
)
def test_a_stop_that_ends_a_sentence(before: str, word: str) -> None:
    assert told(before, word) is True


@pytest.mark.parametrize(("before", "word"), [("It is vitamin C", "The"), ("at 9 p.m", "Water")])
def test_a_stop_of_which_words_alone_do_not_tell(before: str, word: str) -> None:
    assert told(before, word) is None


@given(st.text(alphabet="aB.’ D-", max_size=20), st.sampled_from(["The", "Okoro", "5", "x", ""]))
def test_it_answers_for_anything(before: str, word: str) -> None:
    assert told(before, word) in (True, False, None)


@pytest.mark.parametrize("text", ["He left.", "with Gov.", "at 9 a.m.", "."])
def test_the_end_of_a_text_ends_its_sentence(text: str) -> None:
    assert ends(text, len(text) - 1, len(text))
    assert ends(text + " ", len(text) - 1, len(text) + 1)


@pytest.mark.parametrize(
    "text",
    [
        "Gov. Ruiz spoke in the U.S. Senate at 9 a.m. ET. She left.",
        "Ana Ruiz, D-N.J. The bridge fell on Jan. 5 in Port Sarn.",
        "It is the other people’s. If so, go.",
    ],
)
def test_what_changed_is_told_in_the_sentences_of_the_reading(text: str) -> None:
    assert list(sentences(text)) == spoken_sentences(text, 0, len(text))
