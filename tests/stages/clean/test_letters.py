"""Letters of many texts at once are those of each alone."""

import re

from hypothesis import given
from hypothesis import strategies as st

from crosswire.stages.clean.letters import all_letters, counts, letters

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
    for kind in (str.isupper, str.isdigit):
        assert counts(texts, kind).tolist() == [sum(map(kind, text)) for text in texts]
