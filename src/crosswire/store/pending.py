"""What the desk asks before it goes on: how many articles there are, which wait to be read."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import exists, func, select

from crosswire.records.base import stable_id
from crosswire.records.story import StoryJudgement
from crosswire.store.base import Reader
from crosswire.store.order import moment
from crosswire.store.tables import (
    articles,
    judgements,
    ledger,
    memberships,
    outlets,
    readings,
    revisions,
    sketches,
    stories,
    texts,
)


class Unread(NamedTuple):
    """An article whose current text has not been read closely."""

    article: str
    revision: str


def articles_kept(reader: Reader) -> int:
    """How many articles the store holds."""
    return int(reader.connection.execute(select(func.count()).select_from(articles)).scalar_one())


def name_of_text(reader: Reader, text: str, outlet: str | None) -> str | None:
    """The name of the article without an address that has, or had, this very text; of this outlet."""
    asked = (
        select(articles.c.name)
        .join(revisions, revisions.c.article_id == articles.c.id)
        .join(texts, texts.c.id == revisions.c.text_id)
        .outerjoin(outlets, outlets.c.id == articles.c.outlet_id)
        .where(
            revisions.c.text_id == text,
            texts.c.content != "",
            articles.c.url.is_(None),
            outlets.c.id.is_(None)
            if outlet is None
            else outlets.c.id == stable_id("outlet", outlet.casefold()),
        )
        .order_by(articles.c.seq)
        .limit(1)
    )
    return reader.connection.execute(asked).scalar()


def recent_times(reader: Reader, most: int, days: int) -> list[int]:
    """Where in time the articles of active stories stand that came last, as seconds: at most
    ``most``, seen within ``days`` of the last.
    """
    found = (
        select(articles.c.sort_at, articles.c.first_seen)
        .join(sketches, sketches.c.article_id == articles.c.id)
        .order_by(sketches.c.seq.desc())
        .limit(most)
    )
    rows = reader.connection.execute(found).all()
    if not rows:
        return []
    edge = moment(rows[0].first_seen) - timedelta(days=days)
    return [int(row.sort_at) for row in rows if moment(row.first_seen) >= edge]


def stale_sketches(reader: Reader, version: str) -> set[str]:
    """Articles whose sketch another version of the stage drew."""
    asked = select(sketches.c.article_id).where(sketches.c.version != version)
    return set(reader.connection.execute(asked).scalars())


def unread(reader: Reader, version: str, *, shared: bool) -> Iterator[Unread]:
    """Articles not read by ``version``, newest first; ``shared``: of stories that two outlets or
    more tell.
    """
    read = exists().where(
        readings.c.revision_id == articles.c.revision_id, readings.c.version == version
    )
    wanted = select(articles.c.id, articles.c.revision_id).where(~read)
    if shared:
        wanted = (
            wanted.join(memberships, memberships.c.article_id == articles.c.id)
            .join(stories, stories.c.id == memberships.c.story_id)
            .where(memberships.c.ended_at.is_(None), stories.c.outlets > 1)
        )
    rows = reader.connection.execute(wanted.order_by(articles.c.seq.desc())).all()
    yield from (Unread(article, revision) for article, revision in rows)


def unresolved(reader: Reader, version: str, stage: str, stage_version: str) -> Iterator[Unread]:
    """Articles whose text as last seen was read by ``version``, and that the ledger does not have
    under ``stage``; oldest first.
    """
    done = exists().where(
        ledger.c.stage == stage,
        ledger.c.version == stage_version,
        ledger.c.input_id == articles.c.revision_id,
    )
    wanted = (
        select(articles.c.id, articles.c.revision_id)
        .join(readings, readings.c.revision_id == articles.c.revision_id)
        .where(readings.c.version == version, ~done)
        .order_by(articles.c.seq)
    )
    rows = reader.connection.execute(wanted).all()
    yield from (Unread(article, revision) for article, revision in rows)


def story_judgements(reader: Reader) -> list[StoryJudgement]:
    """What people decided of articles, withdrawn or not, newest first."""
    asked = (
        select(judgements.c.body)
        .where(judgements.c.kind == "story")
        .order_by(judgements.c.made_at.desc(), judgements.c.id)
    )
    bodies = reader.connection.execute(asked).scalars()
    return [StoryJudgement.model_validate(body) for body in bodies]
