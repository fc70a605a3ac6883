"""The headlines that articles have had, and since when each of their texts is known."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, select

from crosswire.store.rows import parts
from crosswire.store.tables import articles, revisions, texts


class Worded(NamedTuple):
    """One revision of an article by its headline."""

    article: str
    revision: str
    seen_at: str
    current: bool
    headline_text: str | None
    headline: str | None


def wordings(
    connection: Connection, article_ids: Iterable[str], *, every: bool = False
) -> list[Worded]:
    """Every revision of these articles, the earliest first; what only a newer version of crosswire
    read otherwise from one capture is left out, unless ``every`` is wanted."""
    ask = (
        select(
            revisions.c.article_id, revisions.c.id, revisions.c.seen_at,
            (revisions.c.id == articles.c.revision_id).label("current"),
            texts.c.id.label("text"), texts.c.content,
        )
        .join(articles, articles.c.id == revisions.c.article_id)
        .outerjoin(texts, texts.c.id == revisions.c.headline_id)
        .order_by(revisions.c.seen_at, revisions.c.id)
    )  # fmt: skip
    if not every:
        ask = ask.where(revisions.c.replaced_by.is_(None))
    return [
        Worded(row[0], row[1], row[2], bool(row[3]), row[4], row[5])
        for part in parts(article_ids)
        for row in connection.execute(ask.where(revisions.c.article_id.in_(part)))
    ]
