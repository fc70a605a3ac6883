"""Quotations and entities as lists show them."""

from collections.abc import Mapping, Sequence, Set
from typing import Any

from sqlalchemy import Row, and_, case, or_, select, text

from crosswire.errors import ConfigError
from crosswire.records import EntityLine, Query, QuoteLine, Span
from crosswire.records.kinds import labels_of
from crosswire.records.quotation import Act, Mode
from crosswire.store.base import Reader
from crosswire.store.rows import parts
from crosswire.store.search_bounds import in_forms, spellings
from crosswire.store.search_plan import narrowed
from crosswire.store.search_query import read_query
from crosswire.store.tables import (
    articles,
    entities,
    entity_members,
    memberships,
    outlets,
    quotations,
    revisions,
    texts,
)
from crosswire.store.voices import voice_at


def quote_lines(
    reader: Reader, query: Query, *, mode: Mode | None = None, every: bool = False
) -> list[QuoteLine]:
    """Quotations of the texts as they are now, newest first; ``words`` in what is said, if any.

    What was said, and of one ``mode`` where given; ``every``: also what was thought, spoken of or
    done ("declined to comment"), which is nobody's saying.
    """
    return [*quote_page(reader, query, mode=mode, every=every)[0]]


def quote_page(
    reader: Reader, query: Query, *, mode: Mode | None = None, every: bool = False
) -> tuple[list[QuoteLine], str | None]:
    """The same, and the cursor of the page after it."""
    wanted = read_query(query.words) if query.words.strip() else None
    plan = narrowed(reader, query.model_copy(update={"kind": "quotation"}), wanted)
    kinds = {} if every else {"act": str(Act.SPEECH)}
    kinds |= {} if mode is None else {"mode": str(mode)}
    asked = f"SELECT {plan.row} AS seq FROM {plan.table} WHERE {plan.where}"
    for column in kinds:
        asked += (
            f" AND EXISTS (SELECT 1 FROM quotations k WHERE k.seq = {plan.row} "
            f"AND k.{column} = :{column})"
        )
    after = {} if query.cursor is None else {"after": _after(query.cursor)}
    asked += f" AND {plan.row} < :after" * len(after)
    asked += f" ORDER BY {plan.row} DESC LIMIT :many"
    values = {**plan.values, **kinds, **after, "many": query.limit + 1}
    held = reader.connection.execute(text(asked), values).scalars().all()
    found = held[: query.limit]
    rows = {
        row.seq: row
        for part in parts(found)
        for row in reader.connection.execute(_quotations(part))
    }
    order = _order(reader, {row.revision_id for row in rows.values()})
    lines = [
        _quote(rows[seq], *order.get(rows[seq].revision_id, ())) for seq in found if seq in rows
    ]
    return lines, str(found[-1]) if len(held) > query.limit else None


def _after(cursor: str) -> int:
    """The number of the quotation that a page ended with."""
    if not (cursor.isascii() and cursor.removeprefix("-").isdigit() and len(cursor) < 20):
        raise ConfigError(
            f"the cursor {cursor[:40]!r} is none of this list; take the one that the page before "
            "ends with"
        )
    return int(cursor)


def _order(reader: Reader, revised: Set[str]) -> dict[str, list[str]]:
    """The quotations of each text, what was said only, in the order of the text."""
    found: dict[str, list[str]] = {}
    held = quotations.c
    for part in parts(sorted(revised)):
        asked = select(held.revision_id, held.id).where(
            held.revision_id.in_(part), held.act == str(Act.SPEECH)
        )
        ordered = asked.order_by(held.revision_id, held.start, held.stop.desc())
        for revision, quotation in reader.connection.execute(ordered):
            found.setdefault(revision, []).append(quotation)
    return found


