"""Sentences that never break inside a quotation, at an abbreviation or before a lower-case word.

The parser proposes; these rules forbid and force. ``plan`` says before the parse where a sentence
must and must not begin, ``settle`` trims and merges what the parse gave.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crosswire.stages import shortened

Run = tuple[int, int]

LONGEST_QUOTATION = 1500
"""Code points; a longer run is taken for an unclosed mark that swallowed the text."""


_END = re.compile(r"([.!?…]+)([\"”’')\]»]*)(\s+)(?=[\"“‘'(\[«]*[^\W_])")
_NEXT_WORD = re.compile(r"[\"“‘'(\[«]*(\w+)")
_CLOSERS = "\"”’')]»"
_OPEN_SPEECH = re.compile(r"[\"“‘'(\[«#@$£€]*[^\W_]|[-–—•*]\s?[^\W\d_]|[\"“‘(\[]")


@dataclass(frozen=True, slots=True)
class Plan:
    """What the parser is told before it reads, and the runs that stay whole afterwards."""

    starts: tuple[int, ...]
    stitched: tuple[Run, ...]
    whole: tuple[Run, ...]


def plan(text: str, quoted: Sequence[Run], passages: Sequence[int]) -> Plan:
    """Where sentences of ``text`` must begin, and the runs inside which none may."""
    borders = sorted({_skip_space(text, p) for p in passages})
    whole = tuple(
        (s, e)
        for s, e in sorted(quoted)
        if e - s <= LONGEST_QUOTATION and not _crosses(borders, s, e)
    )
    starts, stitches = set(borders), []
    for end, follows, begins in _ends(text):
        if begins is None:
            continue
        if begins:
            starts.add(follows)
        else:
            stitches.append((end - 1, follows + 1))
    starts.discard(len(text))
    pieces = [piece for run in whole for piece in _pieces(run, starts)]
    return Plan(tuple(sorted(starts)), (*pieces, *stitches), whole)


def settle(text: str, found: Sequence[Run], plan: Plan, passages: Sequence[int]) -> list[Run]:
    """The sentences: runs of ``found`` trimmed, and merged where no break may be."""
    borders = {_skip_space(text, p) for p in passages}
    shortened = {end - 1 for _, end in plan.stitched}
    kept: list[Run] = []
    for start, end in _without_closers(text, _trimmed(text, found)):
        may = start not in shortened and kept and _may_begin(text, kept[-1][1], start, plan.whole)
        if kept and start not in borders and not may:
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((start, end))
    return kept


def spoken_sentences(text: str, start: int, end: int) -> list[Run]:
    """The sentences within ``text[start:end]``, inside quotations too.

    A quotation of several sentences stays one sentence of the article; whoever compares what was
    said needs its parts.
    """
    cuts = [f for _, f, begins in _ends(text[start:end]) if begins]
    edges = [start, *(start + c for c in cuts), end]
    return list(_trimmed(text, list(pairwise(edges))))


def _ends(text: str) -> Iterator[tuple[int, int, bool | None]]:
    """(end of the stop, offset of what follows, whether a sentence begins there; None: unsure)."""
    for match in _END.finditer(text):
        yield match.end(2), match.end(), _begins(text, match)


def _begins(text: str, match: re.Match[str]) -> bool | None:
    stop, closers = match[1], match[2]
    following = _NEXT_WORD.match(text, match.end())
    word = following[1] if following else ""
    if word[:1].islower():
        # "Is it so?" asked the mayor. A stop before a lower-case word ends nothing.
        return False if stop != "." or "\n" not in match[3] else None
    if stop == ".":
        spoken = closers and closers[0] not in ")]"
        return True if spoken else shortened.begins(text, match.start(), word, closed=bool(closers))
    if "…" in stop or ".." in stop:
        return None
    return None if closers else True


def _pieces(run: Run, starts: set[int]) -> Iterator[Run]:
    cuts = sorted(s for s in starts if run[0] < s < run[1])
    edges = [run[0], *cuts, run[1]]
    yield from pairwise(edges)


def _crosses(borders: Sequence[int], start: int, end: int) -> bool:
    k = bisect_right(borders, start)
    return k < len(borders) and borders[k] < end


def _skip_space(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


def _trimmed(text: str, runs: Sequence[Run]) -> Iterator[Run]:
    for start, end in runs:
        words = text[start:end]
        left = len(words) - len(words.lstrip())
        if left < len(words):
            yield start + left, start + len(words.rstrip())


def _without_closers(text: str, runs: Iterator[Run]) -> Iterator[Run]:
    """Give a sentence that begins with closing marks those marks back to the one before."""
    for start, end in runs:
        k = start
        while k < end and text[k] in "”)]»" and k > 0 and not text[k - 1].isspace():
            k += 1
        if k > start:
            yield start, k
        if k < end:
            yield from _trimmed(text, [(k, end)])


def _may_begin(text: str, before: int, start: int, whole: Sequence[Run]) -> bool:
    k = bisect_right(whole, (start, 0)) - 1
    if k >= 0 and whole[k][0] < start < whole[k][1]:
        return False
    gap = text[before:start]
    if "\n" in gap:
        return True
    if not gap:
        return False
    last = text[max(0, before - 6) : before].rstrip(_CLOSERS)[-1:]
    return last in ".!?…:;" and bool(_OPEN_SPEECH.match(text, start))
