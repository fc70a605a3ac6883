"""What the judge of blocks looks at in each visible piece of a page: its make, its place, its
neighbours, and what each reading of the page kept of it and of what stands around it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from crosswire.stages.clean.letters import counts, letters
from crosswire.stages.clean.outline import Piece
from crosswire.stages.clean.readings import Kept
from crosswire.stages.clean.shown import Shown

Column = NDArray[np.float32]
Columns = dict[str, Column]

_TAGS = {
    name: number
    for number, names in enumerate(
        ("p", "h1", "h2", "h3 h4 h5 h6", "li", "td th tr", "div section article main", "blockquote",
         "figcaption caption", "br hr", "button label option legend", "dd dt", "pre", "body",
         "aside", "footer", "header", "nav"), 1
    )
    for name in names.split()
}  # fmt: skip
_ZONES = {
    name: number
    for number, name in enumerate(
        ("", "navigation", "footer", "aside", "caption", "comments", "cookies", "newsletter",
         "related", "share", "advert", "subscription", "legal")
    )
}  # fmt: skip
# All are looked for in lower-case words: a pattern that minds no case takes several times as long.
_MARKS = tuple(
    re.compile(words)
    for words in (
        r"lead|lede|intro|teaser|excerpt|summary|abstract|standfirst|dek\b|deck|chapo|bajada"
        r"|vorspann|subline|subtitle|sub-?head|description|zusammenfassung|kicker|highlight",
        r"caption|credit|copyright|legend|bild|photo|image|figure|media|gallery|slide|video|player"
        r"|quelle|source",
        r"author|autor|byline|writer|bio|profile|avatar",
        r"date|time|meta|publish|updated|posted|info",
        r"tag|categor|topic|keyword|label",
        r"share|social|facebook|twitter|follow",
        r"related|more|recommend|popular|teaser|card|list|also|next|prev|read",
        r"nav|menu|bread|pag(?:er|ination)|header|head\b|top|sidebar|side|widget|rail",
        r"foot|bottom|legal|imprint|disclaimer",
        r"comment|reply|discuss|forum|post-?content",
        r"\bads?\b|advert|promo|sponsor|anzeige|banner|affiliate|newsletter|subscri|signup|paywall"
        r"|cta",
        r"text|body|content|paragraph|article|story|entry|post|copy|rte|richtext",
        r"title|headline|heading",
        r"box|aside|inset|factbox|info|faq|accordion|quote|embed|pull",
    )
)
_FINALS = frozenset(".!?…。！？")  # Chinese signs
_CLOSERS = "\"'”’»)]*“"
_CREDIT = re.compile(
    r"©|\(c\)|copyright|foto|photo|bild|image|quelle|source|credit|getty|reuters|afp|dpa|imago"
    r"|shutterstock|ap(?<=\bap)\b|pixabay|unsplash"
)
"""Each way it may go on begins with a letter, so that the search runs to the next such letter."""
_INVITES = re.compile(
    r"\b(?:mehr|auch|weiter\w*|lesen|siehe|hier|read|more|also|see|here|click|lire|aussi|voir|leer"
    r"|más|también|leggi|anche|czytaj|więcej|newsletter|abonn\w*|subscribe|sign|anmelden|folgen"
    r"|follow|share|teilen|kommentar\w*|comments?)\b"
)
_TO_READER = re.compile(
    r"\b(?:you|your|please|we|our|us|sie|ihr\w*|du|dein\w*|euch|uns\w*|wir|bitte|vous|votre|nous"
    r"|notre|usted|su|nuestr\w+)\b"
)
_BARS = frozenset("|»›•·→►")
_QUOTES = frozenset('"“„«»‚‘')
_SHORT = 60
"""Words; a longer piece is no credit and no invitation, whatever words it holds."""
_SAMPLE = 200
_AWAY = 40
_ABOVE = 99
"""Stands for the distance from a headline that the page does not have."""
_WINDOW = 6
_SHARES = (1.0, 1.0, 2.0, 4.0)
"""What a paragraph's letters are divided by for its parent, the one above, and so on: the
container that gathers most is the article's (after Readability, arc90 2009)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the page besides its pieces."""

    title: str
    description: str
    head: Shown
    body: str
    """The letters of JSON-LD's ``articleBody``; empty where there is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Make:
    """What a page's own make shows of its pieces: named columns, a value a piece."""

    own: Columns
    layout: "_Layout"

    def read(self, kept: Mapping[str, Kept]) -> Columns:
        """The same, and what readings kept, by their names."""
        read = (_reading(mode, kept[mode], self.layout) for mode in kept)
        return {**self.own, **dict(chain.from_iterable(read)), **_between(kept, self.layout)}


def make(page: Sequence[Piece], told: Told) -> Make:
    """Look at each piece, its place and its neighbours."""
    layout = _Layout(page)
    own = {
        **_own(page, layout),
        **_words(page, layout),
        **_copies(page, told),
        **_place(page, told, layout),
        **_containers(page, layout),
        **_around(layout),
    }
    return Make(own, layout)


