"""The cleaned texts at the foot of a report, what was removed, and how much was covered."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.records.article import PassageKind, Revision, Voice
from crosswire.records.base import Record
from crosswire.records.comparison import Comparison, Page, Statement
from crosswire.records.quotation import Act, Mode, Reading
from crosswire.report.points import PointView
from crosswire.report.shelf import Shelf
from crosswire.report.words import shorten


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceView:
    """A sentence with its anchor and the numbers of the points it carries a part of."""

    anchor: str | None
    text: str
    points: tuple[int, ...]
    only: bool
    """Carries a statement found in this text only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A passage of the body."""

    kind: PassageKind
    voice: Voice
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """One page's cleaned text, and what was taken out of the page."""

    page: Page
    label: str
    anchor: str
    text_id: str
    length: int
    blocks: tuple[Block, ...]
    removed: tuple[tuple[str, str], ...]
    """(reason, words)."""
    reasons: tuple[tuple[str, int], ...]


class Coverage(Record):
    """How much of a page stands somewhere in the comparison. Counts of sentences."""

    label: str
    sentences: int
    shared: int
    only: int
    neither: int
    quotations: int
    quoted: int
    removed: int


class Shown:
    """Which sentences carry a shared point, and which a statement found in one text only."""

    def __init__(self, comparison: Comparison, points: Sequence[PointView], shelf: Shelf) -> None:
        self._shelf = shelf
        self.shared: dict[tuple[str, int], list[int]] = {}
        self.only: set[tuple[str, int]] = set()
        for view in points:
            for member in view.point.members:
                for key in self._keys(member):
                    numbers = self.shared.setdefault(key, [])
                    if view.number not in numbers:
                        numbers.append(view.number)
        for single in comparison.singles:
            self.only.update(self._keys(single.statement))

    def _keys(self, statement: Statement) -> list[tuple[str, int]]:
        first = self._shelf.sentence(statement.article, statement.span.start)
        last = self._shelf.sentence(statement.article, statement.span.end - 1)
        if first is None or last is None:
            return []
        return [(statement.article, index) for index in range(first, last + 1)]


def text_view(reading: Reading, shelf: Shelf, shown: Shown) -> TextView:
    """A page's text in its passages; nothing of the body is left out."""
    revision = reading.revision
    removed = tuple((r.reason, shorten(r.words, 240)) for r in revision.removed)
    return TextView(
        page=shelf.pages[reading.article],
        label=shelf.label(reading.article),
        anchor=shelf.anchor(reading.article),
        text_id=revision.body.id,
        length=len(revision.body),
        blocks=tuple(
            Block(kind=kind, voice=voice, sentences=_sentences(reading, start, end, shelf, shown))
            for start, end, kind, voice in passages(revision)
        ),
        removed=removed,
        reasons=tuple(Counter(reason for reason, _ in removed).most_common()),
    )


def passages(revision: Revision) -> list[tuple[int, int, PassageKind, Voice]]:
    """Passages in their order, with whatever stands between them as paragraphs of its own."""
    body = revision.body.content
    blocks: list[tuple[int, int, PassageKind, Voice]] = []
    at = 0
    for passage in sorted(revision.passages, key=lambda p: p.span.start):
        start, end = max(at, passage.span.start), passage.span.end
        if body[at:start].strip():
            blocks.append((at, start, PassageKind.PARAGRAPH, Voice.NEWS))
        if start < end:
            blocks.append((start, end, passage.kind, passage.voice))
            at = end
    if body[at:].strip():
        blocks.append((at, len(body), PassageKind.PARAGRAPH, Voice.NEWS))
    return blocks


def _sentences(
    reading: Reading, start: int, end: int, shelf: Shelf, shown: Shown
) -> tuple[SentenceView, ...]:
    body = reading.revision.body.content
    article, anchor = reading.article, shelf.anchor(reading.article)
    views: list[SentenceView] = []
    at = start
    first = shelf.sentence(article, start) or 0
    for index, span in enumerate(reading.annotation.sentences[first:], first):
        if span.start >= end:
            break
        here, stop = max(span.start, at), min(span.end, end)
        if here >= stop:
            continue
        views += _between(body[at:here])
        views.append(
            SentenceView(
                # A sentence that runs on from the passage before has its anchor there.
                anchor=f"{anchor}-s{index}" if span.start >= start else None,
                text=body[here:stop],
                points=tuple(shown.shared.get((article, index), ())),
                only=(article, index) in shown.only,
            )
        )
        at = stop
    return (*views, *_between(body[at:end]))


def _between(text: str) -> list[SentenceView]:
    return [SentenceView(anchor=None, text=text, points=(), only=False)] if text else []


def coverage(reading: Reading, shelf: Shelf, shown: Shown) -> Coverage:
    """Counts of one page."""
    page = shelf.pages[reading.article]
    every = range(len(reading.annotation.sentences))
    shared = sum((reading.article, n) in shown.shared for n in every)
    only = sum((reading.article, n) in shown.only for n in every)
    either = sum((reading.article, n) in shown.shared or (reading.article, n) in shown.only
                 for n in every)  # fmt: skip
    return Coverage(
        label=shelf.label(reading.article),
        sentences=len(every),
        shared=shared,
        only=only,
        neither=len(every) - either,
        quotations=sum(q.act is Act.SPEECH for q in reading.quotations),
        quoted=sum(q.mode is not Mode.INDIRECT and q.act is Act.SPEECH for q in reading.quotations),
        removed=page.removed,
    )
