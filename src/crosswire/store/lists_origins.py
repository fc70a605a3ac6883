"""How many origins a story is known to have: from its comparison where that still holds."""

from collections.abc import Container, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from crosswire.records import KnownOrigins
from crosswire.store.rows import parts
from crosswire.store.tables import articles, comparisons, memberships, points, revisions


def shown_origins() -> Select[Any]:
    """By story: the most origins that one point is shown to rest on. Only of comparisons of the very
    articles that lie in the story now, in the texts they have now."""
    changed = (
        select(func.max(revisions.c.seen_at))
        .join(articles, articles.c.revision_id == revisions.c.id)
        .join(memberships, memberships.c.article_id == articles.c.id)
        .where(memberships.c.story_id == comparisons.c.story_id, memberships.c.ended_at.is_(None))
        .correlate(comparisons)
        .scalar_subquery()
    )
    most = func.max(points.c.origins_at_least).filter(points.c.shown == "shared")
    return (
        select(comparisons.c.story_id, func.coalesce(most, 1).label("at_least"))
        .outerjoin(points, points.c.story_id == comparisons.c.story_id)
        .where(~_others_then(), ~_others_now(), comparisons.c.made_at >= changed)
        .group_by(comparisons.c.story_id)
    )


def _others_then() -> Any:
    """Whether the story lacks an article that lay in it when it was compared; one that left and came
    back is there."""
    then, now = memberships.alias("there_then"), memberships.alias("there_now")
    return _with_no_other(then, _at_comparison(then), now, now.c.ended_at.is_(None))


def _others_now() -> Any:
    """Whether the story has an article that did not lie in it when it was compared."""
    then, now = memberships.alias("it_then"), memberships.alias("it_now")
    return _with_no_other(now, now.c.ended_at.is_(None), then, _at_comparison(then))


def _with_no_other(one: Any, holds: Any, other: Any, held: Any) -> Any:
    """Whether a place that ``holds`` has no other of its article, story and role that was ``held``."""
    same = (
        select(1)
        .where(
            other.c.article_id == one.c.article_id,
            other.c.story_id == one.c.story_id,
            other.c.role == one.c.role,
            held,
        )
        .correlate(comparisons, one)
    )
    found = select(1).where(one.c.story_id == comparisons.c.story_id, holds, ~same.exists())
    return found.correlate(comparisons).exists()


def _at_comparison(place: Any) -> Any:
    """Whether an article lay there when its story was compared."""
    ended = place.c.ended_at.is_(None) | (place.c.ended_at > comparisons.c.made_at)
    return (place.c.made_at <= comparisons.c.made_at) & ended


def known_origins(
    connection: Connection, members: Mapping[str, Sequence[Row[Any]]], copied: Container[str]
) -> dict[str, KnownOrigins]:
    """By story. Without a comparison one origin is all that is known, and there may be as many as
    outlets have a text of their own; what is ``copied`` brings none."""
    least: dict[str, int] = {}
    for part in parts(members):
        asked = shown_origins().where(comparisons.c.story_id.in_(part))
        least.update((row.story_id, row.at_least) for row in connection.execute(asked))
    return {key: _range(rows, least.get(key), copied) for key, rows in members.items()}


def _range(rows: Sequence[Row[Any]], least: int | None, copied: Container[str]) -> KnownOrigins:
    tell = [row for row in rows if row.role == "member" and row.id not in copied]
    own = {row.outlet_id or row.id for row in tell}
    at_least = max(least or 1, 1)
    return KnownOrigins(
        at_least=at_least, at_most=max(len(own), at_least), compared=least is not None
    )
