"""Stories as lists show them, and one story whole."""

from collections.abc import Container, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, exists, func, or_, select

from crosswire.records import (
    Coverage,
    EarliestSeen,
    FormerStory,
    KnownOrigins,
    Membership,
    NoticeLine,
    Span,
    StoryLine,
    StoryMember,
    StoryPage,
)
from crosswire.records.lists import StoryOrder
from crosswire.records.story import Evidence, StoryJudgement
from crosswire.store.base import Reader
from crosswire.store.judging import recorded
from crosswire.store.lists_copies import copies
from crosswire.store.lists_coverage import coverages, satire, spread, telling
from crosswire.store.lists_origins import known_origins, shown_origins
from crosswire.store.notices import of_articles
from crosswire.store.order import of_seconds
from crosswire.store.rows import parts
from crosswire.store.search_bounds import highest, lowest, outlet_ids
from crosswire.store.sources import gone
from crosswire.store.tables import (
    articles,
    judgements,
    memberships,
    outlets,
    revisions,
    stories,
    story_aliases,
    texts,
)
from crosswire.store.tombs import erased

_OPEN = memberships.c.ended_at.is_(None)


def story_lines(
    reader: Reader,
    *,
    order: StoryOrder = "newest",
    since: str | None = None,
    until: str | None = None,
    outlet: str | None = None,
    limit: int = 20,
) -> list[StoryLine]:
    """Stories with an article between ``since`` and ``until``, with one of ``outlet``.

    Those without a date that can be relied on come last, and lie in no span of days.
    """
    told = or_(stories.c.articles > 0, stories.c.attached > 0)
    asked = select(stories.c.id).where(stories.c.state != "merged", told)
    if since is not None or until is not None or outlet is not None:
        ids = None if outlet is None else outlet_ids(reader.connection, outlet)
        dated = since is not None or until is not None
        asked = asked.where(_told_between(lowest(since), highest(until), ids, dated=dated))
    newest = (stories.c.last_at.desc().nulls_last(), stories.c.id)
    if order == "outlets":
        asked = asked.order_by(stories.c.outlets.desc(), *newest)
    elif order == "origins":
        asked = _by_origins(asked).order_by(stories.c.outlets.desc(), *newest)
    else:
        asked = asked.order_by(*newest)
    found = reader.connection.execute(asked.limit(limit)).scalars().all()
    return _lines(reader, found)


def lines_of(reader: Reader, ids: Sequence[str]) -> list[StoryLine]:
    """These stories as lists show them, in this order."""
    return _lines(reader, ids)


def story_page(reader: Reader, handle: str) -> StoryPage:
    """One story whole; raises ``ConfigError`` for a handle that names none."""
    key = reader.resolve_story(handle)
    connection = reader.connection
    rows = _members(connection, [key])
    ids = [row.id for row in rows]
    return StoryPage(
        line=_lines(reader, [key])[0],
        members=_story_members(connection, rows),
        aliases=_aliases(connection, key),
        history=_history(connection, key, ids),
        judgements=_judgements(connection, ids),
        notices=_notices(reader, ids),
    )


def _notices(reader: Reader, article_ids: Sequence[str]) -> tuple[NoticeLine, ...]:
    """What its articles say of their own words."""
    return tuple(
        NoticeLine(
            article=one.article,
            outlet=one.outlet,
            revision=one.revision,
            seen_at=one.seen_at,
            current=one.stands,
            notice=one.notice,
        )
        for one in sorted(of_articles(reader, article_ids), key=lambda one: one.seen_at)
    )


def _told_between(low: int, high: int, outlet: Sequence[str] | None, *, dated: bool) -> Any:
    told = and_(memberships.c.story_id == stories.c.id, _OPEN, articles.c.seq.between(low, high))
    if dated:
        told = and_(told, articles.c.date_doubt.is_(None))
    if outlet is not None:
        told = and_(told, articles.c.outlet_id.in_(outlet))
    joined = memberships.join(articles, articles.c.id == memberships.c.article_id)
    return exists(select(1).select_from(joined).where(told).correlate(stories))


def _by_origins(asked: Select[Any]) -> Select[Any]:
    """Most origins shown apart first, by comparisons that still hold; one, where there is none."""
    shown = shown_origins().subquery()
    least = func.coalesce(shown.c.at_least, 1)
    return asked.outerjoin(shown, shown.c.story_id == stories.c.id).order_by(least.desc())


