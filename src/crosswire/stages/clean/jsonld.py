"""The article a page describes in JSON-LD (schema.org), as far as news pages use it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from crosswire.stages.clean.halves import read_json

_ARTICLE = re.compile(
    r"(?:\w*Article|Report|BlogPosting|LiveBlogPosting|Review|SocialMediaPosting)$"
)
_STRICT = re.compile(r"(?:\w*Article|Report|BlogPosting|LiveBlogPosting)$")
_OTHERS = frozenset(
    [
        "comment",
        "comments",
        "review",
        "reviews",
        "itemlistelement",
        "citation",
        "mentions",
        "relatedlink",
        "video",
        "image",
        "haspart",
        "ispartof",
        "about",
        "associatedmedia",
        "subjectof",
        "aggregaterating",
    ]
)
"""Keys below which a page speaks of other works than its own article."""
_NO_TEXT = re.compile(
    r"(?:Image|Video|Audio|Media|Event|Person|Organi[sz]ation|Comment|Review|Offer)"
)
_BODY = re.compile(r"Organi[sz]ation$")
_CONTROL = re.compile(r"[\x00-\x1f]")
_DEEP = 8


@dataclass(frozen=True, slots=True)
class Described:
    """What a page's JSON-LD says of its article; empty where it says nothing."""

    kinds: tuple[str, ...] = ()
    headline: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    """Organisations in the author's place."""
    publisher: str | None = None
    published: str | None = None
    sections: tuple[str, ...] = ()
    address: str | None = None
    dates: tuple[tuple[str, str], ...] = ()
    """What the article, or else the page, says of its times: the kind of date, its words."""
    node: Mapping[str, object] = field(default_factory=dict)
    """The article's object as it stands: posts of a live blog, counts of words, access."""


def described(tree: HtmlElement) -> Described:
    """The article among the page's JSON-LD blocks; damaged blocks are passed over."""
    nodes = [node for block in _blocks(tree) for node in _nodes(block, 0)]
    article = _article(nodes)
    dates = tuple(_dates(article, nodes))
    if article is None:
        return Described(dates=dates)
    by_id = {n["@id"]: n for n in nodes if isinstance(n.get("@id"), str) and len(n) > 1}
    return Described(
        kinds=_kinds(article),
        headline=_words(article.get("headline")) or _words(article.get("name")),
        description=_words(article.get("description")),
        authors=tuple(_names(article.get("author"), by_id, body=False)),
        bodies=tuple(_names(article.get("author"), by_id, body=True)),
        publisher=next(_names(article.get("publisher"), by_id), None),
        published=_words(article.get("datePublished")),
        sections=tuple(s for s in _listed(article.get("articleSection")) if isinstance(s, str)),
        address=_address(article),
        dates=dates,
        node=article,
    )


def _article(nodes: Sequence[dict[str, object]]) -> dict[str, object] | None:
    """The first article proper, else the first review or post that stands for one."""
    for pattern in (_STRICT, _ARTICLE):
        for node in nodes:
            if any(map(pattern.search, _kinds(node))):
                return node
    return None


def _dates(
    article: dict[str, object] | None, nodes: Sequence[dict[str, object]]
) -> Iterator[tuple[str, str]]:
    """The article's dates, then those of recipes, web pages and the like."""
    named = (
        ("published", "datePublished"),
        ("created", "dateCreated"),
        ("modified", "dateModified"),
    )
    for node in nodes:
        own = node is article
        if not own and _speaks_of_others(node, article):
            continue
        for kind, key in named:
            if words := _words(node.get(key)):
                yield kind if own else f"page {kind}", words


def _speaks_of_others(node: dict[str, object], article: dict[str, object] | None) -> bool:
    kinds = _kinds(node)
    if article is not None and any(map(_ARTICLE.search, kinds)):
        return True
    return any(map(_NO_TEXT.search, kinds))


def _address(node: Mapping[str, object]) -> str | None:
    """The address that the article gives as its own."""
    main = node.get("mainEntityOfPage")
    stated = main.get("@id") or main.get("url") if isinstance(main, dict) else main
    for words in (_words(node.get("url")), _words(stated)):
        if words and words.startswith("http"):
            return words
    return None


def _blocks(tree: HtmlElement) -> Iterator[object]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        # Line breaks inside strings are the commonest damage; spaces mean the same everywhere.
        source = _CONTROL.sub(" ", script.text or "").strip().removesuffix(";")
        try:
            yield read_json(source)
        except (ValueError, RecursionError):
            continue


def _nodes(value: object, depth: int) -> Iterator[dict[str, object]]:
    """Every object of a block that is not about other works, outermost first."""
    if depth > _DEEP:
        return
    if isinstance(value, dict):
        yield value
        for key, inner in value.items():
            if key.lower() not in _OTHERS:
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


def _names(
    value: object, by_id: dict[object, dict[str, object]], *, body: bool | None = None
) -> Iterator[str]:
    """Names of people and organisations; ``body``: of organisations only, or of all others."""
    for item in _listed(value):
        node = item
        if isinstance(node, dict) and "name" not in node:
            node = by_id.get(node.get("@id"), node)
        name = _words(node.get("name")) if isinstance(node, dict) else _words(node)
        is_body = isinstance(node, dict) and any(map(_BODY.search, _kinds(node)))
        if name and body in (None, is_body):
            yield name
