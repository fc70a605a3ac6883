"""Channels: what two units may share, kind by kind, as weighted sparse rows."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

from crosswire.records.annotation import Token
from crosswire.stages.compare.points.board import Floats, Ints, Sheet
from crosswire.stages.compare.points.marked import marked_in
from crosswire.stages.compare.points.words import figure, scale

Bag = dict[str, float]

_DATED = frozenset({"DATE", "TIME"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
_OBJECTS = frozenset({"dobj", "obj", "attr", "dative", "pobj", "oprd", "acomp"})


def words(sheet: Sheet) -> Bag:
    """Content words, weighted by how rare they are in news."""
    bag: Bag = {}
    for key, weight in zip(sheet.keys, sheet.weights, strict=True):
        if weight:
            bag[key] = bag.get(key, 0.0) + weight if key not in bag else bag[key] + weight / 2
    return bag


def grams(sheet: Sheet) -> Bag:
    """Runs of four characters inside content words."""
    bag: Bag = {}
    for token, weight in zip(sheet.tokens, sheet.weights, strict=True):
        if weight:
            padded = f" {token.text.lower()} "
            for k in range(max(1, len(padded) - 3)):
                bag[padded[k : k + 4]] = weight
    return bag


def couples(sheet: Sheet) -> Bag:
    """Content words that follow one another."""
    told = [(k, w) for k, w in zip(sheet.keys, sheet.weights, strict=True) if w]
    return {f"{a} {b}": (v + w) / 2 for (a, v), (b, w) in pairwise(told)}


def _tagged(*tags: str) -> Callable[[Sheet], Bag]:
    def bag(sheet: Sheet) -> Bag:
        return {
            k: w
            for t, k, w in zip(sheet.tokens, sheet.keys, sheet.weights, strict=True)
            if w and t.pos in tags
        }

    return bag


def stumps(sheet: Sheet) -> Bag:
    """First five letters of content words, so that withdraw meets withdrawal."""
    return {k[:5]: w for k, w in zip(sheet.keys, sheet.weights, strict=True) if w and len(k) >= 4}


def names(sheet: Sheet) -> Bag:
    """Whom or what it names, by cross-article id."""
    return {name: 1.0 for name, _ in sheet.names}


def figures(sheet: Sheet) -> Bag:
    """Numbers, with the scale word after them multiplied in."""
    return {f"{value:g}": 1.0 for value, _, _ in read_figures(sheet)}


def times(sheet: Sheet) -> Bag:
    """Days, months and years its time expressions were resolved to."""
    return {t.value[:10]: 1.0 for t in sheet.times if t.type in _DATED}


def marked(sheet: Sheet) -> Bag:
    """Content words in quotation marks."""
    text = sheet.unit.span.exact
    runs = marked_in(sheet.unit)
    if not runs and sheet.unit.quoted > 0.8:
        runs = [(0, len(text))]
    base = sheet.unit.span.start
    return {
        k: w
        for t, k, w in zip(sheet.tokens, sheet.keys, sheet.weights, strict=True)
        if w and any(a <= t.start - base < b for a, b in runs)
    }


def roles(sheet: Sheet) -> Bag:
    """Who does and what is done, as role and word."""
    bag: Bag = {}
    for t, k, w in zip(sheet.tokens, sheet.keys, sheet.weights, strict=True):
        if w and t.dep in _SUBJECTS:
            bag[f"s:{k}"] = w
        elif w and t.dep in _OBJECTS:
            bag[f"o:{k}"] = w
    return bag


def deeds(sheet: Sheet) -> Bag:
    """A verb together with its subject or its object."""
    bag: Bag = {}
    for n, (t, k, w) in enumerate(zip(sheet.tokens, sheet.keys, sheet.weights, strict=True)):
        head = sheet.heads[n]
        if w and head != n and t.dep in _SUBJECTS | _OBJECTS:
            bag[f"{k}>{sheet.keys[head]}"] = w
    return bag


CHANNELS: tuple[tuple[str, Callable[[Sheet], Bag]], ...] = (
    ("words", words), ("grams", grams), ("couples", couples), ("stumps", stumps),
    ("proper", _tagged("PROPN")), ("verbs", _tagged("VERB")), ("nouns", _tagged("NOUN")),
    ("qualities", _tagged("ADJ", "ADV")), ("names", names), ("figures", figures),
    ("times", times), ("marked", marked), ("roles", roles), ("deeds", deeds),
)  # fmt: skip


def read_figures(sheet: Sheet) -> Iterator[tuple[float, int, int]]:
    """(value, first token, token after the last) of every number in figures or words."""
    tokens = sheet.tokens
    n = 0
    while n < len(tokens):
        value = figure(tokens[n].text) if _numeral(tokens[n]) else None
        if value is None:
            n += 1
            continue
        after = n + 1
        if (ones := _ones(tokens, n, value)) is not None:
            value, after = value + ones, n + 3
        while after < len(tokens) and (by := scale(tokens[after].text, _joined(tokens, after))):
            value, after = value * by, after + 1
        yield value, n, after
        n = after


def _ones(tokens: Sequence[Token], n: int, tens: float) -> float | None:
    """The 2 of "thirty-two", which the tokenizer cuts in three."""
    if tens not in range(20, 100, 10) or n + 2 >= len(tokens) or tokens[n].text.isdigit():
        return None
    ones = figure(tokens[n + 2].text)
    dashed = tokens[n + 1].text in "-–" and _joined(tokens, n + 1) and _joined(tokens, n + 2)
    return ones if dashed and ones is not None and 1 <= ones <= 9 else None


def _numeral(token: Token) -> bool:
    """Read as a number; a number word that opens a sentence is often read as a name."""
    return token.pos in ("NUM", "ADJ", "SYM", "NOUN") or (
        token.pos == "PROPN" and token.text.isalpha() and len(token.text) > 2
    )


def _joined(tokens: Sequence[Token], n: int) -> bool:
    """No space stands before token ``n``."""
    return tokens[n].start == tokens[n - 1].end


@dataclass(frozen=True, slots=True)
class Rows:
    """One channel of all units: for shares, roots of weights; for cosines, story-weighted rows."""

    root: csr_matrix
    total: Floats
    unit: csr_matrix

    def shared(self, i: Ints, j: Ints) -> Floats:
        """Weight that units ``i`` and ``j`` have in common, pair by pair."""
        return _dots(self.root, i, j)

    def cosine(self, i: Ints, j: Ints) -> Floats:
        """Cosine of the story-weighted rows, pair by pair."""
        return _dots(self.unit, i, j)


def _dots(rows: csr_matrix, i: Ints, j: Ints) -> Floats:
    found = np.empty(len(i), dtype=np.float32)
    for first in range(0, len(i), _PAIRS_AT_ONCE):
        part = slice(first, first + _PAIRS_AT_ONCE)
        found[part] = np.asarray(rows[i[part]].multiply(rows[j[part]]).sum(axis=1)).ravel()
    return found


_PAIRS_AT_ONCE = 4096


def rows_of(bags: Sequence[Bag]) -> Rows:
    """Lay bags out as rows; a key that half the story has tells less within the story."""
    index: dict[str, int] = {}
    spread: Counter[str] = Counter(key for bag in bags for key in bag)
    at, columns, roots, weights = [0], [], [], []
    size = len(bags) + 1
    for bag in bags:
        for key, weight in bag.items():
            columns.append(index.setdefault(key, len(index)))
            roots.append(math.sqrt(weight))
            weights.append(weight * math.log(size / (spread[key] + 0.5)) / math.log(size + 1))
        at.append(len(columns))
    shape = (len(bags), max(1, len(index)))
    root = csr_matrix((np.asarray(roots, np.float32), columns, at), shape=shape)
    unit = csr_matrix((np.asarray(weights, np.float32), columns, at), shape=shape)
    length = np.sqrt(np.asarray(unit.multiply(unit).sum(axis=1))).ravel()
    scaling = np.repeat(1 / np.maximum(length, 1e-9), np.diff(at))
    unit.data *= scaling.astype(np.float32)
    total = np.asarray(root.multiply(root).sum(axis=1), dtype=np.float32).ravel()
    return Rows(root, total, unit)
