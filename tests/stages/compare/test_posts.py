"""Spokesmen without a name: one form of words is one source, and who is told apart stays apart."""

from collections.abc import Callable

import pytest

from crosswire.records import Entity, Point, Reading
from crosswire.records.quotation import Act, Identified, SourceKind
from crosswire.stages.compare.called import Called
from crosswire.stages.compare.copies import shared_texts
from crosswire.stages.compare.origins.finder import OriginFinder
from crosswire.stages.compare.speakers import NOT_NAMED, speakers
from crosswire.stages.outlets import load_outlets

Read = Callable[..., Reading]
NAMES = (("Orla Venn", "PERSON"), ("Norfield Line", "ORG"), ("Sarn", "GPE"))
SAID = "the bridge is safe"


def spoken(
    read: Read,
    who: str,
    *,
    outlet: str = "Corran Wire",
    kind: SourceKind | None = SourceKind.PERSON,
    act: Act = Act.SPEECH,
) -> Reading:
    """A page on which ``who`` says one thing."""
    text = f"{who} said {SAID}."
    page = read(who + outlet, text, outlet=outlet, said=[(SAID, None)], names=NAMES)
    span = page.annotation.sentences[0].of(page.revision.body, 0, len(who))
    told = {
        "speaker": (span,),
        "speaker_name": who,
        "source_kind": kind,
        "identified": Identified.ROLE,
        "act": act,
    }
    return page.model_copy(update={"quotations": (page.quotations[0].model_copy(update=told),)})


def entities(*pages: Reading) -> list[Entity]:
    return [e for p in pages for e in p.annotation.entities]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A spokesman for Orla Venn", "A spokesman for Orla Venn, D-Sarn"),
        ("A spokesman for Orla Venn", "The spokesman for Mayor Orla Venn, a member of the board"),
        ("A spokeswoman for Norfield Line", "A Norfield Line spokeswoman"),
        ("Norfield Line's spokesperson", "A spokesperson for Norfield Line (Sarn)"),
        ("A spokesman for the ferrymen", "A spokesman for the ferrymen, who strike"),
    ],
)
def test_one_form_of_words_is_one_source(read: Read, one: str, other: str) -> None:
    pages = [spoken(read, one), spoken(read, other)]
    (found,) = speakers(pages, entities(*pages), {}, ())
    assert len(found.utterances) == 2


def test_across_outlets_whoever_speaks_for_a_named_body_is_listed_once(read: Read) -> None:
    pages = [
        spoken(read, "A spokesman for Orla Venn, D-Sarn"),
        spoken(read, "A spokesman for Orla Venn", outlet="Vellamy Sentry"),
    ]
    (found,) = speakers(pages, entities(*pages), {}, ())
    assert found.name == "A spokesman for Orla Venn"
    assert found.perhaps == ("Corran Wire", "Vellamy Sentry")
    assert found.entity is None


def test_the_spokesman_of_the_company_may_be_another_company_s(read: Read) -> None:
    pages = [
        spoken(read, "A spokesman for the company"),
        spoken(read, "A spokesman for the company", outlet="Vellamy Sentry"),
    ]
    assert len(speakers(pages, entities(*pages), {}, ())) == 2


@pytest.mark.parametrize(
    "other",
    [
        "Another spokesman for Orla Venn",
        "A second spokesman for Orla Venn",
        "A former Orla Venn spokesman",
        "A spokeswoman for Orla Venn",
        "A spokesman for the mother of Orla Venn",
        "A spokesman for Orla Venn and Norfield Line",
        "A spokesman for Norfield Line",
        "A lawyer for Orla Venn",
        "Orla Venn",
    ],
)
def test_who_is_told_apart_stays_apart(read: Read, other: str) -> None:
    pages = [spoken(read, "A spokesman for Orla Venn"), spoken(read, other)]
    assert len(speakers(pages, entities(*pages), {}, ())) == 2


def test_what_is_ascribed_to_a_thing_is_ascribed_to_nobody(read: Read) -> None:
    """A noun of which nothing is known may have said something, and thinks nothing."""
    wish = spoken(read, "The economy", kind=None, act=Act.THOUGHT)
    assert [s.name for s in speakers([wish], entities(wish), {}, ())] == [NOT_NAMED]
    paper = spoken(read, "An official tally", kind=SourceKind.DOCUMENT, act=Act.THOUGHT)
    (found,) = speakers([paper], entities(paper), {}, ())
    assert found.name == "An official tally (Corran Wire)"


@pytest.mark.parametrize(
    ("other", "held"),
    [
        ("A spokesman for Orla Venn, D-Sarn", ["a spokesman for Orla Venn"]),
        (
            "A spokeswoman for Orla Venn",
            ["a spokesman for Orla Venn", "a spokeswoman for Orla Venn"],
        ),
    ],
)
def test_a_point_is_attributed_to_one_form_of_words_once(
    read: Read, point: Callable[..., Point], other: str, held: list[str]
) -> None:
    pages = [
        spoken(read, "A spokesman for Orla Venn"),
        spoken(read, other, outlet="Vellamy Sentry"),
    ]
    finder = OriginFinder(pages, Called({}, {}), shared_texts(pages), load_outlets())
    placed = finder.place(point("utterance", *((p, SAID) for p in pages)))
    assert [a.speaker for a in placed.origins.attested] == held
