"""The newest line-up of a story, whatever went into it, and what of the story is another since."""

import pytest

from crosswire.records.story import story_id
from crosswire.store import comparing
from crosswire.store.base import Added, Store
from crosswire.store.order import now
from crosswire.store.wordings import wordings
from tests.store.made import WORDS, add, comparison, founded, joined, line, reading

EARLY = "2020-05-08T10:00:00+00:00"


@pytest.fixture
def kept(store: Store) -> list[Added]:
    """Two articles of one story, read and compared."""
    texts = (line("a1"), line("b1", f"{WORDS} Ferries run.", url="https://quay.example/shut"))
    read = [reading(one) for one in texts]
    with store.write("add") as writer, writer.batch() as batch:
        found = [add(batch, one, EARLY) for one in texts]
        first, second = (one.article_id for one in found)
        batch.apply_moves([founded(first), joined(second, story_id(first))])
        for added, said in zip(found, read, strict=True):
            batch.add_reading(said, added.article_id, added.revision_id, "small/1")
        batch.add_comparison(story_id(first), comparison(*read), "compare/1", "input-1")
    return found


def newest(store: Store, story: str) -> comparing.Newest | None:
    with store.read() as reader:
        return comparing.newest(reader.connection, story)


def test_a_story_without_a_comparison_has_none(store: Store, kept: list[Added]) -> None:
    assert newest(store, "story-x") is None


def test_the_newest_is_told_whatever_input_and_version(store: Store, kept: list[Added]) -> None:
    story = story_id(kept[0].article_id)
    found = newest(store, story)
    assert found is not None
    assert (found.version, found.input, found.came, found.left) == (
        "compare/1", "input-1", (), (),
    )  # fmt: skip


def test_it_comes_with_the_articles_and_texts_of_its_pages(store: Store, kept: list[Added]) -> None:
    story = story_id(kept[0].article_id)
    of = newest(store, story)
    assert of is not None
    with store.read() as reader:
        found = comparing.whole(reader.connection, story, of, reader.revision)
        assert found is not None
        whole = reader.comparison(story, "compare/1", "input-1")
    assert found.where == {
        name: comparing.Where(one.article_id, one.revision_id)
        for name, one in zip(("a1", "b1"), kept, strict=False)
    }
    assert whole is not None
    assert found.comparison.points == whole.points
    assert [r.quotations for r in found.comparison.readings] == [
        r.quotations for r in whole.readings
    ]
    assert not any(r.annotation.tokens for r in found.comparison.readings)


def test_an_article_that_came_later_and_one_that_left_are_told(
    store: Store, kept: list[Added]
) -> None:
    story = story_id(kept[0].article_id)
    before = newest(store, story)
    assert before is not None
    with store.write("add") as writer, writer.batch() as batch:
        new = add(batch, line("c1", f"{WORDS} It rains.", url="https://weir.example/c"), now())
        batch.apply_moves([joined(new.article_id, story)])
    found = newest(store, story)
    assert found is not None
    assert found.came == (new.article_id,)
    assert found.left == ()
    assert found.key == before.key
    with store.write("group") as writer, writer.batch() as batch:
        batch.apply_moves([founded(kept[1].article_id)])
    after = newest(store, story)
    assert after is not None
    assert after.left == (kept[1].article_id,)


def test_one_made_again_has_another_key(store: Store, kept: list[Added]) -> None:
    story = story_id(kept[0].article_id)
    before = newest(store, story)
    with store.write("compare") as writer, writer.batch() as batch:
        batch.add_comparison(story, comparison(reading(line("a1"))), "compare/2", "input-9")
    after = newest(store, story)
    assert before is not None
    assert after is not None
    assert after.key != before.key
    assert after.version == "compare/2"


def test_headlines_are_told_by_revision(store: Store, kept: list[Added]) -> None:
    with store.read() as reader:
        found = wordings(reader.connection, [kept[0].article_id])
    assert [(one.article, one.revision, one.current) for one in found] == [
        (kept[0].article_id, kept[0].revision_id, True)
    ]
