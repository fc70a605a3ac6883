"""What people follow at a desk and what they are told of it: ``Alerts``, for the command line and the web.

alerts = Alerts.of(desk)
made = alerts.follow(Subject(kind="story", id="story-…"), by="you")
alerts.turn(desk)                       # find what is new and send what is due, once
alerts.page("you", unread=True)
"""

from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from crosswire.desk import finding
from crosswire.desk.comparing import members_of
from crosswire.desk.delivering import NO_MAIL, Delivering, Ways
from crosswire.desk.handles import story_meant
from crosswire.errors import AccessError, ConfigError, FetchError
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
from crosswire.stages.alert import Shown, shown
from crosswire.store import alerts, deliveries, follow_stories, follows
from crosswire.store.base import Reader, Store
from crosswire.store.order import as_text
from crosswire.store.search import search
from crosswire.store.search_bounds import entity_id, outlet_ids

if TYPE_CHECKING:
    from crosswire.config import Settings
    from crosswire.desk.desk import Desk

_PAGE = Channel(kind="page")
_LONGEST_NAME = 200
MOST = 500
"""Alerts on one page or in one feed, at most."""
MOST_FOLLOWS = 500
"""Of one person: each is asked anew whenever something came."""
MOST_TESTS, TEST_WITHIN = 10, timedelta(minutes=10)


