"""Alerts as the store keeps them, and with the words they are about, as those stand now."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, or_, select, update

from crosswire.errors import ConfigError
from crosswire.records.follow import (
    Alert,
    AlertLine,
    AlertPage,
    AlertPlace,
    AlertWords,
    Follow,
    Rule,
)
from crosswire.records.span import Span, Text
from crosswire.store import follows as kept
from crosswire.store.answers import Aside
from crosswire.store.handles import followed
from crosswire.store.rows import insert, parts
from crosswire.store.tables import (
    alert_marks,
    alerts,
    articles,
    deliveries,
    follows,
    outlets,
    revisions,
    stories,
    texts,
)

_AT_ONCE = 2_000
_Titles = Mapping[str, Row[Any]]


def put(aside: Aside, follow: Follow, found: Iterable[Alert]) -> list[Alert]:
    """Keep those that this follow has not told yet, and tells of; which they are."""
    wanted = {(a.rule.value, a.thing): a for a in found if a.rule in follow.rules}
    known = _known(aside.connection, follow.id, [thing for _, thing in wanted])
    new = [alert for key, alert in wanted.items() if key not in known]
    kept.mark(aside, follow.id, ((alert.rule, alert.thing) for alert in new))
    insert(aside.connection, alerts, [
        {
            "id": one.id, "follow_id": one.follow, "rule": one.rule.value, "thing": one.thing,
            "story_id": one.story, "article_id": one.article, "revision_id": one.revision,
            "places": [[p.article, p.text, p.start, p.end] for p in one.places],
            "at": one.at, "read_at": None,
        }
        for one in new
    ])  # fmt: skip
    return new


def _known(connection: Connection, follow: str, things: Iterable[str]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for part in parts(dict.fromkeys(things)):
        ask = select(alert_marks.c.rule, alert_marks.c.thing).where(
            alert_marks.c.follow_id == follow, alert_marks.c.thing.in_(part)
        )
        found.update((row.rule, row.thing) for row in connection.execute(ask))
    return found


def page(
    connection: Connection,
    by: str | None = None,
    *,
    follow: str | None = None,
    unread: bool = False,
    limit: int = 50,
    cursor: str | None = None,
) -> AlertPage:
    """Alerts, the newest first."""
    ask = _asked().order_by(alerts.c.at.desc(), alerts.c.id).limit(limit + 1)
    if by is not None:
        ask = ask.where(follows.c.made_by == by)
    if follow is not None:
        ask = ask.where(alerts.c.follow_id == follow)
    if unread:
        ask = ask.where(alerts.c.read_at.is_(None))
    if cursor is not None:
        at, id_ = _place(cursor)
        ask = ask.where(or_(alerts.c.at < at, and_(alerts.c.at == at, alerts.c.id > id_)))
    rows = connection.execute(ask).all()
    last = rows[limit - 1] if len(rows) > limit else None
    return AlertPage(
        alerts=tuple(_lines(connection, rows[:limit])),
        next=f"{last.at}/{last.id}" if last else None,
        unread=count_unread(connection, by),
    )


def _place(cursor: str) -> tuple[str, str]:
    at, between, id_ = cursor.partition("/")
    if not (between and id_.startswith("alert-")):
        raise ConfigError(
            f"the cursor {cursor[:40]!r} is none of alerts; take the one that the page before ends with"
        )
    return at, id_


def of_ids(connection: Connection, ids: Iterable[str]) -> list[AlertLine]:
    """These alerts, oldest first."""
    rows: list[Row[Any]] = []
    for part in parts(ids):
        rows += connection.execute(_asked().where(alerts.c.id.in_(part)))
    return _lines(connection, sorted(rows, key=lambda row: (row.at, row.id)))


def count_unread(connection: Connection, by: str | None) -> int:
    """How many a person (None: anybody) has not read."""
    ask = select(func.count()).select_from(alerts).where(alerts.c.read_at.is_(None))
    if by is not None:
        ask = ask.join(follows, follows.c.id == alerts.c.follow_id).where(follows.c.made_by == by)
    return int(connection.execute(ask).scalar_one())


def read(aside: Aside, by: str, ids: Iterable[str] | None, at: str) -> int:
    """Mark a person's alerts as read (None: all of them); how many were not."""
    theirs = select(follows.c.id).where(follows.c.made_by == by)
    change = update(alerts).where(alerts.c.follow_id.in_(theirs), alerts.c.read_at.is_(None))
    change = change.values(read_at=at)
    if ids is None:
        return aside.connection.execute(change).rowcount
    found = (aside.connection.execute(change.where(alerts.c.id.in_(p))) for p in parts(ids))
    return sum(one.rowcount for one in found)


