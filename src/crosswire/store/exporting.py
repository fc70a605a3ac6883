"""Captures on their way out, one at a time, with what the store knows of each."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from crosswire.errors import ConfigError
from crosswire.records.article import Capture
from crosswire.records.chain import STATED
from crosswire.store.base import Reader, Tombstone
from crosswire.store.order import as_text
from crosswire.store.rows import parts
from crosswire.store.search_bounds import outlet_ids
from crosswire.store.tables import articles, captures, outlets, payloads, texts


class Kept(NamedTuple):
    """A capture of the store."""

    id: str
    article: str
    revision: str
    outlet: str | None
    """Whose article it is, as lists name it."""
    seen_at: str
    capture: Capture
    """Without text and payload where these were erased."""
    erased: Tombstone | None = None


def captures_kept(
    reader: Reader,
    article_ids: Sequence[str] | None,
    *,
    since: str | None = None,
    until: str | None = None,
    outlet: str | None = None,
) -> Iterator[Kept]:
    """Captures in the order they came: of these articles (None: of all), seen between ``since`` and
    ``until`` (a day counts whole), of this outlet."""
    asked = (
        select(captures.c.id, captures.c.article_id, captures.c.revision_id, captures.c.seen_at,
               outlets.c.name.label("outlet"))
        .join(articles, articles.c.id == captures.c.article_id)
        .outerjoin(outlets, outlets.c.id == articles.c.outlet_id)
        .order_by(captures.c.seen_at, captures.c.id)
    )  # fmt: skip
    if since is not None:
        asked = asked.where(captures.c.seen_at >= _moment(since, "since"))
    if until is not None:
        asked = asked.where(captures.c.seen_at < _moment(until, "until", after=True))
    if outlet is not None:
        asked = asked.where(articles.c.outlet_id.in_(outlet_ids(reader.connection, outlet)))
    for row in _of(reader, asked, article_ids):
        stone = reader.erased([row.article_id]).get(row.article_id)
        yield Kept(row.id, row.article_id, row.revision_id, row.outlet, row.seen_at,
                   reader.capture(row.id), stone)  # fmt: skip


def bytes_kept(reader: Reader, article_ids: Sequence[str]) -> int:
    """How many bytes the captures of these articles have, unpacked: of pages, and of mere words."""
    ask = (
        select(func.sum(func.coalesce(payloads.c.size, func.length(texts.c.content), 0)))
        .select_from(captures)
        .outerjoin(payloads, payloads.c.id == captures.c.payload_id)
        .outerjoin(texts, texts.c.id == captures.c.text_id)
    )
    found = (
        reader.connection.execute(ask.where(captures.c.article_id.in_(part))).scalar()
        for part in parts(article_ids)
    )
    return sum(int(one or 0) for one in found)


class Beside(NamedTuple):
    """What is kept of a capture beside its bytes, as the chain commits to it."""

    fetched: Any
    stated: dict[str, str | None]


def beside(reader: Reader, capture_ids: Sequence[str]) -> dict[str, Beside]:
    """How each was fetched and what its sender stated, as it is kept."""
    found: dict[str, Beside] = {}
    columns = [captures.c[name] for name in STATED]
    for part in parts(capture_ids):
        ask = select(captures.c.id, captures.c.fetched, *columns).where(captures.c.id.in_(part))
        for row in reader.connection.execute(ask):
            stated = {name: row._mapping[name] for name in STATED}
            found[row.id] = Beside(row.fetched, stated)
    return found


def texts_of(reader: Reader, ids: Sequence[str]) -> dict[str, str]:
    """The texts of these ids, as far as they are here."""
    found: dict[str, str] = {}
    for part in parts(ids):
        ask = select(texts.c.id, texts.c.content).where(texts.c.id.in_(part))
        found.update((row.id, row.content) for row in reader.connection.execute(ask))
    return found


def _of(reader: Reader, asked: Any, article_ids: Sequence[str] | None) -> list[Any]:
    if article_ids is None:
        return list(reader.connection.execute(asked).all())
    found: list[Any] = []
    for part in parts(article_ids):
        found += reader.connection.execute(asked.where(captures.c.article_id.in_(part))).all()
    return sorted(found, key=lambda row: (row.seen_at, row.id))


def _moment(stated: str, name: str, *, after: bool = False) -> str:
    """A day or an instant as the store writes times; ``after``: the end of what was stated."""
    try:
        if len(stated) == len("2026-11-20"):
            day = datetime.combine(date.fromisoformat(stated), time(), UTC)
            return as_text(day + timedelta(days=after))
        at = datetime.fromisoformat(stated)
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return as_text(at + timedelta(milliseconds=after))
    except (ValueError, OverflowError) as wrong:
        raise ConfigError(
            f"--{name} takes a day or an instant (2026-11-20, 2026-11-20T08:00Z), got {stated!r}"
        ) from wrong


def articles_of(connection: Connection, captures_: Iterable[str]) -> list[str]:
    """The articles that these captures hold, each once, in order."""
    ask = select(captures.c.id, captures.c.article_id)
    wanted = [*captures_]
    found = {
        row.id: row.article_id
        for part in parts(wanted)
        for row in connection.execute(ask.where(captures.c.id.in_(part)))
    }
    return [*dict.fromkeys(found[one] for one in wanted if one in found)]
