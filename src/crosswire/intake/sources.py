"""What an address holds: a feed, a sitemap, a list, or a page, by its first bytes.

What the server calls it does not count: feeds come as text/html, and pages as text/xml.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Literal, NamedTuple

from crosswire.errors import InputError
from crosswire.intake.feeds import read_feed, read_json_feed
from crosswire.intake.items import MOST_ITEMS, one_line, whole
from crosswire.intake.opml import read_opml
from crosswire.intake.safe_xml import narrow, root_name, unpacked
from crosswire.intake.sitemap import read_index, read_sitemap
from crosswire.records.source import Feed, SourceLink

Shape = Literal["feed", "json feed", "opml", "sitemap", "sitemaps", "other"]
_ROOTS: dict[str, Shape] = {
    "rss": "feed", "rdf": "feed", "feed": "feed", "channel": "feed", "opml": "opml",
    "urlset": "sitemap", "sitemapindex": "sitemaps",
}  # fmt: skip
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')
_FEED_TYPES = re.compile(r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)", re.I)
_COMMENTS = re.compile(r"\bcomments?\b|/comments/|kommentare?\b|commentaires?\b", re.I)
_HEAD = 500_000
"""Bytes of a page in which its feeds are looked for: they stand in its head."""


class Given(NamedTuple):
    """Bytes that were fetched or read, and where."""

    body: bytes
    url: str
    charset: str | None = None


def shape_of(body: bytes) -> Shape:
    """What bytes are, by how they begin."""
    head = narrow(body[:100_000]).lstrip()
    if head.startswith(b"{"):
        return "json feed" if _JSON_FEED.search(head[:20_000]) else "other"
    if not head.startswith(b"<"):
        return "other"
    return _ROOTS.get(root_name(head), "other")


def shape_of_packed(given: Given) -> Shape:
    """The same of bytes that may be packed; what cannot be unpacked is ``other``."""
    try:
        return shape_of(unpacked(given.body, given.url))
    except InputError:
        return "other"


def read_listing(given: Given, *, at: datetime, most: int = MOST_ITEMS) -> Feed | None:
    """What a feed, sitemap or list says; None: the bytes are none of these.

    Raises ``InputError`` for one that cannot be read.
    """
    url = given.url
    plain = unpacked(given.body, url)
    body = narrow(plain)
    # What a byte-order mark says is so, whatever the server says.
    charset = given.charset if body == plain else None
    match shape_of(body):
        case "feed":
            return read_feed(body, url, at=at, charset=charset, most=most)
        case "json feed":
            return read_json_feed(body, url, at=at, most=most)
        case "opml":
            return read_opml(body, url)
        case "sitemap":
            return read_sitemap(body, url, at=at, most=most)
        case "sitemaps":
            return read_index(body, url, at=at)
        case "other":
            return None


class PageSays(NamedTuple):
    """What a page says of itself."""

    feeds: tuple[SourceLink, ...]
    """Those of its comments left out."""
    article: bool
    """It calls itself an article: its feeds are its site's, and it is a page to be kept."""


def page_says(body: bytes, url: str) -> PageSays:
    """The feeds that a page names (``<link rel=alternate>``), and whether it is an article."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(body[:_HEAD])
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return PageSays((), False)
    kinds = {
        str(meta.get("content")).strip().lower()
        for meta in tree.iter("meta")
        if str(meta.get("property")).lower() == "og:type"
    }
    found = {link.url: link for link in _links(tree, url)}
    return PageSays(tuple(found.values()), "article" in kinds)


def _links(tree: object, url: str) -> Iterator[SourceLink]:
    from lxml.html import HtmlElement

    assert isinstance(tree, HtmlElement)  # what document_fromstring gives
    based = next((b.get("href") for b in tree.iter("base") if b.get("href")), None)
    base = whole(url, based) or url
    for link in tree.iter("link"):
        if not _names_feed(link.get("rel") or "", link.get("type") or ""):
            continue
        found, title = whole(base, link.get("href")), one_line(link.get("title") or "")
        if found and not _COMMENTS.search(f"{title} {found}"):
            yield SourceLink(url=found, title=title)


def _names_feed(rel: str, kind: str) -> bool:
    named = set(rel.lower().split())
    return "alternate" in named and "stylesheet" not in named and bool(_FEED_TYPES.match(kind))
