"""Bounds: how much of a story is read at all, and what was left out, in numbers."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one story may cost. What lies beyond is counted and said."""

    units: int = 6000
    """Passages lined up; of the longest articles only the first ones."""
    read: int = 4000
    """Passages the encoder reads; beyond, a passage is compared by its words alone."""
    headlines: int = 50
    """Headlines the encoder reads."""
    pairs: int = 60_000
    """Pairs looked at closely; of more, the nearest."""
    reader: int = 100
    """Pairs of two articles that the pair reader reads; the rest are judged by their surface."""
    reader_in_all: int = 6000
    """Pairs it reads in one story."""
    copies: int = 2
    """Articles of one and the same text that are read; further ones follow them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """What of one story lies beyond the bounds."""

    units: tuple[tuple[str, int], ...] = ()
    """Outlets, and passages at the end of their articles that were not lined up."""
    unread: int = 0
    """Passages compared by their words alone."""
    pairs: int = 0
    """Pairs of passages not looked at closely."""
    surface: int = 0
    """Pairs looked at, and not read by the pair reader."""
    copies: int = 0
    """Articles that were not read because two others have their very text."""


def shares(sizes: Sequence[int], most: int) -> list[int]:
    """How many of each article's passages are lined up: all where they fit, else the longest
    articles give way until they are as long as one another."""
    left, shares = most, [0] * len(sizes)
    order = sorted(range(len(sizes)), key=lambda k: sizes[k])
    for n, k in enumerate(order):
        shares[k] = min(sizes[k], left // (len(order) - n))
        left -= shares[k]
    return shares
