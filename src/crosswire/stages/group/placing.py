"""Why an article was put where it lies: what is known when it is put there, and costs nothing more."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from crosswire.records.story import COPY_OF, Evidence, How, StoryJudgement

RULED = 20.0
"""Log-odds of what is decided and not weighed: more than all signals together."""
_SURE = 0.9999
"""Chances beyond it are shown as it: log-odds stay finite."""

Ranked = Sequence[tuple[str, float]]
"""Stories with their chances, the likeliest first."""


class Placing(NamedTuple):
    """How an article came to its place."""

    how: How
    chance: float
    because: tuple[Evidence, ...]
    made_by: str | None = None
    """Who, where it was a person."""


def copied(original: str) -> Placing:
    """It is another's text."""
    words = f"the text of {original}, whole or cut"
    told = Evidence(feature=f"{COPY_OF}{original}", value=1.0, weight=RULED, words=words)
    return Placing("copy", 1.0, (told,))


def told(judgement: StoryJudgement) -> Placing:
    """A person said so."""
    same = judgement.decision == "same"
    words = f"{judgement.made_by} said {judgement.decision}. {judgement.because}".strip()
    sign = 1.0 if same else -1.0
    word = Evidence(feature="word of a person", value=sign, weight=sign * RULED, words=words)
    return Placing("judged", 1.0, (word,), judgement.made_by)


def joined(ranked: Ranked) -> Placing:
    """It was likely enough to belong to the first of these."""
    (_, chance), *rest = ranked
    return Placing("joined", chance, _weighed(chance, rest[0] if rest else None))


def founded(ranked: Ranked, threshold: float) -> Placing:
    """No story was likely enough."""
    if not ranked:
        words = "no story here was near it"
        return Placing("founded", 1.0, (_evidence("likeliest story", 0.0, words),))
    story, chance = ranked[0]
    words = (
        f"the likeliest story, {story}, had a chance of {chance:.2f}; {threshold:.2f} was needed"
    )
    return Placing("founded", 1.0, (_evidence("likeliest story", chance, words),))


def resettled(chance: float, other: tuple[str, float] | None) -> tuple[Evidence, ...]:
    """The delayed pass found this place better."""
    return _weighed(chance, other)


def _weighed(chance: float, other: tuple[str, float] | None) -> tuple[Evidence, ...]:
    words = f"a chance of {chance:.2f} that it belongs, by the join model"
    if other is None:
        return (_evidence("chance", chance, f"{words}; no other story was near"),)
    story, less = other
    return (_evidence("chance", chance, f"{words}; next: {story}, {less:.2f}"),)


def _evidence(feature: str, chance: float, words: str) -> Evidence:
    bounded = min(max(chance, 1 - _SURE), _SURE)
    weight = round(math.log(bounded / (1 - bounded)), 3)
    return Evidence(feature=feature, value=round(chance, 4), weight=weight, words=words)
