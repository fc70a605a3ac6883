"""A headline's words, and what the body under it tells in the outlet's own words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from crosswire.records.annotation import Token
from crosswire.records.article import Found, PassageKind
from crosswire.records.quotation import Reading
from crosswire.records.span import Span
from crosswire.stages.annotate.gazetteer import place
from crosswire.stages.annotate.marks import quoted_runs
from crosswire.stages.compare.points.words import STOP
from crosswire.stages.compare.words import Word, root, words

Field = Literal["headline", "standfirst"]
Kind = Literal["number", "negation", "attribution", "status", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Words of a head and a span of the body that disagree."""

    kind: Kind
    start: int
    end: int
    """Words of the head, as offsets into it."""
    body: Span
    because: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """A headline or standfirst, word by word."""

    field: Field
    found: Found
    words: tuple[Word, ...]

    def span(self, start: int, end: int) -> Span:
        """A span of its own text."""
        return Span.of(self.found.text, start, end)

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """The root of each word; empty for a word that carries no meaning of its own."""
        return tuple("" if w.form in STOP else root(w.form) for w in self.words)

    @cached_property
    def told(self) -> frozenset[str]:
        """Roots of the words that carry meaning."""
        return frozenset(filter(None, self.roots))

    @cached_property
    def asks(self) -> bool:
        """It asks, so that it states nothing."""
        return "?" in self.found.value

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """Runs in marks."""
        return tuple(quoted_runs(self.found.value))


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence of the body, with the tokens that stand outside marks."""

    span: Span
    tokens: tuple[Token, ...]
    quoted: bool
    """Some of it stands in marks or is reported speech."""

    @cached_property
    def roots(self) -> frozenset[str]:
        """Roots of its telling words; of a country also those of its other names."""
        found = {root(t.lemma.lower()) for t in self.tokens if t.lemma.lower() not in STOP}
        found |= {root(t.text.lower()) for t in self.tokens if t.text.lower() not in STOP}
        return frozenset(found | {f"={c}" for c in self.countries})

    @cached_property
    def countries(self) -> frozenset[str]:
        """Countries that it names, by themselves or by their capital."""
        said = [t.text for t in self.tokens]
        spoken = [*said, *(f"{a} {b}" for a, b in pairwise(said))]
        places = [place(s) for s in spoken if s[:1].isupper()]
        return frozenset(p.country for p in places if p and p.kind != "people")


@dataclass(frozen=True, kw_only=True)
class Body:
    """What the body tells."""

    reading: Reading
    sentences: tuple[Sentence, ...]
    """Those of its paragraphs, in the news voice."""

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every word of the whole text, plainly spelled."""
        return frozenset(w.form for w in words(self.reading.revision.body.content))


def heads_of(reading: Reading) -> Iterator[Head]:
    """Headline and standfirst, where the page has them."""
    revision = reading.revision
    fields: tuple[tuple[Field, Found | None], ...] = (
        ("headline", revision.headline), ("standfirst", revision.standfirst),
    )  # fmt: skip
    for field, found in fields:
        if found is not None and found.value.strip():
            yield Head(field=field, found=found, words=tuple(words(found.value)))


def body_of(reading: Reading) -> Body:
    """The sentences of the body that tell news."""
    told = [
        p.span
        for p in reading.revision.passages
        if p.kind is PassageKind.PARAGRAPH and p.voice.tells_news
    ]
    marked = quoted_runs(reading.revision.body.content)
    note = reading.annotation
    found = []
    cursor = 0
    for span in note.sentences:
        while cursor < len(note.tokens) and note.tokens[cursor].start < span.start:
            cursor += 1
        stop = cursor
        while stop < len(note.tokens) and note.tokens[stop].start < span.end:
            stop += 1
        if any(p.contains(span) for p in told):
            inside = [(s, e) for s, e in marked if s < span.end and span.start < e]
            kept = tuple(t for t in note.tokens[cursor:stop] if not _within(t, inside))
            found.append(Sentence(span=span, tokens=kept, quoted=bool(inside)))
        cursor = stop
    return Body(reading=reading, sentences=tuple(found))


def _within(token: Token, runs: list[tuple[int, int]]) -> bool:
    return any(s <= token.start < e for s, e in runs)
