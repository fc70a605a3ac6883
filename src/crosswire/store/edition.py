"""Which edition of a story is kept: another as soon as anything is another that its page shows.

Asking for it costs a fifteenth of making the page, so that a page which is kept ready can be shown without being
made anew. What a page shows and this does not look at would be shown out of date:
``tests/store/test_edition.py`` changes one thing after another.
"""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from crosswire.records.base import stable_id
from crosswire.store.lists_coverage import coverages
from crosswire.store.tables import (
    articles,
    comparisons,
    judgements,
    memberships,
    notices,
    outlets,
    pages,
    revisions,
    stories,
    story_aliases,
    tombstones,
)

_STORY: Any = bindparam("story")
_OPEN = memberships.c.ended_at.is_(None)
_MEMBERS = (
    select(
        memberships.c.story_id, memberships.c.role, memberships.c.n, memberships.c.made_at,
        articles.c.id, articles.c.name, articles.c.revision_id, articles.c.last_seen,
        articles.c.published, articles.c.sort_at, articles.c.date_doubt, articles.c.outlet_id,
        articles.c.url, outlets.c.name.label("outlet"),
    )
    .join(articles, articles.c.id == memberships.c.article_id)
    .outerjoin(outlets, outlets.c.id == articles.c.outlet_id)
    .where(memberships.c.story_id == _STORY, _OPEN)
    .order_by(articles.c.seq)
)  # fmt: skip
_HERE = select(memberships.c.article_id).where(memberships.c.story_id == _STORY, _OPEN)
_LEFT = (memberships.c.story_id == _STORY) & memberships.c.ended_at.is_not(None)
_ALIASES = (story_aliases.c.story_id == _STORY) | (story_aliases.c.into_id == _STORY)
_TEXTS = revisions.c.article_id.in_(_HERE)
_GONE = pages.c.article_id.in_(_HERE) & (pages.c.state == "gone")
_SAID = notices.join(revisions, revisions.c.id == notices.c.revision_id)
_ASKED: tuple[tuple[Any, Any, Any], ...] = (
    (stories.c.state, stories, stories.c.id == _STORY),
    (stories.c.last_at, stories, stories.c.id == _STORY),
    (comparisons.c.made_at, comparisons, comparisons.c.story_id == _STORY),
    (func.count(), memberships, _LEFT),
    (func.max(memberships.c.ended_at), memberships, _LEFT),
    (func.count(), story_aliases, _ALIASES),
    (func.count(story_aliases.c.ended_at), story_aliases, _ALIASES),
    (func.count(), revisions, _TEXTS),
    (func.count(revisions.c.replaced_by), revisions, _TEXTS),
    (func.max(revisions.c.last_seen), revisions, _TEXTS),
    (func.count(), _SAID, _TEXTS),
    (func.count(), tombstones, tombstones.c.id.in_(_HERE)),
    (func.max(pages.c.tried_at), pages, _GONE),
    (func.count(), judgements, judgements.c.kind == "story"),
    (func.count(judgements.c.withdrawn_at), judgements, judgements.c.kind == "story"),
)
"""What is asked for, of which rows."""
_KEPT = select(
    *(
        select(what).select_from(of).where(which).scalar_subquery().label(f"n{n}")
        for n, (what, of, which) in enumerate(_ASKED)
    )
)


def edition(connection: Connection, story_id: str) -> str:
    """The edition of this story."""
    rows: list[Row[Any]] = list(connection.execute(_MEMBERS, {"story": story_id}))
    kept = connection.execute(_KEPT, {"story": story_id}).one()
    watched = coverages(connection, {story_id: rows}, ())[story_id].watched if rows else 0
    told = (*(repr(tuple(row)) for row in rows), repr(tuple(kept)), str(watched))
    return stable_id("edition", story_id, *told)
