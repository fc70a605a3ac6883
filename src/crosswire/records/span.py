"""Text that never changes, and exact places in it."""

from functools import cached_property
from typing import Self

from pydantic import model_validator

from crosswire.errors import SpanMismatch
from crosswire.records.base import Record, stable_id


class Text(Record):
    """An immutable text, known by the hash of its content."""

    content: str

    @classmethod
    def of(cls, content: str) -> Self:
        """The text with this content."""
        return cls(content=content)

    @cached_property
    def id(self) -> str:
        """``text-`` and 20 hexadecimal digits, from content alone."""
        return stable_id("text", self.content)

    def __len__(self) -> int:
        return len(self.content)


class Span(Record):
    """A half-open run of code points ``[start, end)`` in one text, with the words it reads.

    Raises ``ValueError`` when the offsets are not a run of ``len(exact)`` code points.
    """

    text: str
    start: int
    end: int
    exact: str

    @classmethod
    def of(cls, text: Text, start: int, end: int) -> Self:
        """The span of ``text`` from ``start`` to ``end`` (code points, end exclusive)."""
        if not 0 <= start < end <= len(text):
            raise ValueError(
                f"a span needs 0 <= start < end <= {len(text)}, got {start}:{end} in {text.id}"
            )
        return cls(text=text.id, start=start, end=end, exact=text.content[start:end])

    @model_validator(mode="after")
    def _covers_its_words(self) -> Self:
        if self.start < 0 or self.end - self.start != len(self.exact) or not self.exact:
            raise ValueError(
                f"span {self.start}:{self.end} cannot hold {len(self.exact)} code points"
            )
        return self

    def check(self, text: Text) -> None:
        """Re-read the span; raises ``SpanMismatch`` when ``text`` says something else there."""
        found = text.content[self.start : self.end]
        if text.id != self.text or found != self.exact:
            raise SpanMismatch(
                f"span {self.start}:{self.end} of {self.text} recorded {self.exact[:80]!r}, "
                f"{text.id} reads {found[:80]!r} there"
            )

    def contains(self, other: "Span") -> bool:
        """True when ``other`` lies inside this span of the same text."""
        return self.text == other.text and self.start <= other.start and other.end <= self.end

    def overlap(self, other: "Span") -> int:
        """How many code points the two spans share."""
        if self.text != other.text:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))
