"""What grouping remembers is kept in step with the texts, the stories that sleep, and people's word."""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import pytest

from crosswire.desk import adding, grouping
from crosswire.desk.desk import Desk
from crosswire.desk.grouping import Grouping, is_settled
from crosswire.records import Capture, Failure
from crosswire.stages.group import Group
from crosswire.stages.resolve import Resolve
from crosswire.store.base import Session, check_store
from tests.desk.conftest import Add
from tests.desk.stream import EVENTS, OUTLETS, Line, stream, told, write

Lies = set[tuple[str, ...]]


def lies(desk: Desk) -> Lies:
    """The stories, each by the names of its articles."""
    pages = [desk.story(line.id) for line in desk.stories(limit=1000)]
    return {tuple(sorted(member.name for member in page.members)) for page in pages}


def sketches(desk: Desk) -> dict[str, bytes]:
    with desk.store.read() as reader:
        return {one.article: one.sketch for one in reader.active_sketches()}


def days(count: int) -> list[Line]:
    """Two reports a day, of fires, long after the rest of the stream."""
    return [
        told("fire", outlet, seed=9) | {"published": f"2021-07-{day:02d}", "id": f"late-{n}-{day}",
                                        "url": f"https://late.example/{n}/{day}"}
        for day in range(1, count + 1)
        for n, outlet in enumerate(OUTLETS[:2])
    ]  # fmt: skip


