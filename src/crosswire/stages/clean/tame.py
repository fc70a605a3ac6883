"""Markup that is made to take a parser's time, without it.

libxml2 compares each attribute of a tag with all before it: a tag of 100,000 takes minutes. Depth it
bounds by itself: what is nested deeper than 256 is not in the tree.
"""

import re
from collections.abc import Iterator

_REST = r"""(?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)*+(?:>|\Z)"""
# Possessive throughout, and able to end anywhere, so that no page takes them long.
_TAG = re.compile("<[A-Za-z]" + _REST)
_PIECE = re.compile(rf"<!--(?s:.*?)(?:-->|\Z)|<(?P<name>[A-Za-z][^\s/>]*+){_REST}")
_QUOTED = re.compile(r"""=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))""")
_NO_MARKUP = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed"})
_LONG = 4_000
_MOST_ATTRIBUTES = 1_000


def tamed(source: str) -> str:
    """``source``, as long as it was, without the attributes of tags that have more than a thousand."""
    if max(map(len, _TAG.findall(source)), default=0) < _LONG:
        return source
    kept, at = [], 0
    for tag in _tags(source):
        if _is_wild(tag):
            name = "<" + tag.group("name")
            kept += [source[at : tag.start()], name.ljust(tag.end() - tag.start() - 1), ">"]
            at = tag.end()
    return "".join([*kept, source[at:]])


def _tags(source: str) -> Iterator[re.Match[str]]:
    """Each tag, but for what only looks like one in a script or a comment."""
    at = 0
    while found := _PIECE.search(source, at):
        at = found.end()
        name = (found.group("name") or "").lower()
        if name:
            yield found
        if name in _NO_MARKUP:
            ends = re.compile(f"</{name}", re.I).search(source, at)
            at = ends.start() if ends else len(source)


def _is_wild(tag: re.Match[str]) -> bool:
    if tag.end() - tag.start() < _LONG:
        return False
    return len(_QUOTED.sub("= ", tag.group()).split()) > _MOST_ATTRIBUTES
