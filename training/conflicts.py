"""The conflict part of the points room: which pairs differ in a detail, learnt from the stories."""

from collections.abc import Sequence

import numpy as np

from crosswire.stages.compare.points import conflicts
from crosswire.stages.compare.points.signals import standing
from training.boosting import Table, best_f1, boost, crossed, surest
from training.point_stories import Story

CONFLICTS_ON_TRAINING = 0.4
"""Share of conflicts right asked there: the one reader marks a part of what two readers mark."""


def train_conflicts(
    stories: Sequence[Story], scores: Sequence[Table], likely: float
) -> tuple[list[str], float, float]:
    """Boosters for conflicts, the threshold, and the score from which one is more than tension."""
    tables, labels = [], []
    for story, values in zip(stories, scores, strict=True):
        differ = conflicts.Differences(story.board, story.signals)
        found = conflicts.disputes(differ, values, likely)
        if not found:
            continue
        among = standing(values, story.signals.context)
        tables.append(conflicts.conflict_table(story.signals, among, values, found))
        labels.append(np.asarray([_disputed(story, d.at) for d in found], dtype=np.float32))
    crossing = crossed("conflict", tables, labels, conflicts.COLUMNS)
    scored = [
        (float(v), bool(y))
        for vs, ys in zip(crossing, labels, strict=True)
        for v, y in zip(vs, ys, strict=True)
    ]
    total = sum(len(s.disputed) for s in stories)
    f1, best = best_f1(scored, total)
    reach = sum(hit for _, hit in scored)
    print(f"conflicts: cross-validated F1 {f1:.4f} at {best:.3f}; {reach} of {total} in reach")
    at = surest(scored, CONFLICTS_ON_TRAINING)[1]
    hard = max(at, surest(scored, 0.5)[1])
    texts = boost("conflict", np.concatenate(tables), np.concatenate(labels), conflicts.COLUMNS)
    return texts, at, hard


def _disputed(story: Story, at: int) -> bool:
    """The reader marked a conflict between sentences that pair ``at`` lies on."""
    i, j = story.signals.pairs.i[at], story.signals.pairs.j[at]
    return any(frozenset([a, b]) in story.disputed for a in story.homes[i] for b in story.homes[j])
