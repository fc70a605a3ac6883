"""Judgements made with ``crosswire review``, as further labelled pairs to train on.

``crosswire review --export FILE`` writes a line for each standing judgement: story, two passages by
article, text and offsets, label, hard. ``training/points.py --judgements FILE --pages FOLDER…`` reads
the pages again and finds the candidate pairs that were judged. Only those are learnt from: what was
never asked is no answer. "Same" and "partly" are one statement, "different" two; a conflict trains
the trees of conflicts alone. Whether it is hard stays a person's word and trains nothing.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from crosswire.config import Settings
from crosswire.project import Project
from crosswire.records.failure import Failure
from crosswire.records.quotation import Reading
from crosswire.stages.compare.points.board import Floats, Sheet, floats
from crosswire.stages.compare.points.likeness import with_reading
from training.boosting import Rows
from training.point_stories import Story, asked, story_of

ONE_STATEMENT = {"same": 1.0, "partly": 1.0, "different": 0.0}
CONFLICT = {"conflict": 1.0, "same": 0.0, "partly": 0.0, "different": 0.0}


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


def read(file: Path) -> list[Judged]:
    """The exported lines."""
    with file.open(encoding="utf-8") as lines:
        return [_judged(json.loads(line)) for line in lines if line.strip()]


def _judged(fields: Mapping[str, Any]) -> Judged:
    a, b = (Passage(**fields[side]) for side in ("a", "b"))
    return Judged(fields["story"], a, b, fields["label"], bool(fields["hard"]))


@dataclass(frozen=True, slots=True)
class JudgedStory:
    """One story's candidate pairs, and what a person said of some of them."""

    story: Story
    labels: Mapping[int, str]
    """Index of a candidate pair → label."""

    def rows(self, names: Sequence[str], answers: Mapping[str, float]) -> Rows:
        """The judged pairs that ``answers`` has a number for."""
        at = [n for n, label in self.labels.items() if label in answers]
        told = [answers[self.labels[n]] for n in at]
        return self.story.signals.table(list(names))[at], floats(told)

    def heard(self, surface: Floats) -> "JudgedStory":
        """With what the shipped pair reader makes of the story, the likeliest by ``surface``."""
        signals = with_reading(self.story.signals, surface, asked(self.story, surface))
        return replace(self, story=replace(self.story, signals=signals))


def rows_of(
    stories: Iterable[JudgedStory], names: Sequence[str], answers: Mapping[str, float]
) -> Rows:
    """The judged pairs of all stories as rows to learn from; none where nobody judged."""
    found = [story.rows(names, answers) for story in stories]
    nothing = np.zeros((0, len(names)), dtype=np.float32), np.zeros(0, dtype=np.float32)
    tables, labels = zip(nothing, *found, strict=True)
    return np.concatenate(tables), np.concatenate(labels)


def judged_stories(judged: Sequence[Judged], pages: Sequence[Path]) -> Iterator[JudgedStory]:
    """Every story of ``pages`` of which something was judged; a folder is a story, unless its pages
    name theirs."""
    project = Project(Settings.load())
    for path in pages:
        told: dict[str, dict[str, Reading]] = {}
        for reading in project.annotate(project.captures([path])):
            if isinstance(reading, Failure):
                print(f"left out: {reading.item}: {reading.words}")
            else:
                name = reading.revision.capture.story or path.name
                told.setdefault(name, {})[reading.article] = reading
        for name, readings in told.items():
            known = standing(judged, readings)
            if known:
                story = _laid_out(name, readings)
                labels = labelled(story, known)
                yield from [JudgedStory(story, labels)] if labels else []


def standing(judged: Iterable[Judged], readings: Mapping[str, Reading]) -> list[Judged]:
    """Those whose passages still read as they did; a page that changed since trains nothing."""
    return [
        one
        for one in judged
        if all(_reads(side, readings.get(side.article)) for side in (one.a, one.b))
    ]


def _reads(side: Passage, reading: Reading | None) -> bool:
    if reading is None or reading.revision.body.id != side.text_id:
        return False
    return reading.revision.body.content[side.start : side.end] == side.words


def _laid_out(name: str, readings: Mapping[str, Reading]) -> Story:
    """The pages of a story with no marks on them."""
    articles = [{"id": article, "sentences": []} for article in readings]
    blank = {"story": name, "articles": articles, "points": [], "no_claim": {}, "conflicts": []}
    return story_of(blank, readings, dict.fromkeys(readings, ""))


def labelled(story: Story, judged: Iterable[Judged]) -> dict[int, str]:
    """The label of every candidate pair that was judged; of two judgements the later line counts."""
    at = story.signals.pairs.index()
    found = {}
    for one in judged:
        for i in _units(story, one.a):
            for j in _units(story, one.b):
                pair = at.get((min(i, j), max(i, j)))
                if pair is not None:
                    found[pair] = one.label
    return found


def _units(story: Story, side: Passage) -> list[int]:
    """The units that the passage covers, by half of either's length."""
    articles = [reading.article for reading in story.board.readings]
    return [
        n
        for n, sheet in enumerate(story.board.sheets)
        if articles[sheet.unit.article] == side.article and _covers(side, sheet)
    ]


def _covers(side: Passage, sheet: Sheet) -> bool:
    span = sheet.unit.span
    shared = min(side.end, span.end) - max(side.start, span.start)
    return shared > 0 and 2 * shared >= min(side.end - side.start, span.end - span.start)
