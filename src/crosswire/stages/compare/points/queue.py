"""The queue: undecided pairs, the nearest to what is shown first, for a person to decide."""

import numpy as np

from crosswire.records.comparison import Undecided
from crosswire.stages.compare.points.apart import apart
from crosswire.stages.compare.points.board import Board, Floats
from crosswire.stages.compare.points.cliques import Clique
from crosswire.stages.compare.points.conflicts import worded
from crosswire.stages.compare.points.details import details
from crosswire.stages.compare.points.likeness import Limits
from crosswire.stages.compare.points.pairs import Pairs
from crosswire.stages.compare.points.reasons import reasons

MOST = 50
"""Pairs of one story that are kept: more than a person judges at a sitting."""


def undecided_pairs(
    board: Board, pairs: Pairs, scores: Floats, limits: Limits
) -> tuple[Undecided, ...]:
    """The ``MOST`` pairs of units that state something whose score is the nearest below a point's,
    each with what speaks for it and what differs."""
    open_ = np.flatnonzero((scores >= limits.undecided) & (scores < limits.likely))
    nearest = open_[np.argsort(-scores[open_], kind="stable")].tolist()
    found: list[Undecided] = []
    for n in nearest:
        i, j = int(pairs.i[n]), int(pairs.j[n])
        a, b = board.sheets[i], board.sheets[j]
        if not (a.unit.checkable and b.unit.checkable) or apart(a, b):
            continue
        score = float(scores[n])
        found.append(
            Undecided(
                a=a.unit.statement(board.readings[a.unit.article]),
                b=b.unit.statement(board.readings[b.unit.article]),
                score=round(score, 4),
                reasons=reasons(board, Clique(members=(i, j), pairs=(((i, j), score),))),
                differ=tuple(dict.fromkeys(worded(d) for d in details(a, b))),
            )
        )
        if len(found) == MOST:
            break
    return tuple(found)
