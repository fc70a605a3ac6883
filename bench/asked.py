"""Questions to a store of ``bench.wire``'s articles: rare and common words, phrases, story pages."""

import time
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from typing import Any

from bench.wire import FUNCTION_WORDS, Wire
from crosswire.records import Query
from crosswire.store import lists
from crosswire.store.base import Reader

_EACH = 20
"""Different queries of each kind."""
_PAGES = 60

Times = list[float]
"""Milliseconds, one a question."""


def answers(reader: Reader, wire: Wire) -> dict[str, Times]:
    """Milliseconds of every question by kind, each asked twice, the second time counted."""
    found: dict[str, Times] = {}
    for kind, words in _words(reader, wire):
        for order in ("newest", "ranked"):
            asked = [Query(words=w, order=order) for w in words]
            found[f"{kind}, {order}"] = [_timed(lists.search, reader, query) for query in asked]
    outlets = [
        Query(words=word, outlet=name) for word in FUNCTION_WORDS[:4] for name in wire.outlets[-5:]
    ]
    found["common word of one outlet, newest"] = [_timed(lists.search, reader, q) for q in outlets]
    pages = [line.id for line in lists.stories(reader, order="outlets", limit=_PAGES // 2)]
    pages += [line.id for line in lists.stories(reader, limit=_PAGES // 2)]
    found["story page"] = [_timed(lists.story, reader, page) for page in pages]
    for order in ("newest", "outlets", "origins"):
        found[f"20 stories by {order}"] = [_timed(_stories, reader, order) for _ in range(5)]
    return found


def _words(reader: Reader, wire: Wire) -> Iterator[tuple[str, list[str]]]:
    """Kinds of queries, by how many articles have the words."""
    heads = [hit.headline or "" for hit in lists.search(reader, Query(limit=_EACH)).hits]
    function, words = FUNCTION_WORDS, wire.vocabulary
    known = (word for word in words[30_000:] if _known(reader, word))
    rare = list(islice(known, _EACH))
    yield "rare word", rare
    yield "word of 1 %", words[800 : 800 + _EACH]
    yield "common word", [*function[: _EACH // 2], *words[: _EACH // 2]]
    yield "two common words", [f"{a} {b}" for a, b in pairwise([*function[:11], *words[:10]])]
    yield "rare and common word", [f"{function[0]} {word}" for word in rare]
    yield "phrase of common words", [f'"{a} {b}"' for a, b in pairwise(function[: _EACH + 1])]
    yield "phrase of a headline", [f'"{" ".join(head.split()[1:4])}"' for head in heads]
    yield "beginning of a word", [f"{word[:4]}*" for word in words[500 : 500 + _EACH]]


def _known(reader: Reader, word: str) -> bool:
    return bool(lists.search(reader, Query(words=word, limit=1)).hits)


def _stories(reader: Reader, order: Any) -> object:
    return lists.stories(reader, order=order)


def _timed(run: Callable[..., object], *given: object) -> float:
    """The second of two calls: what a page costs once the file has been read."""
    run(*given)
    began = time.perf_counter()
    run(*given)
    return (time.perf_counter() - began) * 1000
