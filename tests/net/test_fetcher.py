"""Fetching from a server that behaves, and from one that does not."""

import gzip
import socket
import threading
import time
import zlib
from itertools import pairwise

import pytest

from crosswire.config import Settings
from crosswire.errors import FetchError
from crosswire.net.fetcher import Fetcher
from tests.net.conftest import Make, World
from tests.net.server import Asked, Route, Send, Server, answer, raw, redirect

PAGE = "<!doctype html><title>Ferry</title><p>The ferry sailed at noon.</p>"


def refused(fetcher: Fetcher, url: str, **how: object) -> FetchError:
    """The error that fetching ``url`` raises."""
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url, **how)  # type: ignore[arg-type]
    return caught.value


def trickling(head: bytes, piece: bytes, pause: float = 0.02) -> Route:
    """A little at a time, for as long as somebody listens and no longer than ten seconds."""

    def give(asked: Asked, send: Send) -> None:
        send(head)
        for _ in range(int(10 / pause)):
            time.sleep(pause)
            send(piece)

    return give


def endless(head: bytes, piece: bytes) -> Route:
    """As fast as it can be taken; a hundred megabytes are enough to show that all was read."""

    def give(asked: Asked, send: Send) -> None:
        send(head)
        for _ in range(100_000_000 // len(piece)):
            send(piece)

    return give


def test_a_page_comes_with_how_it_was_fetched(server: Server, fetcher: Make) -> None:
    server.routes["/ferry"] = answer(
        PAGE,
        kind="text/html; charset=UTF-8",
        ETag='"a"',
        Last_Modified="Sun, 01 Nov 2026 10:00:00 GMT",
    )
    got = fetcher().fetch(server.url("/ferry#comments"))
    assert got.body == PAGE.encode()
    assert (got.media_type, got.charset, got.etag) == ("text/html", "utf-8", '"a"')
    assert got.last_modified == "Sun, 01 Nov 2026 10:00:00 GMT"
    assert not got.not_modified
    assert (got.fetched.url, got.fetched.final_url) == (server.url("/ferry"),) * 2
    assert got.fetched.status == 200
    assert got.fetched.at.endswith("+00:00")
    assert ("ETag", '"a"') in got.fetched.headers


def test_crosswire_says_who_it_is_and_sends_nothing_else(server: Server, fetcher: Make) -> None:
    server.routes["/ferry"] = answer(PAGE, Set_Cookie="who=you")
    one = fetcher()
    one.fetch(server.url("/ferry"))
    one.fetch(server.url("/ferry"))
    last = server.asked[-1].headers
    assert last["user-agent"].startswith("crosswire/")
    assert set(last) == {"host", "user-agent", "accept-encoding", "accept"}
    fetcher(agent="courier-desk (desk@courier.example)").fetch(server.url("/ferry"))
    assert server.asked[-1].headers["user-agent"] == "courier-desk (desk@courier.example)"


def test_a_page_that_is_the_same_is_not_sent_again(server: Server, fetcher: Make) -> None:
    server.routes["/ferry"] = answer(status="304 Not Modified", ETag='"a"')
    day = "Sun, 01 Nov 2026 10:00:00 GMT"
    got = fetcher().fetch(server.url("/ferry"), etag='"a"', last_modified=day)
    assert (got.not_modified, got.body) == (True, b"")
    sent = server.asked[-1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"a"', day)
    assert refused(fetcher(), server.url("/ferry")).kind == "http-304"


def test_a_mark_of_bytes_that_are_no_ascii_is_sent_back_as_it_came(
    server: Server, fetcher: Make
) -> None:
    server.routes["/ferry"] = raw(
        b'HTTP/1.1 200 OK\r\nETag: "caf\xe9"\r\nContent-Type: text/html\r\nContent-Length: 6'
        b"\r\n\r\n<html>",
        keep=True,
    )
    got = fetcher().fetch(server.url("/ferry"))
    fetcher(agent="crosswire for the Café").fetch(server.url("/ferry"), etag=got.etag)
    assert server.asked[-1].headers["if-none-match"] == '"caf\xe9"'
    assert server.asked[-1].headers["user-agent"] == "crosswire for the Caf\xe9"


def test_a_redirect_in_plain_utf8_is_followed(server: Server, fetcher: Make) -> None:
    server.routes["/old"] = raw(
        "HTTP/1.1 302 Found\r\nLocation: /traversée\r\nContent-Length: 0\r\n\r\n".encode(),
        keep=True,
    )
    server.routes["/travers%C3%A9e"] = answer(PAGE)
    assert fetcher().fetch(server.url("/old")).fetched.final_url.endswith("/travers%C3%A9e")


@pytest.mark.parametrize(
    "address",
    ["http://xn--.example/", "http://xn--a.example/", "http://a.example:-1/", "http://a.example/\ud800",
     "http://\ud800/"],
)  # fmt: skip
def test_what_no_resolver_could_read_is_no_address(fetcher: Make, address: str) -> None:
    assert refused(fetcher(), address).kind == "bad-url"


def test_one_connection_is_kept_for_a_host(server: Server, fetcher: Make) -> None:
    server.routes.update({f"/{n}": answer(PAGE) for n in range(3)})
    one = fetcher()
    for n in range(3):
        one.fetch(server.url(f"/{n}"))
    assert {asked.connection for asked in server.asked} == {1}


def test_a_connection_closed_in_between_is_made_again(server: Server, fetcher: Make) -> None:
    def hang_up(asked: Asked, send: Send) -> None:
        answer(PAGE)(asked, send)

    server.routes["/ferry"] = hang_up
    one = fetcher()
    for _ in range(3):
        assert one.fetch(server.url("/ferry")).body == PAGE.encode()


def test_what_an_older_server_sends_is_read(server: Server, fetcher: Make) -> None:
    server.routes["/old"] = raw(
        b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()
    )
    assert fetcher().fetch(server.url("/old")).body == PAGE.encode()


def test_chunks_are_put_together(server: Server, fetcher: Make) -> None:
    server.routes["/chunks"] = raw(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<p>a\r\n3;x=y\r\nbcd\r\n0\r\n\r\n",
        keep=True,
    )
    assert fetcher().fetch(server.url("/chunks")).body == b"<p>abcd"


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data, wbits=-15)),
        ("gzip, gzip", lambda data: gzip.compress(gzip.compress(data))),
        ("gzip", lambda data: data),
        ("identity", lambda data: data),
    ],
)
def test_packed_pages_are_unpacked(server: Server, fetcher: Make, coding: str, pack) -> None:  # type: ignore[no-untyped-def]
    server.routes["/packed"] = answer(pack(PAGE.encode()), Content_Encoding=coding)
    assert fetcher().fetch(server.url("/packed")).body == PAGE.encode()


