"""Letters of many texts at once are those of each alone."""

import re

from hypothesis import given
from hypothesis import strategies as st

from crosswire.stages.clean.letters import all_letters, counts, length, letters

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
LINES = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n")))


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@given(TEXT, st.integers(1, 60))
def test_long_texts_lose_what_short_ones_lose(text: str, times: int) -> None:
    assert letters(text) == plain(text)
    assert letters(f"Quay {text} 7" * times) == plain(f"Quay {text} 7" * times)


@given(LINES)
def test_all_at_once(texts: list[str]) -> None:
    assert all_letters(texts or [""]) == [plain(text) for text in texts or [""]]


@given(st.lists(TEXT, min_size=1))
def test_counts(texts: list[str]) -> None:
    kinds = (str.isupper, str.isdigit)
    for kind, found in zip(kinds, counts(texts, *kinds), strict=True):
        assert found.tolist() == [sum(map(kind, text)) for text in texts]


@given(TEXT, st.sampled_from([1, 300]))
def test_length_of_words_and_a_blank_between(text: str, times: int) -> None:
    assert length(text * times) == len(" ".join((text * times).split()))
