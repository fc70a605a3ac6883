"""What two articles have in common, as a row of signals; the model of ``grouping.pairs`` reads it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crosswire.stages.group.copies import copied
from crosswire.stages.group.meant import Heading, alike
from crosswire.stages.group.postings import Floats, Ints
from crosswire.stages.group.shelf import (
    ANY,
    CHANNELS,
    FACTS,
    LAST_YEAR,
    LEADING,
    MARKS,
    NAMES,
    SLUG,
    SOURCE,
    TITLE,
    TITLED,
    WORDS,
    YEAR,
    Shelf,
)

SIGNALS = (
    "title", "lead", "body", "names", "phrases", "figures", "slug", "quotes", "any", "mix",
    "title_told", "title_told_less", "title_lead", "slug_told", "title_names",
    "shared_best", "shared_second", "shared_rare", "shared_sum", "names_best",
    "gap", "dated", "weekdays", "long", "short", "titled", "marked", "copied",
    "last_year", "year", "years", "lead_told", "lead_told_less", "names_told", "names_told_less",
    "lead_names_told", "lead_names_told_less", "title_meant", "title_meant_less",
)  # fmt: skip
"""The columns, in order."""
_RARE = 5.0


def compare(shelf: Shelf, at: int, others: Ints) -> Floats:
    """One row of ``SIGNALS`` for each of ``others`` against the article ``at``."""
    rows = np.zeros((len(others), len(SIGNALS)), np.float32)
    if len(others):
        _words(shelf, at, others, rows)
        _around(shelf, at, others, rows)
    return rows


class _Together(NamedTuple):
    """One article and several others, term by term."""

    shelf: Shelf
    terms: Ints
    """The terms of the others, end to end."""
    starts: Ints
    raw: Floats
    mine: Floats
    """Weights a channel, by rarity; one row a term of the one article."""
    theirs: Floats
    asked: Ints
    rare: Floats
    shared: Ints
    """Which of ``terms`` the one article has, and where there."""
    place: Ints
    owners: Ints
    """The other that each shared term is of."""
    size: int


def _words(shelf: Shelf, at: int, others: Ints, out: Floats) -> None:
    """The columns of words."""
    rarity, asked = shelf.vocabulary.rarity, shelf.terms[at]
    rare = rarity(asked)
    terms, weights, starts = shelf.stack(others.tolist())
    shared, place = _shared(shelf, asked, terms)
    together = _Together(
        shelf, terms, starts, weights, shelf.weights[at] * rare[:, None],
        weights * rarity(terms)[:, None], asked, rare, shared, place,
        np.searchsorted(starts, shared, side="right") - 1, len(others),
    )  # fmt: skip
    _in_common(together, out)
    _in_other_words(together, shelf.weights[at], out)


def _in_common(of: _Together, out: Floats) -> None:
    """What both have, against what each has."""
    mine, starts = of.mine, of.starts
    here, there = mine[of.place], of.theirs[of.shared]
    stands, told_there = here[:, ANY] > 0, there[:, ANY] > 0
    both = np.where(stands & told_there, here[:, ANY], np.float32(0))
    named = (here[:, NAMES] > 0) & (there[:, NAMES] > 0)
    part, whole = _parts(mine), _parts(of.theirs)
    groups = _Groups(of.owners, of.size)
    total = groups.totals(
        np.column_stack(
            [
                here * there,
                *(here[:, c] * told_there for c in (TITLE, SLUG)),
                *(there[:, c] * stands for c in (TITLE, SLUG)),
                *(here[:, a] * there[:, b] for a, b in _CROSSED),
                both > _RARE,
                both,
                part[of.place] * told_there[:, None],
                whole[of.shared] * stands[:, None],
            ]
        )
    )
    lengths = np.sqrt((mine * mine).sum(axis=0))
    norms = np.sqrt(np.add.reduceat(of.theirs * of.theirs, starts, axis=0))
    width = len(CHANNELS)
    out[:, :width] = total[:, :width] / (lengths * norms + 1e-6)
    told, back = total[:, width : width + 2], total[:, width + 2 : width + 4]
    told /= mine[:, (TITLE, SLUG)].sum(axis=0) + 1e-6
    back /= np.add.reduceat(of.theirs[:, (TITLE, SLUG)], starts, axis=0) + 1e-6
    more = np.maximum(told, back)
    out[:, 10], out[:, 11], out[:, 13] = more[:, 0], np.minimum(told[:, 0], back[:, 0]), more[:, 1]
    one, other = zip(*_CROSSED, strict=True)
    crossed = total[:, width + 4 : width + 8] / (lengths[list(one)] * norms[:, other] + 1e-6)
    out[:, 12] = np.maximum(crossed[:, 0], crossed[:, 1])
    out[:, 14] = np.maximum(crossed[:, 2], crossed[:, 3])
    out[:, 15], out[:, 16] = groups.two_best(both)
    out[:, 17:19] = total[:, width + 8 : width + 10]
    out[:, 19] = groups.best(np.where(named, of.rare[of.place], np.float32(0)))
    with np.errstate(invalid="ignore"):
        hence = total[:, width + 10 : width + 13] / part.sum(axis=0)
        thence = total[:, width + 13 :] / np.add.reduceat(whole, starts, axis=0)
    out[:, 31:37:2], out[:, 32:37:2] = np.fmax(hence, thence), np.fmin(hence, thence)


def _parts(scaled: Floats) -> Floats:
    """Words of the lead, names, and names of the lead, each by its weight."""
    lead, names = scaled[:, LEADING], scaled[:, NAMES]
    return np.column_stack([lead, names, np.where(names > 0, lead, np.float32(0))])


def _in_other_words(of: _Together, own: Floats, out: Floats) -> None:
    """What the headlines say, by what their words mean."""
    vocabulary = of.shelf.vocabulary
    heading, titled = np.flatnonzero(own[:, TITLE] > 0), np.flatnonzero(of.raw[:, TITLE] > 0)
    back = np.zeros(len(of.terms), bool)
    back[of.shared] = own[of.place, ANY] > 0
    told = np.zeros((len(of.asked), of.size), bool)
    told[of.place, of.owners] = of.raw[of.shared, ANY] > 0
    headline, words = of.asked[heading], of.terms[titled]
    out[:, 37], out[:, 38] = alike(
        Heading(vocabulary.vectors(headline), of.rare[heading], heading),
        Heading(
            vocabulary.vectors(words), vocabulary.rarity(words),
            np.searchsorted(of.starts, titled, side="right") - 1,
        ),
        told[heading], back[titled], of.size,
    )  # fmt: skip


_CROSSED = ((TITLE, LEADING), (LEADING, TITLE), (TITLE, NAMES), (NAMES, TITLE))


def _shared(shelf: Shelf, asked: Ints, terms: Ints) -> tuple[Ints, Ints]:
    """Which of ``terms`` are among those asked, and where there."""
    place = shelf.vocabulary.place
    place[asked] = np.arange(len(asked))
    found = place[terms]
    place[asked] = -1
    shared = np.flatnonzero(found >= 0)
    return shared, found[shared].astype(np.int64)


class _Groups:
    """Rows that belong to one of several articles each, in their order."""

    def __init__(self, owners: Ints, size: int) -> None:
        self._owners = owners
        self._size = size
        first = np.ones(len(owners), bool)
        first[1:] = owners[1:] != owners[:-1]
        self._starts = np.flatnonzero(first)
        self._groups = owners[self._starts]

    def totals(self, values: NDArray[np.float32]) -> Floats:
        """Sums of columns."""
        found = np.zeros((self._size, values.shape[1]), np.float32)
        if len(values):
            sums = np.add.reduceat(values.astype(np.float64), self._starts, axis=0)
            found[self._groups] = sums
        return found

    def best(self, values: Floats) -> Floats:
        """The largest value."""
        found = np.zeros(self._size, np.float32)
        if len(values):
            found[self._groups] = np.maximum.reduceat(values, self._starts)
        return found

    def two_best(self, values: Floats) -> tuple[Floats, Floats]:
        """The largest and second largest value."""
        first, second = np.zeros(self._size, np.float32), np.zeros(self._size, np.float32)
        ordered = values[np.lexsort((-values, self._owners))]
        first[self._groups] = ordered[self._starts]
        has = np.diff(self._starts, append=len(values)) > 1
        second[self._groups[has]] = ordered[self._starts[has] + 1]
        return first, second


def _around(shelf: Shelf, at: int, others: Ints, out: Floats) -> None:
    """The columns from ``gap`` on: time, shape, and text in common."""
    mine, them = shelf.facts[at], shelf.facts[others]
    out[:, 20] = np.abs(shelf.days[others] - shelf.days[at])
    out[:, 21] = np.minimum(them[:, SOURCE], mine[SOURCE])
    own, week = mine[len(FACTS) :], them[:, len(FACTS) :]
    norm = np.linalg.norm(week, axis=1) * np.linalg.norm(own)
    out[:, 22] = np.where(norm > 0, week @ own / np.maximum(norm, 1e-6), np.nan)
    out[:, 23] = np.log1p(np.maximum(them[:, WORDS], mine[WORDS]))
    out[:, 24] = np.log1p(np.minimum(them[:, WORDS], mine[WORDS]))
    out[:, 25] = them[:, TITLED] + mine[TITLED]
    out[:, 26] = them[:, MARKS] + mine[MARKS]
    for column, year in ((28, LAST_YEAR), (29, YEAR)):
        out[:, column] = np.abs(them[:, year] - mine[year])
    likeness = shelf.years[others] @ shelf.years[at]
    out[:, 30] = np.where(np.isnan(out[:, 28]), np.nan, likeness)
    me = shelf.sketches[at]
    runs = set(me.shingles)
    for row, other in enumerate(others.tolist()):
        if not runs.isdisjoint(shelf.sketches[other].shingles):
            out[row, 27] = copied(me, shelf.sketches[other])
