"""The active articles in memory: term weights a channel, an inverted index, word counts."""

import math
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from crosswire.models.frequency import Background
from crosswire.stages.group.days import FIRST_YEAR, YEARS
from crosswire.stages.group.postings import Floats, Ints, Postings
from crosswire.stages.group.sketch import LEAD, NAME, Sketch
from crosswire.stages.group.vocabulary import Vocabulary
from crosswire.stages.group.words import STEMS

CHANNELS = ("title", "lead", "body", "names", "phrases", "figures", "slug", "quotes", "any", "mix")
TITLE, LEADING, BODY, NAMES, PHRASES, FIGURES, SLUG, QUOTES, ANY, MIX = range(len(CHANNELS))

_ASKED = 48
"""Terms of an article, the weightiest first, that candidates are looked up by."""
_COMMON = 0.12
"""Share of the articles above which a term tells nothing about where to look."""
_PLACES = 20_000
"""Entries of the index that are read for one article; the weightiest terms come first."""
MARKED = ("roundup", "live", "template")
FACTS = ("source", "words", "titled", "marked", "last year", "year")
SOURCE, WORDS, TITLED, MARKS, LAST_YEAR, YEAR = range(len(FACTS))
"""What else is compared of an article, the latest year it names and the one it names most among it;
after these, how often it names each weekday."""
_WEEK = 7
_WASTE = 4
"""One article dropped to so many kept is what may lie about."""
_FEW = 12
"""Terms up to which an article has so few that even common ones are asked."""


class Shelf:
    """Articles by number; every article's terms with one weight a channel."""

    def __init__(self, background: Background) -> None:
        self.vocabulary = Vocabulary(background)
        self.sketches: list[Sketch] = []
        self.terms: list[Ints] = []
        self.weights: list[Floats] = []
        self.days = np.full(1 << 10, np.nan)
        self.present = np.zeros(1 << 10, bool)
        self.facts = np.zeros((1 << 10, len(FACTS) + _WEEK), np.float32)
        self.years = np.zeros((1 << 10, YEARS), np.float32)
        """How often each year is named, at length one."""
        self.came = 0
        """How many articles ever came."""
        self._gone: set[int] = set()
        self._index = Postings()

    def __len__(self) -> int:
        return len(self.sketches)

    @property
    def living(self) -> int:
        """Articles that were not dropped."""
        return len(self.sketches) - len(self._gone)

    @property
    def wasteful(self) -> bool:
        """Whether so much was dropped that it is worth building anew."""
        return len(self._gone) > self.living // _WASTE

    def put(self, sketch: Sketch) -> int:
        """Keep an article; its number."""
        at = self._lay(sketch)
        ids = self.terms[at]
        self.vocabulary.count(ids, 1)
        self._index.add(at, ids, self._shares(at))
        return at

    def put_all(self, sketches: Iterable[Sketch]) -> range:
        """Keep many articles at once, as if they had come one by one; their numbers."""
        first = len(self)
        for sketch in sketches:
            self._lay(sketch)
        fresh = range(first, len(self))
        if fresh:
            self.vocabulary.count(np.concatenate(self.terms[first:]), len(fresh))
            self._index.more(*self._entries(fresh))
        return fresh

    def _lay(self, sketch: Sketch) -> int:
        at = len(self.sketches)
        ids, weights = self._weigh(sketch)
        self.sketches.append(sketch)
        self.terms.append(ids)
        self.weights.append(weights)
        if at >= len(self.days):
            self._widen()
        self.days[at] = np.nan if sketch.day is None else sketch.day
        self.present[at] = True
        marked = sketch.kind in MARKED
        last = max(sketch.years[::2], default=math.nan)
        most = sketch.years[0] if sketch.years else math.nan
        self.facts[at] = (
            sketch.source, sketch.words, sketch.titled, marked, last, most, *sketch.weekdays
        )  # fmt: skip
        self.years[at] = _years(sketch)
        self.came += 1
        return at

    def _widen(self) -> None:
        self.days = np.concatenate([self.days, np.full(len(self.days), np.nan)])
        self.present = np.concatenate([self.present, np.zeros(len(self.present), bool)])
        self.facts = np.concatenate([self.facts, np.zeros_like(self.facts)])
        self.years = np.concatenate([self.years, np.zeros_like(self.years)])

    def drop(self, at: int) -> None:
        """Forget an article; its number is not given again until the shelf is built anew."""
        self.present[at] = False
        self.vocabulary.count(self.terms[at], -1)
        self.terms[at] = np.zeros(0, np.int64)
        self.weights[at] = np.zeros((0, len(CHANNELS)), np.float32)
        self._gone.add(at)

    def compact(self) -> list[int]:
        """Build anew from what was not dropped; the old numbers in the order of the new."""
        kept = [at for at in range(len(self)) if at not in self._gone]
        new = self.vocabulary.compact()
        self.sketches = [self.sketches[at] for at in kept]
        self.terms = [new[self.terms[at]] for at in kept]
        self.weights = [self.weights[at] for at in kept]
        days, present, facts = self.days[kept], self.present[kept], self.facts[kept]
        years = self.years[kept]
        room = max(1 << 10, 1 << len(kept).bit_length())
        self.days, self.present = np.full(room, np.nan), np.zeros(room, bool)
        self.facts = np.zeros((room, facts.shape[1]), np.float32)
        self.years = np.zeros((room, YEARS), np.float32)
        self.days[: len(kept)], self.present[: len(kept)] = days, present
        self.facts[: len(kept)], self.years[: len(kept)] = facts, years
        self._gone = set()
        self._index = Postings()
        if kept:
            self._index.lay(*self._entries(range(len(kept))))
        return kept

    def hide(self, at: int) -> None:
        """Keep an article, but never name it as a neighbour."""
        self.present[at] = False

    def show(self, at: int) -> None:
        """Name an article as a neighbour again."""
        self.present[at] = True

    def _shares(self, at: int) -> Floats:
        """What each term weighs in an article of length one."""
        mix = self.weights[at][:, MIX]
        norm = float(np.linalg.norm(mix * self.vocabulary.rarity(self.terms[at]))) or 1.0
        found: Floats = mix / np.float32(norm)
        return found

    def _entries(self, articles: range) -> tuple[Ints, Ints, Floats]:
        """Terms, articles and weights of the index."""
        terms = [self.terms[at] for at in articles]
        owners = np.repeat(np.arange(articles.start, articles.stop), [len(t) for t in terms])
        return np.concatenate(terms), owners, np.concatenate([self._shares(at) for at in articles])

    def _weigh(self, sketch: Sketch) -> tuple[Ints, Floats]:
        terms, weights = _rows(sketch)
        ids = self.vocabulary.ids(terms, partial(_forms, sketch))
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
        found = np.flatnonzero((scores > 0) & self.present[: len(scores)])
        gap = np.abs(self.days[found] - self.days[at])
        near = np.where(np.isnan(gap), 0.6, np.where(gap > window, 0.0, 1.0 / (1.0 + gap / 4)))
        scores = scores[found] * near
        some = scores > 0
        found, scores = found[some], scores[some]
        if len(found) > most:
            first = np.argpartition(-scores, most - 1)[:most]
            found, scores = found[first], scores[first]
        best: Ints = found[np.lexsort((found, -scores))]
        return best

    def _scores(self, at: int) -> NDArray[np.float64] | None:
        ids = self.terms[at]
        weight = self.weights[at][:, MIX] * self.vocabulary.rarity(ids) ** 2
        order = np.argsort(-weight, kind="stable")[:_ASKED]
        most = max(60, _COMMON * len(self.sketches)) if len(order) > _FEW else math.inf
        places: list[NDArray[np.int32]] = []
        shares: list[Floats] = []
        read = 0
        for term, factor in zip(ids[order].tolist(), weight[order].tolist(), strict=True):
            found = self._index.of(term)
            length = sum(len(articles) for articles, _ in found)
            if length > most:
                continue
            for articles, weights in found:
                places.append(articles)
                shares.append(weights * np.float32(factor))
            read += length
            if read > _PLACES:
                break
        if not read:
            return None
        scores: NDArray[np.float64] = np.bincount(
            np.concatenate(places), weights=np.concatenate(shares), minlength=len(self.sketches)
        ).astype(np.float64, copy=False)
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


