"""Words in marks and whose they are."""

from collections.abc import Callable
from typing import Any

import pytest

from crosswire.records.quotation import Mode

Hear = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“The bridge is safe,” Marta Olsen said on Monday.", "Marta Olsen"),
        ("“The bridge is safe,” said Marta Olsen, the mayor of Westhaven.", "Marta Olsen"),
        ("'The bridge is safe,' said Marta Olsen.", "Marta Olsen"),
        ("‘The bridge is safe’, said Marta Olsen.", "Marta Olsen"),
        ('"Is the bridge safe?" Marta Olsen asked reporters.', "Marta Olsen"),
        ("Marta Olsen said: “The bridge is safe.”", "Marta Olsen"),
        ("Marta Olsen told reporters, “The bridge is safe.”", "Marta Olsen"),
        ("According to Marta Olsen, “The bridge is safe.”", "Marta Olsen"),
        ("“The bridge is safe,” according to Marta Olsen.", "Marta Olsen"),
        ("“The bridge is safe,” the mayor, who lives nearby, told the council.", "the mayor"),
        ("“The bridge is safe!” beamed Marta Olsen.", "Marta Olsen"),
        ("“The bridge is safe.” — Marta Olsen, engineer", "Marta Olsen"),
    ],
)
def test_cue_and_speaker(hear: Hear, text: str, who: str) -> None:
    quotation = hear(text).saying("bridge is safe" if "Is the" not in text else "bridge safe")
    assert who in quotation.speaker[0].exact
    assert quotation.content[0].exact[0] in "“\"'‘"


def test_the_marks_belong_to_the_content(hear: Hear) -> None:
    quotation = hear("“The bridge is safe,” Marta Olsen said.").saying("bridge")
    assert quotation.mode is Mode.DIRECT
    assert [s.exact for s in quotation.content] == ["“The bridge is safe,”"]
    assert [s.exact for s in quotation.cue] == ["said"]


def test_runs_around_a_cue_are_one_quotation(hear: Hear) -> None:
    heard = hear("“The bridge is safe,” she said. “Nobody needs to worry.”")
    quotation = heard.saying("bridge")
    assert [s.exact for s in quotation.content] == [
        "“The bridge is safe,”", "“Nobody needs to worry.”"
    ]  # fmt: skip
    assert quotation.gap_unknown


def test_a_sentence_broken_by_its_cue_is_one_quotation(hear: Hear) -> None:
    heard = hear("“If the river rises again,” Marta Olsen said, “we will close the bridge.”")
    assert len(heard.saying("river").content) == 2
    assert len(heard.reading.quotations) == 1


def test_a_quotation_without_a_break_knows_its_gap(hear: Hear) -> None:
    assert not hear("“The bridge is safe,” Marta Olsen said.").saying("bridge").gap_unknown


def test_paragraphs_of_one_quotation(hear: Hear) -> None:
    heard = hear(
        "“The bridge is safe and it will stay open.\n\n“We checked every bolt,” Marta Olsen said."
    )
    quotation = heard.saying("bridge")
    assert len(quotation.content) == 2
    assert "Marta Olsen" in quotation.speaker[0].exact


def test_another_name_starts_another_quotation(hear: Hear) -> None:
    heard = hear(
        "“The bridge is safe,” Marta Olsen said. “I walk over it every day.\n\n"
        "“It is nothing but rust and paint,” added Peter Brandt, a welder."
    )
    assert "Olsen" in heard.speaker("walk over it")
    assert "Brandt" in heard.speaker("rust")


def test_a_floating_quotation_goes_to_the_last_speaker_and_says_why(hear: Hear) -> None:
    heard = hear(
        "“The bridge is safe,” Marta Olsen said. The river has been high since May. "
        "“We have watched it day and night for weeks.”"
    )
    quotation = heard.saying("watched it")
    assert quotation.because


def test_the_sentence_before_tells_the_speaker(hear: Hear) -> None:
    heard = hear("Marta Olsen defended the decision. “We had no other way to keep people safe.”")
    quotation = heard.saying("no other way")
    assert "Olsen" in quotation.speaker[0].exact
    assert "sentence before" in quotation.because


