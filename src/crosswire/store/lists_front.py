"""The front page's stories: which are asked for, in which order, a page at a time."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    func,
    literal,
    or_,
    select,
    text,
)

from crosswire.errors import ConfigError
from crosswire.records import Query
from crosswire.records.front import StoryQuery
from crosswire.store.base import Reader
from crosswire.store.lists_coverage import IS_SATIRE
from crosswire.store.lists_origins import shown_origins
from crosswire.store.rows import parts
from crosswire.store.search_plan import narrowed
from crosswire.store.search_query import read_query
from crosswire.store.tables import (
    articles,
    comparisons,
    memberships,
    notices,
    outlets,
    revisions,
    runs,
    stories,
    tombstones,
)

MOST = 200
"""Stories on one page."""
_OPEN = and_(memberships.c.ended_at.is_(None), memberships.c.role == "member")


class Found(NamedTuple):
    """One page of stories, by id."""

    ids: tuple[str, ...]
    rising: Mapping[str, int]
    """How many outlets came to each since ``lately``; none where it is missing."""
    next: str | None


def front(reader: Reader, query: StoryQuery, lately: str) -> Found:
    """The stories asked for; ``lately``: since when an outlet is new on a story. Raises
    ``ConfigError`` for what cannot be answered."""
    if not 0 < query.limit <= MOST:
        raise ConfigError(f"a page holds 1 to {MOST} stories, got a limit of {query.limit}")
    new = _rising(lately).subquery()
    number, asked = _ordered(query, new)
    told = or_(stories.c.articles > 0, stories.c.attached > 0)
    asked = asked.where(stories.c.state != "merged", told)
    if query.filtered:
        asked = asked.where(stories.c.id.in_(_fitting(reader, query)))
    if query.cursor is not None:
        asked = asked.where(_after(query.cursor, number))
    newest = (stories.c.last_at.desc().nulls_last(), stories.c.id)
    by_number = () if query.order == "newest" else (number.desc(),)
    rows = reader.connection.execute(
        asked.order_by(*by_number, *newest).limit(query.limit + 1)
    ).all()
    shown = rows[: query.limit]
    ids = tuple(row.id for row in shown)
    return Found(
        ids=ids,
        rising=_counts(reader.connection, ids, lately),
        next=_cursor(shown[-1]) if len(rows) > query.limit else None,
    )


def _ordered(query: StoryQuery, new: Any) -> tuple[ColumnElement[int], Select[Any]]:
    """The number that stories are ordered by before time, and the question with it."""
    number: ColumnElement[int] = literal(0)
    columns = (stories.c.id, stories.c.last_at)
    if query.order == "outlets":
        number = stories.c.outlets
    if query.order == "rising":
        number = func.coalesce(new.c.number, 0)
        joined = stories.outerjoin(new, new.c.story_id == stories.c.id)
        return number, select(*columns, number.label("n")).select_from(joined)
    if query.order == "origins":
        shown = shown_origins().subquery()
        number = func.coalesce(shown.c.at_least, 1)
        joined = stories.outerjoin(shown, shown.c.story_id == stories.c.id)
        return number, select(*columns, number.label("n")).select_from(joined)
    return number, select(*columns, number.label("n"))


def _rising(lately: str, ids: Sequence[str] | None = None) -> Select[Any]:
    """By story: the outlets whose first article on it came since ``lately``. Satire tells nothing."""
    brought = (
        select(memberships.c.story_id)
        .join(articles, articles.c.id == memberships.c.article_id)
        .where(_OPEN, articles.c.first_seen >= lately, articles.c.run_id.in_(_running(lately)))
    )
    who = func.coalesce(articles.c.outlet_id, articles.c.id)
    first = (
        select(memberships.c.story_id, func.min(articles.c.first_seen).label("seen"))
        .join(articles, articles.c.id == memberships.c.article_id)
        .join(revisions, revisions.c.id == articles.c.revision_id)
        .where(_OPEN, memberships.c.story_id.in_(brought if ids is None else ids), ~IS_SATIRE)
        .group_by(memberships.c.story_id, who)
    ).subquery()
    return (
        select(first.c.story_id, func.count().label("number"))
        .where(first.c.seen >= lately)
        .group_by(first.c.story_id)
    )


def _running(lately: str) -> Select[Any]:
    """Runs that were at work since: what they brought is found by them, not by its time."""
    return select(runs.c.id).where(or_(runs.c.ended_at.is_(None), runs.c.ended_at >= lately))


def _counts(connection: Connection, ids: Sequence[str], lately: str) -> dict[str, int]:
    """How many outlets came lately to each of these stories."""
    recent = (
        select(memberships.c.story_id)
        .join(articles, articles.c.id == memberships.c.article_id)
        .where(_OPEN, articles.c.first_seen >= lately, memberships.c.story_id.in_(ids))
        .distinct()
    )
    fresh = list(connection.execute(recent).scalars()) if ids else []
    if not fresh:
        return {}
    rows = connection.execute(_rising(lately, fresh))
    return {row.story_id: row.number for row in rows}


def fitting(reader: Reader, query: StoryQuery, ids: Sequence[str]) -> int:
    """How many of these stories a query leaves."""
    wanted = _fitting(reader, query)
    asked = select(func.count()).select_from(stories).where(stories.c.id.in_(wanted))
    return sum(
        reader.connection.execute(asked.where(stories.c.id.in_(part))).scalar_one()
        for part in parts(ids)
    )


def number(reader: Reader, query: StoryQuery) -> tuple[int, int]:
    """How many stories a query leaves, and of how many."""
    told = or_(stories.c.articles > 0, stories.c.attached > 0)
    counted = select(func.count()).select_from(stories).where(stories.c.state != "merged", told)
    every = reader.connection.execute(counted).scalar_one()
    if not query.filtered:
        return every, every
    left = counted.where(stories.c.id.in_(_fitting(reader, query)))
    return reader.connection.execute(left).scalar_one(), every


def _fitting(reader: Reader, query: StoryQuery) -> Any:
    """Ids of the stories with an article that fits, a subquery."""
    wanted = read_query(query.words) if query.words.strip() else None
    plan = narrowed(
        reader,
        Query(
            words=query.words, outlet=query.outlet, entity=query.entity, since=query.since,
            until=query.until,
        ),
        wanted,
    )  # fmt: skip
    values = dict(plan.values)
    asked = (
        "SELECT m.story_id FROM memberships m JOIN articles a ON a.id = m.article_id "
        f"WHERE m.ended_at IS NULL AND a.seq IN (SELECT {plan.row} FROM {plan.table} "
        f"WHERE {plan.where})"
    )
    if query.since is not None or query.until is not None:
        asked += " AND a.date_doubt IS NULL"
    if query.language is not None:
        asked += " AND a.language = :language"
        values["language"] = query.language.strip().lower()
    if query.country is not None:
        asked += " AND a.outlet_id IN (SELECT o.id FROM outlets o WHERE lower(o.domain) LIKE :ends)"
        values["ends"] = f"%.{_ending(query.country)}"
    return text(asked).bindparams(**values).columns(memberships.c.story_id)


def _ending(country: str) -> str:
    """How addresses of a country end; raises ``ConfigError`` for what names none."""
    code = country.strip().lower()
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise ConfigError(f"a country has two letters (GB, DE), got {country[:40]!r}")
    return "uk" if code == "gb" else code


def countries(connection: Connection) -> list[str]:
    """The countries that outlets' addresses end with."""
    found = set()
    for (domain,) in connection.execute(select(outlets.c.domain).distinct()):
        code = (domain or "").rpartition(".")[2].lower()
        if len(code) == 2 and code.isascii() and code.isalpha():
            found.add("GB" if code == "uk" else code.upper())
    return sorted(found)


