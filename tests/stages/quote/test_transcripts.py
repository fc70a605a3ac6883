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


def test_a_quoted_transcript_has_its_turns_and_what_goes_on_them(hear: Hear) -> None:
    heard = hear(
        "Marta Olsen met Peter Brandt on Monday. Partial transcript as follows:\n\n"
        "“BRANDT: Who checked the bridge?\n\n"
        "“OLSEN: Our own engineers checked it twice.\n\n"
        "“And nothing was loose, by the way.\n\n"
        "“(Crosstalk.)\n\n"
        "“BRANDT: I doubt that very much.\n\n"
        "“Write to our desk at the harbour.”"
    )
    assert heard.saying("Our own engineers").speaker_name == "Marta Olsen"
    assert heard.saying("nothing was loose").speaker_name == "Marta Olsen"
    assert heard.saying("I doubt that").speaker_name == "Peter Brandt"
    assert not any("Crosstalk" in s or "Write to" in s for c in heard.contents for s in c)
