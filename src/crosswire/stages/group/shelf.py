"""The active articles in memory: term weights a channel, an inverted index, word counts."""

import math
from array import array
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from crosswire.models.frequency import Background
from crosswire.stages.group.sketch import LEAD, NAME, Sketch
from crosswire.stages.group.words import STEMS

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

CHANNELS = ("title", "lead", "body", "names", "phrases", "figures", "slug", "quotes", "any", "mix")
TITLE, LEADING, BODY, NAMES, PHRASES, FIGURES, SLUG, QUOTES, ANY, MIX = range(len(CHANNELS))

_ASKED = 48
"""Terms of an article, the weightiest first, that candidates are looked up by."""
_COMMON = 0.12
"""Share of the articles above which a term tells nothing about where to look."""


class Vocabulary:
    """Terms and how rare they are, by the packaged background and by what is active."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._ids: dict[str, int] = {}
        self.words: list[str] = []
        """Terms as people read them, by number."""
        self._common = np.zeros(1 << 14, np.float32)
        self._capital = np.zeros(1 << 14, np.float32)
        self._active = np.zeros(1 << 14, np.float32)
        self._steady = np.zeros(1 << 14, np.float32)
        self.articles = 0

    def id(self, term: str, shown: str) -> int:
        """The number of a term; a new one for a term never met, shown to people as ``shown``."""
        found = self._ids.get(term)
        if found is None:
            found = self._ids[term] = len(self.words)
            self.words.append(shown)
            if found >= len(self._common):
                for name in ("_common", "_capital", "_active", "_steady"):
                    old = getattr(self, name)
                    setattr(self, name, np.concatenate([old, np.zeros_like(old)]))
            self._learn(found, term)
        return found

    def _learn(self, at: int, term: str) -> None:
        first = term[0]
        if first == "@":
            self._steady[at] = 4.0
        elif first == "~":
            self._steady[at] = 6.0
        elif " " in term:
            one, other = term.split(" ", 1)
            near = self._background
            self._common[at] = 0.1 * min(near.count(one), near.count(other))
            self._capital[at] = 1.0
        else:
            self._common[at] = self._background.count(term)
            self._capital[at] = self._background.capital(term)

    @property
    def size(self) -> int:
        """How many terms there are."""
        return len(self.words)

    def capital(self, ids: Ints) -> Floats:
        """How name-like the terms are."""
        return self._capital[ids]

    def rarity(self, ids: Ints) -> Floats:
        """Inverse document frequency over the background and the active articles together."""
        total = self._background.documents + self.articles + 1.0
        seen = self._common[ids] + self._active[ids] + 0.5
        steady = self._steady[ids]
        found: Floats = np.where(steady > 0, steady, np.log(total / seen)).astype(np.float32)
        return found

    def count(self, ids: Ints, change: int) -> None:
        """An article with these terms came (1) or went (-1)."""
        self._active[ids] += change
        self.articles += change


class Shelf:
    """Articles by number; every article's terms with one weight a channel."""

    def __init__(self, background: Background) -> None:
        self.vocabulary = Vocabulary(background)
        self.sketches: list[Sketch] = []
        self.terms: list[Ints] = []
        self.weights: list[Floats] = []
        self.days = np.full(1 << 10, np.nan)
        self.present = np.zeros(1 << 10, bool)
        self._index: dict[int, tuple[array[int], array[float]]] = {}

    def __len__(self) -> int:
        return len(self.sketches)

    def put(self, sketch: Sketch) -> int:
        """Keep an article; its number."""
        at = len(self.sketches)
        ids, weights = self._weigh(sketch)
        self.sketches.append(sketch)
        self.terms.append(ids)
        self.weights.append(weights)
        if at >= len(self.days):
            self.days = np.concatenate([self.days, np.full(len(self.days), np.nan)])
            self.present = np.concatenate([self.present, np.zeros(len(self.present), bool)])
        self.days[at] = np.nan if sketch.day is None else sketch.day
        self.present[at] = True
        self.vocabulary.count(ids, 1)
        self._post(at)
        return at

    def drop(self, at: int) -> None:
        """Forget an article; its number is not given again."""
        self.present[at] = False
        self.vocabulary.count(self.terms[at], -1)
        self.terms[at] = np.zeros(0, np.int64)
        self.weights[at] = np.zeros((0, len(CHANNELS)), np.float32)

    def hide(self, at: int) -> None:
        """Keep an article, but never name it as a neighbour."""
        self.present[at] = False

    def show(self, at: int) -> None:
        """Name an article as a neighbour again."""
        self.present[at] = True

    def _post(self, at: int) -> None:
        mix = self.weights[at][:, MIX]
        norm = float(np.linalg.norm(mix * self.vocabulary.rarity(self.terms[at]))) or 1.0
        for term, weight in zip(self.terms[at].tolist(), (mix / norm).tolist(), strict=True):
            if weight:
                if (posting := self._index.get(term)) is None:
                    posting = self._index[term] = (array("l"), array("d"))
                posting[0].append(at)
                posting[1].append(weight)

    def _weigh(self, sketch: Sketch) -> tuple[Ints, Floats]:
        rows = _rows(sketch)
        forms = {STEMS[w]: w for w in (*sketch.slug, *sketch.terms, *sketch.title)}
        name = self.vocabulary.id
        ids = np.array([name(term, forms.get(term, term.strip("@"))) for term in rows], np.int64)
        weights = np.array(list(rows.values()), np.float32).reshape(len(rows), len(CHANNELS))
        if not sketch.phrases:
            weights[:, NAMES] = np.maximum(
                weights[:, NAMES], weights[:, TITLE] * (self.vocabulary.capital(ids) > 0.6)
            )
        weights[:, MIX] = (
            1.5 * weights[:, TITLE] + 0.7 * weights[:, LEADING] + weights[:, BODY]
            + 0.6 * weights[:, SLUG] * (weights[:, TITLE] == 0)
            + 0.5 * weights[:, PHRASES] + 0.5 * weights[:, FIGURES] + 0.5 * weights[:, QUOTES]
        )  # fmt: skip
        return ids, weights

    def neighbours(self, at: int, most: int, window: float) -> Ints:
        """Articles that share telling terms with one, the nearest first, none further off in time
        than ``window`` days where both days are known."""
        scores = self._scores(at)
        if scores is None:
            return np.zeros(0, np.int64)
        scores[at] = 0.0
        scores *= self.present[: len(scores)]
        gap = np.abs(self.days[: len(scores)] - self.days[at])
        near = np.where(np.isnan(gap), 0.6, np.where(gap > window, 0.0, 1.0 / (1.0 + gap / 4)))
        scores *= near
        found = np.flatnonzero(scores > 0)
        if len(found) > most:
            found = found[np.argpartition(-scores[found], most - 1)[:most]]
        best: Ints = found[np.lexsort((found, -scores[found]))]
        return best

    def _scores(self, at: int) -> NDArray[np.float64] | None:
        ids = self.terms[at]
        weight = self.weights[at][:, MIX] * self.vocabulary.rarity(ids) ** 2
        order = np.argsort(-weight, kind="stable")[:_ASKED]
        most = max(60, _COMMON * len(self.sketches))
        at_, with_ = [], []
        for k in order.tolist():
            posting = self._index.get(int(ids[k]))
            if posting is None or (len(posting[0]) > most and len(order) > 12):
                continue
            at_.append(np.frombuffer(posting[0], np.int64))
            with_.append(np.frombuffer(posting[1], np.float64) * weight[k])
        if not at_:
            return None
        places, shares = np.concatenate(at_), np.concatenate(with_)
        scores: NDArray[np.float64] = np.bincount(
            places, weights=shares, minlength=len(self.sketches)
        ).astype(np.float64)
        return scores

    def stack(self, numbers: Sequence[int]) -> tuple[Ints, Floats, Ints]:
        """Terms, weights and where each article begins, of several articles end to end."""
        terms = [self.terms[n] for n in numbers]
        starts = np.cumsum([0, *map(len, terms)])[:-1]
        return (
            np.concatenate(terms),
            np.concatenate([self.weights[n] for n in numbers]),
            starts.astype(np.int64),
        )


def _rows(sketch: Sketch) -> dict[str, list[float]]:
    """Term → one weight a channel."""
    rows: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(CHANNELS))
    title = [STEMS[word] for word in sketch.title]
    for stem in title:
        cells = rows[stem]
        cells[TITLE] = cells[ANY] = 1.0
    for word, count, flag in zip(sketch.terms, sketch.counts, sketch.flags, strict=True):
        cells = rows[STEMS[word]]
        cells[ANY] = 1.0
        cells[BODY] = 1.0 + math.log(count)
        cells[LEADING] = float(bool(flag & LEAD))
        cells[NAMES] = cells[BODY] * bool(flag & NAME)
    for word in sketch.slug:
        cells = rows[STEMS[word]]
        cells[SLUG] = cells[ANY] = 1.0
    for phrase in (*sketch.phrases, *map(" ".join, pairwise(title))):
        rows[phrase][PHRASES] = 1.0
    for figure in sketch.figures:
        rows[figure][FIGURES] = 1.0
    for day in sketch.days:
        rows["@" + day][FIGURES] = 1.0
    for run in sketch.quotes:
        rows[f"~{run}"][QUOTES] = 1.0
    return rows
