"""The article a page describes in JSON-LD (schema.org), as far as news pages use it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml.html import HtmlElement

_ARTICLE = re.compile(
    r"(?:\w*Article|Report|BlogPosting|LiveBlogPosting|Review|SocialMediaPosting)$"
)
_CONTROL = re.compile(r"[\x00-\x1f]")
_DEEP = 8


@dataclass(frozen=True, slots=True)
class Described:
    """What a page's JSON-LD says of its article; empty where it says nothing."""

    kinds: tuple[str, ...] = ()
    headline: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    sections: tuple[str, ...] = ()
    node: Mapping[str, object] = field(default_factory=dict)
    """The article's object as it stands: posts of a live blog, counts of words, access."""


def described(tree: HtmlElement) -> Described:
    """The first article among the page's JSON-LD blocks; damaged blocks are passed over."""
    nodes = [node for block in _blocks(tree) for node in _nodes(block, 0)]
    article = next((n for n in nodes if any(map(_ARTICLE.search, _kinds(n)))), None)
    if article is None:
        return Described()
    by_id = {n["@id"]: n for n in nodes if isinstance(n.get("@id"), str) and len(n) > 1}
    return Described(
        kinds=_kinds(article),
        headline=_words(article.get("headline")) or _words(article.get("name")),
        description=_words(article.get("description")),
        authors=tuple(_names(article.get("author"), by_id)),
        publisher=next(_names(article.get("publisher"), by_id), None),
        published=_words(article.get("datePublished")),
        sections=tuple(s for s in _listed(article.get("articleSection")) if isinstance(s, str)),
        node=article,
    )


def _blocks(tree: HtmlElement) -> Iterator[object]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        # Line breaks inside strings are the commonest damage; spaces mean the same everywhere.
        source = _CONTROL.sub(" ", script.text or "").strip().removesuffix(";")
        try:
            yield json.loads(source)
        except ValueError:
            continue


def _nodes(value: object, depth: int) -> Iterator[dict[str, object]]:
    """Every object of a block, outermost first."""
    if depth > _DEEP:
        return
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner, depth + 1)


def _kinds(node: dict[str, object]) -> tuple[str, ...]:
    return tuple(k for k in _listed(node.get("@type")) if isinstance(k, str))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _words(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("@value")
    first = next(iter(_listed(value)), None)
    words = " ".join(first.split()) if isinstance(first, str) else ""
    return words or None


def _names(value: object, by_id: dict[object, dict[str, object]]) -> Iterator[str]:
    for item in _listed(value):
        node = item
        if isinstance(node, dict) and "name" not in node:
            node = by_id.get(node.get("@id"), node)
        name = _words(node.get("name")) if isinstance(node, dict) else _words(node)
        if name:
            yield name
