"""What changed from one text of an article to the next: sentences, quotations, figures, by their
places in both texts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from crosswire.stages.revise.sentences import Place, figures, marked, plain, sentences, words_of

_ALIKE = 0.5
"""Share of words (Sørensen and Dice) from which two sentences are one, reworded."""
_MOST = 250_000
"""Pairs of pieces that are set beside each other."""


class Pair(NamedTuple):
    """What stood there and what stands there now; None: nothing."""

    before: Place | None
    after: Place | None


class Changes(NamedTuple):
    """Everything that changed; a sentence that only stands elsewhere now did not."""

    statements: tuple[Pair, ...]
    quotations: tuple[Pair, ...]
    figures: tuple[Pair, ...]
    """Of sentences that stand in both texts, reworded."""


def changes(before: str, after: str) -> Changes:
    """What changed from ``before`` to ``after``."""
    told = _pairs(before, [*sentences(before)], after, [*sentences(after)])
    said = _pairs(before, marked(before), after, marked(after))
    counted = [pair for one in told for pair in _figures(before, after, one)]
    return Changes(tuple(told), tuple(said), tuple(counted))


def _pairs(before: str, old: Sequence[Place], after: str, new: Sequence[Place]) -> list[Pair]:
    """Pieces that one text has and the other has not, like to like, in the order of the texts."""
    gone, come = _left(before, old, after, new), _left(after, new, before, old)
    # A text of which so much is new is another text: what is beyond is gone and come.
    if len(gone) * len(come) > _MOST:
        return sorted([*(Pair(None, p) for p in come), *(Pair(p, None) for p in gone)], key=_order)
    words = {place: Counter(words_of(after[slice(*place)])) for place in come}
    taken: dict[Place, Place] = {}
    for place in gone:
        mine = Counter(words_of(before[slice(*place)]))
        near = [(_alike(mine, words[other]), other) for other in come if other not in taken]
        if near and (best := max(near))[0] >= _ALIKE:
            taken[best[1]] = place
    found = [Pair(taken.get(place), place) for place in come]
    paired = set(taken.values())
    lost = [Pair(place, None) for place in gone if place not in paired]
    return sorted([*found, *lost], key=_order)


def _order(pair: Pair) -> Place:
    return pair.after or pair.before or (0, 0)


def _left(one: str, places: Sequence[Place], other: str, others: Sequence[Place]) -> list[Place]:
    """Pieces of ``one`` that ``other`` has nowhere, as often as it has them."""
    there = Counter(plain(other[slice(*place)]) for place in others)
    found = []
    for place in places:
        words = plain(one[slice(*place)])
        if words and there[words] == 0:
            found.append(place)
        there[words] -= there[words] > 0
    return found


def _alike(one: Counter[str], other: Counter[str]) -> float:
    both = (one & other).total()
    return 2 * both / max(1, one.total() + other.total())


def _figures(before: str, after: str, pair: Pair) -> Iterator[Pair]:
    """Figures of a reworded sentence that are others now."""
    if pair.before is None or pair.after is None:
        return
    old, new = figures(before, *pair.before), figures(after, *pair.after)
    steps = SequenceMatcher(None, [v for v, _ in old], [v for v, _ in new], autojunk=False)
    for step, i, j, k, m in steps.get_opcodes():
        if step != "equal":
            gone, come = [p for _, p in old[i:j]], [p for _, p in new[k:m]]
            for n in range(max(len(gone), len(come))):
                yield Pair(gone[n] if n < len(gone) else None, come[n] if n < len(come) else None)


def runs(before: str, after: str, pair: Pair) -> list[Pair]:
    """Runs of words that differ within one pair, by difflib (Ratcliff and Obershelp 1988)."""
    if pair.before is None or pair.after is None:
        return [pair]
    old, new = _words(before, pair.before), _words(after, pair.after)
    steps = SequenceMatcher(
        None, [before[s:e] for s, e in old], [after[s:e] for s, e in new], autojunk=False
    )
    return [
        Pair(_around(old[i:j]), _around(new[k:m]))
        for step, i, j, k, m in steps.get_opcodes()
        if step != "equal"
    ]


def _words(text: str, place: Place) -> list[Place]:
    found, at = [], place[0]
    for word in text[slice(*place)].split():
        start = text.index(word, at)
        at = start + len(word)
        found.append((start, at))
    return found


def _around(places: Sequence[Place]) -> Place | None:
    return (places[0][0], places[-1][1]) if places else None
