"""Terms and their rarity, by the packaged background and by what is active."""

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from crosswire.models.frequency import Background
from crosswire.models.meaning import meanings
from crosswire.stages.group.postings import Floats, Ints

_KEPT = ("_common", "_capital", "_active", "_rare", "_moves", "_meaning")
"""What is known of each term."""
_EMPTY = {"_moves": 1, "_meaning": -1, "place": -1}
"""What stands where no term is yet; 0 elsewhere."""


class Vocabulary:
    """Terms and how rare they are, by the packaged background and by what is active."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._meanings = meanings()
        self._ids: dict[str, int] = {}
        self.words: list[str] = []
        """Terms as people read them, by number."""
        self._common = np.zeros(1 << 14, np.float32)
        self._capital = np.zeros(1 << 14, np.float32)
        self._active = np.zeros(1 << 14, np.float32)
        self._rare = np.zeros(1 << 14, np.float32)
        """The rarity of a term, but for the number of articles."""
        self._moves = np.ones(1 << 14, np.float32)
        """0 where the rarity is the same however many articles there are."""
        self._meaning = np.full(1 << 14, -1, np.int32)
        """Where the vector of a term stands; -1 without one."""
        self.place = np.full(1 << 14, -1, np.int32)
        """Scratch for who looks terms up, -1 everywhere between uses."""
        self.articles = 0

    def ids(self, terms: Sequence[str], forms: Callable[[], Mapping[str, str]]) -> Ints:
        """The numbers of terms; a new one for a term never met, shown to people in its form."""
        known = self._ids
        found = [known.get(term, -1) for term in terms]
        if -1 in found:
            shown = forms()
            found = [self._new(t, shown) if n < 0 else n for t, n in zip(terms, found, strict=True)]
        return np.array(found, np.int64)

    def _new(self, term: str, forms: Mapping[str, str]) -> int:
        found = self._ids[term] = len(self.words)
        self.words.append(forms.get(term, term.strip("@")))
        if found >= len(self._common):
            for name in (*_KEPT, "place"):
                old = getattr(self, name)
                rest = np.full_like(old, _EMPTY.get(name, 0))
                setattr(self, name, np.concatenate([old, rest]))
        self._learn(found, term)
        return found

    def _learn(self, at: int, term: str) -> None:
        first = term[0]
        if first in "@~":
            self._rare[at], self._moves[at] = 4.0 if first == "@" else 6.0, 0.0
            return
        if " " in term:
            one, other = term.split(" ", 1)
            near = self._background
            self._common[at] = 0.1 * min(near.count(one), near.count(other))
            self._capital[at] = 1.0
        else:
            self._meaning[at] = self._meanings.number(term)
            self._common[at] = self._background.count(term)
            self._capital[at] = self._background.capital(term)
        self._rare[at] = -math.log(float(self._common[at]) + 0.5)

    def capital(self, ids: Ints) -> Floats:
        """How name-like the terms are."""
        return self._capital[ids]

    def vectors(self, ids: Ints) -> Floats:
        """What the terms mean by themselves; zeros for what is no word or was never met."""
        return self._meanings.vectors(self._meaning[ids])

    def rarity(self, ids: Ints) -> Floats:
        """Inverse document frequency over the background and the active articles together."""
        total = math.log(self._background.documents + self.articles + 1.0)
        found: Floats = self._rare[ids] + np.float32(total) * self._moves[ids]
        return found

    def count(self, ids: Ints, articles: int) -> None:
        """So many articles came, or went where it is negative, with these terms among them."""
        np.add.at(self._active, ids, 1.0 if articles > 0 else -1.0)
        self.articles += articles
        seen = -np.log(self._common[ids] + self._active[ids] + 0.5)
        self._rare[ids] = np.where(self._moves[ids] > 0, seen, self._rare[ids])

    def compact(self) -> Ints:
        """Let go of terms that no article has; the new number of each old one."""
        size = len(self.words)
        kept = np.flatnonzero(self._active[:size] > 0)
        new = np.full(size, -1, np.int64)
        new[kept] = np.arange(len(kept))
        room = max(1 << 14, 1 << (2 * len(kept)).bit_length())
        for name in _KEPT:
            old = getattr(self, name)
            fresh = np.full(room, _EMPTY.get(name, 0), old.dtype)
            fresh[: len(kept)] = old[kept]
            setattr(self, name, fresh)
        self.place = np.full(room, -1, np.int32)
        self.words = [self.words[n] for n in kept.tolist()]
        numbers = new.tolist()
        self._ids = {term: numbers[n] for term, n in self._ids.items() if numbers[n] >= 0}
        return new
