from collections.abc import Callable

import pytest

from crosswire.records import Reading, Text
from crosswire.stages.compare.credits import (
    article_credit,
    credits_in,
    outlets_of,
    plain_name,
)

OUTLETS = {"corran wire": ["w"], "vellamy sentry": ["s"], "qbc": ["q"]}


def credit(read: Callable[..., Reading], sentence: str) -> list[tuple[str, str]]:
    reading = read("s", sentence, outlet="The Vellamy Sentry")
    return [
        (c.kind, c.source)
        for c in credits_in(reading.revision, reading.annotation.sentences[0], OUTLETS)
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("“It hit us,” he told the Corran Wire.", [("sibling", "w")]),
        ("He told QBC Radio 4's morning show that it hit them.", [("sibling", "q")]),
        ("The crew slept, the Corran Wire reported.", [("sibling", "w")]),
        ("He told the Sentry that it hit them.", [("own", "The Vellamy Sentry")]),
        ("He told this newspaper that it hit them.", [("own", "The Vellamy Sentry")]),
        ("According to Reuters, the crew slept.", [("agency", "Reuters")]),
        ("In an interview with Harbour News she wept.", [("medium", "Harbour News")]),
        ("He told Ilse Marrow that the crew slept.", []),
        ("Two ferries sank, News reports say.", []),
        ("According to the ministry, the crew slept.", []),
        ("The island times its ferries by the tide.", []),
    ],
)
def test_credits(read: Callable[..., Reading], sentence: str, found: list[tuple[str, str]]) -> None:
    assert credit(read, sentence) == found


@pytest.mark.parametrize(
    ("body", "authors", "source"),
    [
        ("PORT SARN (AP) — A ferry ran aground.", [], "Associated Press"),
        ("A ferry ran aground. (Reuters)", [], "Reuters"),
        ("A ferry ran aground.", ["AFP"], "AFP"),
        ("The harbour board (HB) - a public body - met.", [], None),
        ("A ferry ran aground.", ["Tom Venn"], None),
        ("", [], None),
    ],
)
def test_a_whole_article_credited_to_an_agency(
    read: Callable[..., Reading], body: str, authors: list[str], source: str | None
) -> None:
    found = article_credit(read("s", body, authors=authors).revision, {})
    assert (found.source if found else None) == source


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("The Vellamy Sentry", "vellamy sentry"),
        ("www.sentry.example.com", "sentry.example"),
        ("QBC News", "qbc"),
        ("Sarn Harbour (Online News)", "sarn harbour"),
        ("QBC Online News", "qbc"),
        ("News", "news"),
    ],
)
def test_plain_names(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_a_name_is_not_taken_for_a_longer_one(read: Callable[..., Reading]) -> None:
    reading = read("s", "He told the Corran Wire Company to stop.", outlet="Wire")
    times = read("t", "The Times of Mallet reported that it sank.", outlet="Times")
    assert credits_in(times.revision, times.annotation.sentences[0], outlets_of([times])) == []
    assert outlets_of([reading, times]) == {"wire": ["s"], "times": ["t"]}


def test_a_credit_line_that_was_removed_still_credits(read: Callable[..., Reading]) -> None:
    reading = read("s", "A ferry sank.")
    page = Text.of("A ferry sank.\nWith reporting by Corran Wire")
    capture = reading.revision.capture.model_copy(update={"content": page})
    found = article_credit(reading.revision.model_copy(update={"capture": capture}), OUTLETS)
    assert found is not None
    assert (found.kind, found.source) == ("sibling", "w")
    assert found.because == "its text says “reporting by Corran Wire”"
    byline = read("b", "A ferry sank.", authors=["Corran Wire"])
    assert (credit := article_credit(byline.revision, OUTLETS)) is not None
    assert credit.because == "its byline is Corran Wire"
