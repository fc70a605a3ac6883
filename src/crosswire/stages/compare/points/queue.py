"""The queue: undecided pairs, the nearest to what is shown first, for a person to decide."""

from collections.abc import Sequence

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


def waiting(board: Board, pairs: Pairs, scores: Floats, limits: Limits) -> list[int]:
    """Every pair that a person could be asked about, the nearest below a point's score first.

    What states nothing, and what is known to be apart, is decided whatever its score.
    """
    between = np.flatnonzero((scores >= limits.undecided) & (scores < limits.likely))
    nearest = between[np.argsort(-scores[between], kind="stable")].tolist()
    return [n for n in nearest if _open(board, int(pairs.i[n]), int(pairs.j[n]))]


def _open(board: Board, i: int, j: int) -> bool:
    a, b = board.sheets[i], board.sheets[j]
    return a.unit.checkable and b.unit.checkable and not apart(a, b)


def queue(
    board: Board, pairs: Pairs, scores: Floats, nearest: Sequence[int]
) -> tuple[Undecided, ...]:
    """The first ``MOST`` of ``nearest``, each with what speaks for it and what differs."""
    found: list[Undecided] = []
    for n in nearest[:MOST]:
        i, j = int(pairs.i[n]), int(pairs.j[n])
        a, b = board.sheets[i], board.sheets[j]
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
    return tuple(found)
