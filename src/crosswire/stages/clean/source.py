"""Where the words of an HTML page stand in its source."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_letters

import numpy as np
from numpy.typing import NDArray

from crosswire.stages.clean.letters import Codes, codes_of, of_kind, text_of

# Flags on a part alone, so that each search runs to the next "<" without trying what is before it.
_HIDES = re.compile(r"<(?:!--|(?P<tag>(?i:script|style|noscript|template))\b)")
_SHOWS = {
    name: re.compile(rf"</(?i:{name})\s*>") for name in ("script", "style", "noscript", "template")
} | {"": re.compile("-->")}
_OPEN, _CLOSE = ord("<"), ord(">")
_BEGINS_TAG = frozenset("!/?" + ascii_letters)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_WORD = re.compile(r"\S+")
_SHORTEST = 12
_DEPTH = 5
_DECODED = -1

Places = NDArray[np.int64]
Stretch = tuple[int, int, int]
"""Where words stand among those looked for, where in the source, and how many characters."""


@dataclass(frozen=True, slots=True, eq=False)
class Visible:
    """The visible characters of a source without white space, and where each stands."""

    flat: str
    places: Places
    """Where each character stands in the source; -1 for one that does not stand there itself (an
    entity stands for it)."""

    @property
    def words(self) -> int:
        """How many words there are: stretches with nothing between their characters."""
        return int(np.count_nonzero(np.diff(self.places) != 1)) + 1 if self.flat else 0

    def ends(self, at: int, size: int) -> tuple[int, int] | None:
        """From where to where ``flat[at:at + size]`` stands in the source, entities at its ends
        left out."""
        places = self.places[at : at + size]
        if len(places) and places[0] >= 0 and places[-1] >= 0:
            return int(places[0]), int(places[-1]) + 1
        there = places[places >= 0]
        return (int(there[0]), int(there[-1]) + 1) if len(there) else None


def from_pieces(pieces: Iterable[tuple[str, int, bool]]) -> Visible:
    """Pieces in their order: the words, their place, and whether they stand there themselves."""
    flat: list[str] = []
    places: list[Places] = []
    for words, place, verbatim in pieces:
        flat.append(words)
        size = len(words)
        at = np.arange(place, place + size) if verbatim else np.full(size, _DECODED)
        places.append(at)
    return Visible("".join(flat), np.concatenate(places) if places else np.zeros(0, np.int64))


def visible(source: str) -> Visible:
    """Read the source once: tags, scripts and comments left out, entities decoded."""
    codes = codes_of(source).copy()
    shown = _outside(codes, _hidden(source))
    decoded: list[tuple[int, int]] = []
    for match in _ENTITY.finditer(source):
        start, end = match.span()
        words = html.unescape(match[0]) if shown[start] else match[0]
        if words != match[0]:
            # No entity is shorter than what it stands for.
            written = codes_of("".join(words.split()))
            codes[start : start + len(written)] = written
            shown[start + len(written) : end] = False
            decoded.append((start, end))
    places = np.flatnonzero(shown)
    places = places[~of_kind(codes[places], str.isspace)]
    flat = text_of(codes[places])
    for first, last in np.searchsorted(places, np.array(decoded, np.int64).reshape(-1, 2)).tolist():
        places[first:last] = _DECODED
    return Visible(flat, places)


def _hidden(source: str) -> list[tuple[int, int]]:
    """From where to where comments and scripts stand; one without an end reaches to the last."""
    spans: list[tuple[int, int]] = []
    at = 0
    while found := _HIDES.search(source, at):
        ends = _SHOWS[(found["tag"] or "").lower()].search(source, found.end())
        at = ends.end() if ends else len(source)
        spans.append((found.start(), at))
    return spans


def _outside(codes: Codes, hidden: list[tuple[int, int]]) -> NDArray[np.bool_]:
    """Which characters stand neither in a tag nor in what is hidden.

    A tag is a bracket that opens, a sign that tags begin with, and a bracket that closes as the
    next one: none reaches into what is hidden or out of it, whose ends are brackets too.
    """
    brackets = np.flatnonzero((codes == _OPEN) | (codes == _CLOSE))
    opens = codes[brackets] == _OPEN
    first = np.flatnonzero(opens[:-1] & ~opens[1:])
    first = first[of_kind(codes[brackets[first] + 1], _begins_tag)]
    edges = np.zeros(len(codes) + 1, np.int8)
    edges[brackets[first]] += 1
    edges[brackets[first + 1] + 1] -= 1
    for start, end in hidden:
        edges[start] += 1
        edges[end] -= 1
    return np.asarray(np.cumsum(edges[:-1], dtype=np.int8) == 0)


def _begins_tag(sign: str) -> bool:
    return sign in _BEGINS_TAG


def align(words: str, page: Visible, source: str, after: int = 0) -> tuple[list[Stretch], int]:
    """Stretches of ``words`` in the source, and where the search went on.

    ``after`` is an offset in ``page.flat``. Text that cannot be found whole is halved and tried
    again, so that one odd character costs a few words and not the paragraph.
    """
    spots = np.flatnonzero(~of_kind(codes_of(words), str.isspace))
    key = "".join(words.split())
    found = _find(key, page.flat, after, _DEPTH)
    runs: list[Stretch] = []
    for first, at, size in found:
        for run in _stretches(spots[first : first + size], page.places[at : at + size]):
            for part in _alike(run, words, source):
                _extend(runs, part, words, source)
    last = found[-1] if found else None
    return runs, last[1] + last[2] if last else after


def _stretches(spots: Places, places: Places) -> Iterator[Stretch]:
    """Stretches of letters that lie equally far from each other in both texts."""
    there = places >= 0
    if not there.all():
        spots, places = spots[there], places[there]
    if not len(spots):
        return
    ends = np.flatnonzero(np.diff(places - spots)) + 1
    for first, last in pairwise((0, *ends.tolist(), len(spots))):
        spot, place = int(spots[first]), int(places[first])
        yield spot, place, int(spots[last - 1]) - spot + 1


def _alike(run: Stretch, words: str, source: str) -> Iterator[Stretch]:
    """The run whole where the white space in it is the same in both texts, else word by word."""
    spot, place, size = run
    if words[spot : spot + size] == source[place : place + size]:
        yield run
        return
    for word in _WORD.finditer(words, spot, spot + size):
        begin = place + word.start() - spot
        same = source[begin : begin + len(word[0])] == word[0]
        yield from [(word.start(), begin, len(word[0]))] if same else []


def _find(key: str, flat: str, after: int, depth: int) -> list[Stretch]:
    """Pieces of ``key`` in ``flat``: (offset in key, offset in flat, length)."""
    at = flat.find(key, after) if key else -1
    if at < 0 and len(key) >= 2 * _SHORTEST:
        at = flat.find(key)
    if at >= 0:
        return [(0, at, len(key))]
    if depth == 0 or len(key) < 2 * _SHORTEST:
        return []
    half = len(key) // 2
    left = _find(key[:half], flat, after, depth - 1)
    onward = left[-1][1] + left[-1][2] if left else after
    right = _find(key[half:], flat, onward, depth - 1)
    return left + [(first + half, at, size) for first, at, size in right]


def _extend(runs: list[Stretch], new: Stretch, words: str, source: str) -> None:
    """Put letters into the last run when nothing but equal white space lies between."""
    spot, place, size = new
    if runs:
        body, original, length = runs[-1]
        if place - spot == original - body:
            end = body + length
            if end == spot or words[end:spot] == source[original + length : place]:
                runs[-1] = (body, original, spot - body + size)
                return
    runs.append(new)
