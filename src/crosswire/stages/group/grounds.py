"""Why an article lies in a story, or why not: what was decided, and one pair weighed aloud."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from crosswire.models.frequency import Background
from crosswire.records.story import Arrival, Evidence
from crosswire.stages.group.between import gap
from crosswire.stages.group.bounds import bounds_of, joined
from crosswire.stages.group.company import ALL, COMPANY
from crosswire.stages.group.decided import Decided
from crosswire.stages.group.graph import Graph
from crosswire.stages.group.kinds import attached, touches
from crosswire.stages.group.pairs import SIGNALS
from crosswire.stages.group.placing import RULED
from crosswire.stages.group.reasons import Pair, Weighed, reasons
from crosswire.stages.group.settling import Models, Rules, Settling
from crosswire.stages.group.wording import Page, word_for_word

Read = Callable[[str], Arrival]
"""An article by its id, with its text: grouping keeps none."""


class Grounds(NamedTuple):
    """What can be said of an article and a story."""

    nearest: str | None = None
    """The article it was measured against; None where the story holds no other."""
    apart: str = ""
    """The time between both, in words."""
    reasons: tuple[Evidence, ...] = ()
    """What was decided, then what was weighed, the weightiest first, then the rest."""
    copy_of: str | None = None
    """The article whose text it is."""
    copied: float | None = None
    """Share of its words that stand there word for word."""
    touches: str | None = None
    """Why it only touches stories."""


class Bench(NamedTuple):
    """What a grouper weighs by."""

    models: Models
    background: Background
    rules: Rules
    graph: Graph
    settling: Settling
    decided: Decided
    names: Sequence[str]


class Hearing:
    """One article, heard against the others of a story."""

    def __init__(self, bench: Bench, at: int, others: Sequence[int], read: Read) -> None:
        self._bench = bench
        self._sketches = bench.graph.shelf.sketches
        self._at = at
        self._others = others
        self._read = read
        self._original = bench.settling.copies.get(at)

    @cached_property
    def _one(self) -> Page:
        return self._page(self._at)

    def _page(self, at: int) -> Page:
        return Page(self._read(self._bench.names[at]), self._bench.background)

    def grounds(self) -> Grounds:
        """All that can be said."""
        found = Grounds(touches=self._touches())
        if self._original is not None:
            share = word_for_word(self._one, self._page(self._original))
            name = self._bench.names[self._original]
            found = found._replace(copy_of=name, copied=round(share, 4))
        if not self._others:
            return found
        ruled = tuple(self._ruled())
        if self._original is not None and self._original in self._others:
            return self._measured(found, self._original, ruled)
        nearest, weighed = self._nearest()
        copy = self._bench.settling.copies.get(nearest) == self._at
        if copy:
            return self._measured(found, nearest, (*ruled, self._copied_by(nearest)))
        return self._measured(found, nearest, ruled, weighed)

    def _measured(
        self,
        found: Grounds,
        nearest: int,
        ruled: Sequence[Evidence],
        weighed: Weighed | None = None,
    ) -> Grounds:
        other = self._page(nearest)
        one = self._one.arrival, self._sketches[self._at]
        between = gap(one, (other.arrival, self._sketches[nearest]))
        told = reasons(Pair(self._one, other, between), weighed) if weighed else ()
        return found._replace(
            nearest=self._bench.names[nearest], apart=between.words, reasons=(*ruled, *told)
        )

    def _touches(self) -> str | None:
        sketch = self._sketches[self._at]
        if not attached(sketch.kind):
            return None
        arrival = self._one.arrival
        return touches(arrival.title, arrival.text, sketch.words)

    def _nearest(self) -> tuple[int, Weighed]:
        """The likeliest of the others, and how it was weighed: members before what only touches
        the story, and both before copies, which are nobody's company."""
        copies = self._bench.settling.copies
        for those in (
            [n for n in self._others if not self._bench.settling.side(n)],
            [n for n in self._others if n not in copies],
            list(self._others),
        ):
            if those:
                break
        rows, chances = self._bench.graph.weighed(self._at, those)
        best = int(np.argmax(chances))
        row = rows[best : best + 1]
        alone = self._bench.models.pairs.reasons(row[:, : len(SIGNALS)])[0]
        within = self._bench.models.company.reasons(row)[0]
        adds = dict(zip(SIGNALS, alone.tolist(), strict=False))
        # Of the weighing within company only the company is told: the rest is the pair again.
        told = dict(zip(ALL, within.tolist(), strict=False))
        adds |= {signal: told[signal] for signal in COMPANY[1:]}
        values = dict(zip(ALL, row[0].tolist(), strict=True))
        return those[best], Weighed(values, adds)

    # ---- what is no matter of weighing ---------------------------------------------------------

    def _ruled(self) -> Iterator[Evidence]:
        yield from self._words_of_people()
        if self._original is not None and self._original in self._others:
            share = word_for_word(self._one, self._page(self._original))
            size = len(self._one.body.words)
            told = f"{share:.0%} of its {size} words stand there word for word"
            yield _ruling("copy", 1.0, f"its text is that of {self._named(self._original)}: {told}")
        elif self._original is None:
            yield from self._bounds()

    def _words_of_people(self) -> Iterator[Evidence]:
        own = self._bench.names[self._at]
        numbers: Mapping[str, int] = {self._bench.names[n]: n for n in self._others}
        for judgement in self._bench.decided.of(own):
            other = judgement.b if judgement.a == own else judgement.a
            if other in numbers:
                sign = 1.0 if judgement.decision == "same" else -1.0
                stories = "one story" if judgement.decision == "same" else "two stories"
                because = f": {judgement.because}" if judgement.because else ""
                words = f"with {self._named(numbers[other])} it tells {stories}"
                by = f"{judgement.made_by} judged that {words}{because}"
                yield _ruling("word of a person", sign, by)

    def _copied_by(self, other: int) -> Evidence:
        page = self._page(other)
        share, size = word_for_word(page, self._one), len(page.body.words)
        told = (
            f"{share:.0%} of the {size} words of {self._named(other)}, a copy, stand in this text"
        )
        return _ruling("copy", 1.0, f"{told} word for word")

    def _bounds(self) -> Iterator[Evidence]:
        days = self._bench.rules.dormant_days
        mine = bounds_of(self._sketches[self._at])
        theirs = joined(bounds_of(self._sketches[n]) for n in self._others)
        silence = max(theirs.first - mine.last, mine.first - theirs.last)
        if silence > days:
            words = f"{silence:.0f} days lie between it and the story, more than {days:.0f}"
            yield _ruling("bounds", -1.0, words)
        issues = self._bench.graph.issues.get(self._at, set())
        returned = sorted(issues.intersection(self._others))
        if returned:
            words = (
                f"it and {self._named(returned[0])} are two issues of what returns with new matter"
            )
            yield _ruling("issues", -1.0, words)
        elif not math.isnan(mine.issue) and abs(mine.issue - theirs.issue) > 0:
            words = "it and a page of the story return with new matter, and are of two days"
            yield _ruling("issues", -1.0, words)

    def _named(self, at: int) -> str:
        arrival = self._read(self._bench.names[at])
        headline = f"“{arrival.title}”" if arrival.title else "an article without a headline"
        return f"{headline} ({arrival.outlet or 'outlet not stated'})"


def _ruling(feature: str, sign: float, words: str) -> Evidence:
    return Evidence(feature=feature, value=sign, weight=sign * RULED, words=words)
