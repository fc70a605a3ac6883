"""What people follow at a desk and what they are told of it: ``Alerts``, for the command line and the web.

alerts = Alerts.of(desk)
made = alerts.follow(Subject(kind="story", id="story-…"), by="you", channels=(Channel(kind="feed"),))
alerts.turn(desk)                       # find what is new and send what is due, once
alerts.page("you", unread=True)
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Self

from crosswire.records.follow import (
    AlertFeed,
    AlertPage,
    Channel,
    Delivery,
    Follow,
    Followed,
    FollowLine,
    Rule,
    Subject,
    Turned,
)

if TYPE_CHECKING:
    from crosswire.desk.desk import Desk


class Alerts:
    """Follows, alerts and deliveries of one desk."""

    @classmethod
    def of(cls, desk: "Desk") -> Self:
        """The alerts of a desk."""
        raise NotImplementedError

    def follow(
        self,
        about: Subject,
        *,
        by: str,
        name: str = "",
        rules: Iterable[Rule] = (),
        channels: Sequence[Channel] = (),
    ) -> Followed:
        """Follow a story, an entity, an outlet (each by any handle) or a saved search.

        Without rules, those usual for its kind. What is there already is not told; following the
        same thing again changes name, rules and channels of the follow that is there. Raises
        ``ConfigError``.
        """
        raise NotImplementedError

    def follows(self, by: str | None = None) -> list[FollowLine]:
        """What a person follows (None: everybody), the newest first."""
        raise NotImplementedError

    def change(
        self,
        follow: str,
        *,
        by: str | None = None,
        name: str | None = None,
        rules: Iterable[Rule] | None = None,
        channels: Sequence[Channel] | None = None,
        paused: bool | None = None,
    ) -> Followed:
        """Change a follow, by its id or the beginning of it; ``by``: only of this person's. What is
        None stays. Resumed, it tells what comes from now on."""
        raise NotImplementedError

    def drop(self, follow: str, *, by: str | None = None) -> Follow:
        """End a follow; its alerts go with it, and what was not delivered is not."""
        raise NotImplementedError

    def page(
        self,
        by: str | None = None,
        *,
        follow: str | None = None,
        unread: bool = False,
        limit: int = 50,
        cursor: str | None = None,
    ) -> AlertPage:
        """Alerts of a person, newest first."""
        raise NotImplementedError

    def unread(self, by: str) -> int:
        """How many alerts a person has not read."""
        raise NotImplementedError

    def read(self, by: str, alerts: Iterable[str] | None = None) -> int:
        """Mark these alerts (None: all) as read; how many were not."""
        raise NotImplementedError

    def feed_key(self, by: str, follow: str | None = None) -> str:
        """The key of the feed of a follow (None: of all that a person follows), made where there is
        none. Whoever knows it reads the feed."""
        raise NotImplementedError

    def renew_key(self, by: str, follow: str | None = None) -> str:
        """Another key in place of the one there was, which opens nothing any more."""
        raise NotImplementedError

    def feed(self, key: str, *, limit: int = 50) -> AlertFeed | None:
        """What a feed key opens; None: no such key. ``report.feed`` makes Atom and JSON Feed of it."""
        raise NotImplementedError

    def deliveries(
        self, by: str | None = None, *, follow: str | None = None, limit: int = 50
    ) -> list[Delivery]:
        """What was sent or is to be, newest first."""
        raise NotImplementedError

    def turn(self, desk: "Desk") -> Turned:
        """Find what is new and send what is due, once. What cannot be sent now stays due."""
        raise NotImplementedError
