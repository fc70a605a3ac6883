"""What a person types is read once; what cannot be answered says what to try."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.errors import ConfigError
from crosswire.store.search_query import read_query


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("harbour ferry", '("harbour") AND ("ferry")'),
        ("“old quay” AND ferry", '("old quay") AND ("ferry")'),
        ("harbour OR quay tide", '("harbour" OR "quay") AND ("tide")'),
        ('a OR "b c" OR d', '("a" OR "b c" OR "d")'),
        ('harbour -film -"long film"', '(("harbour")) NOT ("film" OR "long film")'),
        ("moor* by-election R&D", '("moor" *) AND ("by election") AND ("r d")'),
        (
            "headline : ferry ^x {y} NEAR",
            '("headline") AND ("ferry") AND ("x") AND ("y") AND ("near")',
        ),
        ("or and not", '("or") AND ("and") AND ("not")'),
        ("ferry — 4.5", '("ferry") AND ("4 5")'),
    ],
)
def test_a_query_is_read(typed: str, match: str) -> None:
    assert read_query(typed).match() == match


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "no word"),
        ("— & !", "no word"),
        ("-film", "only words to leave out"),
        ("OR ferry", "either side"),
        ("ferry OR", "either side"),
        ("ferry OR OR quay", "either side"),
        ("ferry OR -quay", "either side"),
        ("ferry NOT quay", "-word"),
        ('ferry "old quay', "not closed"),
        ("fe*", "3 letters"),
        (" ".join(["ferry"] * 40), "more than 32"),
        (f'"{"quay " * 70}"', "more than 64"),
    ],
)
def test_a_bad_query_says_what_to_try(typed: str, fault: str) -> None:
    with pytest.raises(ConfigError, match=fault) as told:
        read_query(typed)
    assert 'try words, "a phrase", this OR that, -without, begin*' in str(told.value)


@given(st.text(st.sampled_from("ab\"'“”*:^(){}-+,; ORANDNEAR\x00\\/é漢"), max_size=40) | st.text())
def test_whatever_is_typed_the_index_takes_it_or_the_person_is_told(typed: str) -> None:
    try:
        wanted = read_query(typed)
    except ConfigError:
        return
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(headline, body)")
        connection.execute("SELECT * FROM t WHERE t MATCH ?", (wanted.match(),)).fetchall()
