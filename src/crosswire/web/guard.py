"""At the door: which names we answer to, what browsers may do with our pages, no forged forms."""

import asyncio
import hmac
import re
import time

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crosswire.web.faults import Fault, Refused, told
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
    # None at all would have browsers send our own forms with no origin, as those of a sandboxed frame.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-frame-options": "DENY",
}
KEPT = ("content-security-policy", "x-frame-options", "cache-control")
"""What a page may say otherwise of itself: a captured page is framed by ours."""
MOST_BYTES = 64_000_000
"""Of the body of a request that adds pages."""
MOST_OF_FORM = 1_000_000
"""Of every other: it is read before we know who sends it."""
_LARGE = ("/add", "/add.json")
PIECE, WHOLE = 30.0, 900.0
"""Seconds for the next piece of a body, and for all of them."""
_HOST = re.compile(r"([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")
_Fault = tuple[int, Fault]


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
        most = MOST_BYTES if scope["path"] in _LARGE else MOST_OF_FORM
        fault = (
            self._fault(headers, most)
            or _from_elsewhere(scope["path"], headers)
            or _no_words(scope)
        )
        if fault is not None:
            status, words = fault
            await JSONResponse(words.model_dump(), status_code=status)(scope, receive, guarded)
            return
        body = _Bounded(receive, most)
        await self._app(scope, body.receive, body.answered(scope, guarded))

    def _fault(self, headers: dict[str, str], most: int) -> _Fault | None:
        host = _name(headers.get("host", ""))
        if host not in self._rules.hosts:
            return 421, Fault(
                kind="host",
                message=f"this desk is not known as {host[:80]!r}",
                hint="Ask for it by the address it printed, or start it with --name.",
            )
        length = headers.get("content-length", "0")
        # isdigit alone lets through signs that are no numbers.
        if not (length.isascii() and length.isdigit()) or int(length[:16]) > most:
            return 413, _too_large(most)
        return None


def _too_large(most: int) -> Fault:
    hint = "Add large archives with `crosswire add FILE`." if most == MOST_BYTES else ""
    message = f"at most {most / 1_000_000:g} MB were wanted"
    return Fault(kind="too-large", message=message, hint=hint)


def _name(host: str) -> str:
    """A host header without its port; empty: it is none."""
    found = _HOST.fullmatch(host.strip().lower())
    return found[1] if found else ""


def _no_words(scope: Scope) -> _Fault | None:
    """An address with the sign of no sign in it: no file and no store has one."""
    if "\0" in scope["path"]:
        return 404, Fault(
            kind="not-found", message="an address with a NUL in it: there is none here"
        )
    if b"%00" in scope["query_string"]:
        return 400, Fault(kind="asked-wrongly", message="words were wanted, got some with a NUL")
    return None


def _from_elsewhere(path: str, headers: dict[str, str]) -> _Fault | None:
    """What another site's page loads by itself, as a picture, a script or a frame: it may not read the
    answer, and is not to keep us at work (W3C Fetch Metadata). Links lead here, and programs and feed
    readers ask as they please."""
    if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return None
    led = headers.get("sec-fetch-mode", "navigate") == "navigate"
    if led and headers.get("sec-fetch-dest", "document") in ("document", "empty"):
        return None
    if "authorization" in headers or path.startswith("/feeds/"):
        return None
    return 403, Fault(kind="forged", message="this came from another site's page")


class _Bounded:
    """A body in pieces has no length of its own, and comes as slowly as its sender likes: it is counted
    and timed as it comes. Whatever those who read it make of its end, the answer is what went wrong."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._most = most
        self._seen = 0
        self._until = time.monotonic() + WHOLE
        self._all = False
        self._fault: Refused | None = None
        self._told = False

    async def receive(self) -> Message:
        """The next piece; after the last, that the line broke."""
        if self._all:
            return await self._receive()
        left = min(PIECE, self._until - time.monotonic())
        try:
            message = await asyncio.wait_for(self._receive(), left)
        except TimeoutError:
            words = "the rest of what you send did not come in time"
            raise self._refused(408, Fault(kind="too-slow", message=words)) from None
        self._all = not message.get("more_body", False)
        self._seen += len(message.get("body", b""))
        if self._seen > self._most:
            raise self._refused(413, _too_large(self._most))
        return message

    def _refused(self, status: int, fault: Fault) -> Refused:
        self._fault = Refused(status, fault.kind, fault.message, fault.hint)
        return self._fault

    def answered(self, scope: Scope, send: Send) -> Send:
        """Sends the answer, or that in its place."""

        async def sending(message: Message) -> None:
            if self._fault is None:
                await send(message)
            elif not self._told:
                self._told = True
                status, words = told(self._fault)
                await JSONResponse(words.model_dump(), status)(scope, self._receive, send)

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
    if origin and origin.partition("://")[2] != request.headers.get("host"):
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
