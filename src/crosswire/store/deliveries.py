"""Deliveries as the store keeps them: put there with their alerts, claimed by whoever sends them."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select, update

from crosswire.records.base import stable_id
from crosswire.records.follow import Alert, Delivery, Follow
from crosswire.store.answers import Aside
from crosswire.store.order import as_text, moment
from crosswire.store.rows import insert, parts
from crosswire.store.tables import deliveries, follows

TOGETHER = 50
"""Alerts in one delivery, at most."""
_LONGEST_WAIT = timedelta(hours=25)
"""A receiver may ask to be left alone for a day; nothing waits longer between two tries."""
KEPT = 10_000
"""Deliveries that are remembered when they are over: the newest."""


def put(aside: Aside, follow: Follow, found: Sequence[Alert], at: str) -> None:
    """Alerts of a follow, to be sent to each address it names. They join what waits there and was
    never begun to be sent: what was sent once is sent again as it was."""
    sent = [c for c in follow.channels if c.kind in ("mail", "webhook")]
    for channel in sent if found else ():
        rest = _joined(aside.connection, follow.id, channel.target, [one.id for one in found])
        insert(aside.connection, deliveries, [
            {
                "id": stable_id("delivery", follow.id, channel.kind, channel.target, part[0]),
                "follow_id": follow.id, "channel": channel.kind, "target": channel.target,
                "alerts": part, "state": "waiting", "tries": 0, "next_at": at, "last_error": "",
                "made_at": at, "ended_at": None,
            }
            for part in parts(rest, TOGETHER)
        ])  # fmt: skip
    if sent and found:
        _let_go(aside.connection)


def _let_go(connection: Connection) -> None:
    """Of what is over for long."""
    over = deliveries.c.state != "waiting"
    ended = select(deliveries.c.ended_at).where(over).order_by(deliveries.c.ended_at.desc())
    last = connection.execute(ended.offset(KEPT).limit(1)).scalar()
    if last is not None:
        connection.execute(deliveries.delete().where(over, deliveries.c.ended_at <= last))


def put_test(aside: Aside, follow: Follow, at: str) -> list[str]:
    """One delivery without alerts to each address that a follow names; their ids."""
    rows: list[dict[str, Any]] = [
        {
            "id": stable_id("delivery", follow.id, channel.kind, channel.target, "test", at),
            "follow_id": follow.id, "channel": channel.kind, "target": channel.target,
            "alerts": [], "state": "waiting", "tries": 0, "next_at": at, "last_error": "",
            "made_at": at, "ended_at": None,
        }
        for channel in follow.channels
        if channel.kind in ("mail", "webhook")
    ]  # fmt: skip
    insert(aside.connection, deliveries, rows)
    return [str(row["id"]) for row in rows]


def tests_since(connection: Connection, by: str, at: str) -> int:
    """How many deliveries without alerts somebody asked for since then."""
    ask = select(deliveries.c.alerts).join(follows, follows.c.id == deliveries.c.follow_id)
    found = connection.execute(ask.where(follows.c.made_by == by, deliveries.c.made_at > at))
    return sum(not alerts for alerts in found.scalars())


def _joined(connection: Connection, follow: str, target: str, new: list[str]) -> list[str]:
    """Put as many as have room with what was never begun to be sent; the rest."""
    ask = select(deliveries.c.id, deliveries.c.alerts).where(
        deliveries.c.follow_id == follow, deliveries.c.target == target,
        deliveries.c.state == "waiting", deliveries.c.tries == 0,
    )  # fmt: skip
    row = connection.execute(ask.order_by(deliveries.c.made_at.desc()).with_for_update()).first()
    if row is None:
        return new
    room = max(0, TOGETHER - len(row.alerts))
    change = update(deliveries).where(deliveries.c.id == row.id)
    connection.execute(change.values(alerts=[*row.alerts, *new[:room]]))
    return new[room:]


def claim(aside: Aside, at: str, until: str) -> Delivery | None:
    """The delivery that is due the longest, for whoever asked alone until ``until``: killed before,
    another may send it. None: nothing is due."""
    due = (
        select(deliveries.c.id)
        .join(follows, follows.c.id == deliveries.c.follow_id)
        .where(deliveries.c.state == "waiting", _due(at), follows.c.paused == 0)
        .order_by(deliveries.c.next_at, deliveries.c.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=deliveries)
    )
    found = aside.connection.execute(due).scalar()
    if found is None:
        return None
    mine = deliveries.c.id == found
    change = update(deliveries).where(mine)
    aside.connection.execute(change.values(tries=deliveries.c.tries + 1, next_at=until))
    return _delivery(aside.connection.execute(select(deliveries).where(mine)).one())


def _due(at: str) -> ColumnElement[bool]:
    """It is time; or it waits longer than anything does, so that the clock was wrong when it was put
    here or last tried."""
    longest = as_text(moment(at) + _LONGEST_WAIT)
    never_tried = (deliveries.c.tries == 0) & (deliveries.c.made_at > at)
    return (deliveries.c.next_at <= at) | (deliveries.c.next_at > longest) | never_tried


def settle(aside: Aside, after: Delivery) -> None:
    """What became of a delivery that was claimed; one that was delivered stays so."""
    change = update(deliveries).where(
        deliveries.c.id == after.id, deliveries.c.state == "waiting",
        deliveries.c.tries == after.tries,
    )  # fmt: skip
    values = {
        "state": after.state, "next_at": after.next_at, "last_error": after.last_error,
        "ended_at": after.ended_at,
    }  # fmt: skip
    aside.connection.execute(change.values(**values))


def withdraw(aside: Aside, follow: str, targets: Iterable[str], at: str) -> None:
    """What waits for these addresses is not sent any more."""
    change = update(deliveries).where(
        deliveries.c.follow_id == follow, deliveries.c.state == "waiting",
        deliveries.c.target.in_([*targets]),
    )  # fmt: skip
    aside.connection.execute(
        change.values(
            state="given up", next_at=None, ended_at=at, last_error="no longer followed so"
        )
    )


def get(
    connection: Connection, *, by: str | None = None, follow: str | None = None, limit: int = 50
) -> list[Delivery]:
    """Deliveries, the newest first."""
    ask = select(deliveries).order_by(deliveries.c.made_at.desc(), deliveries.c.id).limit(limit)
    if by is not None:
        ask = ask.join(follows, follows.c.id == deliveries.c.follow_id)
        ask = ask.where(follows.c.made_by == by)
    if follow is not None:
        ask = ask.where(deliveries.c.follow_id == follow)
    return [_delivery(row) for row in connection.execute(ask)]


def waiting(connection: Connection) -> int:
    """How many are still to be sent."""
    ask = select(func.count()).where(deliveries.c.state == "waiting")
    return int(connection.execute(ask).scalar_one())


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        follow=row.follow_id,
        alerts=tuple(row.alerts),
        channel=row.channel,
        target=row.target,
        state=row.state,
        tries=row.tries,
        next_at=row.next_at,
        last_error=row.last_error,
        made_at=row.made_at,
        ended_at=row.ended_at,
    )
