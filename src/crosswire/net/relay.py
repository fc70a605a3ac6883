"""A way for libraries that open connections by themselves: a proxy on this machine that leads to one host.

Such a library follows redirects, and resolves names a second time after they were judged. Told to go through
here it cannot get anywhere else: whatever it asks for, the other end is the endpoint, at an address that the
guard let through for this very connection. TLS is between the library and the host (CONNECT, RFC 9110
9.3.6); plain requests are passed on as they are, which every server takes (RFC 9112 3.2.2).
"""

import socket
import threading
from collections.abc import Iterable
from contextlib import closing, suppress

from crosswire.errors import CrosswireError
from crosswire.net.connect import Resolve, system_addresses
from crosswire.net.endpoint import Endpoint, judged

_CONNECT = 10.0
_IDLE = 300.0
"""Seconds without a byte after which a connection is let go of."""
_HEAD = 65_536
_BLOCK = 65_536


class Relay:
    """Leads to ``endpoint`` and nowhere else, until this process ends."""

    def __init__(
        self, endpoint: Endpoint, allow: Iterable[str], resolve: Resolve = system_addresses
    ) -> None:
        self._endpoint = endpoint
        self._allow = tuple(allow)
        self._resolve = resolve
        self._door = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._take, name="relay", daemon=True).start()

    @property
    def address(self) -> str:
        """What the library is to take for its proxy."""
        return f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def close(self) -> None:
        """Take nobody any more."""
        self._door.close()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._door.accept()
                threading.Thread(target=self._lead, args=(near,), daemon=True).start()

    def _lead(self, near: socket.socket) -> None:
        with closing(near), suppress(OSError):
            near.settimeout(_IDLE)
            head = _head(near)
            if head and not self._meant(head):
                near.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                return
            far = self._reached()
            if far is None:
                near.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
                return
            with closing(far):
                if self._endpoint.scheme == "https":
                    near.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                else:
                    far.sendall(head)
                back = threading.Thread(target=_pump, args=(far, near), daemon=True)
                back.start()
                _pump(near, far)
                back.join()

    def _meant(self, head: bytes) -> bool:
        """Whether a request is for the endpoint; another is where a redirect led."""
        method, target, *_ = (*head.split(b"\r\n", 1)[0].split(b" "), b"", b"")
        host = self._endpoint.host
        if self._endpoint.scheme == "https":
            wanted = f"{host}:{self._endpoint.port}" if ":" not in host.rpartition("]")[2] else host
            return method == b"CONNECT" and target.decode("latin-1").lower() == wanted
        return target.decode("latin-1").lower().startswith(f"http://{host}/")

    def _reached(self) -> socket.socket | None:
        try:
            addresses = judged(self._endpoint, self._allow, self._resolve)
        except CrosswireError:
            return None
        for address in addresses:
            with suppress(OSError):
                far = socket.create_connection((address, self._endpoint.port), _CONNECT)
                far.settimeout(_IDLE)
                return far
        return None


def _head(near: socket.socket) -> bytes:
    """The first request, as far as its empty line."""
    head = b""
    while b"\r\n\r\n" not in head and len(head) < _HEAD:
        piece = near.recv(_BLOCK)
        if not piece:
            break
        head += piece
    return head


def _pump(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while piece := one.recv(_BLOCK):
            other.sendall(piece)
    # Both ends hear of it, so that the other direction ends as well.
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_WR)