def test_words_without_anyone_near_have_no_speaker(hear: Hear) -> None:
    quotation = hear("“Nobody asked us whether we wanted the new harbour here.”").saying("harbour")
    assert quotation.speaker == ()
    assert quotation.speaker_name is None


def test_a_colon_after_a_name(hear: Hear) -> None:
    heard = hear("Marta Olsen: “The bridge is safe and will stay open.”")
    assert "Olsen" in heard.speaker("bridge is safe")


def test_a_lead_in_the_paragraph_above(hear: Hear) -> None:
    heard = hear("Marta Olsen then added:\n\n“The bridge is safe and will stay open.”")
    assert "Olsen" in heard.speaker("bridge is safe")


def test_a_clause_with_when_is_no_cue(hear: Hear) -> None:
    heard = hear(
        "Peter Brandt shouted during the meeting, “The bridge is rotten,” when Marta Olsen "
        "criticised his work."
    )
    assert "Olsen" not in heard.speaker("bridge is rotten")


def test_a_later_cue_does_not_take_an_introduced_quotation(hear: Hear) -> None:
    heard = hear(
        "In a letter, Norfield said: “The bridge is safe,” adding that its cost had doubled."
    )
    assert "cost" not in heard.speaker("bridge is safe")


def test_a_speaker_inside_a_quotation_is_not_its_speaker(hear: Hear) -> None:
    heard = hear(
        "“What President Halvorsen has said very clearly is, if the river rises, we will leave,” "
        "Marta Olsen told the Herald."
    )
    assert "Olsen" in heard.speaker("river rises")


def test_a_nickname_does_not_hide_the_cue(hear: Hear) -> None:
    heard = hear("“The bridge is safe,” said Peter “Rusty” Brandt.")
    assert "Brandt" in heard.speaker("bridge is safe") or "Peter" in heard.speaker("bridge is safe")
    assert "“Rusty”" in heard.terms


def test_text_without_line_breaks(hear: Hear) -> None:
    heard = hear(
        "The council met on Monday. “The bridge is safe,” said Marta Olsen. “We checked it.” "
        "Peter Brandt disagreed. “It is nothing but rust,” he said. The vote is on Friday."
    )
    assert "Olsen" in heard.speaker("checked")
    assert heard.speaker("rust") == "he"


def test_an_empty_text(hear: Hear) -> None:
    assert hear("").reading.quotations == ()


def test_a_cue_that_leads_to_the_next_words_is_not_a_tail(hear: Hear) -> None:
    heard = hear(
        "“The bridge is rotten,” Peter Brandt wrote. “We all know it. Any comment?” "
        "Marta Olsen replied, “The bridge is safe.”"
    )
    assert "Brandt" in heard.speaker("Any comment")
    assert "Olsen" in heard.speaker("bridge is safe")


def test_words_quoted_between_lend_their_speaker_to_floating_ones(hear: Hear) -> None:
    heard = hear(
        "“The bridge is safe,” Marta Olsen said. Later the welder Peter Brandt said he “would "
        "never walk over it”. “It is nothing but rust and paint by now.”"
    )
    assert "Olsen" not in heard.speaker("rust and paint")


def test_a_closing_mark_is_no_part_of_the_speakers_words(hear: Hear) -> None:
    heard = hear(
        '"They are trying to slap us in the face [with this bridge], thinking we will shut up," Ana '
        "Ruiz, 25, said as she and dozens of others marched. “Nobody will.”"
    )
    assert heard.speaker("slap us") == "Ana Ruiz"


def test_a_name_is_not_cut_where_the_parse_cuts_it(hear: Hear) -> None:
    heard = hear("The bridge closed at noon, according to Harbour Commissioner James O’Dwyer.")
    assert heard.speaker("bridge closed").endswith("James O’Dwyer")


def test_a_heading_in_marks_and_capitals_is_nobodys_words(hear: Hear) -> None:
    heard = hear(
        "“We cannot go on,” Anna Bell said.\n‘LET THEM EAT CAKE?’\n“It is over,” she added."
    )
    assert heard.contents == [["“We cannot go on,”"], ["“It is over,”"]]
    assert heard.speaker("It is over") == "she"
