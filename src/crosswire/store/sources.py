"""What is watched: sources, and the pages they named."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    case,
    delete,
    exists,
    func,
    select,
    update,
)

from crosswire.errors import ConfigError
from crosswire.records.base import stable_id
from crosswire.records.source import Source, SourceLine
from crosswire.store.base import Reader, WatchedPage
from crosswire.store.order import address, as_text, moment
from crosswire.store.rows import Values, insert, parts
from crosswire.store.tables import articles, pages, sources, tombstones

ENOUGH = 5
"""Gaps between news of a source from which on something is said of its rhythm."""
CLOCKS_DIFFER = timedelta(minutes=5)
"""By which the clocks of machines that write one store may differ."""
_FIELDS = tuple(Source.model_fields)
_CHANGES = tuple(name for name in _FIELDS if name not in {"url", "added_at"})
_RENAMED = {"source": "source_id", "article": "article_id"}
_COLUMNS = tuple(_RENAMED.get(name, name) for name in WatchedPage._fields)
"""The columns of ``pages`` in the order of ``WatchedPage``."""
_PAGE_CHANGES = tuple(c for c in _COLUMNS if c not in {"address", "source_id", "first_seen"})
_ASKED = pages.c.source_id.is_(None) | pages.c.source_id.not_in(
    select(sources.c.id).where(sources.c.state == "paused")
)
"""Of a source that is paused nothing is asked, its pages neither."""


def source_id(url: str) -> str:
    """A source's id in the store."""
    return stable_id("source", url)


def put_sources(connection: Connection, run: str, found: Iterable[Source]) -> None:
    """Sources as they are now, each in place of the one of its address."""
    rows = [{"id": source_id(one.url), "run_id": run, **one.model_dump()} for one in found]
    insert(connection, sources, rows, replace=_CHANGES)


def put_pages(connection: Connection, found: Iterable[WatchedPage]) -> None:
    """Pages as they are now; who named a page first, and when, stays."""
    insert(connection, pages, [_row(page) for page in found], replace=_PAGE_CHANGES)


def forget(connection: Connection, url: str) -> None:
    """Take a source out, with the pages that it named and that nobody fetched; what is kept stays,
    and is not looked at again."""
    this = source_id(url)
    waiting = delete(pages).where(pages.c.source_id == this, pages.c.state == "waiting")
    connection.execute(waiting)
    left = update(pages).where(pages.c.source_id == this)
    connection.execute(left.values(source_id=None, next_at=None))
    connection.execute(delete(sources).where(sources.c.id == this))


def get(reader: Reader, urls: Iterable[str] | None = None) -> list[Source]:
    """The sources at these addresses, or all, in the order they were added."""
    ask = select(sources).order_by(sources.c.added_at, sources.c.url)
    if urls is None:
        return [_source(row) for row in reader.connection.execute(ask).mappings()]
    found: list[Source] = []
    for part in parts(urls):
        rows = reader.connection.execute(ask.where(sources.c.url.in_(part))).mappings()
        found += (_source(row) for row in rows)
    return found


def meant(reader: Reader, handle: str) -> Source:
    """The source that a person means by its address, or a part of it that no other has."""
    everything = get(reader)
    exact = [one for one in everything if one.url == handle.strip()]
    found = exact or [one for one in everything if handle.strip() in one.url]
    if len(found) == 1:
        return found[0]
    fault = "none has" if not found else f"{len(found)} have"
    raise ConfigError(f"the address of one source was wanted, {fault} {handle!r}: crosswire feeds")


def due(reader: Reader, at: datetime) -> list[Source]:
    """The sources that are to be asked now, the longest overdue first."""
    ask = select(sources).where(sources.c.state == "active", _due(sources, at))
    ordered = ask.order_by(sources.c.next_at, sources.c.url)
    return [_source(row) for row in reader.connection.execute(ordered).mappings()]


def pages_due(reader: Reader, at: datetime, limit: int) -> list[WatchedPage]:
    """The pages that are to be asked now: new ones first, the longest overdue of them first."""
    new = case((pages.c.state == "waiting", 0), else_=1)
    ask = select(pages).where(_due(pages, at), _ASKED).limit(limit)
    ordered = ask.order_by(new, pages.c.next_at, pages.c.address)
    return [_page(row) for row in reader.connection.execute(ordered).mappings()]


def _due(of: Table, at: datetime) -> ColumnElement[bool]:
    """It is time; or it was last dealt with at a time that is still to come, so that the clock was wrong
    and with it when it was to be asked again."""
    first = of.c.added_at if of is sources else of.c.first_seen
    wrong = func.coalesce(of.c.tried_at, first) > as_text(at + CLOCKS_DIFFER)
    return of.c.next_at.is_not(None) & ((of.c.next_at <= as_text(at)) | wrong)


def pages_waiting(reader: Reader, at: datetime) -> int:
    """How many pages are to be asked now."""
    ask = select(func.count()).select_from(pages)
    due_now = ask.where(_due(pages, at), _ASKED)
    return int(reader.connection.execute(due_now).scalar_one())


