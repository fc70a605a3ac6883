"""Each capture is an entry of a chain, and whatever is changed afterwards breaks it where it was."""

import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from crosswire import __version__
from crosswire.records import Fetched, Revision
from crosswire.records.chain import (
    GENESIS,
    ChainCheck,
    ChainEntry,
    digest,
    follow,
    linked,
    text_digest,
)
from crosswire.store.base import Store, check_store, open_store, verify_store
from crosswire.store.chain import append, entries, head
from crosswire.store.chained import check_chain, gaps
from crosswire.store.engine import make_engine, parse
from crosswire.store.loading import Part, load
from crosswire.store.reader import SqlReader
from tests.postgres import Server
from tests.store.made import LATER, add, fill, line
from tests.store.test_erasing import erase, kept, saved

FETCHED = Fetched(
    url="https://sentry.example/pier",
    final_url="https://sentry.example/pier-falls",
    at="2031-05-08T09:59:58Z",
    status=200,
    headers=(("Content-Type", "text/html"), ("ETag", '"7"'), ("ETag", '"8"')),
    redirects=("https://sentry.example/pier",),
)


def fetched(one: Revision) -> Revision:
    capture = one.capture.model_copy(update={"fetched": FETCHED, "encoding": "utf-8"})
    return one.model_copy(update={"capture": capture})


def prepared(store: Store) -> None:
    """Lines, pages with bytes, one fetched, one erased."""
    fill(store)
    kept(store, fetched(saved("p1", "A pier fell.")), saved("p2", "A mast stands."))
    erase(store, "p2")
    kept(store, line("last", "The pier was mended.", url="https://sentry.example/last"))


def checked(url: str, wanted: str | None = None) -> ChainCheck:
    with open_store(url, create=False) as store, store.read() as reader:
        return check_chain(SqlReader(reader.connection), wanted)


@pytest.fixture(scope="module")
def url(module_store_url: str) -> str:
    """A store that nobody changes: what is tried in it is rolled back."""
    with open_store(module_store_url) as store:
        prepared(store)
    return module_store_url


@contextmanager
def tried(url: str) -> Iterator[Connection]:
    with make_engine(parse(url), write=True).connect() as connection:
        change = connection.begin()
        try:
            yield connection
        finally:
            change.rollback()


def found(connection: Connection) -> ChainCheck:
    return check_chain(SqlReader(connection))


def all_of(url: str) -> list[ChainEntry]:
    with open_store(url, create=False) as store, store.read() as reader:
        return list(entries(reader.connection))


# ---- what is kept ------------------------------------------------------------------------------


def test_every_capture_and_every_erasure_has_its_entry(url: str) -> None:
    said = all_of(url)
    assert [one.n for one in said] == [1, 2, 3, 4, 5, 6, 7]
    assert [one.kind for one in said] == ["capture"] * 5 + ["erased", "capture"]
    assert said[0].previous == GENESIS
    assert all(after.previous == one.hash for one, after in pairwise(said))
    assert {one.tool for one in said} == {f"crosswire {__version__}"}
    assert checked(url).breaks == ()
    assert (checked(url).entries, checked(url).head) == (7, said[-1].hash)


def test_an_entry_says_what_came_and_how(url: str) -> None:
    one = next(e for e in all_of(url) if e.url == "https://sentry.example/p1" and e.payload)
    page = saved("p1", "A pier fell.").capture
    assert page.payload is not None
    assert one.payload == page.payload.id
    assert one.text == text_digest(page.content.content)
    assert one.fetched == digest(FETCHED.model_dump(mode="json", exclude_defaults=True))
    assert one.at == "2031-05-08T10:00:00.000Z"


def test_the_same_page_again_is_no_second_entry(store: Store, store_url: str) -> None:
    kept(store, line("a1"))
    kept(store, line("a1"), seen=LATER)
    assert [one.n for one in all_of(store_url)] == [1]
    kept(store, line("a1", "Other words.", title="Other"), seen=LATER)
    assert [one.n for one in all_of(store_url)] == [1, 2]
    assert checked(store_url).breaks == ()


def test_a_batch_that_fails_leaves_no_entry(store: Store, store_url: str) -> None:
    with (  # noqa: PT012
        pytest.raises(RuntimeError, match="the power went"),
        store.write("add") as writer,
        writer.batch() as batch,
    ):
        add(batch, line("a1"))
        assert head(batch.connection) is not None  # type: ignore[attr-defined]
        raise RuntimeError("the power went")
    assert all_of(store_url) == []
    assert checked(store_url) == ChainCheck(entries=0, head="")