class TestAddresses:
    @pytest.mark.parametrize(
        ("url", "kind"),
        [
            ("file:///etc/hosts", "scheme"),
            ("ftp://courier.example/a", "scheme"),
            ("javascript:alert(1)", "scheme"),
            ("data:text/html,hello", "scheme"),
            ("courier.example/a", "scheme"),
            ("", "scheme"),
            ("https://", "bad-url"),
            ("https://reader:secret@courier.example/", "credentials"),
            ("https://reader@courier.example/", "credentials"),
            ("http://courier.example:25/", "bad-url"),
            ("http://courier.example:6667/", "bad-url"),
            ("http://courier.example:99999/", "bad-url"),
            ("http://[::1/", "bad-url"),
            ("https://courier.example/" + "a" * 9000, "bad-url"),
        ],
    )
    def test_some_are_not_asked(self, fetcher: Make, world: World, url: str, kind: str) -> None:
        assert refused(fetcher(), url).kind == kind
        assert not world.resolved

    def test_a_password_is_not_repeated(self, fetcher: Make) -> None:
        assert "secret" not in str(refused(fetcher(), "https://reader:secret@courier.example/"))

    @pytest.mark.parametrize(
        "host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "localhost", "[::ffff:7f00:1]"]
    )
    def test_this_machine_goes_by_many_names(self, server: Server, host: str) -> None:
        with Fetcher(gap=0) as fetcher:
            assert refused(fetcher, server.url("/", host), robots=False).kind == "address"
        assert not server.asked

    def test_a_name_is_judged_by_where_it_leads(
        self, server: Server, fetcher: Make, world: World
    ) -> None:
        world.names["courier.example"] = ["10.0.0.7"]
        fault = refused(fetcher(), server.url("/", "courier.example"))
        assert fault.kind == "address"
        assert "10.0.0.7" in str(fault)
        assert "fetch_allow" in str(fault)

    def test_of_many_addresses_only_public_ones_are_used(
        self, server: Server, fetcher: Make, world: World
    ) -> None:
        world.names["courier.example"] = ["10.0.0.7 169.254.169.254 127.0.0.1"]
        server.routes["/"] = answer(PAGE)
        assert fetcher().fetch(server.url("/", "courier.example")).fetched.status == 200

    def test_a_name_that_changes_its_mind_gains_nothing(
        self, server: Server, fetcher: Make, world: World
    ) -> None:
        world.names["courier.example"] = ["127.0.0.1", "127.0.0.2", "169.254.169.254"]
        server.routes["/"] = answer(PAGE, Connection="close")
        one = fetcher()
        one.fetch(server.url("/", "courier.example"), robots=False)
        assert server.asked[0].headers["host"] == f"courier.example:{server.port}"
        assert world.resolved == ["courier.example"]
        for _ in range(2):
            assert refused(one, server.url("/", "courier.example"), robots=False).kind == "address"
        assert len(server.asked) == 1

    def test_a_name_without_address_is_told(self, fetcher: Make, world: World) -> None:
        world.names["courier.example"] = [""]
        assert refused(fetcher(), "https://courier.example/").kind == "dns"

    def test_proxies_of_the_environment_are_not_used(
        self, server: Server, fetcher: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, "http://127.0.0.1:1")
        server.routes["/"] = answer(PAGE)
        assert fetcher().fetch(server.url("/")).fetched.status == 200


