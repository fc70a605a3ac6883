"""To whom, on what occasion, in whose voice."""

from collections.abc import Callable
from typing import Any

import pytest

from crosswire.records.article import Voice

Hear = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("“The bridge is safe,” Marta Olsen told the Herald.", "the Herald"),
        ("Marta Olsen told reporters that the bridge was safe.", "reporters"),
        ("“The bridge is safe,” she said to the crowd.", "the crowd"),
    ],
)
def test_addressee(hear: Hear, text: str, to: str) -> None:
    assert hear(text).saying("bridge").addressee.exact == to


@pytest.mark.parametrize(
    ("text", "occasion"),
    [
        ("Speaking alongside the governor, Marta Olsen said the bridge was safe.",
         "Speaking alongside the governor"),
        ("In an interview with the Herald, Marta Olsen said the bridge was safe.",
         "In an interview with the Herald"),
        ("“The bridge is safe,” Marta Olsen said at a rally in Westhaven.",
         "at a rally in Westhaven"),
        ("“The bridge is safe,” Marta Olsen said during a meeting of engineers.",
         "during a meeting of engineers"),
        ("Marta Olsen said in a statement that the bridge was safe.", "in a statement"),
        ("Marta Olsen wrote on Twitter that the bridge was safe.", "on Twitter"),
    ],
)  # fmt: skip
def test_occasion(hear: Hear, text: str, occasion: str) -> None:
    quotation = hear(text).saying("bridge")
    assert quotation.occasion.exact == occasion
    assert quotation.occasion_because


def test_a_programme_is_addressee_and_occasion(hear: Hear) -> None:
    heard = hear("Marta Olsen told Radio Westhaven's Morning Programme that the bridge was safe.")
    quotation = heard.saying("bridge was safe")
    assert "Morning Programme" in quotation.addressee.exact
    assert "Morning Programme" in quotation.occasion.exact


def test_no_occasion_is_made_up(hear: Hear) -> None:
    quotation = hear("Marta Olsen said that the bridge was safe.").saying("bridge")
    assert quotation.occasion is None
    assert quotation.occasion_because == ""


def test_words_in_marks_are_no_occasion_of_what_is_said_beside_them(hear: Hear) -> None:
    heard = hear(
        "The ruling, the judge noted, “leaves the council standing to bring a suit against the "
        "mayor,” and Marta Olsen said there was “no such right anywhere”."
    )
    assert heard.saying("no such right").occasion is None


def test_voice_is_that_of_the_passage(hear: Hear) -> None:
    heard = hear(
        "Marta Olsen said that the bridge was safe.\nPeter Brandt said that the river would rise.",
        (Voice.NEWS, Voice.ANALYSIS),
    )
    assert heard.saying("bridge was safe").voice is Voice.NEWS
    assert heard.saying("river would rise").voice is Voice.ANALYSIS


def test_an_occasion_is_carried_to_the_same_speakers_next_words(hear: Hear) -> None:
    heard = hear(
        "Speaking alongside the governor in Westhaven, Marta Olsen said that the river would rise."
        "\n“The bridge is safe,” Olsen said."
    )
    quotation = heard.saying("bridge is safe")
    assert quotation.occasion.exact.startswith("Speaking alongside the governor")
    assert quotation.occasion_because.startswith("likely")


def test_an_occasion_stated_in_the_next_sentence(hear: Hear) -> None:
    heard = hear(
        "Marta Olsen said that the bridge was safe. Olsen made the comments during a trip to "
        "Westhaven on Thursday."
    )
    assert (
        heard.saying("bridge was safe").occasion.exact == "during a trip to Westhaven on Thursday"
    )


def test_according_to_is_no_addressee(hear: Hear) -> None:
    heard = hear("The bridge will open in May, according to the ministry.")
    assert heard.saying("bridge will open").addressee is None
