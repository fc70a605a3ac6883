"""The judge's own rule, story by story: ``score/score.py`` taken by path, its rounding left out."""

import importlib.util
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from bench.sets import Row

Count = tuple[int, int, int]
"""Right, wrong, missed."""
DRAWS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class PointSeen:
    """One point of one story as the judge sees it."""

    story: str
    confidence: float
    tier: str
    shown: bool
    wholly_false: bool
    right: int
    """Sentence pairs that readers hold for the same statement."""
    wrong: int
    """Sentence pairs that they do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySeen:
    """The counts of one story."""

    pairs: Count
    sure: Count
    single: Count
    conflicts: Count
    points: tuple[PointSeen, ...]


class Judge:
    """Judges predicted stories with the very functions that the scorer prints its figures from."""

    def __init__(self, folder: Path) -> None:
        self._rules = _module(folder / "score" / "score.py")

    def stories(self, gold: Sequence[Row], predicted: Sequence[Row]) -> list[StorySeen]:
        """Every gold story, one by one; one that was not compared counts as empty."""
        by_name = {row["story"]: row for row in predicted}
        return [self._story(row, by_name.get(row["story"])) for row in gold]

    def _story(self, gold: Row, predicted: Row | None) -> StorySeen:
        counted = self._rules.align([gold], [predicted] if predicted else [])
        return StorySeen(
            pairs=counted["same_statement_pairs"]["counts"],
            sure=counted["sure_tier"]["counts"],
            single=counted["single_outlet"]["counts"],
            conflicts=counted["conflicts"]["counts"],
            points=tuple(self._point(gold, p) for p in (predicted or {}).get("points", [])),
        )

    def _point(self, gold: Row, point: Row) -> PointSeen:
        sentences = {a["id"]: [tuple(s) for s in a["sentences"]] for a in gold["articles"]}
        same = {tuple(pair) for pair in gold["pairs"]}
        perhaps = {tuple(pair) for pair in gold["pairs_maybe"]}
        got = self._rules._pairs([point], sentences)
        return PointSeen(
            story=gold["story"],
            confidence=float(point.get("confidence", 1.0)),
            tier=point.get("tier", ""),
            shown=point.get("shown", True),
            wholly_false=bool(got) and not got & (same | perhaps),
            right=len(got & same),
            wrong=len(got - same - perhaps),
        )


def _module(script: Path) -> ModuleType:
    """The scorer as a module of its own that is given rows and gives counts."""
    found = importlib.util.spec_from_file_location("judge_of_statements", script)
    if found is None or found.loader is None:
        raise FileNotFoundError(f"no scorer in {script}; say where the gold sets are with --bench")
    rules = importlib.util.module_from_spec(found)
    found.loader.exec_module(rules)
    given: dict[str, Callable[..., object]] = {
        "rows": lambda rows: rows,
        "prf": lambda right, wrong, missed: {"counts": (right, wrong, missed)},
        "_interval": lambda parts: None,
    }
    for name, function in given.items():
        setattr(rules, name, function)
    return rules


def total(counts: Sequence[Count]) -> Count:
    """The sum over stories."""
    right, wrong, missed = (sum(c[n] for c in counts) for n in range(3))
    return right, wrong, missed


def f1(count: Count) -> float:
    """The harmonic mean of precision and recall."""
    right, wrong, missed = count
    return 2 * right / max(1, 2 * right + wrong + missed)


def precision(count: Count) -> float:
    """The share of what was shown that is right."""
    return count[0] / max(1, count[0] + count[1])


def recall(count: Count) -> float:
    """The share of what is right that was shown."""
    return count[0] / max(1, count[0] + count[2])


def interval(counts: Sequence[Count], figure: Callable[[Count], float]) -> tuple[float, float]:
    """95 % of ``figure`` over stories drawn with replacement, as the judge draws them."""
    draw = random.Random(0)
    found = sorted(figure(total(draw.choices(counts, k=len(counts)))) for _ in range(DRAWS))
    return found[int(0.025 * DRAWS)], found[int(0.975 * DRAWS) - 1]
