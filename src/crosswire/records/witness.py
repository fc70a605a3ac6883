"""Primary sources: transcripts, statements, documents, and pages' quotations set against them."""

from functools import cached_property
from typing import Literal

from crosswire.records.base import Record, stable_id
from crosswire.records.span import Span, Text


class Turn(Record):
    """What one voice says in a row in a primary source; a document is one turn."""

    speaker: str | None
    """The voice as its label names it; None when nobody is named."""
    label: Span | None = None
    words: Span
    """All that is said in the turn, stage directions included."""
    asks: bool = False
    """The label marks a question by somebody unnamed: "Q", "REPORTER"."""
    interpreted: Span | None = None
    """Words of the source that say the turn was interpreted or translated."""


class Witness(Record):
    """A primary source: never an outlet, never counted among the origins of a point."""

    name: str
    text: Text
    kind: Literal["transcript", "document"]
    """A transcript has turns; a document has one voice."""
    title: Span | None = None
    origin: str | None = None
    """The file it was read from."""
    turns: tuple[Turn, ...]
    because: str = ""
    """How the turns were told."""

    @cached_property
    def id(self) -> str:
        """Derived from name and text."""
        return stable_id("witness", self.name, self.text.id)


class Dropped(Record):
    """Words of the primary source that a page leaves out between words it quotes."""

    span: Span
    """Addresses the primary source."""
    at: int
    """Offset in the page's text where they are missing."""
    where: Literal["inside the run", "before the run"]
    mark: str = ""
    """The sign by which the page shows it ("…", "[and]"); empty: no mark."""
    sentences: int = 0
    """Whole sentences among them."""


class QuoteCheck(Record):
    """One run of words in marks, set against the primary sources."""

    article: str
    field: Literal["body", "headline", "standfirst"] = "body"
    span: Span
    """Marks included; addresses the page's body, or the headline's own text."""
    quotation: str | None = None
    """Id of the quotation whose run it is; None for words in marks that are nobody's speech."""
    witness: str | None = None
    """Id of the primary source that has the words or the nearest; None when none has."""
    standing: Literal[
        "verbatim", "tidied", "cut", "altered", "cannot tell", "not found in this text",
    ]  # fmt: skip
    places: tuple[Span, ...] = ()
    """Where the primary source has the words, piece by piece in the page's order."""
    also: tuple[Span, ...] = ()
    """Other places that have the very same words."""
    dropped: tuple[Dropped, ...] = ()
    inserted: tuple[Span, ...] = ()
    """Words the page puts in brackets: its own, and no alteration."""
    diff: tuple[tuple[Literal["same", "page", "source"], str], ...] = ()
    """Word by word where the words differ: in both, in the page only, in the source only."""
    turn: int | None = None
    """Number of the turn that has the words, from 0."""
    said_by: str | None = None
    """Whose words they are in the primary source."""
    credited: str | None = None
    """Whom the page credits with them."""
    credit: Literal["same", "another", "unknown"] = "unknown"
    nearest: Span | None = None
    """The nearest passage, when the words themselves were not found."""
    because: str = ""


class Retold(Record):
    """The passage of a primary source that is plainly near to an indirect report: no verdict."""

    article: str
    quotation: str
    span: Span
    witness: str
    nearest: Span
    turn: int
    because: str


class Primary(Record):
    """The pages' quotations against the primary sources that were given."""

    witnesses: tuple[Witness, ...]
    checks: tuple[QuoteCheck, ...] = ()
    """One record for each run of words in marks."""
    retold: tuple[Retold, ...] = ()
