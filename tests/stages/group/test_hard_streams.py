"""Hard streams: what looks like one story and is two, and what looks like two and is one.

What is asked of the model is asked of the settled groups, never of a figure: that two stories stay
two comes first, for a false merger is the worse fault.
"""

import random
from itertools import combinations

import pytest

from crosswire.records.story import story_id
from crosswire.stages.group import Group, Grouper
from tests.stages.group.streams import dated, events, grouped, lies, one, pairs, stream, told_by


@pytest.fixture
def grouper() -> Grouper:
    return Group().open()


# ---- events that are alike ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("castings", id="two castings for one series on two days"),
        pytest.param("storms", id="two storms on one coast within ten days"),
        pytest.param("awards", id="one award in two years"),
        pytest.param("minister", id="one minister, two matters, one day"),
        pytest.param("rail", id="two train accidents in two days, one with a follow-up"),
    ],
)
def test_events_that_are_alike_stay_apart_and_each_is_whole(grouper: Grouper, name: str) -> None:
    assert grouped(grouper, stream(name)) == told_by(name)


def test_one_stream_of_all_events_merges_none(grouper: Grouper) -> None:
    names = ("castings", "storms", "awards", "minister", "rail")
    assert grouped(grouper, stream(*names)) == told_by(*names)


def test_the_next_days_follow_up_finds_its_story(grouper: Grouper) -> None:
    for arrival in stream("rail"):
        grouper.add(arrival)
    grouper.settle()
    found = {lies(grouper, f"derail-{letter}") for letter in "abcd"}
    assert found == {story_id("derail-a")}
    assert lies(grouper, "crossing-a") not in found


def test_a_second_matter_taken_for_the_first_is_split_off_when_more_arrives(
    grouper: Grouper,
) -> None:
    for arrival in stream("minister"):
        grouper.add(arrival)
        grouper.settle()
    assert pairs(grouper.stories().values()) == told_by("minister")
    assert lies(grouper, "fares-a") == story_id("fares-a")


UNRELATED = ("berrit-b", "fares-b", "derail-b", "valcourt-b", "prize24-b", "crossing-b")


@pytest.mark.parametrize(("a", "b"), [*combinations(UNRELATED, 2)])
def test_two_articles_alone_in_a_store_are_two_stories_if_their_events_are(
    grouper: Grouper, a: str, b: str
) -> None:
    day = one(a).published
    assert grouped(grouper, [one(a), dated(one(b), day)]) == set()


# ---- what only touches a story ------------------------------------------------------------------


@pytest.mark.parametrize("often", [True, False], ids=["settled each time", "settled at the end"])
def test_two_stories_stay_two_although_a_roundup_and_a_live_page_tell_both(
    grouper: Grouper, often: bool
) -> None:
    for arrival in stream("minister", "briefing"):
        grouper.add(arrival)
        if often:
            grouper.settle()
    grouper.settle()
    told = set(events("minister"))
    assert pairs([n for n in s if n in told] for s in grouper.stories().values()) == told_by(
        "minister"
    )


def test_roundups_that_come_first_do_not_draw_two_stories_together(grouper: Grouper) -> None:
    early = [dated(a, "2025-02-18T05:00:00+00:00") for a in stream("briefing")]
    for arrival in [*early, *stream("minister")]:
        grouper.add(arrival)
    grouper.settle()
    told = set(events("minister"))
    assert pairs([n for n in s if n in told] for s in grouper.stories().values()) == told_by(
        "minister"
    )


def test_a_roundup_and_a_live_page_are_attached_not_members(grouper: Grouper) -> None:
    moves = {a.article: grouper.add(a) for a in stream("minister", "briefing")}
    roles = {name: move.role for name, move in moves.items()}
    assert roles.pop("briefing") == roles.pop("liveblog") == "attached"
    assert set(roles.values()) == {"member"}


def test_what_is_attached_never_changes_a_storys_id_or_members(grouper: Grouper) -> None:
    grouped(grouper, stream("minister"))
    before = {s: list(names) for s, names in grouper.stories().items()}
    grouped(grouper, stream("briefing"))
    after = {
        s: [n for n in names if n in events("minister")] for s, names in grouper.stories().items()
    }
    assert {s: names for s, names in after.items() if names} == before


def test_one_analysis_of_two_matters_makes_them_no_one_story(grouper: Grouper) -> None:
    grouped(grouper, stream("minister", "analysis"))
    told = set(events("minister"))
    assert pairs([n for n in s if n in told] for s in grouper.stories().values()) == told_by(
        "minister"
    )


def test_a_long_telling_finds_the_story_of_short_reports(grouper: Grouper) -> None:
    found = grouped(grouper, stream("rail", "analysis"))
    assert found == told_by("rail", "analysis")


# ---- daily templates ----------------------------------------------------------------------------


def test_templates_of_two_days_are_never_one_story(grouper: Grouper) -> None:
    assert grouped(grouper, stream("wraps")) <= told_by("wraps")


def test_a_template_comes_back_every_day_for_a_week(grouper: Grouper) -> None:
    week = [
        one("lottery-sat").model_copy(
            update={
                "article": f"draw-{day}",
                "published": f"2025-03-{day:02d}T21:00:00+00:00",
                "text": one("lottery-sat").text.replace("4, 11, 19, 27, 33 and 41", numbers(day)),
            }
        )
        for day in range(8, 15)
    ]
    assert grouped(grouper, week) == set()


def numbers(seed: int) -> str:
    drawn = sorted(random.Random(seed).sample(range(10, 50), 6))
    return f"{', '.join(map(str, drawn[:5]))} and {drawn[5]}"


# ---- headlines alone ----------------------------------------------------------------------------


def test_headlines_alone_find_their_story(grouper: Grouper) -> None:
    found = grouped(grouper, stream("headlines"))
    assert frozenset({"head-quake-1", "head-quake-2"}) in found
    assert frozenset({"head-merger-1", "head-merger-2"}) in found
    assert lies(grouper, "head-quake-1") != lies(grouper, "head-merger-1")
    assert len(grouper.stories()[lies(grouper, "head-eruption")]) == 1


def test_headlines_of_different_actors_lie_in_no_one_story(grouper: Grouper) -> None:
    grouped(grouper, stream("feeds", "headlines"))
    actors = [{actor(n) for n in names} for names in grouper.stories().values()]
    assert all(len(told) == 1 for told in actors)


def actor(name: str) -> str:
    """Whom a headline is about: the first word of its name, rovers and their striker being one."""
    first = name.removeprefix("head-").split("-")[0]
    return {"quillon": "rovers", "strike": "merger"}.get(first, first)
