"""Meeting: how well the words of one unit find counterparts in another.

Late interaction after ColBERT (Khattab & Zaharia 2020): every word piece of one unit looks for
its best match among the pieces of the other, in context; what each finds is weighted by how much
its word tells. The same is read clause by clause, because a shared statement is often one clause
of a long sentence.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import isnan

import numpy as np

from crosswire.stages.compare.points.board import Board, Floats, Ints, Sheet, floats

_CLAUSE_DEPS = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "csubj"})
_CLASSES = (("proper", ("PROPN",)), ("verbs", ("VERB",)), ("nouns", ("NOUN",)))
NAMES = (
    "soft_lo", "soft_hi", "found_lo", "found_hi", "met_proper_lo", "met_proper_hi",
    "met_verbs_lo", "met_verbs_hi", "met_nouns_lo", "met_nouns_hi", "missed_lo", "missed_hi",
    "clause_lo", "clause_hi", "clauses", "clause_cos",
)  # fmt: skip
_FOUND = 0.6


def clause_of(sheet: Sheet) -> list[int]:
    """For every token the index of its clause: the nearest head that carries one."""
    heads = [
        n
        for n, t in enumerate(sheet.tokens)
        if t.dep in _CLAUSE_DEPS
        or sheet.heads[n] == n
        or (t.dep == "conj" and t.pos in ("VERB", "AUX"))
    ]
    number = {n: k for k, n in enumerate(heads)}
    found = []
    for n in range(len(sheet.tokens)):
        at, steps = n, 0
        while at not in number and steps < 60:
            at, steps = sheet.heads[at], steps + 1
        found.append(number.get(at, 0))
    return found


@dataclass(frozen=True, slots=True)
class _Side:
    """A unit's pieces, ordered clause by clause."""

    vectors: Floats
    told: Floats
    """Weight of the word each piece belongs to."""
    weights: Floats
    """The same, shared out over the pieces of the word."""
    classes: Floats
    """One row of weights a word class."""
    starts: Ints
    """Where each clause begins among the pieces."""
    clauses: Floats
    """Unit vectors of the clauses: the mean of their pieces in the context of the sentence."""
    size: Floats
    """Weight of each clause."""
    home: Ints
    """The clause index, as ``clause_of`` counts, of each clause kept."""
    total: float
    """The sum of ``weights``."""
    totals: tuple[float, ...]
    """The sum of each row of ``classes``."""


def _side(sheet: Sheet) -> _Side | None:
    pieces = sheet.pieces
    if pieces is None or not len(pieces.vectors) or not sheet.tokens:
        return None
    base = sheet.unit.span.start
    starts = np.asarray([t.start - base for t in sheet.tokens])
    token = np.searchsorted(starts, [a for a, _ in pieces.offsets], side="right") - 1
    token = np.clip(token, 0, len(starts) - 1)
    spread = np.bincount(token, minlength=len(starts))
    told = np.asarray(sheet.weights, dtype=np.float32)[token]
    weights = floats(told / np.maximum(1, spread[token]))
    clause = np.asarray(clause_of(sheet))[token]
    order = np.argsort(clause, kind="stable")
    clause, token, told, weights = clause[order], token[order], told[order], weights[order]
    vectors = pieces.vectors[order]
    begins = np.flatnonzero(np.r_[True, clause[1:] != clause[:-1]])
    pos = np.asarray([t.pos for t in sheet.tokens])[token]
    means = np.add.reduceat(vectors, begins, axis=0)
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    classes = np.stack([weights * np.isin(pos, tags) for _, tags in _CLASSES])
    return _Side(
        vectors=vectors,
        told=told,
        weights=weights,
        classes=classes,
        starts=begins,
        clauses=means,
        size=np.add.reduceat(weights, begins),
        home=clause[begins],
        total=float(weights.sum()),
        totals=tuple(float(row.sum()) for row in classes),
    )


