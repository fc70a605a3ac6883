"""Boosted trees for the points room: recipes, cross-validation over stories, thresholds."""

from collections.abc import Iterable, Sequence

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from crosswire.models.boost import Boosters
from training.point_stories import Line

SEED = 20261121
FOLDS = 3

Table = NDArray[np.float32]
Rows = tuple[Table, Table]
"""Rows and their labels."""

COMMON: Line = {
    "objective": "binary", "pos_bagging_fraction": 0.9, "neg_bagging_fraction": 0.4, "bagging_freq": 1, "feature_fraction": 0.4,
    "lambda_l2": 5.0, "max_bin": 63, "verbose": -1, "num_threads": 1, "deterministic": True,
    "force_row_wise": True,
}  # fmt: skip
EVEN: Line = {"pos_bagging_fraction": 0.8, "neg_bagging_fraction": 0.8}
"""Both classes drawn alike, where neither is rare: scores are then chances as they stand."""
RECIPES: dict[str, tuple[Line, int, int]] = {
    "surface": ({"learning_rate": 0.05, "num_leaves": 31, "min_child_samples": 60}, 250, 2),
    "pairs": ({"learning_rate": 0.04, "num_leaves": 15, "min_child_samples": 60}, 250, 2),
    "claim": ({**EVEN, "learning_rate": 0.05, "num_leaves": 15, "min_child_samples": 40}, 200, 1),
    "single": ({**EVEN, "learning_rate": 0.05, "num_leaves": 15, "min_child_samples": 60}, 150, 2),
    "conflict": (
        {
            **EVEN,
            "learning_rate": 0.04,
            "num_leaves": 15,
            "min_child_samples": 20,
            "lambda_l2": 1.0,
        },
        150,
        2,
    ),
}
"""For each booster its settings, the number of trees and the number of seeds."""


def boost(
    name: str, table: Table, labels: Table, columns: Sequence[str], *, most: int = 9
) -> list[str]:
    """Train the boosters of a recipe, at most ``most`` seeds; their texts."""
    settings, trees, seeds = RECIPES[name]
    data = lgb.Dataset(table, labels, feature_name=list(columns), params={"max_bin": 63})
    return [
        lgb.train({**COMMON, **settings, "seed": SEED + k}, data, trees).model_to_string()
        for k in range(min(most, seeds))
    ]


def parts(stories: int) -> NDArray[np.int64]:
    """The fold of each story: always the same for as many stories."""
    return np.random.default_rng(SEED).permutation(stories) % FOLDS


def joined(tables: Sequence[Table], labels: Sequence[Table], more: Rows | None = None) -> Rows:
    """All rows one after the other, those of ``more`` last."""
    rest = () if more is None else (more,)
    return (
        np.concatenate([*tables, *(table for table, _ in rest)]),
        np.concatenate([*labels, *(told for _, told in rest)]),
    )


def crossed(name: str, tables: Sequence[Table], labels: Sequence[Table], columns: Sequence[str],
            more: Rows | None = None) -> list[Table]:  # fmt: skip
    """Scores of every story by boosters that did not see it; all of them saw ``more``."""
    folds = parts(len(tables))
    scores: list[Table] = [np.zeros(0, np.float32)] * len(tables)
    for fold in range(FOLDS):
        inside = [k for k in range(len(tables)) if folds[k] != fold]
        rows = joined([tables[k] for k in inside], [labels[k] for k in inside], more)
        boosters = Boosters(boost(name, *rows, columns, most=1))
        for k in np.flatnonzero(folds == fold).tolist():
            scores[k] = boosters.scores(tables[k]).astype(np.float32)
    return scores


def best_f1(
    scored: Iterable[tuple[float, bool]], total: int, share: float = 1.0
) -> tuple[float, float]:
    """(F1, threshold) at the highest threshold with ``share`` of the best F1; ``total`` counts
    what should be found."""
    ordered = sorted(scored, reverse=True)
    right = np.cumsum([hit for _, hit in ordered])
    f1 = 2 * right / (np.arange(1, len(ordered) + 1) + total)
    at = int(np.flatnonzero(f1 >= share * f1.max())[0])
    return float(f1[at]), float(ordered[at][0])


def surest(scored: Iterable[tuple[float, bool]], precision: float) -> tuple[float, float]:
    """(share of right pairs kept, threshold) at the lowest score that keeps ``precision``."""
    ordered = sorted(scored, reverse=True)
    right = np.cumsum([hit for _, hit in ordered])
    kept = np.flatnonzero(right / np.arange(1, len(ordered) + 1) >= precision)
    at = int(kept[-1]) if len(kept) else 0
    return float(right[at] / max(1, right[-1])), float(ordered[at][0])
