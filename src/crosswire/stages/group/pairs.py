"""What two articles have in common, as a row of signals; the model of ``grouping.pairs`` reads it."""

import numpy as np

from crosswire.stages.group.copies import copied
from crosswire.stages.group.shelf import (
    ANY,
    CHANNELS,
    LEADING,
    NAMES,
    SLUG,
    TITLE,
    Floats,
    Ints,
    Shelf,
)

SIGNALS = (
    "title", "lead", "body", "names", "phrases", "figures", "slug", "quotes", "any", "mix",
    "title_told", "title_told_less", "title_lead", "slug_told", "title_names",
    "shared_best", "shared_second", "shared_rare", "shared_sum", "names_best",
    "gap", "dated", "weekdays", "long", "short", "titled", "marked", "copied",
)  # fmt: skip
"""The columns, in order."""
_RARE = 5.0


def compare(shelf: Shelf, at: int, others: Ints) -> Floats:
    """One row of ``SIGNALS`` for each of ``others`` against the article ``at``."""
    rows = np.zeros((len(others), len(SIGNALS)), np.float32)
    if len(others):
        rows[:, :20] = _words(shelf, at, others)
        rows[:, 20:] = _around(shelf, at, others)
    return rows


def _words(shelf: Shelf, at: int, others: Ints) -> Floats:
    vocabulary = shelf.vocabulary
    asked, own = shelf.terms[at], shelf.weights[at]
    rare = vocabulary.rarity(asked)
    place = np.full(vocabulary.size, -1, np.int64)
    place[asked] = np.arange(len(asked))
    terms, weights, starts = shelf.stack(others.tolist())
    scaled = weights * vocabulary.rarity(terms)[:, None]
    norms = np.sqrt(np.add.reduceat(scaled * scaled, starts, axis=0))
    mine = own * rare[:, None]
    owner = np.repeat(np.arange(len(others)), np.diff([*starts.tolist(), len(terms)]))
    shared = np.flatnonzero(place[terms] >= 0)
    here, there = mine[place[terms[shared]]], scaled[shared]
    who = owner[shared]
    size = len(others)

    def total(values: Floats) -> Floats:
        return np.bincount(who, weights=values, minlength=size).astype(np.float32)

    out = np.zeros((size, 20), np.float32)
    lengths = np.linalg.norm(mine, axis=0)
    for channel in range(len(CHANNELS)):
        out[:, channel] = total(here[:, channel] * there[:, channel]) / (
            lengths[channel] * norms[:, channel] + 1e-6
        )
    sums = np.add.reduceat(scaled, starts, axis=0)
    told = total(here[:, TITLE] * (there[:, ANY] > 0)) / (mine[:, TITLE].sum() + 1e-6)
    back = total(there[:, TITLE] * (here[:, ANY] > 0)) / (sums[:, TITLE] + 1e-6)
    out[:, 10], out[:, 11] = np.maximum(told, back), np.minimum(told, back)
    out[:, 12] = np.maximum(
        total(here[:, TITLE] * there[:, LEADING]) / (lengths[TITLE] * norms[:, LEADING] + 1e-6),
        total(here[:, LEADING] * there[:, TITLE]) / (lengths[LEADING] * norms[:, TITLE] + 1e-6),
    )
    out[:, 13] = np.maximum(
        total(here[:, SLUG] * (there[:, ANY] > 0)) / (mine[:, SLUG].sum() + 1e-6),
        total(there[:, SLUG] * (here[:, ANY] > 0)) / (sums[:, SLUG] + 1e-6),
    )
    out[:, 14] = np.maximum(
        total(here[:, TITLE] * there[:, NAMES]) / (lengths[TITLE] * norms[:, NAMES] + 1e-6),
        total(here[:, NAMES] * there[:, TITLE]) / (lengths[NAMES] * norms[:, TITLE] + 1e-6),
    )
    weight = np.where((here[:, ANY] > 0) & (there[:, ANY] > 0), here[:, ANY], 0.0)
    out[:, 15], out[:, 16] = _two_best(who, weight, size)
    out[:, 17] = total((weight > _RARE).astype(np.float32))
    out[:, 18] = total(weight)
    named = np.where((here[:, NAMES] > 0) & (there[:, NAMES] > 0), rare[place[terms[shared]]], 0.0)
    out[:, 19] = _two_best(who, named, size)[0]
    return out


def _two_best(who: Ints, values: Floats, size: int) -> tuple[Floats, Floats]:
    """The largest and second largest value of each group; ``who`` does not fall."""
    first, second = np.zeros(size, np.float32), np.zeros(size, np.float32)
    order = np.lexsort((-values, who))
    groups, starts = np.unique(who[order], return_index=True)
    first[groups] = values[order][starts]
    ends = np.append(starts[1:], len(order))
    has = ends - starts > 1
    second[groups[has]] = values[order][starts[has] + 1]
    return first, second


def _around(shelf: Shelf, at: int, others: Ints) -> Floats:
    """Time, shape, and text in common."""
    me = shelf.sketches[at]
    them = [shelf.sketches[n] for n in others.tolist()]
    out = np.zeros((len(them), 8), np.float32)
    gap = np.abs(shelf.days[others] - shelf.days[at])
    out[:, 0] = gap
    sources = np.array([other.source for other in them])
    out[:, 1] = np.minimum(sources, me.source)
    week = np.array([other.weekdays for other in them], np.float32)
    own = np.array(me.weekdays, np.float32)
    norm = np.linalg.norm(week, axis=1) * np.linalg.norm(own)
    out[:, 2] = np.where(norm > 0, week @ own / np.maximum(norm, 1e-6), np.nan)
    words = np.array([other.words for other in them], np.float32)
    out[:, 3] = np.log1p(np.maximum(words, me.words))
    out[:, 4] = np.log1p(np.minimum(words, me.words))
    out[:, 5] = [int(me.titled) + int(other.titled) for other in them]
    out[:, 6] = [int(me.kind in _MARKED) + int(other.kind in _MARKED) for other in them]
    mine = set(me.shingles)
    out[:, 7] = [0.0 if mine.isdisjoint(o.shingles) else copied(me, o) for o in them]
    return out


_MARKED = ("roundup", "live", "template")