def languages(connection: Connection) -> list[str]:
    """The languages of articles."""
    asked = select(articles.c.language).where(articles.c.language.is_not(None)).distinct()
    return sorted(connection.execute(asked).scalars())


def _cursor(row: Any) -> str:
    return f"{row.n}/{row.last_at or ''}/{row.id}"


def _after(cursor: str, number: ColumnElement[int]) -> ColumnElement[bool]:
    """What comes after the story with which a page ended."""
    stated, _, rest = cursor.partition("/")
    at, _, key = rest.partition("/")
    if not (stated.isascii() and stated.isdigit() and len(stated) < 10 and key):
        raise ConfigError(
            f"the cursor {cursor[:40]!r} is none of this list; take the one that the page before "
            "ends with, in the same order"
        )
    n = int(stated)
    later = and_(stories.c.last_at.is_(None), stories.c.id > key)
    if at:
        same = and_(stories.c.last_at == at, stories.c.id > key)
        later = or_(stories.c.last_at < at, same, stories.c.last_at.is_(None))
    return or_(number < n, and_(number == n, later))


class Changes(NamedTuple):
    """What came to a story since a time."""

    articles: int = 0
    revisions: int = 0
    corrections: int = 0


def changes(
    connection: Connection, since: str, ids: Sequence[str] | None = None
) -> dict[str, Changes]:
    """By story: what came since; only of ``ids``, where given. Stories without news are left out."""
    here = memberships.join(articles, articles.c.id == memberships.c.article_id)
    changed = here.join(revisions, revisions.c.article_id == articles.c.id)
    told = changed.join(notices, notices.c.revision_id == revisions.c.id)
    of = memberships.c.story_id
    open_ = memberships.c.ended_at.is_(None)
    asked = {
        "articles": select(of, func.count()).select_from(here).where(
            open_, articles.c.first_seen > since, articles.c.run_id.in_(_running(since))),
        "revisions": select(of, func.count()).select_from(changed).where(
            open_, articles.c.last_seen > since, articles.c.first_seen <= since,
            revisions.c.seen_at > since, revisions.c.replaced_by.is_(None)),
        "corrections": select(of, func.count(func.distinct(notices.c.revision_id))).select_from(told)
            .where(open_, notices.c.made_at > since, notices.c.kind != "update"),
    }  # fmt: skip
    found: dict[str, dict[str, int]] = {}
    for name, one in asked.items():
        for part in [None] if ids is None else parts(ids):
            kept = one if part is None else one.where(of.in_(part))
            for story, number in connection.execute(kept.group_by(of)):
                found.setdefault(story, {})[name] = number
    return {story: Changes(**numbers) for story, numbers in found.items()}