def older(connection: Connection, before: str) -> list[str]:
    """Alerts found before then of which no delivery waits: the oldest, a few thousand at a time."""
    unsent = select(deliveries.c.alerts).where(deliveries.c.state == "waiting")
    waiting = {one for some in connection.execute(unsent).scalars() for one in some}
    ask = select(alerts.c.id).where(alerts.c.at < before).order_by(alerts.c.at)
    found = connection.execute(ask.limit(_AT_ONCE + len(waiting))).scalars()
    return [one for one in found if one not in waiting][:_AT_ONCE]


def let_go(aside: Aside, ids: Iterable[str]) -> None:
    """Take alerts out. That they were told stays known, so that they are not told again."""
    for part in parts(ids):
        aside.connection.execute(delete(alerts).where(alerts.c.id.in_(part)))


def _asked() -> Any:
    return select(
        alerts, follows.c.made_by, follows.c.kind, follows.c.name.label("follow_name")
    ).join(follows, follows.c.id == alerts.c.follow_id)


# ---- with the words they are about --------------------------------------------------------------


def _lines(connection: Connection, rows: Sequence[Row[Any]]) -> list[AlertLine]:
    headed = _headed(connection, rows)
    quoted = {place[0] for row in rows for place in row.places}
    titles = _titles(connection, quoted | set(headed.values()))
    held = _texts(connection, {place[1] for row in rows for place in row.places})
    return [_line(row, titles.get(headed.get(row.id, "")), titles, held) for row in rows]


def _headed(connection: Connection, rows: Sequence[Row[Any]]) -> dict[str, str]:
    """The article whose headline stands over each alert: its own, else that of its story."""
    found = {row.id: row.article_id for row in rows if row.article_id}
    for row in rows:
        if row.id not in found and row.story_id:
            ask = select(stories.c.headline_article)
            ask = ask.where(stories.c.id == followed(connection, row.story_id))
            if article := connection.execute(ask).scalar():
                found[row.id] = article
    return found


def _titles(connection: Connection, ids: Iterable[str]) -> dict[str, Row[Any]]:
    """Of articles: outlet, address, date, and the headline as a text of its own."""
    found: dict[str, Row[Any]] = {}
    for part in parts(ids):
        ask = (
            select(articles.c.id, articles.c.url, articles.c.published, articles.c.date_doubt,
                   outlets.c.name.label("outlet"), texts.c.id.label("text"), texts.c.content)
            .outerjoin(outlets, outlets.c.id == articles.c.outlet_id)
            .outerjoin(revisions, revisions.c.id == articles.c.revision_id)
            .outerjoin(texts, texts.c.id == revisions.c.headline_id)
            .where(articles.c.id.in_(part))
        )  # fmt: skip
        rows: list[Row[Any]] = [*connection.execute(ask)]
        found.update((row.id, row) for row in rows)
    return found


def _texts(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in parts(ids):
        ask = select(texts.c.id, texts.c.content).where(texts.c.id.in_(part))
        found.update((row.id, row.content) for row in connection.execute(ask))
    return found


def _line(
    row: Row[Any], head: Row[Any] | None, titles: _Titles, held: Mapping[str, str]
) -> AlertLine:
    places = tuple(AlertPlace(article=a, text=t, start=s, end=e) for a, t, s, e in row.places)
    alert = Alert(
        id=row.id, follow=row.follow_id, by=row.made_by, about=row.kind, rule=Rule(row.rule),
        thing=row.thing, story=row.story_id, article=row.article_id, revision=row.revision_id,
        places=places, at=row.at, read_at=row.read_at,
    )  # fmt: skip
    own = head is not None and row.article_id is not None
    return AlertLine(
        alert=alert,
        follow=row.follow_name,
        headline=_headline(head),
        outlet=head.outlet if head and own else None,
        url=head.url if head and own else None,
        published=head.published if head and own and not head.date_doubt else None,
        quoted=tuple(w for one in places if (w := _words(one, titles, held)) is not None),
    )


def _headline(head: Row[Any] | None) -> Span | None:
    return (
        Span.of(Text(content=head.content), 0, len(head.content)) if head and head.content else None
    )


def _words(place: AlertPlace, titles: _Titles, held: Mapping[str, str]) -> AlertWords | None:
    """None: the words were erased."""
    content = held.get(place.text, "")
    if not 0 <= place.start < place.end <= len(content):
        return None
    article = titles.get(place.article)
    span = Span(
        text=place.text, start=place.start, end=place.end, exact=content[place.start : place.end]
    )
    return AlertWords(
        article=place.article,
        outlet=article.outlet if article else None,
        url=article.url if article else None,
        span=span,
    )
