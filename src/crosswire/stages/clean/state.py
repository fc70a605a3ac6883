"""The paragraphs of a page that shows none: its words stand in the state its scripts begin with.

Read are JSON-LD's ``articleBody`` and whatever JSON the page carries for its scripts (a script of
JSON, or a name that is given a JSON value). The paragraphs are the running texts that stand at
places of one shape; a text whose object names a title or an address is another page's teaser.
"""

import html
import json
import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from crosswire.stages.clean.halves import whole_characters
from crosswire.stages.clean.lines import Line, word_set
from crosswire.stages.clean.outline import letters
from crosswire.stages.clean.source import Visible, from_pieces

_GIVEN = re.compile(r"[\w$.\]\"']\s*=\s*(?=[{\[])")
_BREAK = re.compile(r"</?(?:p|div|br|h[1-6]|li|ul|ol|blockquote|figure)\b[^<>]*>|\n{2,}", re.I)
_MARKUP = re.compile(r"<[!/?a-zA-Z][^<>]*>")
_OTHERS = word_set("title headline url link href slug canonical_url permalink headlines")
_BODIES = word_set("articleBody body content html text")
_WORD = re.compile(
    r"\\u[0-9a-fA-F]{4}|\\.|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});|[^\s\\&]+|[\\&]"
)
_SCRIPT = re.compile(r"<script\b[^<>]*>(.*?)(?:</script\s*>|\Z)", re.I | re.S)
_MOST_VALUES = 20
"""Names given a value that are tried in one script."""
_DEEP = 40
_LEAST = 300
"""Letters below which a state holds no article."""
_SHORT = 500
_SEVERAL = 3
"""Fewer texts that no JSON-LD calls a body are none."""

Found = tuple[str, str]
"""The shape of the place, and the words that stand there."""


def state_paragraphs(tree: HtmlElement) -> list[str]:
    """The paragraphs of the article in the page's state, in its order; none where it has none."""
    by_shape: dict[str, dict[str, None]] = {}
    for value in _values(tree):
        for shape, words in _texts(value, "", 0):
            told = by_shape.setdefault(shape, {})
            told |= dict.fromkeys(_paragraphs(words))
    shape = max(by_shape, key=lambda s: _size(by_shape[s]), default="")
    best = by_shape.get(shape, {})
    several = len(best) >= _SEVERAL or shape.endswith(".articleBody")
    return list(best) if several and _size(best) >= _LEAST else []


def _size(paragraphs: dict[str, None]) -> int:
    return sum(len(letters(words)) for words in paragraphs)


def _values(tree: HtmlElement) -> Iterator[object]:
    decoder = json.JSONDecoder(strict=False)
    for script in tree.iter("script"):
        words = script.text or ""
        if len(words) < _SHORT:
            continue
        starts = [0] if words.lstrip()[:1] in ("{", "[") else _starts(words)
        for start in starts:
            try:
                value, _ = decoder.raw_decode(words[start:].lstrip())
            except (ValueError, RecursionError):
                continue
            yield whole_characters(value, words)


def _starts(words: str) -> list[int]:
    """Where values begin that a script gives to names."""
    return [m.end() for _, m in zip(range(_MOST_VALUES), _GIVEN.finditer(words), strict=False)]


def _texts(value: object, shape: str, depth: int) -> Iterator[Found]:
    """The words that may be of an article, with the shape of their place."""
    if isinstance(value, str):
        yield shape, value
    elif depth <= _DEEP:
        for step, inner in _steps(value):
            yield from _texts(inner, shape + step, depth + 1)


def _steps(value: object) -> Iterator[tuple[str, object]]:
    """What an object or a list holds, but for words that are no body, or another page's."""
    if isinstance(value, list):
        yield from (("[]", inner) for inner in value)
    elif isinstance(value, dict):
        teaser = not _OTHERS.isdisjoint(value)
        for name, inner in value.items():
            body = name == "articleBody" or (name in _BODIES and not teaser)
            if body or not isinstance(inner, str):
                yield f".{_name(name)}", inner


def _name(name: str) -> str:
    """A name without its numbers: stores by id give each object a name of its own."""
    return re.sub(r"\d+|[0-9a-f]{8,}", "*", name)


def _paragraphs(words: str) -> Iterator[str]:
    for part in _BREAK.split(html.unescape(words)):
        text = " ".join(_MARKUP.sub("", part).split())
        if Line(0, len(text), text).prose:
            yield text


def written(source: str) -> Visible:
    """The letters of a page's scripts as JSON reads them, and where each stands in the source."""
    return from_pieces(
        (piece, match.start(), piece == match[0])
        for script in _SCRIPT.finditer(source)
        for match in _WORD.finditer(source, script.start(1), script.end(1))
        if (piece := "".join(_decoded(match[0]).split()))
    )


def _decoded(word: str) -> str:
    if word[0] == "&" and len(word) > 1:
        return html.unescape(word)
    if word[0] != "\\" or len(word) == 1:
        return word
    try:
        return str(json.loads(f'"{word}"'))
    except ValueError:
        return word[1:]
