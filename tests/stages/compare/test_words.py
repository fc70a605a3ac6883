from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.records import PassageKind, Reading, Voice
from crosswire.stages.compare.words import (
    common_run,
    containment,
    own_words,
    plain,
    root,
    shingles,
    words,
)


@given(st.text(max_size=80), st.integers(0, 50))
def test_words_stand_where_they_say(text: str, at: int) -> None:
    for word in words(text, at):
        read = text[word.start - at : word.end - at]
        assert plain(read) == word.form


@given(st.lists(st.sampled_from("abcdef"), max_size=30), st.integers(1, 5))
def test_a_part_is_contained_in_the_whole(forms: list[str], size: int) -> None:
    whole, part = shingles(forms, size), shingles(forms[3:-3], size)
    assert containment(whole, part) == (1.0 if part else 0.0)
    assert containment(whole, part) == containment(part, whole)


@pytest.mark.parametrize(
    ("one", "other"),
    [("recklessly", "reckless"), ("aggressively", "aggressive"), ("owners", "owner")],
)
def test_roots_meet(one: str, other: str) -> None:
    assert root(one) == root(other)


def test_the_longest_run() -> None:
    assert common_run(["a", "b", "c", "d"], ["x", "b", "c"]) == (1, 1, 2)


def test_chrome_bylines_and_advertising_are_not_the_articles_words(
    read: Callable[..., Reading],
) -> None:
    reading = read(
        "a",
        "It sank.\nBy Tom Venn\nShare this\nBuy boats\nA “grave” loss.",
        kinds={1: PassageKind.BYLINE, 2: PassageKind.CHROME},
        voices={3: Voice.ADVERTISING},
    )
    assert [w.form for w in own_words(reading)] == ["it", "sank", "a", "grave", "loss"]
    assert [w.form for w in own_words(reading, quoted=False)] == ["it", "sank", "a", "loss"]
