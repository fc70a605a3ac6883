"""Wordings of furniture."""

from hypothesis import given
from hypothesis import strategies as st

from crosswire.stages.clean.cues import CUES, furniture

LOOSE = [cue for cue in CUES if not cue.whole]
SIGNS = st.characters(max_codepoint=126, include_characters="©’")


@st.composite
def worded(draw: st.DrawFn) -> str:
    cue = draw(st.sampled_from(LOOSE))
    return draw(st.from_regex(cue.pattern, alphabet=SIGNS))


@given(worded())
def test_what_is_looked_for_first_stands_in_all_that_a_pattern_finds(text: str) -> None:
    for cue in LOOSE:
        assert cue.is_in(text, text.lower()) == bool(cue.pattern.search(text))


def test_a_long_closed_sentence_that_asks_nothing_is_no_furniture() -> None:
    told = "The council of Port Selby said that the ferry would sail again on Tuesday " * 3
    assert furniture(f"{told}and thanked its crew.", words=46, ends=True) is None
    plea = "Sign up for our newsletter"
    assert furniture(plea, words=5, ends=False) == "newsletter"