def test_what_a_run_loads_is_chained_too(store: Store, store_url: str) -> None:
    kept(store, line("a1"))
    coming = [
        line(f"l{n}", f"Boat {n} came in.", url=f"https://sentry.example/{n}") for n in range(60)
    ]
    part = Part("part-1", "1", ("clean", "7"), lambda: coming)
    assert load(store_url, part).articles == 60
    assert [one.n for one in all_of(store_url)] == [*range(1, 62)]
    assert checked(store_url).breaks == ()


def test_what_several_processes_load_at_once_is_one_chain(postgres: Server) -> None:
    """Each takes its turn: no two entries follow the same one, and none is lost."""

    def part(name: str) -> Part:
        lines = [
            line(f"{name}-{n}", f"Boat {n} came in.", url=f"https://sentry.example/{name}/{n}")
            for n in range(12)
        ]
        return Part(name, "1", ("clean", "7"), lambda: lines)

    with postgres.schema() as url:
        open_store(url).close()
        with ThreadPoolExecutor(4) as pool:
            loaded = list(pool.map(lambda n: load(url, part(f"part-{n}")).articles, range(6)))
        assert loaded == [12] * 6
        assert (checked(url).entries, checked(url).breaks) == (72, ())


def test_no_two_entries_can_follow_the_same_one(store: Store, store_url: str) -> None:
    kept(store, line("a1"), line("b1", "Other.", url="https://quay.example/b"))
    (first, _) = all_of(store_url)
    copy = (
        "INSERT INTO chain SELECT 9, previous, kind, capture_id, article_id, at, made_at, tool, url, "
        "payload, text, fetched, stated, 'x' FROM chain WHERE n = 1"
    )
    with tried(store_url) as connection, pytest.raises(IntegrityError):
        connection.execute(text(copy))
    assert first.previous == GENESIS


def test_what_was_erased_leaves_the_chain_whole(store: Store, store_url: str) -> None:
    kept(store, fetched(saved("p1", "A pier fell.")), saved("p2", "A mast stands."))
    with store.write("erase") as writer, writer.batch() as batch:
        assert batch.erase_captures("2032-01-01T00:00:00.000Z", because="older", by="x") == 2
    erase(store, "p2")
    assert checked(store_url).breaks == ()
    kinds = [one.kind for one in all_of(store_url)]
    assert kinds == ["capture", "capture", "bytes erased", "bytes erased", "erased"]
    assert verify_store(store_url).problems == ()
    assert check_store(store_url).problems == ()


def test_what_erasure_left_is_still_held_to(store: Store, store_url: str) -> None:
    """Where the bytes alone went, address, headers and what was stated did not."""
    kept(store, fetched(saved("p1", "A pier fell.")))
    with store.write("erase") as writer, writer.batch() as batch:
        batch.erase_captures("2032-01-01T00:00:00.000Z", because="older", by="x")
    for column in ("fetched", "title", "url", "encoding"):
        with tried(store_url) as connection:
            connection.execute(text(f"UPDATE captures SET {column} = NULL"))
            assert found(connection).breaks[0].n == 1


def test_what_is_said_to_be_erased_and_is_there_is_told(store: Store, store_url: str) -> None:
    """Else an entry put at the end would free what was fetched to be changed."""
    kept(store, fetched(saved("p1", "A pier fell.")))
    (first,) = all_of(store_url)
    says = first.says | {"kind": "erased", "payload": None, "text": None, "fetched": None}
    with tried(store_url) as connection:
        append(connection, [says])
        (told,) = found(connection).breaks
    assert (told.n, told.what, told.expected, told.found) == (2, "erased", "nothing", "words of it")


# ---- what breaks it ----------------------------------------------------------------------------

_COLUMNS = ("previous", "kind", "capture_id", "article_id", "at", "made_at", "tool", "url",
            "payload", "text", "fetched", "stated", "hash")  # fmt: skip


@pytest.mark.parametrize("column", _COLUMNS)
def test_a_changed_column_of_an_entry_breaks_there(url: str, column: str) -> None:
    before = all_of(url)[3]
    with tried(url) as connection:
        connection.execute(text(f"UPDATE chain SET {column} = 'other' WHERE n = 4"))
        said = found(connection)
        first = said.breaks[0]
    assert first.n == 4
    assert first.what in {"previous", "hash"}
    if column == "hash":
        assert (first.expected, first.found) == (before.hash, "other")
        assert said.breaks[1].what == "previous"
    if column == "previous":
        assert (first.expected, first.found) == (before.previous, "other")


