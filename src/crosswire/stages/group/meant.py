"""Two headlines that say one thing in different words: every word of one against the word of the
other that means most nearly the same (greedy matching, as in Zhang et al. 2020, over static vectors)."""

import numpy as np
from numpy.typing import NDArray

from crosswire.stages.group.postings import Floats, Ints


class Heading:
    """Words of headlines: their vectors, their rarity, and the article each is of."""

    def __init__(self, vectors: Floats, rarity: Floats, owners: Ints) -> None:
        self.vectors = vectors
        self.rarity = rarity
        self.owners = owners


def alike(
    mine: Heading, theirs: Heading, told: NDArray[np.bool_], back: NDArray[np.bool_], size: int
) -> tuple[Floats, Floats]:
    """How much of one headline is in other articles in some words, and of theirs in it: the larger
    and the lesser, NaN where either has no headline.

    ``told`` says which word of mine stands as it is in which other article, ``back`` which of their
    words stand in mine.
    """
    found = np.full((2, size), np.nan, np.float32)
    if not len(mine.rarity) or not len(theirs.rarity):
        return found[0], found[1]
    likeness = mine.vectors @ theirs.vectors.T
    first = np.flatnonzero(np.diff(theirs.owners, prepend=-1))
    others = theirs.owners[first]
    best = np.maximum(np.maximum.reduceat(likeness, first, axis=1), told[:, others])
    found[0, others] = np.maximum(best, 0).T @ mine.rarity / mine.rarity.sum()
    matched = np.maximum(np.maximum(likeness.max(axis=0), back), 0) * theirs.rarity
    found[1, others] = np.add.reduceat(matched, first) / np.add.reduceat(theirs.rarity, first)
    return np.maximum(found[0], found[1]), np.minimum(found[0], found[1])
