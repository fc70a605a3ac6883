"""What a host asks of robots (RFC 9309), read by protego and kept for a while."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
from protego import Protego

from crosswire.errors import FetchError
from crosswire.net.address import origin
from crosswire.net.pace import Clock

TOKEN = "crosswire"
"""The name that robots.txt knows crosswire by."""
MOST = 512_000
"""Bytes of a robots.txt that are read; the standard asks for 500 KiB at least."""

_KEPT = 24 * 3600.0
_AGAIN = 600.0
"""Seconds until an unreachable robots.txt is asked for again."""
_MOST_HOSTS = 500

ReadRules = Callable[[httpx.URL], bytes | None]
"""The bytes of a robots.txt; None: the host has none. Raises ``FetchError``: it cannot be had."""

# What keeps the page itself from being fetched, too, and says more of why.
_OF_THE_HOST = frozenset({"address", "scheme", "dns", "tls", "refused", "busy"})


@dataclass(slots=True)
class _Rules:
    reading: threading.Lock = field(default_factory=threading.Lock)
    until: float = -1.0
    parsed: Protego | None = None
    fault: str | None = None


class Robots:
    """The rules of each host. Those that cannot be read forbid everything until they can be."""

    def __init__(self, read: ReadRules, clock: Clock) -> None:
        self._read = read
        self._clock = clock
        self._lock = threading.Lock()
        self._known: OrderedDict[str, _Rules] = OrderedDict()

    def check(self, url: httpx.URL) -> None:
        """Raises ``FetchError``: "robots", or "robots-unreachable" while the rules cannot be had."""
        rules = self._rules(url)
        if rules.fault is not None:
            wait = max(0.0, rules.until - self._clock())
            raise FetchError(rules.fault, kind="robots-unreachable", retry_after=wait)
        if rules.parsed and not rules.parsed.can_fetch(str(url), TOKEN):
            raise FetchError(
                f"{url} is not fetched: the robots.txt of {url.host} asks programs "
                "not to fetch it; open it yourself and save it",
                kind="robots",
            )

    def delay(self, url: httpx.URL) -> float | None:
        """The seconds that the host asks for between two requests; None: it does not say."""
        parsed = self._rules(url).parsed
        return parsed.crawl_delay(TOKEN) if parsed else None

    def _rules(self, url: httpx.URL) -> _Rules:
        key = origin(url)
        with self._lock:
            rules = self._known.setdefault(key, _Rules())
            self._known.move_to_end(key)
            while len(self._known) > _MOST_HOSTS:
                self._known.popitem(last=False)
        with rules.reading:
            if self._clock() >= rules.until:
                self._renew(rules, httpx.URL(f"{key}/robots.txt"))
        return rules

    def _renew(self, rules: _Rules, where: httpx.URL) -> None:
        try:
            data = self._read(where)
        except FetchError as fault:
            if fault.kind in _OF_THE_HOST:
                raise
            rules.parsed = None
            rules.fault = f"{where} cannot be read ({fault}); nothing else there is fetched for now"
            rules.until = self._clock() + (fault.retry_after or _AGAIN)
        else:
            text = (data or b"").decode("utf-8-sig", errors="replace")
            rules.parsed, rules.fault = Protego.parse(text), None
            rules.until = self._clock() + _KEPT
