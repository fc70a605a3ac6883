"""What was said, what was only thought, and what was only spoken of."""

from collections.abc import Callable
from typing import Any

import pytest

from crosswire.records.article import PassageKind
from crosswire.records.quotation import Act
from crosswire.stages.quote import read

Hear = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "words", "act"),
    [
        ("Ilse Marrow said that the bridge would open in June.", "would open", Act.SPEECH),
        ("Ilse Marrow urged the council to act.", "to act", Act.SPEECH),
        ("Ilse Marrow vowed to reopen the bridge.", "to reopen", Act.SPEECH),
        ("The bridge will open in June, according to Ilse Marrow.", "will open", Act.SPEECH),
        ("Ilse Marrow wants to reopen the bridge.", "to reopen", Act.THOUGHT),
        ("Ilse Marrow believes that the bridge is safe.", "is safe", Act.THOUGHT),
        ("Ilse Marrow did not say what the bridge would cost.", "would cost", Act.TOPIC),
        ("Ilse Marrow refused to say who would pay for it.", "who would pay", Act.TOPIC),
        ("Ilse Marrow announced the cut, just after Tom Venn signed it.", "signed", Act.TOPIC),
        ("Ilse Marrow signed a treaty on the river.", "treaty", Act.DEED),
        (
            "Neither the harbour office nor a spokesman for Ana Ruiz said that it was safe.",
            "was safe",
            Act.TOPIC,
        ),
        ("Not one of the ferrymen said that it was safe.", "was safe", Act.TOPIC),
        ("Not only the mayor said that it was safe.", "was safe", Act.SPEECH),
        ("The lawsuit seeks to block the new bridge.", "to block", Act.DEED),
        ("The ferrymen seek to block the new bridge.", "to block", Act.THOUGHT),
        ("Ilse Marrow declared a national emergency on Monday.", "emergency", Act.DEED),
        ("Judge Ilse Marrow rejected a lawsuit by the ferrymen.", "lawsuit", Act.DEED),
        ("Ilse Marrow rejected the criticism of the ferrymen.", "criticism", Act.TOPIC),
        ("Ilse Marrow will ask parliament to pay for it.", "to pay", Act.TOPIC),
        ("Ilse Marrow criticised the builders of the bridge.", "the builders", Act.TOPIC),
    ],
)
def test_a_cue_and_the_shape_of_its_content_tell_the_act(
    hear: Hear, text: str, words: str, act: Act
) -> None:
    heard = hear(text)
    found = [q for q in heard.reading.quotations if any(words in s.exact for s in q.content)]
    assert {q.act for q in found} <= {act}


def test_quoted_words_are_speech(hear: Hear) -> None:
    heard = hear("“The bridge is closed,” Ilse Marrow said. She called it a “heap of rust”.")
    assert {q.act for q in heard.reading.quotations} == {Act.SPEECH}


def test_words_of_a_caption_are_no_further_quotation(hear: Hear) -> None:
    text = "Ilse Marrow warns of “rusty” bolts\nThe bolts are “rusty and loose”, Ilse Marrow said."
    reading = hear(text).reading
    label, body = reading.revision.passages
    caption = label.model_copy(update={"kind": PassageKind.CAPTION})
    revision = reading.revision.model_copy(update={"passages": (caption, body)})
    found = read(reading.model_copy(update={"revision": revision}))
    assert all(q.content[0].start >= body.span.start for q in found.quotations)
    assert "“rusty”" in [t.span.exact for t in found.terms]


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        (
            "Orso Venn, the leader of the party, said the river had been sold cheaply and "
            "promised to vote against the treaty.",
            "to vote against the treaty",
            "Orso Venn",
        ),
        (
            "“We are careful,” Air Force Brig. Gen. Paul Lind, the surgeon, told reporters.",
            "We are careful",
            "Paul Lind",
        ),
    ],
)
def test_the_speaker_is_a_person_not_a_thing_nearby(
    hear: Hear, text: str, words: str, who: str
) -> None:
    assert who in hear(text).speaker(words)
