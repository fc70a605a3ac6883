"""Facts: what a unit states that another unit may state otherwise, read once a unit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from crosswire.stages.compare.points.board import Floats, Ints, Sheet
from crosswire.stages.compare.points.conflict.deeds import Deed, deeds_of
from crosswire.stages.compare.points.conflict.figures import Figure, figures_of
from crosswire.stages.compare.points.conflict.quoted import quoted_runs_of
from crosswire.stages.compare.points.conflict.slots import Slot, slots_of
from crosswire.stages.compare.points.conflict.whens import When, whens_of
from crosswire.stages.compare.points.meeting import clause_of


@dataclass(frozen=True)
class Page:
    """The article that a unit stands in."""

    text: str
    published: str = ""
    """The day it was published, or nothing."""

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of it, as spelled."""
        return frozenset(_WORD.findall(self.text))

    def says(self, words: str) -> bool:
        """These words stand somewhere in it."""
        return re.search(rf"\b{re.escape(words)}\b", self.text) is not None


_WORD = re.compile(r"[^\W_]+")


class Facts:
    """One unit's figures, times, deeds, slots and quoted words, each read when first asked for."""

    def __init__(self, sheet: Sheet, page: Page) -> None:
        self.sheet = sheet
        self.page = page

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """What it counts."""
        return tuple(figures_of(self.sheet))

    @cached_property
    def whens(self) -> tuple[When, ...]:
        """Days, months and years it names."""
        return tuple(whens_of(self.sheet))

    @cached_property
    def deeds(self) -> tuple[Deed, ...]:
        """What is done in it, and how far it has come."""
        return tuple(deeds_of(self.sheet))

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Which word fills which role of which other."""
        return tuple(slots_of(self.sheet))

    @cached_property
    def runs(self) -> tuple[tuple[str, ...], ...]:
        """Words in marks, run by run, plainly spelled."""
        return tuple(quoted_runs_of(self.sheet))

    @cached_property
    def lower(self) -> frozenset[str]:
        """Words and lemmas in lower case."""
        tokens = self.sheet.tokens
        return frozenset(t.text.lower() for t in tokens) | {t.lemma.lower() for t in tokens}

    @cached_property
    def content(self) -> Ints:
        """Tokens that carry meaning of their own."""
        weights = np.asarray(self.sheet.weights, dtype=np.float32)
        return np.flatnonzero(weights > 0)

    @cached_property
    def weights(self) -> Floats:
        """Weight of each token."""
        return np.asarray(self.sheet.weights, dtype=np.float32)

    @cached_property
    def clause(self) -> Ints:
        """For each token the number of its clause."""
        return np.asarray(clause_of(self.sheet), dtype=np.int64)

    def beside(self, held: Sequence[int]) -> Ints:
        """Telling tokens of the clause that tokens ``held`` stand in, without them."""
        same = self.clause[self.content] == self.clause[held[-1]]
        return np.asarray([n for n in self.content[same] if n not in held], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Both:
    """Two units and how alike each token of one is to each of the other (−1 to 1)."""

    a: Facts
    b: Facts
    alike: Floats

    def turned(self) -> "Both":
        """The same, seen from the other side."""
        return Both(self.b, self.a, self.alike.T)

    def context(self, here: Sequence[int], there: Sequence[int]) -> float:
        """How well the clauses around tokens ``here`` of a and ``there`` of b meet: the poorer of
        the two shares of weight that find a counterpart."""
        x, y = self.a.beside(here), self.b.beside(there)
        if not len(x) or not len(y):
            return 0.0
        table = self.alike[np.ix_(x, y)]
        p, q = self.a.weights[x], self.b.weights[y]
        one = float(p @ np.clip(table.max(axis=1), 0, 1)) / (float(p.sum()) + _SCRAP)
        two = float(q @ np.clip(table.max(axis=0), 0, 1)) / (float(q.sum()) + _SCRAP)
        return min(one, two)

    def met(self, n: int) -> float:
        """How well token ``n`` of a is met anywhere in b."""
        return float(self.alike[n].max()) if self.alike.shape[1] else 0.0


_SCRAP = 0.3
"""Weight added to a clause, so that one shared word alone is not a shared clause."""
