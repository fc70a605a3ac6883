"""Where a term stands: an inverted index that takes articles one by one and many at once.

What came long ago lies sorted in three arrays; what came since lies beside it, a term at a time,
until it is worth sorting in. Reading a term is two slices whatever the index holds.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_ENTRY = np.dtype([("article", np.int32), ("weight", np.float32)])
_LOOSE = 100_000
"""Entries that may lie unsorted before they are sorted in."""


class Postings:
    """Term → the articles it stands in and how much it weighs in each."""

    def __init__(self) -> None:
        self._starts = np.zeros(1, np.int64)
        self._articles = np.zeros(0, np.int32)
        self._weights = np.zeros(0, np.float32)
        self._since: dict[int, bytearray] = {}
        """Entries end to end: one object a term that the garbage collector need not visit."""
        self._loose = 0

    def add(self, article: int, terms: Ints, weights: Floats) -> None:
        """An article came."""
        some = np.flatnonzero(weights)
        entries = np.empty(len(some), _ENTRY)
        entries["article"], entries["weight"] = article, weights[some]
        data, size = entries.tobytes(), _ENTRY.itemsize
        for at, term in enumerate(terms[some].tolist()):
            if (since := self._since.get(term)) is None:
                since = self._since[term] = bytearray()
            since += data[at * size : at * size + size]
        self._loose += len(terms)
        if self._loose > max(_LOOSE, len(self._articles) // 2):
            self._sort_in()

    def lay(self, terms: Ints, articles: Ints, weights: Floats) -> None:
        """Hold these entries and nothing else; within a term they keep their order."""
        some = np.flatnonzero(weights)
        order = some[np.argsort(terms[some], kind="stable")]
        size = int(terms.max(initial=-1)) + 1
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(terms[some], minlength=size))])
        self._articles = articles[order].astype(np.int32)
        self._weights = weights[order].astype(np.float32)
        self._since, self._loose = {}, 0

    def more(self, terms: Ints, articles: Ints, weights: Floats) -> None:
        """Many articles came."""
        old = np.repeat(np.arange(len(self._starts) - 1), np.diff(self._starts))
        sizes = [len(since) // _ENTRY.itemsize for since in self._since.values()]
        between = np.repeat(np.fromiter(self._since, np.int64, len(sizes)), sizes)
        loose = np.frombuffer(b"".join(self._since.values()), _ENTRY)
        self.lay(
            np.concatenate([old, between, terms]),
            np.concatenate([self._articles, loose["article"], articles]).astype(np.int64),
            np.concatenate([self._weights, loose["weight"], weights]),
        )

    def _sort_in(self) -> None:
        self.more(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32))

    def of(self, term: int) -> Sequence[tuple[NDArray[np.int32], Floats]]:
        """Articles and weights of a term, those that came first first."""
        found = []
        if term < len(self._starts) - 1:
            part = slice(self._starts[term], self._starts[term + 1])
            found.append((self._articles[part], self._weights[part]))
        if (since := self._since.get(term)) is not None:
            loose = np.frombuffer(bytes(since), _ENTRY)
            found.append((loose["article"], loose["weight"]))
        return found