class Meetings:
    """Meets units of one board, two at a time."""

    def __init__(self, board: Board) -> None:
        self._sides = [_side(sheet) for sheet in board.sheets]

    def signals(self, i: Ints, j: Ints) -> Floats:
        """One row of ``NAMES`` a pair; missing where the encoder did not read a unit."""
        rows = np.full((len(i), len(NAMES)), np.nan, dtype=np.float32)
        order = np.argsort(i, kind="stable")
        edges = np.flatnonzero(np.r_[True, np.diff(i[order]) != 0, True])
        for a, b in pairwise(edges.tolist()) if len(i) else ():
            left = self._sides[i[order[a]]]
            some = [k for k in order[a:b] if self._sides[j[k]] is not None]
            if left is None or not some:
                continue
            right = [s for k in some if (s := self._sides[j[k]]) is not None]
            rows[some] = _meet(left, right)
        return rows

    def clauses(self, i: int, j: int) -> tuple[int, int, float] | None:
        """The clauses of ``i`` and ``j`` that meet best, and how well."""
        left, right = self._sides[i], self._sides[j]
        if left is None or right is None:
            return None
        table = left.vectors @ right.vectors.T
        both = _clause_table(left, right, table)
        a, b = np.unravel_index(int(np.argmax(both)), both.shape)
        return int(left.home[a]), int(right.home[b]), float(both[a, b])


def _mean(weights: Floats, values: Floats, total: float) -> float:
    return float(weights @ values) / total if total > 0 else float("nan")


def _both(a: float, b: float) -> tuple[float, float]:
    """The poorer and the better; where one side has nothing to look for, the other's twice."""
    if isnan(a) or isnan(b):
        a = b = b if isnan(a) else a
    return (a, b) if a <= b else (b, a)


def _meet(left: _Side, right: list[_Side]) -> Floats:
    """One unit against several: one product for all, then a row for each."""
    table = left.vectors @ np.concatenate([s.vectors for s in right]).T
    out = np.empty((len(right), len(NAMES)), dtype=np.float32)
    at = 0
    for n, side in enumerate(right):
        block = table[:, at : at + len(side.vectors)]
        at += len(side.vectors)
        out[n] = _one(left, side, block)
    return out


def _one(left: _Side, right: _Side, block: Floats) -> list[float]:
    here, there = block.max(axis=1), block.max(axis=0)
    row = [
        *_both(_mean(left.weights, here, left.total), _mean(right.weights, there, right.total)),
        *_both(
            _mean(left.weights, (here > _FOUND).astype(np.float32), left.total),
            _mean(right.weights, (there > _FOUND).astype(np.float32), right.total),
        ),
    ]
    for n in range(len(_CLASSES)):
        row += _both(
            _mean(left.classes[n], here, left.totals[n]),
            _mean(right.classes[n], there, right.totals[n]),
        )
    row += _both(float((left.told * (1 - here)).max()), float((right.told * (1 - there)).max()))
    row += _both(_best_clause(left, here), _best_clause(right, there))
    row.append(float(_clause_table(left, right, block).max()))
    row.append(float((left.clauses @ right.clauses.T).max()))
    return row


def _best_clause(side: _Side, found: Floats) -> float:
    """How well the best found clause is found; a scrap of a clause counts less."""
    covered = np.add.reduceat(side.weights * found, side.starts)
    return float((covered / (side.size + 0.5)).max())


def _clause_table(left: _Side, right: _Side, block: Floats) -> Floats:
    """Mutual coverage of every clause by every clause: the poorer of the two directions."""
    here = np.maximum.reduceat(block, right.starts, axis=1)
    one = np.add.reduceat(here * left.weights[:, None], left.starts, axis=0)
    there = np.maximum.reduceat(block, left.starts, axis=0)
    two = np.add.reduceat(there * right.weights[None, :], right.starts, axis=1)
    table: Floats = np.minimum(one / (left.size + 0.5)[:, None], two / (right.size + 0.5)[None, :])
    return table
