"""Where the words of an HTML page stand in its source."""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from crosswire.records.article import Run

_SKIP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<tag>script|style|noscript|template)\b.*?(?:</(?P=tag)\s*>|\Z)"
    r"|<[!/?a-zA-Z][^<>]*>",
    re.I | re.S,
)
_WORD = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});|[^\s&]+|&")
_SHORTEST = 12
_DEPTH = 5


@dataclass(frozen=True, slots=True)
class Visible:
    """The visible characters of a source without white space, and where each stands."""

    flat: str
    starts: tuple[int, ...]
    """Where each piece starts in ``flat``."""
    places: tuple[int, ...]
    """Where it stands in the source."""
    verbatim: tuple[bool, ...]
    """Whether it stands there letter for letter (an entity does not)."""

    def pieces(self, at: int, size: int) -> Iterator[tuple[int, int, int]]:
        """Verbatim stretches of ``flat[at:at + size]``: (offset from ``at``, source, length)."""
        end = at + size
        piece = bisect_right(self.starts, at) - 1
        while at < end:
            stop = self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.flat)
            stop = min(stop, end)
            if self.verbatim[piece]:
                begin = self.places[piece] + at - self.starts[piece]
                yield at - (end - size), begin, stop - at
            at, piece = stop, piece + 1


def visible(source: str) -> Visible:
    """Read the source once: tags, scripts and comments left out, entities decoded."""
    flat: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    verbatim: list[bool] = []
    size = 0

    def take(begin: int, end: int) -> None:
        nonlocal size
        for match in _WORD.finditer(source, begin, end):
            word = match[0]
            decoded = html.unescape(word) if len(word) > 1 and word[0] == "&" else word
            piece = decoded if decoded == word else "".join(decoded.split())
            if not piece:
                continue
            flat.append(piece)
            starts.append(size)
            places.append(match.start())
            verbatim.append(decoded == word)
            size += len(piece)

    at = 0
    for skipped in _SKIP.finditer(source):
        take(at, skipped.start())
        at = skipped.end()
    take(at, len(source))
    return Visible("".join(flat), tuple(starts), tuple(places), tuple(verbatim))


def align(words: str, page: Visible, source: str, after: int = 0) -> tuple[list[Run], int]:
    """Runs of ``words`` in the source (offsets within ``words``), and where the search went on.

    ``after`` is an offset in ``page.flat``. Text that cannot be found whole is halved and tried
    again, so that one odd character costs a few words and not the paragraph.
    """
    spots = [i for i, c in enumerate(words) if not c.isspace()]
    key = "".join(words.split())
    found = _find(key, page.flat, after, _DEPTH)
    runs: list[tuple[int, int, int]] = []
    for first, at, size in found:
        for begin, place, length in page.pieces(at, size):
            start, k = first + begin, 0
            while k < length:
                # Letters that follow each other in both texts go in together.
                step = length - k if _solid(spots, start + k, length - k) else 1
                _extend(runs, (spots[start + k], place + k, step), words, source)
                k += step
    last = found[-1] if found else None
    kept = [Run(body=b, original=o, length=n) for b, o, n in runs]
    return kept, last[1] + last[2] if last else after


def _find(key: str, flat: str, after: int, depth: int) -> list[tuple[int, int, int]]:
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


def _solid(spots: list[int], first: int, size: int) -> bool:
    """Whether letters stand without white space between them."""
    return spots[first + size - 1] - spots[first] == size - 1


def _extend(
    runs: list[tuple[int, int, int]], new: tuple[int, int, int], words: str, source: str
) -> None:
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
