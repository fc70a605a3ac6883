"""What a comparison shows, as far as the next must be told from it."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

from crosswire.records.base import Record
from crosswire.records.comparison import Comparison, Conflict, Point
from crosswire.records.span import Span
from crosswire.records.statement import Statement


class Place(NamedTuple):
    """Where a statement stands."""

    article: str
    """The article's id in the store."""
    text: str
    start: int
    end: int
    words: str
    """64 bits of a hash of its words: the same words may stand elsewhere in the article's next text."""

    def meets(self, other: "Place") -> bool:
        """The same statement of one article."""
        if self.text == other.text:
            return self.start < other.end and other.start < self.end
        return (self.article, self.words) == (other.article, other.words)


class ShownPoint(Record):
    """A point: where its members stand, and how many origins are shown."""

    places: tuple[Place, ...]
    origins: int


class Conflicting(Record):
    """A conflict: its two passages, and of what kind."""

    kind: str
    a: Place
    b: Place


class Shown(Record):
    """What a comparison shows."""

    points: tuple[ShownPoint, ...] = ()
    singles: tuple[Place, ...] = ()
    """Statements found in one article only: one origin each."""
    conflicts: tuple[Conflicting, ...] = ()
    """Without tensions."""
    origins: int = 0
    """Most origins shown of any point; 1 where no point shows any; 0: there was no article."""
    texts: tuple[str, ...] = ()
    """The texts that were lined up. None is known of what was kept before this was."""

    def joined(self, others: Iterable[Self]) -> Self:
        """What this and others show together."""
        every = (self, *others)
        return type(self)(
            points=tuple(point for one in every for point in one.points),
            singles=tuple(single for one in every for single in one.singles),
            conflicts=tuple(conflict for one in every for conflict in one.conflicts),
            origins=max(one.origins for one in every),
            texts=tuple(sorted({text for one in every for text in one.texts})),
        )


def shown(comparison: Comparison, articles: Mapping[str, str]) -> Shown:
    """What ``comparison`` shows; ``articles`` gives the id in the store of each of its articles."""
    points = tuple(_point(point, articles) for point in comparison.points)
    return Shown(
        points=points,
        singles=tuple(place(single.statement, articles) for single in comparison.singles),
        conflicts=tuple(
            _conflict(one, articles) for one in comparison.conflicts if one.grade == "conflict"
        ),
        origins=max((point.origins for point in points), default=1),
        texts=tuple(sorted({one.revision.body.id for one in comparison.readings})),
    )


def _point(point: Point, articles: Mapping[str, str]) -> ShownPoint:
    places = sorted({place(one, articles) for one in point.members})
    return ShownPoint(places=tuple(places), origins=max(1, point.origins.at_least))


def _conflict(one: Conflict, articles: Mapping[str, str]) -> Conflicting:
    a, b = sorted((place(one.a, articles), place(one.b, articles)))
    return Conflicting(kind=one.kind, a=a, b=b)


def place(statement: Statement, articles: Mapping[str, str]) -> Place:
    """Where a statement stands."""
    span: Span = statement.span
    said = " ".join(span.exact.split()).encode("utf-8", "surrogatepass")
    words = hashlib.sha256(said).hexdigest()[:16]
    article = articles.get(statement.article, statement.article)
    return Place(article, span.text, span.start, span.end, words)