def _years(sketch: Sketch) -> Floats:
    found = np.zeros(YEARS, np.float32)
    if sketch.years:
        found[np.array(sketch.years[::2]) - FIRST_YEAR] = sketch.years[1::2]
        found /= np.linalg.norm(found)
    return found


def _forms(sketch: Sketch) -> dict[str, str]:
    """Stem → a word of the sketch that has it."""
    return {STEMS[w]: w for w in (*sketch.slug, *sketch.terms, *sketch.title)}


_WEIGHTS = np.array([0.0, *(1.0 + math.log(count) for count in range(1, 100))])
"""What a word weighs that stands so often in a text; a sketch counts no further."""


def _rows(sketch: Sketch) -> tuple[list[str], Floats]:
    """The terms of a sketch, and a weight a channel for each."""
    title = [STEMS[word] for word in sketch.title]
    body = [STEMS[word] for word in sketch.terms]
    slug = [STEMS[word] for word in sketch.slug]
    phrases = [*sketch.phrases, *map(" ".join, pairwise(title))]
    figures = [*sketch.figures, *("@" + day for day in sketch.days)]
    quotes = [f"~{run}" for run in sketch.quotes]
    parts = (title, body, slug, phrases, figures, quotes)
    row = {term: at for at, term in enumerate(dict.fromkeys(chain(*parts)))}
    titled, told, addressed, named, counted, quoted = ([row[t] for t in part] for part in parts)
    flags = np.array(sketch.flags, np.int64)
    table = np.zeros((len(row), len(CHANNELS)), np.float32)
    table[titled, TITLE] = table[addressed, SLUG] = table[named, PHRASES] = 1.0
    table[counted, FIGURES] = table[quoted, QUOTES] = 1.0
    table[titled, ANY] = table[told, ANY] = table[addressed, ANY] = 1.0
    table[told, BODY] = weights = _WEIGHTS[sketch.counts]
    table[told, LEADING] = (flags & LEAD) > 0
    table[told, NAMES] = weights * ((flags & NAME) > 0)
    return list(row), table
