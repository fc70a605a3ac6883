"""Called: one name for one source in all that is told of it, whatever each page calls them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crosswire.records.annotation import Entity
from crosswire.records.comparison import Point, Statement
from crosswire.stages.annotate.name import TITLES
from crosswire.stages.compare.points.naming import bare


@dataclass(frozen=True, slots=True)
class Called:
    """Names across the articles of one story."""

    names: Mapping[str, str]
    """Entity across the articles → its name."""
    canon: Mapping[str, str]
    """Entity within an article → entity across the articles."""

    @classmethod
    def of(cls, entities: Iterable[Entity], canon: Mapping[str, str]) -> "Called":
        """The names that entities have across the articles."""
        return cls({e.id: e.name for e in entities}, canon)

    def name(self, entity: str | None, here: str) -> str:
        """What a source that a page calls ``here`` is called in the story: "Marrow" and "Ilse T. Marrow"
        are Ilse Marrow. What is no form of that name stays: a spokesman for her, "the minister"."""
        full = self.names.get(self.canon.get(entity, entity)) if entity else None
        return full if full and _forms(full, here) else here

    def point(self, point: Point) -> Point:
        """The point, its speaker called as in the story."""
        if not point.speaker:
            return point
        names = {self.name(m.holder_entity, point.speaker) for m in _held(point)}
        one = names.pop() if len(names) == 1 else point.speaker
        return point if one == point.speaker else point.model_copy(update={"speaker": one})


def _held(point: Point) -> list[Statement]:
    return [m for m in point.members if m.holder_entity]


def _forms(full: str, here: str) -> bool:
    """Two forms of a name: the same last word, and one has all the words of the other, a title and
    an article aside. Words in small letters ("a spokesman for") are of no name."""
    one, other = bare(full), [w for w in bare(here) if w not in TITLES]
    own = all(w[:1].isupper() for w in here.split() if w.lower() not in ("the", "a", "an"))
    short, long = sorted((one, tuple(other)), key=len)
    return own and bool(short) and short[-1] == long[-1] and set(short) <= set(long)