class _Layout:
    """The numbers that several signals share."""

    def __init__(self, page: Sequence[Piece]) -> None:
        self.count = len(page)
        self.index = np.arange(self.count)
        self.texts = [p.text for p in page]
        self.keys = [p.key for p in page]
        self.size = _column(list(map(len, self.keys)))
        self.words = _column([len(text.split()) for text in self.texts])
        self.ends = _column([text[-8:].rstrip(_CLOSERS)[-1:] in _FINALS for text in self.texts])
        self.prose = (self.words >= 25) | ((self.words >= 9) & (self.ends > 0))
        self.linked = _column([p.linked for p in page])
        self.tag = _column([_TAGS.get(p.tag, 0) for p in page])
        self.zone = _column([_ZONES.get(p.zone, len(_ZONES)) for p in page])
        self.parents = _groups(p.path[-2] if len(p.path) > 1 else 0 for p in page)
        self.makes = _groups((p.tag, p.marks) for p in page)
        self.total = float(self.size.sum()) + 1.0
        self.sums = np.concatenate([[0.0], np.cumsum(self.size)])

    def near(self, values: Column) -> Column:
        """The sum of ``values`` among the neighbours of each piece."""
        sums = np.concatenate([[0.0], np.cumsum(values)])
        low = np.maximum(self.index - _WINDOW, 0)
        high = np.minimum(self.index + _WINDOW + 1, self.count)
        return np.asarray(sums[high] - sums[low] - values, np.float32)


def _column(values: Sequence[float]) -> Column:
    return np.fromiter(values, np.float32, len(values))


def _groups(values: Iterator[object]) -> NDArray[np.int64]:
    """Numbers that are equal where the values are."""
    numbers: dict[object, int] = {}
    return np.fromiter((numbers.setdefault(v, len(numbers)) for v in values), np.int64)


@lru_cache(maxsize=4096)
def _marked(marks: str) -> int:
    """Which of the patterns the words of class and id have, a bit each."""
    bits = 0
    for word in marks.lower().split():
        bits |= _marked_word(word)
    return bits


@lru_cache(maxsize=16384)
def _marked_word(word: str) -> int:
    """The same of one word: no pattern reaches from one to the next."""
    return sum(1 << k for k, pattern in enumerate(_MARKS) if pattern.search(word))


def _own(page: Sequence[Piece], layout: _Layout) -> Columns:
    bits = np.fromiter((_marked(p.marks) for p in page), np.int64, layout.count)
    marks = ((bits[:, None] >> np.arange(len(_MARKS))) & 1).astype(np.float32)
    return {
        "words": layout.words,
        "size": layout.size,
        "ends": layout.ends,
        "linked": layout.linked,
        "tag": layout.tag,
        "zone": layout.zone,
        **{f"mark{k}": marks[:, k] for k in range(len(_MARKS))},
        "no mark": _column([not p.marks.strip() for p in page]),
    }


def _words(page: Sequence[Piece], layout: _Layout) -> Columns:
    short = (layout.words < _SHORT).tolist()
    texts = layout.texts
    sample = [text[:_SAMPLE] for text in texts]
    small = [text.lower() if s else "" for text, s in zip(texts, short, strict=True)]
    length = _column(list(map(len, sample)))
    upper, digit, bars = counts(sample, str.isupper, str.isdigit, _is_bar)
    return {
        "upper": upper / length,
        "digit": digit / length,
        "colon": _column([text.endswith(":") for text in texts]),
        "asks": _column([text.rstrip('"”’»').endswith("?") for text in texts]),
        "lower": _column([s[:1].islower() for s in sample]),
        "commas": _column([text.count(",") for text in texts]) / (layout.words + 1),
        "credit": _column([bool(s and _CREDIT.search(s)) for s in small]),
        "invites": _column([bool(s and _INVITES.search(s)) for s in small]),
        "to reader": _column([len(_TO_READER.findall(s.lower())) for s in sample])
        / (layout.words + 3),
        "bar": np.asarray(bars > 0, np.float32),
        "address": _column(["http" in s or "www." in s or "@" in s for s in texts]),
        "quoted": _column([s[0] in _QUOTES for s in sample]),
    }


def _is_bar(sign: str) -> bool:
    return sign in _BARS