def _lines(reader: Reader, ids: Sequence[str]) -> list[StoryLine]:
    return [line for part in parts(ids) for line in _some_lines(reader.connection, part)]


def _some_lines(connection: Connection, ids: Sequence[str]) -> list[StoryLine]:
    asked = select(stories).where(stories.c.id.in_(ids))
    held = {row.id: row for row in connection.execute(asked)}
    members: dict[str, list[Row[Any]]] = {key: [] for key in ids}
    for row in connection.execute(_lying(ids)):
        members[row.story_id].append(row)
    members = {key: rows for key, rows in members.items() if rows}
    jests = satire(connection, [row.revision_id for rows in members.values() for row in rows])
    covered = coverages(connection, members, jests)
    copied = copies(connection, {key: telling(rows) for key, rows in members.items()})
    earnest = {
        key: [row for row in rows if row.revision_id not in jests] for key, rows in members.items()
    }
    origins = known_origins(connection, earnest, copied)
    heads = _headlines(connection, [row.headline_article for row in held.values()])
    return [
        _line(
            held[key],
            rows,
            copied,
            heads.get(held[key].headline_article),
            (covered[key], origins[key]),
        )
        for key, rows in members.items()
    ]


def _line(
    story: Row[Any],
    members: Sequence[Row[Any]],
    copied: Container[str],
    head: Row[Any] | None,
    known: tuple[Coverage, KnownOrigins],
) -> StoryLine:
    tell = telling(members)
    span = spread(tell)
    return StoryLine(
        id=story.id,
        headline=_whole(head.text_id, head.content) if head else None,
        headline_article=head.id if head else None,
        headline_outlet=head.outlet if head else None,
        articles=len(tell),
        attached=len(members) - len(tell),
        copies=sum(row.id in copied for row in tell),
        coverage=known[0],
        origins=known[1],
        first_at=of_seconds(span[0]) if span else None,
        last_at=of_seconds(span[1]) if span else None,
        date_doubt=None if span else _doubt(tell),
        earliest_seen=_earliest(tell),
        state=story.state,
    )


def _earliest(tell: Sequence[Row[Any]]) -> EarliestSeen:
    """The earliest sight. What one run brought was there together: its order is that of files."""
    first = min(tell, key=lambda row: (row.first_seen, row.seq))
    together = {row.outlet_id or row.id: row.outlet or row.name for row in tell
                if row.run_id == first.run_id}  # fmt: skip
    several = len(together) > 1
    return EarliestSeen(
        article=first.id,
        outlet=None if several else first.outlet,
        together=tuple(sorted(together.values(), key=str.casefold)) if several else (),
        at=first.first_seen,
    )


def _doubt(tell: Sequence[Row[Any]]) -> str:
    """Why a story has no day."""
    return "date in doubt" if any(row.published for row in tell) else "date not stated"


def _members(connection: Connection, ids: Sequence[str]) -> list[Row[Any]]:
    """The articles that lie in these stories, oldest first, each with its place and why."""
    asked = _lying(ids).add_columns(
        memberships.c.how, memberships.c.probability, memberships.c.because,
        memberships.c.made_by, memberships.c.made_at,
    )  # fmt: skip
    return list(connection.execute(asked))


def _lying(ids: Sequence[str]) -> Select[Any]:
    """The articles that lie in these stories, oldest first."""
    return (
        select(
            memberships.c.story_id, memberships.c.role, articles.c.seq, articles.c.id, articles.c.name, articles.c.url,
            articles.c.published, articles.c.date_doubt, articles.c.first_seen, articles.c.sort_at,
            articles.c.revision_id, articles.c.run_id, articles.c.outlet_id, outlets.c.name.label("outlet"),
        )
        .join(articles, articles.c.id == memberships.c.article_id)
        .outerjoin(outlets, outlets.c.id == articles.c.outlet_id)
        .where(memberships.c.story_id.in_(ids), _OPEN)
        .order_by(articles.c.seq)
    )  # fmt: skip


