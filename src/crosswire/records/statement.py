"""A passage that states something, and how far what is made of it may be trusted."""

from enum import StrEnum

from crosswire.records.article import Voice
from crosswire.records.base import Record
from crosswire.records.span import Span


class Tier(StrEnum):
    """How far a shown point may be trusted; the tiers' measured precision is in the docs."""

    SURE = "sure"
    LIKELY = "likely"


class Statement(Record):
    """A checkable passage, smaller than a sentence where need be, and who holds it."""

    article: str
    span: Span
    """The shortest honest span."""
    sentence: Span
    """The sentence it stands in."""
    voice: Voice = Voice.NEWS
    holder: str | None = None
    """Who claims it, when the outlet attributes it; None: the outlet asserts it itself."""
    holder_entity: str | None = None
    quotation: str | None = None
    """Id of the quotation that carries it."""
