"""Quoted words that are nobody's speech."""

from collections.abc import Callable
from typing import Any

import pytest

from crosswire.records.quotation import Mode

Hear = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("The years of the so-called “Quarrels” ended in 1968.", "“Quarrels”"),
        ("The pact ended the valley's “Quarrels”.", "“Quarrels”"),
        ("The bend is known as “the elbow” to sailors.", "“the elbow”"),
        ("She wrote the novel “A Winter in Westhaven” there.", "“A Winter in Westhaven”"),
        ("Peter “Rusty” Brandt built the bridge.", "“Rusty”"),
        ("The “experts” left before noon.", "“experts”"),
        ("'Careless and dangerous'", "'Careless and dangerous'"),
    ],
)
def test_terms_titles_nicknames(hear: Hear, text: str, term: str) -> None:
    heard = hear(text)
    assert heard.terms == [term]
    assert heard.reading.terms[0].because
    assert all(q.mode is Mode.INDIRECT for q in heard.reading.quotations)


def test_a_term_in_a_report_does_not_make_it_mixed(hear: Hear) -> None:
    heard = hear(
        "Marta Olsen said that the plan must not endanger the pact that ended the valley's "
        "“Quarrels”."
    )
    assert heard.saying("endanger the pact").mode is Mode.INDIRECT
    assert heard.terms == ["“Quarrels”"]


def test_a_long_quoted_clause_is_no_term(hear: Hear) -> None:
    heard = hear(
        "The hall was full, and there “nobody dared to say what all of us had seen there”."
    )
    assert heard.terms == []
    assert heard.saying("nobody dared").because
