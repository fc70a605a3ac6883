"""What a person decided of two passages: dated, with a name, and open to withdrawal."""

from functools import cached_property
from typing import Literal

from crosswire.records.base import Record, stable_id
from crosswire.records.span import Span

Decision = Literal["same", "partly", "different", "conflict"]
"""One statement; one in part; two statements; one fact told in ways that cannot both be so."""


class Side(Record):
    """One of the two passages, known by its text's hash, its place and its words."""

    article: str
    outlet: str
    span: Span


class Judgement(Record):
    """A person's decision on two passages of two articles."""

    story: str
    a: Side
    b: Side
    decision: Decision
    hard: bool = False
    """Of a conflict: no second look settles it."""
    because: str = ""
    made_by: str
    made_at: str
    """When, ISO 8601 with its zone."""
    withdrawn_by: str | None = None
    withdrawn_at: str | None = None

    @cached_property
    def id(self) -> str:
        """Derived from the passages, the person and the time."""
        return stable_id("judgement", *sorted(self.pair), self.decision, self.made_by, self.made_at)

    @property
    def pair(self) -> frozenset[str]:
        """Equal for judgements on the same two passages."""
        return frozenset(place(side.span) for side in (self.a, self.b))

    @property
    def words(self) -> str:
        """For people: "judged the same by Ana Ruiz on 2031-05-08"."""
        said = {
            "same": "the same", "partly": "the same in part", "different": "two statements",
            "conflict": "a hard conflict" if self.hard else "a tension",
        }[self.decision]  # fmt: skip
        return f"judged {said} by {self.made_by} on {self.made_at[:10]}"


def place(span: Span) -> str:
    """A passage as content knows it: its text's hash, and where it stands there."""
    return f"{span.text}:{span.start}:{span.end}"
