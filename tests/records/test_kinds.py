"""What a name is of: words for people, codes for programs."""

import pytest

from crosswire.records.kinds import KINDS, kind_of, labels_of


@pytest.mark.parametrize("label", KINDS)
def test_no_code_is_shown_and_its_words_lead_back_to_it(label: str) -> None:
    words = kind_of(label)
    assert words != label
    assert words == words.lower()
    assert label in labels_of(words)
    assert labels_of(label) == (label,)


def test_a_code_that_is_not_known_is_shown_as_words_and_looked_for_as_it_is() -> None:
    assert kind_of("RELIGIOUS_FEAST") == "religious feast"
    assert labels_of(" religious_feast ") == ("RELIGIOUS_FEAST",)


def test_every_place_is_a_place() -> None:
    assert set(labels_of("Place")) == {"GPE", "LOC", "FAC"}
