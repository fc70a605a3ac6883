"""Feeds: RSS, Atom and RDF by feedparser, JSON Feed by its own few fields (jsonfeed.org, 1.1)."""

import json
import re
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ValidationError

from crosswire.errors import InputError
from crosswire.intake.items import instant, iso, newest, one_line, whole, words_of
from crosswire.intake.safe_xml import in_utf8, refuse_entities
from crosswire.records.source import Feed, FeedItem

SOONEST, LATEST = 300, 86_400
"""Seconds between two readings that a feed may ask for."""
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000,
            "yearly": 31_536_000}  # fmt: skip
_FIRST = re.compile(rb"<\w")
_TAG = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<(?P<end>/?)[A-Za-z][^<>]*?(?P<empty>/?)>", re.S
)
MOST_OPEN = 5000
"""Elements that are open at once, tags that nobody closes among them."""
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")
_HARMLESS = ("CharacterEncodingOverride", "NonXMLContentType")
"""What feedparser remarks on and what keeps nobody from reading."""


def read_feed(
    body: bytes, url: str, *, at: datetime, charset: str | None = None, most: int
) -> Feed:
    """An RSS, Atom or RDF feed; raises ``InputError`` for what holds none.

    feedparser resolves no entity and fetches nothing, and is given no chance to.
    """
    refuse_entities(body, url)
    _refuse_depth(body, url)
    read = _parsed(_close_up(in_utf8(body, charset)), url)
    fault = read.get("bozo_exception")
    if not read.version and not read.entries:
        raise InputError(
            f"{url} holds no feed that can be read{f': {fault}' if fault else ''}", kind="damaged"
        )
    told = newest((_item(entry, url) for entry in read.entries), at, most)
    notes = told.notes
    if fault is not None and type(fault).__name__ not in _HARMLESS:
        notes = (f"damaged: {fault}; what could be read was", *notes)
    return Feed(
        kind="feed", title=one_line(read.feed.get("title") or ""), items=told.items,
        every_seconds=_every(read.feed), left_out=told.left_out, notes=notes,
    )  # fmt: skip


def _refuse_depth(body: bytes, url: str) -> None:
    """Raises ``InputError`` for elements in elements without end: feedparser goes back over all that
    are open at each of them."""
    open_now = 0
    for tag in _TAG.finditer(body):
        if tag["end"] is None or tag["empty"]:
            continue
        open_now += -1 if tag["end"] else 1
        if open_now > MOST_OPEN:
            raise InputError(
                f"{url} has more than {MOST_OPEN:,} elements within each other, which no feed has; "
                "it was not read",
                kind="damaged",
            )


def _parsed(body: bytes, url: str) -> Any:
    import feedparser  # type: ignore[import-untyped]

    headers = {"content-location": url, "content-type": "application/xml; charset=utf-8"}
    try:
        # A stream: given bytes, feedparser would look for a file of that name.
        return feedparser.parse(
            BytesIO(body), response_headers=headers, sanitize_html=False,
            resolve_relative_uris=False,
        )  # fmt: skip
    except Exception as fault:  # its reader of broken XML raises whatever befalls it
        told = f"{type(fault).__name__}: {fault}".encode(errors="replace").decode()
        raise InputError(
            f"{url} is damaged beyond what feedparser reads ({told})", kind="damaged"
        ) from fault


def _close_up(body: bytes) -> bytes:
    """With single line ends before the first element: feedparser looks for declarations there in steps that
    grow with the square of a run of line ends."""
    found = _FIRST.search(body)
    at = found.start() if found else 0
    return b"\n".join(body[:at].split()) + body[at:]


def _item(entry: Any, base: str) -> FeedItem:
    content = max((c.get("value") or "" for c in entry.get("content") or ()), key=len, default="")
    return FeedItem(
        url=whole(base, entry.get("link")),
        title=_title(entry),
        published=_published(entry),
        summary=words_of(entry.get("summary") or ""),
        content=words_of(content),
        guid=entry.get("id"),
    )


def _title(entry: Any) -> str:
    """A title stated to be plain may hold a < that is one."""
    stated = entry.get("title") or ""
    plain = (entry.get("title_detail") or {}).get("type") == "text/plain"
    return " ".join(stated.split()) if plain and "&" not in stated else one_line(stated)


def _published(entry: Any) -> str | None:
    # Asked of the keys: feedparser's own fallback from one to the other warns.
    for name in ("published", "updated", "created"):
        stated, parsed = dict.get(entry, name), dict.get(entry, f"{name}_parsed")
        if not stated or not parsed:
            continue
        try:
            utc = datetime.fromtimestamp(timegm(parsed), UTC)
        except (ValueError, OverflowError, OSError):
            continue  # a year of five digits is no date
        return instant(str(stated), utc)
    return None


def _every(feed: Any) -> int | None:
    """How often a feed asks to be read, within bounds: RSS ``ttl``, or the syndication module."""
    seconds = _number(feed.get("ttl")) * 60
    period = _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower(), 0)
    if not seconds and period:
        seconds = period // max(1, _number(feed.get("sy_updatefrequency")))
    return min(LATEST, max(SOONEST, seconds)) if seconds else None


def _number(stated: object) -> int:
    words = str(stated or "").strip()
    return int(words) if words.isdecimal() and len(words) < 10 else 0


def _words(value: object) -> object:
    """Ids are strings by the letter of the format, and numbers in the world. JSON can name characters
    that are none, which nothing can keep."""
    if isinstance(value, int | float):
        return str(value)
    return _NO_CHARACTER.sub("\ufffd", value) if isinstance(value, str) else value


_Words = Annotated[str | None, BeforeValidator(_words)]


class _JsonItem(BaseModel):
    id: _Words = None
    url: _Words = None
    external_url: _Words = None
    title: _Words = None
    summary: _Words = None
    content_text: _Words = None
    content_html: _Words = None
    date_published: _Words = None
    date_modified: _Words = None


def read_json_feed(body: bytes, url: str, *, at: datetime, most: int) -> Feed:
    """A JSON Feed; an item that is none is left out and counted. Raises ``InputError``."""
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise InputError(f"{url} is no JSON: {fault}", kind="damaged") from fault
    listed = fields.get("items") if isinstance(fields, dict) else None
    if not isinstance(listed, list):
        raise InputError(f"{url} is JSON, and no JSON Feed: it has no items", kind="damaged")
    items = [*_json_items(listed, url)]
    told = newest(items, at, most)
    lost = len(listed) - len(items)
    notes = (f"{lost:,} that are no items", *told.notes) if lost else told.notes
    title = _words(fields.get("title"))
    return Feed(
        kind="feed", title=one_line(title) if isinstance(title, str) else "", items=told.items,
        left_out=told.left_out, notes=notes,
    )  # fmt: skip


def _json_items(listed: list[object], base: str) -> Iterator[FeedItem]:
    for one in listed:
        try:
            item = _JsonItem.model_validate(one)
        except ValidationError:
            continue  # counted by the caller
        yield FeedItem(
            url=whole(base, item.url) or whole(base, item.external_url),
            title=one_line(item.title or ""),
            published=iso(item.date_published) or iso(item.date_modified),
            summary=words_of(item.summary or ""),
            content=item.content_text or words_of(item.content_html or ""),
            guid=item.id,
        )
