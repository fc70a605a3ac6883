"""Entities across articles: rows for who they are, rows for whose names they are."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, select, update

from crosswire.records.entity import EntityMember, NameForm, SharedEntity
from crosswire.store.rows import Values, insert, parts
from crosswire.store.tables import entities, entity_members, revisions

_OWN = ("id", "label", "name", "forms", "members", "because")
_MEMBER = ("entity", "revision", "article", "name", "mentions")
_CHANGES = ("label", "name", "forms", "country", "place", "wikidata", "into_id", "articles",
            "mentions", "because", "details")  # fmt: skip


def put(
    connection: Connection, found: Sequence[SharedEntity], gone: Iterable[tuple[str, str]]
) -> None:
    """Entities as they are now, each in place of the one of its id; ``gone`` live on in others."""
    insert(connection, entities, [_row(entity) for entity in found], replace=_CHANGES)
    for entity in found:
        _put_members(connection, entity)
    recount(connection, [entity.id for entity in found])
    for one, into in gone:
        connection.execute(delete(entity_members).where(entity_members.c.entity_id == one))
        change = update(entities).where(entities.c.id == one)
        connection.execute(change.values(into_id=into, articles=0, mentions=0))


def recount(connection: Connection, ids: Iterable[str]) -> None:
    """How many articles name these entities, and how often: what a newer version of ``clean`` read
    otherwise is not counted beside what it read."""
    standing = (
        select(
            entity_members.c.entity_id,
            func.count(entity_members.c.article_id.distinct()).label("articles"),
            func.coalesce(func.sum(entity_members.c.mentions), 0).label("mentions"),
        )
        .join(revisions, revisions.c.id == entity_members.c.revision_id)
        .where(revisions.c.replaced_by.is_(None))
        .group_by(entity_members.c.entity_id)
    )
    change = (
        update(entities)
        .where(entities.c.id == bindparam("this"))
        .values(articles=bindparam("in_articles"), mentions=bindparam("in_words"))
    )
    for part in parts(ids):
        asked = standing.where(entity_members.c.entity_id.in_(part))
        counted = {row[0]: (row[1], row[2]) for row in connection.execute(asked)}
        rows = [
            {"this": one, "in_articles": int(a), "in_words": int(m)}
            for one in part
            for a, m in [counted.get(one, (0, 0))]
        ]
        connection.execute(change, rows)


def of_revision(connection: Connection, revision_id: str) -> list[str]:
    """The entities that a revision names."""
    ask = select(entity_members.c.entity_id).where(entity_members.c.revision_id == revision_id)
    return list(connection.execute(ask.distinct()).scalars())


def withdraw_members(connection: Connection, revision_ids: Sequence[str]) -> None:
    """Names of these revisions go; an entity keeps what its other members say of it, and goes where
    it has none."""
    here = entity_members.c.revision_id.in_(revision_ids)
    touched = connection.execute(select(entity_members.c.entity_id).where(here).distinct())
    ids = touched.scalars().all()
    connection.execute(delete(entity_members).where(here))
    for entity in [*get(connection, ids)]:
        _forget_taken_in(connection, entity)
        if entity.members:
            put(connection, [_as_told(entity)], ())
        else:
            connection.execute(delete(entities).where(entities.c.id == entity.id))


def _forget_taken_in(connection: Connection, entity: SharedEntity) -> None:
    """What lives on in it keeps its id alone, or nothing where that goes too."""
    into = [entity.id]
    while into:
        ask = select(entities.c.id).where(entities.c.into_id.in_(into))
        into = list(connection.execute(ask).scalars())
        mine = entities.c.id.in_(into)
        blank = {"name": "", "forms": [], "because": [], "details": {}}
        connection.execute(
            update(entities).where(mine).values(**blank)
            if entity.members
            else delete(entities).where(mine)
        )


def _as_told(entity: SharedEntity) -> SharedEntity:
    """The entity by its members alone."""
    counted = Counter[str]()
    for member in entity.members:
        counted.update({form.words: form.times for form in member.forms})
    lost = {form.words for form in entity.forms} - counted.keys()
    names = [member.name for member in entity.members]
    name = entity.name if entity.name in {*names, *counted} else max(names, key=len)
    left = [why for why in entity.because if not any(words in why for words in lost)]
    forms = tuple(NameForm(*one) for one in counted.most_common())
    return entity.model_copy(update={"forms": forms, "name": name, "because": tuple(left)})


def get(connection: Connection, ids: Iterable[str] | None = None) -> Iterator[SharedEntity]:
    """The entities of these ids, or all that stand for themselves, exactly as they were put."""
    ask = select(entities).where(entities.c.into_id.is_(None)).order_by(entities.c.id)
    chosen = (
        [connection.execute(ask).all()]
        if ids is None
        else (connection.execute(ask.where(entities.c.id.in_(p))).all() for p in parts(ids))
    )
    for rows in chosen:
        for part in parts(rows):
            members = _members(connection, [row.id for row in part])
            yield from (_entity(row, members.get(row.id, ())) for row in part)


def resolved(connection: Connection, entity_id: str) -> str | None:
    """The entity that an id leads to, however often it was taken in; None: there is none."""
    ask = select(entities.c.id, entities.c.into_id)
    seen: set[str] = set()
    while entity_id not in seen:
        seen.add(entity_id)
        row = connection.execute(ask.where(entities.c.id == entity_id)).first()
        if row is None:
            return None
        entity_id = row.into_id or row.id
    return entity_id


def _row(entity: SharedEntity) -> Values:
    dumped = entity.model_dump(mode="json", exclude_defaults=True)
    return {
        "id": entity.id, "label": entity.label, "name": entity.name,
        "forms": [list(form) for form in entity.forms], "country": entity.country,
        "place": entity.place.id if entity.place else None,
        "wikidata": entity.wikidata.id if entity.wikidata else None, "into_id": None,
        "articles": len(entity.articles), "mentions": entity.mentions,
        "because": list(entity.because),
        "details": {k: v for k, v in dumped.items() if k not in _OWN},
    }  # fmt: skip


def _put_members(connection: Connection, entity: SharedEntity) -> None:
    """Only what changed: an entity that everybody names has many members."""
    ask = select(entity_members).where(entity_members.c.entity_id == entity.id)
    there = {(r["revision_id"], r["local_id"]): dict(r) for r in connection.execute(ask).mappings()}
    wanted = {
        (m.revision, m.entity): _member_row(entity.id, n, m) for n, m in enumerate(entity.members)
    }
    for revision, local in there.keys() - wanted.keys():
        old = delete(entity_members).where(
            entity_members.c.revision_id == revision, entity_members.c.local_id == local
        )
        connection.execute(old)
    new = [row for key, row in wanted.items() if there.get(key) != row]
    insert(connection, entity_members, new,
           replace=("entity_id", "n", "article_id", "name", "mentions", "details"))  # fmt: skip


def _member_row(entity_id: str, n: int, member: EntityMember) -> Values:
    dumped = member.model_dump(mode="json", exclude_defaults=True)
    return {
        "entity_id": entity_id, "revision_id": member.revision, "local_id": member.entity, "n": n,
        "article_id": member.article, "name": member.name, "mentions": member.mentions,
        "details": {k: v for k, v in dumped.items() if k not in _MEMBER},
    }  # fmt: skip


def _members(connection: Connection, ids: Sequence[str]) -> dict[str, list[EntityMember]]:
    """The members of these entities, each one's in order."""
    ask = select(entity_members).where(entity_members.c.entity_id.in_(ids))
    found: dict[str, list[EntityMember]] = {}
    for row in connection.execute(ask.order_by(entity_members.c.n)):
        found.setdefault(row.entity_id, []).append(_member(row))
    return found


def _entity(row: Row[Any], members: Sequence[EntityMember]) -> SharedEntity:
    own = {"id": row.id, "label": row.label, "name": row.name, "forms": row.forms,
           "because": row.because, "members": members}  # fmt: skip
    return SharedEntity.model_validate(row.details | own)


def _member(row: Row[Any]) -> EntityMember:
    own = {"entity": row.local_id, "revision": row.revision_id, "article": row.article_id,
           "name": row.name, "mentions": row.mentions}  # fmt: skip
    return EntityMember.model_validate(row.details | own)