class TestRedirects:
    def test_the_way_is_kept(self, server: Server, fetcher: Make) -> None:
        server.routes.update(
            {
                "/a": redirect("/b"),
                "/b": redirect(server.url("/c"), "308 Moved"),
                "/c": answer(PAGE),
            }
        )
        got = fetcher().fetch(server.url("/a"))
        assert got.fetched.url == server.url("/a")
        assert got.fetched.final_url == server.url("/c")
        assert got.fetched.redirects == (server.url("/a"), server.url("/b"))
        assert not got.downgraded

    @pytest.mark.parametrize(
        ("to", "kind"),
        [
            ("http://10.0.0.1/", "address"),
            ("http://169.254.169.254/latest/meta-data/", "address"),
            ("http://[::1]/", "address"),
            ("http://[::ffff:10.0.0.1]/", "address"),
            ("file:///etc/passwd", "scheme"),
            ("gopher://127.0.0.1/", "scheme"),
            ("http://a:b@courier.example/", "credentials"),
            ("http://courier.example:22/", "bad-url"),
            ("http://[::1/", "bad-url"),
            ("", "redirects"),
            ("/loop", "redirects"),
        ],
    )
    def test_each_step_is_checked(
        self, server: Server, fetcher: Make, world: World, to: str, kind: str
    ) -> None:
        server.routes["/loop"] = redirect(to)
        one = fetcher()
        assert refused(one, server.url("/loop")).kind == kind
        assert refused(one, server.url("/loop"), robots=False).kind == kind
        assert server.paths() == ["/loop", "/loop"]

    def test_a_circle_is_left(self, server: Server, fetcher: Make) -> None:
        server.routes.update({"/a": redirect("/b"), "/b": redirect("/a")})
        assert "circle" in str(refused(fetcher(), server.url("/a")))
        assert server.paths() == ["/a", "/b"]

    def test_there_is_an_end_to_it(self, server: Server, fetcher: Make) -> None:
        server.routes.update({f"/{n}": redirect(f"/{n + 1}") for n in range(30)})
        assert refused(fetcher(), server.url("/0")).kind == "redirects"
        assert len(server.paths()) == 11
        server.routes["/10"] = answer(PAGE)
        assert fetcher().fetch(server.url("/0")).fetched.status == 200

    def test_robots_are_asked_at_each_step(self, server: Server, fetcher: Make) -> None:
        server.routes["/robots.txt"] = answer("User-agent: *\nDisallow: /inner", kind="text/plain")
        server.routes.update({"/a": redirect("/inner/b"), "/inner/b": answer(PAGE)})
        assert refused(fetcher(), server.url("/a")).kind == "robots"
        assert server.paths() == ["/a"]


