"""One transaction of the writer: what it adds waits here until it is read or committed."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select, update

from crosswire.records.article import Capture, Revision
from crosswire.records.base import stable_id
from crosswire.records.comparison import Comparison
from crosswire.records.entity import EntityJudgement, SharedEntity
from crosswire.records.failure import Failure
from crosswire.records.judgement import Judgement
from crosswire.records.notice import Notice
from crosswire.records.quotation import Reading
from crosswire.records.source import Source
from crosswire.records.story import Alias, Move, StoryJudgement
from crosswire.stages.outlets import OutletTable
from crosswire.store import (
    comparing,
    entities,
    erasing,
    judging,
    notices,
    reading,
    sources,
    stories,
)
from crosswire.store.articles import Incoming
from crosswire.store.base import Added, Erased, WatchedPage
from crosswire.store.ledger import done, undo
from crosswire.store.order import now
from crosswire.store.reader import SqlReader
from crosswire.store.rows import insert
from crosswire.store.sightings import Sighted
from crosswire.store.tables import failures, ledger, runs, sketches


class SqlSession:
    """See ``base.Session``."""

    def __init__(self, connection: Connection, run_id: str) -> None:
        self._connection = connection
        self._run = run_id
        self._incoming = Incoming(connection, run_id)
        self._counted: dict[str, int] = {}
        self._done: list[dict[str, str | None]] = []
        self._drawn: dict[str, dict[str, str | bytes]] = {}

    @property
    def connection(self) -> Connection:
        """The transaction's, with everything written."""
        self._flush()
        return self._connection

    def _flush(self) -> None:
        """Write what waits: articles first, then what is said of them."""
        self._incoming.flush()
        drawn, self._drawn = list(self._drawn.values()), {}
        insert(self._connection, sketches, drawn, key=["article_id"], replace=["version", "body"])
        lines, self._done = self._done, []
        insert(self._connection, ledger, lines)

    def expect(self, revisions: Iterable[Revision], table: OutletTable | None = None) -> None:
        self._incoming.expect(revisions, table)

    def add_capture(self, capture: Capture, revision: Revision, seen_at: str) -> Added:
        return self._incoming.add(capture, revision, seen_at)

    def sight(self, capture: Capture, seen_at: str) -> Sighted | None:
        return self._incoming.sight(capture, seen_at)

    def add_failure(self, failure: Failure) -> None:
        parts = (failure.stage, failure.item, failure.kind, failure.words)
        row = failure.model_dump() | {
            "id": stable_id("failure", self._run, *parts), "run_id": self._run, "at": now(),
        }  # fmt: skip
        insert(self._connection, failures, [row])

    def mark_done(
        self, stage: str, version: str, input_ids: Iterable[str] | Mapping[str, str | None]
    ) -> None:
        came = input_ids if isinstance(input_ids, Mapping) else dict.fromkeys(input_ids)
        line = {"stage": stage, "version": version, "run_id": self._run, "at": now()}
        for one, result in came.items():
            self._done.append({**line, "input_id": one, "result_id": result})

    def undo(self, stage: str, input_ids: Iterable[str]) -> None:
        undo(self.connection, stage, input_ids)

    def done(self, stage: str, version: str, input_ids: Iterable[str]) -> set[str]:
        return done(self.connection, stage, version, input_ids)

    def apply_moves(self, moves: Sequence[Move], aliases: Sequence[Alias] = ()) -> None:
        stories.apply(self.connection, self._run, moves, aliases)

    def put_sketch(self, article_id: str, body: bytes, version: str) -> None:
        # A second sketch takes the place of the first, which keeps its turn.
        self._drawn[article_id] = {"article_id": article_id, "version": version, "body": body}

    def set_dormant(self, story_ids: Iterable[str]) -> None:
        stories.set_dormant(self.connection, story_ids)

    def add_reading(
        self, reading_: Reading, article_id: str, revision_id: str, version: str
    ) -> None:
        reading.put(self.connection, reading_, article_id, revision_id, version)

    def add_comparison(
        self, story_id: str, comparison: Comparison, version: str, input: str
    ) -> None:
        made = comparing.Made(story_id, version, input, self._run)
        connection = self.connection
        comparing.put(connection, comparison, made, SqlReader(connection).revision)

    def put_entities(
        self, found: Sequence[SharedEntity], gone: Iterable[tuple[str, str]] = ()
    ) -> None:
        entities.put(self.connection, found, gone)

    def add_notices(self, revision_id: str, found: Iterable[Notice]) -> None:
        notices.put(self.connection, self._run, revision_id, found)

    def add_judgement(self, judgement: StoryJudgement | Judgement | EntityJudgement) -> None:
        judging.put(self._connection, judgement)

    def withdraw_judgement(self, judgement_id: str, by: str, at: str) -> None:
        judging.withdraw(self._connection, judgement_id, by, at)

    def put_sources(self, found: Iterable[Source]) -> None:
        sources.put_sources(self.connection, self._run, found)

    def put_pages(self, found: Iterable[WatchedPage]) -> None:
        sources.put_pages(self.connection, found)

    def forget_source(self, url: str) -> None:
        sources.forget(self.connection, url)

    def erase_article(self, article_id: str, *, because: str, by: str, how: str) -> Erased:
        why = erasing.Why("age" if how == "age" else "demand", because, by, self._run)
        return erasing.erase_article(self.connection, article_id, why)

    def erase_captures(self, before: str, *, because: str, by: str) -> int:
        return erasing.erase_captures(
            self.connection, before, erasing.Why("age", because, by, self._run)
        )

    def count(self, **numbers: int) -> None:
        for name, number in numbers.items():
            self._counted[name] = self._counted.get(name, 0) + number

    def finish(self) -> None:
        """Write what waits, and what was counted."""
        self._flush()
        if not self._counted:
            return
        this = runs.c.id == self._run
        counts = dict(self._connection.execute(select(runs.c.counts).where(this)).scalar_one())
        for name, number in self._counted.items():
            counts[name] = counts.get(name, 0) + number
        self._connection.execute(update(runs).where(this).values(counts=counts))
