"""Serves a desk: where it may listen, and the worker beside it."""

import asyncio
import gc
import logging
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from ipaddress import ip_address
from types import FrameType
from urllib.parse import urlsplit

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from crosswire.desk.desk import Desk
from crosswire.errors import ConfigError
from crosswire.project import Project
from crosswire.web.app import make_app
from crosswire.web.beside import Tell
from crosswire.web.house import LOOPBACK, House, Rules
from crosswire.web.lean import few_pools, giving_back
from crosswire.web.streams import Streams

PORT = 8470
_SLOW_CLIENTS = 20
"""Seconds that an idle connection is kept."""


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches ``host``."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def rules(
    desk: Desk, host: str, *, names: tuple[str, ...], public_url: str | None, sign_in: bool
) -> Rules:
    """How it is to be served; raises ``ConfigError`` where that would let anybody in."""
    open_to_all = not is_loopback(host) or public_url is not None
    if (open_to_all or sign_in) and not _has_admin(desk):
        raise ConfigError(
            f"serving on {public_url or host} needs people who sign in, and this desk has no "
            "administrator; make one: crosswire users add NAME --role admin"
        )
    known = {*LOOPBACK, *(name.lower() for name in names)}
    if public_url:
        known.add(_host(public_url))
    if host not in ("0.0.0.0", "::"):
        known.add(f"[{host}]" if ":" in host else host.lower())
    return Rules(frozenset(known), sign_in=open_to_all or sign_in, public_url=public_url)


def _has_admin(desk: Desk) -> bool:
    return any(one.role == "admin" and not one.disabled for one in desk.people.users())


def _host(public_url: str) -> str:
    parts = urlsplit(public_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError(f"--public-url must be http(s)://name, got {public_url!r}")
    return parts.hostname


def serve(
    project: Project,
    given: Rules,
    *,
    host: str,
    port: int,
    say: Callable[[str], object],
    worker: Callable[[Tell], AbstractContextManager[object]] = nullcontext,
) -> None:
    """Answer until stopped; ``worker`` is at work beside it as long, and tells what it made."""
    few_pools()
    house = House(open_desk=opener(project), rules=given)
    config = uvicorn.Config(
        make_app(house), host=host, port=port, log_level="warning", server_header=False,
        timeout_keep_alive=_SLOW_CLIENTS, h11_max_incomplete_event_size=64 * 1024,
        limit_concurrency=512, timeout_graceful_shutdown=3, http=Impatient,
        # Who stands before us says from where a request came, and by TLS or not; else nobody does.
        proxy_headers=given.public_url is not None,
    )  # fmt: skip
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    _settle_memory()
    server = Announcing(
        config, house.streams, lambda at: say(f"The desk is open at {given.public_url or at}")
    )
    # uvicorn ends by the signal that it was ended by; the worker is to be ended first.
    signal.signal(signal.SIGTERM, _leave)
    with worker(lambda told: house.shelf.put(*told)), giving_back():
        server.run()


def opener(project: Project) -> Callable[[str | None], Desk]:
    """Opens the desk as of a time. Its store is looked at once; each read looks at its schema again,
    and connects anew, so that nothing is held of a store that another takes the place of."""
    store = Desk.open(project).store
    return lambda at: Desk(project, store, as_of=at)


def _leave(number: int, _: object) -> None:
    raise SystemExit(128 + number)


def _settle_memory() -> None:
    """Take what is loaded for good out of the collector's sight: looking it all through again and
    again costs four times as much as building a story's page."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


class Impatient(H11Protocol):
    """Lets go of a client that sends no request, or no end of its head: of 512 of them nobody else
    would be served."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody is there."""
        super().connection_made(transport)
        self._look(None)

    def _look(self, last: RequestResponseCycle | None) -> None:
        idle = self.cycle is None or self.cycle.response_complete
        if self.transport.is_closing():
            return
        if idle and last is self.cycle and self._looked:
            self.transport.close()
            return
        self._looked = True
        self.loop.call_later(_SLOW_CLIENTS, self._look, self.cycle)

    _looked = False


class Announcing(uvicorn.Server):
    """A server that says where it listens, once it does, and ends what is told live before itself."""

    def __init__(
        self, config: uvicorn.Config, streams: Streams, listening: Callable[[str], object]
    ) -> None:
        super().__init__(config)
        self._streams = streams
        self._listening = listening

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Asked to end by a signal."""
        self._streams.ended = True
        super().handle_exit(sig, frame)

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Listen, then say so."""
        await super().startup(sockets=sockets)  # type: ignore[arg-type]
        for server in self.servers if self.started else ():
            for one in server.sockets[:1]:
                host, port = one.getsockname()[:2]
                shown = f"[{host}]" if ":" in host else host
                self._listening(f"http://{shown}:{port}/")
