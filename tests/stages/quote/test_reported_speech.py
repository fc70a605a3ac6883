"""Reported, mixed and attributed content without marks around all of it."""

from collections.abc import Callable
from typing import Any

import pytest

from crosswire.records.quotation import Mode

Hear = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "content", "who"),
    [
        ("Marta Olsen said that the bridge was safe.", "that the bridge was safe", "Marta Olsen"),
        ("Marta Olsen says the bridge is safe.", "the bridge is safe", "Marta Olsen"),
        ("The bridge is safe, Marta Olsen said.", "The bridge is safe", "Marta Olsen"),
        ("Marta Olsen warned that the bridge might fall.", "that the bridge might fall", "Olsen"),
        ("The ministry insisted that nobody had been hurt.", "nobody had been hurt", "ministry"),
        ("Marta Olsen vowed to rebuild the bridge.", "to rebuild the bridge", "Marta Olsen"),
        ("Marta Olsen denied taking money from the builders.", "taking money", "Marta Olsen"),
        ("The union accused the builders of hiding cracks.", "hiding cracks", "The union"),
        ("The union called for a new inquiry.", "a new inquiry", "The union"),
        ("Police believe that the fire was started on purpose.", "the fire was started", "Police"),
        ("According to Marta Olsen, the bridge will open in May.", "bridge will open", "Olsen"),
        ("The bridge will open in May, according to the ministry.", "bridge will open", "ministry"),
        ("The report found that the bolts were loose.", "the bolts were loose", "report"),
        ("Olsen rejected his claim that the bridge was unsafe.", "that the bridge was unsafe", "his"),
    ],
)  # fmt: skip
def test_content_and_source(hear: Hear, text: str, content: str, who: str) -> None:
    quotation = hear(text).saying(content)
    assert quotation.mode is Mode.INDIRECT
    assert who in quotation.speaker[0].exact


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Marta Olsen and Per Holm spoke. Both said the bridge was safe.", "Both"),
        ("Three dozen villagers met on Friday. All said the bridge was safe.", "All"),
        ("Some say the bridge was safe.", "Some"),
        ("Many believe that the bridge was safe.", "Many"),
        ("Others argued that the bridge was safe.", "Others"),
        ("Each insisted that the bridge was safe.", "Each"),
        ("“The bridge was safe,” both said.", "both"),
        ("All of them said the bridge was safe.", "All of them"),
        ("The other two said the bridge was safe.", "The other two"),
        ("According to some, the bridge was safe.", "some"),
    ],
)
def test_words_that_only_count_name_nobody(hear: Hear, text: str, words: str) -> None:
    quotation = hear(text).saying("ridge was safe")
    assert quotation.speaker[0].exact == words
    assert quotation.speaker_name is None
    assert quotation.speaker_entity is None


@pytest.mark.parametrize("who", ["Some of the villagers", "Two senior officials", "Many fishermen"])
def test_counted_people_are_named_by_what_they_are(hear: Hear, who: str) -> None:
    assert hear(f"{who} said the bridge was safe.").saying("bridge").speaker_name == who


@pytest.mark.parametrize("phrase", ["All told", "That said"])
def test_a_set_phrase_is_no_cue(hear: Hear, phrase: str) -> None:
    assert hear(f"{phrase}, they will have three days to make their case.").contents == []


def test_a_time_is_no_speaker(hear: Hear) -> None:
    heard = hear("Tuesday's arguments over the rules for the vote lasted hours.")
    assert not any(q.speaker or q.speaker_name for q in heard.reading.quotations)


def test_a_parenthetical_cue_leaves_two_runs(hear: Hear) -> None:
    quotation = hear("The old bridge, Marta Olsen said, is safe for cars.").saying("old bridge")
    assert [s.exact for s in quotation.content] == ["The old bridge", "is safe for cars"]


def test_a_fragment_inside_a_report_makes_it_mixed(hear: Hear) -> None:
    heard = hear("Marta Olsen said the council was “watching the river very closely”.")
    quotation = heard.saying("watching the river")
    assert quotation.mode is Mode.MIXED
    assert quotation.content[0].exact.endswith("“watching the river very closely”")
    assert len(heard.reading.quotations) == 1


def test_a_stretch_never_cuts_through_marks(hear: Hear) -> None:
    heard = hear(
        "Olsen says it is true that “the bridge is old. But it also carries half of our traffic.”"
    )
    for run in (s.exact for q in heard.reading.quotations for s in q.content):
        assert run.count("“") == run.count("”")


def test_a_statement_is_a_speaker(hear: Hear) -> None:
    heard = hear(
        "A statement issued after the talks criticised the builders for their “careless and "
        "dangerous work”. Marta Olsen echoed those words on Thursday."
    )
    quotation = heard.saying("careless and dangerous")
    assert "statement" in quotation.speaker[0].exact
    assert "Olsen" not in (quotation.speaker_name or "")


def test_who_is_the_nearest_word_and_its_noun_the_name(hear: Hear) -> None:
    quotation = hear("He met Marta Olsen, who said the bridge was safe.").saying("bridge was safe")
    assert quotation.speaker[0].exact == "who"
    assert quotation.speaker_name == "Marta Olsen"


