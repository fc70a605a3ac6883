"""When readers last looked, so that what changed since can be told."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import Connection, select

from crosswire.store.order import moment
from crosswire.store.rows import insert
from crosswire.store.tables_people import looks

VISIT = timedelta(minutes=10)
"""A look so soon after the last is the same visit: who loads a page again loses no news."""


class Look(NamedTuple):
    """When somebody last looked, and when on the visit before."""

    seen_at: str
    before_at: str | None = None
    """None: there was none, so nothing is known to be new to them."""


def looked(last: Look | None, at: str) -> Look:
    """The next look, at ``at``; one that is no later than the last changes nothing."""
    if last is None:
        return Look(at)
    since = moment(at) - moment(last.seen_at)
    if since <= timedelta(0):
        return last
    if since <= VISIT:
        return Look(at, last.before_at)
    return Look(at, last.seen_at)


def get(connection: Connection, reader: str, what: str) -> Look | None:
    """The last look; None: they never looked."""
    ask = select(looks.c.seen_at, looks.c.before_at)
    row = connection.execute(ask.where(looks.c.reader == reader, looks.c.what == what)).first()
    return None if row is None else Look(row.seen_at, row.before_at)


def put(connection: Connection, reader: str, what: str, look: Look) -> None:
    """Keep it in place of the last."""
    row = {"reader": reader, "what": what, **look._asdict()}
    insert(connection, looks, [row], replace=("seen_at", "before_at"))
