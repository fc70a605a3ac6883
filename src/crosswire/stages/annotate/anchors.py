"""The day that words of time are read against: the page's, or the post's in a live blog."""

from datetime import date
from typing import NamedTuple

from crosswire.records.article import Found, Revision


class Anchors(NamedTuple):
    """The day of the page, and the days of its posts: (start, end, day)."""

    day: date | None
    posts: tuple[tuple[int, int, date], ...] = ()

    def at(self, offset: int) -> date | None:
        """The day to read a time against that begins at ``offset``."""
        return next((day for s, e, day in self.posts if s <= offset < e), self.day)

    def posted(self, offset: int) -> bool:
        """``offset`` lies in a post with a day of its own."""
        return any(s <= offset < e for s, e, _ in self.posts)


def anchor_of(revision: Revision) -> date | None:
    """The day the page says it was published."""
    return _day(revision.published)


def anchors_of(revision: Revision, day: date | None = None) -> Anchors:
    """The day of the page, or ``day`` in its place where that was inferred, and those of posts."""
    posts = tuple(
        (post.span.start, post.span.end, posted)
        for post in revision.posts
        if (posted := _day(post.published)) is not None
    )
    return Anchors(day or anchor_of(revision), posts)


def _day(found: Found | None) -> date | None:
    try:
        return date.fromisoformat(found.value[:10]) if found else None
    except ValueError:
        return None
