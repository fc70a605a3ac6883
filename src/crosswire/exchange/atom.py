"""A story as an Atom feed (RFC 4287): an entry an article."""

from xml.etree.ElementTree import Element, SubElement, tostring

from crosswire.exchange import fit
from crosswire.exchange.told import Told
from crosswire.report.shelf import title
from crosswire.report.words import moment, shorten

_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = "1970-01-01T00:00:00Z"
"""Stands where Atom wants a time and none is known; the entry's words say so."""
_LONGEST = 300


def feed(told: Told) -> bytes:
    """The feed, its newest article first."""
    entries = sorted(
        ((_updated(told, page.article), page.article) for page in told.comparison.pages),
        reverse=True,
    )
    root = Element("feed", {"xmlns": _ATOM})
    _said(root, "id", fit.name(told.story))
    _said(root, "title", f"crosswire: {title(told.comparison)}")
    _said(root, "updated", entries[0][0] if entries else _NEVER)
    _said(SubElement(root, "author"), "name", "crosswire")
    for updated, article in entries:
        _entry(SubElement(root, "entry"), told, article, updated)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _updated(told: Told, article: str) -> str:
    """The article's own instant; else when we saw it, else the beginning of its day."""
    stated = told.published(article)
    seen = fit.instant(told.seen.get(article))
    day = fit.stated_time(stated)
    return fit.instant(stated) or seen or (f"{day}T00:00:00Z" if day else _NEVER)


def _entry(entry: Element, told: Told, article: str, updated: str) -> None:
    reading, outlet = told.readings[article], told.outlet(article)
    _said(entry, "id", fit.name(told.story, reading.revision.id))
    _said(entry, "title", told.title(article) or f"{outlet or article}: no headline found")
    _said(entry, "updated", updated)
    if instant := fit.instant(told.published(article)):
        _said(entry, "published", instant)
    if where := told.address(article):
        SubElement(entry, "link", {"rel": "alternate", "href": where})
    _said(SubElement(entry, "author"), "name", outlet or "outlet unknown")
    _said(entry, "content", _content(told, article), type="text")


def _content(told: Told, article: str) -> str:
    """What is known of the article, and its words for what others tell as well."""
    page, stated = told.pages[article], told.published(article)
    lines = [
        f"Outlet: {told.outlet(article) or 'unknown'}",
        f"Published: {moment(stated) if stated else 'date not stated'}",
        f"Text: {page.completeness.state}",
    ]
    if page.duplicate_of:
        lines.append(f"The same text as {page.duplicate_of}")
    for point in told.comparison.points:
        for one in point.members:
            if one.article == article:
                words = shorten(one.span.exact, _LONGEST)
                lines.append(f"“{words}” ({point.origins.words})")
    return "\n".join(lines)


def _said(parent: Element, name: str, words: str, **how: str) -> None:
    SubElement(parent, name, how).text = fit.in_xml(words)
