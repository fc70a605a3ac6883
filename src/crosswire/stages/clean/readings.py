"""What trafilatura's modes keep of a page, told for each of the page's visible pieces."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from crosswire.stages.clean.blocks import read_blocks
from crosswire.stages.clean.outline import letters

Mode = Literal["balanced", "precise", "generous"]
"""Trafilatura's own three ways of reading, its comparison with other readers left out."""

Kept = NDArray[np.float32]
"""For each piece of a page, the share of it that a reading kept."""

_LONG = 20
"""Letters from which on a piece is known again wherever it stands."""
_SURE = 60
_NEAR = 400
"""Letters of the reading within which a short piece is looked for."""
_FAR = 3_000
_OWN = 30
_BLOCK = 12
_AHEAD = 4
"""Blocks of a reading that may lie in one piece."""


def kept_by(tree: HtmlElement, mode: Mode, keys: Sequence[str]) -> Kept:
    """How much of each piece (its letters) the reading keeps."""
    return matched(keys, [letters(block.text) for block in read_blocks(tree, mode)])


def matched(keys: Sequence[str], blocks: Sequence[str]) -> Kept:
    """How much of each piece stands in ``blocks``, both walked in the order of the page.

    Less than 1 tells how sure: 0.9 it stands elsewhere in the reading, 0.5 only its words do,
    anything else is the share of a piece that the reading kept in part.
    """
    kept = np.zeros(len(keys), np.float32)
    walk = _Walk(blocks)
    if walk.flat:
        for i, key in enumerate(keys):
            if key:
                kept[i] = walk.long(key) if len(key) >= _LONG else walk.short(key)
    return kept


class _Walk:
    """A reading's letters, and how far the page has been found in them."""

    def __init__(self, blocks: Sequence[str]) -> None:
        self.flat = "".join(blocks)
        self._blocks = blocks
        self._whole = frozenset(blocks)
        self._starts: list[int] = []
        at = 0
        for block in blocks:
            self._starts.append(at)
            at += len(block)
        self._bounds = frozenset((*self._starts, at))
        self._at = 0

    def short(self, key: str) -> float:
        """A short piece stands where a block begins, or right after the last piece."""
        at = self.flat.find(key, self._at, self._at + len(key) + _NEAR)
        if at >= 0 and (at == self._at or at in self._bounds):
            self._at = at + len(key)
            return 1.0
        return 0.5 if key in self._whole else 0.0

    def long(self, key: str) -> float:
        """A long piece stands whole somewhere, or holds the next blocks, or one half stands."""
        at = self.flat.find(key, self._at)
        if at >= 0:
            # What stands far ahead is sooner another place with the same words.
            if at - self._at <= _FAR or len(key) >= _SURE:
                self._at = at + len(key)
            return 1.0
        if key in self.flat:
            return 0.9
        return self._parts(key) if len(key) > _OWN else 0.0

    def _parts(self, key: str) -> float:
        inside = 0
        first = bisect_left(self._starts, self._at)
        for n in range(first, min(first + _AHEAD, len(self._blocks))):
            block = self._blocks[n]
            if len(block) > _BLOCK and block in key:
                inside += len(block)
                self._at = max(self._at, self._starts[n] + len(block))
        if inside:
            return min(0.95, inside / len(key))
        half = len(key) // 2
        return 0.45 if key[:half] in self.flat or key[half:] in self.flat else 0.0