class TestPace:
    def test_there_is_a_gap_between_two_pages_of_a_host(
        self, server: Server, fetcher: Make, world: World
    ) -> None:
        world.names.update({"a.example": ["127.0.0.1"], "b.example": ["127.0.0.1"]})
        server.routes["/"] = answer(PAGE)
        one = fetcher(gap=1.5)
        one.fetch(server.url("/", "a.example"), robots=False)
        one.fetch(server.url("/", "b.example"), robots=False)
        assert not world.slept
        one.fetch(server.url("/", "a.example"), robots=False)
        assert world.slept == [1.5]

    def test_the_delay_a_host_asks_for_is_kept_within_reason(
        self, server: Server, fetcher: Make, world: World
    ) -> None:
        server.routes["/robots.txt"] = answer("User-agent: *\nCrawl-delay: 7", kind="text/plain")
        server.routes["/"] = answer(PAGE)
        one = fetcher(gap=1)
        assert one.crawl_delay(server.url("/")) == 7
        one.fetch(server.url("/"))
        one.fetch(server.url("/"))
        assert world.slept == [1, 7]
        server.routes["/robots.txt"] = answer("User-agent: *\nCrawl-delay: 9999", kind="text/plain")
        world.now += 25 * 3600
        one.fetch(server.url("/"))
        one.fetch(server.url("/"))
        assert world.slept[-1] == 30

    @pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
    def test_a_short_wait_is_waited(
        self, server: Server, fetcher: Make, world: World, status: str
    ) -> None:
        def busy_once(asked: Asked, send: Send) -> bool | None:
            if asked.nth == 1:
                return answer(status=status, Retry_After="3")(asked, send)
            return answer(PAGE)(asked, send)

        server.routes["/"] = busy_once
        assert fetcher().fetch(server.url("/")).body == PAGE.encode()
        assert world.slept == [3]

    def test_a_long_one_is_told_and_kept_to(
        self, server: Server, fetcher: Make, world: World
    ) -> None:
        server.routes["/"] = answer(status="429 Too Many Requests", Retry_After="600")
        server.routes["/other"] = answer(PAGE)
        one = fetcher()
        fault = refused(one, server.url("/"))
        assert (fault.kind, fault.retry_after) == ("busy", 600)
        fault = refused(one, server.url("/other"))
        assert fault.kind == "busy"
        assert server.paths() == ["/"]
        world.now += 601
        assert one.fetch(server.url("/other")).fetched.status == 200

    def test_without_a_word_each_wait_is_twice_as_long(
        self, server: Server, fetcher: Make, world: World
    ) -> None:
        server.routes["/"] = answer(status="503 Service Unavailable")
        one = fetcher()
        waits = []
        for _ in range(9):
            fault = refused(one, server.url("/"))
            assert fault.retry_after is not None
            waits.append(fault.retry_after)
            world.now += fault.retry_after + 1
        assert waits[0] == 60
        assert all(b == min(2 * a, 3600) for a, b in pairwise(waits))

    def test_a_busy_host_is_asked_twice_at_most(self, server: Server, fetcher: Make) -> None:
        server.routes["/"] = answer(status="429 Too Many Requests", Retry_After="0")
        assert refused(fetcher(), server.url("/")).kind == "busy"
        assert server.paths() == ["/", "/"]


