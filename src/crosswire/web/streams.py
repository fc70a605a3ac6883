"""Server-sent events: what happens is told to an open page, and is resumed where a line broke.

The wire format is that of the HTML standard, section 9.2 (server-sent events).
"""

import asyncio
import json
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from crosswire.web.faults import Refused

EVERY = 0.5
"""Seconds between two looks at the store."""
HEARTBEAT = 15.0
"""Seconds of silence after which a comment is sent: whoever stands between takes no line for dead."""
LONGEST = 300.0
"""Seconds after which a stream ends; the page asks for the next by itself, and is let in anew."""
OF_ONE, OF_ALL = 6, 60
RETRY = 3000
"""Milliseconds after which a browser comes back."""


class Event(NamedTuple):
    """One thing that is told."""

    id: int
    """Grows; a browser that comes back says the last it heard."""
    kind: str
    told: dict[str, object]

    @property
    def wire(self) -> str:
        """As it is sent. JSON holds no raw line break, so that no words can begin a field."""
        return f"id: {self.id}\nevent: {self.kind}\ndata: {json.dumps(self.told)}\n\n"


class Heard(NamedTuple):
    """What one look found."""

    events: list[Event]
    over: bool
    """Nothing more will come."""


Look = Callable[[int], Heard]
"""What came after the event of this id. It may wait for the store: it runs in a thread."""


class Streams:
    """How many are open: bounded for each visitor and in all."""

    def __init__(self, of_one: int = OF_ONE, of_all: int = OF_ALL) -> None:
        self._bounds = (of_one, of_all)
        self._open: Counter[str] = Counter()
        self.ended = False
        """The server ends: every stream does, and its page asks for another later."""
        self._guard = threading.Lock()

    @contextmanager
    def one(self, whose: str) -> Iterator[None]:
        """A place for a stream; raises ``Refused`` where there is none."""
        of_one, of_all = self._bounds
        with self._guard:
            if self._open[whose] >= of_one or self._open.total() >= of_all:
                raise Refused(
                    429, "streams", f"at most {of_one} pages of one reader are told of progress at "
                    f"once, and {of_all} in all", "Load the page again to see how far it is.",
                )  # fmt: skip
            self._open[whose] += 1
        try:
            yield
        finally:
            with self._guard:
                self._open[whose] -= 1


def last_heard(request: Request) -> int:
    """The id of the last event that a browser heard before the line broke; 0: none."""
    stated = request.headers.get("last-event-id", "")
    return int(stated) if stated.isdecimal() and len(stated) < 16 else 0


def stream(
    request: Request, streams: Streams, whose: str, look: Look, *, every: float = EVERY
) -> StreamingResponse:
    """The answer that tells what ``look`` finds, until it is over or nobody listens."""
    place = streams.one(whose)
    place.__enter__()  # here, so that a refusal is still an answer of its own
    return _Held(_told(request, streams, look, every), place)


class _Held(StreamingResponse):
    """Gives its place back, however it ends."""

    def __init__(self, told: AsyncIterator[str], place: AbstractContextManager[None]) -> None:
        super().__init__(
            told, media_type="text/event-stream",
            headers={"cache-control": "no-store", "x-accel-buffering": "no"},
        )  # fmt: skip
        self._place = place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._place.__exit__(None, None, None)


async def _told(request: Request, streams: Streams, look: Look, every: float) -> AsyncIterator[str]:
    yield f"retry: {RETRY}\n\n"
    heard, began = last_heard(request), time.monotonic()
    silent_since = began
    while time.monotonic() - began < LONGEST and not streams.ended:
        found = await run_in_threadpool(look, heard)
        for event in found.events:
            heard = event.id
            yield event.wire
        now = time.monotonic()
        if found.events:
            silent_since = now
        if found.over:
            return
        if now - silent_since >= HEARTBEAT:
            silent_since = now
            yield ": still here\n\n"
        await asyncio.sleep(every)
