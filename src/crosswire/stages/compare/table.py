"""The table: a story's articles laid out before their statements are lined up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crosswire.records.annotation import Entity
from crosswire.records.comparison import Outsider
from crosswire.records.quotation import Reading
from crosswire.stages.annotate.link import link
from crosswire.stages.compare import notes
from crosswire.stages.compare.called import Called
from crosswire.stages.compare.copies import SharedText, duplicates, shared_texts
from crosswire.stages.compare.dating import with_days
from crosswire.stages.compare.events import outsiders
from crosswire.stages.compare.foreign import about_languages, in_full
from crosswire.stages.compare.named_once import named_once
from crosswire.stages.outlets import OutletTable, load_outlets


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The articles of one story, each in its place."""

    readings: tuple[Reading, ...]
    """All that came in."""
    duplicates: Mapping[str, str]
    """Article → the capture of the same article that is read in its stead."""
    outsiders: tuple[Outsider, ...]
    told: tuple[Reading, ...]
    """Those that tell the event, once each: what is lined up."""
    entities: tuple[Entity, ...]
    canon: Mapping[str, str]
    """Entity within an article → entity across the articles."""
    shared: tuple[SharedText, ...]
    notes: tuple[str, ...]
    outlets: OutletTable
    """What is commonly known of outlets: names, houses, suppliers."""

    @property
    def called(self) -> Called:
        """Names across the articles."""
        return Called.of(self.entities, self.canon)

    @property
    def comparable(self) -> bool:
        """There are two accounts or more."""
        return len(self.told) > 1

    def outlet(self, article: str) -> str:
        """The outlet of an article, for people."""
        return next(
            (r.revision.outlet_name for r in self.readings if r.article == article), article
        )

    @property
    def shown(self) -> tuple[Reading, ...]:
        """What quotations, dates and headline words are listed from."""
        if self.comparable:
            return self.told
        return tuple(r for r in in_full(self.readings) if r.article not in self.duplicates)


def lay_out(readings: Sequence[Reading], outlets: OutletTable | None = None) -> Table:
    """Set aside duplicates, other languages and outsiders, link names, give undated articles a day."""
    known = outlets or load_outlets()
    readings, renamed = named_once(readings, known)
    twice = duplicates(readings)
    once = in_full([r for r in readings if r.article not in twice])
    linked = link(once)
    canon = {e.id: linked.of(e.id) for r in once for e in r.annotation.entities}
    others = outsiders(once, canon)
    away = {o.article for o in others}
    event = [r for r in once if r.article not in away]
    shared = shared_texts(event)
    told, inferred = with_days(event, shared)
    dated = {r.article: r for r in told}
    said = [
        *notes.about_input(readings, twice, told),
        *renamed,
        *notes.about_others(others, readings),
        *about_languages(readings),
        *inferred,
        *notes.about_texts(told, shared),
    ]
    return Table(
        readings=tuple(dated.get(r.article, r) for r in readings),
        duplicates=twice,
        outsiders=others,
        told=tuple(told),
        entities=linked.entities,
        canon=canon,
        shared=shared,
        notes=tuple(said),
        outlets=known,
    )
