"""Likeness: how sure we are that two units make the same statement, in two readings.

The first reading scores each pair by itself; the second sees how that score stands among the
rivals, the neighbours and the tellings of third articles (stacking, after Wolpert 1992).
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict

from crosswire.errors import ModelError
from crosswire.models.boost import Boosters, load_boosters
from crosswire.stages.compare.points.board import Floats
from crosswire.stages.compare.points.signals import Signals, second_signals

_LIMITS = Path(__file__).parents[3] / "models" / "trained" / "points.json"


class Limits(BaseModel):
    """Thresholds chosen by cross-validation over training stories."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sure: float
    likely: float
    undecided: float
    """Between this and ``likely`` a pair is left undecided."""
    single: float
    conflict: float
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
    """Both readings."""

    first: Boosters
    second: Boosters

    def score(self, signals: Signals) -> tuple[Floats, dict[str, Floats]]:
        """A score a pair, and the columns the second reading was given."""
        early = self.first.scores(signals.table(self.first.signals)).astype(np.float32)
        columns = second_signals(early, signals.context)
        known = {**signals.columns, **columns}
        if not len(early):
            return early, columns
        names = self.second.signals
        table = np.stack([known[n] for n in names], axis=1).astype(np.float32)
        return self.second.scores(table).astype(np.float32), columns


def load_likeness() -> Likeness:
    """The packaged boosters."""
    return Likeness(first=load_boosters("points.first"), second=load_boosters("points.second"))