def known(reader: Reader, addresses: Iterable[str]) -> set[str]:
    """Those of the addresses that a source named before."""
    found: set[str] = set()
    for part in parts(addresses):
        ask = select(pages.c.address).where(pages.c.address.in_(part))
        found.update(reader.connection.execute(ask).scalars())
    return found


def standing(reader: Reader, found: Sequence[WatchedPage]) -> list[WatchedPage]:
    """Those of the pages that are still to be noted: their source may have been taken out while they
    were fetched. What is kept of it is not looked at again."""
    held: dict[str, str | None] = {}
    for part in parts(page.address for page in found):
        ask = select(pages.c.address, pages.c.source_id).where(pages.c.address.in_(part))
        held.update((row.address, row.source_id) for row in reader.connection.execute(ask))
    return [
        page if held[page.address] == page.source else page._replace(next_at=None)
        for page in found
        if page.address in held
    ]


def next_time(reader: Reader) -> datetime | None:
    """When anything is to be asked next; None: never."""
    times = [
        reader.connection.execute(ask).scalar()
        for ask in (
            select(func.min(sources.c.next_at)).where(sources.c.state == "active"),
            select(func.min(pages.c.next_at)).where(_ASKED),
        )
    ]
    return min((moment(one) for one in times if one), default=None)


def article_at(url: str) -> str | None:
    """The id of the article of this address, whether it is kept or not; None: it names none."""
    known_as = address(url)
    return stable_id("article", known_as) if known_as else None


def dated(reader: Reader, article_ids: Iterable[str]) -> dict[str, datetime]:
    """Those of the articles that are kept, and when each is dated; what was erased is not."""
    erased = exists().where(tombstones.c.id == articles.c.id)
    found: dict[str, datetime] = {}
    for part in parts(article_ids):
        ask = select(articles.c.id, articles.c.sort_at).where(articles.c.id.in_(part), ~erased)
        for row in reader.connection.execute(ask):
            found[row.id] = datetime.fromtimestamp(row.sort_at, UTC)
    return found


def gone(connection: Connection, article_ids: Iterable[str]) -> dict[str, str]:
    """Articles that stand at their addresses no more, and what shows it, in words."""
    found: dict[str, str] = {}
    for part in parts([*article_ids]):
        asked = select(pages.c.article_id, pages.c.status, pages.c.tried_at).where(
            pages.c.article_id.in_(part), pages.c.state == "gone"
        )
        found |= {
            row.article_id: f"not at its address any more: the host answered HTTP {row.status} at "
            f"{row.tried_at}"
            for row in connection.execute(asked)
        }
    return found


def lines(reader: Reader, at: datetime) -> list[SourceLine]:
    """Every source with how it fares, those that need looking at first."""
    counts = _counts(reader.connection)
    gaps = _gaps(reader.connection)
    found = [
        _line(
            source, counts.get(source_id(source.url), {}), gaps.get(source_id(source.url), ()), at
        )
        for source in get(reader)
    ]
    return sorted(found, key=lambda one: (-one.source.failures, not one.quiet))


def _line(
    source: Source, counts: dict[str, int], gaps: Sequence[float], at: datetime
) -> SourceLine:
    # A site or a list names new feeds once in years; their silence says nothing.
    asked = source.state == "active" and source.kind in ("feed", "sitemap")
    lately = source.changed_at if asked else None
    enough = len(gaps) >= ENOUGH
    return SourceLine(
        source=source,
        kept=counts.get("kept", 0),
        waiting=counts.get("waiting", 0),
        refused=counts.get("refused", 0) + counts.get("gone", 0),
        silent_seconds=int((at - moment(lately)).total_seconds()) if lately else None,
        usual_seconds=int(median(gaps)) if enough else None,
        longest_seconds=int(max(gaps)) if enough else None,
    )


def _counts(connection: Connection) -> dict[str, dict[str, int]]:
    ask = select(pages.c.source_id, pages.c.state, func.count().label("number"))
    found: dict[str, dict[str, int]] = {}
    for row in connection.execute(ask.group_by(pages.c.source_id, pages.c.state)):
        found.setdefault(row.source_id, {})[row.state] = row.number
    return found


def _gaps(connection: Connection) -> dict[str, list[float]]:
    """By source: the seconds between the times at which anything new came of it."""
    ask = select(pages.c.source_id, pages.c.first_seen).distinct()
    times: dict[str, list[float]] = {}
    for row in connection.execute(ask.order_by(pages.c.first_seen)):
        times.setdefault(row.source_id, []).append(moment(row.first_seen).timestamp())
    return {source: [b - a for a, b in pairwise(came)] for source, came in times.items()}


def _source(row: Any) -> Source:
    values = {name: row[name] for name in _FIELDS}
    return Source.model_validate(values | {"title": values["title"] or "",
                                           "because": values["because"] or ""})  # fmt: skip


def _page(row: Any) -> WatchedPage:
    return WatchedPage(*(row[name] for name in _COLUMNS))


def _row(page: WatchedPage) -> Values:
    return dict(zip(_COLUMNS, page, strict=True))
