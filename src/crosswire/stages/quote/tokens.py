"""What each token is by itself: in reported content, its first or last word, a cue, a source.

A linear tagger beside the trees that choose among candidates. It reads no candidates, only words:
a token's lemma, tag and place in the parse, its neighbours', and how it hangs on the nearest word
that may be a cue. Where the parse takes too much into a clause, or misses one, it often sees that.
``training/quote_cues.py`` makes its weights (``models/trained/quote_cues.tokens.hashed.gz``).
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from crosswire.models.hashed import numbered
from crosswire.records.annotation import Token
from crosswire.stages.quote.table import Table
from crosswire.stages.quote.tree import Tree

BITS = 18
OUTPUTS = ("inside", "first", "last", "cue", "source")
_MAY_BE_CUE = 0.12
_RATES = (0.03, 0.08, 0.15, 0.25, 0.4, 0.6)
_FAR = (1, 2, 3, 5, 8, 13, 21, 34)
_DEEP = 12
"""Steps up a parse that are looked at."""
_BREAKS = frozenset([",", ";", "-", "–", "—", ":"])
_CUES = frozenset(["VERB", "NOUN", "ADJ", "AUX"])

Numbers = NDArray[np.int64]
Column = NDArray[np.uint64]

TEMPLATES = tuple(
    line.split()
    for line in """
always
lemma-2; lemma-1; lemma; lemma+1; lemma+2
tag-3; tag-2; tag-1; tag; tag+1; tag+2; tag+3
rate-3; rate-2; rate-1; rate; rate+1; rate+2; rate+3
dep-1; dep; dep+1
label-1; label; label+1
tag-1 tag; tag tag+1; lemma-1 lemma; lemma lemma+1; dep-1 dep; dep dep+1
tag-2 tag-1 tag; tag-1 tag tag+1; tag tag+1 tag+2
up.lemma; up.tag tag; dep up.lemma; dep up.rate side; dep up.dep side; dep up.dep up2.dep
up.dep up2.lemma; up.rate up2.rate dep up.dep
cue.lemma via.dep cue.side; cue.rate via.dep cue.side cue.tag; cue.lemma cue.side cue.breaks
via.dep cue.rate cue.breaks cue.side; cue.far cue.rate cue.side; via.dep via.first via.last cue.rate
via.dep cue.side via.first lemma; via.dep cue.side via.last lemma+1
via.dep cue.side via.last tag+1 cue.rate; cue.lemma via.dep cue2.lemma; cue2.lemma via2.dep
cue2.rate via2.dep cue.rate via.dep cue.side; dep via.dep cue.rate cue.side
cue.lemma via.dep via.lemma; via.dep cue.rate via.tag cue.side tag
left.lemma left.far; left.rate left.far left.breaks; left.lemma left.breaks tag
right.lemma right.far; right.rate right.far right.breaks; right.lemma right.breaks tag
left.rate right.rate left.breaks right.breaks; left.lemma lemma; right.lemma lemma
begins ends quoted marks; quoted quoted-1 quoted+1 rate; quoted-1 quoted tag
quoted quoted+1 tag+1; marks cue.rate via.dep cue.side; begins lemma; quoted left.rate left.breaks
""".replace("\n", ";").split(";")
    if line.strip()
)
"""The features: what is read together, each of a token so many places off."""


def features(tree: Tree, known: Table, labels: Mapping[int, str]) -> Numbers:
    """The numbers of every token's features, a row a token; ``labels`` as in ``cues.judge``."""
    columns = _Columns(tree, known, labels).all()
    rows = [
        numbered(k, BITS, *(_shifted(columns, name) for name in names))
        for k, names in enumerate(TEMPLATES)
    ]
    return np.stack(rows, axis=1)


def _shifted(columns: Mapping[str, Column], name: str) -> Column:
    """A column as it stands some places off; zero past the ends of the text."""
    if name[-2:-1] not in ("-", "+"):
        return columns[name]
    column, by = columns[name[:-2]], int(name[-2:])
    moved = np.zeros_like(column)
    if by > 0:
        moved[:-by] = column[by:]
    else:
        moved[-by:] = column[:by]
    return moved


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


class _Governed(NamedTuple):
    """By token: whether a word above it may be a cue, which is the nearest, through which child."""

    there: NDArray[np.bool_]
    cue: Numbers
    via: Numbers


