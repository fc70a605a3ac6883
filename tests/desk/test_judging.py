"""A person's word overrides grouping, survives whatever comes later, and can be taken back."""

import pytest

from crosswire.desk import grouping
from crosswire.desk.desk import Desk
from crosswire.errors import ConfigError
from crosswire.report import explained
from tests.desk.conftest import Add
from tests.desk.stream import OUTLETS, stream, told


def name(event: str, outlet: int) -> str:
    return str(told(event, OUTLETS[outlet])["id"])


def story(desk: Desk, article: str) -> str:
    return desk.story(article).line.id


def same(desk: Desk, a: str, b: str) -> bool:
    return story(desk, a) == story(desk, b)


def test_same_brings_two_stories_together_and_withdrawal_parts_them(desk: Desk, add: Add) -> None:
    add(stream(3))
    a, b = name("ferry", 0), name("strike", 0)
    before = {n: story(desk, n) for n in (a, b)}
    made = desk.judge(a, b, "same", because="one chain of events", by="ana")
    assert same(desk, a, b)
    assert made.lies[0] == made.lies[1]
    assert all(same(desk, name(e, n), a) for e in ("ferry", "strike") for n in range(3))
    assert story(desk, before[a]) == story(desk, before[b])
    (page,) = {desk.story(n).line.id: desk.story(n) for n in (a, b)}.values()
    assert [j.because for j in page.judgements] == ["one chain of events"]
    gone = desk.withdraw(made.judgement.id[:18], by="ben")
    assert gone.judgement.withdrawn_by == "ben"
    assert {n: story(desk, n) for n in (a, b)} == before
    assert [(j.made_by, j.withdrawn_by) for j in desk.judgements()] == [("ana", "ben")]


def test_different_takes_an_article_out_and_survives_later_runs(desk: Desk, add: Add) -> None:
    add(stream(3))
    a, b = name("treaty", 0), name("treaty", 1)
    desk.judge(a, b, "different", because="another treaty", by="ana")
    assert not same(desk, a, b)
    add(stream(5))
    assert not same(desk, a, b)
    desk.regroup()
    assert not same(desk, a, b)
    assert desk.stories(limit=100)


def test_the_later_word_holds(desk: Desk, add: Add) -> None:
    add(stream(2))
    a, b = name("comet", 0), name("comet", 1)
    desk.judge(a, b, "different", because="", by="ana")
    assert not same(desk, a, b)
    desk.judge(a, b, "same", because="", by="ben")
    assert same(desk, a, b)


def test_judging_wrongly_is_said_and_changes_nothing(desk: Desk, add: Add) -> None:
    add(stream(2))
    a = name("comet", 0)
    url = told("comet", OUTLETS[0])["url"]
    with pytest.raises(ConfigError, match="got one twice"):
        desk.judge(a, url, "same", because="", by="ana")
    with pytest.raises(ConfigError, match="no article"):
        desk.judge(a, "nowhere", "same", because="", by="ana")
    with pytest.raises(ConfigError, match="0 have an id"):
        desk.withdraw("judgement-00", by="ana")
    assert desk.judgements() == []
    assert [run.command.split()[0] for run in desk.runs()] == ["add"]
    made = desk.judge(a, name("ferry", 0), "different", because="", by="ana")
    desk.withdraw(made.judgement.id, by="ben")
    with pytest.raises(ConfigError, match="was withdrawn by ben at"):
        desk.withdraw(made.judgement.id, by="ana")


def test_explain_says_why_an_article_lies_in_a_story(desk: Desk, add: Add) -> None:
    add(stream(4))
    article = name("bank", 2)
    found = desk.explain(article, article)
    assert found.inside
    words = explained.text(found)
    assert "It lies in this story" in words
    assert "For one story:" in words
    assert any("norland" in e.words.lower() for e in found.speaking_for)


def test_explain_says_why_an_article_does_not_lie_in_a_story(desk: Desk, add: Add) -> None:
    add(stream(4))
    found = desk.explain(name("bank", 2), name("comet", 0))
    assert not found.inside
    words = explained.text(found)
    assert "It does not lie in this story, but in story-" in words
    assert "Against it:" in words
    assert all(e.weight < 0 for e in found.speaking_against)


def test_explain_names_who_judged(desk: Desk, add: Add) -> None:
    add(stream(2))
    a, b = name("bank", 0), name("comet", 0)
    desk.judge(a, b, "same", because="", by="ana")
    words = explained.text(desk.explain(a, b))
    assert "ana judged that it and" in words


def test_a_sleeping_story_can_be_judged_and_explained(
    desk: Desk, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What came last says what time it is; here the last twenty do.
    monkeypatch.setattr(grouping, "SETTLE", 20)
    monkeypatch.setattr(grouping, "AWAKE", 10)
    add(stream(2))
    late = [
        told("fire", outlet, seed=9) | {"published": f"2021-07-{day:02d}", "id": f"late-{n}-{day}",
                                        "url": f"https://late.example/{n}/{day}"}
        for day in range(1, 15)
        for n, outlet in enumerate(OUTLETS[:2])
    ]  # fmt: skip
    add(late)
    desk.regroup()
    states = {line.state for line in desk.stories(limit=100)}
    assert states == {"active", "dormant"}
    a, b = name("ferry", 0), name("ferry", 1)
    assert desk.explain(a, b).inside
    made = desk.judge(a, b, "different", because="", by="ana")
    assert not same(desk, a, b)
    desk.withdraw(made.judgement.id, by="ana")
    assert same(desk, a, b)


def test_a_copy_stays_one_whatever_was_judged_and_withdrawn(desk: Desk, add: Add) -> None:
    lines = [told("ferry", one) for one in OUTLETS[:3]]
    twin = lines[1] | {"id": "twin", "outlet": OUTLETS[4], "url": None}
    add(lines)
    add([twin], name="later.jsonl")
    a, b = str(lines[1]["id"]), "twin"
    before = desk.story(a)
    assert before.line.copies == 1
    assert before.line.earliest_seen.outlet is None
    made = desk.judge(a, b, "different", because="", by="ana")
    assert not same(desk, a, b)
    assert desk.story(b).line.copies == 0
    gone = desk.withdraw(made.judgement.id, by="ana")
    assert all(move.before != move.story for move in gone.moves)
    after = desk.story(a)
    assert after.line.copies == 1
    assert {m.name for m in after.members} == {m.name for m in before.members}
    assert {m.name: m.copy_of for m in after.members} == {m.name: m.copy_of for m in before.members}
    assert "judged" not in {m.how for m in after.members}
    assert after.line.origins == before.line.origins


def test_a_comparison_holds_for_what_came_back(desk: Desk, add: Add) -> None:
    add(stream(2))
    a, b = name("comet", 0), name("comet", 1)
    desk.compare(story(desk, a))
    assert desk.story(a).line.origins.compared
    made = desk.judge(a, b, "different", because="", by="ana")
    assert not desk.story(a).line.origins.compared
    desk.withdraw(made.judgement.id, by="ana")
    assert same(desk, a, b)
    assert desk.story(a).line.origins.compared
    assert desk.stories(order="origins", limit=100)
