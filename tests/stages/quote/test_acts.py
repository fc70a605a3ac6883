"""What was said, what was only thought, and what was only spoken of."""

from collections.abc import Callable
from typing import Any

import pytest

from crosswire.records.quotation import Act

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
        ("Ilse Marrow refused to say who would pay for it.", "who would pay", Act.THOUGHT),
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
