"""What people write beside the evidence: never mixed with it, versioned, withdrawn and never erased."""

from typing import Literal, Self

from pydantic import model_validator

from crosswire.records.base import Record

Mark = Literal["verified", "doubtful", "wrong", "asked"]
"""What a person says of what they marked. ``asked``: somebody was asked, the answer is awaited."""
AboutKind = Literal["story", "point", "span", "article"]


class About(Record):
    """What a note is about. The words of a span are not kept here: they stand in the text."""

    kind: AboutKind
    id: str
    """Of the story, the point or the article; of a span its place, ``text:start:end``."""
    story: str | None = None
    """The story it was written in."""
    article: str | None = None
    revision: str | None = None
    text: str | None = None
    start: int | None = None
    end: int | None = None
    """Of a span its place; of a point that of its wording when the note was written."""
    erased: bool = False
    """The article's words were erased since."""

    @classmethod
    def span(
        cls, text: str, start: int, end: int, *, story: str | None = None,
        article: str | None = None, revision: str | None = None,
    ) -> Self:  # fmt: skip
        """The place ``start`` to ``end`` of a text."""
        return cls(
            kind="span", id=f"{text}:{start}:{end}", story=story, article=article,
            revision=revision, text=text, start=start, end=end,
        )  # fmt: skip

    @model_validator(mode="after")
    def _whole(self) -> Self:
        place = (self.text, self.start, self.end)
        if any(part is None for part in place) and any(part is not None for part in place):
            raise ValueError("a place needs its text, start and end, all three")
        if self.start is not None and self.end is not None and not 0 <= self.start < self.end:
            raise ValueError(f"a place needs 0 <= start < end, got {self.start}:{self.end}")
        if self.kind == "span" and self.text is None and not self.erased:
            raise ValueError("a span needs its text, start and end")
        if not self.id:
            raise ValueError(f"a note about a {self.kind} needs its id")
        return self


class Note(Record):
    """One edition of a note: a person's own words, a mark, or both."""

    id: str
    """The same over all editions."""
    edition: int = 1
    about: About
    mark: Mark | None = None
    words: str = ""
    by: str
    """The name of who wrote it."""
    made_at: str
    """When its first edition was written."""
    at: str
    """When this edition was."""
    answers: str | None = None
    """The id of the note it replies to."""
    withdrawn_by: str | None = None
    withdrawn_at: str | None = None
    """It stays to be read, and its mark counts no more."""


class Standing(Record):
    """What one person says of one thing now: their newest mark that is not withdrawn."""

    about: About
    mark: Mark
    by: str
    at: str
    note: str
    """The id of the note that says so."""