def _quotations(numbers: Sequence[int]) -> Any:
    """Quotations with their text, article, outlet, story and entity."""
    here = and_(memberships.c.article_id == articles.c.id, memberships.c.ended_at.is_(None))
    who = and_(
        entity_members.c.revision_id == quotations.c.revision_id,
        entity_members.c.local_id == quotations.c.local_id,
    )
    return (
        select(
            quotations.c.seq, quotations.c.id, quotations.c.mode, quotations.c.act, quotations.c.runs,
            quotations.c.cue, quotations.c.speaker, quotations.c.speaker_name,
            quotations.c.identified, quotations.c.source_kind,
            quotations.c.revision_id, articles.c.id.label("article"), articles.c.name,
            articles.c.published, outlets.c.name.label("outlet"), texts.c.id.label("text_id"),
            texts.c.content, memberships.c.story_id, entity_members.c.entity_id, revisions.c.details,
        )
        .join(revisions, revisions.c.id == quotations.c.revision_id)
        .join(texts, texts.c.id == revisions.c.text_id)
        .join(articles, articles.c.id == revisions.c.article_id)
        .outerjoin(outlets, outlets.c.id == articles.c.outlet_id)
        .outerjoin(memberships, here)
        .outerjoin(entity_members, who)
        .where(quotations.c.seq.in_(numbers))
    )  # fmt: skip


def _quote(row: Row[Any], *said: str) -> QuoteLine:
    def spans(places: Sequence[Sequence[int]]) -> tuple[Span, ...]:
        return tuple(
            Span(text=row.text_id, start=start, end=stop, exact=row.content[start:stop])
            for start, stop in places
        )

    return QuoteLine(
        id=row.id,
        article=row.article,
        name=row.name,
        outlet=row.outlet,
        published=row.published,
        revision=row.revision_id,
        mode=row.mode,
        act=row.act,
        content=spans(row.runs),
        cue=spans(row.cue),
        speaker=spans(row.speaker),
        speaker_name=row.speaker_name,
        identified=row.identified,
        source_kind=row.source_kind,
        voice=voice_at(row.details, min((start for start, _ in row.runs), default=None)),
        nth=said.index(row.id) + 1 if row.id in said else None,
        of=len(said),
        entity=row.entity_id,
        story=row.story_id,
    )


def entity_lines(
    reader: Reader,
    name: str = "",
    *,
    label: str | None = None,
    story: str | None = None,
    limit: int = 20,
    skip: int = 0,
) -> list[EntityLine]:
    """Entities that stand for themselves, those named in most articles first, people of whom a bare
    name is all that is known last; with ``name``, those with these words in their name or a form of
    it, those of just this form first."""
    held = entities.c
    asked = select(entities).where(held.into_id.is_(None), held.articles > 0)
    bare = and_(held.label == "PERSON", held.name.not_like("% %"), held.wikidata.is_(None))
    most = (case((bare, 1), else_=0), held.articles.desc(), held.mentions.desc(), held.id)
    if label is not None:
        asked = asked.where(held.label.in_(labels_of(label)))
    if story is not None:
        asked = asked.where(held.id.in_(_of_story(reader.resolve_story(story))))
    if wanted := name.strip():
        named = [held.name.icontains(one, autoescape=True) for one in spellings(wanted)]
        asked = asked.where(or_(held.id == wanted, *named, in_forms(wanted)))
        asked = asked.order_by(case((in_forms(wanted, whole=True), 0), else_=1))
    rows = reader.connection.execute(asked.order_by(*most).limit(limit).offset(skip))
    return [_entity(row) for row in rows.mappings()]


def _of_story(key: str) -> Any:
    """Ids of the entities that a story's articles name as they are now."""
    return (
        select(entity_members.c.entity_id)
        .join(articles, articles.c.revision_id == entity_members.c.revision_id)
        .join(memberships, memberships.c.article_id == articles.c.id)
        .where(memberships.c.story_id == key, memberships.c.ended_at.is_(None))
    )


def _entity(row: Mapping[Any, Any]) -> EntityLine:
    return EntityLine(
        id=row["id"],
        label=row["label"],
        name=row["name"],
        forms=tuple(words for words, _ in row["forms"]),
        country=row["country"],
        place=row["place"],
        wikidata=row["wikidata"],
        articles=row["articles"],
        mentions=row["mentions"],
        because=tuple(row["because"]),
    )