class TestAnswersThatWillNotDo:
    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 451, 500, 502, 504, 204, 206])
    def test_the_number_is_the_kind(self, server: Server, fetcher: Make, status: int) -> None:
        server.routes["/"] = answer(PAGE if status != 204 else "", status=f"{status} So It Is")
        assert refused(fetcher(), server.url("/")).kind == f"http-{status}"

    def test_a_slow_drip_is_left_in_the_body(self, server: Server, fetcher: Make) -> None:
        server.routes["/"] = trickling(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"a")
        assert refused(fetcher(total=0.3), server.url("/"), robots=False).kind == "too-slow"

    def test_a_slow_drip_is_left_in_the_headers(self, server: Server, fetcher: Make) -> None:
        server.routes["/"] = trickling(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n")
        assert refused(fetcher(total=0.3), server.url("/"), robots=False).kind == "too-slow"

    def test_silence_is_not_waited_out(self, server: Server, fetcher: Make) -> None:
        server.routes["/"] = trickling(b"", b"", pause=2)
        assert refused(fetcher(read=0.1), server.url("/"), robots=False).kind == "timeout"

    def test_an_endless_body_is_cut_off(self, server: Server, fetcher: Make) -> None:
        server.routes["/"] = endless(b"HTTP/1.1 200 OK\r\n\r\n", b"<p>more" * 1000)
        assert refused(fetcher(), server.url("/")).kind == "too-large"

    def test_a_body_said_to_be_long_is_not_begun(self, server: Server, fetcher: Make) -> None:
        server.routes["/"] = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")
        assert refused(fetcher(), server.url("/")).kind == "too-large"

    @pytest.mark.parametrize("layers", [1, 2])
    def test_a_bomb_is_not_unpacked(self, server: Server, fetcher: Make, layers: int) -> None:
        data = bytes(60_000_000)
        for _ in range(layers):
            data = gzip.compress(data)
        coding = ", ".join(["gzip"] * layers)
        server.routes["/"] = answer(data, Content_Encoding=coding)
        assert refused(fetcher(max_bytes=50_000_000), server.url("/")).kind == "bomb"
        assert refused(fetcher(), server.url("/")).kind == "too-large"

    def test_codings_without_number_are_not_begun(self, server: Server, fetcher: Make) -> None:
        server.routes["/"] = answer(PAGE, Content_Encoding=", ".join(["gzip"] * 50))
        assert refused(fetcher(), server.url("/")).kind == "bomb"
        server.routes["/"] = answer(PAGE, Content_Encoding="zpaq")
        assert refused(fetcher(), server.url("/")).kind == "coding"

    @pytest.mark.parametrize(
        "data",
        [
            b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<p>short",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n<p>",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            b"HTTP/1.1 200 OK\r\nContent-Type",
            b"SSH-2.0-OpenSSH_9.2\r\n",
            b"\x00\x01\x02" * 100,
            b"",
            b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 50_000 + b"\r\n",
            b"HTTP/1.1 200 OK\r\nA: " + b"b" * 500_000 + b"\r\n\r\n",
        ],
    )
    def test_an_answer_that_is_none(self, server: Server, fetcher: Make, data: bytes) -> None:
        server.routes["/"] = raw(data)
        assert refused(fetcher(), server.url("/"), robots=False).kind == "broken"

    def test_a_length_too_short_ends_the_page_there(self, server: Server, fetcher: Make) -> None:
        server.routes["/"] = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<p>abcdefgh")
        assert fetcher().fetch(server.url("/")).body == b"<p>ab"

    def test_gzip_that_breaks_off_is_told(self, server: Server, fetcher: Make) -> None:
        packed = gzip.compress(PAGE.encode())
        server.routes["/"] = answer(packed[:-12], Content_Encoding="gzip")
        assert refused(fetcher(), server.url("/")).kind == "damaged"
        spoilt = packed[:15] + b"\xff\xff\xff" + packed[18:]
        server.routes["/"] = answer(spoilt, Content_Encoding="gzip")
        assert refused(fetcher(), server.url("/")).kind == "damaged"

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            (b"%PDF-1.7 ...", "text/html"),
            (b"\r\n%PDF-1.4 ...", "text/html"),
            (b"%PDF-1.7 ...", "application/pdf"),
            (b"\x89PNG\r\n\x1a\n", "image/png"),
            (b"\xff\xd8\xff\xe0", "text/html"),
            (b"PK\x03\x04", ""),
            (b"{}", "application/json"),
        ],
    )
    def test_what_is_no_page_is_told(
        self, server: Server, fetcher: Make, body: bytes, kind: str
    ) -> None:
        server.routes["/a.html"] = answer(body, kind=kind)
        assert refused(fetcher(), server.url("/a.html")).kind == "not-a-page"
        assert fetcher().fetch(server.url("/a.html"), accept="any").body == body

    def test_nobody_there_is_told(self, fetcher: Make) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
            url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
            assert refused(fetcher(), url).kind == "refused"

    def test_a_name_that_is_never_found_is_not_waited_for(
        self, fetcher: Make, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        found = threading.Event()
        monkeypatch.setattr(world, "resolve", lambda host, port: [found.wait(10) and host])
        fault = refused(fetcher(connect=0.05), "http://courier.example/")
        found.set()
        assert fault.kind == "dns"


def test_settings_say_how(server: Server) -> None:
    server.routes["/"] = answer("a" * 1_500_000)
    settings = Settings(
        fetch_allow=("127.0.0.0/8",), fetch_megabytes=1, fetch_agent="desk", fetch_gap_seconds=0
    )
    with Fetcher.of(settings) as fetcher:
        assert refused(fetcher, server.url("/")).kind == "too-large"
    assert server.asked[-1].headers["user-agent"] == "desk"
