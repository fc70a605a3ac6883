"""Stories whose comparison a follow watches: which are due to be looked at, and what they had shown."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, select, update

from crosswire.store.answers import Aside
from crosswire.store.rows import insert
from crosswire.store.tables import follow_stories, follows


class Due(NamedTuple):
    """A story that changed since a follow's look at it."""

    follow: str
    story: str
    owed: int
    """How often it had changed when this was asked."""
    since: str
    """As of when it was known before its first change."""
    shown: Mapping[str, Any] | None
    """What it showed when it was last looked at; None: it was not."""


def owe(aside: Aside, follow: str, stories: Iterable[str], since: str) -> None:
    """These stories changed."""
    for story in stories:
        row = {"follow_id": follow, "story_id": story, "owed": 0, "settled": 0, "since": since,
               "shown": None}  # fmt: skip
        insert(aside.connection, follow_stories, [row])
        mine = (follow_stories.c.follow_id == follow) & (follow_stories.c.story_id == story)
        more = update(follow_stories).where(mine).values(owed=follow_stories.c.owed + 1)
        aside.connection.execute(more)


def due(connection: Connection, most: int) -> list[Due]:
    """What is due, of ``most`` stories, those that wait the longest first."""
    waits = follow_stories.c.owed > follow_stories.c.settled
    awake = follows.c.paused == 0
    joined = follow_stories.join(follows, follows.c.id == follow_stories.c.follow_id)
    stories = (
        select(follow_stories.c.story_id).select_from(joined).where(waits, awake)
        .group_by(follow_stories.c.story_id)
        .order_by(func.min(follow_stories.c.since), follow_stories.c.story_id).limit(most)
    )  # fmt: skip
    chosen = [*connection.execute(stories).scalars()]
    ask = select(follow_stories).select_from(joined).where(waits, awake)
    ask = ask.where(follow_stories.c.story_id.in_(chosen))
    return [
        Due(row.follow_id, row.story_id, row.owed, row.since, row.shown)
        for row in connection.execute(ask.order_by(follow_stories.c.follow_id))
    ]


def waiting(connection: Connection) -> int:
    """How many stories are due."""
    stories = func.count(follow_stories.c.story_id.distinct())
    joined = follow_stories.join(follows, follows.c.id == follow_stories.c.follow_id)
    ask = select(stories).select_from(joined).where(
        follow_stories.c.owed > follow_stories.c.settled, follows.c.paused == 0
    )  # fmt: skip
    return int(connection.execute(ask).scalar_one())


def all_shown(connection: Connection, follow: str) -> dict[str, Mapping[str, Any]]:
    """What each story of a follow showed when it was last looked at."""
    ask = select(follow_stories.c.story_id, follow_stories.c.shown).where(
        follow_stories.c.follow_id == follow, follow_stories.c.shown.is_not(None)
    )
    return {row.story_id: row.shown for row in connection.execute(ask)}


def settle(aside: Aside, one: Due, shown: Mapping[str, Any]) -> bool:
    """A story was looked at; False: another looked at it since, and knows better."""
    change = update(follow_stories).where(
        follow_stories.c.follow_id == one.follow, follow_stories.c.story_id == one.story,
        follow_stories.c.settled < one.owed,
    )  # fmt: skip
    done = aside.connection.execute(change.values(settled=one.owed, shown=shown))
    return bool(done.rowcount)


def forget(aside: Aside, follow: str) -> None:
    """A follow begins anew."""
    mine = follow_stories.c.follow_id == follow
    aside.connection.execute(delete(follow_stories).where(mine))
