"""Words in context: the stretch of a text that shows best what was looked for."""

from collections import Counter
from collections.abc import Sequence

from crosswire.records import Span
from crosswire.store.search_query import Term
from crosswire.store.search_words import Folded

_WIDTH = 240
"""Code points of context that are shown, some more where words asked for lie at the edge."""
_BEFORE = 80
Place = tuple[int, int]


def marks(text: str, terms: Sequence[Term]) -> list[tuple[Place, int]]:
    """Where the terms stand, in the order of the text, each with the number of its term."""
    flat = Folded(text)
    return sorted((place, n) for n, term in enumerate(terms) for place in term.found_in(flat))


def passage(text: str, found: Sequence[tuple[Place, int]]) -> Place:
    """A stretch of at most about ``_WIDTH`` around the most of ``found``; the opening without any.

    It begins and ends with whole words, and stays in one paragraph where what is found does.
    """
    first, last = _densest(found) if found else (0, 0)
    after = text.find("\n\n", last)
    before = text.rfind("\n\n", 0, first)
    low = max(0 if before < 0 else before + 2, first - _BEFORE)
    high = min(len(text) if after < 0 else after, max(last, low + _WIDTH))
    low, high = _whole_words(text, low, high, (first, last))
    while low < high and text[low].isspace():
        low += 1
    while low < high and text[high - 1].isspace():
        high -= 1
    return low, high


def cut(text: str, within: Place) -> tuple[bool, bool]:
    """Whether a stretch begins, and whether it ends, amid a sentence."""
    return _amid(text[: within[0]], text[within[0] :]), _amid(text[: within[1]], text[within[1] :])


def _amid(before: str, after: str) -> bool:
    gap = before[len(before.rstrip()) :] + after[: len(after) - len(after.lstrip())]
    ended = before.rstrip().rstrip("\"'”’»)")
    return bool(before.strip() and after.strip()) and "\n\n" not in gap and ended[-1:] not in ".!?…"


def _densest(found: Sequence[tuple[Place, int]]) -> Place:
    """From the first to the last of those that fit one window: most terms, most places, earliest."""
    best, value = found[0][0], (0, 0)
    held: Counter[int] = Counter()
    beyond = 0
    for n, ((start, end), term) in enumerate(found):
        while beyond < len(found) and (
            beyond <= n or found[beyond][0][1] <= start + _WIDTH - _BEFORE
        ):
            held[found[beyond][1]] += 1
            beyond += 1
        worth = (len(+held), beyond - n)
        if worth > value:
            best, value = (start, max(end, found[beyond - 1][0][1])), worth
        held[term] -= 1
    return best


def _whole_words(text: str, low: int, high: int, keep: Place) -> Place:
    """Move both ends inwards to a gap between words, never into what is kept."""
    if low > 0 and not text[low - 1].isspace():
        gap = next((k for k in range(low, keep[0]) if text[k].isspace()), None)
        low = keep[0] if gap is None else gap
    if high < len(text) and not text[high].isspace():
        gap = next((k for k in range(high, keep[1], -1) if text[k - 1].isspace()), None)
        high = max(keep[1], high if gap is None else gap)
    return low, high


def spans(text_id: str, text: str, places: Sequence[Place], within: Place) -> tuple[Span, ...]:
    """The places that lie inside ``within``, those that touch made one, as spans."""
    merged: list[list[int]] = []
    for start, end in sorted(places):
        if start < within[0] or end > within[1]:
            continue
        if merged and start < merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return tuple(
        Span(text=text_id, start=start, end=end, exact=text[start:end]) for start, end in merged
    )
