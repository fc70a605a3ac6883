from collections.abc import Callable

import pytest

from crosswire.records import PassageKind, Reading
from crosswire.stages.compare.headlines import headline_words

SPEECH = (
    "“If the owners act carelessly or greedily again, then we will intervene,” Ilse Marrow said."
)


def one(*readings: Reading) -> tuple[str, str | None, str | None]:
    (found,) = headline_words(readings)
    return found.standing, found.found.exact if found.found else None, found.found_article


@pytest.mark.parametrize(
    ("headline", "standing"),
    [
        ("Marrow: we will ‘intervene’", "verbatim in speech"),
        ("Marrow vows to 'intervene' on ferries", "verbatim in speech"),
        ("Marrow warns of ‘careless or greedy’ owners", "adapted"),
        ("Owners fear ‘inspection’ of ships", "not found in this text"),
        ("Ilse Marrow and the ‘ferry company’", "not quoted in this text"),
    ],
)
def test_quoted_words_of_a_headline(
    read: Callable[..., Reading], headline: str, standing: str
) -> None:
    body = f"The minister spoke about the ferry company on Monday.\n{SPEECH}"
    said = [
        ("“If the owners act carelessly or greedily again, then we will intervene,”", "Ilse Marrow")
    ]
    assert one(read("a", body, headline=headline, said=said))[0] == standing


def test_the_nearest_words_are_shown(read: Callable[..., Reading]) -> None:
    reading = read("a", SPEECH, headline="‘Careless or greedy’ owners warned", said=[])
    quoted = read(
        "a",
        SPEECH,
        headline="‘Careless or greedy’ owners warned",
        said=[(SPEECH.split(" Ilse")[0], "Ilse Marrow")],
    )
    assert one(quoted) == ("adapted", "carelessly or greedily", "a")
    assert one(reading)[0] == "not quoted in this text"


def test_a_fragment_that_nothing_longer_contains(read: Callable[..., Reading]) -> None:
    body = "The minister told owners to stop all “careless and greedy conduct” at sea."
    reading = read(
        "a",
        body,
        headline="Stop ‘careless and greedy conduct’, owners told",
        said=[("“careless and greedy conduct”", "Ilse Marrow")],
    )
    assert one(reading) == ("fragment only", "“careless and greedy conduct”", "a")


def test_a_whole_short_sentence_is_speech(read: Callable[..., Reading]) -> None:
    reading = read(
        "a",
        "“We will intervene,” Ilse Marrow said.",
        headline="‘We will intervene’",
        said=[("“We will intervene,”", "Ilse Marrow")],
    )
    assert one(reading)[0] == "verbatim in speech"


def test_words_in_marks_that_are_a_term_are_not_speech(read: Callable[..., Reading]) -> None:
    reading = read(
        "a",
        "Divers call the reef the “Mallet Rocks” to this day.",
        headline="Ferry hits ‘Mallet Rocks’",
    )
    (found,) = headline_words([reading])
    assert found.standing == "fragment only"
    assert "nobody's speech" in found.because


def test_a_subhead_is_no_evidence(read: Callable[..., Reading]) -> None:
    reading = read(
        "a",
        "‘Careless and greedy’\nThe minister spoke on Monday.",
        headline="‘Careless and greedy’",
        kinds={0: PassageKind.SUBHEAD},
        said=[],
    )
    assert one(reading)[0] != "fragment only"


def test_a_sibling_that_quotes_the_words_is_named(read: Callable[..., Reading]) -> None:
    silent = read(
        "a",
        "The minister spoke on Monday.",
        headline="Owners to face ‘then we will intervene’",
        outlet="Corran Wire",
    )
    sibling = read(
        "b", SPEECH, outlet="Vellamy Sentry", said=[(SPEECH.split(" Ilse")[0], "Ilse Marrow")]
    )
    (found,) = headline_words([silent, sibling])
    assert found.standing == "not found in this text"
    assert found.found_article == "b"
    assert "Vellamy Sentry quotes these words" in found.because


def test_apostrophes_are_no_quotation(read: Callable[..., Reading]) -> None:
    assert headline_words([read("a", SPEECH, headline="Marrow’s plan for the owners’ ships")]) == ()


def test_the_span_addresses_the_headline(read: Callable[..., Reading]) -> None:
    reading = read("a", SPEECH, headline="Marrow vows to ‘intervene’", standfirst="She was ‘blunt’")
    found = headline_words([reading])
    assert [f.field for f in found] == ["headline", "standfirst"]
    headline, standfirst = reading.revision.headline, reading.revision.standfirst
    assert headline is not None
    assert standfirst is not None
    found[0].span.check(headline.text)
    found[1].span.check(standfirst.text)


def test_no_text_at_all(read: Callable[..., Reading]) -> None:
    assert one(read("a", "", headline="Marrow vows to ‘intervene’"))[0] == "not found in this text"


def test_a_sibling_that_has_the_words_outside_marks(read: Callable[..., Reading]) -> None:
    silent = read("a", "The minister spoke.", headline="‘Reckless owners’ named")
    sibling = read("b", "Islanders called them reckless owners.", outlet="Vellamy Sentry")
    (found,) = headline_words([silent, sibling])
    assert (found.standing, found.found_article) == ("not found in this text", "b")
    assert found.because == ("Vellamy Sentry has these or nearly these words outside marks")


def test_words_spread_over_a_sentence_are_near(read: Callable[..., Reading]) -> None:
    reading = read(
        "a", "Any boat found to be unsafe would be moored at once.", headline="‘Moor unsafe boats’"
    )
    (found,) = headline_words([reading])
    assert found.standing == "not quoted in this text"
    assert found.because == (
        "the text has nearly these words (“boat found to be unsafe would be moored”) outside marks"
    )
