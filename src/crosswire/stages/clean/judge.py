"""Which of a page's visible pieces are the article's: the judge of blocks.

A first reading (trafilatura's balanced mode) and the make of the page give each piece a chance;
where much of the page stays in doubt it is read again, for precision and for completeness, and
judged anew with what the three readings agree on; the mean of both chances decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from crosswire.models.boost import Boosters, load_boosters
from crosswire.stages.clean.outline import Piece
from crosswire.stages.clean.readings import Kept, Mode, kept_by
from crosswire.stages.clean.signals import Columns, Told, signals

FIRST: tuple[Mode, ...] = ("balanced",)
SECOND: tuple[Mode, ...] = ("precise", "generous")
BORDER = (0.2, 0.8)
"""A piece with a chance between these is borderline."""
KEEP = 0.6
"""A piece is the article's from this chance on; chosen by cross-validation over sites."""
_DOUBT = 0.12
"""Letters likely to be judged wrong, as a share of those kept, from which on a page is read again."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was thought of each piece of a page."""

    chances: Sequence[float]
    """How likely each piece is part of the article."""
    kept: Mapping[str, Kept]
    again: bool
    """Whether the page was read a second time."""

    def keeps(self, i: int) -> bool:
        """Whether a piece is taken for the article's."""
        return self.chances[i] >= KEEP

    def because(self, i: int) -> str:
        """Why a borderline piece was kept or dropped, or nothing where it was clear."""
        if not BORDER[0] <= self.chances[i] <= BORDER[1]:
            return ""
        by = [mode for mode in self.kept if self.kept[mode][i] > 0.4]
        readings = " and ".join(by) if by else "no"
        word = "readings keep" if len(by) > 1 else "reading keeps"
        return f"borderline: {readings} {word} it, chance {self.chances[i]:.2f}"


class Judge:
    """Reads a page once or twice and judges its pieces."""

    def __init__(self, first: Boosters, second: Boosters) -> None:
        self._first = first
        self._second = second

    def judge(
        self, tree: HtmlElement, page: Sequence[Piece], told: Told, *, fast: bool = False
    ) -> Judged:
        """``fast`` leaves out the second reading."""
        if not page:
            return Judged((), {}, again=False)
        keys = [piece.key for piece in page]
        kept: dict[str, Kept] = {mode: kept_by(tree, mode, keys) for mode in FIRST}
        chances = self._first.scores(table(signals(page, told, kept), self._first.signals))
        if fast or not doubtful(chances, keys):
            return Judged(chances.tolist(), kept, again=False)
        kept |= {mode: kept_by(tree, mode, keys) for mode in SECOND}
        anew = self._second.scores(table(signals(page, told, kept), self._second.signals))
        chances = (chances + anew) / 2
        return Judged(chances.tolist(), kept, again=True)


def table(columns: Columns, names: Sequence[str]) -> NDArray[np.float32]:
    """The columns that boosters read, in their order."""
    return np.stack([columns[name.replace("_", " ")] for name in names], axis=1)


def doubtful(chances: NDArray[np.float64], keys: Sequence[str]) -> bool:
    """Whether the first reading leaves too much open, or finds next to nothing."""
    sizes = np.fromiter(map(len, keys), np.float64)
    kept = float(sizes[chances >= KEEP].sum())
    wrong = float((sizes * np.minimum(chances, 1 - chances)).sum())
    return wrong > _DOUBT * kept


@cache
def load_judge() -> Judge:
    """The weights shipped with the package, read once per process."""
    return Judge(load_boosters("page_blocks.first"), load_boosters("page_blocks.second"))
