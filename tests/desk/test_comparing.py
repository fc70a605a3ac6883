"""What a comparison leaves in the store, whatever is written while it is made."""

import threading

import pytest

from crosswire.desk.comparing import Kept, Members, keep, members_of
from crosswire.records.story import story_id
from crosswire.store import lists
from crosswire.store.base import Added, Store, open_store
from tests.store import made

READ = "small/1"


@pytest.fixture
def store(store_url: str) -> Store:
    return open_store(store_url)


@pytest.fixture
def kept(store: Store) -> list[Added]:
    return made.fill(store)


def members(store: Store, story: str) -> Members:
    with store.read() as reader:
        return members_of(reader, story)


def of(found: Members) -> Kept:
    readings = [made.reading(revision) for revision in found.revisions.values()]
    return Kept({}, made.comparison(*readings), READ, "compare/2", "input-2")


def is_compared(store: Store, story: str) -> bool:
    with store.read() as reader:
        return reader.comparison(story, "compare/2", "input-2") is not None


def test_a_comparison_is_kept_for_the_next(store: Store, kept: list[Added]) -> None:
    story = story_id(kept[0].article_id)
    found = members(store, story)
    assert not keep(store, found, of(found))
    assert is_compared(store, story)


def test_a_comparison_of_what_the_story_no_longer_is_is_not_kept(
    store: Store, kept: list[Added]
) -> None:
    story, storm = story_id(kept[0].article_id), kept[2].article_id
    found = members(store, story)
    with store.write("judge") as writer, writer.batch() as batch:
        batch.apply_moves([made.joined(storm, story, before=story_id(storm), how="judged")])
    assert "compare it again" in keep(store, found, of(found))
    assert not is_compared(store, story)
    with store.read() as reader:
        assert not lists.story(reader, story).line.origins.compared


def test_a_comparison_of_texts_that_changed_meanwhile_is_not_kept(
    store: Store, kept: list[Added]
) -> None:
    story = story_id(kept[0].article_id)
    found = members(store, story)
    with store.write("add") as writer, writer.batch() as batch:
        made.add(batch, made.line("a1", made.WORDS + " It opens again."), made.LATER)
    assert "compare it again" in keep(store, found, of(found))
    assert not is_compared(store, story)


def test_an_article_of_several_revisions_says_which_is_compared(
    store: Store, kept: list[Added]
) -> None:
    story = story_id(kept[0].article_id)
    assert not members(store, story).revised
    with store.write("add") as writer, writer.batch() as batch:
        made.add(batch, made.line("a1", made.WORDS + " It opens again."), made.LATER)
    revised = members(store, story).revised
    assert [(c.number, c.of) for c in revised.values()] == [(2, 2)]
    assert all((c.seen or "").startswith("2031-05-09T10:00:00") for c in revised.values())


def test_a_comparison_is_kept_as_soon_as_others_have_written(
    store_url: str, store: Store, kept: list[Added]
) -> None:
    story = story_id(kept[0].article_id)
    found = members(store, story)
    writes, may_end = threading.Event(), threading.Event()

    def add() -> None:
        with open_store(store_url) as other, other.write("add"):
            writes.set()
            may_end.wait(60)

    adding = threading.Thread(target=add)
    adding.start()
    assert writes.wait(60)
    assert "`add` (process" in keep(store, found, of(found), patience=0.0)
    threading.Timer(0.5, may_end.set).start()
    assert not keep(store, found, of(found), patience=60.0)
    adding.join()
    assert is_compared(store, story)
