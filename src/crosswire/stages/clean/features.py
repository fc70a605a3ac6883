"""What the line reader looks at in a line: its shape, its words, its place, its neighbours."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from crosswire.stages.clean.cues import furniture
from crosswire.stages.clean.lines import Line, word_set

_SHAPES = {
    "to the reader": re.compile(r"\b(?:you|your|yours|please)\b", re.I),
    "our": re.compile(r"\b(?:we|our|us)\b", re.I),
    "said": re.compile(r"\b(?:said|says|told|added|tweeted|according)\b"),
    "quotation mark": re.compile(r"[\"“”]"),
    "bar": re.compile(r"[|»›•·]"),
    "address": re.compile(r"https?://|www\.|@\w|\w\.com\b"),
    "year": re.compile(r"\b(?:19|20)\d\d\b"),
    "clock": re.compile(r"\b\d?\d[:.]\d\d\b|\b[ap]\.?m\.?\b", re.I),
    "by": re.compile(r"^\W*by\b", re.I),
    "colon at end": re.compile(r":\W{0,8}$"),
    "question": re.compile(r"\?\W{0,8}$"),
    "exclamation": re.compile(r"!\W{0,8}$"),
    "cut": re.compile(r"(?:…|\.\.\.)\W{0,8}$"),
    "lower start": re.compile(r"^\W*[a-z]"),
    "digit start": re.compile(r"^\W*\d"),
    "dash start": re.compile(r"^\s*[-–—•*]"),
    "brackets": re.compile(r"^\s*[(\[].{0,400}[)\]]\W{0,8}$"),
    "no letters": re.compile(r"^[\W\d_]*$"),
}
_SMALL = word_set(
    "the of and to in a that for on with as at by from his her their its he she they was were is"
    " are be been has have had will would not but or which who"
)
_DIGITS = re.compile(r"\d+")


def describe(lines: Sequence[Line]) -> list[frozenset[str]]:
    """The features of each line, as names that are present."""
    own = [tuple(_own(line)) for line in lines]
    page = _Page(lines)
    return [frozenset((*own[i], *page.place(i), *page.neighbours(i))) for i in range(len(lines))]


def _own(line: Line) -> Iterator[str]:
    words = [_DIGITS.sub("0", w.lower()) for w in line.words[:80]]
    size = _size(len(words))
    yield f"size {size}"
    yield f"closed {line.ends} {size}"
    for name, pattern in _SHAPES.items():
        if pattern.search(line.text):
            yield f"shape {name}"
    small = sum(w in _SMALL for w in words)
    yield f"small {_tenth(small, len(words), 5)} {min(size, 4)}"
    yield f"capitals {_tenth(sum(w[:1].isupper() for w in line.words), len(words), 5)} {min(size, 4)}"
    if len(words) > 1 and line.text.isupper():
        yield "all capitals"
    reason = _cue(line)
    if reason:
        yield f"cue {reason}"
        yield "cue"
    yield from (f"word {w}" for w in words)
    if words:
        yield f"first {words[0]}"
        yield f"last {words[-1]}"
        yield f"pair {' '.join(words[:2])}"


def _cue(line: Line) -> str | None:
    return _furniture(line.text, len(line.words), line.ends)


@lru_cache(maxsize=4096)
def _furniture(text: str, words: int, ends: bool) -> str | None:
    return furniture(text, words=words, ends=ends)


def _size(words: int) -> int:
    """Seven sizes: 0-1, 2-3, 4-7, 8-14, 15-29, 30-59, 60 words and more."""
    return next((k for k, top in enumerate((2, 4, 8, 15, 30, 60)) if words < top), 6)


def _tenth(part: int, whole: int, steps: int) -> int:
    return steps * part // whole if whole else 0


class _Page:
    """Where lines lie on their page, by its running text."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._prose = [line.prose and not _cue(line) for line in lines]
        self._copies = Counter(line.text.lower() for line in lines)
        places = [i for i, prose in enumerate(self._prose) if prose]
        self._first = places[0] if places else len(lines)
        self._last = places[-1] if places else -1
        self._sums = [0]
        for prose in self._prose:
            self._sums.append(self._sums[-1] + prose)

    def place(self, i: int) -> Iterator[str]:
        """Above, inside or below the running text, and how far."""
        if self._copies[self._lines[i].text.lower()] > 1:
            yield f"copied {self._prose[i]}"
        short = "prose" if self._prose[i] else "short"
        if i < self._first:
            yield f"above {short} {_distance(self._first - i)}"
        elif i > self._last:
            yield f"below {short} {_distance(i - self._last)}"
        else:
            yield f"inside {short}"
        for reach in (2, 6):
            low, high = max(0, i - reach), min(len(self._lines), i + reach + 1)
            near = self._sums[high] - self._sums[low] - self._prose[i]
            yield f"near {reach} {short} {_tenth(near, max(1, high - low - 1), 4)}"

    def neighbours(self, i: int) -> Iterator[str]:
        """The kind of the lines right above and below."""
        kinds = [self._kind(i + step) for step in (-2, -1, 1, 2)]
        short = "prose" if self._prose[i] else "short"
        for step, kind in zip((-2, -1, 1, 2), kinds, strict=True):
            yield f"at {step} {short} {kind}"
        yield f"between {short} {kinds[1]} {kinds[2]}"

    def _kind(self, i: int) -> str:
        if not 0 <= i < len(self._lines):
            return "edge"
        if self._prose[i]:
            return "prose"
        if _cue(self._lines[i]):
            return "cue"
        closed = "closed" if self._lines[i].ends else "open"
        return f"{closed} {min(_size(len(self._lines[i].words)), 3)}"


def _distance(lines: int) -> int:
    return next((k for k, top in enumerate((2, 3, 5, 9, 17, 40)) if lines < top), 6)
