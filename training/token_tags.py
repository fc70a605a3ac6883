"""Teach a linear tagger what each token of an article is (``stages/quote/tokens.py``).

Logistic regression over hashed features, one for each output, by AdaGrad (Duchi, Hazan and Singer
2011) in seeded order. ``quote_cues.py`` calls it; it is no command of its own.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crosswire.models.hashed import Hashed, pack
from crosswire.stages.quote.tokens import BITS, OUTPUTS
from crosswire.stages.quote.tree import Tree

ROUNDS = 5
_BATCH = 512
_STEP = 0.025
_NO_WORDS = frozenset(["PUNCT", "SPACE"])
Floats = NDArray[np.float32]


def answers(tree: Tree, attributions: Sequence[dict[str, Any]]) -> Floats:
    """What each token is, a row a token, in the order of ``OUTPUTS``."""
    found = np.zeros((len(tree.tokens), len(OUTPUTS)), dtype=np.float32)
    for one in attributions:
        if not one["content"]:
            continue
        for start, end in one["content"]:
            _content(tree, found, *_tokens(tree, start, end))
        for output, part in ((3, "cue"), (4, "source")):
            for start, end in one[part]:
                first, last = _tokens(tree, start, end)
                found[first : last + 1, output] = 1
    return found


def _tokens(tree: Tree, start: int, end: int) -> tuple[int, int]:
    """First and last token of a stretch."""
    first = tree.at(start)
    if first and tree.tokens[first - 1].end > start:
        first -= 1
    return first, tree.at(end) - 1


def _content(tree: Tree, found: Floats, first: int, last: int) -> None:
    if first > last:
        return
    found[first : last + 1, 0] = 1
    while first < last and tree.tokens[first].pos in _NO_WORDS:
        first += 1
    while last > first and tree.tokens[last].pos in _NO_WORDS:
        last -= 1
    found[first, 1] = found[last, 2] = 1


def teach(rows: Sequence[NDArray[np.int32]], told: Sequence[Floats], seed: int) -> Hashed:
    """A tagger from the features and the answers of articles."""
    table, right = np.concatenate(rows), np.concatenate(told)
    share = right.mean(axis=0)
    bias = np.log(share / (1 - share)).astype(np.float32)
    weights = np.zeros((1 << BITS, right.shape[1]), dtype=np.float32)
    moved = np.full_like(weights, 1e-2)
    order = np.random.default_rng(seed)
    for _ in range(ROUNDS):
        shuffled = order.permutation(len(table))
        for start in range(0, len(table), _BATCH):
            some = shuffled[start : start + _BATCH]
            _learn(weights, moved, bias, table[some], right[some])
    return pack(weights, bias)


def _learn(
    weights: Floats, moved: Floats, bias: Floats, table: NDArray[np.int32], right: Floats
) -> None:
    """One step over a batch."""
    missed = 1 / (1 + np.exp(-(weights[table].sum(axis=1) + bias))) - right
    features, where = np.unique(table.ravel(), return_inverse=True)
    spread = np.repeat(missed, table.shape[1], axis=0)
    pull = np.stack(
        [np.bincount(where, weights=column, minlength=len(features)) for column in spread.T], axis=1
    ).astype(np.float32)
    moved[features] += pull * pull
    weights[features] -= _STEP * pull / np.sqrt(moved[features])