class Stamp(NamedTuple):
    """Another whenever what a line says of its own story may be."""

    story: tuple[Any, ...]
    erased: int
    """How much was erased from the store."""


def stamps(connection: Connection, ids: Sequence[str]) -> dict[str, Stamp]:
    """The stamps of these stories."""
    erased = select(func.count()).select_from(tombstones).scalar_subquery()
    found: dict[str, Stamp] = {}
    for part in parts(ids):
        of = (
            select(
                stories.c.id, stories.c.state, stories.c.headline_article, comparisons.c.made_at,
                func.count(), func.max(memberships.c.made_at), func.max(memberships.c.ended_at),
                func.max(articles.c.last_seen), erased,
            )
            .select_from(memberships)
            .join(stories, stories.c.id == memberships.c.story_id)
            .join(articles, articles.c.id == memberships.c.article_id)
            .outerjoin(comparisons, comparisons.c.story_id == stories.c.id)
            .where(memberships.c.story_id.in_(part))
            .group_by(
                stories.c.id, stories.c.state, stories.c.headline_article, comparisons.c.made_at
            )
        )  # fmt: skip
        found |= {row[0]: Stamp(tuple(row)[:-1], row[-1]) for row in connection.execute(of)}
    return found


def brought(connection: Connection, article_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """When each article was first seen, and the run that brought it: what one run brought came
    together, whatever the order of its files."""
    found: dict[str, tuple[str, str]] = {}
    for part in parts(article_ids):
        asked = select(articles.c.id, articles.c.first_seen, articles.c.run_id)
        for row in connection.execute(asked.where(articles.c.id.in_(part))):
            found[row.id] = (row.first_seen, row.run_id)
    return found
