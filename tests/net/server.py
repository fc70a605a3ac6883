"""A real server on this machine that does to a reader what servers do, on purpose."""

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Send = Callable[[bytes], None]


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    headers: Mapping[str, str]
    connection: int
    """Which connection it came on, counted from 1."""
    nth: int
    """How often the path had been asked, this time included."""
    body: bytes = b""
    """What was sent with it."""


Route = Callable[[Asked, Send], bool | None]
"""Answers a request; True keeps the connection for the next."""


@dataclass
class Server:
    """What is served and what was asked; routes may be changed while it runs."""

    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    port: int = 0
    scheme: str = "http"

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of ``path``."""
        return f"{self.scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked, in order, without robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]


def answer(
    body: bytes | str = b"", status: str = "200 OK", kind: str = "text/html", **headers: str
) -> Route:
    """A well-formed answer on a connection that is kept."""
    data = body.encode() if isinstance(body, str) else body
    lines = {"Content-Type": kind, "Content-Length": str(len(data))}
    lines.update({name.replace("_", "-"): value for name, value in headers.items()})
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return raw(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + data, keep=True)


def raw(data: bytes, *, keep: bool = False) -> Route:
    """These bytes and no others."""

    def give(asked: Asked, send: Send) -> bool:
        send(data)
        return keep

    return give


def redirect(to: str, status: str = "302 Found") -> Route:
    """An answer that leads to ``to``."""
    return answer(status=status, Location=to)


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server until the block ends; every path it does not know is 404."""
    served = Server(scheme="https" if tls else "http")
    numbers = iter(range(1, 1_000_000))

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            number = next(numbers)
            with suppress(OSError):
                self.request.settimeout(5)
                with tls.wrap_socket(self.request, True) if tls else self.request as stream:
                    while (asked := _request(stream.recv, number, served)) is not None:
                        route = served.routes.get(asked.path, answer(status="404 Not Found"))
                        if not route(asked, stream.sendall):
                            break

    class Threads(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Threads(("127.0.0.1", 0), Handler) as server:
        served.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()


def _request(receive: Callable[[int], bytes], number: int, served: Server) -> Asked | None:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = receive(65536)
        if not piece:
            return None
        head += piece
    first, *lines = head.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    path = first.split(" ")[1]
    headers = {k.strip().lower(): v.strip() for k, _, v in (one.partition(":") for one in lines)}
    body = head.split(b"\r\n\r\n", 1)[1]
    while len(body) < int(headers.get("content-length", "0")):
        if not (piece := receive(65536)):
            return None
        body += piece
    nth = 1 + sum(one.path == path for one in served.asked)
    asked = Asked(path, headers, number, nth, body)
    served.asked.append(asked)
    return asked
