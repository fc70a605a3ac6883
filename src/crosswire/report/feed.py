"""Alerts as Atom (RFC 4287) and JSON Feed 1.1, and as the words of a mail."""

from typing import NamedTuple

from crosswire.records.follow import AlertFeed


class Addresses(NamedTuple):
    """Where a feed and its desk lie, as far as that is known."""

    itself: str | None = None
    """The feed's own address."""
    home: str | None = None
    """The desk's, without a slash at its end: pages are ``{home}/stories/{id}``."""


NOWHERE = Addresses()


def atom(feed: AlertFeed, at: Addresses = NOWHERE) -> bytes:
    """A valid Atom feed with stable tag: ids. Serve as ``application/atom+xml``."""
    raise NotImplementedError


def json_feed(feed: AlertFeed, at: Addresses = NOWHERE) -> bytes:
    """A valid JSON Feed 1.1. Serve as ``application/feed+json``."""
    raise NotImplementedError
