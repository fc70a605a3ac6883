"""What a host asks of robots, and what happens while it cannot be asked."""

import pytest

from crosswire.errors import FetchError
from crosswire.net.fetcher import Fetcher
from tests.net.conftest import Make, World
from tests.net.server import Asked, Route, Send, Server, answer, raw, redirect

PAGE = "<p>The ferry sailed at noon.</p>"


def rules(text: str) -> Route:
    return answer(text, kind="text/plain")


def kind_of(fetcher: Fetcher, url: str) -> str:
    try:
        fetcher.fetch(url)
    except FetchError as fault:
        return fault.kind
    return "fetched"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("User-agent: *\nDisallow: /desk", "robots"),
        ("User-agent: *\nDisallow: /", "robots"),
        ("User-agent: *\nDisallow: /*rry", "robots"),
        ("User-agent: *\nDisallow: /desk/ferry$", "robots"),
        ("User-agent: Crosswire\nDisallow: /", "robots"),
        ("\ufeffUser-agent: *\r\nDisallow: /", "robots"),
        ("User-agent: *\nDisallow:", "fetched"),
        ("User-agent: *\nDisallow: /desk\nAllow: /desk/ferry", "fetched"),
        ("User-agent: *\nDisallow: /\n\nUser-agent: crosswire\nAllow: /", "fetched"),
        ("User-agent: somebody\nDisallow: /", "fetched"),
        ("<html>We have no robots.txt</html>", "fetched"),
        ("", "fetched"),
    ],
)
def test_it_is_heeded(server: Server, fetcher: Make, text: str, kind: str) -> None:
    server.routes["/robots.txt"] = rules(text)
    server.routes["/desk/ferry"] = answer(PAGE)
    assert kind_of(fetcher(), server.url("/desk/ferry")) == kind
    assert bool(server.paths()) == (kind == "fetched")


def test_whoever_asks_for_it_may_go_without(server: Server, fetcher: Make) -> None:
    server.routes["/robots.txt"] = rules("User-agent: *\nDisallow: /")
    server.routes["/"] = answer(PAGE)
    fetcher().fetch(server.url("/"), robots=False)
    assert [one.path for one in server.asked] == ["/"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_host_without_rules_forbids_nothing(server: Server, fetcher: Make, status: int) -> None:
    server.routes["/robots.txt"] = answer(status=f"{status} No")
    server.routes["/"] = answer(PAGE)
    assert kind_of(fetcher(), server.url("/")) == "fetched"


@pytest.mark.parametrize(
    "trouble",
    [
        answer(status="500 Oh"),
        answer(status="503 Oh"),
        answer(status="429 Oh"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nUser-agent"),
        raw(b"nonsense\r\n\r\n"),
    ],
)
def test_rules_that_cannot_be_read_are_waited_for(
    server: Server, fetcher: Make, world: World, trouble: Route
) -> None:
    server.routes["/robots.txt"] = trouble
    server.routes["/"] = answer(PAGE)
    one = fetcher()
    with pytest.raises(FetchError, match="cannot be read") as caught:
        one.fetch(server.url("/"))
    assert caught.value.kind == "robots-unreachable"
    assert caught.value.retry_after == 600
    asked = len(server.asked)
    world.now += 599
    assert kind_of(one, server.url("/")) == "robots-unreachable"
    assert len(server.asked) == asked
    assert not server.paths()
    world.now += 2
    server.routes["/robots.txt"] = rules("User-agent: *\nDisallow: /inner")
    assert kind_of(one, server.url("/")) == "fetched"


def test_a_redirect_to_nowhere_leads_to_no_rules(server: Server, fetcher: Make) -> None:
    server.routes["/robots.txt"] = answer(status="302 Found")
    server.routes["/"] = answer(PAGE)
    assert kind_of(fetcher(), server.url("/")) == "fetched"


def test_the_host_may_say_how_long(server: Server, fetcher: Make) -> None:
    server.routes["/robots.txt"] = answer(status="503 Oh", Retry_After="120")
    with pytest.raises(FetchError) as caught:
        fetcher().fetch(server.url("/"))
    assert caught.value.retry_after == 120


def test_they_are_asked_for_once_a_day(server: Server, fetcher: Make, world: World) -> None:
    server.routes["/robots.txt"] = rules("")
    server.routes["/"] = answer(PAGE)
    one = fetcher()
    for hours in (0, 1, 22, 2):
        world.now += hours * 3600
        one.fetch(server.url("/"))
    assert sum(asked.path == "/robots.txt" for asked in server.asked) == 2


def test_they_may_lie_elsewhere(server: Server, fetcher: Make) -> None:
    server.routes["/robots.txt"] = redirect("/rules/1", "301 Moved")
    server.routes.update({f"/rules/{n}": redirect(f"/rules/{n + 1}") for n in range(1, 5)})
    server.routes["/rules/5"] = rules("User-agent: *\nDisallow: /")
    assert kind_of(fetcher(), server.url("/")) == "robots"
    server.routes["/rules/5"] = redirect("/rules/6")
    server.routes["/"] = answer(PAGE)
    assert kind_of(fetcher(), server.url("/")) == "fetched"


def test_only_the_beginning_of_a_long_one_is_read(server: Server, fetcher: Make) -> None:
    def long(asked: Asked, send: Send) -> None:
        send(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /early\n")
        for _ in range(1000):
            send(b"# and so on\n" * 100)
        send(b"Disallow: /late\n")

    server.routes["/robots.txt"] = long
    server.routes.update({"/early": answer(PAGE), "/late": answer(PAGE)})
    one = fetcher()
    assert kind_of(one, server.url("/early")) == "robots"
    assert kind_of(one, server.url("/late")) == "fetched"


def test_each_host_has_its_own(server: Server, fetcher: Make, world: World) -> None:
    world.names.update({"a.example": ["127.0.0.1"], "b.example": ["127.0.0.1"]})

    def by_host(asked: Asked, send: Send) -> bool | None:
        forbids = asked.headers["host"].startswith("a.example")
        return rules(f"User-agent: *\nDisallow: {'/' if forbids else ''}")(asked, send)

    server.routes["/robots.txt"] = by_host
    server.routes["/"] = answer(PAGE)
    one = fetcher()
    assert kind_of(one, server.url("/", "a.example")) == "robots"
    assert kind_of(one, server.url("/", "b.example")) == "fetched"
    assert one.crawl_delay(server.url("/", "b.example")) is None
