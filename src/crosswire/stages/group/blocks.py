"""Blocks of an archive, each judged by itself: which of its articles tell one story.

A block is a stretch of days with the days around it, so that every pair that may be one story meets
in one. Where a stretch holds more than one machine should have in memory, it is cut once more by
candidate keys, the rarest words of an article: an article lies in each block that one of its keys names,
and a pair that meets twice is harmless, since the first block that judged it is heard (Papadakis et
al., *Blocking and Filtering Techniques for Entity Resolution*, 2020). What a block gives is small:
pairs of ids with a chance.
"""

import math
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np

from crosswire.models.frequency import Background
from crosswire.stages.group import Group
from crosswire.stages.group.copies import is_copy
from crosswire.stages.group.graph import Graph
from crosswire.stages.group.settling import Models
from crosswire.stages.group.shelf import Shelf
from crosswire.stages.group.sketch import Sketch, unpack
from crosswire.stages.group.words import STEMS

STRETCH = 28
"""Days whose articles are asked for their story in one block."""
MOST = 20_000
"""Articles of a stretch up to which it is one block."""
KEYS = 6
"""Words of an article, the rarest first, that say in which blocks of a large stretch it lies."""
_SHARED_HASHES = 6
_TOLD = 4
_REASONED = 0.1

Kind = Literal["joint", "copy", "issue"]


class Edge(NamedTuple):
    """What was judged of two articles; ``a`` is the earlier by day and id."""

    a: str
    b: str
    chance: float
    kind: Kind
    """``joint``: the chance that both tell one story; ``copy``: ``b`` is the text of ``a``, whole or
    cut; ``issue``: two issues of something that returns, and never one story."""
    because: str


class Kept(NamedTuple):
    """What grouping needs of an article."""

    article: str
    sketch: bytes


class Block(NamedTuple):
    """Articles by day and id, and which of them are asked for their stories."""

    name: str
    articles: tuple[Kept, ...]
    core: tuple[int, ...]


class Dated(NamedTuple):
    """An article that is being laid into blocks."""

    day: float
    kept: Kept


def in_order(articles: Iterable[Kept]) -> list[Dated]:
    """Articles by day and id, once each; those without a day come last. The order in which they are
    given, or are given twice, changes nothing."""
    known = {one.article: one for one in sorted(articles, reverse=True)}
    return sorted((Dated(day_of(unpack(k.sketch)), k) for k in known.values()), key=_place)


def _place(one: Dated) -> tuple[float, str]:
    return one.day, one.kept.article


def day_of(sketch: Sketch) -> float:
    """The day of an article, or that on which it was seen; beyond all days where neither is known."""
    return next((day for day in (sketch.day, sketch.seen) if day is not None), math.inf)


def blocks(
    ordered: Sequence[Dated], words: Background, *, window: float, most: int = MOST
) -> Iterator[Block]:
    """The blocks of ``in_order`` articles. Those without a day may be of any, so they lie in every
    block beside the others, and in one of their own."""
    days = np.array([one.day for one in ordered])
    first_undated = int(np.searchsorted(days, math.inf))
    undated = ordered[first_undated:]
    for stretch in sorted({math.floor(day / STRETCH) for day in days[:first_undated]}):
        begin, end = stretch * STRETCH, (stretch + 1) * STRETCH
        low, high = (int(n) for n in np.searchsorted(days, (begin - window, end + window)))
        near = [*ordered[low : min(high, first_undated)], *undated]
        core = [begin <= one.day < end for one in near]
        yield from _cut(f"days-{begin:06d}", [one.kept for one in near], core, (words, most))
    if undated:
        every = [True] * len(undated)
        yield from _cut("undated", [one.kept for one in undated], every, (words, most))


