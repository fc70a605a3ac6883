"""Secure connections, and those that only look like it."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
import trustme

from crosswire.errors import FetchError
from tests.net.conftest import Make, World
from tests.net.server import Server, answer, redirect, serving

PAGE = "<p>The ferry sailed at noon.</p>"


@contextmanager
def secured(certificate: trustme.LeafCert) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    with serving(context) as running:
        running.routes["/"] = answer(PAGE)
        yield running


def words(fetcher: Make, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher().fetch(url)
    assert caught.value.kind == "tls"
    return str(caught.value)


@pytest.fixture(autouse=True)
def names(world: World) -> None:
    world.names.update({"courier.example": ["127.0.0.1"], "sentry.example": ["127.0.0.1"]})


def test_the_name_is_checked_not_the_number(authority: trustme.CA, fetcher: Make) -> None:
    with secured(authority.issue_cert("courier.example")) as server:
        assert fetcher().fetch(server.url("/", "courier.example")).body == PAGE.encode()
        assert "sentry.example" in words(fetcher, server.url("/", "sentry.example"))


def test_a_certificate_that_has_run_out(authority: trustme.CA, fetcher: Make) -> None:
    old = authority.issue_cert("courier.example", not_after=datetime(2020, 1, 1, tzinfo=UTC))
    with secured(old) as server:
        assert "expired" in words(fetcher, server.url("/", "courier.example"))


def test_a_certificate_nobody_vouches_for(fetcher: Make) -> None:
    with secured(trustme.CA().issue_cert("courier.example")) as server:
        assert "trusted" in words(fetcher, server.url("/", "courier.example"))


def test_a_host_that_does_not_know_how(fetcher: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain:

        def speak() -> None:
            stream, _ = plain.accept()
            with stream:
                stream.recv(65536)
                stream.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        speaking = threading.Thread(target=speak)
        speaking.start()
        port = plain.getsockname()[1]
        assert "secure" in words(fetcher, f"https://courier.example:{port}/")
        speaking.join()


def test_a_host_that_never_answers_the_greeting(fetcher: Make) -> None:
    with serving() as server:
        url = server.url("/", "courier.example").replace("http:", "https:")
        with pytest.raises(FetchError) as caught:
            fetcher(connect=0.1).fetch(url, robots=False)
        assert caught.value.kind == "timeout"


def test_a_way_back_to_plain_http_is_told(authority: trustme.CA, fetcher: Make) -> None:
    with serving() as plain, secured(authority.issue_cert("courier.example")) as server:
        plain.routes["/"] = answer(PAGE)
        server.routes["/"] = redirect(plain.url("/"))
        got = fetcher().fetch(server.url("/", "courier.example"))
        assert got.downgraded
        assert not fetcher().fetch(plain.url("/")).downgraded