class Alerts:
    """Follows, alerts and deliveries of one desk."""

    def __init__(self, store: Store, settings: "Settings", ways: Ways) -> None:
        self._store = store
        self._settings = settings
        self._ways = ways

    @classmethod
    def of(cls, desk: "Desk", home: str | None = None) -> Self:
        """The alerts of a desk; ``home``: the address of its pages, for links in mail."""
        settings = desk.project.settings
        return cls(desk.store, settings, Ways.of(settings, home))

    # ---- what is followed ----------------------------------------------------------------------

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
        ways = self._checked(channels)
        with self._store.read() as reader:
            meant = _meant(reader, about)
            id_ = follows.follow_id(by, meant)
            known = follows.one(reader.connection, id_)
        called = " ".join((name or (known.name if known else "") or _usual_name(about)).split())
        made = Follow(
            id=id_, by=by, about=meant, name=called[:_LONGEST_NAME],
            rules=_in_order(rules) or meant.usual_rules, channels=ways,
            made_at=known.made_at if known else as_text(self._ways.clock()),
        )  # fmt: skip
        return self._put(made, known)

    def _put(self, made: Follow, known: Follow | None) -> Followed:
        """Keep a follow; one that is new, or was paused, begins now."""
        if known is None and len(self.follows(made.by)) >= MOST_FOLLOWS:
            raise ConfigError(
                f"at most {MOST_FOLLOWS} follows of one person were wanted; drop some"
            )
        begins = known is None or (known.paused and not made.paused)
        there: list[tuple[Rule, str]] = []
        if begins:
            # What runs brought until now is told to whom it concerns; what is left is little.
            finding.look(self._store, as_text(self._ways.clock()))
            with self._store.read() as reader:
                there = finding.there(reader, made)
        with self._store.aside() as aside:
            follows.put(aside, made)
            if begins:
                follow_stories.forget(aside, made.id)
                follows.mark(aside, made.id, there)
            hooks = any(one.kind == "webhook" for one in made.channels)
            unsigned = hooks and follows.secret_of(aside.connection, made.id) is None
            secret = follows.secret(aside, made.id) if unsigned else None
            if known is not None:
                held = {one.target for one in made.channels}
                gone = [one.target for one in known.channels if one.target not in held]
                deliveries.withdraw(aside, made.id, gone, as_text(self._ways.clock()))
        return Followed(follow=made, secret=secret)

    def follows(self, by: str | None = None) -> list[FollowLine]:
        """What a person follows (None: everybody), the newest first."""
        with self._store.read() as reader:
            return follows.lines(reader.connection, by)

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
        """Change a follow, by its id, the beginning of it or its name; ``by``: only of this person's.
        What is None stays. Resumed, it tells what comes from now on."""
        known = self._known(follow, by)
        values: dict[str, object] = {}
        if name is not None and name.strip():
            values["name"] = " ".join(name.split())[:_LONGEST_NAME]
        if rules is not None:
            values["rules"] = _in_order(rules) or known.about.usual_rules
        if channels is not None:
            values["channels"] = self._checked(channels)
        if paused is not None:
            values["paused"] = paused
        return self._put(known.model_copy(update=values), known)

    def new_secret(self, follow: str, *, by: str | None = None) -> Followed:
        """Sign the webhooks of a follow with another secret from now on."""
        known = self._known(follow, by)
        with self._store.aside() as aside:
            return Followed(follow=known, secret=follows.secret(aside, known.id))

    def drop(self, follow: str, *, by: str | None = None) -> Follow:
        """End a follow; its alerts go with it, and what was not delivered is not."""
        known = self._known(follow, by)
        with self._store.aside() as aside:
            follows.drop(aside, known.id)
        return known

    def _known(self, handle: str, by: str | None) -> Follow:
        with self._store.read() as reader:
            return follows.meant(reader.connection, handle, by)

    def _checked(self, channels: Sequence[Channel]) -> tuple[Channel, ...]:
        """Channels whose addresses are addresses, each once; the open page has every alert."""
        found = {_PAGE: None}
        for one in channels:
            found[self._checked_channel(one)] = None
        return tuple(found)

    def _checked_channel(self, one: Channel) -> Channel:
        if one.kind == "mail":
            from crosswire.net.mail import mail_address

            if self._settings.smtp_host is None:
                raise ConfigError(NO_MAIL)
            return Channel(kind="mail", target=mail_address(one.target))
        if one.kind == "webhook":
            from crosswire.net.post import checked_webhook

            try:
                return Channel(kind="webhook", target=checked_webhook(one.target))
            except FetchError as fault:
                raise ConfigError(f"the webhook cannot be used: {fault}") from fault
        return Channel(kind=one.kind)

    # ---- what was found ------------------------------------------------------------------------

    def page(
        self,
        by: str | None = None,
        *,
        follow: str | None = None,
        unread: bool = False,
        limit: int = 50,
        cursor: str | None = None,
    ) -> AlertPage:
        """Alerts of a person (None: of everybody), newest first."""
        if not 0 < limit <= MOST:
            raise ConfigError(f"a page holds 1 to {MOST} alerts, got a limit of {limit}")
        with self._store.read() as reader:
            held = reader.connection
            chosen = None if follow is None else follows.meant(held, follow, by).id
            return alerts.page(held, by, follow=chosen, unread=unread, limit=limit, cursor=cursor)

    def unread(self, by: str) -> int:
        """How many alerts a person has not read."""
        with self._store.read() as reader:
            return alerts.count_unread(reader.connection, by)

    def read(self, by: str, ids: Iterable[str] | None = None) -> int:
        """Mark these alerts (None: all) as read; how many were not."""
        with self._store.aside() as aside:
            return alerts.read(aside, by, ids, as_text(self._ways.clock()))

    def feed_key(self, by: str, follow: str | None = None) -> str:
        """The key of the feed of a follow (None: of all that a person follows), made where there is
        none. Whoever knows it reads the feed."""
        return self._key(by, follow, renew=False)

    def renew_key(self, by: str, follow: str | None = None) -> str:
        """Another key in place of the one there was, which opens nothing any more."""
        return self._key(by, follow, renew=True)

    def _key(self, by: str, follow: str | None, *, renew: bool) -> str:
        chosen = None if follow is None else self._known(follow, by).id
        with self._store.aside() as aside:
            return follows.feed_key(aside, by, chosen, renew=renew)

    def feed(self, key: str, *, limit: int = 50) -> AlertFeed | None:
        """What a feed key opens; None: no such key. ``report.feed`` makes Atom and JSON Feed of it."""
        with self._store.read() as reader:
            opened = follows.opened_by(reader, key)
            if opened is None:
                return None
            held = reader.connection
            follow = None if opened.follow is None else follows.one(held, opened.follow)
            found = alerts.page(held, opened.by, follow=opened.follow, limit=min(limit, MOST))
        return AlertFeed(key=key, by=opened.by, follow=follow, alerts=found.alerts)

    def deliveries(
        self, by: str | None = None, *, follow: str | None = None, limit: int = 50
    ) -> list[Delivery]:
        """What was sent or is to be, newest first."""
        with self._store.read() as reader:
            held = reader.connection
            chosen = None if follow is None else follows.meant(held, follow, by).id
            return deliveries.get(held, by=by, follow=chosen, limit=limit)

    def test(self, follow: str, *, by: str | None = None) -> list[Delivery]:
        """Send something without an alert to each address of a follow, to see whether it arrives.
        Raises ``ConfigError`` where it names none."""
        known = self._known(follow, by)
        at = self._ways.clock()
        with self._store.aside() as aside:
            # Addresses are whatever a reader writes: nobody is to be sent mail after mail by us.
            asked = deliveries.tests_since(aside.connection, known.by, as_text(at - TEST_WITHIN))
            if asked >= MOST_TESTS:
                raise AccessError(
                    f"at most {MOST_TESTS} tests in {TEST_WITHIN.seconds // 60} minutes were wanted",
                    kind="wait",
                    retry_after=TEST_WITHIN.total_seconds(),
                )
            put = deliveries.put_test(aside, known, as_text(at))
        if not put:
            raise ConfigError(f"{known.name!r} names no mail address and no webhook to be tested")
        return [one for one in self.deliveries(by, follow=known.id) if one.id in put]

    # ---- finding and telling -------------------------------------------------------------------

    def turn(self, desk: "Desk") -> Turned:
        """Find what is new and send what is due, once. What cannot be sent now stays due."""
        found = self.find(desk)
        sent = self.deliver()
        notes = (*found.notes, *sent.notes)
        return sent.model_copy(
            update={
                "found": found.found, "compared": found.compared, "notes": notes,
                "waiting_stories": found.waiting_stories,
            }
        )  # fmt: skip

    def find(self, desk: "Desk") -> Turned:
        """Find what is new, and send nothing."""
        at = as_text(self._ways.clock())
        looked = finding.look(self._store, at)
        done = finding.compare(self._store, lambda story, since: _shown(desk, story, since), at)
        with self._store.read() as reader:
            left = follow_stories.waiting(reader.connection)
        return Turned(
            found=looked.found + done.found,
            compared=done.compared,
            waiting_stories=left,
            notes=(*looked.notes, *done.notes),
        )

    def deliver(self) -> Turned:
        """Send what is due, and look for nothing."""
        with closing(Delivering(self._store, self._ways)) as delivering:
            sent = delivering.all_due()
        with self._store.read() as reader:
            waiting = deliveries.waiting(reader.connection)
        self._let_go()
        return Turned(
            delivered=sent.delivered,
            retried=sent.retried,
            failed=sent.failed,
            waiting=waiting,
            notes=tuple(sent.notes),
        )

    def _let_go(self) -> None:
        """Of what was found longer ago than the settings keep it, and is delivered."""
        days = self._settings.keep_alerts_days
        if days is None:
            return
        before = as_text(self._ways.clock() - timedelta(days=days))
        with self._store.read() as reader:
            old = alerts.older(reader.connection, before)
        if old:
            with self._store.aside() as aside:
                alerts.let_go(aside, old)


