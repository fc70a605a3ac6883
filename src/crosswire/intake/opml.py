"""OPML (opml.org, 2.0): lists of feeds as readers of feeds write them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crosswire.intake.items import one_line, whole
from crosswire.intake.safe_xml import local, tree_of
from crosswire.records.source import Feed, SourceLink

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_SOURCES = 5000
"""Feeds of one list."""


def read_opml(body: bytes, url: str) -> Feed:
    """The feeds of a list, however deep its outlines lie in each other; raises ``InputError``."""
    root, damage = tree_of(body, url)
    # A dict: a feed that lies in two folders is one.
    found = {link.url: link for link in _links(root, url)}
    listed = [*found.values()]
    title = next((e.text for e in root.iter() if local(e) == "title" and e.text), "")
    return Feed(
        kind="opml", title=one_line(title), sources=tuple(listed[:MOST_SOURCES]),
        left_out=max(0, len(listed) - MOST_SOURCES), notes=(damage,) if damage else (),
    )  # fmt: skip


def _links(root: "_Element", base: str) -> Iterator[SourceLink]:
    for outline in root.iter():
        if local(outline) != "outline":
            continue
        stated = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        kind = stated.get("type", "").lower()
        address = stated.get("xmlurl") or (stated.get("url") if kind == "include" else None)
        if found := whole(base, address):
            title = one_line(stated.get("text") or stated.get("title") or "")
            yield SourceLink(url=found, title=title, kind="opml" if kind == "include" else "feed")
