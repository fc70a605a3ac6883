"""Histories: people's word and its withdrawal, the order of arrival, stopping anywhere."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.records.story import Alias, Arrival, Move, StoryJudgement, story_id
from crosswire.stages.group import Group, Grouper
from tests.stages.group.streams import grouped, lies, one, pairs, stream, told_by


@pytest.fixture
def grouper() -> Grouper:
    return Group().open()


# ---- people's word ------------------------------------------------------------------------------


def judged(a: str, b: str, decision: str, at: str = "2025-05-08T09:00:00+00:00") -> StoryJudgement:
    return StoryJudgement.model_validate(
        {"a": a, "b": b, "decision": decision, "made_by": "person:mb", "made_at": at}
    )


def test_a_merger_by_hand_leaves_an_alias_and_its_withdrawal_gives_the_id_back(
    grouper: Grouper,
) -> None:
    grouped(grouper, stream("rail"))
    before = {s: list(names) for s, names in grouper.stories().items()}
    gone = lies(grouper, "crossing-a")
    moves, aliases = grouper.judge([judged("derail-a", "crossing-a", "same")])
    assert [(a.story, a.into) for a in aliases] == [(gone, story_id("derail-a"))]
    assert {m.article for m in moves} == {"crossing-a", "crossing-b"}
    assert lies(grouper, "crossing-a") == story_id("derail-a")
    grouper.judge([])
    assert {s: list(names) for s, names in grouper.stories().items()} == before


def test_articles_that_come_after_a_merger_by_hand_leave_it_standing(grouper: Grouper) -> None:
    early, late = stream("rail")[:-1], stream("rail")[-1]
    for arrival in early:
        grouper.add(arrival)
    grouper.judge([judged("derail-a", "crossing-a", "same")])
    grouped(grouper, [late, *stream("castings")])
    assert lies(grouper, "derail-a") == lies(grouper, "crossing-a")


def test_a_part_by_hand_holds_against_every_later_article(grouper: Grouper) -> None:
    grouper.judge([judged("derail-a", "derail-c", "different")])
    found = grouped(grouper, stream("rail"))
    assert frozenset({"derail-a", "derail-c"}) not in found
    grouper.judge([])
    assert pairs(grouper.stories().values()) == told_by("rail")


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(
            [("copy", "derail-a", "different"), ("copy", "crossing-a", "same")], id="a copy"
        ),
        pytest.param(
            [("briefing", "fares-a", "same"), ("briefing", "yacht-a", "same")], id="a roundup"
        ),
    ],
)
def test_a_persons_word_holds_for_what_else_only_follows(
    grouper: Grouper, told: list[tuple[str, str, str]]
) -> None:
    copy = one("derail-a").model_copy(update={"article": "copy", "outlet": "Reprint"})
    grouped(grouper, [*stream("minister", "rail", "briefing"), copy])
    before = pairs(grouper.stories().values())
    for name, other, decision in told:
        grouper.judge([judged(name, other, decision)])
        assert (lies(grouper, name) == lies(grouper, other)) == (decision == "same")
        assert lies(grouper, "derail-a") != lies(grouper, "crossing-a")
        assert lies(grouper, "fares-a") != lies(grouper, "yacht-a")
    grouper.judge([])
    assert pairs(grouper.stories().values()) == before


# ---- order, and stopping ------------------------------------------------------------------------

ORDERED = ("minister", "castings", "rail")


@settings(max_examples=12)
@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_within_a_day_merges_no_two_stories(draw: random.Random) -> None:
    shuffled = sorted(stream(*ORDERED), key=lambda a: ((a.published or "")[:10], draw.random()))
    found = grouped(Group().open(), shuffled)
    assert found <= told_by(*ORDERED)
    assert len(found) >= 0.8 * len(told_by(*ORDERED))


Step = Arrival | StoryJudgement | None
"""An article comes; a person judges; None: the delayed pass."""


class Desk:
    """A grouper with what a store would keep of it, so that it can be stopped anywhere."""

    def __init__(self) -> None:
        self.grouper = Group().open()
        self.lie: dict[str, Move] = {}
        self.ids: set[str] = set()
        self.gone: dict[str, str] = {}
        self._standing: list[StoryJudgement] = []

    def take(self, step: Step) -> None:
        if isinstance(step, Arrival):
            self._note([self.grouper.add(step)], [])
        elif isinstance(step, StoryJudgement):
            self._standing.append(step)
            self._note(*self.grouper.judge(self._standing))
        else:
            self._note(*self.grouper.settle())

    def stop_and_continue(self) -> None:
        kept = [(n, m.story, m.role, self.grouper.sketch(n)) for n, m in self.lie.items()]
        self.grouper = Group().open()
        self.grouper.restore(kept)
        self._note(*self.grouper.judge(self._standing))

    def _note(self, moves: list[Move], aliases: list[Alias]) -> None:
        self.lie |= {move.article: move for move in moves}
        self.ids |= {move.story for move in moves}
        self.gone |= {alias.story: alias.into for alias in aliases}

    def lives(self, story: str) -> str:
        """The story that an id stands for now."""
        living = self.grouper.stories()
        seen: set[str] = set()
        while story not in living and story in self.gone and story not in seen:
            seen.add(story)
            story = self.gone[story]
        return story


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Step], set[int]]:
    """Articles in their order, with passes and judgements between them, and where it stops."""
    arrivals = stream("minister", "briefing", "castings")
    steps: list[Step] = [*arrivals]
    for _ in range(draw(st.integers(0, 3))):
        steps.insert(draw(st.integers(1, len(steps))), None)
    for n in range(draw(st.integers(0, 2))):
        a, b = draw(st.lists(st.sampled_from(arrivals), min_size=2, max_size=2, unique=True))
        word = draw(st.sampled_from(["same", "different"]))
        steps.insert(
            draw(st.integers(1, len(steps))),
            judged(a.article, b.article, word, f"2025-06-1{n}T09:00:00+00:00"),
        )
    stops = draw(st.sets(st.integers(1, len(steps) - 1), min_size=1, max_size=3))
    return [*steps, None], stops


@settings(max_examples=15)
@given(histories())
def test_stopped_and_continued_groups_as_if_never_stopped(
    history: tuple[list[Step], set[int]],
) -> None:
    steps, stops = history
    whole, stopped = Desk(), Desk()
    for at, step in enumerate(steps):
        if at in stops:
            stopped.stop_and_continue()
        whole.take(step)
        stopped.take(step)
    groups = [pairs(desk.grouper.stories().values()) for desk in (whole, stopped)]
    assert groups[0] == groups[1]


@settings(max_examples=15)
@given(histories())
def test_every_id_ever_given_stands_for_a_story_and_moves_tell_where_all_lies(
    history: tuple[list[Step], set[int]],
) -> None:
    desk = Desk()
    for step in history[0]:
        desk.take(step)
    stories = desk.grouper.stories()
    assert {desk.lives(story) for story in desk.ids} <= stories.keys()
    assert {n: m.story for n, m in desk.lie.items()} == {
        n: s for s, a in stories.items() for n in a
    }
