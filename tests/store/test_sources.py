"""What is watched, as the store keeps it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from crosswire.errors import ConfigError
from crosswire.records.source import Source
from crosswire.store import sources
from crosswire.store.base import Store, WatchedPage, open_store
from crosswire.store.order import as_text

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
FEED = "https://courier.example/rss"


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with open_store(store_url) as opened:
        yield opened


def at(hours: float) -> str:
    return as_text(AT + timedelta(hours=hours))


def source(url: str = FEED, **more: object) -> Source:
    values = {"kind": "feed", "every_seconds": 900, "added_at": at(-9), "next_at": at(0), **more}
    return Source.model_validate({"url": url, **values})


def page(n: int, *, seen: float = 0, **more: object) -> WatchedPage:
    made = WatchedPage(
        f"courier.example/{n}", f"https://courier.example/{n}", sources.source_id(FEED), None,
        "waiting", at(seen), next_at=at(seen),
    )  # fmt: skip
    return made._replace(**more)  # type: ignore[arg-type]  # the fields of the test


def put(store: Store, found: list[Source], named: list[WatchedPage]) -> None:
    with store.write("watch") as writer, writer.batch() as batch:
        batch.put_sources(found)
        batch.put_pages(named)


def test_sources_are_kept_as_they_are_and_replaced_but_for_when_they_were_added(
    store: Store,
) -> None:
    first = source(title="Courier", etag='"1"', because="a reason", failures=2)
    put(store, [first], [])
    with store.read() as reader:
        assert sources.get(reader) == [first]
    put(store, [first.model_copy(update={"failures": 0, "added_at": at(5)})], [])
    with store.read() as reader:
        (now,) = sources.get(reader, [FEED, "https://other.example/"])
    assert (now.failures, now.added_at) == (0, at(-9))


def test_what_is_due(store: Store) -> None:
    late = source("https://late.example/", next_at=at(-1))
    later = source("https://later.example/", next_at=at(1))
    paused = source("https://paused.example/", state="paused")
    of_paused = page(9, source=sources.source_id(paused.url))
    old = page(1, seen=-3, state="kept")
    put(
        store,
        [source(), late, later, paused],
        [old, page(2), page(3, seen=-1), page(4, next_at=at(2)), page(5, next_at=None), of_paused],
    )
    with store.read() as reader:
        assert [s.url for s in sources.due(reader, AT)] == [late.url, FEED]
        due = sources.pages_due(reader, AT, 10)
        assert [p.address[-1] for p in due] == ["3", "2", "1"]
        assert due[0] == page(3, seen=-1)
        assert sources.pages_due(reader, AT, 1) == due[:1]
        assert sources.pages_waiting(reader, AT) == 3
        assert sources.known(reader, [old.address, "else"]) == {old.address}
        assert sources.next_time(reader) == AT - timedelta(hours=3)


def test_what_was_dealt_with_by_a_clock_that_was_ahead_is_due(store: Store) -> None:
    year = 24 * 365
    put(
        store,
        [
            source("https://ahead.example/", tried_at=at(year), next_at=at(year + 1)),
            source("https://later.example/", next_at=at(1)),
            source(next_at=at(1)),
        ],
        [
            page(1, tried_at=at(year), next_at=at(year + 1)),
            page(2, seen=24),
            page(3, seen=-1, next_at=at(1)),
        ],
    )
    with store.read() as reader:
        assert [s.url for s in sources.due(reader, AT)] == ["https://ahead.example/"]
        assert {p.address[-1] for p in sources.pages_due(reader, AT, 10)} == {"1", "2"}
        assert sources.pages_waiting(reader, AT) == 2


def test_who_named_a_page_first_stays(store: Store) -> None:
    put(store, [source(), source("https://b.example/")], [page(1, seen=-5)])
    again = page(1, source=sources.source_id("https://b.example/"), state="kept", status=200)
    put(store, [], [again])
    with store.read() as reader:
        (found,) = sources.pages_due(reader, AT, 9)
    assert found == again._replace(source=sources.source_id(FEED), first_seen=at(-5))


def test_a_source_is_forgotten_and_what_it_brought_stays(store: Store) -> None:
    put(store, [source()], [page(1), page(2, state="kept")])
    with store.write("feeds --forget") as writer, writer.batch() as batch:
        batch.forget_source(FEED)
    with store.read() as reader:
        assert sources.get(reader) == []
        assert sources.known(reader, [page(1).address, page(2).address]) == {page(2).address}
        assert sources.next_time(reader) is None


def test_a_source_is_meant_by_a_part_of_its_address(store: Store) -> None:
    put(store, [source(), source(f"{FEED}/world")], [])
    with store.read() as reader:
        assert sources.meant(reader, FEED).url == FEED
        assert sources.meant(reader, "world").url == f"{FEED}/world"
        with pytest.raises(ConfigError, match="2 have"):
            sources.meant(reader, "courier")
        with pytest.raises(ConfigError, match="none has"):
            sources.meant(reader, "else")


def test_silence_is_set_beside_the_usual_gap(store: Store) -> None:
    news = [page(n, seen=-30 + hours, state="kept") for n, hours in enumerate((0, 1, 2, 4, 6, 9))]
    both = page(77, seen=-30)
    put(store, [source(changed_at=at(-21))], [*news, both])
    with store.read() as reader:
        (line,) = sources.lines(reader, AT)
    assert (line.kept, line.waiting, line.refused) == (6, 1, 0)
    assert line.silent_seconds == 21 * 3600
    assert (line.usual_seconds, line.longest_seconds) == (2 * 3600, 3 * 3600)
    assert line.quiet


def test_of_few_news_no_rhythm_is_claimed(store: Store) -> None:
    put(store, [source(changed_at=at(-999))], [page(1, seen=-999), page(2, seen=-998)])
    with store.read() as reader:
        (line,) = sources.lines(reader, AT)
    assert line.usual_seconds is None
    assert not line.quiet
