"""When a source or a page is asked again: often while it is young, seldom once it is old, ever more
seldom while it fails."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import chain, zip_longest
from typing import TypeVar

from crosswire.errors import FetchError
from crosswire.records.source import SourceKind

X = TypeVar("X")

USUAL = 900
"""Seconds between two readings of a feed, unless it or the user says otherwise."""
MOST_ASKED = 3600
"""A feed may ask to be read less often, down to once in so many seconds: many state a day and bring
news all day."""
_SELDOM: dict[SourceKind, int] = {"opml": 86_400, "site": 86_400, "sitemap": 1800}
"""Seconds between two readings of what changes seldom, at least."""
INDEX = 21_600
"""The same, of a sitemap of sitemaps."""
_LONGEST = 86_400
_FIRST_STEP = 600

REVISITS = (
    (timedelta(hours=6), timedelta(hours=1)),
    (timedelta(days=2), timedelta(hours=6)),
    (timedelta(days=7), timedelta(days=1)),
)
"""A page younger than this is looked at again after that: outlets mend young articles most."""
_LAST = timedelta(days=3)
REFUSED_DAYS = 2
"""A page that held no article is looked at again for so long: walls come down, drafts are filled."""

FOR_GOOD = frozenset(
    {"robots", "not-a-page", "too-large", "bomb", "scheme", "bad-url", "credentials", "address",
     "redirects", "http-401", "http-403", "http-410", "http-451"}
)  # fmt: skip
"""Kinds of failure after which a page is not asked again."""
TRIES = {"http-404": 3}
"""After so many failures in a row a page is given up; a page not there yet may come."""
MOST_TRIES = 8


def every(kind: SourceKind, stated: int, asked: int | None) -> int:
    """Seconds between two readings: as stated, more where the source asks for it or is of a kind
    that changes seldom."""
    return max(stated, _SELDOM.get(kind, 0), min(asked or 0, MOST_ASKED))


def after_failure(step: int, failures: int, retry_after: float | None = None) -> timedelta:
    """How long to leave alone what failed so often in a row: twice as long each time, to a day; no
    shorter than it asks for."""
    backed_off = min(_LONGEST, step * 2 ** min(failures - 1, 20))
    return timedelta(seconds=max(backed_off, retry_after or 0.0))


def page_after_failure(failures: int, retry_after: float | None) -> timedelta:
    """The same, of a page."""
    return after_failure(_FIRST_STEP, failures, retry_after)


def given_up(fault: FetchError, failures: int) -> bool:
    """Whether a page that failed so often in a row, lastly so, is asked no more."""
    return fault.kind in FOR_GOOD or failures >= TRIES.get(fault.kind, MOST_TRIES)


def revisit(first_seen: datetime, at: datetime, days: int) -> timedelta | None:
    """How long until a page is looked at again; None: never, it is older than ``days``."""
    age = at - first_seen
    wait = next((wait for young, wait in REVISITS if age < young), _LAST)
    return wait if age + wait <= timedelta(days=days) else None


def fairly(found: Sequence[X], host: Callable[[X], str], most: int) -> list[X]:
    """The first ``most``, the hosts taking turns: a thousand pages of one keep no other waiting."""
    hosts: dict[str, list[X]] = {}
    for one in found:
        hosts.setdefault(host(one), []).append(one)
    turns = chain.from_iterable(zip_longest(*hosts.values()))
    return [one for one in turns if one is not None][:most]
