"""Which article a kill or a retraction of another page names."""

import pytest

from crosswire.records.notice import Notice
from crosswire.records.span import Text
from crosswire.stages.revise.elsewhere import Held, advisory, named, speaks_of
from crosswire.stages.revise.notices import notices_in

FERRY = "Twelve people were killed when the ferry Corrin sank off Harnmouth, the coastguard said."
QUAY = (
    "The quay at Harnmouth will be closed for a month while its stones are set anew, it was said."
)


def held(headline: str, body: str = FERRY, *, address: str = "", own: bool = True) -> Held:
    return Held(headline, f"revision of {headline}", headline, address, Text.of(body), own)


FERRIES = held(
    "Ferry Corrin sinks off Harnmouth", address="https://corran.example/n/ferry-corrin-sinks-12"
)
QUAYS = held("Harnmouth quay closed for a month", QUAY)


def said(headline: str, body: str) -> str | None:
    text = Text.of(body)
    found = [*notices_in(text), *filter(None, [advisory(headline, text)])]
    notice: Notice = found[0]
    return speaks_of(notice, headline, body)


@pytest.mark.parametrize(
    ("headline", "body", "way"),
    [
        ("KILL: Ferry Corrin sinks off Harnmouth", "Editors, do not use this.", "by its headline"),
        ("Advisory", "ADVISORY: our story Ferry Corrin sinks off Harnmouth is withdrawn.",
         "by its headline"),
        ("RETRACTION: ferry Corrin", "Our item ferry-corrin-sinks is retracted.", "by its slug"),
        ("KILL: Harnmouth ferry", "BULLETIN KILL. The Corrin, which sinks in our story, is whole.",
         "by the words"),
    ],
)  # fmt: skip
def test_it_is_named_by_headline_slug_or_words(headline: str, body: str, way: str) -> None:
    words = said(headline, body)
    assert words is not None
    found = named(words, [QUAYS, FERRIES])
    assert found.held == (FERRIES,)
    assert way in found.because


def test_nothing_is_named_by_a_few_words_in_common() -> None:
    words = said("KILL: Harnmouth mayor resigns", "Editors, do not use the Harnmouth story.")
    assert words is not None
    assert named(words, [QUAYS, FERRIES]).held == ()


def test_copies_of_one_text_are_one_and_two_texts_are_none() -> None:
    words = said("KILL: Ferry Corrin sinks off Harnmouth", "Editors, do not use this.")
    assert words is not None
    copy = held(FERRIES.headline, FERRY + " Divers search.", own=False)
    assert named(words, [copy, FERRIES]).held == (FERRIES,)
    assert named(words, [copy]).held == (copy,)
    other = held(FERRIES.headline, QUAY)
    assert "2 articles fit" in named(words, [FERRIES, other]).because


def test_a_page_that_is_withdrawn_itself_names_no_other() -> None:
    assert said("Ferry Corrin sinks", "This story has been withdrawn. It was wrong.") is None


def test_a_headline_that_only_tells_of_a_kill_is_no_advisory() -> None:
    for headline in (
        "Storm may kill crops",
        "Kill switch found in ferry",
        "Retractions on the rise",
    ):
        assert advisory(headline, Text.of(FERRY)) is None
    assert advisory("KILL: Ferry Corrin sinks", Text.of("")) is None
