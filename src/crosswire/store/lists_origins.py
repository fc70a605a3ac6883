"""How many origins a story is known to have: from its comparison where that still holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from crosswire.records import KnownOrigins
from crosswire.store.rows import parts
from crosswire.store.tables import articles, comparisons, memberships, points, revisions


def shown_origins() -> Select[Any]:
    """By story: the most origins that one point is shown to rest on. Only of comparisons made after
    the last move into or out of the story, and after the last change of an article's text."""
    moved = (
        select(func.max(func.coalesce(memberships.c.ended_at, memberships.c.made_at)))
        .where(memberships.c.story_id == comparisons.c.story_id)
        .correlate(comparisons)
        .scalar_subquery()
    )
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
        .where(comparisons.c.made_at >= moved, comparisons.c.made_at >= changed)
        .group_by(comparisons.c.story_id)
    )


def known_origins(
    connection: Connection, members: Mapping[str, Sequence[Row[Any]]]
) -> dict[str, KnownOrigins]:
    """By story. Without a comparison one origin is all that is known, and there may be as many as
    outlets have a text of their own; a copy brings none."""
    least: dict[str, int] = {}
    for part in parts(members):
        asked = shown_origins().where(comparisons.c.story_id.in_(part))
        least.update((row.story_id, row.at_least) for row in connection.execute(asked))
    return {key: _range(rows, least.get(key)) for key, rows in members.items()}


def _range(rows: Sequence[Row[Any]], least: int | None) -> KnownOrigins:
    own = {row.outlet_id or row.id for row in rows if row.how != "copy" and row.role == "member"}
    at_least = max(least or 1, 1)
    return KnownOrigins(
        at_least=at_least, at_most=max(len(own), at_least), compared=least is not None
    )
