"""Coverage with its denominator: the outlets that carry a story, of those that were watched."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, String, bindparam, cast, exists, func, select

from crosswire.records import Coverage
from crosswire.store.rows import parts
from crosswire.store.search_bounds import highest, lowest
from crosswire.store.tables import articles, outlets, revisions

_DAY = 86_400
IS_SATIRE = cast(revisions.c.details, String).like('%"kind":"satire"%')
"""Of ``revisions``: that its page is flagged as satire. Marks inside words are escaped in JSON, so no
page's own words look like this."""


def coverages(
    connection: Connection, members: Mapping[str, Sequence[Row[Any]]], jests: Container[str]
) -> dict[str, Coverage]:
    """By story. An outlet counts as watched when any article of it lies in the story's days or the
    day on either side (anywhere in the store, where the days are not known), or when it tells the
    story; an article without an outlet counts as one of its own. What is satire (the
    revisions ``jests``) tells nothing: an outlet of which only such an article lies there is watched,
    and stands aside."""
    return {key: _coverage(connection, telling(rows), jests) for key, rows in members.items()}


def satire(connection: Connection, revision_ids: Sequence[str]) -> set[str]:
    """Those of the revisions whose page is satire."""
    found: set[str] = set()
    for part in parts(revision_ids):
        asked = select(revisions.c.id).where(revisions.c.id.in_(part), IS_SATIRE)
        found.update(connection.execute(asked).scalars())
    return found


def telling(rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    """The articles that tell a story; where all only touch it, these."""
    return [row for row in rows if row.role == "member"] or [*rows]


def spread(rows: Sequence[Row[Any]]) -> tuple[int, int] | None:
    """The first and the last moment of a story, in seconds; None where no article states a date
    that can be relied on. When we first saw an article is no date of the story."""
    times = [row.sort_at for row in rows if row.date_doubt is None]
    return (min(times), max(times)) if times else None


def _coverage(connection: Connection, rows: Sequence[Row[Any]], jests: Container[str]) -> Coverage:
    since, until = _around(rows)
    asked = {
        "low": lowest(since),
        "high": highest(until),
        "outlets": sorted({row.outlet_id for row in rows if row.outlet_id is not None}),
        "articles": [row.id for row in rows if row.outlet_id is None],
    }
    others = connection.execute(_OTHERS, asked).scalar_one()
    unnamed = connection.execute(_UNNAMED, asked).scalar_one()
    here = {row.outlet_id or row.id: row.outlet or row.name for row in rows}
    tell = {row.outlet_id or row.id for row in rows if row.revision_id not in jests}
    return Coverage(
        outlets=_names(name for key, name in here.items() if key in tell),
        aside=_names(name for key, name in here.items() if key not in tell),
        watched=len(here) + others + unnamed,
        since=since,
        until=until,
    )


def _names(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(found, key=str.casefold))


def _around(rows: Sequence[Row[Any]]) -> tuple[str, str] | tuple[None, None]:
    """The days of a story, with the day on either side."""
    span = spread(rows)
    return (None, None) if span is None else (_day(span[0] - _DAY), _day(span[1] + _DAY))


def _day(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).date().isoformat()


_IN_DAYS = articles.c.seq.between(bindparam("low"), bindparam("high"))
_OTHERS = (
    select(func.count())
    .select_from(outlets)
    .where(
        outlets.c.id.not_in(bindparam("outlets", expanding=True)),
        exists().where(articles.c.outlet_id == outlets.c.id, _IN_DAYS),
    )
)
"""Watched beside those that tell it: one look into the index for each, however many articles."""
_UNNAMED = select(func.count()).where(
    articles.c.outlet_id.is_(None),
    articles.c.id.not_in(bindparam("articles", expanding=True)),
    _IN_DAYS,
)
