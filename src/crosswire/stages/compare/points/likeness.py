"""Likeness: how sure we are that two units make the same statement.

Three readers, the dear ones over what the cheap ones leave. Boosted trees over the surface of a
pair order the candidates; the pair reader, a small cross-encoder, reads the best of every two
articles; boosted trees over both decide. The model cards have what each adds.
"""

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict

from crosswire.errors import ModelError
from crosswire.models.boost import Boosters, load_boosters
from crosswire.models.memory import Memory
from crosswire.models.pair_reader import PairReader, load_pair_reader
from crosswire.models.remembered import RememberingPairReader
from crosswire.stages.compare.points.board import Board, Floats, Ints, floats
from crosswire.stages.compare.points.bounds import Bounds
from crosswire.stages.compare.points.resolved import resolved
from crosswire.stages.compare.points.signals import Signals, standing

_LIMITS = Path(__file__).parents[3] / "models" / "trained" / "points.json"

HOPELESS = 0.004
"""Surface score below which no pair is read."""


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
class Judged:
    """Every candidate pair judged."""

    signals: Signals
    """With the columns of the pair reader."""
    scores: Floats
    unread: int
    """Candidate pairs that the pair reader did not read: hopeless by their surface, or over the
    bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The trained judges of pairs."""

    surface: Boosters
    reader: PairReader
    boosters: Boosters

    def judge(self, board: Board, signals: Signals, bounds: Bounds) -> Judged:
        """A score for every pair."""
        surface = signals.scored(self.surface)
        chosen = worth_reading(board, signals, surface, bounds)
        told = {n: resolved(board.sheets[n]) for n in _units(signals, chosen)}
        i, j = signals.pairs.i[chosen].tolist(), signals.pairs.j[chosen].tolist()
        read = np.full((len(surface), 2), np.nan, dtype=np.float32)
        read[chosen] = self.reader.read([(told[a], told[b]) for a, b in zip(i, j, strict=True)])
        known = with_reading(signals, surface, read)
        return Judged(
            signals=known,
            scores=known.scored(self.boosters),
            unread=len(surface) - len(chosen),
        )


def worth_reading(board: Board, signals: Signals, surface: Floats, bounds: Bounds) -> Ints:
    """The pairs the reader reads, ascending: of every two articles the likeliest."""
    article = board.article
    meets = article[signals.pairs.i] * len(board.sizes) + article[signals.pairs.j]
    order = np.lexsort((-surface, meets))
    group = meets[order]
    first = np.flatnonzero(np.r_[True, group[1:] != group[:-1]]) if len(group) else group
    rank = np.arange(len(order)) - np.repeat(first, np.diff(np.r_[first, len(order)]))
    chosen = order[(rank < bounds.reader) & (surface[order] >= HOPELESS)]
    if len(chosen) > bounds.reader_in_all:
        chosen = chosen[np.argsort(-surface[chosen], kind="stable")[: bounds.reader_in_all]]
    return np.sort(chosen)


def with_reading(signals: Signals, surface: Floats, read: Floats) -> Signals:
    """The signals with what the surface and the reader make of each pair.

    ``read`` holds the reader's log-odds, shape (pairs, 2), not a number where a pair is unread.
    """
    bounded = np.clip(surface.astype(np.float64), 1e-6, 1 - 1e-6)
    known = {"surface": floats(np.log(bounded / (1 - bounded)))}
    known["read"], known["read_apart"] = read[:, 0], read[:, 1]
    chance = floats(1 / (1 + np.exp(-np.nan_to_num(read[:, 0], nan=-20.0))))
    for label, column in standing(chance, signals.context).items():
        known[label.replace("score_", "read_")] = column
    return replace(signals, columns={**signals.columns, **known})


def _units(signals: Signals, chosen: Ints) -> list[int]:
    pairs = signals.pairs
    found: list[int] = np.unique(np.r_[pairs.i[chosen], pairs.j[chosen]]).tolist()
    return found


def load_likeness(memory: Memory) -> Likeness:
    """The packaged judges."""
    return Likeness(
        surface=load_boosters("points.surface"),
        reader=RememberingPairReader(load_pair_reader(), memory),
        boosters=load_boosters("points.pairs"),
    )
