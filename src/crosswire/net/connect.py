"""Connections: a name is resolved once, each of its addresses is judged, and one is connected to.

httpcore asks this backend for every connection, also for those after a redirect, and takes the
name for TLS and for the Host header from the address of the page. So a name that resolves to
another address a moment later has nothing to gain.
"""

import math
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import httpcore

from crosswire.errors import FetchError
from crosswire.net.guard import AddressGuard

Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a name, in the order to try them; raises ``OSError``."""

_Result = TypeVar("_Result")
_MOST_ADDRESSES = 4


def system_addresses(host: str, port: int) -> list[str]:
    """The addresses that this machine's resolver knows for ``host``."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Budget(threading.local):
    """How long this thread's exchanges may last. Everything that waits on a socket asks here, so that
    a server which sends a byte at a time cannot hold anybody."""

    _left: float = math.inf
    _until: float = math.inf

    @contextmanager
    def granted(self, seconds: float) -> Iterator[None]:
        """``seconds`` for all exchanges within."""
        before, self._left = self._left, seconds
        try:
            yield
        finally:
            self._left = before

    @contextmanager
    def spent(self) -> Iterator[None]:
        """The time within counts."""
        self._until = time.monotonic() + self._left
        try:
            yield
        finally:
            self._left = self._until - time.monotonic()
            self._until = math.inf

    def at_most(self, timeout: float | None) -> float:
        """``timeout``, or what is left; raises ``FetchError`` when nothing is."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise FetchError("the answer takes too long; the rest was not read", kind="too-slow")
        return min(left, math.inf if timeout is None else timeout)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to addresses that ``guard`` lets through, and to no others."""

    def __init__(self, guard: AddressGuard, resolve: Resolve, budget: Budget) -> None:
        self._guard = guard
        self._resolve = resolve
        self._budget = budget
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A stream to the first address of ``host`` that may be and can be connected to."""
        addresses = self.addresses(host, port, timeout)
        for left, address in enumerate(addresses, 1 - len(addresses)):
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._budget.at_most(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if not left:
                    raise
            else:
                return TimedStream(self._checked(host, stream), self._budget)
        raise AssertionError("the last address returns or raises")

    def addresses(self, host: str, port: int, timeout: float | None) -> list[str]:
        """Those of ``host`` that may be connected to; raises ``FetchError`` where there is none."""
        return self._permitted(host, self._resolved(host, port, timeout))

    def _resolved(self, host: str, port: int, timeout: float | None) -> Sequence[str]:
        """The resolver of the system knows no timeout, so it is asked on a thread that may be left."""
        found: list[Sequence[str]] = []
        faults: list[Exception] = []

        def ask() -> None:
            try:
                found.append(self._resolve(host, port))
            except (OSError, UnicodeError) as fault:
                faults.append(fault)

        asking = threading.Thread(target=ask, name="resolve", daemon=True)
        asking.start()
        asking.join(self._budget.at_most(timeout))
        if found and found[0]:
            return found[0]
        because = getattr(faults[0], "strerror", None) or faults[0] if faults else "no answer"
        raise FetchError(f"{host} has no address: {because}", kind="dns")

    def _permitted(self, host: str, addresses: Sequence[str]) -> list[str]:
        refused = {address: self._guard.refuses(address) for address in addresses}
        kept = [address for address, because in refused.items() if because is None]
        if kept:
            return kept[:_MOST_ADDRESSES]
        raise self._refusal(host, *next(iter(refused.items())))

    def _checked(self, host: str, stream: httpcore.NetworkStream) -> httpcore.NetworkStream:
        """The address the other end has, judged once more."""
        address = stream.get_extra_info("server_addr")[0]
        because = self._guard.refuses(address)
        if because is not None:
            stream.close()
            raise self._refusal(host, address, because)
        return stream

    def _refusal(self, host: str, address: str, because: str | None) -> FetchError:
        what = host if host == address else f"{host} ({address})"
        does = "deliver to" if self._guard.setting == "deliver_allow" else "fetch from"
        return FetchError(
            f"{what} is {because}, which crosswire does not {does}; to allow it, name its network "
            f"in the setting {self._guard.setting}",
            kind="address",
        )


class TimedStream(httpcore.NetworkStream):
    """A stream whose every wait comes out of the budget."""

    def __init__(self, inner: httpcore.NetworkStream, budget: Budget) -> None:
        self._inner = inner
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come."""
        return self._within(timeout, lambda left: self._inner.read(max_bytes, left))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send ``buffer``."""
        self._within(timeout, lambda left: self._inner.write(buffer, left))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """The same stream, secured."""
        secured = self._within(
            timeout, lambda left: self._inner.start_tls(ssl_context, server_hostname, left)
        )
        return TimedStream(secured, self._budget)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore wants to know of the socket."""
        return self._inner.get_extra_info(info)

    def _within(self, timeout: float | None, wait: Callable[[float], _Result]) -> _Result:
        try:
            return wait(self._budget.at_most(timeout))
        except httpcore.TimeoutException:
            self._budget.at_most(timeout)  # says so where it was the budget that ran out
            raise
