"""At the door: which names we answer to, what browsers may do with our pages, no forged forms."""

import hmac
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crosswire.web.faults import Fault, Refused
from crosswire.web.house import Rules
from crosswire.web.visitors import Visitor

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-frame-options": "DENY",
}
KEPT = ("content-security-policy", "x-frame-options", "cache-control")
"""What a page may say otherwise of itself: a captured page is framed by ours."""
MOST_BYTES = 64_000_000
"""Of one request's body."""


class Door:
    """Refuses foreign names and bodies that are too large, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app = app
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        guarded = _with_headers(send)
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        if (fault := self._fault(headers)) is not None:
            status, words = fault
            await JSONResponse(words.model_dump(), status_code=status)(scope, receive, guarded)
            return
        body = _Bounded(receive)
        await self._app(scope, body.receive, body.answered(scope, guarded))

    def _fault(self, headers: dict[str, str]) -> tuple[int, Fault] | None:
        host = _name(headers.get("host", ""))
        if host not in self._rules.hosts:
            return 421, Fault(
                kind="host",
                message=f"this desk is not known as {host[:80]!r}",
                hint="Ask for it by the address it printed, or start it with --name.",
            )
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MOST_BYTES:
            return 413, _TOO_LARGE
        return None


_TOO_LARGE = Fault(
    kind="too-large",
    message=f"at most {MOST_BYTES // 1_000_000} MB were wanted",
    hint="Add large archives with `crosswire add FILE`.",
)


def _name(host: str) -> str:
    """A host header without its port."""
    name = host.strip().lower()
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    return name.partition(":")[0]


class _Bounded:
    """A body in pieces has no length of its own: it is counted as it comes. Whatever those who read
    it make of its end, the answer is that it was too large."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._seen = 0
        self._told = False

    @property
    def _over(self) -> bool:
        return self._seen > MOST_BYTES

    async def receive(self) -> Message:
        """The next piece."""
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._over:
            raise Refused(413, _TOO_LARGE.kind, _TOO_LARGE.message, _TOO_LARGE.hint)
        return message

    def answered(self, scope: Scope, send: Send) -> Send:
        """Sends the answer, or that in its place."""

        async def sending(message: Message) -> None:
            if not self._over:
                await send(message)
            elif not self._told:
                self._told = True
                await JSONResponse(_TOO_LARGE.model_dump(), 413)(scope, self._receive, send)

        return sending


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                if name not in KEPT or name not in headers:
                    headers[name] = value
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return sending


def own_form(request: Request, visitor: Visitor, given: str | None) -> None:
    """Raise ``Refused`` where a request that changes something was not made by our own page."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Refused(403, "forged", "this came from another site's page")
    origin = request.headers.get("origin")
    if origin and origin != "null" and urlsplit(origin).netloc != request.headers.get("host"):
        raise Refused(403, "forged", "this came from another site's page")
    if not visitor.csrf:
        # A program: it brings no cookie that another page could use. (A password that a browser keeps
        # for a proxy before us is in the same header, so that the header itself says nothing.)
        if visitor.name is not None and not visitor.has("write"):
            raise Refused(403, "scope", "this token may read, and change nothing",
                          "Make one with the scope write.")  # fmt: skip
        return
    if not given or not hmac.compare_digest(given.encode(), visitor.csrf.encode()):
        raise Refused(403, "form", "this form is out of date or not ours",
                      "Load the page again and send it once more.")  # fmt: skip
