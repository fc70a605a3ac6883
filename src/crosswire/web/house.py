"""What every page has at hand: the desk, who may come in, and what is kept ready in memory."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from crosswire.desk.desk import Desk
from crosswire.desk.glancing import Glances
from crosswire.web.kept import Kept
from crosswire.web.lately import Lately
from crosswire.web.shelf import Shelf
from crosswire.web.streams import Streams

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True)
class Rules:
    """How the desk is served."""

    hosts: frozenset[str] = frozenset(LOOPBACK)
    """Names under which it may be asked for; others are refused, so that no foreign name can be
    pointed at it."""
    sign_in: bool = False
    """Whether people sign in; without it whoever reaches the loopback address is the desk."""
    public_url: str | None = None
    """Where readers find it, when something stands before it."""

    @property
    def secure(self) -> bool:
        """Whether readers come by TLS."""
        return self.public_url is not None and urlsplit(self.public_url).scheme == "https"


@dataclass(frozen=True)
class House:
    """One desk that is served."""

    open_desk: Callable[[str | None], Desk]
    """The desk as of a time; None: as it is now."""
    rules: Rules = field(default_factory=Rules)
    shelf: Shelf = field(default_factory=lambda: Shelf(megabytes=128))
    kept: Kept = field(default_factory=lambda: Kept(most=12))
    """Views that took long to make."""
    pages: Kept = field(default_factory=lambda: Kept(most=600))
    """Stories as the store has them, by their edition."""
    glances: Glances = field(default_factory=Glances)
    """Stories as lists show them."""
    lately: Lately = field(default_factory=Lately)
    """Answers that may be some seconds old."""
    streams: Streams = field(default_factory=Streams)
    """Open pages that are told of progress."""
    taking: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(2))
    """Files to take away that are made at once: each is in memory whole."""
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    """Of this process: signs the forms of a desk without sign-in."""

    @property
    def desk(self) -> Desk:
        """The desk as it is now."""
        return self.open_desk(None)


def house(request: Request) -> House:
    """The house that answers."""
    found: House = request.app.state.house
    return found


Here = Annotated[House, Depends(house)]
"""For a page's function: ``here: Here``."""
