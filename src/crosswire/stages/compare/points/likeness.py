"""Likeness: how sure we are that two units make the same statement.

Boosted trees over all signals of a pair. A second reading stacked on the first (how a score stands
among its rivals) was measured and brought nothing; the model card has the figures.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict

from crosswire.errors import ModelError
from crosswire.models.boost import Boosters, load_boosters
from crosswire.stages.compare.points.board import Floats, floats
from crosswire.stages.compare.points.signals import Signals

_LIMITS = Path(__file__).parents[3] / "models" / "trained" / "points.json"


class Limits(BaseModel):
    """Thresholds chosen by cross-validation over training stories."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sure: float
    likely: float
    undecided: float
    """Between this and ``likely`` a pair is left undecided."""
    single: float
    conflict: dict[str, float]
    """For each kind of conflict the score from which it is shown; a kind without one is not."""
    hard: float
    """From here on a conflict is more than a tension."""
    calibration: tuple[tuple[float, float], ...]
    """(score, share of training pairs right at that score), ascending."""

    def confidence(self, score: float) -> float:
        """The score as a probability, by the calibration measured on training stories."""
        scores, shares = zip(*self.calibration, strict=True)
        return float(np.interp(score, scores, shares))


@cache
def load_limits() -> Limits:
    """The packaged thresholds, once per process."""
    try:
        return Limits.model_validate(json.loads(_LIMITS.read_text(encoding="utf-8")))
    except (OSError, ValueError) as fault:
        raise ModelError(f"{_LIMITS.name} cannot be read ({fault}); reinstall crosswire") from fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The trained scorer of pairs."""

    boosters: Boosters

    def score(self, signals: Signals) -> Floats:
        """A score for every pair."""
        return floats(self.boosters.scores(signals.table(self.boosters.signals)))


def load_likeness() -> Likeness:
    """The packaged boosters."""
    return Likeness(boosters=load_boosters("points.pairs"))
