"""What a page says of its own words: that they were wrong, or are taken back."""

from typing import Literal

from crosswire.records.base import Record
from crosswire.records.span import Span

NoticeKind = Literal["correction", "clarification", "retraction", "kill", "update"]
"""A kill is a wire's: nobody is to use the story. An update takes nothing back by itself."""


class Notice(Record):
    """Words in which an article corrects, clarifies, withdraws or updates itself."""

    kind: NoticeKind
    span: Span
    """The notice, in the text that prints it."""
    because: str
    """What shows it, and what it withdraws or why that is not known."""
    withdraws: tuple[Span, ...] = ()
    """The words it takes back, in the earlier text of the article; empty: in none that is kept."""


class Withdrawn(Record):
    """That an article took back what a passage tells, by its own notice."""

    article: str
    """The article that took it back; not the one the passage stands in, as a rule."""
    outlet: str
    kind: NoticeKind
    notice: Span
    words: Span | None = None
    """What it took back, in its earlier text; None: all that it told, or it is not known."""
    carriers: tuple[str, ...] = ()
    """Outlets whose telling of the point still has it."""
    at: str | None = None
    """When we first saw the notice; None: the pages come from no store."""