KEPT = {
    "article_id": "UPDATE captures SET article_id = (SELECT min(id) FROM articles WHERE id <> "
    "captures.article_id)",
    "url": "UPDATE captures SET url = 'https://quay.example/other'",
    "seen_at": "UPDATE captures SET seen_at = '2031-05-08T10:00:01.000Z'",
    "name": "UPDATE captures SET name = 'other'",
    "medium": "UPDATE captures SET medium = 'text'",
    "media_type": "UPDATE captures SET media_type = 'text/plain'",
    "encoding": "UPDATE captures SET encoding = 'latin-1'",
    "origin": "UPDATE captures SET origin = 'other.warc'",
    "outlet": "UPDATE captures SET outlet = 'Another'",
    "title": "UPDATE captures SET title = 'Another'",
    "published": "UPDATE captures SET published = '2031-05-06'",
    "story": "UPDATE captures SET story = 'another'",
    "fetched": "UPDATE captures SET fetched = '{\"url\": \"https://sentry.example/x\"}'",
    "not fetched": "UPDATE captures SET fetched = NULL",
    "payload_id": "UPDATE captures SET payload_id = NULL",
    "text_id": "UPDATE captures SET text_id = (SELECT min(text_id) FROM revisions)",
}  # fmt: skip


@pytest.mark.parametrize("column", KEPT)
def test_a_changed_capture_breaks_its_entry(url: str, column: str) -> None:
    with tried(url) as connection:
        at = text(f"{KEPT[column]} WHERE name = 'p1'")
        assert connection.execute(at).rowcount == 1
        first = found(connection).breaks[0]
    assert first.n == 4
    assert first.expected != first.found


def test_changed_bytes_break_their_entry(url: str) -> None:
    with tried(url) as connection:
        other = {"packed": zlib.compress(b"<p>Another pier.</p>")}
        connection.execute(
            text("UPDATE payloads SET packed = :packed WHERE packed IS NOT NULL"), other
        )
        first = found(connection).breaks[0]
    assert (first.n, first.what) == (4, "payload")
    with tried(url) as connection:
        connection.execute(text("UPDATE payloads SET packed = NULL"))
        first = found(connection).breaks[0]
    assert (first.n, first.what, first.found) == (4, "text", "nothing")
    with tried(url) as connection:
        other = {"packed": b"no zlib"}
        connection.execute(text("UPDATE payloads SET packed = :packed"), other)
        assert "cannot be read" in found(connection).breaks[0].found


def test_a_changed_text_of_a_line_breaks_its_entry(url: str) -> None:
    with tried(url) as connection:
        mine = "(SELECT text_id FROM captures WHERE name = 'last')"
        connection.execute(text(f"UPDATE texts SET content = 'Sunk.' WHERE id = {mine}"))
        first = found(connection).breaks[0]
    assert (first.n, first.what) == (7, "text")


def test_what_was_taken_out_moved_or_put_in_breaks_there(url: str) -> None:
    def first(*statements: str) -> tuple[int, str]:
        with tried(url) as connection:
            for one in statements:
                connection.execute(text(one))
            said = found(connection).breaks[0]
            return said.n, said.what

    assert first("DELETE FROM chain WHERE n = 1") == (1, "number")
    assert first("DELETE FROM chain WHERE n = 4") == (4, "number")
    gap = "DELETE FROM chain WHERE n = 4"
    up = ("UPDATE chain SET n = -n WHERE n > 4", "UPDATE chain SET n = -n - 1 WHERE n < 0")
    assert first(gap, *up) == (4, "previous")
    swap = ("UPDATE chain SET n = -3 WHERE n = 3", "UPDATE chain SET n = 3 WHERE n = 4",
            "UPDATE chain SET n = 4 WHERE n = -3")  # fmt: skip
    assert first(*swap) == (3, "previous")
    move = ("UPDATE chain SET n = -n WHERE n > 4", "UPDATE chain SET n = -n + 1 WHERE n < 0")
    put = (
        "INSERT INTO chain SELECT 5, 'y', 'erased', capture_id, article_id, at, made_at, tool, url, "
        "payload, text, fetched, stated, 'x' FROM chain WHERE n = 4"
    )
    assert first(*move, put) == (5, "previous")
    assert first("DELETE FROM chain WHERE n = 7") == (7, "entry")
    assert first("DELETE FROM chain") == (1, "entry")


def test_a_check_of_the_tables_finds_what_numbers_show(url: str) -> None:
    def told(statement: str) -> list[str]:
        with tried(url) as connection:
            connection.execute(text(statement))
            return [what for what, rows in gaps(connection) if rows]

    assert told("SELECT 1") == []
    assert check_store(url).problems == ()
    loose, without = (
        "entries of the chain that follow none",
        "captures without an entry of the chain",
    )
    assert told("DELETE FROM chain WHERE n = 4") == [loose, without]
    assert told("DELETE FROM chain WHERE n = 7") == [without]
    assert told("UPDATE chain SET hash = 'other' WHERE n = 4") == [loose]
    assert told("UPDATE chain SET previous = 'other' WHERE n = 1") == [loose]


