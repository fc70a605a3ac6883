"""A run in marks laid along the words of a primary source: stretches in both, gaps between."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from crosswire.stages.compare.witness.index import Block, Index
from crosswire.stages.compare.witness.lexing import Printed

_FILL = 60
"""Words of a gap within which single words are looked for."""
_TRIES = 200

Prefer = Callable[[int], tuple[float, ...]]
"""What makes one of several places the likelier: the smallest is taken."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Where the two differ: words ``i`` to before ``k`` of the run, ``j`` to before ``m`` of the
    source. An edge gap lies before the first or behind the last stretch that both have."""

    i: int
    k: int
    j: int
    m: int
    edge: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """The run laid along the source."""

    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...]
    also: tuple[int, ...] = ()
    """Other places that have the very same words in a row."""
    turned: bool = False
    """Every part stands in the source, but not in the order of the run."""


def lay(run: Printed, index: Index, prefer: Prefer) -> Laid | None:
    """Word for word where that can be; else the best chain of stretches; None: no word alike."""
    forms = run.forms
    bounds = [0, *sorted(k for k in run.signs if 0 < k < len(forms)), len(forms)]
    parts = list(pairwise(bounds))
    places = [index.exact(forms[a:b]) for a, b in parts]
    if len(parts) == 1 and places[0]:
        first, *others = sorted(places[0], key=prefer)
        return Laid(blocks=(Block(0, first, len(forms)),), gaps=(), also=tuple(sorted(others)))
    if all(places):
        found = _in_order(parts, places, prefer)
        if found:
            return Laid(blocks=found, gaps=_gaps(found, len(forms), index))
        if all(b - a > 2 for a, b in parts):
            blocks = tuple(Block(a, at[0], b - a) for (a, b), at in zip(parts, places, strict=True))
            return Laid(blocks=blocks, gaps=(), turned=True)
    chained = index.chain(forms, sorted(run.signs))
    if not chained:
        return None
    full = _settled(_filled(_with_parts(chained, parts, places), forms, index), index)
    return Laid(blocks=full, gaps=_gaps(full, len(forms), index))


def _in_order(
    parts: Sequence[tuple[int, int]], places: Sequence[Sequence[int]], prefer: Prefer
) -> tuple[Block, ...]:
    """The parts one after the other, as near to each other as can be; empty when they are not."""
    ways = []
    for start in sorted(places[0], key=prefer)[:_TRIES]:
        row = [Block(parts[0][0], start, parts[0][1] - parts[0][0])]
        for (a, b), at in zip(parts[1:], places[1:], strict=True):
            free = row[-1].j + row[-1].size
            k = bisect_left(at, free)
            if k == len(at):
                break
            row.append(Block(a, at[k], b - a))
        if len(row) == len(parts):
            ways.append(tuple(row))
    return min(ways, key=lambda row: row[-1].j - row[0].j, default=())


def _with_parts(
    chained: Sequence[Block], parts: Sequence[tuple[int, int]], places: Sequence[Sequence[int]]
) -> list[Block]:
    """Parts between two signs that the chain passed over, where they stand in the right order."""
    found = list(chained)
    for (a, b), at in zip(parts, places, strict=True):
        if any(block.i < b and a < block.i + block.size for block in found):
            continue
        low = max((n.j + n.size for n in found if n.i < a), default=0)
        high = min((n.j for n in found if n.i >= b), default=None)
        fits = [j for j in at if j >= low and (high is None or j + b - a <= high)]
        before_all = all(block.i >= b for block in found)
        if fits:
            found.append(Block(a, fits[-1] if before_all else fits[0], b - a))
            found.sort()
    return found


def _filled(blocks: Sequence[Block], forms: Sequence[str], index: Index) -> tuple[Block, ...]:
    """The chain with single words that both have between its stretches."""
    said = index.speech.forms
    found = list(blocks)
    for before, after in pairwise(blocks):
        i, j = before.i + before.size, before.j + before.size
        if after.i == i or not 0 < after.j - j <= _FILL:
            continue
        matcher = SequenceMatcher(None, forms[i : after.i], said[j : after.j], autojunk=False)
        found += [Block(i + m.a, j + m.b, m.size) for m in matcher.get_matching_blocks() if m.size]
    return tuple(sorted(found))


def _settled(blocks: Sequence[Block], index: Index) -> tuple[Block, ...]:
    """Where words are missing, the gap moved to a sentence's beginning if it may lie there.

    Of "The sea rose. The pier fell. The sea fell" a run may lack "The pier fell" or "pier fell.
    The": the words are the same, and a reader means the first.
    """
    found = list(blocks)
    for n in range(len(found) - 1):
        a, b = found[n], found[n + 1]
        if a.i + a.size == b.i and a.j + a.size < b.j:
            found[n], found[n + 1] = _moved(a, b, index)
    return tuple(found)


def _moved(a: Block, b: Block, index: Index) -> tuple[Block, Block]:
    said, begins = index.speech.forms, index.speech.begins
    if begins[b.j]:
        return a, b
    end = a.j + a.size
    for step in range(1, a.size):
        if said[end - step] != said[b.j - step]:
            break
        if begins[b.j - step]:
            return (
                Block(a.i, a.j, a.size - step),
                Block(b.i - step, b.j - step, b.size + step),
            )
    return a, b


def _gaps(blocks: Sequence[Block], size: int, index: Index) -> tuple[Gap, ...]:
    """Every place where something differs, edges of the run included."""
    first, last = blocks[0], blocks[-1]
    gaps = []
    if first.i:
        gaps.append(Gap(0, first.i, max(0, first.j - first.i), first.j, edge=True))
    for a, b in pairwise(blocks):
        gap = Gap(a.i + a.size, b.i, a.j + a.size, b.j)
        gaps += [gap] if gap.i < gap.k or gap.j < gap.m else []
    end, stop = last.i + last.size, last.j + last.size
    if end < size:
        most = len(index.speech.forms)
        gaps.append(Gap(end, size, stop, min(most, stop + size - end), edge=True))
    return tuple(gaps)
