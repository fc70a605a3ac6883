"""Who said what."""

from enum import StrEnum
from functools import cached_property

from crosswire.records.annotation import Annotation
from crosswire.records.article import Revision, Voice
from crosswire.records.base import Record, stable_id
from crosswire.records.span import Span


class Mode(StrEnum):
    """How words are reported."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Act(StrEnum):
    """What a report tells of its source."""

    SPEECH = "speech"
    """Words said or written, quoted or retold."""
    THOUGHT = "thought"
    """A belief, wish, plan or feeling ascribed to the source, or what its doings show."""
    TOPIC = "topic"
    """What was spoken of, or was not said: "discussed the bridge", "declined to say when"."""
    DEED = "deed"
    """What the source did, by which it may have shown a stand: "signed the treaty"."""


class Identified(StrEnum):
    """How a text identifies the source of a quotation."""

    NAMED = "named"
    """By name, there or elsewhere in the text."""
    ROLE = "role"
    """By a post, body or paper that one could look up: "the harbour master", "a police spokesman"."""
    UNNAMED = "unnamed"
    """As one of many: "a senior official", "residents", "sources"."""


class SourceKind(StrEnum):
    """What the source of a quotation is."""

    PERSON = "person"
    """One or several: "she", "officials"."""
    BODY = "body"
    """A government, company, party, court …"""
    DOCUMENT = "document"
    """A report, letter, poll, post …"""
    OUTLET = "outlet"


class Quotation(Record):
    """One utterance as one article reports it.

    ``content`` holds one span a run, marks included: a quotation broken by "he said" has two.
    """

    mode: Mode
    act: Act = Act.SPEECH
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    speaker: tuple[Span, ...] = ()
    """The nearest words for the source ("he"); empty when the text names none."""
    speaker_entity: str | None = None
    speaker_name: str | None = None
    """The person or body those words stand for."""
    identified: Identified | None = None
    """How the text identifies the source; None where it names none or whom it means is not shown."""
    source_kind: SourceKind | None = None
    """What the source is; None where neither its name nor its noun shows it."""
    addressee: Span | None = None
    occasion: Span | None = None
    """Words that say where or when it was said ("alongside …", "told Radio 4's Today")."""
    occasion_because: str = ""
    gap_unknown: bool = False
    """True when two runs stand around a cue: whether words were dropped between is unknown."""
    voice: Voice = Voice.NEWS
    because: str = ""
    """Why this speaker."""

    @cached_property
    def id(self) -> str:
        """Derived from text and place."""
        return stable_id(
            "quotation", self.content[0].text, *(f"{s.start}:{s.end}" for s in self.content)
        )


class Term(Record):
    """Quoted words that are nobody's speech: a term, a title, scare quotes."""

    span: Span
    because: str


class Reading(Record):
    """One article, read whole: the unit that a comparison takes."""

    revision: Revision
    annotation: Annotation
    quotations: tuple[Quotation, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def article(self) -> str:
        """The article's id."""
        return self.revision.article
