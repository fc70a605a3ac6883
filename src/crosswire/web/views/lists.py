"""Lists: search, people, outlets, runs, failures, sources."""

from crosswire.records.base import Record
from crosswire.records.failures import FailureKind
from crosswire.records.job import Job
from crosswire.records.lists import (
    EntityLine,
    FailureLine,
    Hits,
    NoticeLine,
    QuoteLine,
    RevisionLine,
    RunLine,
    StoryLine,
)
from crosswire.records.outlets import OutletLine, OutletName
from crosswire.records.source import SourceLine
from crosswire.records.span import Span


class SearchView(Record):
    """One page of hits."""

    hits: Hits


class EntitiesView(Record):
    """People, bodies and places by a name, or all."""

    name: str
    label: str | None
    entities: tuple[EntityLine, ...]
    next: str | None = None


class Said(Record):
    """Quotations of one day and outlet."""

    day: str | None
    """As the pages state it; None: they state none."""
    outlet: str | None
    quotations: tuple[QuoteLine, ...]


class CutLine(Record):
    """Two outlets' forms of what is shown to be one utterance, from a stored comparison."""

    story: str
    a_outlet: str
    a_article: str
    b_outlet: str
    b_article: str
    kept: str
    diff: tuple[tuple[str, str], ...]
    """Steps: ``same``, ``only a``, ``only b``, and the words."""
    because: str


class EntityView(Record):
    """Somebody, or something: forms, what they said, where, how it was cut."""

    entity: EntityLine
    stories: tuple[StoryLine, ...]
    said: tuple[Said, ...]
    """The newest quotations of which they are the speaker."""
    cuts: tuple[CutLine, ...] = ()
    compared: int
    """In so many stored comparisons the cuts were looked for."""
    alike: tuple[EntityLine, ...] = ()
    """Others that go by the same name: whether they are one, a person may decide."""
    next: str | None = None
    """The cursor of the next page of what they said."""


class OutletsView(Record):
    """Outlets by name."""

    name: str
    outlets: tuple[OutletLine, ...]
    next: str | None = None


class AloneLine(Record):
    """A statement found in one text of its story only."""

    story: str
    article: str
    span: Span
    verdict: str
    because: str = ""


class RestsLine(Record):
    """One outlet or desk that tellings rest on, or that rests on tellings here, or shares with them."""

    name: str
    outlet: str | None = None
    """The outlet's id; None: it is no outlet with an article here."""
    points: int
    """Tellings of points."""
    stories: tuple[str, ...]
    because: str
    """Why, in one of these cases."""


class Edited(Record):
    """An article whose text changed, and no notice of it was found on the page."""

    article: str
    headline: str | None
    latest: RevisionLine


class OutletView(Record):
    """One outlet. Nothing here ranks it."""

    outlet: OutletLine
    names: tuple[OutletName, ...] = ()
    """Under which its newest articles came, and why they count as one outlet's."""
    alike: tuple[OutletLine, ...] = ()
    """Others of nearly this name. They count apart: nothing shows that they are one."""
    compared: int
    """Stored comparisons with an article of it, the latest, from which the next three come."""
    alone: tuple[AloneLine, ...] = ()
    relies_on: tuple[RestsLine, ...] = ()
    relied_on_by: tuple[RestsLine, ...] = ()
    shares_with: tuple[RestsLine, ...] = ()
    """Outlets that have text or words in common with it, or belong to its house, where nothing shows
    who has it from whom."""
    corrections: tuple[NoticeLine, ...] = ()
    edits: tuple[Edited, ...] = ()
    looked_at: int = 0
    """So many articles that had several texts were looked through for unannounced edits."""
    articles: Hits


class RunsView(Record):
    """What wrote to the store."""

    runs: tuple[RunLine, ...]
    next: str | None = None


class RunView(Record):
    """One run, and what it could not use."""

    run: RunLine
    kinds: tuple[FailureKind, ...]
    failures: tuple[FailureLine, ...]
    next: str | None = None


class FailuresView(Record):
    """What could not be used, by kind."""

    kinds: tuple[FailureKind, ...]
    failures: tuple[FailureLine, ...]
    kind: str | None = None
    run: str | None = None
    next: str | None = None


class SourcesView(Record):
    """What is watched, those first that need looking at."""

    sources: tuple[SourceLine, ...]
    going_round: bool = False
    """Whether somebody goes round them now: nobody does, and nothing is asked."""
    jobs: tuple[Job, ...] = ()
    """What was asked of them and is not done yet."""
