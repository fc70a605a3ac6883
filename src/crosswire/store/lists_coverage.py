"""Coverage with its denominator: the outlets that carry a story, of those that were watched."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, func, select

from crosswire.records import Coverage
from crosswire.store.search_bounds import highest, lowest
from crosswire.store.tables import articles, outlets

_DAY = 86_400


def coverages(
    connection: Connection, members: Mapping[str, Sequence[Row[Any]]]
) -> dict[str, Coverage]:
    """By story. An outlet counts as watched when any article of it lies in the story's days or the
    day on either side; an article without an outlet counts as one of its own."""
    return {
        key: _coverage(connection, [row for row in rows if row.role == "member"])
        for key, rows in members.items()
    }


def _coverage(connection: Connection, rows: Sequence[Row[Any]]) -> Coverage:
    since = _day(min(row.sort_at for row in rows) - _DAY)
    until = _day(max(row.sort_at for row in rows) + _DAY)
    days = {"low": lowest(since), "high": highest(until)}
    watched = connection.execute(_WATCHED, days).scalar_one()
    unnamed = connection.execute(_UNNAMED, days).scalar_one()
    tell = {row.outlet_id or row.id: row.outlet or row.name for row in rows}
    return Coverage(
        outlets=tuple(sorted(tell.values(), key=str.casefold)),
        watched=watched + unnamed,
        since=since,
        until=until,
    )


def _day(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).date().isoformat()


_IN_DAYS = articles.c.seq.between(bindparam("low"), bindparam("high"))
_WATCHED = (
    select(func.count())
    .select_from(outlets)
    .where(exists().where(articles.c.outlet_id == outlets.c.id, _IN_DAYS))
)
"""One look into the index for each outlet, however many articles it has."""
_UNNAMED = select(func.count()).where(articles.c.outlet_id.is_(None), _IN_DAYS)
