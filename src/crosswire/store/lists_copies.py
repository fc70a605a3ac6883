"""Which articles of a story are copies: a fact of two texts, however either came to lie there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, String, cast, func, select

from crosswire.records.story import COPY_OF
from crosswire.store.rows import parts
from crosswire.store.tables import articles, memberships, revisions, texts

_LEAST = 200
"""Code points from which two articles of one text are copies: below lie bodies such as "Photos of
the day.", which two desks write alike."""


def copies(connection: Connection, members: Mapping[str, Sequence[Row[Any]]]) -> dict[str, str]:
    """By article: the one of its story whose text it has, whole or cut. Of articles that share a
    text the one seen earliest is nobody's copy.

    Two are one text where their bodies are the same, or where grouping found one to be the other's
    copy and neither text has changed since.
    """
    ids = sorted({row.id for rows in members.values() for row in rows})
    found = [*_same_bodies(connection, ids), *_found_by_grouping(connection, ids)]
    near: dict[str, set[str]] = {}
    for one, other in found:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    known: dict[str, str] = {}
    for rows in members.values():
        known |= _of_story(rows, near)
    return known


def _of_story(rows: Sequence[Row[Any]], near: Mapping[str, set[str]]) -> dict[str, str]:
    here = {row.id for row in rows}
    known: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: (row.first_seen, row.seq)):
        if row.id not in known:
            waiting = [row.id]
            while waiting:
                new = (near.get(waiting.pop(), set()) & here) - known.keys() - {row.id}
                known |= dict.fromkeys(new, row.id)
                waiting += sorted(new)
    return known


def _same_bodies(connection: Connection, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Articles whose text now is the very same, each beside the first that has it."""
    first: dict[str, str] = {}
    pairs = []
    for part in parts(ids):
        asked = (
            select(articles.c.id, revisions.c.text_id)
            .join(revisions, revisions.c.id == articles.c.revision_id)
            .where(articles.c.id.in_(part))
            .order_by(articles.c.id)
        )
        for row in connection.execute(asked):
            if (other := first.setdefault(row.text_id, row.id)) != row.id:
                pairs.append((row.text_id, (other, row.id)))
    long = _long(connection, {text for text, _ in pairs})
    return [pair for text, pair in pairs if text in long]


def _long(connection: Connection, text_ids: Iterable[str]) -> set[str]:
    """Those of the texts that are long enough: few are looked at, for a text is read to be measured."""
    found: set[str] = set()
    for part in parts(text_ids):
        asked = select(texts.c.id).where(
            texts.c.id.in_(part), func.length(texts.c.content) >= _LEAST
        )
        found.update(connection.execute(asked).scalars())
    return found


def _found_by_grouping(connection: Connection, ids: Sequence[str]) -> list[tuple[str, str]]:
    """An article and its original, from the places it has had since both texts are what they are."""
    here = set(ids)
    said: list[tuple[str, str, str]] = []
    for part in parts(ids):
        placed = select(
            memberships.c.article_id, memberships.c.made_at, memberships.c.because
        ).where(
            memberships.c.article_id.in_(part),
            cast(memberships.c.because, String).contains(COPY_OF, autoescape=True),
        )
        for row in connection.execute(placed):
            said += [(row.article_id, one, row.made_at) for one in _originals(row.because)]
    said = [(copy, original, at) for copy, original, at in said if original in here]
    since: dict[str, str] = {}
    for part in parts(dict.fromkeys(one for copy, original, _ in said for one in (copy, original))):
        since |= _texts_since(connection, part)
    return [
        (copy, original) for copy, original, at in said if max(since[copy], since[original]) <= at
    ]


def _texts_since(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """By article: since when its text is what it is. Another headline makes no other text."""
    asked = (
        select(articles.c.id, revisions.c.text_id, revisions.c.seen_at)
        .join(revisions, revisions.c.article_id == articles.c.id)
        .where(articles.c.id.in_(ids))
        .order_by(articles.c.id, revisions.c.seen_at, revisions.c.id)
    )
    now: dict[str, tuple[str, str]] = {}
    for row in connection.execute(asked):
        if row.id not in now or now[row.id][0] != row.text_id:
            now[row.id] = row.text_id, row.seen_at
    return {article: seen for article, (_, seen) in now.items()}


def _originals(because: Sequence[Mapping[str, Any]]) -> list[str]:
    features = [str(one["feature"]) for one in because]
    return [one.removeprefix(COPY_OF) for one in features if one.startswith(COPY_OF)]
