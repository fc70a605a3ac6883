"""Who tells a story, with the texts in which a credit would stand: what origins are counted by."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from crosswire.store.base import Reader
from crosswire.store.lists_copies import copies
from crosswire.store.rows import parts
from crosswire.store.tables import articles, memberships, outlets, revisions, texts


class Written(NamedTuple):
    """An article's text as it is now, and who is said to have written it."""

    content: str
    authors: tuple[str, ...]


class Teller(NamedTuple):
    """One article that tells a story."""

    article: str
    name: str
    outlet: str
    """The outlet's id; the article's own, where no outlet is known."""
    outlet_name: str | None
    url: str | None
    copy_of: str | None
    """The article of the story whose text it has."""
    written: Written | None
    """None beyond the texts that were to be read."""


def tellers(reader: Reader, story_ids: Sequence[str], most: int) -> dict[str, list[Teller]]:
    """By story, oldest first; the texts of the first ``most`` of each."""
    connection = reader.connection
    members: dict[str, list[Row[Any]]] = {key: [] for key in story_ids}
    for part in parts(story_ids):
        for row in _members(connection, part):
            members[row.story_id].append(row)
    copied = copies(connection, members)
    read = [row.id for rows in members.values() for row in rows[:most]]
    written = _written(connection, read)
    return {key: [_teller(row, copied, written) for row in rows] for key, rows in members.items()}


def _teller(row: Row[Any], copied: Mapping[str, str], written: Mapping[str, Written]) -> Teller:
    return Teller(
        article=row.id,
        name=row.name,
        outlet=row.outlet_id or row.id,
        outlet_name=row.outlet,
        url=row.url,
        copy_of=copied.get(row.id),
        written=written.get(row.id),
    )


def _members(connection: Connection, story_ids: Sequence[str]) -> list[Row[Any]]:
    """What only touches a story tells nothing of it."""
    asked = (
        select(
            memberships.c.story_id, articles.c.id, articles.c.seq, articles.c.name, articles.c.url,
            articles.c.first_seen, articles.c.outlet_id, outlets.c.name.label("outlet"),
        )
        .join(articles, articles.c.id == memberships.c.article_id)
        .outerjoin(outlets, outlets.c.id == articles.c.outlet_id)
        .where(
            memberships.c.story_id.in_(story_ids),
            memberships.c.ended_at.is_(None),
            memberships.c.role == "member",
        )
        .order_by(articles.c.seq)
    )  # fmt: skip
    return list(connection.execute(asked))


def _written(connection: Connection, ids: Sequence[str]) -> dict[str, Written]:
    found: dict[str, Written] = {}
    for part in parts(ids):
        asked = (
            select(articles.c.id, texts.c.content, revisions.c.details)
            .join(revisions, revisions.c.id == articles.c.revision_id)
            .join(texts, texts.c.id == revisions.c.text_id)
            .where(articles.c.id.in_(part))
        )
        for row in connection.execute(asked):
            authors = tuple(one["value"] for one in row.details.get("authors", ()))
            found[row.id] = Written(row.content, authors)
    return found
