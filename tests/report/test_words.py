import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.report.words import (
    count,
    heading,
    moment,
    one_line,
    quoted,
    shorten,
    showable,
    whole_marks,
)


@given(st.text())
def test_showable_keeps_the_length_and_nothing_that_acts(text: str) -> None:
    shown = showable(text)
    assert len(shown) == len(text)
    assert not {"\x1b", "\u202e", "\x00", "\x9b"} & set(shown)
    shown.encode("utf-8")


@given(st.text(), st.integers(min_value=3, max_value=200))
def test_shortened_words_fit_on_one_line(text: str, most: int) -> None:
    short = shorten(text, most)
    assert len(short) <= most + 1
    assert "\n" not in short


def test_shorten_says_that_it_cut() -> None:
    assert shorten("one two three four", 12) == "one two …"
    assert shorten("one two", 12) == "one two"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2025-10-15", "Wed 15 Oct 2025"),
        ("2021-05-06T17:24+01:00", "Thu 6 May 2021, 17:24 (+01:00)"),
        ("2021-05-06T17:24", "Thu 6 May 2021, 17:24"),
        ("2021-02", "Feb 2021"),
        ("2021-W18", "week of Mon 3 May 2021"),
        ("2021-W18-WE", "weekend of Sat 8 May 2021"),
        ("2021-05-06TEV", "Thu 6 May 2021, evening"),
        ("2021-SU", "summer 2021"),
        ("2021", "2021"),
        ("2021-13", "2021-13"),
        ("2021-W60", "2021-W60"),
        ("P2D", "P2D"),
        ("2021-02-31", "2021-02-31"),
        ("Thursday", "Thursday"),
    ],
)
def test_moment_is_no_more_precise_than_the_value(value: str, shown: str) -> None:
    assert moment(value) == shown


def test_count_and_heading() -> None:
    assert count(1, "page") == "1 page"
    assert count(2000, "story", "stories") == "2,000 stories"
    assert heading("river-treaty") == "River treaty"
    assert heading("--") == "Story"
    assert one_line("a\n  b\tc ") == "a b c"


@pytest.mark.parametrize(
    ("words", "shown", "in_marks"),
    [
        ("The boat sank.", "The boat sank.", "“The boat sank.”"),
        ("“It remains.", "“It remains. …”", "“It remains. …”"),
        ("so be it.”", "“… so be it.”", "“… so be it.”"),
        ('"It remains.', '"It remains. …"', '"It remains. …"'),
        ("“So be it.”", "“So be it.”", "“So be it.”"),
        ("“So be it,” she said.", "“So be it,” she said.", "“So be it,” she said."),
    ],
)
def test_half_a_quotation_is_shown_as_one_that_goes_on(
    words: str, shown: str, in_marks: str
) -> None:
    assert whole_marks(words) == shown
    assert quoted(words) == in_marks
