"""The single part of the points room: what one article alone states, learnt from the stories."""

from collections.abc import Sequence

import numpy as np

from crosswire.stages.compare.points import singles
from training.boosting import Table, best_f1, boost, crossed
from training.point_stories import Story


def train_singles(stories: Sequence[Story], scores: Sequence[Table]) -> tuple[list[str], float]:
    """Boosters for what one article alone states, and the threshold."""
    tables = [
        singles.single_table(s.board, s.signals, v) for s, v in zip(stories, scores, strict=True)
    ]
    labels = [np.asarray([bool(h & s.alone) for h in s.homes], dtype=np.float32) for s in stories]
    crossing = crossed("single", tables, labels, singles.COLUMNS)
    scored = [
        (float(v), bool(y) and s.board.sheets[n].unit.checkable)
        for s, vs, ys in zip(stories, crossing, labels, strict=True)
        for n, (v, y) in enumerate(zip(vs, ys, strict=True))
        if s.board.sheets[n].unit.checkable
    ]
    f1, at = best_f1(scored, sum(len(s.alone) for s in stories))
    print(f"singles: cross-validated F1 {f1:.4f} at {at:.3f}")
    return boost("single", np.concatenate(tables), np.concatenate(labels), singles.COLUMNS), at
