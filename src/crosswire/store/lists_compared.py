"""What stored comparisons hold of one outlet or one speaker, without making them whole.

A comparison is kept packed: spans are places in a list of texts, four of each reading (its body, the
page as it came, headline, standfirst). Here only what is asked for is taken out, and of the texts only
those that its words stand in are read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from crosswire.records import Span
from crosswire.records.comparison import shows_order
from crosswire.store.packing import Packed, stretch
from crosswire.store.rows import parts
from crosswire.store.tables import articles, comparisons, outlets, revisions, texts

_OF_EACH = 4
"""Texts of one reading in a packed comparison's list; the first is its body."""
_KEPT = 256
"""Comparisons whose asked-for parts are held in memory."""


class Told(NamedTuple):
    """An article of a comparison."""

    article: str
    outlet: str | None
    """The outlet's id."""
    name: str
    """The outlet's name; the article's own without one."""
    text: str
    """The id of its body."""


class Alone(NamedTuple):
    """A statement that was found in one article only."""

    story: str
    told: Told
    span: Span
    verdict: str
    because: str


_ATTRIBUTES = "attributes it to "
_OWN = "’s own reporter"


class Rests(NamedTuple):
    """One telling rests on another, or the two have something in common that shows no order."""

    story: str
    source: Told
    target: Told | None
    """None: no article of the story."""
    named: str
    """The target as the comparison has it, where it is no article."""
    because: str

    @property
    def ordered(self) -> bool:
        """It is shown who has it from whom."""
        return shows_order(self.because)


class CutOf(NamedTuple):
    """Two outlets' forms of one utterance."""

    story: str
    a: Told
    b: Told
    at: tuple[tuple[int, int], tuple[int, int]]
    """Where each begins and ends in its body."""
    kept: str
    diff: tuple[tuple[str, str], ...]
    because: str


@dataclass(frozen=True, slots=True)
class _Parts:
    """What is taken out of one comparison; texts by their place in its list."""

    revisions: Mapping[str, str]
    """By the name of an article there: its revision."""
    order: tuple[str, ...]
    singles: tuple[Packed, ...] = ()
    edges: tuple[Packed, ...] = ()
    cuts: tuple[Packed, ...] = field(default=())


@lru_cache(maxsize=_KEPT)
def _parts(packed: bytes) -> _Parts:
    held = stretch(packed)
    named = {_name(r): r["revision"] for r in held["readings"]}
    origins = (p.get("origins", {}) for p in held.get("points", ()))
    return _Parts(
        revisions=named,
        order=tuple(named),
        singles=tuple(held.get("singles", ())),
        edges=tuple(edge for one in origins for edge in one.get("edges", ())),
        cuts=tuple(cut for one in held.get("speakers", ()) for cut in one.get("cuts", ())),
    )


def _name(read: Packed) -> str:
    """What the comparison calls an article."""
    named = read.get("named") or read.get("reading") or {}
    return str(named["article"])


class Comparisons:
    """The stored comparisons of some stories, opened as far as is asked."""

    def __init__(self, connection: Connection, story_ids: Iterable[str]) -> None:
        self._connection = connection
        self._held: dict[str, _Parts] = {}
        for part in parts(story_ids, 50):
            asked = select(comparisons.c.story_id, comparisons.c.packed)
            for row in connection.execute(asked.where(comparisons.c.story_id.in_(part))):
                self._held[row.story_id] = _parts(bytes(row.packed))
        self._told = self._articles()

    def __len__(self) -> int:
        return len(self._held)

    def alone(self, outlet: str) -> Iterator[Alone]:
        """What was found in an article of this outlet only, in no other of its story."""
        found = [
            (story, self._of(held, single["statement"]["article"]), single)
            for story, held in self._held.items()
            for single in held.singles
        ]
        mine = [(s, told, single) for s, told, single in found if told and told.outlet == outlet]
        bodies = self._bodies(told.text for _, told, _ in mine)
        for story, told, single in mine:
            span = _span(single["statement"]["span"], told, bodies)
            if span is not None:
                yield Alone(story, told, span, single["verdict"], single.get("because", ""))

    def edges(self, outlet: str) -> Iterator[Rests]:
        """Who of this outlet rests on whom, and who on it. Whom words are attributed to is left out:
        that is no desk; and its own reporters are itself."""
        for story, held in self._held.items():
            for edge in held.edges:
                if edge["because"].startswith(_ATTRIBUTES) or edge["target"].endswith(_OWN):
                    continue
                source = self._of(held, edge["source"])
                target = self._of(held, edge["target"])
                if source is None or not (
                    source.outlet == outlet or (target and target.outlet == outlet)
                ):
                    continue
                yield Rests(story, source, target, edge["target"], edge["because"])

    def cuts(self, said: Mapping[str, set[tuple[int, int]]]) -> Iterator[CutOf]:
        """Forms of utterances of which one is a quotation of ``said``: places by body."""
        for story, held in self._held.items():
            for cut in held.cuts:
                found = self._cut(story, held, cut)
                if found is None:
                    continue
                sides = zip((found.a, found.b), found.at, strict=True)
                if any(place in said.get(told.text, ()) for told, place in sides):
                    yield found

    def _cut(self, story: str, held: _Parts, cut: Packed) -> CutOf | None:
        a, b = (self._of(held, cut[side]["article"]) for side in ("a", "b"))
        places = [_bounds(cut[side]["quotation"]["content"]) for side in ("a", "b")]
        if a is None or b is None or places[0] is None or places[1] is None:
            return None
        diff = tuple((str(how), str(words)) for how, words in cut.get("diff", ()))
        return CutOf(story, a, b, (places[0], places[1]), cut["kept"], diff, cut["because"])

    def _of(self, held: _Parts, name: str) -> Told | None:
        return self._told.get(held.revisions.get(name, ""))

    def _articles(self) -> dict[str, Told]:
        wanted = dict.fromkeys(r for held in self._held.values() for r in held.revisions.values())
        found: dict[str, Told] = {}
        for part in parts(wanted):
            asked = (
                select(
                    revisions.c.id, revisions.c.text_id, articles.c.id.label("article"),
                    articles.c.name, articles.c.outlet_id, outlets.c.name.label("outlet"),
                )
                .join(articles, articles.c.id == revisions.c.article_id)
                .outerjoin(outlets, outlets.c.id == articles.c.outlet_id)
                .where(revisions.c.id.in_(part))
            )  # fmt: skip
            for row in self._connection.execute(asked):
                name = row.outlet or row.name
                found[row.id] = Told(row.article, row.outlet_id, name, row.text_id)
        return found

    def _bodies(self, text_ids: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for part in parts(dict.fromkeys(text_ids)):
            asked = select(texts.c.id, texts.c.content).where(texts.c.id.in_(part))
            found |= {row.id: row.content for row in self._connection.execute(asked)}
        return found


def _span(packed: Packed, told: Told, bodies: Mapping[str, str]) -> Span | None:
    """The words of a packed span that stands in a body; None: its text was erased."""
    if "@" not in packed:
        return Span.model_validate(packed)
    place, start, end = packed["@"]
    words = bodies.get(told.text, "")[start:end]
    if place % _OF_EACH or len(words) != end - start or not words:
        return None
    return Span(text=told.text, start=start, end=end, exact=words)


def _bounds(content: Sequence[Packed]) -> tuple[int, int] | None:
    """From the beginning of the first run to the end of the last, where they stand in a body."""
    places: list[Any] = [one.get("@") for one in content]
    if not places or any(place is None or place[0] % _OF_EACH for place in places):
        return None
    return places[0][1], places[-1][2]
