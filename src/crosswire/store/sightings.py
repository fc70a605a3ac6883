"""Sightings: a page that was fetched again and is, byte for byte, what it was once before.

A text that an outlet goes back to is the article's text again. Only what was fetched says so: a saved
file that is added again is the same file, and says nothing of what the page shows now.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, select, update

from crosswire.records.article import Capture, Fetched
from crosswire.store import index
from crosswire.store.base import Reader, capture_key
from crosswire.store.order import as_text, moment
from crosswire.store.rows import insert, parts
from crosswire.store.tables import articles, captures, revisions, sightings, texts


class Sighted(NamedTuple):
    """A page that was seen again."""

    article_id: str
    shown: bool
    """The article shows this text now, and showed another before."""


def sight(connection: Connection, run_id: str, capture: Capture, seen_at: str) -> Sighted | None:
    """Keep that the page was fetched and was as ``capture`` has it; None: the store has no such
    capture, or saw the article as late as that already (an archive that is added twice)."""
    key = capture_key(capture)
    found = connection.execute(_CAPTURED.where(captures.c.id == key)).first()
    seen = as_text(moment(seen_at))
    fetched = _fetched(capture.fetched, seen)
    if found is None or fetched is None or fetched <= _latest(connection, found.article_id):
        return None
    insert(connection, sightings, [
        {"capture_id": key, "fetched_at": fetched, "seen_at": seen, "run_id": run_id}
    ])  # fmt: skip
    later = update(revisions).where(
        revisions.c.id == found.revision_id, revisions.c.last_seen < seen
    )
    connection.execute(later.values(last_seen=seen))
    values: dict[str, Any] = {"last_seen": max(seen, found.last_seen)}
    shown = bool(found.current != found.revision_id)
    if shown:
        values |= _shown(connection, found.revision_id)
    _change(connection, found, values)
    return Sighted(found.article_id, shown)


def come_back(reader: Reader, captures_: Iterable[Capture]) -> bool:
    """Whether one of these was fetched, and has a text that is not its article's now."""
    keys = (capture_key(one) for one in captures_ if one.fetched is not None)
    return any(
        row.current != row.revision_id
        for part in parts(keys)
        for row in reader.connection.execute(_CAPTURED.where(captures.c.id.in_(part)))
    )


_CAPTURED = select(
    captures.c.article_id, captures.c.revision_id, articles.c.seq, articles.c.last_seen,
    articles.c.revision_id.label("current"),
).join(articles, articles.c.id == captures.c.article_id)  # fmt: skip


def _change(connection: Connection, found: Any, values: dict[str, Any]) -> None:
    gone = index.indexed_now(connection, "article", [found.seq])
    connection.execute(update(articles).where(articles.c.id == found.article_id).values(**values))
    now = index.indexed_now(connection, "article", [found.seq])
    if now != gone:
        index.reindex(connection, "article", gone, now)


def _shown(connection: Connection, revision_id: str) -> dict[str, Any]:
    """What an article shows of a revision that it had before."""
    row = connection.execute(
        select(revisions.c.published, revisions.c.details, texts.c.content)
        .outerjoin(texts, texts.c.id == revisions.c.headline_id)
        .where(revisions.c.id == revision_id)
    ).one()
    return {
        "revision_id": revision_id, "headline": row.content, "published": row.published,
        "language": row.details.get("language"),
    }  # fmt: skip


def _latest(connection: Connection, article_id: str) -> str:
    """When the article was last fetched, or had where it was not fetched."""
    came = select(captures.c.fetched, captures.c.seen_at).where(captures.c.article_id == article_id)
    again = (
        select(sightings.c.fetched_at)
        .join(captures, captures.c.id == sightings.c.capture_id)
        .where(captures.c.article_id == article_id)
    )
    times = [_of_capture(row) for row in connection.execute(came)]
    return max([*times, *map(str, connection.execute(again).scalars())])


def _of_capture(row: Any) -> str:
    fetched = Fetched.model_validate(row.fetched) if row.fetched is not None else None
    return _fetched(fetched, row.seen_at) or str(row.seen_at)


def _fetched(fetched: Fetched | None, seen: str) -> str | None:
    """When it was fetched, as the store writes times; no later than we had it, whatever clock an
    archive was made by."""
    return min(as_text(at), seen) if (at := next(_moments(fetched), None)) else None


def _moments(fetched: Fetched | None) -> Iterator[datetime]:
    try:
        if fetched is not None:
            yield moment(fetched.at)
    except ValueError:
        return  # an archive that does not say when
