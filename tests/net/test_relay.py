"""The proxy for libraries that open connections by themselves: it leads to one host."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing

import pytest

from crosswire.net.endpoint import Endpoint
from crosswire.net.relay import Relay

HERE = ("127.0.0.0/8",)


class Echo:
    """Answers each connection with what came, and counts them."""

    def __init__(self) -> None:
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.door.getsockname()[1])
        self.taken = 0
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        while True:
            try:
                came, _ = self.door.accept()
            except OSError:
                return
            self.taken += 1
            with came:
                came.sendall(came.recv(65_536))


@pytest.fixture
def echo() -> Iterator[Echo]:
    found = Echo()
    with closing(found.door):
        yield found


def asked(relay: Relay, *said: bytes) -> bytes:
    """What comes back to the last of what was said."""
    host, port = relay.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), 10) as near:
        answer = b""
        for words in said:
            near.sendall(words)
            answer = near.recv(65_536)
        return answer


def there(echo: Echo, scheme: str = "http") -> Endpoint:
    return Endpoint(scheme, f"store.example:{echo.port}", "store.example", echo.port)


def resolved(host: str, port: int) -> Sequence[str]:
    assert host == "store.example"
    return ["127.0.0.1"]


def test_a_plain_request_is_passed_on_as_it_is(echo: Echo) -> None:
    with closing(Relay(there(echo), HERE, resolved)) as relay:
        request = f"GET http://store.example:{echo.port}/a HTTP/1.1\r\n\r\n".encode()
        assert asked(relay, request) == request


def test_a_secured_one_goes_through_a_tunnel(echo: Echo) -> None:
    with closing(Relay(there(echo, "https"), HERE, resolved)) as relay:
        request = f"CONNECT store.example:{echo.port} HTTP/1.1\r\n\r\n".encode()
        assert asked(relay, request, b"\x16 hello") == b"\x16 hello"


@pytest.mark.parametrize(
    ("scheme", "request_"),
    [
        ("http", b"GET http://169.254.169.254/latest HTTP/1.1\r\n\r\n"),
        ("http", b"GET http://store.example@other.example/ HTTP/1.1\r\n\r\n"),
        ("http", b"CONNECT other.example:443 HTTP/1.1\r\n\r\n"),
        ("https", b"CONNECT other.example:443 HTTP/1.1\r\n\r\n"),
        ("https", b"GET http://other.example/ HTTP/1.1\r\n\r\n"),
        ("https", b"no request at all\r\n\r\n"),
    ],
)
def test_where_a_redirect_leads_it_does_not(echo: Echo, scheme: str, request_: bytes) -> None:
    with closing(Relay(there(echo, scheme), HERE, resolved)) as relay:
        assert asked(relay, request_).startswith(b"HTTP/1.1 403")
    assert echo.taken == 0


def test_a_name_that_has_another_address_by_now_is_judged_again(echo: Echo) -> None:
    with closing(Relay(there(echo), HERE, lambda host, port: ["127.0.0.1", "10.1.2.3"])) as relay:
        request = f"GET http://store.example:{echo.port}/a HTTP/1.1\r\n\r\n".encode()
        assert asked(relay, request).startswith(b"HTTP/1.1 502")
    assert echo.taken == 0
