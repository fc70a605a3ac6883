"""Stories as grouping moves articles: nothing is erased, ids stay valid."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select

from crosswire.errors import ConfigError
from crosswire.records.story import Alias, Move, StoryJudgement, story_id
from crosswire.store.base import Store
from crosswire.store.tables import memberships, stories, story_aliases
from tests.store.made import add, founded, joined, line

A, B = (f"https://sentry.example/{n}" for n in "ab")
C = "https://quay.example/c"


@pytest.fixture
def ids(store: Store) -> list[str]:
    """Three articles."""
    with store.write("add") as writer, writer.batch() as batch:
        return [
            add(batch, line("a", "One.", url=A)).article_id,
            add(batch, line("b", "Two.", url=B, published="2031-05-06")).article_id,
            add(batch, line("c", "Three.", url=C, title=None, outlet="The Quay Post")).article_id,
        ]


def move(store: Store, moves: Sequence[Move], aliases: Sequence[Alias] = ()) -> None:
    with store.write("group") as writer, writer.batch() as batch:
        batch.apply_moves(moves, aliases)


def row(store: Store, story: str) -> dict[str, Any]:
    with store.read() as reader:
        found = reader.connection.execute(select(stories).where(stories.c.id == story))
        return dict(found.mappings().one())


def test_an_article_lies_where_it_was_put_last_and_its_history_says_why(
    store: Store, ids: list[str]
) -> None:
    a, b, _ = ids
    first, second = story_id(a), story_id(b)
    why = joined(b, first, before=second, how="reassigned")
    move(store, [founded(a), founded(b)])
    move(store, [why])
    with store.read() as reader:
        assert reader.story_of(b) == first
        assert reader.members(first) == {b: "member", a: "member"}
        assert reader.members(second) == {}
        old, new = reader.history(b)
    assert (old.move, new.move) == (founded(b), why)
    assert old.ended_at == new.made_at
    assert old.ended_because == f"reassigned: it lies in {first} now"
    assert (new.ended_at, new.ended_because) == (None, None)


def test_the_same_move_again_adds_nothing(store: Store, ids: list[str]) -> None:
    moves = [founded(ids[0]), joined(ids[1], story_id(ids[0]))]
    move(store, moves)
    move(store, moves)
    with store.read() as reader:
        assert [len(reader.history(one)) for one in ids] == [1, 1, 0]


def test_moves_of_one_article_in_one_call_are_taken_in_order(store: Store, ids: list[str]) -> None:
    a, b, _ = ids
    moves = [founded(a), founded(b), joined(b, story_id(a), before=story_id(b))]
    move(store, moves)
    with store.read() as reader:
        assert [place.move for place in reader.history(b)] == moves[1:]
        assert reader.story_of(b) == story_id(a)


def test_a_story_says_who_is_in_it(store: Store, ids: list[str]) -> None:
    a, b, c = ids
    story = story_id(a)
    move(store, [founded(a), joined(b, story), joined(c, story, role="attached")])
    found = row(store, story)
    assert found["state"] == "active"
    assert [found[n] for n in ("articles", "attached", "outlets")] == [2, 1, 1]
    assert [found[n] for n in ("first_at", "last_at")] == [
        "2031-05-06T12:00:00Z", "2031-05-07T12:00:00Z",
    ]  # fmt: skip
    assert found["headline_article"] == b
    move(store, [joined(c, story, how="reassigned")])
    found = row(store, story)
    assert [found[n] for n in ("articles", "attached", "outlets")] == [3, 0, 2]


def test_a_merged_story_lives_on_in_the_other_and_comes_back(store: Store, ids: list[str]) -> None:
    a, b, _ = ids
    first, second = story_id(a), story_id(b)
    merge = Alias(story=second, into=first, because="they share three people")
    move(store, [founded(a), founded(b)])
    move(store, [joined(b, first, before=second, how="merged")], [merge])
    move(store, [], [merge])
    with store.read() as reader:
        assert reader.resolve_story(second) == first
        assert reader.resolve_story(second[:14]) == first
    assert (row(store, second)["state"], row(store, second)["into_id"]) == ("merged", first)
    move(store, [joined(b, second, before=first, how="split")])
    with store.read() as reader:
        assert reader.resolve_story(second) == second
        aliases = list(reader.connection.execute(select(story_aliases)).mappings())
    assert row(store, second)["state"] == "active"
    assert [(x["story_id"], x["into_id"], x["because"]) for x in aliases] == [
        (second, first, "they share three people")
    ]
    assert aliases[0]["ended_at"] is not None


def test_a_chain_of_mergers_is_followed_to_its_end(store: Store, ids: list[str]) -> None:
    a, b, c = (story_id(one) for one in ids)
    move(store, [founded(one) for one in ids])
    move(store, [], [Alias(story=c, into=b, because="")])
    move(store, [], [Alias(story=b, into=a, because="")])
    move(store, [], [Alias(story=c, into=a, because="")])
    with store.read() as reader:
        assert {reader.resolve_story(one) for one in (a, b, c)} == {a}


def test_a_story_nobody_knows_is_refused(store: Store, ids: list[str]) -> None:
    move(store, [founded(one) for one in ids])
    with store.read() as reader:
        with pytest.raises(ConfigError, match="no story of the store is 'storm'; `crosswire"):
            reader.resolve_story("storm")
        with pytest.raises(ConfigError, match="no story"):
            reader.resolve_story("")


def test_sketches_come_in_the_order_of_arrival_and_of_active_stories_only(
    store: Store, ids: list[str]
) -> None:
    a, b, c = ids
    with store.write("group") as writer, writer.batch() as batch:
        batch.apply_moves([founded(a), founded(b), joined(c, story_id(b), role="attached")])
        for one in (c, a, b):
            batch.put_sketch(one, one.encode(), "group/1")
        batch.put_sketch(c, b"\x00new", "group/2")
    with store.read() as reader:
        assert [tuple(s) for s in reader.active_sketches()] == [
            (c, story_id(b), "attached", b"\x00new"),
            (a, story_id(a), "member", a.encode()),
            (b, story_id(b), "member", b.encode()),
        ]
    with store.write("group") as writer, writer.batch() as batch:
        batch.set_dormant([story_id(b)])
    with store.read() as reader:
        assert [s.article for s in reader.active_sketches()] == [a]
    assert row(store, story_id(b))["state"] == "dormant"


def test_one_place_of_an_article_is_open(store: Store, ids: list[str]) -> None:
    a, b, c = ids
    move(store, [founded(a), founded(b), founded(c)])
    for n in range(4):
        move(store, [joined(c, story_id([a, b][n % 2]), how="reassigned")])
    with store.read() as reader:
        ask = select(memberships.c.n, memberships.c.ended_at).where(memberships.c.article_id == c)
        found = {row.n: row.ended_at for row in reader.connection.execute(ask)}
        assert [place.move.story for place in reader.history(c)] == [
            story_id(one) for one in (c, a, b, a, b)
        ]
    assert sorted(found) == [0, 1, 2, 3, 4]
    assert [n for n, ended in found.items() if ended is None] == [4]


def test_a_judgement_stands_until_it_is_withdrawn_and_is_never_erased(
    store: Store, ids: list[str]
) -> None:
    a, b, _ = ids
    said = StoryJudgement(a=a, b=b, decision="different", because="another bridge",
                          made_by="Ana Ruiz", made_at="2031-05-08T12:00:00Z")  # fmt: skip
    with store.write("judge") as writer:
        with writer.batch() as batch:
            batch.add_judgement(said)
            batch.add_judgement(said)
        assert writer.standing_judgements() == [said]
        with writer.batch() as batch:
            batch.withdraw_judgement(said.id, "Tom Venn", "2031-05-09T12:00:00Z")
            batch.withdraw_judgement(said.id, "Ana Ruiz", "2031-05-10T12:00:00Z")
        assert writer.standing_judgements() == []
        assert writer.judgement(said.id) == said.model_copy(
            update={"withdrawn_by": "Tom Venn", "withdrawn_at": "2031-05-09T12:00:00Z"}
        )
        with pytest.raises(ConfigError, match="none is 'judgement-x'"), writer.batch() as batch:
            batch.withdraw_judgement("judgement-x", "Ana Ruiz", "2031-05-10T12:00:00Z")
