"""Follows as the store keeps them, and the keys that open their feeds."""

import secrets
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, func, select, update

from crosswire.errors import ConfigError
from crosswire.records.base import stable_id
from crosswire.records.follow import Channel, Follow, FollowLine, Rule, Subject
from crosswire.records.lists import Query
from crosswire.store.answers import Aside
from crosswire.store.base import Reader
from crosswire.store.order import now
from crosswire.store.rows import insert
from crosswire.store.tables import (
    alert_marks,
    alerts,
    deliveries,
    feed_keys,
    follow_stories,
    follows,
)

_SHOWN = 6


class Key(NamedTuple):
    """What a feed key opens."""

    by: str
    follow: str | None
    """None: all that the person follows."""


def follow_id(by: str, about: Subject) -> str:
    """One person follows one thing once."""
    what = about.query.model_dump_json() if about.query else about.id
    return stable_id("follow", by, about.kind, what)


def put(aside: Aside, follow: Follow) -> None:
    """Keep a follow, in place of the one of its id; what its webhooks are signed with stays."""
    query = follow.about.query
    row = {
        "id": follow.id, "made_by": follow.by, "kind": follow.about.kind,
        "about_id": follow.about.id or None, "query": query and query.model_dump(mode="json"),
        "name": follow.name, "rules": [rule.value for rule in follow.rules],
        "channels": [[c.kind, c.target] for c in follow.channels], "secret": None,
        "made_at": follow.made_at, "paused": int(follow.paused),
    }  # fmt: skip
    insert(aside.connection, follows, [row], replace=("name", "rules", "channels", "paused"))


def secret(aside: Aside, follow: str) -> str:
    """Give a follow what its webhooks are signed with; in place of what there was."""
    made = secrets.token_hex(32)
    change = update(follows).where(follows.c.id == follow).values(secret=made)
    aside.connection.execute(change)
    return made


def secret_of(connection: Connection, follow: str) -> str | None:
    """What its webhooks are signed with; None: nothing yet."""
    return connection.execute(select(follows.c.secret).where(follows.c.id == follow)).scalar()


def drop(aside: Aside, follow: str) -> None:
    """Take a follow out, with all that it was told and what waited."""
    for table in (alerts, alert_marks, follow_stories, deliveries):
        aside.connection.execute(delete(table).where(table.c.follow_id == follow))
    aside.connection.execute(delete(feed_keys).where(feed_keys.c.whose == follow))
    aside.connection.execute(delete(follows).where(follows.c.id == follow))


def get(
    connection: Connection, *, by: str | None = None, awake: bool = False, lock: bool = False
) -> list[Follow]:
    """Follows, of one person or of everybody, the newest first; ``awake``: without those that are
    paused. ``lock``: nobody else finds alerts for them until this transaction ends; a file has one
    that writes as it is."""
    ask = select(follows).order_by(follows.c.made_at.desc(), follows.c.id)
    if by is not None:
        ask = ask.where(follows.c.made_by == by)
    if awake:
        ask = ask.where(follows.c.paused == 0)
    if lock:
        # In one order, so that two who lock cannot wait for one another.
        ask = select(follows).where(follows.c.paused == 0).order_by(follows.c.id).with_for_update()
    return [_follow(row) for row in connection.execute(ask)]


def one(connection: Connection, id_: str) -> Follow | None:
    """The follow of this very id; None: there is none."""
    row = connection.execute(select(follows).where(follows.c.id == id_)).first()
    return None if row is None else _follow(row)


def meant(connection: Connection, handle: str, by: str | None) -> Follow:
    """The follow of that id, or whose id begins so, or of that name; raises ``ConfigError``."""
    ask = select(follows).order_by(follows.c.id)
    if by is not None:
        ask = ask.where(follows.c.made_by == by)
    begun = f"follow-{handle.lower().removeprefix('follow-')}"
    ids = ask.where(follows.c.id >= begun, follows.c.id < f"{begun}g")
    named = ask.where(follows.c.name == handle)
    found = [*connection.execute(ids).all()] or [*connection.execute(named).all()]
    if len(found) == 1:
        return _follow(found[0])
    if not found:
        raise ConfigError(f"nothing that is followed is {handle!r}; `crosswire follows` lists it")
    listed = "".join(f"\n  {row.id} {row.name}" for row in found[:_SHOWN])
    raise ConfigError(
        f"one follow was wanted, {handle!r} may be one of these; write more of the id:{listed}"
    )


