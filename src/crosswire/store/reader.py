"""Reading the store: records exactly as they were put in."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, exists, select

from crosswire.errors import ConfigError
from crosswire.records.article import Capture, Revision
from crosswire.records.comparison import Comparison
from crosswire.records.entity import EntityJudgement, SharedEntity
from crosswire.records.judgement import Judgement
from crosswire.records.quotation import Reading
from crosswire.records.span import Text
from crosswire.records.story import Arrival, Role, StoryJudgement
from crosswire.store import comparing, entities, handles, judging, reading
from crosswire.store.adding import capture_of, revision_of
from crosswire.store.base import Place, Sketched, Tombstone
from crosswire.store.ledger import done
from crosswire.store.rows import parts
from crosswire.store.stories import move_of
from crosswire.store.tables import (
    articles,
    captures,
    memberships,
    outlets,
    payloads,
    revisions,
    sketches,
    stories,
    texts,
    tombstones,
)
from crosswire.store.tombs import erased, refuse_erased


class SqlReader:
    """See ``base.Reader``."""

    def __init__(self, connection: Connection, *, as_of: str | None = None) -> None:
        self._connection = connection
        self.as_of = as_of

    @property
    def connection(self) -> Connection:
        return self._connection

    def resolve_article(self, handle: str) -> str:
        return handles.article(self.connection, handle)

    def resolve_story(self, handle: str) -> str:
        return handles.story(self.connection, handle)

    def capture(self, capture_id: str) -> Capture:
        ask = (
            select(captures, texts.c.content, payloads.c.packed.label("bytes"))
            .outerjoin(texts, texts.c.id == captures.c.text_id)
            .outerjoin(payloads, payloads.c.id == captures.c.payload_id)
            .where(captures.c.id == capture_id)
        )
        row = _one(self.connection, ask, "capture", capture_id)
        return capture_of(row, row.content, row.bytes)

    def revision(self, revision_id: str) -> Revision:
        body, headline, standfirst = (texts.alias(name) for name in ("b", "h", "s"))
        ask = (
            select(
                revisions.c.details,
                revisions.c.capture_id,
                revisions.c.article_id,
                body.c.content,
                headline.c.content.label("headline"),
                standfirst.c.content.label("standfirst"),
            )
            .join(body, body.c.id == revisions.c.text_id)
            .outerjoin(headline, headline.c.id == revisions.c.headline_id)
            .outerjoin(standfirst, standfirst.c.id == revisions.c.standfirst_id)
            .where(revisions.c.id == revision_id)
        )
        row = _one(self.connection, ask, "revision", revision_id)
        if not row.details:
            refuse_erased(self.connection, row.article_id)
        heads = [None if h is None else Text(content=h) for h in (row.headline, row.standfirst)]
        capture = self.capture(row.capture_id)
        return revision_of(row.details, capture, Text(content=row.content), *heads)

    def erased(self, article_ids: Iterable[str]) -> dict[str, Tombstone]:
        return erased(self.connection, article_ids)

    def current(self, article_ids: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for part in parts(article_ids):
            ask = select(articles.c.id, articles.c.revision_id).where(articles.c.id.in_(part))
            found.update((row.id, row.revision_id) for row in self.connection.execute(ask))
        return found

    def reading(self, revision_id: str, version: str) -> Reading | None:
        packed = reading.get(self.connection, revision_id, version)
        return None if packed is None else reading.unpack(packed, self.revision(revision_id))

    def comparison(self, story_id: str, version: str, input: str) -> Comparison | None:
        return comparing.get(self.connection, story_id, version, input, self.revision)

    def arrivals(self, article_ids: Iterable[str] | None = None) -> Iterator[Arrival]:
        ask = (
            select(articles, texts.c.content, outlets.c.name.label("outlet"))
            .join(revisions, revisions.c.id == articles.c.revision_id)
            .join(texts, texts.c.id == revisions.c.text_id)
            .outerjoin(outlets, outlets.c.id == articles.c.outlet_id)
            .where(~exists().where(tombstones.c.id == articles.c.id))
            .order_by(articles.c.seq)
        )
        for part in parts(self._seqs(article_ids)):
            for row in self.connection.execute(ask.where(articles.c.seq.in_(part))):
                yield Arrival(
                    article=row.id, title=row.headline or "", text=row.content, outlet=row.outlet,
                    url=row.url, published=row.published, seen=row.first_seen,
                    language=row.language,
                )  # fmt: skip

    def _seqs(self, article_ids: Iterable[str] | None) -> list[int]:
        """Where these articles stand in time, in order."""
        ask = select(articles.c.seq)
        if article_ids is None:
            return list(self.connection.execute(ask.order_by(articles.c.seq)).scalars())
        found: list[int] = []
        for part in parts(article_ids):
            found += self.connection.execute(ask.where(articles.c.id.in_(part))).scalars()
        return sorted(found)

    def active_sketches(self) -> Iterator[Sketched]:
        ask = (
            select(memberships.c.article_id, memberships.c.story_id, memberships.c.role,
                   sketches.c.body)
            .join(sketches, sketches.c.article_id == memberships.c.article_id)
            .join(stories, stories.c.id == memberships.c.story_id)
            .where(memberships.c.ended_at.is_(None), stories.c.state == "active")
            .order_by(sketches.c.seq)
        )  # fmt: skip
        for row in self.connection.execute(ask):
            yield Sketched(*row)

    def members(self, story_id: str) -> dict[str, Role]:
        ask = (
            select(memberships.c.article_id, memberships.c.role)
            .join(articles, articles.c.id == memberships.c.article_id)
            .where(memberships.c.story_id == story_id, memberships.c.ended_at.is_(None))
            .order_by(articles.c.seq)
        )
        return {row.article_id: row.role for row in self.connection.execute(ask)}

    def story_of(self, article_id: str) -> str | None:
        ask = select(memberships.c.story_id).where(
            memberships.c.article_id == article_id, memberships.c.ended_at.is_(None)
        )
        return self.connection.execute(ask).scalar()

    def history(self, article_id: str) -> list[Place]:
        ask = select(memberships).where(memberships.c.article_id == article_id)
        found = self.connection.execute(ask.order_by(memberships.c.n)).mappings()
        return [
            Place(move_of(row), row["made_at"], row["ended_at"], row["ended_because"])
            for row in found
        ]

    def entities(self, ids: Iterable[str] | None = None) -> Iterator[SharedEntity]:
        return entities.get(self.connection, ids)

    def standing_judgements(self) -> list[StoryJudgement]:
        found = judging.standing(self.connection, "story")
        return [one for one in found if isinstance(one, StoryJudgement)]

    def standing_passage_judgements(self) -> list[Judgement]:
        found = judging.standing(self.connection, "passage")
        return [one for one in found if isinstance(one, Judgement)]

    def standing_entity_judgements(self) -> list[EntityJudgement]:
        found = judging.standing(self.connection, "entity")
        return [one for one in found if isinstance(one, EntityJudgement)]

    def judgement(self, judgement_id: str) -> StoryJudgement | Judgement | EntityJudgement:
        return judging.get(self.connection, judgement_id)

    def done(self, stage: str, version: str, input_ids: Iterable[str]) -> set[str]:
        return done(self.connection, stage, version, input_ids)


def _one(connection: Connection, ask: Select[Any], kind: str, wanted: str) -> Any:
    if (row := connection.execute(ask).first()) is None:
        raise ConfigError(f"the id of a {kind} of the store was wanted, none is {wanted!r}")
    return row