def _headlines(connection: Connection, article_ids: Sequence[str | None]) -> dict[str, Row[Any]]:
    """The headlines of these articles as they are now, by article."""
    asked = (
        select(
            articles.c.id, texts.c.id.label("text_id"), texts.c.content,
            outlets.c.name.label("outlet"), revisions.c.id.label("revision"),
        )
        .join(revisions, revisions.c.id == articles.c.revision_id)
        .join(texts, texts.c.id == revisions.c.headline_id)
        .outerjoin(outlets, outlets.c.id == articles.c.outlet_id)
    )  # fmt: skip
    found: dict[str, Row[Any]] = {}
    for part in parts([key for key in article_ids if key]):
        rows = connection.execute(asked.where(articles.c.id.in_(part)))
        found |= {row.id: row for row in rows}
    return found


def _whole(text_id: str, content: str) -> Span:
    return Span(text=text_id, start=0, end=len(content), exact=content)


def _story_members(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[StoryMember, ...]:
    ids = [row.id for row in rows]
    copied = copies(connection, {"": rows})
    heads = _headlines(connection, ids)
    lost = erased(connection, ids)
    left = gone(connection, ids)
    number = _revisions(connection, ids)
    return tuple(
        StoryMember(
            article=row.id,
            name=row.name,
            outlet=row.outlet,
            url=row.url,
            headline=_whole(heads[row.id].text_id, heads[row.id].content)
            if row.id in heads
            else None,
            erased=lost[row.id].words if row.id in lost else None,
            gone=left.get(row.id),
            published=row.published,
            date_doubt=row.date_doubt,
            first_seen=row.first_seen,
            revision=row.revision_id,
            revisions=number.get(row.id, 1),
            role=row.role,
            how=row.how,
            copy_of=copied.get(row.id),
            probability=row.probability,
            because=tuple(Evidence.model_validate(one) for one in row.because),
            made_by=row.made_by,
            made_at=row.made_at,
        )
        for row in rows
    )


def _revisions(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """How many texts each of these articles has had."""
    found: dict[str, int] = {}
    for part in parts(ids):
        counted = (
            select(revisions.c.article_id, func.count())
            .where(revisions.c.article_id.in_(part), revisions.c.replaced_by.is_(None))
            .group_by(revisions.c.article_id)
        )
        found |= {row[0]: row[1] for row in connection.execute(counted)}
    return found


def _aliases(connection: Connection, key: str) -> tuple[FormerStory, ...]:
    """Stories that came to lie in this one, and this one's own mergers that no longer stand."""
    asked = select(story_aliases).where(
        or_(story_aliases.c.into_id == key, story_aliases.c.story_id == key)
    )
    return tuple(
        FormerStory(
            story=row.story_id,
            into=row.into_id,
            because=row.because,
            made_at=row.made_at,
            ended_at=row.ended_at,
        )
        for row in connection.execute(asked.order_by(story_aliases.c.made_at, story_aliases.c.id))
    )


def _history(
    connection: Connection, key: str, article_ids: Sequence[str]
) -> tuple[Membership, ...]:
    """Closed memberships: of this story, and of its articles wherever they lay."""
    ended = select(memberships).where(memberships.c.ended_at.is_not(None))
    asked = [ended.where(memberships.c.story_id == key)]
    asked += [ended.where(memberships.c.article_id.in_(part)) for part in parts(article_ids)]
    rows = {row.id: row for one in asked for row in connection.execute(one)}
    ordered = sorted(rows.values(), key=lambda row: (row.made_at, row.article_id, row.n))
    return tuple(
        Membership(
            article=row.article_id,
            story=row.story_id,
            role=row.role,
            how=row.how,
            made_by=row.made_by,
            made_at=row.made_at,
            ended_at=row.ended_at,
            ended_because=row.ended_because,
        )
        for row in ordered
    )


def _judgements(connection: Connection, article_ids: Sequence[str]) -> tuple[StoryJudgement, ...]:
    """What people said of these articles, the withdrawn included."""
    asked = select(judgements).where(judgements.c.kind == "story")
    rows: dict[str, Row[Any]] = {}
    for part in parts(article_ids):
        here = or_(judgements.c.a.in_(part), judgements.c.b.in_(part))
        rows |= {row.id: row for row in connection.execute(asked.where(here))}
    found = (recorded(row) for row in sorted(rows.values(), key=lambda r: (r.made_at, r.id)))
    return tuple(one for one in found if isinstance(one, StoryJudgement))