def _copies(page: Sequence[Piece], told: Told) -> Columns:
    counts = Counter(p.key for p in page)
    seen: set[str] = set()
    again: list[bool] = []
    for piece in page:
        again.append(piece.key in seen)
        seen.add(piece.key)
    title, description = letters(told.title).lower(), letters(told.description).lower()
    keys = [p.key.lower() for p in page]
    begins = description[:60] if len(description) > 20 else "\0"
    body = told.body or "\0"
    return {
        "copies": _column([counts[p.key] for p in page]),
        "again": _column(again),
        "title": _column(
            [(len(k) > 12 and k in title) or (len(title) > 12 and title in k) for k in keys]
        ),
        "description": _column([len(k) > 20 and (k in description or begins in k) for k in keys]),
        "stated": _column([len(p.key) > 12 and p.key in body for p in page]),
        "states": np.full(len(page), float(len(told.body)), np.float32),
    }


def _place(page: Sequence[Piece], told: Told, layout: _Layout) -> Columns:
    first = next((i for i, p in enumerate(page) if p.tag == "h1"), None)
    top = first if told.head.headline is None else told.head.headline
    below = np.full(layout.count, _ABOVE) if top is None else np.clip(layout.index - top, -30, 60)
    inside = told.head.all
    return {
        "below headline": np.asarray(below, np.float32),
        "standfirst": np.asarray(layout.index == told.head.standfirst, np.float32),
        "head": _column([i in inside for i in range(layout.count)]),
        "read": np.asarray(layout.sums[1:] / layout.total, np.float32),
        "index": np.asarray(layout.index / max(1, layout.count), np.float32),
        "pieces": np.full(layout.count, layout.count, np.float32),
        "depth": _column([len(p.path) for p in page]),
    }


def _containers(page: Sequence[Piece], layout: _Layout) -> Columns:
    plain = np.where(layout.prose, layout.size * (1 - layout.linked), 0.0)
    whole = float(plain.sum()) + 1.0
    scores: dict[int, float] = {}
    for piece, size in zip(page, plain.tolist(), strict=True):
        if size:
            for node, share in zip(reversed(piece.path[:-1][-4:]), _SHARES, strict=False):
                scores[node] = scores.get(node, 0.0) + size / share
    best = max(scores, key=lambda node: scores[node]) if scores else -1
    most = scores.get(best, 0.0) + 1.0
    best_of = {
        path: max((scores.get(node, 0.0) for node in path), default=0.0)
        for path in {p.path[:-1] for p in page}
    }
    return {
        "parent prose": _grouped(layout.parents, plain) / whole,
        "parent pieces": _grouped(layout.parents, np.ones(layout.count)),
        "make prose": _grouped(layout.makes, plain) / whole,
        "make pieces": _grouped(layout.makes, np.ones(layout.count)),
        "in best": _column([best in p.path for p in page]),
        "container": _column([best_of[p.path[:-1]] / most for p in page]),
    }


def _grouped(groups: NDArray[np.int64], values: NDArray[np.float64] | Column) -> Column:
    """For each piece the sum over its group."""
    return np.asarray(np.bincount(groups, values)[groups], np.float32)


def _around(layout: _Layout) -> Columns:
    found: Columns = {}
    for name in ("words", "linked", "ends", "tag", "zone", "prose"):
        padded = np.pad(np.asarray(getattr(layout, name), np.float32), 2, constant_values=-1)
        for step in (-2, -1, 1, 2):
            found[f"{name} at {step}"] = padded[2 + step : 2 + step + layout.count]
    return found


def _reading(mode: str, kept: Kept, layout: _Layout) -> Iterator[tuple[str, Column]]:
    """What one reading kept of a piece, around it, in its element, among pieces made alike."""
    yield mode, kept
    taken = np.asarray(kept > 0.4, np.float32)
    weight = taken * layout.size
    long = np.flatnonzero((taken > 0) & (layout.size > 20))
    first, last = (long[0], long[-1]) if len(long) else (layout.count, -1)
    away = np.where(layout.index < first, layout.index - first,
                    np.where(layout.index > last, layout.index - last, 0.5))  # fmt: skip
    yield f"{mode} away", np.asarray(np.clip(away, -_AWAY, _AWAY), np.float32)
    padded = np.pad(taken, 2)
    for step in (-2, -1, 1, 2):
        yield f"{mode} at {step}", padded[2 + step : 2 + step + layout.count]
    for name, groups in (("parent", layout.parents), ("make", layout.makes)):
        others = _grouped(groups, layout.size) - layout.size + 1
        yield f"{mode} {name}", (_grouped(groups, weight) - weight) / others
    yield f"{mode} near", layout.near(weight) / (layout.near(layout.size) + 1)
    yield f"{mode} page", np.full(layout.count, weight.sum() / layout.total, np.float32)


def _between(kept: Mapping[str, Kept], layout: _Layout) -> Columns:
    """How much each reading kept beside the first."""
    sizes = {mode: float(layout.size[kept[mode] > 0.4].sum()) + 1.0 for mode in kept}
    first = next(iter(sizes.values()))
    return {
        "letters kept": np.full(layout.count, first, np.float32),
        **{
            f"{mode} share": np.full(layout.count, size / first, np.float32)
            for mode, size in [*sizes.items()][1:]
        },
    }
