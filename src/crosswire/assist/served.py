"""Answers assistants over HTTP: on loopback whoever reaches it, elsewhere those with a token of the desk.

What the desk's own door refuses is refused here, too: foreign names (so that no page in a browser can
point a name of its own at this address), other sites' pages, bodies that are too large or too slow.
"""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import anyio
import uvicorn
from mcp.server.auth.middleware.bearer_auth import (
    AuthenticatedUser,
    BearerAuthBackend,
    RequireAuthMiddleware,
)
from mcp.server.auth.provider import AccessToken
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.routing import Route
from starlette.types import ASGIApp

from crosswire.assist.room import Caller, Room
from crosswire.assist.server import make_server
from crosswire.desk.desk import Desk
from crosswire.desk.people import People
from crosswire.errors import ConfigError
from crosswire.records.users import SCOPES
from crosswire.store.base import open_store
from crosswire.web.guard import MOST_OF_FORM, Door
from crosswire.web.house import Rules
from crosswire.web.serve import Announcing, Impatient, is_loopback, rules
from crosswire.web.streams import Streams

PATH = "/mcp"
_SESSIONS = 200
_IDLE = 30 * 60.0
"""Seconds after which a session that asks nothing ends."""


class Tokens:
    """Tokens of the desk, as the protocol's library asks for them."""

    def __init__(self, people: People) -> None:
        self._people = people

    async def verify_token(self, token: str) -> AccessToken | None:
        """Whose it is, and what it may; None: it opens nothing."""
        found = await anyio.to_thread.run_sync(self._people.bearer, token)
        if found is None:
            return None
        user, scope = found
        may = [*SCOPES[: SCOPES.index(scope) + 1]]
        return AccessToken(token=token, client_id=user.id, scopes=may, claims={"name": user.name})


def caller(request: Any, by: str) -> Caller:
    """Who sent a request: by their token, or ``by`` where nobody signs in."""
    user = request.scope.get("user")
    address = request.client.host if request.client else "unknown"
    if not isinstance(user, AuthenticatedUser):
        return Caller(by, address=address)
    name = str((user.access_token.claims or {})["name"])
    return Caller(name, may_write="write" in user.scopes, address=address)


def make_app(room: Room, given: Rules, by: str, people: People | None) -> ASGIApp:
    """The application; ``people`` whose tokens open it, None where nobody signs in."""
    server = make_server(room, lambda request: caller(request, by))
    sessions = StreamableHTTPSessionManager(
        server, security_settings=_origins(given), session_idle_timeout=_IDLE,
        max_request_body_size=MOST_OF_FORM, max_sessions=_SESSIONS,
    )  # fmt: skip

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with sessions.run():
            yield

    answers: ASGIApp = sessions.handle_request
    if people is not None:
        answers = RequireAuthMiddleware(answers, ["read"])
        answers = AuthenticationMiddleware(answers, backend=BearerAuthBackend(Tokens(people)))
    return Door(
        Starlette(routes=[Route(PATH, endpoint=_Endpoint(answers))], lifespan=lifespan), given
    )


class _Endpoint:
    """A function would be taken for one that answers a request by itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self._app(scope, receive, send)


def _origins(given: Rules) -> TransportSecuritySettings:
    """Names this server is known by, with whatever port, and pages of these names alone."""
    hosts = [name for host in sorted(given.hosts) for name in (host, f"{host}:*")]
    origins = [f"{scheme}://{host}" for scheme in ("http", "https") for host in hosts]
    return TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=origins)


def listening(http: str) -> tuple[str, int]:
    """The host and the port of ``HOST:PORT``; raises ``ConfigError``."""
    try:
        parts = urlsplit(f"//{http}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or port is None or parts.path or parts.username:
        raise ConfigError(f"--http wants HOST:PORT, such as 127.0.0.1:8471, got {http!r}")
    return host, port


def rules_of(
    room: Room, host: str, *, names: tuple[str, ...], sign_in: bool
) -> tuple[Rules, People | None]:
    """How it is served, and whose tokens open it; raises ``ConfigError`` where anybody could come in,
    or read files from elsewhere."""
    if not is_loopback(host) and room.allowed.files:
        raise ConfigError(
            "--allow-files goes with standard input or loopback alone: files of this machine are "
            f"for nobody elsewhere, and {host} can be reached from there"
        )
    if is_loopback(host) and not sign_in:
        with_names = Rules(Rules().hosts | {name.lower() for name in names})
        return with_names, None
    # A token says when it was last used, which is written beside the runs, whatever tools may.
    store = open_store(room.project.settings.store_url, create=False)
    given = rules(Desk(room.project, store), host, names=names, public_url=None, sign_in=sign_in)
    return given, People(store)


def serve(app: ASGIApp, host: str, port: int, say: Callable[[str], object]) -> None:
    """Answer until stopped."""
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", server_header=False,
        timeout_keep_alive=20, h11_max_incomplete_event_size=64 * 1024, limit_concurrency=512,
        timeout_graceful_shutdown=3, http=Impatient, proxy_headers=False,
    )  # fmt: skip
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    # The library tells of each message that is none, with all of it.
    logging.basicConfig(level=logging.ERROR)
    # And of each client that goes away, with a traceback; what fails in our tools is told by ours.
    logging.getLogger("mcp.server.streamable_http").setLevel(logging.CRITICAL)
    streams = Streams()
    Announcing(
        config, streams, lambda at: say(f"Assistants find it at {at.rstrip('/')}{PATH}")
    ).run()
