"""What news does with speech, one invented case each; more of each kind stands in the files beside."""

from collections.abc import Callable

import pytest

from crosswire.records.quotation import Act, Identified, Mode

from .conftest import Heard

Hear = Callable[..., Heard]


@pytest.mark.parametrize(
    "words",
    ["“The bridge is safe,”", "‘The bridge is safe,’", '"The bridge is safe,"', "'The bridge is safe,'",
     "``The bridge is safe,''", "«The bridge is safe»,"],
)  # fmt: skip
def test_british_american_typographic_and_straight_marks(hear: Hear, words: str) -> None:
    heard = hear(f"{words} Marta Olsen said on Monday.")
    assert heard.speaker("bridge is safe") == "Marta Olsen"
    assert heard.saying("bridge is safe").mode is Mode.DIRECT


def test_a_mark_that_is_missing_at_the_end(hear: Hear) -> None:
    heard = hear("“The bridge is safe and will stay open, Marta Olsen said.\n\nThe river fell.")
    quotation = heard.saying("bridge")
    assert quotation.content[0].exact == "“The bridge is safe and will stay open,"
    assert heard.speaker("bridge") == "Marta Olsen"


def test_a_headline_in_single_marks(hear: Hear) -> None:
    heard = hear("Bridge is ‘safe and sound’, mayor says\n\nThe river fell on Monday.")
    assert "mayor" in heard.speaker("safe and sound")


def test_a_quotation_within_a_quotation_is_its_speakers(hear: Hear) -> None:
    heard = hear("“My mother told me, ‘Never cross it,’ and I never did,” Marta Olsen said.")
    assert [heard.speaker("Never cross it")] == ["Marta Olsen"]
    assert len(heard.reading.quotations) == 1


def test_he_said_after_six_paragraphs(hear: Hear) -> None:
    opened = [f"“We checked every bolt of arch number {n} in the spring." for n in "123456"]
    heard = hear("\n\n".join([*opened, "“Nothing was loose,” he said."]))
    assert len(heard.reading.quotations) == 1
    assert len(heard.saying("number 1").content) == 7
    assert heard.speaker("number 1") == "he"


def test_two_women_in_one_paragraph(hear: Hear) -> None:
    heard = hear(
        "“The bridge is safe,” said Marta Olsen. Her deputy, Ingrid Dahl, disagreed. "
        "“It is nothing but rust,” Dahl said."
    )
    assert "Olsen" in (heard.saying("bridge is safe").speaker_name or "")
    assert "Dahl" in (heard.saying("nothing but rust").speaker_name or "")


def test_a_collective_speaker(hear: Hear) -> None:
    quotation = hear("Officials said that the bridge was safe.").saying("bridge")
    assert quotation.speaker[0].exact == "Officials"
    assert quotation.speaker_entity is None
    assert quotation.identified is Identified.UNNAMED


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Marta Olsen declined to comment on the bridge.", Act.TOPIC),
        ("Marta Olsen denied that the bridge was unsafe.", Act.SPEECH),
    ],
)
def test_denials_and_what_was_not_said(hear: Hear, text: str, act: Act) -> None:
    assert {q.act for q in hear(text).reading.quotations} == {act}


def test_a_statement_and_a_post(hear: Hear) -> None:
    heard = hear(
        "“The bridge is safe,” Norfield said in a statement. "
        "“Nobody believes that,” Peter Brandt tweeted."
    )
    assert heard.speaker("bridge is safe") == "Norfield"
    assert heard.speaker("Nobody believes") == "Peter Brandt"


def test_scare_quotes_are_kept_apart(hear: Hear) -> None:
    heard = hear("The so-called “smart bridge” opened on Monday. The river was high.")
    assert heard.terms == ["“smart bridge”"]
    assert heard.contents == []


@pytest.mark.parametrize(
    "text",
    ["Marta Olsen said that the bridge was safe.", "According to Marta Olsen, the bridge was safe.",
     "The bridge was safe, Marta Olsen argued."],
)  # fmt: skip
def test_words_retold(hear: Hear, text: str) -> None:
    quotation = hear(text).saying("bridge was safe")
    assert quotation.mode is Mode.INDIRECT
    assert quotation.speaker[0].exact == "Marta Olsen"
