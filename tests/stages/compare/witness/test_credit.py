"""Whose words they are: "another" is a grave word, and most of the time nobody can tell."""

from collections.abc import Callable

import pytest

from crosswire.records import QuoteCheck, Reading
from tests.stages.compare.witness.conftest import checks

Found = Callable[..., QuoteCheck]


def credit(found: Found, who: str, first: str, second: str = "MR VENN") -> str:
    text = (
        f"{first}: We will open the pier.\nQ: When?\n{first}: Soon.\n{second}: Yes.\n{second}: Yes."
    )
    return found("We will open the pier", who, primary=text).credit


@pytest.mark.parametrize(
    ("who", "label", "wanted"),
    [
        ("Ilse Marrow", "MS MARROW", "same"),
        ("Ilse Marrow", "Minister Marrow", "same"),
        ("Marrow", "ILSE MARROW", "same"),
        ("Ilse Marrow", "Marrow, Ilse", "same"),
        ("Ilse Marrow", "MS. MARROW", "same"),
        ("Olena Zelenko", "MS ZELENCO", "same"),
        ("Ilse Marrow", "MS DREWE", "another"),
        ("Ilse Marrow", "THE MINISTER", "unknown"),
        ("Ilse Marrow", "SPEAKER 1", "unknown"),
        ("Ilse Marrow", "INTERPRETER", "unknown"),
        ("Ilse Marrow", "SECRETARY OF STATE", "unknown"),
        ("Ilse Marrow", "REPORTER", "another"),
    ],
)
def test_voices_and_names(found: Found, who: str, label: str, wanted: str) -> None:
    assert credit(found, who, label) == wanted


def test_a_body_and_its_spokeswoman_may_be_one(read: Callable[..., Reading]) -> None:
    words = "“We will open the pier,”"
    page = read(
        "a", f"{words} the Port Office said.", said=[(words, "the Port Office")],
        names=[("the Port Office", "ORG")],
    )  # fmt: skip
    entities = tuple(e.model_copy(update={"label": "ORG"}) for e in page.annotation.entities)
    page = page.model_copy(
        update={"annotation": page.annotation.model_copy(update={"entities": entities})}
    )
    text = "MS DREWE: We will open the pier.\nQ: When?\nMS DREWE: Soon."
    assert checks([page], text)[0].credit == "unknown"


def test_a_voice_may_quote_another(found: Found) -> None:
    text = "MS DREWE: She told me: “We will open the pier.”\nQ: When?\nMS DREWE: Soon."
    assert found("We will open the pier", "Ilse Marrow", primary=text).credit == "unknown"


def test_a_document_claims_nothing_of_its_signatory(found: Found) -> None:
    text = "Statement by Anna Drewe\n\nWe will open the pier."
    assert found("We will open the pier", "Ilse Marrow", primary=text).credit == "unknown"
    assert found("We will open the pier", "Anna Drewe", primary=text).credit == "same"
