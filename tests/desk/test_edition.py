"""A story's edition is another as soon as its page is: what is kept by it is never out of date."""

from collections.abc import Callable, Iterator

import pytest

from crosswire.desk.desk import Desk
from crosswire.desk.evidence import erase
from crosswire.records.lists import StoryPage
from crosswire.store.edition import edition
from tests.desk.conftest import Add
from tests.desk.stream import OUTLETS, stream, told

State = dict[str, tuple[str, StoryPage]]


def state(desk: Desk) -> State:
    """Every story: its edition and its page."""
    lines = desk.stories(limit=100)
    with desk.store.read() as reader:
        kept = {line.id: edition(reader.connection, line.id) for line in lines}
    return {key: (kept[key], desk.story(key)) for key in kept}


def moved(before: State, after: State) -> Iterator[tuple[bool, bool]]:
    """Of each story that stayed, whether its page and whether its edition is another."""
    for key in before.keys() & after.keys():
        yield before[key][1] != after[key][1], before[key][0] != after[key][0]


def name(event: str, outlet: int = 0) -> str:
    return str(told(event, OUTLETS[outlet])["id"])


def more(desk: Desk, add: Add) -> None:
    add(stream(4))


def judged(desk: Desk, add: Add) -> None:
    desk.judge(name("ferry"), name("strike"), "same", because="one chain", by="ana")


def taken_back(desk: Desk, add: Add) -> None:
    made = desk.judge(name("treaty"), name("treaty", 1), "different", because="", by="ana")
    desk.withdraw(made.judgement.id, by="ben")


def rewritten(desk: Desk, add: Add) -> None:
    line = told("ferry", OUTLETS[0])
    add([{**line, "text": f"{line['text']}\n\nCorrection: the ferry was built in 1997."}])


def retitled(desk: Desk, add: Add) -> None:
    line = told("ferry", OUTLETS[0])
    add([{**line, "title": "Ferry on the sands"}])


def erased(desk: Desk, add: Add) -> None:
    with desk.store.read() as reader:
        key = reader.resolve_article(name("ferry"))
    erase(desk.store, key, because="asked for", by="ana")


def regrouped(desk: Desk, add: Add) -> None:
    desk.regroup()


@pytest.mark.parametrize(
    "change", [more, judged, taken_back, rewritten, retitled, erased, regrouped],
    ids=lambda change: change.__name__,
)  # fmt: skip
def test_another_page_is_another_edition(
    desk: Desk, add: Add, change: Callable[[Desk, Add], None]
) -> None:
    add(stream(3))
    before = state(desk)
    change(desk, add)
    found = list(moved(before, state(desk)))
    assert found
    assert all(edition_moved for page_moved, edition_moved in found if page_moved)
    assert change is regrouped or any(page_moved for page_moved, _ in found)


def test_nothing_changed_is_the_same_edition(desk: Desk, add: Add) -> None:
    add(stream(2))
    before = state(desk)
    add(stream(2))
    assert not any(page_moved for page_moved, _ in moved(before, state(desk)))
