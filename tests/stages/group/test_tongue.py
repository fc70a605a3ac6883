"""Languages that the packaged table of words does not know."""

from functools import cache

import pytest

from crosswire.models.frequency import background
from crosswire.records.story import Arrival
from crosswire.stages.group import Group, group_all
from crosswire.stages.group.sketch import NAME, Sketch, sketch
from crosswire.stages.group.tongue import common, foreign

CRANE = (
    "Hafen von Immertal bekommt neuen Kran",
    "Der Hafen von Immertal bekommt im kommenden Jahr einen neuen Kran. Das hat der Stadtrat am "
    "Freitag beschlossen. Der Kran kostet 3,2 Millionen Kronen und ersetzt ein Gerät aus dem Jahr "
    "1979. „Wir haben zehn Jahre darauf gewartet“, sagte Hafenmeisterin Karla Brück.",
)
FETE = (
    "Schulfest lockt Hunderte nach Immertal",
    "Hunderte Besucher sind am Samstag zum Schulfest nach Immertal gekommen. Das Wetter spielte "
    "mit. Die Schule feierte ihr hundertjähriges Bestehen mit Musik und einem Theaterstück. „So "
    "viele Leute hatten wir noch nie“, sagte der Rektor Bernd Ahlers.",
)
CRANE_ELSEWHERE = (
    "Neuer Kran für den Hafen Immertal",
    "Immertals Hafen erhält im nächsten Jahr einen neuen Kran, der 3,2 Millionen Kronen kostet. "
    "Der Stadtrat stimmte am Freitag zu. Das alte Gerät stammt von 1979. Hafenmeisterin Karla "
    "Brück sagte, man habe zehn Jahre gewartet.",
)


def arrival(name: str, told: tuple[str, str], day: str = "2026-11-20") -> Arrival:
    title, text = told
    return Arrival(article=name, title=title, text=text, outlet=name, published=day, language="de")


@cache
def read(told: tuple[str, str]) -> Sketch:
    return sketch(arrival("one", told), background())


def placed(*arrivals: Arrival) -> dict[str, str]:
    return dict(group_all(Group().open(), arrivals))


def test_everyday_words_are_no_terms() -> None:
    assert not {"der", "und", "das", "einen", "jahr"} & {*read(CRANE).terms, *read(CRANE).title}
    assert {"immertal", "kran", "stadtrat"} <= set(read(CRANE).terms)


def test_of_german_nouns_only_runs_are_names() -> None:
    named = {
        term for term, flag in zip(read(CRANE).terms, read(CRANE).flags, strict=True) if flag & NAME
    }
    assert {"karla", "brück"} <= named
    assert "gerät" not in named


def test_what_only_shares_a_language_and_a_town_is_two_stories() -> None:
    found = placed(arrival("one", CRANE), arrival("two", FETE, "2026-11-21"))
    assert found["one"] != found["two"]


def test_one_event_in_german_is_one_story() -> None:
    found = placed(arrival("one", CRANE), arrival("two", CRANE_ELSEWHERE))
    assert found["one"] == found["two"]


@pytest.mark.parametrize("language", [None, "", "en", "en-GB"])
def test_english_and_what_is_not_known_are_read_by_the_table(language: str | None) -> None:
    assert foreign(language) is None


def test_a_language_without_a_list_has_no_everyday_words() -> None:
    assert "nicht" in common("de")
    assert "pour" in common("fr")
    assert common("xx") == frozenset()
