"""Alerts as Atom (RFC 4287) and JSON Feed 1.1."""

import json
import re
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from crosswire.records.base import stable_id
from crosswire.records.follow import AlertFeed, AlertLine
from crosswire.report.alerted import alert_line, body, story_page, title, web

_ATOM = "http://www.w3.org/2005/Atom"
_TAG = "tag:crosswire.invalid,2026"
"""Ids are names, not addresses (RFC 4151): a desk may move."""
_NEVER = "1970-01-01T00:00:00Z"
# What XML 1.0 (section 2.2) has no way to write.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Addresses(NamedTuple):
    """Where a feed and its desk lie, as far as that is known."""

    itself: str | None = None
    """The feed's own address."""
    home: str | None = None
    """The desk's, without a slash at its end: pages are ``{home}/stories/{id}``."""


NOWHERE = Addresses()


def atom(feed: AlertFeed, at: Addresses = NOWHERE) -> bytes:
    """A valid Atom feed with stable ids. Serve as ``application/atom+xml``."""
    root = Element("feed", {"xmlns": _ATOM})
    _said(root, "id", _feed_id(feed))
    _said(root, "title", _name(feed))
    _said(root, "updated", _updated(feed))
    _said(SubElement(root, "author"), "name", "crosswire")
    for rel, href in (("self", at.itself), ("alternate", at.home)):
        _link(root, rel, href)
    for line in feed.alerts:
        entry = SubElement(root, "entry")
        _said(entry, "id", f"{_TAG}:{line.alert.id}")
        _said(entry, "title", title(line))
        _said(entry, "updated", line.alert.at)
        _link(entry, "alternate", _page(line, at))
        if story_page(line, at.home):
            _link(entry, "related", web(line.url))
        SubElement(entry, "category", {"term": line.alert.rule.value})
        _said(entry, "content", body(line, at.home), type="text")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def json_feed(feed: AlertFeed, at: Addresses = NOWHERE) -> bytes:
    """A valid JSON Feed 1.1. Serve as ``application/feed+json``."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _name(feed),
        "home_page_url": at.home,
        "feed_url": at.itself,
        "authors": [{"name": "crosswire"}],
        "items": [_item(line, at) for line in feed.alerts],
    }
    return json.dumps(_without_none(told), ensure_ascii=True).encode("ascii")


def _item(line: AlertLine, at: Addresses) -> dict[str, Any]:
    return _without_none(
        {
            "id": f"{_TAG}:{line.alert.id}",
            "url": _page(line, at),
            "external_url": web(line.url),
            "title": title(line),
            "content_text": body(line, at.home),
            "date_published": line.alert.at,
            "tags": [line.alert.rule.value],
            "_crosswire": alert_line(line),
        }
    )


def _page(line: AlertLine, at: Addresses) -> str | None:
    """Where an alert is followed up: the story's page, else the article itself."""
    return story_page(line, at.home) or web(line.url)


def _feed_id(feed: AlertFeed) -> str:
    """The key opens the feed, so it is no part of its name."""
    return f"{_TAG}:{stable_id('feed', feed.key)}"


def _name(feed: AlertFeed) -> str:
    return f"crosswire: {feed.follow.name if feed.follow else 'alerts'}"


def _updated(feed: AlertFeed) -> str:
    made = feed.follow.made_at if feed.follow else _NEVER
    return max((line.alert.at for line in feed.alerts), default=made)


def _said(parent: Element, name: str, words: str, **how: str) -> None:
    SubElement(parent, name, how).text = _NO_XML.sub("\ufffd", words)


def _link(parent: Element, rel: str, href: str | None) -> None:
    if href:
        SubElement(parent, "link", {"rel": rel, "href": _NO_XML.sub("\ufffd", href)})


def _without_none(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
