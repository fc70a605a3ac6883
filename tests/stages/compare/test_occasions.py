from collections.abc import Callable

from crosswire.records import Reading
from crosswire.stages.compare.occasions import Said, occasions
from crosswire.stages.compare.speakers import speakers
from crosswire.stages.outlets import load_outlets

WHO = "Tom Venn"


def said(*readings: Reading) -> list[Said]:
    return occasions(readings, speakers(readings, [], {}, ()), {}, load_outlets())


def test_words_near_a_stated_occasion_are_likely_of_it(read: Callable[..., Reading]) -> None:
    body = (
        "Speaking on the quay, Tom Venn said help was late.\nIt was raining.\n"
        "“We slept,” Tom Venn said.\nThe tide turned.\nA bell rang.\nGulls cried.\n"
        "“We woke,” Tom Venn said."
    )
    a = read(
        "a",
        body,
        said=[("help was late", WHO), ("“We slept,”", WHO), ("“We woke,”", WHO)],
        occasions={0: "Speaking on the quay"},
    )
    found = said(a)
    assert [(s.key != "", s.near) for s in found] == [(True, False), (True, True), (False, False)]
    assert found[1].occasion == found[0].occasion


def test_an_interview_carries_no_further_than_its_article(read: Callable[..., Reading]) -> None:
    a = read("a", "“We slept,” Tom Venn told Harbour Radio.", said=[("“We slept,”", WHO)])
    b = read("b", "“We woke,” Tom Venn said.", said=[("“We woke,”", WHO)])
    assert [s.medium for s in said(a, b)] == ["Harbour Radio", None]


def test_what_an_outlet_calls_its_own_interview(read: Callable[..., Reading]) -> None:
    a = read(
        "a",
        "In his QBC interview Tom Venn said “we slept”.",
        outlet="QBC News",
        said=[("“we slept”", WHO)],
    )
    b = read("b", "“We woke,” he told QBC.", outlet="Corran Wire", said=[("“We woke,”", WHO)])
    assert [s.key for s in said(a, b)] == ["medium:qbc", "medium:qbc"]


def test_a_sibling_that_held_the_interview_is_named_as_it_names_itself(
    read: Callable[..., Reading],
) -> None:
    a = read(
        "a", "“We woke,” he told QBC Radio 2.", outlet="Corran Wire", said=[("“We woke,”", WHO)]
    )
    b = read("b", "It rained.", outlet="QBC News")
    assert [s.medium for s in said(a, b)] == ["QBC News"]


def test_an_audience_is_an_occasion(read: Callable[..., Reading]) -> None:
    a = read(
        "a",
        "“We slept,” Tom Venn told a press conference at the harbour office, it was raining.",
        said=[("“We slept,”", WHO)],
    )
    (found,) = said(a)
    assert found.occasion is not None
    assert found.occasion.exact == "a press conference at the harbour office"


def test_one_press_conference_told_of_twice_is_one(read: Callable[..., Reading]) -> None:
    a = read(
        "a", "“We slept,” Tom Venn told a press conference in Sarn.", said=[("“We slept,”", WHO)]
    )
    b = read("b", "“We woke,” Tom Venn told a news conference.", said=[("“We woke,”", WHO)])
    one, other = said(a, b)
    assert one.key == other.key == "audience:conference"


def test_an_occasion_that_the_quote_stage_carried_over_is_only_near(
    read: Callable[..., Reading],
) -> None:
    a = read(
        "a",
        "Speaking on the quay, Tom Venn said help was late.\n“We slept,” he said.",
        said=[("help was late", WHO), ("“We slept,”", WHO)],
        occasions={0: "Speaking on the quay", 1: "Speaking on the quay"},
    )
    likely = "likely: the same speaker’s words just before were said there; not stated here"
    carried = a.quotations[1].model_copy(update={"occasion_because": likely})
    a = a.model_copy(update={"quotations": (a.quotations[0], carried)})
    assert [s.near for s in said(a)] == [False, True]