class _Columns:
    """What is read of the tokens of one article, a column each."""

    def __init__(self, tree: Tree, known: Table, labels: Mapping[int, str]) -> None:
        self._tree = tree
        tokens = tree.tokens
        many = len(tokens)
        self._at = np.arange(many)
        self._head = np.fromiter((t.head for t in tokens), dtype=np.int64, count=many)
        rates = np.fromiter((_rate(t, known) for t in tokens), dtype=np.float64, count=many)
        self._may = rates >= _MAY_BE_CUE
        self._sentence = self._sentences()
        self._breaks = np.cumsum([t.text in _BREAKS for t in tokens])
        self._own: dict[str, Column] = {
            "lemma": _hashes(t.lemma.lower() for t in tokens),
            "tag": _hashes(t.tag for t in tokens),
            "dep": _hashes(t.dep for t in tokens),
            "rate": np.digitize(rates, _RATES).astype(np.uint64),
            "label": _hashes(labels.get(i, "") for i in range(many)),
            "quoted": np.asarray(tree.quoted, dtype=np.uint64),
        }

    def all(self) -> dict[str, Column]:
        """Every column by its name."""
        return (
            self._own | self._above() | self._governors() | self._neighbour("left")
            | self._neighbour("right") | self._place()
        )  # fmt: skip

    def _sentences(self) -> Numbers:
        """The sentence of every token."""
        starts = np.asarray([start for start, _ in self._tree.sentences], dtype=np.int64)
        places = np.asarray([t.start for t in self._tree.tokens], dtype=np.int64)
        found: Numbers = np.searchsorted(starts, places, side="right") - 1
        return np.maximum(found, 0)

    def _above(self) -> dict[str, Column]:
        up, up2 = self._head, self._head[self._head]
        found = {f"up.{k}": self._own[k][up] for k in ("lemma", "tag", "dep", "rate")}
        found |= {f"up2.{k}": self._own[k][up2] for k in ("lemma", "dep", "rate")}
        found["side"] = (up < self._at).astype(np.uint64)
        return found

    def _governed(self) -> _Governed:
        """Up the parse, all tokens at once, until each has met a word that may be a cue."""
        many = len(self._at)
        cue, via = np.zeros(many, np.int64), np.zeros(many, np.int64)
        there, at = np.zeros(many, np.bool_), self._at.copy()
        climbing = np.ones(many, np.bool_)
        for _ in range(_DEEP):
            above = self._head[at]
            climbing &= above != at
            met = climbing & self._may[above]
            cue[met], via[met] = above[met], at[met]
            there |= met
            climbing &= ~met
            at = np.where(climbing, above, at)
        return _Governed(there, cue, via)

    def _governors(self) -> dict[str, Column]:
        there, cue, via = self._governed()
        second = there & there[cue]
        left, right = self._subtrees()
        own = self._own
        found = {f"cue.{k}": _where(there, own[k][cue]) for k in ("lemma", "tag", "rate")}
        found |= {f"via.{k}": _where(there, own[k][via]) for k in ("lemma", "tag", "dep")}
        found |= {f"cue2.{k}": _where(second, own[k][cue[cue]]) for k in ("lemma", "rate")}
        return found | {
            "via2.dep": _where(second, own["dep"][via[cue]]),
            "via.first": _where(there, self._at == left[via]),
            "via.last": _where(there, self._at == right[via]),
            "cue.side": _where(there, 1 + (cue < self._at)),
            "cue.breaks": _where(there, self._between(cue), 4),
            "cue.far": _where(there, _far(cue, self._at), 9),
        }

    def _subtrees(self) -> tuple[Numbers, Numbers]:
        """First and last token of every subtree."""
        places = range(len(self._at))
        left = np.asarray([self._tree.left(i) for i in places], dtype=np.int64)
        return left, np.asarray([self._tree.right(i) for i in places], dtype=np.int64)

    def _between(self, other: Numbers) -> Numbers:
        """How many commas and dashes stand between two tokens, up to three."""
        found: Numbers = np.abs(self._breaks - self._breaks[other])
        return np.minimum(found, 3)

    def _neighbour(self, side: str) -> dict[str, Column]:
        """The nearest word on one side, in the sentence, that may be a cue."""
        many = len(self._at)
        if side == "left":
            nearest = np.maximum.accumulate(np.where(self._may, self._at, -1))
            nearest = np.concatenate([[-1], nearest[:-1]])
        else:
            nearest = np.minimum.accumulate(np.where(self._may, self._at, many)[::-1])[::-1]
            nearest = np.concatenate([nearest[1:], [many]])
        other = np.clip(nearest, 0, many - 1)
        there = (nearest == other) & (self._sentence[other] == self._sentence)
        return {
            f"{side}.lemma": _where(there, self._own["lemma"][other]),
            f"{side}.rate": _where(there, self._own["rate"][other], 9),
            f"{side}.far": _where(there, _far(other, self._at), 9),
            f"{side}.breaks": _where(there, self._between(other), 4),
        }

    def _place(self) -> dict[str, Column]:
        new = self._sentence[1:] != self._sentence[:-1]
        marks = np.bincount(self._sentence, weights=self._own["quoted"].astype(np.float64))
        return {
            "always": np.ones(len(self._at), np.uint64),
            "begins": np.concatenate([[True], new]).astype(np.uint64),
            "ends": np.concatenate([new, [True]]).astype(np.uint64),
            "marks": (marks[self._sentence] > 0).astype(np.uint64),
        }


def _rate(token: Token, known: Table) -> float:
    """How often a word carried content."""
    if token.pos in _CUES:
        return known.rate(f"{token.lemma.lower()}|{token.pos[0]}", 0.05)
    return 0.9 if token.text.lower() == "according" else 0.0


def _hashes(words: Iterator[str]) -> Column:
    return np.fromiter((_hash(word) for word in words), dtype=np.uint64)


def _where(there: NDArray[np.bool_], values: NDArray[np.generic], other: int = 0) -> Column:
    return np.where(there, values, other).astype(np.uint64)


def _far(a: Numbers, b: Numbers) -> Numbers:
    """How far off, coarsely."""
    found: Numbers = np.digitize(np.abs(a - b), _FAR)
    return found
