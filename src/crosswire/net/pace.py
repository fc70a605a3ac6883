"""Politeness: one request at a time to a host, a gap after each, and a step back when asked to."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crosswire.errors import FetchError

Clock = Callable[[], float]
"""Seconds that only ever grow."""
Sleep = Callable[[float], object]

_FIRST_STEP = 60.0
_LONGEST_STEP = 3600.0
_LONGEST_ASKED = 24 * 3600.0
_MOST_HOSTS = 10_000


@dataclass(slots=True)
class _Host:
    turn: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0
    refusals: int = 0


class Pace:
    """When a host may be asked again.

    Waits of up to ``patience`` seconds are waited here; longer ones are the caller's to come back
    after.
    """

    def __init__(
        self, *, patience: float, clock: Clock = time.monotonic, sleep: Sleep = time.sleep
    ) -> None:
        self._patience = patience
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._hosts: OrderedDict[str, _Host] = OrderedDict()

    @contextmanager
    def turn(self, host: str, gap: float) -> Iterator[None]:
        """The host's one connection, once it is free; ``gap`` seconds pass before the next.

        Raises ``FetchError`` ("busy") where the host asked for more than ``patience``.
        """
        known = self._host(host)
        with known.turn:
            wait = known.free_at - self._clock()
            if wait > self._patience:
                raise FetchError(
                    f"{host} asked to be left alone for another {wait:.0f} s",
                    kind="busy",
                    retry_after=wait,
                )
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                known.free_at = max(known.free_at, self._clock() + gap)

    def step_back(self, host: str, asked: float | None) -> float:
        """Leave ``host`` alone for as long as it ``asked``, or twice as long as the last time.

        Returns the seconds.
        """
        known = self._host(host)
        known.refusals += 1
        seconds = min(_LONGEST_STEP, _FIRST_STEP * float(1 << min(known.refusals - 1, 10)))
        if asked is not None:
            seconds = asked
        known.free_at = max(known.free_at, self._clock() + seconds)
        return seconds

    def answered(self, host: str) -> None:
        """``host`` answered as it should."""
        self._host(host).refusals = 0

    def _host(self, host: str) -> _Host:
        with self._lock:
            known = self._hosts.setdefault(host, _Host())
            self._hosts.move_to_end(host)
            while len(self._hosts) > _MOST_HOSTS:
                self._hosts.popitem(last=False)
            return known


def retry_after(stated: str | None, now: datetime | None = None) -> float | None:
    """Seconds to wait by a Retry-After header: a number of them or a date (RFC 9110, 10.2.3).

    A day at most: whoever is told of the year 9999 comes again tomorrow.
    """
    if stated is None:
        return None
    stated = stated.strip()
    if stated.isascii() and stated.isdigit():
        return min(_LONGEST_ASKED, float(stated[:12]))
    try:
        when = parsedate_to_datetime(stated)
    except (ValueError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    seconds = (when - (now or datetime.now(UTC))).total_seconds()
    return min(_LONGEST_ASKED, max(0.0, seconds))
