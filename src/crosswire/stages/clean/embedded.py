"""The article's words that a page holds outside what it shows: JSON-LD's ``articleBody``."""

import html
import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from crosswire.stages.clean.halves import read_json

_MARKUP = re.compile(r"<[!/?a-zA-Z][^<>]*>")
_CONTROL = re.compile(r"[\x00-\x1f]")
_DEEP = 8


def stated_body(tree: HtmlElement) -> str:
    """The longest ``articleBody`` of the page's JSON-LD without markup; empty where none is."""
    bodies = [words for block in _blocks(tree) for words in _bodies(block, 0)]
    return max(bodies, key=len, default="")


def _blocks(tree: HtmlElement) -> Iterator[object]:
    for script in tree.iter("script"):
        words = script.text or ""
        if "ld+json" in (script.get("type") or "") and '"articleBody"' in words:
            try:
                yield read_json(_CONTROL.sub(" ", words).strip().removesuffix(";"))
            except (ValueError, RecursionError):
                continue


def _bodies(value: object, depth: int) -> Iterator[str]:
    if depth > _DEEP:
        return
    if isinstance(value, dict):
        words = value.get("articleBody")
        if isinstance(words, str):
            yield _MARKUP.sub(" ", html.unescape(words))
        for inner in value.values():
            yield from _bodies(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _bodies(inner, depth + 1)
