"""Grounds: what a sure pair must rest on, and when two sentences of one article are one statement."""

from collections.abc import Callable, Sequence

from crosswire.stages.compare.points.board import Board
from crosswire.stages.compare.points.details import clash
from crosswire.stages.compare.points.meeting import Meetings
from crosswire.stages.compare.points.signals import Signals

_LONG_RUN = 8
"""Words in a row that are a ground by themselves."""
_COVERED = 0.43
"""How well, without such a run, the telling words of the poorer unit, verbs and nouns alike, must
find counterparts in the other."""
_ALIKE = 0.75
_RELATED = 0.55
"""Cosines of the vectors of siblings: from the first on they are one statement, from the second
on when both meet the same clause of every counterpart."""


def grounded(board: Board, signals: Signals) -> Callable[[int], bool]:
    """May a candidate pair be sure? Not on shared names and topic words alone, and not when a
    figure, a day or a denial differs."""
    c, pairs, sheets = signals.columns, signals.pairs, board.sheets
    solid = (c["run"] >= _LONG_RUN) | (c["soft_lo"] >= _COVERED)

    def certain(n: int) -> bool:
        return bool(solid[n]) and not clash(sheets[pairs.i[n]], sheets[pairs.j[n]])

    return certain


class Kin:
    """Whether two units of one article make one statement, as seen from their counterparts."""

    def __init__(self, board: Board, meetings: Meetings) -> None:
        self._board = board
        self._meetings = meetings
        self._known: dict[tuple[int, int], int | None] = {}

    def __call__(self, unit: int, sibling: int, others: Sequence[int]) -> bool:
        """They say the same; or they are related and meet the same clause of each of ``others``."""
        vectors = self._board.vectors
        near = float(vectors[unit] @ vectors[sibling])
        if near >= _ALIKE:
            return True
        return near >= _RELATED and all(self._one_clause(unit, sibling, o) for o in others)

    def _one_clause(self, unit: int, sibling: int, other: int) -> bool:
        met = self._clause(unit, other)
        return met is not None and met == self._clause(sibling, other)

    def _clause(self, unit: int, other: int) -> int | None:
        """The clause of ``other`` that ``unit`` meets best."""
        if (unit, other) not in self._known:
            met = self._meetings.clauses(*((unit, other) if unit < other else (other, unit)))
            found = None if met is None else met[1] if unit < other else met[0]
            self._known[unit, other] = found
        return self._known[unit, other]
