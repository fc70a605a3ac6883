"""The training stories of the points room: read by the shipped stages, laid against the marks."""

import gzip
import json
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from crosswire.config import Settings
from crosswire.intake.lines import read_lines
from crosswire.models.encoder import load_encoder
from crosswire.models.pair_reader import load_pair_reader
from crosswire.project import Project
from crosswire.records.failure import Failure
from crosswire.records.quotation import Reading
from crosswire.stages.compare.points import words
from crosswire.stages.compare.points.board import Board, Floats, lay
from crosswire.stages.compare.points.bounds import Bounds
from crosswire.stages.compare.points.likeness import worth_reading
from crosswire.stages.compare.points.resolved import resolved
from crosswire.stages.compare.points.signals import Signals, read_signals
from crosswire.stages.compare.table import lay_out

TRAINED = Path(__file__).parents[1] / "src" / "crosswire" / "models" / "trained"
NON_COMMERCIAL = "TRIPLET"
SCORED_ELSEWHERE = ("as-train-0187", "as-train-0192", "as-train-0562", "as-train-0861")

Place = tuple[str, int]
Pair = tuple[str, int, str, int]
Line = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One training story, laid out, with what its reader marked."""

    name: str
    open_licence: bool
    board: Board
    signals: Signals
    homes: tuple[frozenset[Place], ...]
    """Gold sentences each unit lies on."""
    same: frozenset[Pair]
    alone: frozenset[Place]
    disputed: frozenset[frozenset[Place]]

    def sentence_pairs(self) -> Iterator[frozenset[Pair]]:
        """For each candidate pair the gold sentence pairs it lies on."""
        for i, j in zip(self.signals.pairs.i, self.signals.pairs.j, strict=True):
            yield frozenset(_pair(a, b) for a in self.homes[i] for b in self.homes[j])


def _pair(a: Place, b: Place) -> Pair:
    return (*a, *b) if a < b else (*b, *a)


def rows(path: Path) -> list[Line]:
    """JSON lines of a gzip file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read(articles: Sequence[Line], cache: Path | None) -> dict[str, Reading]:
    """Readings by article id, from ``cache`` when it is there."""
    if cache is not None and cache.is_file():
        kept: dict[str, Reading] = pickle.loads(cache.read_bytes())
        return kept
    lines = (json.dumps(a) for a in articles)
    found = {}
    for reading in Project(Settings.load()).annotate(read_lines(lines, source="bench")):
        if isinstance(reading, Failure):
            print(f"left out: {reading.item}: {reading.words}")
        else:
            found[reading.article] = reading
    if cache is not None:
        cache.write_bytes(pickle.dumps(found, protocol=5))
    return found


def story_of(gold: Line, readings: Mapping[str, Reading], sources: Mapping[str, str]) -> Story:
    """Lay out one story and align its units with the gold sentences."""
    names = [a["id"] for a in gold["articles"]]
    table = lay_out([readings[n] for n in names if n in readings])
    told = sorted(table.told, key=lambda r: (r.revision.body.id, r.article))
    board = lay(told, table.canon, load_encoder(), words.load_rarity())
    signals = read_signals(board)
    sentences = {a["id"]: a["sentences"] for a in gold["articles"]}
    homes = tuple(
        frozenset(
            (told[s.unit.article].article, k)
            for k in covered(
                sentences[told[s.unit.article].article], s.unit.span.start, s.unit.span.end
            )
        )
        for s in board.sheets
    )
    bare = replace(board, sheets=tuple(replace(s, pieces=None) for s in board.sheets))
    same, alone, disputed = marks(gold)
    if same:
        same |= reprints(signals, homes)
    return Story(
        name=gold["story"],
        open_licence=not any(sources[n].startswith(NON_COMMERCIAL) for n in names),
        board=bare,
        signals=replace(signals, meetings=type(signals.meetings)(bare)),
        homes=homes,
        same=same,
        alone=alone,
        disputed=disputed,
    )


REPRINT_WORDS, REPRINT_SHARE = 8, 0.6


def reprints(signals: Signals, homes: Sequence[frozenset[Place]]) -> frozenset[Pair]:
    """Plain reprints that the one reader passed over: they say the same, marked or not."""
    c = signals.columns
    plain = (c["run"] >= REPRINT_WORDS) & (c["run_share"] >= REPRINT_SHARE)
    plain &= c["checkable_lo"] > 0
    return frozenset(
        _pair(a, b)
        for i, j in zip(signals.pairs.i[plain], signals.pairs.j[plain], strict=True)
        for a in homes[i]
        for b in homes[j]
    )


def covered(sentences: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    """Gold sentences that a span covers by half of either's length: the scorer's rule."""
    found = []
    for k, (s, e) in enumerate(sentences):
        shared = min(e, end) - max(s, start)
        if shared > 0 and shared >= 0.5 * min(e - s, end - start):
            found.append(k)
    return found


def marks(gold: Line) -> tuple[frozenset[Pair], frozenset[Place], frozenset[frozenset[Place]]]:
    """(same-statement pairs, sentences of one article only, disputed pairs) of a story."""
    same: set[Pair] = set()
    shared: set[Place] = set()
    for point in gold["points"]:
        places = [(a, k) for a, ks in point["members"].items() for k in ks]
        same |= {_pair(x, y) for x in places for y in places if x[0] < y[0]}
        shared |= set(places)
    quiet = {(a, k) for a, ks in gold["no_claim"].items() for k in ks}
    alone = {
        (a["id"], k)
        for a in gold["articles"]
        for k, (s, e) in enumerate(a["sentences"])
        if e - s > 1 and (a["id"], k) not in shared | quiet
    }
    disputed = {
        frozenset([(c["a"][0], c["a"][1]), (c["b"][0], c["b"][1])]) for c in gold["conflicts"]
    }
    return frozenset(same), frozenset(alone), frozenset(disputed)


def public_story(gold: Line, readings: Mapping[str, Reading]) -> Story:
    """A scored story for the baselines: only pairs that both readers marked count as the same."""
    blank = {**gold, "points": [], "no_claim": {}, "conflicts": []}
    story = story_of(blank, readings, dict.fromkeys((a["id"] for a in gold["articles"]), ""))
    return replace(story, same=frozenset(tuple(p) for p in gold["pairs"]))


def asked(story: Story, surface: Floats) -> Floats:
    """What the shipped pair reader makes of a story that no part of it learnt from: log-odds of
    every pair, not a number where it reads none."""
    at = worth_reading(story.board, story.signals, surface, Bounds())
    told = [resolved(sheet) for sheet in story.board.sheets]
    i, j = story.signals.pairs.i[at].tolist(), story.signals.pairs.j[at].tolist()
    found = np.full((len(story.signals.pairs), 2), np.nan, dtype=np.float32)
    found[at] = load_pair_reader().read([(told[a], told[b]) for a, b in zip(i, j, strict=True)])
    return found
