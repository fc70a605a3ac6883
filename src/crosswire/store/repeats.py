"""Paragraphs of an outlet that stand in several of its articles: noted as texts come, looked up when
one is read closely."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, and_, delete, func, select

from crosswire.stages.clean.repeated import MOST, Held, Repeated, mark, paragraphs, repeated
from crosswire.store.base import Reader
from crosswire.store.rows import insert, parts
from crosswire.store.tables import articles, memberships, outlets, revisions, texts
from crosswire.store.tables import paragraphs as table


class Noted(NamedTuple):
    """An article, by its number, and the outlet whose it is."""

    seq: int
    outlet: str


def note(connection: Connection, bodies: Iterable[tuple[Noted, str]]) -> None:
    """Note which paragraphs these texts have."""
    coming: dict[int, dict[int, None]] = {}
    for noted, body in bodies:
        for words in paragraphs(body):
            coming.setdefault(mark(noted.outlet, words), {})[noted.seq] = None
    held: dict[int, int] = {}
    for part in parts(coming):
        ask = select(table.c.mark, func.count()).where(table.c.mark.in_(part))
        held.update((row[0], row[1]) for row in connection.execute(ask.group_by(table.c.mark)))
    insert(connection, table, [
        {"mark": one, "seq": seq}
        for one, seqs in coming.items() for seq in [*seqs][: max(0, MOST - held.get(one, 0))]
    ])  # fmt: skip


def forget(connection: Connection, article_id: str) -> None:
    """Take an article's paragraphs out, before its texts go."""
    ask = (
        select(articles.c.seq, articles.c.outlet_id, texts.c.content)
        .join(revisions, revisions.c.article_id == articles.c.id)
        .join(texts, texts.c.id == revisions.c.text_id)
        .where(articles.c.id == article_id, articles.c.outlet_id.is_not(None))
    )
    for seq, outlet, content in connection.execute(ask).all():
        for part in parts(mark(outlet, words) for words in paragraphs(content)):
            gone = and_(table.c.seq == seq, table.c.mark.in_(part))
            connection.execute(delete(table).where(gone))


def repeats(reader: Reader, revision_ids: Mapping[str, str]) -> dict[str, list[Repeated]]:
    """What is repeated in the texts of these articles (each with its revision), by the article."""
    ask = (
        select(
            articles.c.id, articles.c.seq, articles.c.outlet_id, outlets.c.name,
            articles.c.headline, texts.c.content, memberships.c.story_id,
        )
        .join(revisions, revisions.c.article_id == articles.c.id)
        .join(texts, texts.c.id == revisions.c.text_id)
        .join(outlets, outlets.c.id == articles.c.outlet_id)
        .join(memberships, and_(memberships.c.article_id == articles.c.id,
                                memberships.c.ended_at.is_(None)))
    )  # fmt: skip
    found: dict[str, list[Repeated]] = {}
    for part in parts(revision_ids.values()):
        for row in reader.connection.execute(ask.where(revisions.c.id.in_(part))):
            here = paragraphs(row.content)
            marks = {mark(row.outlet_id, words): words for words in here}
            others = _others(reader, marks, row.seq)
            if others:
                own = Held(row.story_id, row.headline or "")
                found[row.id] = repeated(own, row.name, here, others)
    return found


def _others(reader: Reader, marks: Mapping[int, str], seq: int) -> dict[str, list[Held]]:
    """Who else has each paragraph."""
    found: dict[str, list[Held]] = {}
    for part in parts(marks):
        ask = (
            select(table.c.mark, memberships.c.story_id, articles.c.headline)
            .join(articles, articles.c.seq == table.c.seq)
            .join(memberships, and_(memberships.c.article_id == articles.c.id,
                                    memberships.c.ended_at.is_(None)))
            .where(table.c.mark.in_(part), table.c.seq != seq)
            .order_by(table.c.mark, table.c.seq)
        )  # fmt: skip
        for one, story, headline in reader.connection.execute(ask):
            found.setdefault(marks[one], []).append(Held(story, headline or ""))
    return found
