"""What a person writes for an article or a story, and which one that means."""

from collections.abc import Sequence
from textwrap import shorten
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, select, union

from crosswire.errors import ConfigError
from crosswire.records.base import stable_id
from crosswire.store.order import address
from crosswire.store.tables import articles, captures, outlets, stories

_SHOWN = 6
_LONGEST = 90
"""Characters of a headline that choices are told by."""


def article(connection: Connection, handle: str) -> str:
    """By id, address, name or the beginning of the id; the first that any article has."""
    handle = handle.strip()
    ids = select(articles.c.id)
    known = address(handle)
    named = union(
        ids.where(articles.c.name == handle),
        ids.where(articles.c.url == handle),
        select(captures.c.article_id).where(captures.c.name == handle),
    )
    found = (
        _ids(connection, ids.where(articles.c.id == handle))
        or (known and _ids(connection, ids.where(articles.c.id == stable_id("article", known))))
        or sorted(connection.execute(named.limit(_SHOWN + 1)).scalars())
        or _by_id(connection, "article", handle, ids)
    )
    return _one(connection, found, "article", handle, "`crosswire search` finds articles")


def story(connection: Connection, handle: str) -> str:
    """By id or its beginning, followed to where it lives on."""
    handle = handle.strip()
    found = _by_id(connection, "story", handle, select(stories.c.id))
    found = sorted({followed(connection, one) for one in found})
    return _one(connection, found, "story", handle, "`crosswire stories` lists stories")


def followed(connection: Connection, story_id: str) -> str:
    """Where a story lives on, however often it was merged."""
    seen: set[str] = set()
    while story_id not in seen:
        seen.add(story_id)
        ask = select(stories.c.into_id).where(stories.c.id == story_id)
        story_id = connection.execute(ask).scalar() or story_id
    return story_id


def _by_id(connection: Connection, kind: str, handle: str, ask: "Select[Any]") -> Sequence[str]:
    """Ids that begin as ``handle`` does, with or without the kind's name."""
    begun = handle.lower().removeprefix(f"{kind}-")
    if not begun or set(begun) - set("0123456789abcdef"):
        return []
    column = next(iter(ask.selected_columns))
    first = f"{kind}-{begun}"
    between = ask.where(column >= first, column < f"{first}g").order_by(column)
    return _ids(connection, between.limit(_SHOWN + 1))


def _ids(connection: Connection, ask: "Select[Any]") -> Sequence[str]:
    return list(connection.execute(ask).scalars())


def _one(connection: Connection, found: Sequence[str], kind: str, handle: str, hint: str) -> str:
    if len(found) == 1:
        return found[0]
    if not found:
        raise ConfigError(f"no {kind} of the store is {handle!r}; {hint}")
    told = _ARTICLES if kind == "article" else _STORIES
    rows = {row.id: row for row in connection.execute(told, {"ids": list(found[:_SHOWN])})}
    listed = "".join(f"\n  {key} {_words(rows[key])}" for key in found[:_SHOWN] if key in rows)
    more = "\n  …" if len(found) > _SHOWN else ""
    raise ConfigError(
        f"one {kind} was wanted, {handle!r} may be one of these; write more of the id:{listed}{more}"
    )


_HEADED = select(articles.c.headline, articles.c.published, outlets.c.name.label("outlet"))
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_ARTICLES = (
    _HEADED.add_columns(articles.c.id)
    .outerjoin(outlets, outlets.c.id == articles.c.outlet_id)
    .where(articles.c.id.in_(_IDS))
)
_STORIES = (
    _HEADED.add_columns(stories.c.id)
    .select_from(stories)
    .outerjoin(articles, articles.c.id == stories.c.headline_article)
    .outerjoin(outlets, outlets.c.id == articles.c.outlet_id)
    .where(stories.c.id.in_(_IDS))
)


def _words(row: Row[Any]) -> str:
    """A headline, whose it is, and of when."""
    headline = shorten(" ".join((row.headline or "no headline").split()), _LONGEST, placeholder="…")
    return f"{headline} ({row.outlet or 'outlet not stated'}, {row.published or 'date not stated'})"
