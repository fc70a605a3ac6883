"""Outlets as lists show them."""

from crosswire.records.base import Record


class OutletLine(Record):
    """An outlet, and what is kept of it. Nothing here ranks it."""

    id: str
    name: str
    domain: str | None = None
    articles: int
    since: str
    """When we first saw an article of it."""
    newest: str | None = None
    """The date of its newest article, as its page states it."""
    newest_seen: str
    """When we first saw that article."""


class OutletLines(Record):
    """Outlets by name, and how to ask for more."""

    outlets: tuple[OutletLine, ...]
    next: str | None = None


class OutletName(Record):
    """A name and a host under which articles of an outlet came, and why they count as its."""

    name: str | None
    """As the pages state it; None: they state none."""
    domain: str | None
    """The host of their addresses; None: they have none."""
    articles: int
    because: str
