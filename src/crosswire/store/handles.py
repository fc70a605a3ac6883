"""What a person writes for an article or a story, and which one that means."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, select, union

from crosswire.errors import ConfigError
from crosswire.records.base import stable_id
from crosswire.store.order import address
from crosswire.store.tables import articles, captures, stories

_SHOWN = 6


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
    return _one(found, "article", handle, "`crosswire search` finds articles")


def story(connection: Connection, handle: str) -> str:
    """By id or its beginning, followed to where it lives on."""
    handle = handle.strip()
    found = _by_id(connection, "story", handle, select(stories.c.id))
    found = sorted({followed(connection, one) for one in found})
    return _one(found, "story", handle, "`crosswire stories` lists stories")


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


def _one(found: Sequence[str], kind: str, handle: str, hint: str) -> str:
    if len(found) == 1:
        return found[0]
    if not found:
        raise ConfigError(f"no {kind} of the store is {handle!r}; {hint}")
    listed = ", ".join(found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
    raise ConfigError(f"one {kind} was wanted, {handle!r} may be {listed}; write more of the id")
