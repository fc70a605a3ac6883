"""Entities across articles: who and what texts name, under which forms, and where it is in the world.

A name of one text is an ``Entity`` of that text; here stands what was shown to be one across texts.
Joining is by evidence that can be read and taken back: no form of a name joins by itself.
"""

from functools import cached_property
from typing import Literal, NamedTuple

from crosswire.records.base import Record, stable_id

PlaceKind = Literal["country", "region", "city"]


class NameForm(NamedTuple):
    """A wording, and how often it stands in the texts."""

    words: str
    times: int


class PlaceLink(Record):
    """A country, region or city of the packaged gazetteer."""

    kind: PlaceKind
    id: str
    """Country: ISO 3166-1 alpha-2 ("GB"). Region: ISO 3166-2 ("US-OR"). City: GeoNames ("2643743")."""
    name: str
    country: str
    """ISO 3166-1 alpha-2 code of the country it lies in, or is."""
    region: str | None = None
    """Name of the region a city lies in."""
    population: int | None = None
    because: str = ""
    """Why this one; of a candidate, what speaks for it."""


class WikidataLink(Record):
    """An entry of the user's Wikidata extract."""

    id: str
    """"Q" and a number."""
    label: str
    description: str = ""
    because: str = ""
    """Why this one; of a candidate, what speaks for it."""


class WikidataEntry(Record):
    """One entry of the user's extract, as far as linking asks for it."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    kind: Literal["person", "organisation", "place", "other"]
    codes: tuple[str, ...] = ()
    """ISO 3166 codes and GeoNames ids that the entry states."""


class NamedEntity(Record):
    """An entity as one text names it, with what it shows of it: what is asked who it is."""

    id: str
    """The entity's id within its article (``Entity.id``)."""
    label: str
    name: str
    forms: tuple[NameForm, ...]
    """Wordings that name it; roles and pronouns are none."""
    mentions: int
    """How often the text speaks of it, roles and pronouns counted."""
    roles: tuple[str, ...] = ()
    """Wordings of roles the text gives a person: "the finance minister of Norland"."""
    gender: Literal["m", "f"] | None = None
    """As its pronouns say, when they say one thing."""


class Cast(Record):
    """Everyone and everything that one revision names."""

    revision: str
    article: str
    story: str | None = None
    """The story its article lies in."""
    home: str | None = None
    """ISO 3166-1 alpha-2 code of the country its outlet is at home in, where known."""
    named: tuple[NamedEntity, ...]


class EntityMember(Record):
    """An article's entity as part of an entity across articles, with what it is known by."""

    entity: str
    """Its id within the article."""
    revision: str
    article: str
    story: str | None = None
    label: str
    name: str
    forms: tuple[NameForm, ...]
    mentions: int
    roles: tuple[str, ...] = ()
    """Wordings of roles the text gives a person."""
    evidence: tuple[str, ...] = ()
    """What joins it to others, each a kind and its words: two members that share one are one."""
    variant: str = ""
    """What tells bearers of one name apart: a person's middle initials, what an acronym stands for."""
    together: str = ""
    """Equal for members that the articles of one story show to be one."""
    gender: Literal["m", "f"] | None = None
    place: PlaceLink | None = None
    """What the gazetteer says of it in this text."""
    candidates: tuple[PlaceLink, ...] = ()
    """Places of its name, where the text does not settle which."""


class Founding(NamedTuple):
    """A member that founded an entity; the number counts foundings, so the older keeps its id."""

    entity: str
    number: int


class SharedEntity(Record):
    """A person, body or place across articles. Its id is its founder's and stays; those of entities
    that it took in lead to it."""

    id: str
    label: str
    name: str
    """The fullest name; of several the one in most articles."""
    forms: tuple[NameForm, ...]
    """Every wording with its count, the most frequent first."""
    members: tuple[EntityMember, ...]
    founders: tuple[Founding, ...]
    """The first gives the id, the others the ids of entities that this one took in."""
    place: PlaceLink | None = None
    """The country, region or city it is."""
    places: tuple[PlaceLink, ...] = ()
    """Candidates, where more than one may be meant."""
    country: str | None = None
    """The country it is or lies in (ISO 3166-1 alpha-2): settled also where all candidates share one."""
    wikidata: WikidataLink | None = None
    """The one entry of the user's extract that fits."""
    candidates: tuple[WikidataLink, ...] = ()
    """Entries, where more than one may be meant or nothing but a surname speaks for it."""
    because: tuple[str, ...] = ()
    """Why members, place and entry were taken for one."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Ids that lead here."""
        return tuple(shared_id(f.entity) for f in self.founders[1:])

    @cached_property
    def articles(self) -> frozenset[str]:
        """Articles that name it."""
        return frozenset(m.article for m in self.members)

    @property
    def mentions(self) -> int:
        """How often its texts speak of it."""
        return sum(m.mentions for m in self.members)


class EntityJudgement(Record):
    """A person's word that two names of two texts are one entity's, or two's; open to withdrawal."""

    a: str
    b: str
    """Ids of entities within their articles; for an entity across articles, its founder's."""
    decision: Literal["same", "different"]
    because: str = ""
    made_by: str
    made_at: str
    """When, ISO 8601 with its zone."""
    withdrawn_by: str | None = None
    withdrawn_at: str | None = None

    @cached_property
    def id(self) -> str:
        """Derived from the two, the decision, the person and the time."""
        return stable_id(
            "judgement", *sorted((self.a, self.b)), self.decision, self.made_by, self.made_at
        )

    @property
    def words(self) -> str:
        """For people: "judged one entity by Ana Ruiz on 2031-05-08"."""
        said = "one entity" if self.decision == "same" else "two entities"
        why = f": {self.because}" if self.because else ""
        return f"judged {said} by {self.made_by} on {self.made_at[:10]}{why}"


class Resolved(Record):
    """What a batch of articles changed."""

    entities: tuple[SharedEntity, ...]
    """New ones and those that changed, whole; each replaces the one of its id."""
    gone: tuple[tuple[str, str], ...] = ()
    """Ids that no longer stand for themselves, each with the id it leads to."""


def shared_id(founder: str) -> str:
    """The id of the entity that the article's entity ``founder`` founded."""
    return stable_id("entity", founder)
