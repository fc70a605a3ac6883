"""What pages carry of a sentence or quotation that somebody asks about."""

from enum import StrEnum
from typing import Literal

from crosswire.records.base import Record
from crosswire.records.comparison import Check, Origins, Page, Statement
from crosswire.records.notice import Withdrawn
from crosswire.records.quotation import Reading
from crosswire.records.span import Span

Field = Literal["body", "headline", "standfirst"]
"""Where on a page words stand."""

Verdict = Literal["found", "found in part", "not found in these texts"]


Difference = Literal["figure", "date", "name", "place", "denial"]
"""The one detail in which a passage has it otherwise than a claim."""


class Form(StrEnum):
    """In what form a page carries a claim."""

    VERBATIM = "verbatim in marks"
    REWORDED = "in marks, worded otherwise"
    CUT = "cut: a part of it in marks"
    REPORTED = "reported without marks"
    OWN = "in the outlet's own voice"
    HEADLINE = "headline only"
    FRAGMENT = "a fragment only, in marks"


class Carrier(Record):
    """A page that carries a claim, or a part of it, and in what form."""

    article: str
    outlet: str
    form: Form
    whole: bool
    """False: only a part of what was asked stands here."""
    field: Field = "body"
    statements: tuple[Statement, ...]
    """Where it stands; spans address the body, or the headline's own text."""
    missing: tuple[str, ...] = ()
    """Words of the claim that this page does not have."""
    because: tuple[str, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    """Pages that took back, by a notice of their own, what stands here."""


class NearPassage(Record):
    """A passage near a claim that is not the same, or is not shown to be."""

    article: str
    outlet: str
    field: Field = "body"
    statement: Statement
    nearness: float
    """0 to 1: how alike the two are taken to be, whatever keeps them apart."""
    why: tuple[str, ...]
    """What keeps them apart: another figure, another day, a denial, another speaker …"""


class NotFound(Record):
    """A page in whose text a claim is not found."""

    article: str
    outlet: str
    nearest: NearPassage | None = None
    """Its nearest passage; None where no passage comes near."""
    gap: str | None = None
    """Why nobody can tell what the whole article has: its capture lacks something."""


class ToldOtherwise(Record):
    """A passage that tells what a claim tells but for one detail. It does not carry the claim."""

    article: str
    outlet: str
    field: Field = "body"
    statement: Statement
    kind: Difference
    asked: str
    """The detail as the claim has it; of a denial "denied" or "told"."""
    words: Span | None = None
    """The detail as the page has it; None for a denial."""
    nearness: float
    """0 to 1: how much of what the claim tells stands there."""

    @property
    def because(self) -> str:
        """For people: "this page gives another figure: “14” for “Seventeen people”"."""
        if self.words is not None:
            shown = " ".join(self.words.exact.split())
            said = f"this page gives another {self.kind}: “{shown}” for “{self.asked}”"
        elif self.asked == "denied":
            said = "this page has what the claim denies"
        else:
            said = "this page has it denied"
        if self.statement.quotation is None:
            return said
        return f"{said}; it is said by {self.statement.holder or 'somebody not named'}"


class ClaimCheck(Record):
    """The answer to "who carries this?"."""

    claim: str
    kind: Literal["quotation", "statement"]
    speaker: str | None = None
    """Whom the claim names as its speaker."""
    verdict: Verdict
    carriers: tuple[Carrier, ...] = ()
    near: tuple[NearPassage, ...] = ()
    """The nearest passages that do not carry it, the nearest first."""
    otherwise: tuple[ToldOtherwise, ...] = ()
    """Of each page that does not carry it the nearest passage that differs in one detail alone."""
    not_found: tuple[NotFound, ...] = ()
    """Every page that carries no part of it."""
    earliest: tuple[str, ...] = ()
    """Pages that carry it and are not shown to be later than another, by their own stated time."""
    undated: tuple[str, ...] = ()
    """Pages that carry it and state no time."""
    origins: Origins | None = None
    """Where the carriers have it from, as far as the bodies show; None where none carries it whole."""
    asks: tuple[Check, ...] = ()
    """What remains to ask, and with whom."""
    pages: tuple[Page, ...]
    """Every page that was searched."""
    readings: tuple[Reading, ...]
    notes: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """For people: "found in 2 of 4 texts", "not found in these 4 texts"."""
        texts = f"{len(self.pages)} text{'s' * (len(self.pages) != 1)}"
        apart = len(self.otherwise)
        more = f"; {apart} {'have' if apart != 1 else 'has'} it otherwise" if apart else ""
        if not self.carriers:
            return f"not found in {'these ' if len(self.pages) != 1 else 'this '}{texts}{more}"
        carrying = len({t.article for t in self.carriers})
        return f"{self.verdict}, in {carrying} of {texts}{more}"
