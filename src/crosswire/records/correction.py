"""What articles say of their own words, and who else still has what they took back."""

from crosswire.records.base import Record
from crosswire.records.notice import NoticeKind
from crosswire.records.span import Span
from crosswire.records.statement import Statement


class StillCarries(Record):
    """Another article whose text still has what its origin, or another, took back.

    That is all it says. Whether it is so after all is not known from it.
    """

    statement: Statement
    relies: str = ""
    """What shows that it has it from the article that took it back; empty: nothing does."""
    seen: str | None = None
    """When its text was last seen; None: the pages come from no store."""


class Correction(Record):
    """An article that says of itself that it was wrong, or is withdrawn. It is no telling of what it
    takes back."""

    article: str
    span: Span
    """The sentences that say so, and what they say holds."""
    kind: NoticeKind
    because: str
    told: tuple[Statement, ...] = ()
    """Passages of other articles that have the very figure or name that is taken back, or tell what a
    withdrawn text told."""
    withdraws: tuple[Span, ...] = ()
    """The words it takes back, in the article's earlier text; empty: none is kept, or none is
    named."""
    seen: str | None = None
    """When we first saw the notice; None: the pages come from no store."""
    by: str = ""
    """The outlet that prints the notice as an article of its own; empty: the article itself does."""
    carried: tuple[StillCarries, ...] = ()
    """The same passages, with what shows where they have it from, those that rely on it first."""

    @property
    def whole(self) -> bool:
        """It takes back all that the article told."""
        return self.kind in ("retraction", "kill")
