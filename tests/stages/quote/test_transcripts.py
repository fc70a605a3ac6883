"""Turns of a transcript."""

from collections.abc import Callable
from typing import Any

Hear = Callable[..., Any]

TALK = (
    "Marta Olsen met the press on Monday.\n"
    "OLSEN: The bridge is safe and it will stay open.\n"
    "Q: Who checked it?\n"
    "OLSEN: Our own engineers checked it twice.\n"
    "BRANDT: I doubt that very much."
)


def test_each_turn_is_a_quotation_of_its_label(hear: Hear) -> None:
    heard = hear(TALK)
    assert heard.speaker("Our own engineers") == "OLSEN"
    assert heard.speaker("I doubt that") == "BRANDT"
    assert heard.saying("I doubt that").content[0].exact == "I doubt that very much."


def test_a_label_is_resolved_by_surname(hear: Hear) -> None:
    assert hear(TALK).saying("Our own engineers").speaker_name == "Marta Olsen"


def test_a_question_has_no_name(hear: Hear) -> None:
    assert hear(TALK).saying("Who checked it").speaker_name is None


def test_single_labels_make_no_transcript(hear: Hear) -> None:
    heard = hear("UPDATE: The road is open.\nWESTHAVEN: It rained.\nThe bridge stayed shut.")
    assert heard.contents == []
