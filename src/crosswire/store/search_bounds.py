"""What narrows a search: days as a range of row numbers, an outlet or an entity as a set of them."""

import difflib
import json
import re
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Connection, String, cast, func, or_, select

from crosswire.errors import ConfigError
from crosswire.records.kinds import kind_of
from crosswire.store.entities import resolved
from crosswire.store.tables import SEQ_BITS, articles, captures, entities, outlets

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
LOWEST, HIGHEST = -(2**63), 2**63 - 1


def lowest(since: str | None) -> int:
    """The lowest row number that ``since`` leaves; raises ``ConfigError`` for what is no time."""
    return LOWEST if since is None else _second(since, "since") << SEQ_BITS


def highest(until: str | None) -> int:
    """The highest row number that ``until`` leaves; a day counts to its end."""
    if until is None:
        return HIGHEST
    more = 86_400 if _DAY.fullmatch(until) else 1
    return ((_second(until, "until") + more) << SEQ_BITS) - 1


def _second(stated: str, name: str) -> int:
    try:
        if _DAY.fullmatch(stated):
            return int(datetime.combine(date.fromisoformat(stated), time(), UTC).timestamp())
        at = datetime.fromisoformat(stated)
        return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError) as wrong:
        raise ConfigError(
            f"--{name} takes a day or an instant (2026-11-20, 2026-11-20T08:00Z), got {stated!r}"
        ) from wrong


def outlet_ids(connection: Connection, named: str) -> list[str]:
    """The outlets of that id, name or domain; raises ``ConfigError`` naming those alike."""
    asked = named.strip().casefold()
    held = connection.execute(select(outlets.c.id, outlets.c.name, outlets.c.domain)).all()
    found = [row.id for row in held if asked in _handles(row.id, row.name, row.domain)]
    found = found or _once_named(connection, asked)
    if found:
        return found
    names = {row.name.casefold(): row.name for row in held}
    near = difflib.get_close_matches(asked, names, n=3)
    near += [folded for folded in names if asked and asked in folded and folded not in near][:3]
    hint = f"; nearest: {', '.join(names[n] for n in near)}" if near else ""
    raise ConfigError(f"the store has no outlet {named!r}{hint}")


def _once_named(connection: Connection, asked: str) -> list[str]:
    """Outlets of which a page stated this name, though another is shown."""
    named = (
        select(articles.c.outlet_id)
        .join(captures, captures.c.article_id == articles.c.id)
        .where(_is_called(captures.c.outlet, asked), articles.c.outlet_id.is_not(None))
    )
    return sorted(connection.execute(named.distinct()).scalars())


def _handles(outlet_id: str, name: str, domain: str | None) -> tuple[str, ...]:
    host = (domain or "").casefold()
    return outlet_id, name.casefold(), host or name.casefold(), f"www.{host}"


def entity_id(connection: Connection, named: str) -> str:
    """The entity of that id or name. Where two fit it is not guessed: ``ConfigError`` lists them."""
    found = _entities(connection, named.strip())
    if len(found) == 1:
        return found[0][0]
    if not found:
        raise ConfigError(
            f"the store has no entity {named!r}; crosswire entities {named!r} lists those alike"
        )
    choices = "; ".join(f"{name} ({kind_of(label)}) {key}" for key, name, label in found[:5])
    choices += "; …" if len(found) > 5 else ""
    raise ConfigError(f"{len(found)} entities are called {named!r}: {choices}; give the id")


def _entities(connection: Connection, named: str) -> list[tuple[str, str, str]]:
    """Id, name and label of the entities that ``named`` may mean: by id, else by name, else by any
    form, those in most articles first. One word is a form of many: that one is called so and no more
    does not make it the one that is meant."""
    if not named:
        return []
    if (led := resolved(connection, named)) is not None:
        named = led
    held = entities.c
    columns = (
        select(held.id, held.name, held.label)
        .where(held.into_id.is_(None))
        .order_by(held.articles.desc(), held.id)
    )
    a_form = in_forms(named, whole=True)
    its_name = _is_called(held.name, named)
    by_name = (its_name, a_form) if " " in named else (its_name | a_form,)
    for condition in (held.id == named, *by_name):
        if found := connection.execute(columns.where(condition).limit(20)).all():
            return [(row.id, row.name, row.label) for row in found]
    return []


def spellings(name: str) -> list[str]:
    """``name`` in small letters, in capitals, and as names are written. SQLite compares letters of
    ASCII alone whatever their case, and PostgreSQL those of its locale."""
    return list(dict.fromkeys((name, name.lower(), name.upper(), name.title(), name.casefold())))


def _is_called(column: Any, name: str) -> Any:
    return or_(*(func.lower(column) == func.lower(one) for one in spellings(name)))


def in_forms(name: str, *, whole: bool = False) -> Any:
    """Whether an entity has ``name`` in its forms: inside one, or ``whole``."""
    forms = cast(entities.c.forms, String)
    patterns = dict.fromkeys(written_inside(one, whole=whole) for one in spellings(name))
    return or_(*(forms.ilike(pattern, escape="!") for pattern in patterns))


def written_inside(name: str, *, whole: bool = False) -> str:
    """A pattern for ``name`` in the JSON of an entity's forms, ``!`` its escape; ``whole``: as a form,
    not inside one."""
    plain = json.dumps(name)[1:-1].replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f'%"{plain}"%' if whole else f"%{plain}%"
