"""What runs brought that were not looked over for alerts yet, and whether an article is of what is
followed.

Runs come one after the other, so what is new is what belongs to a run that was not looked over; one
that goes on still is looked at again. No clock has a say in it: a machine whose clock is wrong loses
nothing and doubles nothing.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, exists, func, select, text

from crosswire.records.follow import Follow, Rule, Subject
from crosswire.records.lists import Query
from crosswire.store.answers import Aside
from crosswire.store.base import Reader
from crosswire.store.entities import resolved
from crosswire.store.handles import followed
from crosswire.store.rows import insert, parts
from crosswire.store.search import search
from crosswire.store.search_plan import narrowed
from crosswire.store.search_query import read_query
from crosswire.store.tables import (
    alert_marks,
    alert_runs,
    articles,
    captures,
    entity_members,
    memberships,
    notices,
    revisions,
    runs,
)

NOTICED = ("correction", "clarification", "retraction", "kill")
"""Kinds of notices that say that words were wrong; an update says no such thing."""
NEWEST = 200
"""Of a saved search of quotations or statements, the newest that are looked at each time: no run is
known to have brought them."""


class Noticed(NamedTuple):
    """A notice that is new."""

    article: str
    revision: str
    text: str
    start: int
    stop: int


class Stirred(NamedTuple):
    """What is new in a store."""

    ended: tuple[str, ...] = ()
    """Runs that are over, and need not be looked over again."""
    since: str | None = None
    """When the earliest of these runs began; None: there was none."""
    articles: frozenset[str] = frozenset()
    """Articles that are new."""
    revised: tuple[tuple[str, str], ...] = ()
    """Articles that have a new text, each with the revision; new articles have their first."""
    placed: tuple[tuple[str, str], ...] = ()
    """Articles that came to tell a story, each with the story."""
    left: frozenset[str] = frozenset()
    """Stories that articles left."""
    noticed: tuple[Noticed, ...] = ()

    @property
    def touched(self) -> dict[str, None]:
        """Every article that is new or has a new text or notice."""
        held = (*self.articles, *(a for a, _ in self.revised), *(n.article for n in self.noticed))
        return dict.fromkeys(held)


def stirred(reader: Reader) -> Stirred:
    """What runs brought that were not looked over."""
    ask = select(runs.c.id, runs.c.state, runs.c.started_at).where(
        ~exists().where(alert_runs.c.run_id == runs.c.id)
    )
    rows = reader.connection.execute(ask).all()
    found = [_of(reader.connection, part) for part in parts(row.id for row in rows)]
    return Stirred(
        tuple(row.id for row in rows if row.state != "running"),
        min((row.started_at for row in rows), default=None),
        frozenset().union(*(one.articles for one in found)),
        tuple(pair for one in found for pair in one.revised),
        tuple(pair for one in found for pair in one.placed),
        frozenset().union(*(one.left for one in found)),
        tuple(notice for one in found for notice in one.noticed),
    )


def _of(connection: Connection, some: Sequence[str]) -> Stirred:
    new = select(articles.c.id).where(articles.c.run_id.in_(some))
    texts_ = (
        select(revisions.c.article_id, revisions.c.id)
        .join(captures, captures.c.id == revisions.c.capture_id)
        .where(captures.c.run_id.in_(some), revisions.c.replaced_by.is_(None))
        .order_by(revisions.c.seen_at, revisions.c.id)
    )
    came = (
        select(memberships.c.article_id, memberships.c.story_id, memberships.c.before_id)
        .where(memberships.c.run_id.in_(some), memberships.c.role == "member")
        .where(memberships.c.ended_at.is_(None))
        .order_by(memberships.c.made_at, memberships.c.id)
    )
    said = (
        select(revisions.c.article_id, revisions.c.id, revisions.c.text_id, notices.c.start,
               notices.c.stop)
        .join(revisions, revisions.c.id == notices.c.revision_id)
        .where(notices.c.run_id.in_(some), notices.c.kind.in_(NOTICED),
               revisions.c.replaced_by.is_(None))
        .order_by(revisions.c.seen_at, notices.c.revision_id, notices.c.start)
    )  # fmt: skip
    placed = connection.execute(came).all()
    return Stirred(
        articles=frozenset(connection.execute(new).scalars()),
        revised=tuple((row[0], row[1]) for row in connection.execute(texts_)),
        placed=tuple((row[0], row[1]) for row in placed),
        left=frozenset(row.before_id for row in placed if row.before_id),
        noticed=tuple(dict.fromkeys(Noticed(*row) for row in connection.execute(said))),
    )


def looked_over(aside: Aside, ended: Iterable[str]) -> None:
    """These runs are not looked over again."""
    insert(aside.connection, alert_runs, [{"run_id": run} for run in ended])


# ---- what a follow is of ------------------------------------------------------------------------


def story_now(reader: Reader, about: Subject) -> str:
    """The story that is followed, where it lives on."""
    return followed(reader.connection, about.id)


def within(reader: Reader, about: Subject, among: Collection[str]) -> set[str]:
    """Those of these articles that are of what is followed."""
    if about.kind == "story":
        return {*reader.members(story_now(reader, about))} & {*among}
    found: set[str] = set()
    for part in parts(sorted(among)):
        found |= _within(reader, about, part)
    return found


def _within(reader: Reader, about: Subject, part: list[str]) -> set[str]:
    if about.query is not None:
        return _matching(reader, about.query, part)
    if about.kind == "outlet":
        ask = select(articles.c.id).where(articles.c.outlet_id == about.id, articles.c.id.in_(part))
    else:
        led = resolved(reader.connection, about.id) or about.id
        ask = select(entity_members.c.article_id).where(
            entity_members.c.entity_id == led, entity_members.c.article_id.in_(part)
        )
    return set(reader.connection.execute(ask).scalars())


def new_to_follow(reader: Reader, follow: Follow, stirred: Stirred) -> list[str]:
    """Articles that are of what is followed and may not have been told yet, in order."""
    about = follow.about
    if about.kind == "story":
        here = story_now(reader, about)
        return [article for article, story in stirred.placed if story == here]
    if about.kind == "entity":
        return _named(reader.connection, follow)
    if about.query is not None and about.query.kind != "article":
        newest = about.query.model_copy(update={"limit": NEWEST, "order": "newest", "cursor": None})
        return [*dict.fromkeys(hit.article for hit in search(reader, newest).hits)]
    among = {*stirred.articles, *(article for article, _ in stirred.revised)}
    return sorted(within(reader, about, among & stirred.articles if about.id else among))


def _named(connection: Connection, follow: Follow) -> list[str]:
    """Articles that name an entity and were not told: an article is read closely later than it comes,
    by whichever run finds that a second outlet has its story."""
    led = resolved(connection, follow.about.id) or follow.about.id
    told = exists().where(
        alert_marks.c.follow_id == follow.id,
        alert_marks.c.rule == Rule.NEW_ARTICLE.value,
        alert_marks.c.thing == entity_members.c.article_id,
    )
    ask = select(entity_members.c.article_id).where(entity_members.c.entity_id == led, ~told)
    return sorted(set(connection.execute(ask).scalars()))


def _matching(reader: Reader, query: Query, part: list[str]) -> set[str]:
    """Those of these articles that a search of articles finds, or in which it finds something."""
    wanted = read_query(query.words) if query.words.strip() else None
    plan = narrowed(reader, query, wanted)
    rows = _ROWS[query.kind].format(", ".join(f":article{n}" for n in range(len(part))))
    values = {f"article{n}": article for n, article in enumerate(part)}
    found = reader.connection.execute(
        text(
            f"SELECT DISTINCT held.article FROM ({rows}) AS held JOIN {plan.table} "
            f"ON {plan.row} = held.seq WHERE {plan.where}"
        ),
        {**plan.values, **values},
    )
    return set(found.scalars())


_ROWS = {
    "article": "SELECT seq, id AS article FROM articles WHERE id IN ({})",
    "quotation": "SELECT q.seq AS seq, a.id AS article FROM articles a JOIN quotations q "
    "ON q.revision_id = a.revision_id WHERE a.id IN ({})",
    "statement": "SELECT seq, article_id AS article FROM point_members WHERE article_id IN ({})",
}


def stories_of(reader: Reader, article_ids: Iterable[str]) -> dict[str, str]:
    """The story in which each of these articles lies now."""
    found: dict[str, str] = {}
    for part in parts(article_ids):
        ask = select(memberships.c.article_id, memberships.c.story_id).where(
            memberships.c.article_id.in_(part), memberships.c.ended_at.is_(None)
        )
        found.update((row.article_id, row.story_id) for row in reader.connection.execute(ask))
    return found


def headlines_of(reader: Reader, article_ids: Iterable[str]) -> dict[str, tuple[str, str, int]]:
    """Of each article: its revision, the id of its headline's text, and how long that is; articles
    without a headline are not here."""
    from crosswire.store.tables import texts

    found: dict[str, tuple[str, str, int]] = {}
    for part in parts(article_ids):
        ask = (
            select(articles.c.id, articles.c.revision_id, texts.c.id.label("text"),
                   func.length(texts.c.content).label("size"))
            .join(revisions, revisions.c.id == articles.c.revision_id)
            .join(texts, texts.c.id == revisions.c.headline_id)
            .where(articles.c.id.in_(part))
        )  # fmt: skip
        for row in reader.connection.execute(ask):
            found[row.id] = (row.revision_id, row.text, row.size)
    return found
