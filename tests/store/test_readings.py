"""Readings, comparisons and entities: whole for crosswire, in rows for whoever asks."""

from typing import Any

import pytest
from sqlalchemy import text

from crosswire.records import Query, Reading, Text
from crosswire.records.entity import NameForm
from crosswire.records.story import story_id
from crosswire.store import lists
from crosswire.store.base import Added, Store, check_store
from tests.store.made import (
    SEEN,
    WORDS,
    add,
    comparison,
    entity,
    fill,
    founded,
    line,
    page,
    reading,
)

SAID = '"The bridge stays shut."'


@pytest.fixture
def kept(store: Store) -> list[Added]:
    return fill(store)


def rows(store: Store, ask: str) -> list[tuple[Any, ...]]:
    with store.read() as reader:
        return [tuple(row) for row in reader.connection.execute(text(ask))]


def words(
    table: str, start: str = "start", stop: str = "stop", revision: str = "revision_id"
) -> str:
    """What an analyst writes to see the words that a table's spans say."""
    return (
        f"SELECT substr(t.content, CAST(x.{start} + 1 AS INTEGER), "
        f"CAST(x.{stop} - x.{start} AS INTEGER)) FROM {table} x "
        f"JOIN revisions r ON r.id = x.{revision} JOIN texts t ON t.id = r.text_id"
    )


def test_a_filled_store_is_sound(store_url: str, kept: list[Added]) -> None:
    checked = check_store(store_url)
    assert (checked.problems, checked.notes) == ((), ())
    assert checked.rows["articles"] == 3
    assert checked.bytes["texts"] > 0
    assert checked.bytes["captures"] > 0


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("sentences", 'Mayor Ada Quill said: "The bridge stays shut."'), ("mentions", "Ada Quill"),
        ("times", "7 May"), ("quotations", SAID), ("points", SAID[1:-1]),
        ("point_members", SAID[1:-1]),
    ],
)  # fmt: skip
def test_spans_re_read_their_words_in_sql(
    store: Store, kept: list[Added], table: str, said: str
) -> None:
    assert {row[0] for row in rows(store, words(table))} == {said}


def test_conflicts_re_read_their_words_in_sql(store: Store, kept: list[Added]) -> None:
    for side in "ab":
        ask = words("conflicts", f"{side}_start", f"{side}_stop", f"{side}_revision")
        assert rows(store, ask) == [("7 May",)]


def test_an_entity_is_found_in_the_texts_that_name_it(store: Store, kept: list[Added]) -> None:
    ask = (
        "SELECT a.name, m.name FROM entities e JOIN entity_members k ON k.entity_id = e.id "
        "JOIN mentions m ON m.revision_id = k.revision_id AND m.local_id = k.local_id "
        "JOIN articles a ON a.id = k.article_id WHERE e.name = 'Ada Quill' ORDER BY a.name"
    )
    assert rows(store, ask) == [("a1", "Ada Quill"), ("b1", "Ada Quill")]


def test_a_comparison_is_answered_for_its_own_input_and_version(
    store: Store, kept: list[Added]
) -> None:
    read = [reading(line("a1")), reading(line("b1", WORDS + " Ferries run.", title="Shut",
            outlet="The Quay Post", url="https://quay.example/shut"))]  # fmt: skip
    story = story_id(kept[0].article_id)
    with store.read() as reader:
        assert reader.comparison(story, "compare/1", "input-1") == comparison(*read)
        assert reader.comparison(story, "compare/1", "input-2") is None
        assert reader.comparison(story, "compare/2", "input-1") is None
        assert reader.comparison("story-x", "compare/1", "input-1") is None


def test_readings_of_a_comparison_are_not_kept_twice(store: Store, kept: list[Added]) -> None:
    many = " ".join(f"Word{n}" for n in range(4000))
    one = reading(line("long", f"{WORDS} {many}", url="https://quay.example/long"))
    story = story_id("x")
    with store.write("compare") as writer:
        with writer.batch() as batch:
            added = add(batch, one.revision)
            batch.apply_moves([founded(added.article_id)])
            batch.add_reading(one, added.article_id, added.revision_id, "small/1")
            batch.apply_moves([founded(added.article_id).model_copy(update={"story": story})])
            batch.add_comparison(story, comparison(one), "compare/1", "i")
        assert writer.comparison(story, "compare/1", "i") == comparison(one)
    lengths = "SELECT length(packed) FROM comparisons ORDER BY story_id = '{}' DESC"
    assert rows(store, lengths.format(story))[0][0] < 2000
    assert rows(store, "SELECT max(length(packed)) FROM readings")[0][0] > 10_000


