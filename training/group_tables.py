"""Pairs of articles as rows to learn from, and the two weighings trained on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from crosswire.models.boost import Boosters
from crosswire.models.frequency import Background
from crosswire.stages.group.company import ALL, COMPANY, Company
from crosswire.stages.group.graph import LEAST, NEIGHBOURS
from crosswire.stages.group.pairs import SIGNALS, compare
from crosswire.stages.group.shelf import Shelf
from crosswire.stages.group.sketch import sketch
from training.group_sets import Stream

SEED = 20261122
WINDOW = 14.0
PARAMETERS: dict[str, object] = {
    "objective": "binary", "learning_rate": 0.08, "num_leaves": 31, "min_child_samples": 40,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0,
    "max_bin": 63, "verbose": -1, "num_threads": 1, "deterministic": True, "force_row_wise": True,
}  # fmt: skip
_TREES = 130
_DRAWN = 0.4
"""What a pair weighs in a stream with days drawn for it."""
_PLAIN = 0.12
"""Likeness below which a pair of two stories teaches little; one of four of those is kept."""
_HEARD = 0.1
"""Chance of a pair by itself below which the second weighing does not learn from it: it is asked
about none under ``SAID``."""
_EVEN = 20_000.0
"""Pairs of a stream whose rows weigh one each; the root of the ratio otherwise."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Chances = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The candidate pairs of one stream."""

    name: str
    source: str
    stories: list[str]
    days: NDArray[np.float64]
    pairs: Ints
    rows: Floats
    same: Floats
    folds: Ints
    """The fold of each article."""
    weights: Floats
    """0 for a pair that is not learned from."""
    drawn: bool
    """Whether its days were drawn: it then teaches about company only."""

    def touches(self, parts: Sequence[int]) -> NDArray[np.bool_]:
        """Pairs with an article in one of the folds."""
        held = np.isin(self.folds, list(parts))
        found: NDArray[np.bool_] = held[self.pairs[:, 0]] | held[self.pairs[:, 1]]
        return found


def table(stream: Stream, background: Background, folds: dict[tuple[str, str], int]) -> Table:
    """Put a stream on a shelf and weigh every article against its neighbours."""
    shelf = Shelf(background)
    for arrival in stream.arrivals:
        shelf.put(sketch(arrival, background))
    near: dict[int, set[int]] = {}
    for at in range(len(shelf)):
        for other in shelf.neighbours(at, NEIGHBOURS, WINDOW).tolist():
            near.setdefault(min(at, other), set()).add(max(at, other))
    blocks, pairs = [], []
    for at, others in sorted(near.items()):
        ordered = np.array(sorted(others), np.int64)
        blocks.append(compare(shelf, at, ordered))
        pairs += [(at, other) for other in ordered.tolist()]
    rows, found = np.concatenate(blocks), np.array(pairs, np.int64)
    names = np.array(stream.stories)
    same = (names[found[:, 0]] == names[found[:, 1]]).astype(np.float32)
    return Table(
        name=stream.name, source=stream.source, stories=stream.stories,
        days=shelf.days[: len(shelf)].copy(), pairs=found, rows=rows, same=same,
        folds=np.array([folds[stream.source, s] for s in stream.stories], np.int64),
        weights=_weights(rows, same), drawn=stream.drawn,
    )  # fmt: skip


def _weights(rows: Floats, same: Floats) -> Floats:
    """One a pair, less where a stream has many, none for most of the plainly different."""
    draw = np.random.default_rng(SEED)
    found = np.full(len(same), (_EVEN / max(len(same), 5_000)) ** 0.5, np.float32)
    if len(same) > 3_000:
        plain = (same == 0) & (rows[:, SIGNALS.index("mix")] < _PLAIN)
        found[plain] *= np.where(draw.random(int(plain.sum())) < 0.25, 4.0, 0.0)
    return found


def learn(
    rows: Sequence[Floats], same: Sequence[Floats], weights: Sequence[Floats], names: Sequence[str]
) -> str:
    """The text of a booster."""
    data = lgb.Dataset(
        np.concatenate(rows), np.concatenate(same), weight=np.concatenate(weights),
        feature_name=list(names), params={"max_bin": 63},
    )  # fmt: skip
    found: str = lgb.train({**PARAMETERS, "seed": SEED}, data, _TREES).model_to_string()
    return found


def learn_pairs(tables: Sequence[Table], without: Sequence[int]) -> str:
    """The first weighing, from pairs with no article in the folds ``without``."""
    kept = [(t, ~t.touches(without) & (t.weights > 0)) for t in tables if not t.drawn]
    return learn(
        [t.rows[k] for t, k in kept], [t.same[k] for t, k in kept],
        [t.weights[k] for t, k in kept], SIGNALS,
    )  # fmt: skip


def company(
    table: Table, chances: Chances, groups: Ints, wanted: NDArray[np.bool_]
) -> tuple[Ints, Floats]:
    """Those of the ``wanted`` pairs that are of one group of articles, as if the others had never
    come, and their rows of ``ALL``."""
    near: dict[int, dict[int, float]] = {}
    inside = np.flatnonzero(groups[table.pairs[:, 0]] == groups[table.pairs[:, 1]])
    asked = zip(table.pairs[inside].tolist(), chances[inside].tolist(), strict=True)
    for (a, b), p in asked:
        if p >= LEAST:
            near.setdefault(a, {})[b] = near.setdefault(b, {})[a] = p
    inside = inside[wanted[inside]]
    read = Company(near, table.days.tolist())
    kept = zip(table.pairs[inside].tolist(), chances[inside].tolist(), strict=True)
    rows = np.array([read.row(a, b, p) for (a, b), p in kept], np.float32)
    return inside, np.hstack([table.rows[inside], rows.reshape(len(inside), len(COMPANY))])


def learn_company(
    tables: Sequence[Table], chances: Sequence[Chances], without: Sequence[int]
) -> str:
    """The second weighing, from chances that did not see their pairs.

    It learns from whole streams, and from streams dealt out to many small ones, by article or by
    story: as an article meets them on arrival, and as they are where little is read.
    """
    draw = np.random.default_rng(SEED)
    rows, same, weights = [], [], []
    for one, given in zip(tables, chances, strict=True):
        usable = ~one.touches(without) & (one.weights > 0) & (given >= _HEARD)
        for groups, weight in _dealt(one, draw):
            inside, read = company(one, given, groups, usable)
            rows.append(read)
            same.append(one.same[inside])
            weights.append(one.weights[inside] * weight * (_DRAWN if one.drawn else 1.0))
    return learn(rows, same, weights, ALL)


def _dealt(one: Table, draw: np.random.Generator) -> Iterator[tuple[Ints, float]]:
    """Groups of a stream's articles, and how much what is learned from them weighs."""
    size = len(one.stories)
    _, story = np.unique(one.stories, return_inverse=True)
    yield np.zeros(size, np.int64), 1.0
    for count in (2, 10):
        yield draw.integers(count, size=size), 0.3
    for count, weight in ((10, 0.1), (60, 0.2)):
        yield draw.integers(count, size=int(story.max()) + 1)[story], weight


def scores(text: str, rows: Floats) -> Chances:
    """Chances by a booster's text."""
    return Boosters([text]).scores(rows)