def _cut(
    name: str, articles: Sequence[Kept], core: Sequence[bool], how: tuple[Background, int]
) -> Iterator[Block]:
    """One block, or as many as keep each to about ``most`` articles."""
    words, most = how
    count = 1 if len(articles) <= most else math.ceil(KEYS * len(articles) / most)
    if count == 1:
        yield _block(name, articles, core, range(len(articles)))
        return
    buckets: list[list[int]] = [[] for _ in range(count)]
    for at, one in enumerate(articles):
        for bucket in {zlib.crc32(k.encode()) % count for k in keys(unpack(one.sketch), words)}:
            buckets[bucket].append(at)
    for number, members in enumerate(buckets):
        yield _block(f"{name}-{number:05d}", articles, core, members)


def _block(
    name: str, articles: Sequence[Kept], core: Sequence[bool], members: Sequence[int]
) -> Block:
    inside = tuple(place for place, at in enumerate(members) if core[at])
    return Block(name, tuple(articles[at] for at in members), inside)


def keys(sketch: Sketch, words: Background) -> list[str]:
    """The rarest of what an article says in its headline, its names and its first words."""
    said = {STEMS[word] for word in (*sketch.title, *sketch.terms[: 2 * KEYS])}
    rarity = {stem: words.rarities.get(stem, words.unknown) for stem in said}
    rarity |= dict.fromkeys(sketch.phrases[: KEYS // 2], 2 * words.unknown)
    return sorted(rarity, key=lambda key: (-rarity[key], key))[:KEYS]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeBlock:
    """A block → its edges, in the order of its articles."""

    name: str = "judge"
    version: int = 1
    group: Group = field(default_factory=Group)

    def open(self) -> Callable[[Block], tuple[Edge, ...]]:
        """Load the models once."""
        models, words = self.group.models()
        window = self.group.dormant_days
        return lambda block: judge(block, models, words, window)


def judge(block: Block, models: Models, words: Background, window: float) -> tuple[Edge, ...]:
    """The edges of what a block asks for."""
    shelf = Shelf(words)
    shelf.put_all(unpack(one.sketch) for one in block.articles)
    copies = _copies(shelf)
    for copy in copies:
        shelf.hide(copy)
    graph = Graph(shelf, models.pairs, models.company, window)
    asked = [at for at in block.core if at not in copies]
    graph.weigh(asked)
    names, core = [one.article for one in block.articles], set(block.core)
    found = [
        Edge(names[o], names[c], 1.0, "copy", f"the text of {names[o]}, whole or cut")
        for c, o in copies.items()
        if c in core or o in core
    ]
    pairs = {(min(n, m), max(n, m)): p for n in asked for m, p in graph.joint.get(n, {}).items()}
    for (n, m), chance in sorted(pairs.items()):
        why = _both(shelf, n, m) if chance >= _REASONED else ""
        found.append(Edge(names[n], names[m], round(chance, 4), "joint", why))
    issues = {(min(n, m), max(n, m)) for n in asked for m in graph.issues.get(n, ())}
    found += (Edge(names[n], names[m], 0.0, "issue", "two issues") for n, m in sorted(issues))
    return tuple(found)


def _copies(shelf: Shelf) -> dict[int, int]:
    """Copy → the first article whose text it is. Only originals are looked through, so that a text
    which everybody carries costs no more than another."""
    having: dict[int, list[int]] = {}
    copies: dict[int, int] = {}
    for at, mine in enumerate(shelf.sketches):
        shared: dict[int, int] = {}
        for mark in mine.shingles:
            for other in having.get(mark, ()):
                shared[other] = shared.get(other, 0) + 1
        likely = sorted(n for n, count in shared.items() if count >= _SHARED_HASHES)
        original = next((n for n in likely if is_copy(mine, shelf.sketches[n])), None)
        if original is not None:
            copies[at] = original
            continue
        for mark in mine.shingles:
            having.setdefault(mark, []).append(at)
    return copies


def _both(shelf: Shelf, one: int, other: int) -> str:
    """The rarest words that both have."""
    shared = np.intersect1d(shelf.terms[one], shelf.terms[other])
    rarest = shared[np.argsort(-shelf.vocabulary.rarity(shared), kind="stable")]
    words = [shelf.vocabulary.words[n] for n in rarest.tolist()]
    told = sorted((word for word in words if not word.startswith("~")), key=words.index)[:_TOLD]
    return f"both have {', '.join(told)}" if told else "near in time and company"
