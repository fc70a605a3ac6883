"""Judgements made with ``crosswire review``, read as training marks.

``crosswire review --export FILE`` writes a line for each standing judgement: story, two passages by
article, text and offsets, label, hard. Here they become what a training story is marked with.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from crosswire.records.quotation import Reading

Place = tuple[str, int]
"""(article, index of one of its sentences)."""


class Passage(NamedTuple):
    """One side of a judged pair."""

    article: str
    text_id: str
    start: int
    end: int
    words: str


class Judged(NamedTuple):
    """A judged pair."""

    story: str
    a: Passage
    b: Passage
    label: str
    """same, partly, different, conflict."""
    hard: bool


class Marks(NamedTuple):
    """Judgements on one story's sentences."""

    same: frozenset[frozenset[Place]]
    different: frozenset[frozenset[Place]]
    disputed: frozenset[frozenset[Place]]
    hard: frozenset[frozenset[Place]]


def read(file: Path) -> list[Judged]:
    """The exported lines."""
    with file.open(encoding="utf-8") as lines:
        return [_judged(json.loads(line)) for line in lines if line.strip()]


def _judged(fields: Mapping[str, Any]) -> Judged:
    a, b = (Passage(**fields[side]) for side in ("a", "b"))
    return Judged(fields["story"], a, b, fields["label"], bool(fields["hard"]))


def standing(judged: Iterable[Judged], readings: Mapping[str, Reading]) -> Iterator[Judged]:
    """Those whose passages still read as they did; a page that changed since trains nothing."""
    for one in judged:
        if all(_reads(side, readings.get(side.article)) for side in (one.a, one.b)):
            yield one


def _reads(side: Passage, reading: Reading | None) -> bool:
    if reading is None or reading.revision.body.id != side.text_id:
        return False
    return reading.revision.body.content[side.start : side.end] == side.words


def marks(judged: Iterable[Judged], readings: Mapping[str, Reading]) -> Marks:
    """What the judgements say of pairs of sentences."""
    found: dict[str, set[frozenset[Place]]] = {
        label: set() for label in ("same", "partly", "different", "conflict", "hard")
    }
    for one in standing(judged, readings):
        for a in _sentences(readings[one.a.article], one.a):
            for b in _sentences(readings[one.b.article], one.b):
                found[one.label].add(frozenset((a, b)))
                if one.hard:
                    found["hard"].add(frozenset((a, b)))
    return Marks(
        same=frozenset(found["same"] | found["partly"]),
        different=frozenset(found["different"]),
        disputed=frozenset(found["conflict"]),
        hard=frozenset(found["hard"]),
    )


def _sentences(reading: Reading, side: Passage) -> list[Place]:
    """The sentences that the passage lies in or holds."""
    return [
        (reading.article, k)
        for k, s in enumerate(reading.annotation.sentences)
        if s.start < side.end and side.start < s.end
    ]