@pytest.fixture
def sleepy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few articles stay awake."""
    monkeypatch.setattr(grouping, "SETTLE", 10)
    monkeypatch.setattr(grouping, "AWAKE", 10)


@pytest.mark.parametrize("size", [1, 7, 200])
def test_the_size_of_a_transaction_changes_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    edited = told("ferry", OUTLETS[0]) | {"url": None, "id": "page1"}
    same = told("bank", OUTLETS[1]) | {"url": None, "id": "page1"}
    comet = told("comet", OUTLETS[0])
    parts: list[list[Line]] = [
        [*stream(3), edited, same, same | {"id": "page2"}],
        [edited | {"text": edited["text"] + " So much is known."}],
        [comet | {"text": comet["text"] + " More follows."}],
    ]
    files = [write(tmp_path / f"{n}.jsonl", part) for n, part in enumerate(parts)]
    monkeypatch.setattr(adding, "BATCH", size)

    def captures(file: Path) -> Iterable[Capture | Failure]:
        # Each as one of another day: in one reading, names are told apart by their folders.
        return desk.project.captures([file])

    tally = desk.add(chain.from_iterable(map(captures, files)), closely="none")
    assert (tally.articles, tally.revisions, tally.captures) == (len(stream(3)) + 2, 2, 1)
    pages = {name for story in lies(desk) for name in story if name.startswith("page")}
    assert pages == {"page1", "page1-2"}
    assert not check_store(desk.store.url).problems


def test_what_sleeps_leaves_memory_and_the_stories_stay_the_same(
    desk: Desk, add: Add, sleepy: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[tuple[set[str], set[str]]] = []

    class Watched(Grouping):
        """Says which stories were in memory before and after some went to sleep."""

        def _send_to_sleep(self, batch: Session) -> None:
            before = {s: list(a) for s, a in self._grouper.stories().items()}
            super()._send_to_sleep(batch)
            after = {s: list(a) for s, a in self._grouper.stories().items()}
            assert after.items() <= before.items()
            held.append((set(before), set(after)))

    monkeypatch.setattr(adding, "Grouping", Watched)
    add([*stream(5), *days(14)])
    assert any(after < before for before, after in held)
    found = lies(desk)
    for event in EVENTS:
        (one,) = [story for story in found if story[0].startswith(event)]
        assert len(one) == 5
    with desk.store.read() as reader:
        awake = {one.article for one in reader.active_sketches()}
    assert len(awake) < len(stream(5))


def test_a_new_text_is_sketched_anew_and_settled(desk: Desk, add: Add) -> None:
    add(stream(3))
    line = told("ferry", OUTLETS[0])
    before, found = sketches(desk), lies(desk)
    with desk.store.read() as reader:
        article = reader.resolve_article(line["url"])
    add([line | {"text": line["text"] + " Salvage tugs from Grenholm reached the Corrin."}])
    after = sketches(desk)
    assert {one for one in after if after[one] != before[one]} == {article}
    assert list(after) == list(before)
    assert lies(desk) == found
    with desk.store.read() as reader:
        assert is_settled(reader, Group())
    fresh = Group().open()
    with desk.store.read() as reader:
        (arrival,) = reader.arrivals([article])
    fresh.add(arrival)
    assert after[article] == fresh.sketch(article)


def test_a_page_that_tells_something_else_now_is_weighed_by_its_new_words(
    desk: Desk, add: Add
) -> None:
    add(stream(4))
    line, other = told("ferry", OUTLETS[0]), told("comet", OUTLETS[5])
    add([line | {"text": other["text"], "title": other["title"]}])
    found = desk.explain(line["id"], told("comet", OUTLETS[1])["id"])
    assert any("comet" in one.words.lower() for one in found.speaking_for)


def test_an_article_judged_into_a_sleeping_story_wakes_it(
    desk: Desk, add: Add, sleepy: None
) -> None:
    add(stream(2))
    add(days(14))
    a, b = told("ferry", OUTLETS[0])["id"], "late-0-14"
    assert desk.story(a).line.state == "dormant"
    desk.judge(a, b, "same", because="one company", by="ana")
    page = desk.story(a)
    assert page.line.id == desk.story(b).line.id
    assert page.line.state == "active"
    assert {member.article for member in page.members} <= set(sketches(desk))
    assert not check_store(desk.store.url).problems
    add([told("ferry", OUTLETS[6]) | {"published": "2021-07-14", "id": "tomorrow"}])
    assert desk.story(a).line.id == desk.story(b).line.id


def test_a_sleeping_story_taken_back_is_the_one_it_was(desk: Desk, add: Add, sleepy: None) -> None:
    # The founder is the first that came, not the first by its date.
    add([told("ferry", OUTLETS[1]) | {"published": "2021-05-07"}, told("ferry", OUTLETS[0])])
    add([*days(14), told("comet", OUTLETS[0]) | {"published": "2021-07-14"}])
    a, b = str(told("ferry", OUTLETS[0])["id"]), str(told("comet", OUTLETS[0])["id"])
    before = [desk.story(name).line.id for name in (a, b)]
    made = desk.judge(a, b, "same", because="", by="ana")
    desk.withdraw(made.judgement.id, by="ana")
    assert [desk.story(name).line.id for name in (a, b)] == before


def test_a_copy_judged_into_a_sleeping_story_and_taken_back_leaves_all_as_it_was(
    desk: Desk, add: Add, sleepy: None
) -> None:
    add(stream(2))
    add(days(14))
    before = lies(desk)
    names = [told("ferry", OUTLETS[0])["id"], "late-0-14"]
    ids = [desk.story(name).line.id for name in names]
    made = desk.judge(names[0], names[1], "same", because="", by="ana")
    desk.withdraw(made.judgement.id, by="ana")
    assert lies(desk) == before
    assert [desk.story(name).line.id for name in names] == ids
    assert not check_store(desk.store.url).problems


def test_who_is_who_is_asked_again_of_an_article_that_moved(desk: Desk, add: Add) -> None:
    add(stream(3))
    stage = Resolve().name
    with desk.store.write("test") as writer:
        current = writer.current(a.article for a in writer.arrivals()).values()
        with writer.batch() as batch:
            batch.mark_done(stage, "1", current)
    judged = desk.judge(told("bank", OUTLETS[0])["id"], told("comet", OUTLETS[0])["id"], "same",
                        because="", by="ana")  # fmt: skip
    with desk.store.read() as reader:
        moved = set(reader.current(move.article for move in judged.moves).values())
        assert moved
        assert reader.done(stage, "1", current) == set(current) - moved
