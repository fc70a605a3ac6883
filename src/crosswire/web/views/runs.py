"""A text with spans that overlap, as runs that do not: each run knows every span that covers it.

The runs put together are the text, character for character, whatever the spans. Offsets are code
points, as everywhere; nothing that reads these runs needs to count.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, get_args

from crosswire.records.article import PassageKind, Voice
from crosswire.records.base import Record

Layer = Literal[
    "sentences", "names", "times", "quotations", "speakers", "cues", "terms", "points", "singles",
    "conflicts", "notes",
]  # fmt: skip
"""What can be shown on a text, each switched on by itself."""
LAYERS: tuple[Layer, ...] = get_args(Layer)


class Marked(Record):
    """A stretch of the text that a layer marks."""

    layer: Layer
    start: int
    end: int
    what: str
    """For people: who it is, what it means, why it is marked."""
    href: str | None = None


class Run(Record):
    """A stretch that the same marks cover from end to end."""

    start: int
    end: int
    words: str
    layers: tuple[Layer, ...] = ()
    marks: tuple[int, ...] = ()
    """Which of the marks cover it, by their place among them."""
    begins: tuple[Layer, ...] = ()
    """Layers of which a mark begins here."""
    here: bool = False
    """Part of the words that the reader was led to."""


class Block(Record):
    """A passage of the text."""

    kind: PassageKind = PassageKind.PARAGRAPH
    voice: Voice = Voice.NEWS
    runs: tuple[Run, ...]
    gap: tuple[Run, ...] = ()
    """White space between this passage and the next."""


Passage = tuple[int, int, PassageKind, Voice]
Place = tuple[int, int]


def blocks(
    text: str, passages: Sequence[Passage], marks: Sequence[Marked], here: Place | None = None
) -> tuple[Block, ...]:
    """The text in passages and runs; put together, runs and gaps are the text."""
    told = [*passages] if passages else [(0, len(text), PassageKind.PARAGRAPH, Voice.NEWS)]
    if told[0][0] > 0:
        told.insert(0, (0, 0, PassageKind.PARAGRAPH, Voice.NEWS))
    cuts = _cuts(text, marks, here)
    found: list[Block] = []
    for n, (start, end, kind, voice) in enumerate(told):
        last = told[n + 1][0] if n + 1 < len(told) else len(text)
        made = runs(text, marks, (start, end), here, cuts)
        gap = runs(text, marks, (end, last), here, cuts)
        found.append(Block(kind=kind, voice=voice, runs=made, gap=gap))
    return tuple(found)


def runs(
    text: str,
    marks: Sequence[Marked],
    within: Place | None = None,
    here: Place | None = None,
    cuts: Sequence[int] | None = None,
) -> tuple[Run, ...]:
    """The text, or the part ``within``, cut wherever a mark begins or ends."""
    start, end = within or (0, len(text))
    edges = _cuts(text, marks, here) if cuts is None else cuts
    inside = [start, *(e for e in _between(edges, start, end)), end]
    waiting = sorted(
        (n for n, m in enumerate(marks) if m.start < end and m.end > start),
        key=lambda n: marks[n].start,
        reverse=True,
    )
    found: list[Run] = []
    open_: list[int] = []
    for first, last in pairwise(inside):
        if first >= last:
            continue
        open_ = [n for n in open_ if marks[n].end > first]
        while waiting and marks[waiting[-1]].start <= first:
            if marks[waiting[-1]].end > first:
                open_.append(waiting[-1])
            waiting.pop()
        found.append(_run(text, (first, last), [(n, marks[n]) for n in sorted(open_)], here))
    return tuple(found)


def _cuts(text: str, marks: Iterable[Marked], here: Place | None) -> list[int]:
    edges = {edge for mark in marks for edge in (mark.start, mark.end)} | set(here or ())
    return sorted(edge for edge in edges if 0 < edge < len(text))


def _between(edges: Sequence[int], start: int, end: int) -> Sequence[int]:
    first = bisect_left(edges, start + 1)
    return edges[first : bisect_left(edges, end, lo=first)]


def _run(
    text: str, place: Place, covering: Sequence[tuple[int, Marked]], here: Place | None
) -> Run:
    start, end = place
    layers = {mark.layer for _, mark in covering}
    begun = {mark.layer for _, mark in covering if mark.start == start}
    return Run(
        start=start,
        end=end,
        words=text[start:end],
        layers=tuple(layer for layer in LAYERS if layer in layers),
        marks=tuple(n for n, _ in covering),
        begins=tuple(layer for layer in LAYERS if layer in begun),
        here=here is not None and here[0] <= start and end <= here[1],
    )
