"""Fetching: one page at a time from each host, checked at every step, bounded in every way."""

import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import metadata
from typing import Literal, NamedTuple

import httpcore
import httpx

from crosswire.closing import Closing
from crosswire.config import Settings
from crosswire.errors import FetchError
from crosswire.net.address import onward, page_address
from crosswire.net.connect import Budget, GuardedBackend, Resolve, system_addresses
from crosswire.net.content import charset, magic, media_type
from crosswire.net.exchange import WELL, Exchange, Reply, Request
from crosswire.net.guard import AddressGuard
from crosswire.net.pace import Clock, Pace, Sleep, retry_after
from crosswire.net.robots import MOST, TOKEN, Robots
from crosswire.records.article import Fetched

Accept = Literal["page", "feed", "any"]

_ACCEPT = {
    "page": "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1",
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1",
    "any": "*/*",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_MOST_REDIRECTS = 10
_MOST_ROBOTS_REDIRECTS = 5
"""As RFC 9309 has it; beyond, a host has no robots.txt."""
_MOST_DELAY = 30.0
"""Seconds of a Crawl-delay that are kept to between two pages of one run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds that are waited at most."""

    connect: float = 10.0
    read: float = 20.0
    """For the next bytes."""
    total: float = 60.0
    """For a page whole, redirects included."""
    turn: float = 30.0
    """For the host's next turn; whoever must wait longer is told to come again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What a fetcher takes from the machine it runs on."""

    resolve: Resolve = system_addresses
    clock: Clock = time.monotonic
    sleep: Sleep = time.sleep
    tls: ssl.SSLContext = field(default_factory=httpcore.default_ssl_context)


class Answer(NamedTuple):
    """What came: how it was fetched, and the body, unpacked."""

    fetched: Fetched
    body: bytes
    media_type: str | None
    charset: str | None
    etag: str | None
    last_modified: str | None
    not_modified: bool

    @property
    def downgraded(self) -> bool:
        """True where a redirect led from https to http."""
        way = (*self.fetched.redirects, self.fetched.final_url)
        return way[0].startswith("https:") and any(one.startswith("http:") for one in way)


class Fetcher(Closing):
    """Fetches pages. Safe to share between threads; close it, or use it in a ``with`` statement."""

    def __init__(
        self,
        *,
        allow: Sequence[str] = (),
        max_bytes: int = 15_000_000,
        agent: str | None = None,
        gap: float = 1.0,
        patience: Patience | None = None,
        outside: Outside | None = None,
    ) -> None:
        wait = patience or Patience()
        world = outside or Outside()
        self._most = max_bytes
        self._gap = gap
        self._patience = wait
        self._budget = Budget()
        self._pace = Pace(patience=wait.turn, clock=world.clock, sleep=world.sleep)
        self._robots = Robots(self._rules, world.clock)
        guard = GuardedBackend(AddressGuard.of(allow), world.resolve, self._budget)
        self._pool = httpcore.ConnectionPool(
            ssl_context=world.tls,
            max_connections=1000,
            max_keepalive_connections=20,
            keepalive_expiry=15,
            network_backend=guard,
        )
        self._exchange = Exchange(
            self._pool,
            self._pace,
            self._budget,
            agent=agent or usual_agent(),
            timeouts={"connect": wait.connect, "read": wait.read, "write": wait.read},
        )

    @classmethod
    def of(cls, settings: Settings) -> "Fetcher":
        """A fetcher as the settings ask for it."""
        return cls(
            allow=settings.fetch_allow,
            max_bytes=settings.fetch_megabytes * 1_000_000,
            agent=settings.fetch_agent,
            gap=settings.fetch_gap_seconds,
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        accept: Accept = "page",
        robots: bool = True,
    ) -> Answer:
        """What ``url`` answers; with ``etag`` or ``last_modified`` perhaps only that it is the same.

        Raises ``FetchError`` for whatever is no such answer. A host that asks for no more than a
        short wait is asked once more after it.
        """
        asked = page_address(url)
        headers = {"Accept": _ACCEPT[accept]}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        request = Request(headers=headers, most=self._most, page=accept == "page", robots=robots)
        try:
            return self._answer(asked, request)
        except FetchError as fault:
            if fault.kind != "busy" or (fault.retry_after or 0) > self._patience.turn:
                raise
        return self._answer(asked, request)

    def crawl_delay(self, url: str) -> float | None:
        """The seconds that the host of ``url`` asks for between two requests; None: it does not.

        Raises ``FetchError`` where its robots.txt cannot be asked for.
        """
        return self._robots.delay(page_address(url))

    def _answer(self, asked: httpx.URL, request: Request) -> Answer:
        with self._budget.granted(self._patience.total):
            reply, way = self._followed(asked, request, _MOST_REDIRECTS)
        self._judge(reply, conditional=len(request.headers) > 1)
        kind = reply.header("content-type")
        if request.page and (what := magic(reply.body)):
            raise FetchError(f"{reply.url}: the answer is {what}, no page", kind="not-a-page")
        return Answer(
            fetched=Fetched(
                url=str(asked),
                final_url=str(reply.url),
                at=reply.at,
                status=reply.status,
                headers=reply.headers,
                redirects=way,
            ),
            body=reply.body,
            media_type=media_type(kind),
            charset=charset(kind),
            etag=reply.header("etag"),
            last_modified=reply.header("last-modified"),
            not_modified=reply.status == 304,
        )

    def _followed(
        self, asked: httpx.URL, request: Request, most: int
    ) -> tuple[Reply, tuple[str, ...]]:
        """The first answer that is no redirect, and the addresses before it."""
        url, way = asked, list[str]()
        while True:
            if request.robots:
                self._robots.check(url)
            reply = self._exchange.ask(url, request, self._gap_of(url, request))
            if reply.status not in _REDIRECTS:
                return reply, tuple(way)
            way.append(str(url))
            url = onward(url, reply.header("location"))
            if str(url) in way:
                raise FetchError(f"{asked} redirects in a circle, by {url}", kind="redirects")
            if len(way) > most:
                raise FetchError(f"{asked} redirects more than {most} times", kind="redirects")

    def _gap_of(self, url: httpx.URL, request: Request) -> float:
        asked = self._robots.delay(url) if request.robots else None
        return max(self._gap, min(asked or 0.0, _MOST_DELAY))

    def _judge(self, reply: Reply, *, conditional: bool) -> None:
        """Raises ``FetchError`` for a status that brings no page."""
        if reply.status in WELL or (reply.status == 304 and conditional):
            self._pace.answered(reply.url.host)
            return
        asked = retry_after(reply.header("retry-after"))
        if reply.status in _BUSY:
            wait = self._pace.step_back(reply.url.host, asked)
            words = f"{reply.url}: the host is busy ({reply.status}) and asks for {wait:.0f} s"
            raise FetchError(words, kind="busy", retry_after=wait)
        words = f"{reply.url}: the host answers {reply.status}{_MEANS.get(reply.status, '')}"
        raise FetchError(words, kind=f"http-{reply.status}", retry_after=asked)

    def _rules(self, where: httpx.URL) -> bytes | None:
        """The robots.txt at ``where``, as ``Robots`` asks for it."""
        request = Request(headers={"Accept": "text/plain, */*;q=0.1"}, most=MOST, cut=True)
        try:
            with self._budget.granted(self._patience.total):
                reply, _ = self._followed(where, request, _MOST_ROBOTS_REDIRECTS)
        except FetchError as fault:
            if fault.kind == "redirects":
                return None
            raise
        if reply.status in WELL:
            return reply.body
        if 400 <= reply.status < 500 and reply.status not in _BUSY:
            return None
        words = f"the host answers {reply.status}"
        asked = retry_after(reply.header("retry-after"))
        raise FetchError(words, kind=f"http-{reply.status}", retry_after=asked)


_MEANS = {
    401: ": it asks for a name and a password",
    403: ": it does not give this page to programs, or not to this one",
    404: ": there is no such page",
    410: ": the page is gone for good",
    451: ": the page may not be shown by law",
}


def usual_agent() -> str:
    """Who we are: name, version, and the project's page where the package names one."""
    about = metadata("crosswire")
    pages = [link.split(",")[-1].strip() for link in about.get_all("Project-URL") or ()]
    return f"{TOKEN}/{about['Version']}" + (f" (+{pages[0]})" if pages else "")
