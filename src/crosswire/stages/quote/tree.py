"""A parsed article as the quote room looks at it: who hangs on whom, what stands where."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from crosswire.records.annotation import Token
from crosswire.records.quotation import Reading
from crosswire.stages.annotate.debris import debris
from crosswire.stages.annotate.marks import Marked, marked_runs, paragraph_bounds

Bounds = tuple[int, int]

_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Jr|Sr|Inc|Co|Corp|Ltd)\.$")


class Tree:
    """Tokens with their children, subtrees, sentences, paragraphs and quoted runs."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.revision.body.content
        self.tokens: tuple[Token, ...] = reading.annotation.tokens
        self.sentences: tuple[Bounds, ...] = tuple(
            (s.start, s.end) for s in reading.annotation.sentences
        )
        self.runs: list[Marked] = marked_runs(self.text)
        self.paragraphs = paragraph_bounds(self.text)
        self._starts = [t.start for t in self.tokens]
        self._sentence_starts = [s for s, _ in self.sentences]
        self._paragraph_starts = [s for s, _ in self.paragraphs]
        self._run_starts = [r.start for r in self.runs]
        self.kids: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head != i:
                self.kids[token.head].append(i)
        self._extents = self._measure()

    def _measure(self) -> list[Bounds]:
        """First and last token of every subtree."""
        extents = [(i, i) for i in range(len(self.tokens))]
        order = [i for i, t in enumerate(self.tokens) if t.head == i]
        for i in order:
            order.extend(self.kids[i])
        for i in reversed(order):
            head = self.tokens[i].head
            low, high = extents[i]
            extents[head] = (min(extents[head][0], low), max(extents[head][1], high))
        return extents

    def left(self, i: int) -> int:
        """First token of the subtree of ``i``."""
        return self._extents[i][0]

    def right(self, i: int) -> int:
        """Last token of the subtree of ``i``."""
        return self._extents[i][1]

    def at(self, offset: int) -> int:
        """Index of the first token that starts at ``offset`` or later."""
        return bisect_left(self._starts, offset)

    def touching(self, first: int, last: int) -> bool:
        """Whether no space stands between any of these tokens."""
        return all(
            self.tokens[i].end == self.tokens[i + 1].start for i in range(max(first, 0), last)
        )

    def sentence(self, i: int) -> Bounds:
        """Offsets of the sentence that token ``i`` stands in."""
        k = bisect_right(self._sentence_starts, self.tokens[i].start) - 1
        return self.sentences[max(k, 0)]

    def sentence_start(self, offset: int) -> int:
        """Where the sentence that holds ``offset`` begins."""
        k = bisect_right(self._sentence_starts, offset) - 1
        return self._sentence_starts[k] if k >= 0 else 0

    def paragraph(self, offset: int) -> int:
        """Index of the paragraph that ``offset`` stands in."""
        return max(bisect_right(self._paragraph_starts, offset) - 1, 0)

    def run_at(self, offset: int) -> Marked | None:
        """The quoted run that holds ``offset``, marks included."""
        k = bisect_right(self._run_starts, offset) - 1
        return self.runs[k] if k >= 0 and offset < self.runs[k].end else None

    def inside(self, start: int, end: int) -> list[Marked]:
        """Runs that lie within these offsets."""
        low = bisect_left(self._run_starts, start)
        found = []
        for run in self.runs[low:]:
            if run.start >= end:
                break
            if run.end <= end + 1:
                found.append(run)
        return found

    def has(self, i: int, *deps: str) -> int | None:
        """The first child of ``i`` in one of these relations."""
        return next((k for k in self.kids[i] if self.tokens[k].dep in deps), None)

    def nearest(self, i: int, dep: str) -> int | None:
        """The child of ``i`` in this relation that stands next to it: before it, else after."""
        found = [k for k in self.kids[i] if self.tokens[k].dep == dep]
        before = [k for k in found if k < i]
        return before[-1] if before else (found[0] if found else None)

    def children(self, i: int, *deps: str) -> list[int]:
        """The children of ``i`` in these relations."""
        return [k for k in self.kids[i] if self.tokens[k].dep in deps]

    def words(self, first: int, last: int) -> Bounds | None:
        """Offsets from token ``first`` to ``last``, trimmed of space and loose punctuation."""
        return self.trim(self.tokens[first].start, self.tokens[last].end)

    def trim(self, start: int, end: int) -> Bounds | None:
        """Drop space, commas and full stops from both ends; quotation marks stay whole."""
        while start < end and (self.text[start].isspace() or self.text[start] in ",;:–—-"):
            start += 1
        while start < end and _loose(self.text, start, end):
            end -= 1
        for run in (self.run_at(start), self.run_at(end - 1) if end > start else None):
            if run and start < run.start + 1 and end >= run.end - 3:
                end = max(end, run.end)
        return (start, end) if start < end else None

    def whole(self, bounds: Bounds) -> Bounds:
        """Widen a stretch so that it cuts through no quoted run."""
        first, last = self.run_at(bounds[0]), self.run_at(bounds[1] - 1)
        low = first.start if first else bounds[0]
        return low, max(last.end if last else bounds[1], bounds[1])

    @cached_property
    def quoted(self) -> list[bool]:
        """For every token, whether it stands inside a quoted run."""
        flags = [False] * len(self.tokens)
        for run in self.runs:
            for i in range(self.at(run.start), self.at(run.end)):
                flags[i] = True
        return flags

    @cached_property
    def furniture(self) -> frozenset[int]:
        """Tokens that are words of the page's furniture, run into a sentence."""
        return debris(self.tokens)

    def up(self, i: int) -> Iterator[int]:
        """The heads above token ``i``, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i


def _loose(text: str, start: int, end: int) -> bool:
    """Whether the last character is space or punctuation that belongs to no word."""
    last = text[end - 1]
    if last == ".":
        return not _ABBREVIATED.search(text, max(start, end - 6), end)
    return last.isspace() or last in ",;:–—-"
