"""What readers of feeds and sitemaps share: addresses made whole, words out of markup, the newest."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from crosswire.records.source import FeedItem

MOST_ITEMS = 1000
"""Items of one feed or sitemap that are looked at, the newest."""
LONGEST = 2000
"""Characters of an address; longer ones are no page's."""
MOST_WORDS = 20_000
"""Characters that are kept of an item's summary or content."""
_AHEAD = timedelta(days=2)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
"""What no address holds, and no database takes in."""
_ZONED = re.compile(r"(?:[zZ]|[+-]\d\d:?\d\d|\b[A-Za-z]{1,4})\s*$")
_UNSHOWN = re.compile(r"<!--|<(script|style|template)\b", re.I)
_ENDS = {
    "": re.compile("-->"),
    **{name: re.compile(f"</{name}[^<>]*>?", re.I) for name in ("script", "style", "template")},
}
_BREAK = re.compile(r"</?(?:p|div|br|li|ul|ol|h\d|blockquote|tr|table)\b[^<>]*>", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


class Newest(NamedTuple):
    """Items of a feed: the newest, how many beyond them, and what was odd."""

    items: tuple[FeedItem, ...]
    left_out: int
    notes: tuple[str, ...]


def whole(base: str, address: str | None) -> str | None:
    """A web address made whole; None for none, and for what is no web address."""
    if not address or not address.strip():
        return None
    try:
        found = urljoin(base, address.strip())
        parts = urlsplit(found)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or len(found) > LONGEST:
        return None
    if _UNFIT.search(found):
        return None
    return found


def words_of(markup: str) -> str:
    """The words of a piece of HTML, a line a block; what is never shown is left out."""
    shown = _BREAK.sub("\n", _shown(markup[: 5 * MOST_WORDS]))
    lines = (" ".join(line.split()) for line in unescape(_TAG.sub(" ", shown)).split("\n"))
    return "\n".join(filter(None, lines))[:MOST_WORDS]


def _shown(markup: str) -> str:
    """The markup without comments and scripts. One that is not closed goes to the end, as in a
    browser; so each is looked for once, however many there are."""
    parts, at = [], 0
    while found := _UNSHOWN.search(markup, at):
        parts.append(markup[at : found.start()])
        closed = _ENDS[(found[1] or "").lower()].search(markup, found.end())
        if closed is None:
            return " ".join(parts)
        at = closed.end()
    return " ".join([*parts, markup[at:]])


def one_line(markup: str) -> str:
    """The same on one line, for a title: titles come with markup, and escaped twice."""
    return " ".join(words_of(unescape(markup)).split())


def instant(stated: str, utc: datetime) -> str:
    """A date as ISO 8601: the instant, or the day alone where ``stated`` gives no zone."""
    if _ZONED.search(stated):
        return utc.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    return utc.date().isoformat()


def iso(stated: str | None) -> str | None:
    """An ISO 8601 date as it is kept; None for what is none."""
    if not stated:
        return None
    text = stated.strip()
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is None:
            return text[:10] if _DAY.match(text) else None
        return instant("Z", found.astimezone(UTC))
    except (ValueError, OverflowError):
        return None  # also of what programs write for none: the year 1, a little before its start


def newest(found: Iterable[FeedItem], at: datetime, most: int) -> Newest:
    """The newest ``most`` items, each address once.

    An item dated days after ``at`` cannot be placed by its date, and goes with those that have none:
    it must not push out what is new.
    """
    items, double = _once(found)
    latest = (at + _AHEAD).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    dated = [one for one in items if one.published and one.published <= latest]
    other = [one for one in items if not (one.published and one.published <= latest)]
    ahead = sum(one.published is not None for one in other)
    # Sorting is stable: items of one day stay as the feed has them, which is newest first.
    ordered = sorted(dated, key=lambda one: one.published or "", reverse=True) + other
    notes = _notes(double, ahead, sum(one.url is None for one in items))
    return Newest(tuple(ordered[:most]), max(0, len(ordered) - most), notes)


def _once(found: Iterable[FeedItem]) -> tuple[list[FeedItem], int]:
    seen: set[tuple[str | None, str]] = set()
    items: list[FeedItem] = []
    double = 0
    for one in found:
        # A page is known by its address, whatever ids a feed gives twice or anew.
        key = (one.url, "" if one.url else one.guid or one.title)
        if key in seen:
            double += 1
            continue
        seen.add(key)
        items.append(one)
    return items, double


def _notes(double: int, ahead: int, unnamed: int) -> tuple[str, ...]:
    said = (
        (double, "named twice"),
        (ahead, "dated in the future, taken as without a date"),
        (unnamed, "without an address of a page"),
    )
    return tuple(f"{number:,} {what}" for number, what in said if number)


def latest(items: Iterable[FeedItem], at: datetime) -> str | None:
    """The date of the newest item that is not in the future."""
    now = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return max((i.published for i in items if i.published and i.published <= now), default=None)
