from collections.abc import Callable

import pytest

from crosswire.records import Reading
from crosswire.stages.compare.origins.credits import credits_in
from crosswire.stages.compare.origins.known import Known, known_outlets
from crosswire.stages.outlets import load_outlets

TABLE = load_outlets()
KNOWN = Known(articles={"corran wire": ["w"], "vellamy sentry": ["s"], "qbc": ["q"]}, table=TABLE)
NOBODY = Known(articles={}, table=TABLE)


def credit(read: Callable[..., Reading], sentence: str) -> list[tuple[str, str]]:
    reading = read("s", sentence, outlet="The Vellamy Sentry")
    return [
        (c.kind, c.source)
        for c in credits_in(reading.revision, reading.annotation.sentences[0], KNOWN)
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
        ("The ferry on the rocks on Tuesday (Harbour Board via AP).", []),
        ("AP Photo Corran Wire said the crew slept.", []),
        ("According to the ministry, the crew slept.", []),
        ("The island times its ferries by the tide.", []),
    ],
)
def test_credits(read: Callable[..., Reading], sentence: str, found: list[tuple[str, str]]) -> None:
    assert credit(read, sentence) == found


def test_a_name_is_not_taken_for_a_longer_one(read: Callable[..., Reading]) -> None:
    reading = read("s", "He told the Corran Wire Company to stop.", outlet="Wire")
    times = read("t", "The Times of Mallet reported that it sank.", outlet="Times")
    known = known_outlets([reading, times], TABLE)
    assert credits_in(times.revision, times.annotation.sentences[0], known) == []
    assert known.articles == {"wire": ["s"], "times": ["t"]}


def test_a_text_of_capitals_alone_is_read_in_one_pass(read: Callable[..., Reading]) -> None:
    words = "Told " + "THE AP Of " * 3000 + "reported"
    reading = read("s", words, outlet="Vellamy Sentry")
    assert len(credits_in(reading.revision, reading.annotation.sentences[0], KNOWN)) < 10


def test_a_page_of_an_unknown_outlet_goes_by_its_own_name(read: Callable[..., Reading]) -> None:
    own = read("tarn-gazette", "A Gazette reporter at the gate saw the fire.")
    known = known_outlets([own, read("s", "Nothing.", outlet="Vellamy Sentry")], TABLE)
    (found,) = credits_in(own.revision, own.annotation.sentences[0], known)
    assert (found.kind, found.seen) == ("own", True)
