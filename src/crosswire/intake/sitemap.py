"""Sitemaps (sitemaps.org), those of news among them, and sitemaps of sitemaps."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from crosswire.intake.items import iso, newest, one_line, whole
from crosswire.intake.safe_xml import local, tree_of
from crosswire.records.source import Feed, FeedItem, SourceLink

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_SITEMAPS = 50
"""Sitemaps of one sitemap of sitemaps that are watched, the newest."""
_STALE = timedelta(days=7)
"""A sitemap that did not change for so long is an archive: nothing new comes of it."""


def read_sitemap(body: bytes, url: str, *, at: datetime, most: int) -> Feed:
    """The pages of a sitemap, the newest ``most``; raises ``InputError``."""
    root, damage = tree_of(body, url)
    told = newest(_items(root, url), at, most)
    notes = (damage, *told.notes) if damage else told.notes
    return Feed(kind="sitemap", items=told.items, left_out=told.left_out, notes=notes)


def _items(root: "_Element", base: str) -> Iterator[FeedItem]:
    for entry in root:
        if local(entry) != "url":
            continue
        stated = _stated(entry)
        if found := whole(base, stated.get("loc")):
            yield FeedItem(
                url=found,
                title=one_line(stated.get("title", "")),
                # ``lastmod`` is when the page changed, which is no later than we may want it.
                published=iso(stated.get("publication_date")) or iso(stated.get("lastmod")),
            )


def read_index(body: bytes, url: str, *, at: datetime) -> Feed:
    """The sitemaps of a sitemap of sitemaps that still change; raises ``InputError``."""
    root, damage = tree_of(body, url)
    dated = [(iso(s.get("lastmod")) or "", found) for s, found in _sitemaps(root, url)]
    oldest = (at - _STALE).strftime("%Y-%m-%d")
    awake = [one for one in dated if not one[0] or one[0] >= oldest]
    awake.sort(key=lambda one: one[0] or "9", reverse=True)
    notes = [damage] if damage else []
    if stale := len(dated) - len(awake):
        notes.append(f"{stale:,} sitemaps not changed for {_STALE.days} days, left out")
    links = [SourceLink(url=found, kind="sitemap") for _, found in awake]
    return Feed(
        kind="sitemap", sources=tuple(links[:MOST_SITEMAPS]),
        left_out=max(0, len(links) - MOST_SITEMAPS), notes=tuple(notes),
    )  # fmt: skip


def _sitemaps(root: "_Element", base: str) -> Iterator[tuple[dict[str, str], str]]:
    for entry in root:
        if local(entry) == "sitemap":
            stated = _stated(entry)
            if found := whole(base, stated.get("loc")):
                yield stated, found


def _stated(entry: "_Element") -> dict[str, str]:
    """The words of an entry by the names of its elements, those of ``news:news`` among them.

    An image or a video has a ``loc`` and a ``title`` of its own, which are not the page's.
    """
    found: dict[str, str] = {}
    for part in entry:
        for field in part if local(part) == "news" else (part,):
            if field.text and len(field) == 0:
                found.setdefault(local(field), field.text)
    return found
