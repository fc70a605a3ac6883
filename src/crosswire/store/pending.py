"""What the desk asks before it goes on: how many articles there are, which wait to be read."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import exists, func, select

from crosswire.records.story import StoryJudgement
from crosswire.store.base import Reader
from crosswire.store.judging import recorded
from crosswire.store.order import moment
from crosswire.store.rows import parts
from crosswire.store.tables import (
    articles,
    judgements,
    ledger,
    memberships,
    readings,
    revisions,
    sketches,
    stories,
    story_aliases,
    texts,
    tombstones,
)


class Unread(NamedTuple):
    """An article whose current text has not been read closely."""

    article: str
    revision: str


def articles_kept(reader: Reader) -> int:
    """How many articles the store holds."""
    return int(reader.connection.execute(select(func.count()).select_from(articles)).scalar_one())


def names_of_texts(reader: Reader, wanted: Iterable[str]) -> dict[tuple[str, str | None], str]:
    """By a text and an outlet's id: the name of the article without an address that has, or had,
    this very text there.
    """
    found: dict[tuple[str, str | None], str] = {}
    for part in parts(wanted):
        asked = (
            select(revisions.c.text_id, articles.c.outlet_id, articles.c.name)
            .join(articles, articles.c.id == revisions.c.article_id)
            .join(texts, texts.c.id == revisions.c.text_id)
            .where(revisions.c.text_id.in_(part), texts.c.content != "", articles.c.url.is_(None))
            .order_by(articles.c.seq)
        )
        for text, outlet, name in reader.connection.execute(asked):
            found.setdefault((text, outlet), name)
    return found


def bodies(reader: Reader, wanted: Iterable[str]) -> dict[str, str]:
    """The text of each of these articles as last seen."""
    found: dict[str, str] = {}
    for part in parts(wanted):
        asked = (
            select(articles.c.id, texts.c.content)
            .join(revisions, revisions.c.id == articles.c.revision_id)
            .join(texts, texts.c.id == revisions.c.text_id)
            .where(articles.c.id.in_(part))
        )
        found.update((row.id, row.content) for row in reader.connection.execute(asked))
    return found


def unsketched(reader: Reader, wanted: Iterable[str]) -> set[str]:
    """Those of these articles that lie in an active story and have no sketch."""
    found: set[str] = set()
    for part in parts(wanted):
        asked = (
            select(memberships.c.article_id)
            .join(stories, stories.c.id == memberships.c.story_id)
            .outerjoin(sketches, sketches.c.article_id == memberships.c.article_id)
            .where(
                memberships.c.article_id.in_(part),
                memberships.c.ended_at.is_(None),
                stories.c.state == "active",
                sketches.c.article_id.is_(None),
            )
        )
        found.update(reader.connection.execute(asked).scalars())
    return found


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


def standing_aliases(reader: Reader) -> dict[str, str]:
    """Stories that were merged away and have not come back, and where each went."""
    asked = select(story_aliases.c.story_id, story_aliases.c.into_id).where(
        story_aliases.c.ended_at.is_(None)
    )
    return {row.story_id: row.into_id for row in reader.connection.execute(asked)}


def unread(reader: Reader, version: str, *, shared: bool) -> Iterator[Unread]:
    """Articles not read by ``version``, newest first; ``shared``: of stories that two outlets or
    more tell.
    """
    read = exists().where(
        readings.c.revision_id == articles.c.revision_id, readings.c.version == version
    )
    erased = exists().where(tombstones.c.id == articles.c.id)
    wanted = select(articles.c.id, articles.c.revision_id).where(~read, ~erased)
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
        select(judgements)
        .where(judgements.c.kind == "story")
        .order_by(judgements.c.made_at.desc(), judgements.c.id)
    )
    found = map(recorded, reader.connection.execute(asked))
    return [one for one in found if isinstance(one, StoryJudgement)]
