"""An article as its page shows it: its text with all that was read off it, and where it came from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from crosswire.records.article import (
    Capture,
    Completeness,
    Fetched,
    Flag,
    Found,
    Removed,
    Revision,
)
from crosswire.records.base import Record
from crosswire.records.kinds import kind_of
from crosswire.records.note import Note
from crosswire.records.quotation import Quotation, Reading
from crosswire.records.revisions import RevisionLine
from crosswire.records.span import Span
from crosswire.report.revisions import RevisionView, views
from crosswire.report.texts import passages
from crosswire.report.words import moment, shorten
from crosswire.web.views.runs import LAYERS, Block, Layer, Marked, Place, blocks
from crosswire.web.views.told import Told

NAMED: Mapping[Layer, str] = {
    "sentences": "Sentences", "names": "Names", "times": "Times", "quotations": "Quotations",
    "speakers": "Speakers", "cues": "Cues", "terms": "Terms and thoughts, not speech",
    "points": "Told by several", "singles": "In this text only", "conflicts": "Conflicts",
    "notes": "Notes of this desk",
}  # fmt: skip
USUAL: tuple[Layer, ...] = ("quotations", "points", "conflicts", "notes")
"""Layers that are on where a reader asks for none."""


STATED = (
    "headline", "standfirst", "authors", "published", "modified", "language", "completeness", "flags",
    "removed",
)  # fmt: skip
"""What the page states of itself, and what was made of it: shown as the revision has it."""


class LayerView(Record):
    """A layer, how often it marks the text, and whether it is on."""

    name: Layer
    label: str
    count: int
    on: bool


class Entry(Record):
    """One thing that was read off the text."""

    layer: Layer
    span: Span
    what: str
    href: str | None = None


class CaptureLine(Record):
    """The page as it came, without its words."""

    id: str
    medium: str
    text: str
    """The hash of what was captured, as decoded text."""
    length: int
    encoding: str | None = None
    bytes: str | None = None
    """The SHA-256 of the bytes; None: no bytes came, or they were let go of."""
    origin: str | None = None
    fetched: Fetched | None = None


class ArticleView(Record):
    """One article in one of its texts."""

    id: str
    name: str
    outlet: str
    url: str | None
    revision: str
    current: bool
    """Its text now."""
    text: str
    """The hash of the text."""
    length: int
    headline: Found | None = None
    standfirst: Found | None = None
    authors: tuple[Found, ...] = ()
    published: Found | None = None
    modified: Found | None = None
    language: str | None = None
    completeness: Completeness
    flags: tuple[Flag, ...] = ()
    capture: CaptureLine
    removed: tuple[Removed, ...] = ()
    story: str | None = None
    """The story that it lies in."""
    read: bool
    """It was read closely; if not, only its passages are known."""
    layers: tuple[LayerView, ...] = ()
    here: Span | None = None
    """The words that the reader was led to."""
    blocks: tuple[Block, ...] = ()
    marks: tuple[Marked, ...] = ()
    """What the runs of ``blocks`` speak of."""
    entries: tuple[Entry, ...] = ()
    notes: tuple[Note, ...] = ()
    revisions: tuple[RevisionLine, ...] = ()
    as_of: str | None = None

    @property
    def marked(self) -> str:
        """The words that the reader was led to, as a name of their place."""
        return f"t-{self.here.start}-{self.here.end}" if self.here else ""

    @property
    def titles(self) -> dict[tuple[int, ...], str]:
        """What is said of a run on hovering, by its marks; sentences are not worth a word."""
        told = {run.marks for block in self.blocks for run in (*block.runs, *block.gap)}
        return {marks: "; ".join(self._said(marks)) for marks in told if marks}

    def _said(self, marks: tuple[int, ...]) -> list[str]:
        told = (self.marks[n] for n in marks)
        return list(dict.fromkeys(one.what for one in told if one.layer != "sentences"))

    def named(self, layer: Layer) -> str:
        """A layer as people know it."""
        return NAMED[layer]

    @property
    def changes(self) -> list[RevisionView]:
        """Every revision, as people read it."""
        return views(self.revisions)


class Text(NamedTuple):
    """What a page is made of: a revision and all that is known of it."""

    id: str
    """Of the revision, in the store."""
    revision: Revision
    reading: Reading | None
    story: str | None
    notes: Sequence[Note] = ()
    told: Told | None = None


def marks_of(text: Text) -> list[Marked]:
    """Everything that any layer marks in the body."""
    body = text.revision.body
    found = [*_read(text.reading)] if text.reading else []
    if text.told is not None and text.story is not None:
        found += _lined_up(text.told, text.story, body.id)
    found += _noted(text.notes, body.id)
    return [one for one in found if 0 <= one.start < one.end <= len(body)]


def _read(reading: Reading) -> Iterator[Marked]:
    annotation = reading.annotation
    for n, one in enumerate(annotation.sentences, 1):
        yield _mark("sentences", one, f"sentence {n}")
    for mention in annotation.mentions:
        kind = "" if mention.kind == "name" else f", by a {mention.kind}"
        yield _mark("names", mention.span, f"{mention.name} ({kind_of(mention.label)}{kind})")
    for time in annotation.times:
        guess = f"; {time.inferred}" if time.inferred else ""
        yield _mark("times", time.span, f"{moment(time.value)} ({time.value}){guess}")
    for quotation in reading.quotations:
        yield from _quoted(quotation)
    for term in reading.terms:
        yield _mark("terms", term.span, term.because)


def _quoted(one: Quotation) -> Iterator[Marked]:
    who = one.speaker_name or "speaker not named"
    because = f": {one.because}" if one.because else ""
    if one.act != "speech":
        said = f"ascribed to {who} as a {one.act}, no words of theirs{because}"
        yield from (_mark("terms", span, said) for span in one.content)
        return
    for span in one.content:
        yield _mark("quotations", span, f"{who}, {one.mode}{because}")
    for span in one.cue:
        yield _mark("cues", span, f"reports what {who} said")
    for span in one.speaker:
        yield _mark("speakers", span, who)


def _mark(layer: Layer, span: Span, what: str, href: str | None = None) -> Marked:
    return Marked(layer=layer, start=span.start, end=span.end, what=what, href=href)


Addressed = tuple[Span, Marked]
"""A mark, and the span of whichever text it stands in."""


def _lined_up(told: Told, story: str, text: str) -> Iterator[Marked]:
    """What the line-up of its story shows of this very text."""
    found = (*_points(told, story), *_singles(told), *_conflicts(told, story))
    return (mark for span, mark in found if span.text == text)


def _points(told: Told, story: str) -> Iterator[Addressed]:
    for point in told.points:
        view = point.view
        what = f"point {view.number}: {view.point.origins.words}"
        href = f"/stories/{story}/points/{view.point.id}"
        for member in view.point.members:
            yield member.span, _mark("points", member.span, what, href)


def _singles(told: Told) -> Iterator[Addressed]:
    for column in told.singles:
        for one in (*column.sure, *column.likely, *column.comment):
            span = one.single.statement.span
            yield span, _mark("singles", span, one.single.verdict)


def _conflicts(told: Told, story: str) -> Iterator[Addressed]:
    for one in told.conflicts:
        conflict = one.view.conflict
        what = f"{conflict.grade}, {conflict.kind}: {conflict.because}"
        for side in (conflict.a, conflict.b):
            yield side.span, _mark("conflicts", side.span, what, f"/stories/{story}#conflicts")


def _noted(notes: Iterable[Note], text: str) -> Iterator[Marked]:
    for note in notes:
        about = note.about
        if about.text != text or about.start is None or about.end is None or note.withdrawn_at:
            continue
        mark = f" ({note.mark})" if note.mark else ""
        yield Marked(
            layer="notes", start=about.start, end=about.end, href=f"#{note.id}",
            what=f"note by {note.by}{mark}: {shorten(note.words, 160)}",
        )  # fmt: skip


def drawn(revision: Revision, marks: Sequence[Marked], here: Place | None) -> tuple[Block, ...]:
    """The body in passages and runs."""
    return blocks(revision.body.content, passages(revision), marks, here)


def entries(revision: Revision, marks: Sequence[Marked]) -> tuple[Entry, ...]:
    """Everything marked, as a list: by layer, in the order of the text; sentences are no entry."""
    body = revision.body
    told = [one for one in marks if one.layer != "sentences"]
    order = {layer: n for n, layer in enumerate(LAYERS)}
    told.sort(key=lambda one: (order[one.layer], one.start, one.end))
    return tuple(
        Entry(layer=m.layer, span=Span.of(body, m.start, m.end), what=m.what, href=m.href)
        for m in told
    )


def layers(marks: Sequence[Marked], asked: Sequence[str] | None) -> tuple[LayerView, ...]:
    """The layers that mark anything, on where they are asked for; None: the usual ones."""
    number = {layer: sum(one.layer == layer for one in marks) for layer in LAYERS}
    on = set(USUAL if asked is None else asked)
    return tuple(
        LayerView(name=layer, label=NAMED[layer], count=number[layer], on=layer in on)
        for layer in LAYERS
        if number[layer]
    )


def capture_line(key: str, capture: Capture) -> CaptureLine:
    """The capture without its words."""
    return CaptureLine(
        id=key,
        medium=capture.medium,
        text=capture.content.id,
        length=len(capture.content),
        encoding=capture.encoding,
        bytes=capture.payload.id if capture.payload else None,
        origin=None if capture.fetched else capture.origin,
        fetched=capture.fetched,
    )