def lines(connection: Connection, by: str | None = None) -> list[FollowLine]:
    """Follows with what came of them, the newest first."""
    told = {
        row.follow_id: row
        for row in connection.execute(
            select(
                alerts.c.follow_id,
                func.count().label("number"),
                func.count().filter(alerts.c.read_at.is_(None)).label("unread"),
                func.max(alerts.c.at).label("last"),
            ).group_by(alerts.c.follow_id)
        )
    }
    sent = {
        row.follow_id: row
        for row in connection.execute(
            select(
                deliveries.c.follow_id,
                func.count().filter(deliveries.c.state == "waiting").label("waiting"),
                func.count().filter(deliveries.c.state.in_(("failed", "given up"))).label("failed"),
            ).group_by(deliveries.c.follow_id)
        )
    }
    faults = _faults(connection)
    return [
        _line(one, told.get(one.id), sent.get(one.id), faults.get(one.id, ""))
        for one in get(connection, by=by)
    ]


def _faults(connection: Connection) -> dict[str, str]:
    """What kept the newest delivery of each follow that was not taken from being."""
    ask = (
        select(deliveries.c.follow_id, deliveries.c.last_error)
        .where(deliveries.c.last_error != "", deliveries.c.state != "delivered")
        .order_by(deliveries.c.made_at, deliveries.c.id)
    )
    return {row.follow_id: row.last_error for row in connection.execute(ask)}


def _line(one: Follow, told: Row[Any] | None, sent: Row[Any] | None, fault: str) -> FollowLine:
    return FollowLine(
        follow=one,
        alerts=told.number if told else 0,
        unread=told.unread if told else 0,
        waiting=sent.waiting if sent else 0,
        failed=sent.failed if sent else 0,
        last_at=told.last if told else None,
        last_error=fault,
    )


def _follow(row: Row[Any]) -> Follow:
    query = Query.model_validate(row.query) if row.query else None
    return Follow(
        id=row.id,
        by=row.made_by,
        about=Subject(kind=row.kind, id=row.about_id or "", query=query),
        name=row.name,
        rules=tuple(Rule(rule) for rule in row.rules),
        channels=tuple(Channel(kind=kind, target=target) for kind, target in row.channels),
        made_at=row.made_at,
        paused=bool(row.paused),
    )


# ---- what is known already ----------------------------------------------------------------------


def mark(aside: Aside, follow: str, things: Iterable[tuple[Rule, str]]) -> None:
    """These are known, and never told by this follow."""
    rows = [{"follow_id": follow, "rule": r.value, "thing": t} for r, t in dict.fromkeys(things)]
    insert(aside.connection, alert_marks, rows)


# ---- feeds --------------------------------------------------------------------------------------


def feed_key(aside: Aside, by: str, follow: str | None, *, renew: bool = False) -> str:
    """The key of a feed, made where there is none; ``renew``: another in its place."""
    whose = follow or ""
    mine = (feed_keys.c.made_by == by) & (feed_keys.c.whose == whose)
    if renew:
        aside.connection.execute(delete(feed_keys).where(mine))
    row = {"key": secrets.token_urlsafe(24), "made_by": by, "whose": whose, "made_at": now()}
    insert(aside.connection, feed_keys, [row])
    return str(aside.connection.execute(select(feed_keys.c.key).where(mine)).scalar_one())


def opened_by(reader: Reader, key: str) -> Key | None:
    """What a feed key opens; None: nothing."""
    row = reader.connection.execute(select(feed_keys).where(feed_keys.c.key == key)).first()
    return None if row is None else Key(row.made_by, row.whose or None)
