"""What a person names, and how many addresses are asked at a time."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from crosswire.errors import FetchError
from crosswire.intake.addresses import Named, headline, is_address, names_in, watchable
from crosswire.intake.gather import Wanted, gathered
from crosswire.net.fetcher import Fetcher, Outside
from crosswire.records.failure import Failure
from crosswire.records.source import FeedItem
from tests.net.server import Asked, Send, Server, answer, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(allow=("127.0.0.0/8",), gap=0.0) as made:
        yield made


def test_addresses_are_known_from_paths() -> None:
    assert is_address(" HTTPS://courier.example/a ")
    assert not is_address("courier.example/a")
    assert not is_address("ftp://courier.example/a")


def test_a_list_is_known_from_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("x")
    listed = f"# mine\n\nhttps://courier.example/a\n{page}\n"
    assert names_in(listed) == ["https://courier.example/a", str(page)]
    assert names_in("See https://courier.example/a for more") is None
    assert names_in("https://courier.example/a and then\n") is None
    assert names_in("The ferry ran aground.\n") is None
    assert names_in("") is None
    assert names_in("x" * 5000) is None
    assert names_in("a\0b") is None


def test_what_can_be_watched(tmp_path: Path) -> None:
    opml = tmp_path / "papers.opml"
    opml.write_text("<opml><body><outline xmlUrl='https://courier.example/rss'/></body></opml>")
    feed = tmp_path / "feed.xml"
    feed.write_text(
        "<rss><channel><item><link>https://courier.example/a</link></item></channel></rss>"
    )
    bomb = tmp_path / "bomb.opml"
    bomb.write_text('<!DOCTYPE o [<!ENTITY a "b">]><opml/>')
    names = ["https://sentry.example/", str(opml), str(feed), str(bomb), "courier.example"]
    found = [*watchable(names)]
    assert [one for one in found if isinstance(one, str)] == [
        "https://sentry.example/",
        "https://courier.example/rss",
    ]
    assert [one.kind for one in found if isinstance(one, Failure)] == [
        "no-feed", "entities", "no-address",
    ]  # fmt: skip


def test_a_headline_is_what_the_feed_says() -> None:
    said = headline(FeedItem(url="https://courier.example/a", title="A", summary="B"), "feed")
    assert said is not None
    assert (said.name, said.title, said.content.content) == ("https://courier.example/a", "A", "B")
    assert headline(FeedItem(url="https://courier.example/a"), "feed") is None
    unnamed = headline(FeedItem(title="A", guid="tag:1"), "feed")
    assert unnamed is not None
    assert (unnamed.name, unnamed.url) == ("tag:1", None)


def test_the_addresses_of_a_host_are_asked_in_order_and_each_is_answered(
    server: Server, fetcher: Fetcher
) -> None:
    for n in range(20):
        server.routes[f"/{n}"] = answer(f"page {n}")
    urls = [server.url(f"/{n}") for n in range(20)] + ["ftp://x.example/", "https://[broken"]
    got = {one.wanted.url: one.answer for one in gathered(fetcher, map(Wanted, urls))}
    assert set(got) == set(urls)
    assert server.paths() == [f"/{n}" for n in range(20)]
    failed = [one for one in got.values() if isinstance(one, FetchError)]
    assert len(failed) == 2


def test_a_slow_host_keeps_no_other_waiting(server: Server) -> None:
    free = threading.Event()

    def slow(asked: Asked, send: Send) -> bool | None:
        free.wait(10)
        return answer("late")(asked, send)

    server.routes["/slow"] = slow
    server.routes["/quick"] = answer("soon")
    urls = [server.url("/slow", "slow.example"), server.url("/quick", "quick.example")]
    here = Outside(resolve=lambda host, port: ["127.0.0.1"])
    with Fetcher(allow=("127.0.0.0/8",), gap=0.0, outside=here) as fetcher:
        came = gathered(fetcher, map(Wanted, urls))
        assert next(came).wanted.url == urls[1]
        free.set()
        assert [one.wanted.url for one in came] == [urls[0]]


def test_what_is_stopped_asks_nothing_more(server: Server, fetcher: Fetcher) -> None:
    for n in range(100):
        server.routes[f"/{n}"] = answer("page")
    wanted = [Wanted(server.url(f"/{n}")) for n in range(100)]
    enough = threading.Event()
    seen = 0
    for _ in gathered(fetcher, wanted, going=lambda: not enough.is_set()):
        seen += 1
        if seen == 3:
            enough.set()
    assert 3 <= seen < 20
    assert len(server.paths()) == seen
    came = gathered(fetcher, wanted)
    next(came)
    came.close()  # type: ignore[attr-defined]  # a generator, as its users know


def test_nothing_asked_is_nothing_got(fetcher: Fetcher) -> None:
    assert [*gathered(fetcher, [])] == []


def test_an_error_nobody_foresaw_is_raised_where_the_answers_are_read(server: Server) -> None:
    class Broken(Fetcher):
        def fetch(self, url: str, **how: object) -> None:  # type: ignore[override]  # on purpose
            raise ZeroDivisionError

    with Broken() as broken, pytest.raises(ZeroDivisionError):
        [*gathered(broken, [Wanted("https://courier.example/")])]


def test_a_list_that_names_itself_again_and_again_is_asked_once_an_address(
    server: Server, fetcher: Fetcher
) -> None:
    named = "".join(f"<outline type='include' url='/list{n % 4}'/>" for n in range(40))
    outlines = answer(f"<opml><body>{named}</body></opml>", kind="text/x-opml")
    server.routes |= {f"/list{n}": outlines for n in range(4)}
    reader = Named(fetcher=fetcher, max_megabytes=1, most=5)
    assert [*reader.read([server.url("/list0")])] == []
    assert sorted(server.paths()) == ["/list0", "/list1", "/list2", "/list3"]
