"""How a source is identified and what it is: two fields, each open where the text does not show it."""

from collections.abc import Callable

import pytest

from crosswire.records.quotation import Identified, SourceKind

from .conftest import Heard

Hear = Callable[..., Heard]

NAMED, ROLE, UNNAMED = Identified.NAMED, Identified.ROLE, Identified.UNNAMED
PERSON, BODY = SourceKind.PERSON, SourceKind.BODY
DOCUMENT, OUTLET = SourceKind.DOCUMENT, SourceKind.OUTLET


@pytest.mark.parametrize(
    ("who", "identified", "kind"),
    [
        ("Marta Olsen", NAMED, PERSON),
        ("The harbour minister", ROLE, PERSON),
        ("A police spokesman", ROLE, PERSON),
        ("A spokesman for the ferry company", ROLE, PERSON),
        ("The company", ROLE, BODY),
        ("The report", ROLE, DOCUMENT),
        ("The newspaper", ROLE, OUTLET),
        ("Reuters", NAMED, OUTLET),
        ("A senior official", UNNAMED, PERSON),
        ("Officials", UNNAMED, PERSON),
        ("Two people familiar with the plan", UNNAMED, PERSON),
        ("Several residents", UNNAMED, PERSON),
        ("A survey", UNNAMED, DOCUMENT),
        ("A number of voters", UNNAMED, PERSON),
        ("An official tally", UNNAMED, DOCUMENT),
        ("The data", ROLE, DOCUMENT),
        ("Only two", UNNAMED, PERSON),
        ("34 percent", UNNAMED, PERSON),
        ("Many of his supporters", UNNAMED, PERSON),
        ("One of the companies", UNNAMED, BODY),
        ("Some Norwegians", UNNAMED, PERSON),
    ],
)
def test_identified_and_kind(
    hear: Hear, who: str, identified: Identified, kind: SourceKind
) -> None:
    quotation = hear(f"{who} said that the bridge was safe and would stay open.").saying("bridge")
    assert (quotation.identified, quotation.source_kind) == (identified, kind)


def test_a_pronoun_is_as_well_identified_as_whom_it_stands_for(hear: Hear) -> None:
    heard = hear("Marta Olsen runs the harbour. She said that the bridge was safe.")
    assert heard.saying("bridge").identified is NAMED


def test_a_pronoun_that_stands_for_nobody_shown_is_left_open(hear: Hear) -> None:
    quotation = hear("They said that the bridge was safe and would stay open.").saying("bridge")
    assert quotation.identified is None
    assert quotation.source_kind is PERSON


def test_without_a_source_both_are_open(hear: Hear) -> None:
    quotation = hear("“Nobody asked us whether we wanted the new harbour here.”").saying("harbour")
    assert quotation.identified is None
    assert quotation.source_kind is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Tomas Brandt, Marta Olsen's lawyer, came late. Olsen's lawyer said the bridge was safe.",
            "Tomas Brandt",
        ),
        (
            "Olsen's lawyer, Tomas Brandt, and Olsen's lawyer, Nils Berg, came late. Olsen's lawyer "
            "said the bridge was safe.",
            "Olsen's lawyer",
        ),
        (
            "Tomas Brandt, Marta Olsen's lawyer, came late. The town's lawyer said the bridge was safe.",
            "The town's lawyer",
        ),
    ],
)
def test_whose_lawyer_it_is_names_him_where_the_text_has_one(
    hear: Hear, text: str, who: str
) -> None:
    assert hear(text).saying("bridge was safe").speaker_name == who


@pytest.mark.parametrize("dash", ["", " -", " —"])
def test_the_place_of_a_dateline_says_nothing(hear: Hear, dash: str) -> None:
    text = (
        f"Washington (CWN){dash} Flood board member Dr. Ilse Marrow issued a stark warning on "
        "Tuesday to the council, telling them that the river would rise."
    )
    heard = hear(text)
    assert all("Washington" not in s.exact for q in heard.reading.quotations for s in q.speaker)


def test_a_party_in_brackets_makes_no_dateline(hear: Hear) -> None:
    heard = hear("Marta Olsen (Harbour Party) - “The bridge is safe,” she said in Westhaven.")
    assert heard.saying("bridge").speaker_name == "Marta Olsen"


def test_the_day_of_the_words_is_no_part_of_who_spoke(hear: Hear) -> None:
    heard = hear(
        "A harbour judge on Monday denied a request by the ferrymen, saying the council lacked "
        "authority to sue."
    )
    assert heard.speaker("lacked authority") == "A harbour judge"


@pytest.mark.parametrize("who", ["Its absorption of the ferry line", "The same period"])
def test_a_thing_is_nobody_who_could_be_found(hear: Hear, who: str) -> None:
    quotation = hear(f"{who} suggests that the bridge was safe and would stay open.").saying("safe")
    assert (quotation.identified, quotation.source_kind) == (None, None)
    assert quotation.speaker_name is None


@pytest.mark.parametrize("who", ["Only two", "34 percent"])
def test_a_bare_number_is_no_name(hear: Hear, who: str) -> None:
    quotation = hear(f"{who} said that the bridge was safe and would stay open.").saying("bridge")
    assert quotation.speaker_name is None
    assert [s.exact for s in quotation.speaker] == [who]


def test_a_number_of_things_that_only_sought_something_is_nobody(hear: Hear) -> None:
    heard = hear("Three suits were filed in May. Only two sought to block the bridge.")
    assert all(q.source_kind is not PERSON for q in heard.reading.quotations)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("A federal judge on Monday said that the bridge was safe.", "A federal judge"),
        ("A study in 2015 said that the bridge was safe.", "A study in 2015"),
        ("But the harbour master said that the bridge was safe.", "the harbour master"),
        ("• Marta Olsen said that the bridge was safe.", "Marta Olsen"),
    ],
)
def test_the_words_of_a_source_begin_and_end_with_it(hear: Hear, text: str, who: str) -> None:
    assert hear(text).speaker("bridge was safe") == who


def test_whose_decision_it_is_loses_its_apostrophe_in_the_name(hear: Hear) -> None:
    heard = hear("The court's decision that the bridge was unsafe surprised the town.")
    assert heard.saying("unsafe").speaker_name == "The court"
