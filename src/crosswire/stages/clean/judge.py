"""Which of a page's visible pieces are the article's: the judge of blocks.

A first reading (trafilatura's balanced mode) and the make of the page give each piece a chance;
where much of the page stays in doubt it is read again, for precision and for completeness, and
judged anew with what the three readings agree on; the mean of both chances decides. In haste the
make of the page alone is judged by, and the first reading asked only where that leaves much open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from crosswire.models.boost import Boosters, load_boosters
from crosswire.stages.clean.blocks import lean
from crosswire.stages.clean.outline import Piece
from crosswire.stages.clean.readings import Kept, Mode, kept_by
from crosswire.stages.clean.signals import Columns, Make, Told, make

FIRST: tuple[Mode, ...] = ("balanced",)
SECOND: tuple[Mode, ...] = ("precise", "generous")
BORDER = (0.2, 0.8)
"""A piece with a chance between these is borderline."""
KEEP = 0.6
"""A piece is the article's from this chance on; chosen by cross-validation over sites."""
_DOUBT = 0.12
"""Letters likely to be judged wrong, as a share of those kept, from which on a page is read again."""
_OPEN = 0.09
"""Letters that the make of a page leaves open, as a share of those kept, from which on a page in haste
is read; of other sites' pages that is a quarter to a third."""
_CLEAR = 0.15
"""A chance this near to nothing or to all leaves nothing open."""
_SURE = 4.0
"""Twice the log-odds from which on boosters in haste are asked no further: beyond what is clear."""
MADE = "make"
"""Stands among the readings for the make of the page alone."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was thought of each piece of a page."""

    chances: Sequence[float]
    """How likely each piece is part of the article."""
    kept: Mapping[str, Kept]
    hasty: bool = False
    """Whether the make of the page was judged by before any reading."""

    @property
    def readings(self) -> tuple[str, ...]:
        """What was asked, in the order it was."""
        return ((MADE,) if self.hasty else ()) + tuple(self.kept)

    def keeps(self, i: int) -> bool:
        """Whether a piece is taken for the article's."""
        return self.chances[i] >= KEEP

    def because(self, i: int) -> str:
        """Why a borderline piece was kept or dropped, or nothing where it was clear."""
        if not BORDER[0] <= self.chances[i] <= BORDER[1]:
            return ""
        if not self.kept:
            return f"borderline: judged by the make of the page alone, chance {self.chances[i]:.2f}"
        by = [mode for mode in self.kept if self.kept[mode][i] > 0.4]
        readings = " and ".join(by) if by else "no"
        word = "readings keep" if len(by) > 1 else "reading keeps"
        return f"borderline: {readings} {word} it, chance {self.chances[i]:.2f}"


class Judge:
    """Reads a page as often as it needs and judges its pieces."""

    def __init__(self, alone: Boosters, first: Boosters, second: Boosters) -> None:
        self._alone = alone
        self._first = first
        self._second = second

    def judge(
        self, tree: HtmlElement, page: Sequence[Piece], told: Told, *, fast: bool = False
    ) -> Judged:
        """``fast`` reads once at most, and only what its make leaves open."""
        if not page:
            return Judged((), {}, hasty=fast)
        keys, seen = [piece.key for piece in page], make(page, told)
        if fast:
            rows = table(seen.own, self._alone.signals)
            chances = self._alone.scores(rows, sure=_SURE)
            if not is_open(chances, keys):
                return Judged(chances.tolist(), {}, hasty=True)
        return self._read(lean(tree), seen, keys, fast=fast)

    def _read(self, tree: HtmlElement, seen: Make, keys: Sequence[str], *, fast: bool) -> Judged:
        kept: dict[str, Kept] = {mode: kept_by(tree, mode, keys) for mode in FIRST}
        chances = self._first.scores(table(seen.read(kept), self._first.signals))
        if fast or not doubtful(chances, keys):
            return Judged(chances.tolist(), kept, hasty=fast)
        kept |= {mode: kept_by(tree, mode, keys) for mode in SECOND}
        anew = self._second.scores(table(seen.read(kept), self._second.signals))
        return Judged(((chances + anew) / 2).tolist(), kept)


def table(columns: Columns, names: Sequence[str]) -> NDArray[np.float32]:
    """The columns that boosters read, in their order."""
    return np.stack([columns[name.replace("_", " ")] for name in names], axis=1)


def doubtful(chances: NDArray[np.float64], keys: Sequence[str]) -> bool:
    """Whether the first reading leaves too much in doubt, or finds next to nothing."""
    wrong, kept = _doubt(chances, keys, 0.0)
    return wrong > _DOUBT * kept


def is_open(chances: NDArray[np.float64], keys: Sequence[str]) -> bool:
    """Whether the make of the page leaves too much open to go without a reading."""
    wrong, kept = _doubt(chances, keys, _CLEAR)
    return wrong > _OPEN * kept or not kept


def _doubt(chances: NDArray[np.float64], keys: Sequence[str], clear: float) -> tuple[float, float]:
    """Letters likely to be judged wrong, of pieces that are not clear, and letters kept."""
    sizes = np.fromiter(map(len, keys), np.float64)
    odds = np.minimum(chances, 1 - chances)
    wrong = float((sizes * np.where(odds > clear, odds, 0.0)).sum())
    return wrong, float(sizes[chances >= KEEP].sum())


@cache
def load_judge() -> Judge:
    """The weights shipped with the package, read once per process."""
    alone, first, second = (
        load_boosters(f"page_blocks.{which}") for which in ("alone", "first", "second")
    )
    return Judge(alone, first, second)