def test_asked_about_is_not_said_by_the_one_asked(hear: Hear) -> None:
    heard = hear("Asked about the cost of the bridge, Marta Olsen said the council would pay.")
    assert "Olsen" in heard.speaker("council would pay")
    for quotation in heard.reading.quotations:
        if "cost" in quotation.content[0].exact:
            assert not quotation.speaker


def test_a_name_in_apposition_is_the_speaker(hear: Hear) -> None:
    heard = hear("Her rival, the welder Peter Brandt, said that the bridge was unsafe.")
    assert heard.saying("bridge was unsafe").speaker_name == "Peter Brandt"


def test_expected_things_have_no_speaker(hear: Hear) -> None:
    heard = hear("Marta Olsen is expected to resign on Friday.")
    assert all(not q.speaker for q in heard.reading.quotations)


def test_plain_events_are_not_quotations(hear: Hear) -> None:
    heard = hear("The bridge opened on Monday. Two trains crossed it before noon. It rained.")
    assert heard.reading.quotations == ()


def test_content_lies_outside_its_cue(hear: Hear) -> None:
    text = (
        "Marta Olsen told the council that it had promised to warn people who said the bridge, "
        "which the ministry called unsafe, would fall, and vowed to act."
    )
    for quotation in hear(text).reading.quotations:
        for cue in quotation.cue:
            assert all(cue.overlap(s) == 0 for s in quotation.content)


def test_words_in_marks_are_those_of_the_nearest_speaker(hear: Hear) -> None:
    """A called it "…", B reported: the words are A's, and B tells of them."""
    heard = hear(
        'Harbour chief Marta Olsen called the plan "cruel," "reckless" and "awful," the Corran '
        "Wire reported."
    )
    said = heard.saying('"cruel,"')
    assert (said.mode, said.speaker_name) == (Mode.MIXED, "Marta Olsen")
    (outer,) = [q for q in heard.reading.quotations if q.id != said.id]
    assert (outer.mode, outer.speaker_name) == (Mode.INDIRECT, "Corran Wire")


def test_a_credit_after_a_report_is_not_what_was_said(hear: Hear) -> None:
    heard = hear("Marta Olsen said the dam will hold, the Vellamy Herald reported on Monday.")
    assert heard.contents == [["the dam will hold"]]
    assert heard.saying("the dam").speaker_name == "Marta Olsen"


def test_whoever_is_quoted_as_saying_something_says_it(hear: Hear) -> None:
    heard = hear("The Vellamy Herald quoted Marta Olsen as saying the dam would hold.")
    assert heard.saying("the dam would hold").speaker_name == "Marta Olsen"


def test_who_was_told_is_no_content(hear: Hear) -> None:
    heard = hear(
        "“The bridge is safe,” Olsen said. He would sell the plan, Brandt told Radio Norfield."
    )
    assert not any("Radio" in words for content in heard.contents for words in content)


def test_a_comment_after_what_was_said_is_the_speakers_not_its_patients(hear: Hear) -> None:
    heard = hear("Weller said that Dane should be removed, calling him “a danger.”")
    assert heard.saying("a danger").speaker_name == "Weller"
    assert ["that Dane should be removed"] in heard.contents


def test_what_a_hyphen_ties_to_a_noun_belongs_to_the_source(hear: Hear) -> None:
    heard = hear("His ex-wife agreed, but also contended that the bridge was unsafe.")
    assert heard.speaker("bridge was unsafe") == "His ex-wife"


def test_a_noun_that_says_is_the_source(hear: Hear) -> None:
    heard = hear("The council released a letter from its engineer that says the bridge is safe.")
    assert heard.speaker("bridge is safe").startswith("a letter")


@pytest.mark.parametrize(
    "text",
    [
        "The captain, who has not been named, said the bridge was safe.",
        "The driver, who was not identified, told the court the bridge was safe.",
    ],
)
def test_who_was_not_named_is_nothing_that_was_said(hear: Hear, text: str) -> None:
    heard = hear(text)
    assert ["who"] not in heard.contents
    assert "bridge was safe" in heard.saying("bridge was safe").content[0].exact


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Advertisement Marta Olsen said that the bridge was safe.", "Marta Olsen"),
        ("Read more Marta Olsen said that the bridge was safe.", "Marta Olsen"),
        ("Share Tweet Email Marta Olsen said that the bridge was safe.", "Marta Olsen"),
        ("“The bridge is safe,” Advertisement Marta Olsen said.", "Marta Olsen"),
    ],
)
def test_furniture_run_into_a_sentence_is_no_speaker(hear: Hear, text: str, who: str) -> None:
    assert hear(text).speaker("ridge") in (who, "")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Marta Olsen told the paper that the town would keep the bridge, but would close "
            "the old road.",
            "would close the old road",
        ),
    ],
)
def test_a_second_would_goes_on_what_was_said(hear: Hear, text: str, content: str) -> None:
    quotation = hear(text).saying("would keep the bridge")
    assert content in " ".join(s.exact for s in quotation.content)
