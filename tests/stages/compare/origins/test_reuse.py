import random
from collections.abc import Callable

import pytest

from crosswire.records import Point, Reading
from crosswire.stages.compare.copies import shared_texts
from crosswire.stages.compare.origins.reuse import Reuse, in_order, one_passage

WORDS = [
    "the",
    "ferry",
    "ran",
    "aground",
    "on",
    "the",
    "outer",
    "rocks",
    "near",
    "the",
    "light",
    "at",
    "dusk",
    "and",
    "every",
    "passenger",
    "was",
    "taken",
    "off",
    "in",
    "boats",
    "before",
    "the",
    "tide",
    "turned",
    "while",
    "the",
    "crew",
    "stayed",
    "on",
    "board",
    "to",
    "close",
    "the",
    "valves",
]


def edited(share: float) -> list[str]:
    chosen = random.Random(3)
    return [f"new{k}" if chosen.random() < share else w for k, w in enumerate(WORDS)]


@pytest.mark.parametrize("share", [0.0, 0.02, 0.05, 0.1])
def test_lightly_edited_copy_is_one_passage(share: float) -> None:
    assert one_passage(WORDS, edited(share)) is not None


def test_the_same_news_in_other_words_is_no_copy() -> None:
    other = [
        "at",
        "nightfall",
        "a",
        "boat",
        "of",
        "the",
        "island",
        "line",
        "struck",
        "a",
        "reef",
        "off",
        "the",
        "coast",
        "and",
        "those",
        "travelling",
        "were",
        "brought",
        "ashore",
        "by",
        "lifeboat",
        "crews",
        "who",
        "had",
        "been",
        "called",
        "out",
        "by",
        "the",
        "harbour",
        "master",
    ]
    assert one_passage(WORDS, other) is None
    assert in_order(WORDS, other) < 0.2


def test_few_words_show_nothing() -> None:
    assert one_passage(WORDS[:10], WORDS[:10]) is None


def test_words_in_another_order_are_no_copy() -> None:
    assert one_passage(WORDS[:20], sorted(WORDS[:20])) is None


def test_a_copied_paragraph_ties_a_sentence_too_short_by_itself(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    paragraph = (
        "The boat sank. Nine men swam to the reef, where a crew from the island found them at"
        " daybreak and took them to the chapel hall."
    )
    a = read("a", f"It was dark.\n{paragraph}", outlet="Corran Wire")
    b = read("b", f"Nobody slept on the island.\n{paragraph}", outlet="Vellamy Sentry")
    members = point("event", (a, "The boat sank"), (b, "The boat sank")).members
    assert Reuse([a, b], shared_texts([a, b])).because(*members) is not None


def test_a_quotation_in_both_is_no_copy(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    said = "“" + " ".join(WORDS) + "”"
    a = read("a", f"One log reads {said}.", outlet="Corran Wire")
    b = read("b", f"A letter says {said}.", outlet="Vellamy Sentry")
    members = point("event", (a, "aground"), (b, "aground")).members
    assert Reuse([a, b], ()).because(*members) is None


def test_a_list_of_the_same_towns_is_no_writing_in_common(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    towns = (
        "Arlow, Benning, Corran, Dunmere, Estwick, Farrow, Gable, Harn, Iverley, Jarrow, Kesh, "
        "Lorne, Marrick, Norden, Ostley, Port Sarn, Quarley and Rusk"
    )
    a = read("a", f"The towns that joined are {towns}.", outlet="Corran Wire")
    b = read("b", f"Its members include: {towns}.", outlet="Vellamy Sentry")
    one, other = point("event", (a, "Arlow"), (b, "Arlow")).members
    reuse = Reuse([a, b], shared_texts([]))
    assert reuse.because(one, other) is None
