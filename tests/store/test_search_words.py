"""Words are folded as SQLite's own tokenizer folds them, and found where they stand."""

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from crosswire.store.search_words import Folded, folded, lexemes, pattern

SCRIPTS = st.text(
    st.one_of(
        st.characters(max_codepoint=0x24F, exclude_characters="\x00"),
        st.sampled_from("αβΓΔέжЙёшأبمش漢字かなँ“”’—…́̈ 🙂\n"),
    ),
    max_size=60,
)


def by_sqlite(text: str) -> list[str]:
    with sqlite3.connect(":memory:") as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2')"
        )
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance')")
        connection.execute("INSERT INTO t VALUES (?)", (text,))
        return [row[0] for row in connection.execute("SELECT term FROM v ORDER BY offset")]


@given(SCRIPTS.filter(lambda text: "🙂" not in text and "ँ" not in text))
def test_words_are_those_of_the_index(text: str) -> None:
    assert list(folded(text)) == by_sqlite(text)


@given(SCRIPTS)
def test_every_word_is_found_where_it_stands(text: str) -> None:
    flat = Folded(text)
    for word in flat.words():
        places = list(flat.find(pattern((word,), prefix=False)))
        assert places
        assert all(folded(text[start:end]) == (word,) for start, end in places)


def test_capitals_and_accents_make_no_difference() -> None:
    assert folded("ORLÉAN Orléan orle\u0301an İstanbul") == (*["orlean"] * 3, "istanbul")


def test_a_phrase_is_found_across_marks_and_a_beginning_inside_none() -> None:
    flat = Folded("The ferry — “Tern II” — sank; the refit ferrymen saw it.")
    assert list(flat.find(pattern(("ferry", "tern"), prefix=False))) == [(4, 17)]
    found = [(s, e) for s, e in flat.find(pattern(("ferr",), prefix=True))]
    assert [
        ("The ferry — “Tern II” — sank; the refit ferrymen saw it."[s:e]) for s, e in found
    ] == [
        "ferry",
        "ferrymen",
    ]


def test_postgres_words_have_places_and_the_headline_its_weight() -> None:
    assert lexemes("Ferry sinks", "The ferry's crew") == (
        "'ferry':1A,5 'sinks':2A 'the':4 's':6 'crew':7"
    )


def test_postgres_takes_no_more_of_a_text_than_it_can() -> None:
    many = " ".join(f"w{n}" for n in range(200_000))
    assert len(lexemes("", many).encode()) < 1024**2 * 3
    assert lexemes("", "x" * 3000 + " short") == "'short':3"
    assert lexemes("", "again " * 400).count(",") == 254
