"""Lines of stories that are held: made once, and never of another story than stands there now."""

from collections.abc import Callable
from pathlib import Path

import pytest

from crosswire.desk import evidence
from crosswire.desk.desk import Desk
from crosswire.desk.glancing import HOLDS, SECONDS, Glances
from crosswire.records.lists import StoryLine
from crosswire.stages.outlets import load_outlets
from tests.desk.conftest import Add
from tests.desk.stream import Line, stream

TABLE = load_outlets()


def own(line: StoryLine) -> StoryLine:
    """What a line says of its own story: who else was watched in its days depends on others."""
    return line.model_copy(update={"coverage": line.coverage.model_copy(update={"watched": 0})})


class Clock:
    def __init__(self) -> None:
        self.at = 100.0
        self.then: list[Callable[[], None]] = []
        """What happens when the time is asked for, once each."""

    def __call__(self) -> float:
        if self.then:
            self.then.pop(0)()
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def looked(filled: Desk, clock: Clock) -> Callable[[], list[StoryLine]]:
    """All stories, by lines that are held."""
    glances = Glances(clock)

    def look() -> list[StoryLine]:
        ids = [line.id for line in filled.stories(limit=200)]
        with filled.store.read() as reader:
            return glances.lines(reader, ids, TABLE)

    return look


def test_lines_are_those_of_the_desk_held_or_not(
    filled: Desk, looked: Callable[[], list[StoryLine]]
) -> None:
    assert looked() == looked() == filled.stories(limit=200)


def test_a_line_that_stands_is_the_very_same(looked: Callable[[], list[StoryLine]]) -> None:
    assert all(one is other for one, other in zip(looked(), looked(), strict=True))


def test_after_a_while_it_is_made_anew(looked: Callable[[], list[StoryLine]], clock: Clock) -> None:
    first = looked()
    clock.at += SECONDS + 1
    assert not any(one is other for one, other in zip(first, looked(), strict=True))


def test_while_one_reader_makes_lines_anew_others_take_what_there_was(
    looked: Callable[[], list[StoryLine]], clock: Clock
) -> None:
    before, meanwhile = looked(), list[StoryLine]()
    clock.at += SECONDS + 1
    # The time is asked for before lines are made, and again when they are.
    clock.then = [lambda: None, lambda: meanwhile.extend(looked())]
    after = looked()
    assert all(one is other for one, other in zip(before, meanwhile, strict=True))
    assert not any(one is other for one, other in zip(before, after, strict=True))


def test_not_all_lines_are_made_anew_at_once(
    looked: Callable[[], list[StoryLine]], clock: Clock
) -> None:
    first = looked()
    clock.at += 0.75 * SECONDS
    stood = [one is other for one, other in zip(first, looked(), strict=True)]
    assert 0 < sum(stood) < len(stood)


def test_what_came_to_a_story_shows_after_a_moment(
    filled: Desk, add: Add, looked: Callable[[], list[StoryLine]], clock: Clock
) -> None:
    looked()
    lines: list[Line] = [
        {**one, "id": f"again-{n}", "outlet": "Sarn Journal", "url": f"https://sarn.example/{n}"}
        for n, one in enumerate(stream()[:6])
    ]
    add(lines, name="more.jsonl")
    clock.at += HOLDS + 0.1
    assert [*map(own, looked())] == [*map(own, filled.stories(limit=200))]


def test_what_was_erased_shows_no_more(
    filled: Desk, looked: Callable[[], list[StoryLine]], tmp_path: Path
) -> None:
    line = looked()[0]
    assert line.headline_article is not None
    evidence.erase(filled.store, line.headline_article, because="asked to", by="ana")
    assert looked() == filled.stories(limit=200)
