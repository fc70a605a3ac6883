"""Where pages come from when they are watched: sources, and what they name."""

from typing import Literal

from crosswire.records.base import Record

SourceKind = Literal["feed", "sitemap", "opml", "page", "site"]
"""What a source is: a feed (RSS, Atom, RDF, JSON Feed), a sitemap, a list of feeds, one page, or a
site whose pages name its feeds."""
SourceState = Literal["active", "paused", "gone"]
"""``gone``: its server said that it is no more (410)."""


class FeedItem(Record):
    """What a feed or sitemap says of one page; ``published`` is what the feed says, no more."""

    url: str | None = None
    """The page's address, whole; None: the item names none."""
    title: str = ""
    published: str | None = None
    """ISO 8601: an instant with its zone, or a day where the feed gives no zone."""
    summary: str = ""
    content: str = ""
    """``title``, ``summary`` and ``content`` are words, their markup taken off."""
    guid: str | None = None
    """The feed's own id of the item."""


class SourceLink(Record):
    """An address at which a list, a sitemap of sitemaps or a page says that a source is."""

    url: str
    title: str = ""
    kind: SourceKind = "feed"


class Feed(Record):
    """What a feed, sitemap or list said when it was read."""

    kind: SourceKind
    title: str = ""
    items: tuple[FeedItem, ...] = ()
    """The newest first; those without a date last, in their own order."""
    sources: tuple[SourceLink, ...] = ()
    """Of a list, or a sitemap of sitemaps."""
    every_seconds: int | None = None
    """How often it asks to be read; None: it does not say."""
    left_out: int = 0
    """Items beyond the bound, the oldest."""
    notes: tuple[str, ...] = ()
    """What was wrong with it, though it could be read."""


class Source(Record):
    """What is watched, and how it fares. Times are UTC, ISO 8601; None: it never happened."""

    url: str
    kind: SourceKind
    title: str = ""
    state: SourceState = "active"
    every_seconds: int
    added_at: str
    tried_at: str | None = None
    succeeded_at: str | None = None
    """When it last answered as it should."""
    changed_at: str | None = None
    """When anything new last came of it."""
    newest_item_at: str | None = None
    """The date of its newest item, as it says."""
    failures: int = 0
    """How often it failed in a row."""
    kind_of_failure: str | None = None
    because: str = ""
    """Why: of the last failure, or of its being paused or gone."""
    etag: str | None = None
    last_modified: str | None = None
    next_at: str | None = None
    """When it is asked next; None: it is not."""


class SourceLine(Record):
    """A source as ``crosswire feeds`` lists it."""

    source: Source
    kept: int
    """Pages that it named first and that are kept."""
    waiting: int
    refused: int
    """Pages that it named first and that could not be used, or are gone."""
    silent_seconds: int | None = None
    """Since anything new came of it; None: nothing ever came, or it is not asked any more."""
    usual_seconds: int | None = None
    """The middle one of the gaps between the times at which anything new came; None: too few."""
    longest_seconds: int | None = None
    """The longest of those gaps."""

    @property
    def quiet(self) -> bool:
        """Silent for longer than ever since it is watched."""
        silent, longest = self.silent_seconds, self.longest_seconds
        return silent is not None and longest is not None and silent > longest