def test_a_comparison_of_readings_that_are_not_kept_is_kept_with_them(store: Store) -> None:
    one, two = reading(line("a1")), reading(page("p", WORDS, url="https://quay.example/p"))
    other = line("a1").model_copy(update={"standfirst": None, "language": None})
    another = Reading(**(dict(one) | {"revision": other}))
    with store.write("compare") as writer:
        with writer.batch() as batch:
            kept = [add(batch, r.revision) for r in (one, two)]
            batch.apply_moves([founded(k.article_id) for k in kept])
            batch.add_comparison(story_id(kept[0].article_id), comparison(another, two), "1", "i")
        found = writer.comparison(story_id(kept[0].article_id), "1", "i")
        assert found == comparison(another, two)


def test_a_comparison_goes_with_a_reading_it_stands_on(store: Store, kept: list[Added]) -> None:
    story = story_id(kept[0].article_id)
    with store.write("annotate") as writer:
        with writer.batch() as batch:
            read = writer.reading(kept[0].revision_id, "small/1")
            assert read is not None
            batch.add_reading(read, kept[0].article_id, kept[0].revision_id, "large/1")
        assert writer.comparison(story, "compare/1", "input-1") is None


def test_a_new_comparison_takes_the_place_of_the_old(
    store_url: str, store: Store, kept: list[Added]
) -> None:
    story = story_id(kept[0].article_id)
    with store.write("compare") as writer, writer.batch() as batch:
        one = writer.reading(kept[0].revision_id, "small/1")
        assert one is not None
        batch.add_comparison(story, comparison(one), "compare/1", "input-2")
        batch.add_comparison(story, comparison(one), "compare/1", "input-2")
    assert rows(store, "SELECT count(*) FROM point_members") == [(2,)]
    assert rows(store, "SELECT id, shown, outlets FROM points ORDER BY id") == [
        ("point-1", "shared", 1), ("point-2", "possible", 1),
    ]  # fmt: skip
    assert check_store(store_url).problems == ()


def test_a_comparison_of_what_the_store_has_not_is_refused(store: Store) -> None:
    with (
        pytest.raises(ValueError, match="a1 of the comparison is not in the store"),
        store.write("compare") as writer,
        writer.batch() as batch,
    ):
        batch.add_comparison("story-x", comparison(reading(line("a1"))), "1", "i")


def test_an_entity_that_was_taken_in_leads_to_the_other(store: Store, kept: list[Added]) -> None:
    with store.read() as reader:
        (ada,) = reader.entities()
    alone = ada.model_copy(update={"id": "entity-mayor", "members": ada.members[:1]})
    left = ada.model_copy(update={"members": ada.members[1:]})
    with store.write("resolve") as writer:
        with writer.batch() as batch:
            batch.put_entities([left, alone])
        assert list(writer.entities()) == [left, alone]
        with writer.batch() as batch:
            batch.put_entities([ada], [("entity-mayor", "entity-ada")])
        assert list(writer.entities()) == [ada]
    assert rows(store, "SELECT id, into_id, articles FROM entities ORDER BY id") == [
        ("entity-ada", None, 2), ("entity-mayor", "entity-ada", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("asked", ["élise", "ÉLISE", "Élise", "élise évrard", "lise"])
def test_a_name_is_found_whatever_the_case_of_its_letters(store: Store, asked: str) -> None:
    kept = fill(store)
    found = entity((kept[0], reading(line("a1"))))
    forms = (NameForm("Élise Évrard", 2), NameForm("Mme Évrard", 1))
    with store.write("resolve") as writer, writer.batch() as batch:
        named = {"id": "entity-elise", "name": "Élise Évrard", "forms": forms}
        batch.put_entities([found.model_copy(update=named)])
    with store.read() as reader:
        assert [one.id for one in lists.entities(reader, asked)] == ["entity-elise"]
        if " " in asked:
            query = Query(entity=asked, kind="quotation")
            assert [one.article for one in lists.quotes(reader, query)] == [kept[0].article_id]


def test_what_was_read_otherwise_since_is_not_counted_twice(store: Store) -> None:
    fill(store)
    one = line("a1")
    mended = one.model_copy(update={"body": Text.of(WORDS + " It is mended.")})
    with store.write("add") as writer, writer.batch() as batch:
        first = writer.resolve_article("a1")
        again = batch.add_capture(one.capture, mended, SEEN)
        assert again.article_id == first
    with store.read() as reader:
        (ada,) = lists.entities(reader)
        assert (ada.articles, ada.mentions) == (1, 1), "b1 alone; a1 is read anew"
        (kept,) = reader.entities()
    more = entity((again, reading(mended))).members
    with store.write("resolve") as writer, writer.batch() as batch:
        batch.put_entities([kept.model_copy(update={"members": (*kept.members, *more)})])
    with store.read() as reader:
        (ada,) = lists.entities(reader)
        assert (ada.articles, ada.mentions) == (2, 2)
