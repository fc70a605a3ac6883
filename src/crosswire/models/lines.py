"""The line reader's model: how likely a line of a page is furniture.

Two logistic regressions over named features: the first reads a line by itself, the second reads
it again knowing what the first thought of the lines around it (stacked sequential learning:
Cohen and Carvalho, IJCAI 2005). Plain dictionaries of weights: no library is needed to read.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from crosswire.errors import ModelError
from crosswire.models.catalog import trained

REACH = 3
"""How many lines up and down the second reading looks."""
_STEPS = 8


@dataclass(frozen=True, slots=True)
class LineModel:
    """Weights of the two readings; ``name`` and date as in the model card."""

    name: str
    first: Mapping[str, float]
    second: Mapping[str, float]

    def chances(self, lines: Sequence[frozenset[str]]) -> list[float]:
        """For each line (its features), the probability of furniture."""
        leanings = [_sum(self.first, features) for features in lines]
        return [
            _chance(_sum(self.second, features) + _sum(self.second, stacked(leanings, i)))
            for i, features in enumerate(lines)
        ]


def stacked(leanings: Sequence[float], i: int) -> Iterator[str]:
    """What the first reading thought of line ``i`` and its neighbours, as features."""
    own = _step(leanings[i])
    yield f"own {own}"
    for step in range(-REACH, REACH + 1):
        if step:
            k = i + step
            yield f"lean {step} {_step(leanings[k]) if 0 <= k < len(leanings) else 'edge'}"
    above = leanings[i - 1] if i else 4.0
    below = leanings[i + 1] if i + 1 < len(leanings) else 4.0
    yield f"both {own} {_step(above) // 2} {_step(below) // 2}"


def _step(leaning: float) -> int:
    return max(-_STEPS, min(_STEPS, round(leaning * 1.5)))


def _sum(weights: Mapping[str, float], features: "frozenset[str] | Iterator[str]") -> float:
    return weights["bias"] * isinstance(features, frozenset) + sum(
        weights.get(f, 0.0) for f in features
    )


def _chance(leaning: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, leaning))))


@cache
def load_line_model() -> LineModel:
    """The weights shipped with the package, read once per process."""
    try:
        stored = json.loads(trained("line_reader.json").read_text(encoding="utf-8"))
        return LineModel(name=stored["name"], first=stored["first"], second=stored["second"])
    except (OSError, ValueError, KeyError) as fault:
        raise ModelError(
            f"the line reader's weights cannot be read ({fault}); install crosswire again"
        ) from fault
