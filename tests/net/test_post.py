"""A webhook is sent to once, where the guard lets it, and nowhere else."""

import ssl

import pytest

from crosswire.errors import FetchError
from crosswire.net.fetcher import Outside, Patience
from crosswire.net.post import Posted, Poster
from tests.net.conftest import HERE, World
from tests.net.server import Server, answer, redirect


def poster(world: World, trusting: ssl.SSLContext, allow: tuple[str, ...] = HERE) -> Poster:
    outside = Outside(resolve=world.resolve, tls=trusting)
    return Poster(allow=allow, patience=Patience(connect=2.0, read=2.0, total=4.0), outside=outside)


def test_the_body_arrives_with_its_headers(
    world: World, trusting: ssl.SSLContext, server: Server
) -> None:
    server.routes["/hook"] = answer(status="204 No Content")
    sent = poster(world, trusting)
    assert sent.post(server.url("/hook"), b'{"a":1}', {"Idempotency-Key": "k"}) == Posted(204)
    sent.close()
    (asked,) = server.asked
    assert (asked.body, asked.headers["idempotency-key"]) == (b'{"a":1}', "k")
    assert asked.headers["user-agent"].startswith("crosswire")


def test_redirects_are_not_followed(world: World, trusting: ssl.SSLContext, server: Server) -> None:
    server.routes["/hook"] = redirect("/elsewhere", "307 Temporary Redirect")
    sent = poster(world, trusting)
    assert sent.post(server.url("/hook"), b"{}", {}).status == 307
    sent.close()
    assert server.paths() == ["/hook"]


def test_it_says_when_it_wants_to_be_asked_again(
    world: World, trusting: ssl.SSLContext, server: Server
) -> None:
    server.routes["/hook"] = answer(status="503 Busy", Retry_After="120")
    sent = poster(world, trusting)
    assert sent.post(server.url("/hook"), b"{}", {}) == Posted(503, 120.0)
    sent.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "inner.example"])
def test_a_private_address_is_refused_unless_it_is_named(
    world: World, trusting: ssl.SSLContext, server: Server, host: str
) -> None:
    world.names = {"inner.example": ["127.0.0.1"]}
    sent = poster(world, trusting, allow=())
    with pytest.raises(FetchError, match="deliver_allow") as refused:
        sent.post(server.url("/hook", host), b"{}", {})
    sent.close()
    assert refused.value.kind == "address"
    assert not server.asked


@pytest.mark.parametrize("url", ["file:///etc/passwd", "https://u:p@hook.example/", "hook"])
def test_what_is_no_address_of_a_webhook_is_refused(
    world: World, trusting: ssl.SSLContext, url: str
) -> None:
    sent = poster(world, trusting)
    with pytest.raises(FetchError):
        sent.post(url, b"{}", {})
    sent.close()