def _shown(desk: "Desk", story: str, since: str | None) -> Shown | None:
    """What the comparison of a story shows, now or as of then. Of a story that was not there then,
    nothing; None: it could not be compared."""
    from crosswire.desk.desk import Desk as AsOf

    asked = desk if since is None else AsOf(desk.project, desk.store, as_of=since)
    try:
        made = asked.compare(story).comparison
        if made is None:
            return None
        with desk.store.read(as_of=since) as reader:
            names = members_of(reader, story).names
    except ConfigError:
        return Shown()
    return shown(made, {name: article for article, name in names.items()})


def _meant(reader: Reader, about: Subject) -> Subject:
    """What is followed, by the id that the store has for it; raises ``ConfigError``."""
    if about.query is not None:
        query = about.query
        if query.story is not None:
            query = query.model_copy(update={"story": story_meant(reader, query.story)})
        asked = query.model_copy(update={"cursor": None, "order": "newest", "limit": 20})
        search(reader, asked)  # says now what is wrong with it
        return Subject(kind="search", query=asked)
    if about.kind == "story":
        return Subject(kind="story", id=story_meant(reader, about.id))
    if about.kind == "entity":
        return Subject(kind="entity", id=entity_id(reader.connection, about.id))
    found = outlet_ids(reader.connection, about.id)
    if len(found) > 1:
        raise ConfigError(
            f"{len(found)} outlets are called {about.id!r}: {', '.join(found[:5])}; give the id"
        )
    return Subject(kind="outlet", id=found[0])


def _usual_name(about: Subject) -> str:
    """What the person wrote for it."""
    if about.query is None:
        return about.id
    said = about.query.model_dump(exclude_defaults=True, exclude={"limit", "order", "cursor"})
    return ", ".join(str(value) for value in said.values()) or "everything"


def _in_order(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    asked = {*rules}
    return tuple(rule for rule in Rule if rule in asked)