def test_a_head_that_was_noted_shows_what_no_store_can(url: str) -> None:
    """Whoever can write all of it can write another whole chain: only what lies elsewhere tells."""
    said = all_of(url)
    assert checked(url, said[-1].hash).wanted == 7
    assert checked(url, said[2].hash).wanted == 3
    other = checked(url, "ab" * 32)
    assert other.breaks[0].what == "head"
    assert other.breaks[0].words.endswith(
        f"expected an entry whose hash is {'ab' * 32}, found nothing"
    )


def test_verify_names_the_first_broken_link(url: str) -> None:
    with open_store(url) as store, store.read() as reader:
        there = check_chain(SqlReader(reader.connection))
    assert verify_store(url).chain == there
    assert verify_store(url).problems == ()
    (told, *_) = verify_store(url, "ab" * 32).problems
    assert told.startswith("the chain breaks at entry 7: head: expected an entry")


# ---- properties --------------------------------------------------------------------------------

_WORDS = st.text(max_size=8)
_MAYBE = st.none() | _WORDS
_SAYS = st.fixed_dictionaries({
    "kind": st.sampled_from(("capture", "erased", "bytes erased")), "capture": _WORDS,
    "article": _WORDS, "at": _WORDS, "made_at": _WORDS, "tool": _WORDS, "url": _MAYBE,
    "payload": _MAYBE, "text": _MAYBE, "fetched": _MAYBE, "stated": _MAYBE,
})  # fmt: skip


def chained(said: list[dict[str, Any]]) -> list[ChainEntry]:
    made: list[ChainEntry] = []
    for n, one in enumerate(said, 1):
        made.append(linked(n, made[-1].hash if made else GENESIS, one))
    return made


@given(st.lists(_SAYS, min_size=1, max_size=5), st.data())
def test_any_one_change_of_any_field_is_found(
    said: list[dict[str, Any]], data: st.DataObject
) -> None:
    made = chained(said)
    assert list(follow([one.shown(whole=True) for one in made], begin=1)) == []
    at = data.draw(st.integers(0, len(made) - 1))
    name = data.draw(st.sampled_from([*said[0], "n", "previous", "hash"]))
    old = getattr(made[at], name)
    new = data.draw((st.integers(-3, 9) if name == "n" else _MAYBE).filter(lambda one: one != old))
    changed = made[at].model_copy(update={name: new})
    rows = [*made[:at], changed, *made[at + 1 :]]
    assert not all(
        one.is_whole and one.n == n and one.previous == (rows[n - 2].hash if n > 1 else GENESIS)
        for n, one in enumerate(rows, 1)
    )
    shown = [one.shown(whole=True) for one in made]
    if name in ("n", "previous", "hash"):
        shown[at] = shown[at] | {name: new}
    else:
        shown[at] = shown[at] | {"entry": shown[at]["entry"] | {name: new}}
    assert next(follow(shown, begin=1)).n in (at + 1, new)


@given(st.lists(_SAYS, min_size=2, max_size=6), st.data())
def test_another_order_or_one_fewer_is_found(
    said: list[dict[str, Any]], data: st.DataObject
) -> None:
    shown = [one.shown(whole=False) for one in chained(said)]
    order = data.draw(st.permutations(range(len(shown))).filter(lambda one: one != sorted(one)))
    assert list(follow([shown[n] for n in order], begin=1))
    out = data.draw(st.integers(0, len(shown) - 2))
    assert list(follow([*shown[:out], *shown[out + 1 :]], begin=1))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 7), st.sampled_from(_COLUMNS), st.text("abc019:-", min_size=1, max_size=70))
def test_any_value_put_into_a_stored_chain_is_found(
    url: str, n: int, column: str, new: str
) -> None:
    with tried(url) as connection:
        connection.execute(
            text(f"UPDATE chain SET {column} = :new WHERE n = :n"), {"new": new, "n": n}
        )
        assert found(connection).breaks[0].n == n


def test_an_entry_is_hashed_as_ever() -> None:
    """Chains that are noted elsewhere hold only as long as this does: a change needs another ``FORMAT``."""
    says = {
        "kind": "capture", "capture": "capture-1", "article": "article-1", "tool": "crosswire 1.0",
        "at": "2031-05-08T12:30:00.000Z", "made_at": "2031-05-08T12:30:01.000Z",
        "url": "https://post.example/ä", "payload": f"sha256:{'ab' * 32}",
        "text": text_digest("A ferry."), "fetched": None, "stated": digest({"name": "a"}),
    }  # fmt: skip
    assert (
        linked(1, GENESIS, says).hash
        == "4bc247d19be1759fe48bc7f59e0f61726790c2a3107e919df667f82828c4e76e"
    )
