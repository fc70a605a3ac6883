"""Texts by their hash, and where each stands: what a place is re-read in."""

from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from crosswire.records.article import Revision
from crosswire.store.tables import revisions, texts

_FIELDS = {"body": "text_id", "headline": "headline_id", "standfirst": "standfirst_id"}


class Stood(NamedTuple):
    """An article and one of its revisions that have a text."""

    article: str
    revision: str
    field: str


def content(connection: Connection, text: str) -> str | None:
    """The words of a text; None: it is not kept here."""
    found = connection.execute(select(texts.c.content).where(texts.c.id == text)).scalar()
    return None if found is None else str(found)


def standing(connection: Connection, text: str, most: int) -> list[Stood]:
    """Where a text stands, the revision seen first before the others; at most so many."""
    columns = {field: revisions.c[name] for field, name in _FIELDS.items()}
    ask = (
        select(revisions.c.article_id, revisions.c.id, *columns.values())
        .where(or_(*(column == text for column in columns.values())))
        .order_by(revisions.c.seen_at, revisions.c.id)
        .limit(most)
    )
    found = []
    for row in connection.execute(ask):
        field = next(field for field, name in _FIELDS.items() if getattr(row, name) == text)
        found.append(Stood(row.article_id, row.id, field))
    return found


def text_of(connection: Connection, revision: str, field: str) -> tuple[str, str | None] | None:
    """The article of a revision, and the hash of this text of it; None: there is no such revision."""
    column = revisions.c[_FIELDS[field]]
    ask = select(revisions.c.article_id, column.label("text")).where(revisions.c.id == revision)
    row = connection.execute(ask).first()
    return None if row is None else (row.article_id, row.text)


def texts_in(revision: Revision) -> dict[str, str]:
    """The field of each text of a revision, by the text's hash."""
    found = {revision.body.id: "body"}
    for field, value in (("headline", revision.headline), ("standfirst", revision.standfirst)):
        if value is not None:
            found.setdefault(value.text.id, field)
    return found
