"""The conflict part of the points room: which pairs differ in a detail, learnt from the stories."""

from collections.abc import Iterator, Sequence

import numpy as np

from crosswire.stages.compare.points.conflicts import (
    KINDS,
    STRICT,
    Differences,
    comparable,
    conflict_table,
    leading,
)
from crosswire.stages.compare.points.signals import standing
from training.boosting import Rows, Table, best_f1, boost, crossed, joined, surest
from training.judgements import CONFLICT, JudgedStory
from training.point_stories import Place, Story

RIGHT = 0.4
"""Share of conflicts of a kind right asked there: the one reader marks a part of what two mark."""
FEWEST = 10
"""Shown conflicts of a kind from which that share is told at all."""
HARD = 0.5
"""Share right from which one is more than a tension, where its kind allows."""

Marked = frozenset[Place]


def train_conflicts(
    stories: Sequence[Story],
    scores: Sequence[Table],
    likely: float,
    judged: Sequence[tuple[JudgedStory, Table]] = (),
) -> tuple[list[str], dict[str, float], float]:
    """Boosters for conflicts, each kind's threshold, and the score from which one is more than a
    tension.

    ``scores`` are cross-validated scores of the candidate pairs of each story, ``likely`` is where
    points begin; what was ``judged``, with scores likewise, is learnt from besides. Prints
    cross-validated figures, and how often each kind is right where shown.
    """
    read = [_read(s, v, likely) for s, v in zip(stories, scores, strict=True)]
    kept = [(s, r) for s, r in zip(stories, read, strict=True) if r[0]]
    names = kept[0][1][1]
    tables = [r[2] for _, r in kept]
    labels = [r[3] for _, r in kept]
    more = _judged(judged, names, likely)
    crossing = crossed("conflict", tables, labels, names, more)
    found = [
        told
        for (story, (at, _, _, _)), values in zip(kept, crossing, strict=True)
        for told in _by_mark(story, at, values)
    ]
    scored = [(value, hit) for value, hit, _ in found]
    total = sum(len(s.disputed) for s in stories)
    f1, best = best_f1(scored, total)
    reach = sum(hit for _, hit in scored)
    print(f"conflicts: cross-validated F1 {f1:.4f} at {best:.3f}; {reach} of {total} in reach")
    hard = surest(scored, HARD)[1]
    limits = thresholds(found)
    right = [hit for value, hit, kind in found if value >= limits.get(kind, 2.0)]
    print(f"conflicts: {sum(right)} of {len(right)} shown are marked")
    return boost("conflict", *joined(tables, labels, more), names), limits, hard


def thresholds(found: Sequence[tuple[float, bool, str]]) -> dict[str, float]:
    """For each kind the lowest score that keeps ``RIGHT`` of its conflicts right; a kind that never
    reaches it over ``FEWEST`` has none, and is shown only where a typed detector speaks, from the
    score that keeps the share over all kinds."""
    named = [(v, hit) for v, hit, kind in found if kind]
    limits: dict[str, float] = {STRICT: surest(named, RIGHT)[1]}
    for kind in KINDS:
        ordered = sorted((v, hit) for v, hit, k in found if k == kind)[::-1]
        right = np.cumsum([hit for _, hit in ordered])
        share = right / np.arange(1, len(ordered) + 1)
        kept = np.flatnonzero(share >= RIGHT)
        at = int(kept[-1]) if len(kept) else -1
        if at + 1 >= FEWEST:
            limits[kind] = float(ordered[at][0])
            print(f"conflicts: {kind}: {right[at]} of {at + 1} right from {ordered[at][0]:.3f}")
        else:
            print(f"conflicts: {kind}: not shown; {sum(h for _, h in ordered)} of {len(ordered)}")
    return limits


Read = tuple[list[int], list[str], Table, Table]


def _read(story: Story, scores: Table, likely: float) -> Read:
    """The pairs weighed in a story, the names of the columns, the table, and the labels."""
    differ = Differences(story.board, story.signals)
    at = comparable(differ, scores, likely)
    none = np.zeros((0, 0), dtype=np.float32)
    if not at:
        return [], [], none, none
    among = standing(scores, story.signals.context)
    names, table = conflict_table(story.signals, among, scores, differ, at)
    labels = np.asarray([bool(_marks(story, n) & story.disputed) for n in at], dtype=np.float32)
    return at, names, table, labels


def _judged(
    judged: Sequence[tuple[JudgedStory, Table]], names: Sequence[str], likely: float
) -> Rows:
    """The judged pairs that are near enough to be weighed, a conflict or none."""
    tables, labels = [np.zeros((0, len(names)), np.float32)], [np.zeros(0, np.float32)]
    for one, scores in judged:
        at, _, table, _ = _read(one.story, scores, likely)
        kept = [k for k, n in enumerate(at) if one.labels.get(n) in CONFLICT]
        if kept:
            tables.append(table[kept])
            labels.append(np.asarray([CONFLICT[one.labels[at[k]]] for k in kept], np.float32))
    return joined(tables, labels)


def _marks(story: Story, at: int) -> frozenset[Marked]:
    """The pairs of sentences that pair ``at`` lies on."""
    i, j = story.signals.pairs.i[at], story.signals.pairs.j[at]
    return frozenset(frozenset([a, b]) for a in story.homes[i] for b in story.homes[j])


def _by_mark(story: Story, at: Sequence[int], values: Table) -> Iterator[tuple[float, bool, str]]:
    """(best score, is it marked, kind it is named after) of every pair of sentences weighed."""
    differ = Differences(story.board, story.signals)
    best: dict[Marked, tuple[float, int]] = {}
    for n, value in zip(at, values.tolist(), strict=True):
        for mark in _marks(story, n):
            best[mark] = max(best.get(mark, (0.0, n)), (value, n))
    for mark, (value, n) in best.items():
        detail = leading(differ.told(n)) if value >= _LOWEST else None
        yield value, mark in story.disputed, detail.kind if detail else ""


_LOWEST = 0.1
"""Score below which nothing is named, to spare the reading."""
