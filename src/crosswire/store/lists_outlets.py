"""Outlets, in the order of their names, and what is kept of each."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select

from crosswire.errors import ConfigError
from crosswire.records import NoticeLine
from crosswire.records.outlets import OutletLine, OutletLines, OutletName
from crosswire.stages.outlets import OutletTable, plain_name
from crosswire.store.base import Reader
from crosswire.store.notices import of_articles
from crosswire.store.order import domain
from crosswire.store.search_bounds import outlet_ids
from crosswire.store.tables import (
    articles,
    comparisons,
    memberships,
    notices,
    outlets,
    revisions,
)

_NAME: ColumnElement[str] = func.lower(outlets.c.name)


def outlet_lines(
    reader: Reader, name: str = "", *, limit: int = 100, cursor: str | None = None
) -> OutletLines:
    """Outlets with an article here, by name; with ``name``, those with these letters in it."""
    asked = _lines().order_by(_NAME, outlets.c.id).limit(limit + 1)
    if wanted := name.strip():
        asked = asked.where(
            or_(
                outlets.c.name.icontains(wanted, autoescape=True),
                outlets.c.domain.icontains(wanted, autoescape=True),
            )
        )
    if cursor is not None:
        last, _, key = cursor.rpartition("/")
        asked = asked.where(
            or_(last < _NAME, and_(_NAME.is_not_distinct_from(last), outlets.c.id > key))
        )
    rows = reader.connection.execute(asked).all()
    shown = rows[:limit]
    more = f"{shown[-1].folded}/{shown[-1].id}" if len(rows) > limit else None
    return OutletLines(outlets=tuple(map(_line, shown)), next=more)


def outlet(reader: Reader, handle: str) -> OutletLine:
    """The one outlet of that id, name or domain; raises ``ConfigError`` where there is none, or
    several are."""
    found = outlet_ids(reader.connection, handle)
    if len(found) > 1:
        raise ConfigError(
            f"{len(found)} outlets are called {handle[:80]!r}; give the id of one: "
            f"{', '.join(found[:5])}"
        )
    row = reader.connection.execute(_lines().where(outlets.c.id == found[0])).first()
    if row is None:
        raise ConfigError(f"the store has no article of the outlet {handle[:80]!r}")
    return _line(row)


def _lines() -> Select[Any]:
    of = (
        select(
            articles.c.outlet_id, func.count().label("articles"),
            func.max(articles.c.seq).label("newest"), func.min(articles.c.first_seen).label("since"),
        )
        .group_by(articles.c.outlet_id)
        .subquery()
    )  # fmt: skip
    last = articles.alias("newest")
    return (
        select(
            outlets.c.id, outlets.c.name, outlets.c.domain, of.c.articles, of.c.since,
            last.c.published, last.c.first_seen.label("seen"), _NAME.label("folded"),
        )
        .join(of, of.c.outlet_id == outlets.c.id)
        .join(last, last.c.seq == of.c.newest)
    )  # fmt: skip


def _line(row: Row[Any]) -> OutletLine:
    return OutletLine(
        id=row.id,
        name=row.name,
        domain=row.domain,
        articles=row.articles,
        since=row.since,
        newest=row.published,
        newest_seen=row.seen,
    )


def names(reader: Reader, line: OutletLine, table: OutletTable, limit: int) -> list[OutletName]:
    """The names and hosts under which the newest ``limit`` articles of an outlet came, the commonest
    first, and why these are one outlet's."""
    stated = revisions.c.details["outlet"]["value"].as_string()
    asked = (
        select(articles.c.url, stated.label("name"))
        .join(revisions, revisions.c.id == articles.c.revision_id)
        .where(articles.c.outlet_id == line.id)
        .order_by(articles.c.seq.desc())
        .limit(limit)
    )
    found = Counter((row.name, domain(row.url)) for row in reader.connection.execute(asked))
    ordered = sorted(found.items(), key=lambda one: (-one[1], str(one[0])))
    return [
        OutletName(name=name, domain=host, articles=n, because=_because(line, name, host, table))
        for (name, host), n in ordered
    ]


def _because(line: OutletLine, name: str | None, host: str | None, table: OutletTable) -> str:
    """Why pages of this name and host are of the outlet; see ``publishers.Publishers``."""
    own = table.publisher(line.domain, line.name)
    listed = own is not None and table.publisher(host, name or "") == own
    if host is not None and host == line.domain:
        return "its address"
    if own is not None and listed:
        what = host or f"“{name}”"
        return f"the table of outlets has {what} as {own.name} ({own.source})"
    if (name or "").casefold() == line.name.casefold():
        below = "an address that is a part of the other, and the same name"
        return below if host else "no address, and the same name"
    return "as it was counted when it came"


def alike(reader: Reader, line: OutletLine, limit: int) -> list[OutletLine]:
    """Other outlets of nearly the same name ("The", "News", "Online" left aside), of which nothing
    shows that they are one with this."""
    held = reader.connection.execute(select(outlets.c.id, outlets.c.name).order_by(outlets.c.id))
    plain = plain_name(line.name)
    near = [row.id for row in held if row.id != line.id and plain_name(row.name) == plain]
    asked = _lines().where(outlets.c.id.in_(near[:limit])).order_by(_NAME, outlets.c.id)
    return [_line(row) for row in reader.connection.execute(asked)]


def compared_stories(reader: Reader, outlet_id: str, limit: int) -> list[str]:
    """The stories of an outlet's articles that have a comparison, the latest compared first."""
    here = exists().where(
        memberships.c.story_id == comparisons.c.story_id,
        memberships.c.ended_at.is_(None),
        memberships.c.role == "member",
        memberships.c.article_id.in_(
            select(articles.c.id).where(articles.c.outlet_id == outlet_id)
        ),
    )
    asked = select(comparisons.c.story_id).where(here)
    ordered = asked.order_by(comparisons.c.made_at.desc(), comparisons.c.story_id)
    return list(reader.connection.execute(ordered.limit(limit)).scalars())


def corrections(reader: Reader, outlet_id: str, limit: int) -> list[NoticeLine]:
    """What its articles say of their own words, the latest seen first."""
    asked = (
        select(articles.c.id)
        .join(revisions, revisions.c.article_id == articles.c.id)
        .join(notices, notices.c.revision_id == revisions.c.id)
        .where(articles.c.outlet_id == outlet_id)
        .group_by(articles.c.id)
        .order_by(func.max(revisions.c.seen_at).desc(), articles.c.id)
        .limit(limit)
    )
    found = of_articles(reader, reader.connection.execute(asked).scalars().all())
    lines = [
        NoticeLine(
            article=one.article, outlet=one.outlet, revision=one.revision, seen_at=one.seen_at,
            current=one.stands, notice=one.notice,
        )
        for one in found
    ]  # fmt: skip
    return sorted(lines, key=lambda one: one.seen_at, reverse=True)[:limit]


def changed_articles(reader: Reader, outlet_id: str, limit: int) -> Sequence[str]:
    """Its articles that have had several texts, those that changed last first."""
    asked = (
        select(articles.c.id)
        .join(revisions, revisions.c.article_id == articles.c.id)
        .where(articles.c.outlet_id == outlet_id, revisions.c.replaced_by.is_(None))
        .group_by(articles.c.id)
        .having(func.count() > 1)
        .order_by(func.max(revisions.c.seen_at).desc(), articles.c.id)
        .limit(limit)
    )
    return reader.connection.execute(asked).scalars().all()
