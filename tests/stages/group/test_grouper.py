"""Stories from a stream: joining, copies, settling, people's word, forgetting, coming back."""

import random

import pytest

from crosswire.records.story import Arrival, Move, StoryJudgement, story_id
from crosswire.stages.group import Group, Grouper, group_all

FERRY = "The ferry Tarrow Star ran aground off Harnmouth on Tuesday with 212 passengers aboard"
DAM = "Engineers drained the Ostrava Creek dam after cracks were found in its spillway gates"
WORDS = {
    FERRY: "coast guard lifeboats evening tide captain inquiry hull timetable passengers blankets",
    DAM: "reservoir concrete valley farmers irrigation pumps surveyor downstream concrete turbine",
}


def article(name: str, lead: str, seed: int, **other: str) -> Arrival:
    draw = random.Random(seed)
    tail = " ".join(
        f"{lead.split()[draw.randrange(6)]} officials said {' '.join(draw.sample(WORDS[lead].split(), 6))}."
        for _ in range(12)
    )
    given = {"title": lead[:60], "outlet": f"Outlet {seed}", "published": "2025-10-14", **other}
    return Arrival(article=name, text=f"{lead}. {tail}", **given)


@pytest.fixture
def grouper() -> Grouper:
    return Group().open()


def stream() -> list[Arrival]:
    return [
        article("ferry-a", FERRY, 1),
        article("dam-a", DAM, 2),
        article("ferry-b", FERRY, 3, title="Ferry Tarrow Star aground off Harnmouth, 212 aboard"),
        article("dam-b", DAM, 4, title="Ostrava Creek dam drained after cracks in spillway"),
    ]


def test_articles_of_two_events_lie_in_two_stories(grouper: Grouper) -> None:
    lies = dict(group_all(grouper, stream()))
    assert lies["ferry-a"] == lies["ferry-b"] == story_id("ferry-a")
    assert lies["dam-a"] == lies["dam-b"] == story_id("dam-a")


def test_every_article_is_assigned_as_it_comes(grouper: Grouper) -> None:
    moves = [grouper.add(arrival) for arrival in stream()]
    assert [m.how for m in moves] == ["founded", "founded", "joined", "joined"]
    assert moves[2].story == moves[0].story


def test_a_copy_follows_its_original(grouper: Grouper) -> None:
    first = article("a", FERRY, 1)
    grouper.add(first)
    move = grouper.add(first.model_copy(update={"article": "b", "outlet": "Another"}))
    cut = first.text[: int(len(first.text) * 0.6)]
    short = grouper.add(first.model_copy(update={"article": "c", "text": cut, "title": "Aground"}))
    assert (move.how, short.how) == ("copy", "copy")
    assert move.story == short.story == story_id("a")


def test_an_article_that_comes_twice_stays_where_it_lies(grouper: Grouper) -> None:
    for arrival in stream():
        grouper.add(arrival)
    before = dict(grouper.stories())
    grouper.add(stream()[2])
    assert dict(grouper.stories()) == before


