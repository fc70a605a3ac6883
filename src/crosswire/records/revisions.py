"""The texts an article has had, and what changed from each to the next."""

from typing import Literal

from crosswire.records.base import Record
from crosswire.records.notice import Notice
from crosswire.records.span import Span


class WordChange(Record):
    """Words that differ between a revision and the one before: put in, taken out, or replaced."""

    removed: Span | None = None
    """In the text of the revision before."""
    added: Span | None = None
    """In the text of this revision."""


class RevisionLine(Record):
    """One revision of an article, and what changed since the one before."""

    id: str
    article: str
    number: int
    """1 is the earliest that we saw."""
    current: bool
    seen_at: str
    published: str | None = None
    headline: Span | None = None
    words: int
    completeness: Literal["complete", "cut", "unknown"]
    erased: bool = False
    """Its words were erased on demand, or for their age: what changed is not known any more."""
    gone: str | None = None
    """Of the current one: that the address holds the article no more, and what shows it."""
    posts: int = 0
    """Posts of a live blog, which grows without notices; 0: it is none."""
    headline_changes: tuple[WordChange, ...] = ()
    changes: tuple[WordChange, ...] = ()
    words_added: int = 0
    words_removed: int = 0
    statements: tuple[WordChange, ...] = ()
    """Sentences that are new, gone or worded otherwise, whole; not those of a notice."""
    quotations: tuple[WordChange, ...] = ()
    """Words in marks that are new, gone or others, whole."""
    figures: tuple[WordChange, ...] = ()
    """Figures that are others, in sentences that stand in both texts."""
    notices: tuple[Notice, ...] = ()
    """What the page says of the change, with the earlier words that it takes back."""
    repeated: tuple[Notice, ...] = ()
    """Notices that the revision before printed already: they speak of an earlier change."""

    @property
    def changed(self) -> bool:
        """Another text, or another headline, than the revision before."""
        return bool(self.changes or self.headline_changes)

    @property
    def silent(self) -> bool:
        """Changed, and no notice of it was found on this page, where one was to be looked for: a live
        blog grows by posts."""
        return self.changed and not self.notices and not self.posts


class NoticeLine(Record):
    """A notice of a kept article: what it says of its own words, and since when we know."""

    article: str
    outlet: str | None
    revision: str
    """The first of its revisions that prints it."""
    seen_at: str
    current: bool
    """The article's text now is that revision."""
    notice: Notice
