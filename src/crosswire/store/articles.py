"""Captures coming in: which article each is of, what of it is new, and where it stands in time."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, or_, select, update

from crosswire.records.article import Capture, Revision
from crosswire.records.base import stable_id
from crosswire.stages.outlets import OutletTable
from crosswire.store import chain, entities, index
from crosswire.store.adding import (
    Values,
    article_key,
    capture_row,
    payload_rows,
    refuse_unstorable,
    revision_row,
    text_rows,
)
from crosswire.store.base import Added, capture_key, revision_key
from crosswire.store.order import as_text, moment, place_in_time
from crosswire.store.publishers import Publishers
from crosswire.store.rows import Seqs, insert, parts
from crosswire.store.sightings import Sighted, sight
from crosswire.store.tables import articles, captures, payloads, revisions, texts
from crosswire.store.tombs import Refused
from crosswire.store.words import storable

_IN_ORDER = (texts, payloads, articles, captures, revisions)
"""What is named before what names it."""
_CAPTURE = select(captures.c.article_id, captures.c.revision_id).where(
    captures.c.id == bindparam("this")
)
_ARTICLE = select(
    articles.c.seq, articles.c.id, articles.c.revision_id, articles.c.last_seen
).where(articles.c.id == bindparam("this"))


class Incoming:
    """The captures of one transaction. Articles not seen before are gathered and written table by
    table; what is known already is looked at row by row."""

    def __init__(self, connection: Connection, run_id: str) -> None:
        self._connection = connection
        self._run = run_id
        self._seqs = Seqs(connection, articles)
        self._outlets = Publishers(connection)
        self._refused = Refused(connection)
        self._absent: set[str] = set()
        """Ids of captures and articles that the store has not."""
        self._begin()

    def _begin(self) -> None:
        self._rows: dict[str, dict[str, Values]] = {table.name: {} for table in _IN_ORDER}
        self._words: dict[int, tuple[str | None, str]] = {}
        self._chained: list[chain.Says] = []

    def expect(self, expected: Iterable[Revision], table: OutletTable | None = None) -> None:
        """Ask once which of these the store has not; ``table`` says which outlets are one."""
        self._outlets.table = table or self._outlets.table
        coming = list(expected)
        self._ask(captures, {capture_key(one.capture) for one in coming})
        self._ask(articles, {article_key(one) for one in coming})

    def _ask(self, table: Table, ids: set[str]) -> None:
        self._absent |= ids - self._rows[table.name].keys()
        for part in parts(sorted(ids)):
            there = select(table.c.id).where(table.c.id.in_(part))
            self._absent.difference_update(self._connection.execute(there).scalars())

    def add(self, capture: Capture, revision: Revision, seen_at: str) -> Added:
        """Keep a capture and what was read from it."""
        if capture != revision.capture:
            raise ValueError(f"{revision.id} was read from another capture than {capture.id}")
        refuse_unstorable(revision)
        seen, key = as_text(moment(seen_at)), capture_key(capture)
        if key in self._rows["captures"]:
            self.flush()
        known = self._known(key)
        article_id = known.article_id if known else article_key(revision)
        self._refused.refuse(article_id, capture, revision.body)
        revision_id = revision_key(article_id, revision.body.id)
        if article_id in self._rows["articles"]:
            self.flush()
        article = self._article(article_id)
        row = revision_row(revision) | {
            "id": revision_id, "article_id": article_id, "capture_id": key, "seen_at": seen,
            "last_seen": seen, "replaced_by": None,
        }  # fmt: skip
        if article is None:
            self._gather(revision, row, seen)
            return Added(article_id, revision_id, new_article=True, new_revision=True)
        self._absent.discard(key)
        row["id"] = self._under_its_headline(row, known)
        again = _Again(self._connection, self._run, article, known)
        if known is None:
            self._chain(revision, row, seen)
        new, shown = again.add(revision, row, seen)
        back = self.sight(capture, seen) if known else None
        return Added(article_id, row["id"], False, new, shown or bool(back and back.shown))

    def sight(self, capture: Capture, seen_at: str) -> Sighted | None:
        """A capture that the store has came again; None: that is no new sighting of its page."""
        if capture_key(capture) in self._rows["captures"]:
            self.flush()
        return sight(self._connection, self._run, capture, seen_at)

    def _under_its_headline(self, row: Values, known: Row[Any] | None) -> str:
        """The id of a revision of a known article: a text that comes back under another headline is
        another revision. One capture read otherwise is not, nor is a page without a headline."""
        ask = select(revisions.c.headline_id).where(revisions.c.id == row["id"])
        before = self._connection.execute(ask).scalar()
        reread = known is not None and known.revision_id == row["id"]
        if reread or before is None or row["headline_id"] in (None, before):
            return str(row["id"])
        return stable_id("revision", row["article_id"], row["text_id"], row["headline_id"])

    def flush(self) -> None:
        """Write what has been gathered."""
        self._outlets.flush()
        for table in _IN_ORDER:
            insert(self._connection, table, list(self._rows[table.name].values()))
        index.reindex(self._connection, "article", {}, self._words)
        coming = self._chained
        self._begin()
        chain.append(self._connection, coming)

    def _chain(self, revision: Revision, row: Values, seen: str) -> Values:
        """The row of a capture that is new, whose entry of the chain follows when it is written."""
        kept = _capture(revision, row, seen, self._run)
        self._chained.append(chain.came(kept, revision.capture))
        return kept

    def _known(self, key: str) -> Any:
        if key in self._absent:
            return None
        return self._connection.execute(_CAPTURE, {"this": key}).first()

    def _article(self, article_id: str) -> Any:
        if article_id in self._absent:
            return None
        return self._connection.execute(_ARTICLE, {"this": article_id}).first()

    def _gather(self, revision: Revision, row: Values, seen: str) -> None:
        when = place_in_time(row["published"], seen)
        seq = self._seqs.next(when.at)
        self._absent -= {row["capture_id"], row["article_id"]}
        self._rows["texts"].update((text["id"], text) for text in text_rows(revision))
        self._rows["payloads"].update((one["id"], one) for one in payload_rows(revision.capture))
        self._rows["revisions"][row["id"]] = row
        self._rows["captures"][row["capture_id"]] = self._chain(revision, row, seen)
        self._rows["articles"][row["article_id"]] = _shown(revision, row) | {
            "seq": seq, "id": row["article_id"], "name": revision.capture.name,
            "url": revision.capture.url, "outlet_id": self._outlets.take(revision),
            "sort_at": when.at, "date_doubt": when.doubt, "first_seen": seen, "last_seen": seen,
            "run_id": self._run,
        }  # fmt: skip
        headline = _headline(revision)
        self._words[seq] = (headline and storable(headline), storable(revision.body.content))


class _Again:
    """A capture of an article that the store has."""

    def __init__(
        self, connection: Connection, run_id: str, article: Row[Any], known: Row[Any] | None
    ) -> None:
        self._connection = connection
        self._run = run_id
        self._article = article
        self._known = known
        """The capture, where the store has that too."""

    def add(self, revision: Revision, row: Values, seen: str) -> tuple[bool, bool]:
        """Whether the revision is new, and whether the article shows something else now."""
        seqs = [self._article.seq]
        gone = index.indexed_now(self._connection, "article", seqs)
        ask = select(revisions.c.id).where(revisions.c.id == row["id"])
        new = self._connection.execute(ask).first() is None
        insert(self._connection, texts, text_rows(revision))
        shown = False
        if self._known is None:
            shown = self._seen(revision, row, seen)
        if new:
            insert(self._connection, revisions, [row])
        if self._known is not None:
            shown = self._reread(row, self._known.revision_id)
        if shown:
            self._set(articles, self._article.id, **_shown(revision, row))
        self._set(articles, self._article.id, last_seen=max(seen, self._article.last_seen))
        later = update(revisions).where(revisions.c.id == row["id"], revisions.c.last_seen < seen)
        self._connection.execute(later.values(last_seen=seen))
        now = index.indexed_now(self._connection, "article", seqs)
        if now != gone:
            index.reindex(self._connection, "article", gone, now)
        return new, shown

    def _seen(self, revision: Revision, row: Values, seen: str) -> bool:
        """Another capture of it; whether its text is now the article's."""
        insert(self._connection, payloads, payload_rows(revision.capture))
        insert(self._connection, captures, [_capture(revision, row, seen, self._run)])
        return bool(seen >= self._article.last_seen and row["id"] != self._article.revision_id)

    def _reread(self, row: Values, before: str) -> bool:
        """The same capture, maybe read by a newer version of ``clean``; whether what the article
        shows may be another now."""
        if before == row["id"]:
            return self._read_otherwise(row)
        self._set(captures, row["capture_id"], revision_id=row["id"])
        self._set(revisions, before, replaced_by=row["id"])
        self._set(revisions, row["id"], replaced_by=None)
        named = entities.of_revision(self._connection, before)
        entities.recount(self._connection, named)
        return bool(before == self._article.revision_id)

    def _read_otherwise(self, row: Values) -> bool:
        """The text is the same; what else is read from its capture may not be."""
        ask = select(revisions.c.capture_id, *(revisions.c[name] for name in _READ)).where(
            revisions.c.id == row["id"]
        )
        found = self._connection.execute(ask).one()
        read = {name: row[name] for name in _READ}
        if found.capture_id != row["capture_id"] or read == dict(
            zip(_READ, found[1:], strict=True)
        ):
            return False
        self._connection.execute(update(revisions).where(revisions.c.id == row["id"]).values(read))
        return bool(row["id"] == self._article.revision_id)

    def _set(self, table: Any, key: str, **values: Any) -> None:
        """Change columns of a row, where they are not so already."""
        changes = or_(*(table.c[name].is_distinct_from(value) for name, value in values.items()))
        self._connection.execute(update(table).where(table.c.id == key, changes).values(**values))


_READ = ("headline_id", "standfirst_id", "published", "completeness", "details")
"""What of a revision may be read otherwise by a newer version of ``clean``, its text the same."""


def _headline(revision: Revision) -> str | None:
    return revision.headline.value if revision.headline else None


def _shown(revision: Revision, row: Values) -> Values:
    """What an article shows of its current revision."""
    return {
        "language": revision.language, "headline": _headline(revision),
        "published": row["published"], "revision_id": row["id"],
    }  # fmt: skip


def _capture(revision: Revision, row: Values, seen: str, run_id: str) -> Values:
    return capture_row(revision.capture, revision.body) | {
        "article_id": row["article_id"], "revision_id": row["id"], "seen_at": seen,
        "run_id": run_id,
    }  # fmt: skip