@pytest.mark.parametrize(
    "other",
    [
        {"published": ""}, {"published": "1970-01-01"}, {"published": "2099-01-01"},
        {"title": ""}, {"published": "no date at all"}, {"url": "not an address"},
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_breaks_nothing(grouper: Grouper, other: dict[str, str]) -> None:
    arrivals = [*stream(), article("odd", FERRY, 9, **other)]
    assert dict(group_all(grouper, arrivals))["odd"]


@pytest.mark.parametrize("text", ["", "Three words only", "word " * 40_000])
def test_texts_of_any_length(grouper: Grouper, text: str) -> None:
    grouper.add(Arrival(article="a", text=text))
    grouper.add(Arrival(article="b", title="", text=""))
    assert len(grouper.stories()) == 2
    assert len(grouper.sketch("a")) < 2_000


def judged(a: str, b: str, decision: str) -> StoryJudgement:
    return StoryJudgement.model_validate(
        {
            "a": a, "b": b, "decision": decision, "made_by": "person:mb",
            "made_at": "2025-10-15T09:00:00+00:00",
        }
    )  # fmt: skip


def test_a_person_can_part_join_and_take_it_back(grouper: Grouper) -> None:
    before = dict(group_all(grouper, stream()))
    moves, _ = grouper.judge([judged("ferry-a", "ferry-b", "different")])
    assert [m.how for m in moves] == ["judged"]
    assert lies(grouper, "ferry-a") != lies(grouper, "ferry-b")
    grouper.judge([judged("ferry-a", "dam-a", "same")])
    assert lies(grouper, "ferry-a") == lies(grouper, "dam-a")
    grouper.judge([])
    assert {n: lies(grouper, n) for n in before} == before


def test_what_a_person_said_holds_for_articles_that_come_later(grouper: Grouper) -> None:
    grouper.judge([judged("ferry-a", "dam-a", "same"), judged("ferry-a", "ferry-b", "different")])
    lie = dict(group_all(grouper, stream()))
    assert lie["ferry-a"] == lie["dam-a"]
    assert lie["ferry-a"] != lie["ferry-b"]


def test_restored_sketches_give_the_same_groups(grouper: Grouper) -> None:
    arrivals = stream()
    moves = [grouper.add(arrival) for arrival in arrivals[:3]]
    again = Group().open()
    again.restore((m.article, m.story, m.role, grouper.sketch(m.article)) for m in moves)
    for held in (grouper, again):
        held.add(arrivals[3])
        held.settle()
    assert again.stories() == grouper.stories()


def test_settling_twice_moves_nothing(grouper: Grouper) -> None:
    for arrival in stream():
        grouper.add(arrival)
    grouper.settle()
    assert grouper.settle() == ([], [])


def test_dormant_stories_leave_memory(grouper: Grouper) -> None:
    for arrival in stream():
        grouper.add(arrival)
    grouper.add(article("late", DAM, 7, published="2025-11-20", title="Dam repaired"))
    gone = grouper.forget("2025-11-20")
    assert sorted(gone) == sorted([story_id("ferry-a"), story_id("dam-a")])
    assert list(grouper.stories()) == [story_id("late")]


def test_reasons_are_in_words_and_add_up_to_the_weighing(grouper: Grouper) -> None:
    read = {arrival.article: arrival for arrival in stream()}.__getitem__
    lie = dict(group_all(grouper, stream()))
    found = grouper.explain("ferry-b", lie["ferry-a"], read)
    assert any("Harnmouth" in e.words for e in found.reasons)
    assert found.apart == "published on one day"
    other = grouper.explain("ferry-b", lie["dam-a"], read)
    assert sum(e.weight for e in found.reasons) > sum(e.weight for e in other.reasons)


def lies(grouper: Grouper, article: str) -> str:
    return next(story for story, names in grouper.stories().items() if article in names)


def test_moves_are_records(grouper: Grouper) -> None:
    assert all(isinstance(grouper.add(arrival), Move) for arrival in stream())


def test_reasons_name_what_was_not_weighed(grouper: Grouper) -> None:
    first = article("a", FERRY, 1)
    again = first.model_copy(update={"article": "b"})
    late = article("c", FERRY, 5, published="2024-01-02")
    grouper.add(first)
    grouper.add(again)
    old = grouper.add(late)
    grouper.judge([judged("a", "c", "different")])
    read = {"a": first, "b": again, "c": late}.__getitem__
    copy = grouper.explain("b", story_id("a"), read)
    assert [e.feature for e in copy.reasons] == ["copy"]
    assert (copy.copy_of, copy.copied) == ("a", 1.0)
    features = {e.feature for e in grouper.explain("a", old.story, read).reasons}
    assert {"word of a person", "bounds"} <= features
