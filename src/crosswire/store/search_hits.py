"""From rows of the index to hits: texts, spans, marks, and where the article belongs."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Integer, Row, Select, and_, cast, null, select

from crosswire.records import Hit, Span
from crosswire.records.lists import HitKind
from crosswire.store.rows import parts
from crosswire.store.search_context import Place, cut, marks, passage, spans
from crosswire.store.search_query import Term
from crosswire.store.tables import (
    articles,
    memberships,
    outlets,
    point_members,
    quotations,
    revisions,
    texts,
)
from crosswire.store.voices import voice_at

_bodies = texts.alias("bodies")
_headlines = texts.alias("headlines")
_NOWHERE = cast(null(), Integer)


def hits(
    connection: Connection, kind: HitKind, numbers: Sequence[int], terms: Sequence[Term]
) -> Iterator[Hit]:
    """The hits of these rows, in this order; a row without any text has no words to show."""
    source, asked = _SOURCES[kind]()
    rows: dict[int, Row[Any]] = {}
    for part in parts(numbers):
        rows |= {row.seq: row for row in connection.execute(asked.where(source.in_(part)))}
    for number in numbers:
        if number in rows and (shown := hit(kind, rows[number], terms)):
            yield shown


def of_revisions(ids: Sequence[str]) -> Select[Any]:
    """Rows for ``hit`` of these texts, which may be former ones."""
    asked = select(
        articles.c.seq, _NOWHERE.label("start"), _NOWHERE.label("stop"), null().label("speaker"),
        *_COMMON,
    ).join(revisions, revisions.c.article_id == articles.c.id)  # fmt: skip
    return _joined(asked).where(revisions.c.id.in_(ids))


def _articles() -> tuple[Any, Select[Any]]:
    asked = select(
        articles.c.seq, _NOWHERE.label("start"), _NOWHERE.label("stop"), null().label("speaker"),
        *_COMMON,
    ).join(revisions, revisions.c.id == articles.c.revision_id)  # fmt: skip
    return articles.c.seq, _joined(asked)


def _quotations() -> tuple[Any, Select[Any]]:
    asked = (
        select(
            quotations.c.seq, quotations.c.start, quotations.c.stop,
            quotations.c.speaker_name.label("speaker"), *_COMMON,
        )
        .join(revisions, revisions.c.id == quotations.c.revision_id)
        .join(articles, articles.c.id == revisions.c.article_id)
    )  # fmt: skip
    return quotations.c.seq, _joined(asked)


def _statements() -> tuple[Any, Select[Any]]:
    asked = (
        select(
            point_members.c.seq, point_members.c.start, point_members.c.stop,
            point_members.c.holder.label("speaker"), *_COMMON,
        )
        .join(revisions, revisions.c.id == point_members.c.revision_id)
        .join(articles, articles.c.id == point_members.c.article_id)
    )  # fmt: skip
    return point_members.c.seq, _joined(asked)


_COMMON = (
    articles.c.id, articles.c.name, articles.c.url, articles.c.published, articles.c.first_seen,
    outlets.c.name.label("outlet"), revisions.c.id.label("revision"),
    articles.c.revision_id.label("current"), revisions.c.details,
    _bodies.c.id.label("body_id"), _bodies.c.content.label("body"),
    _headlines.c.id.label("headline_id"), _headlines.c.content.label("headline"),
    memberships.c.story_id,
)  # fmt: skip
_SOURCES = {"article": _articles, "quotation": _quotations, "statement": _statements}


def _joined(asked: Select[Any]) -> Select[Any]:
    """With the texts, the outlet and the story that every hit names."""
    here = and_(memberships.c.article_id == articles.c.id, memberships.c.ended_at.is_(None))
    return (
        asked.join(_bodies, _bodies.c.id == revisions.c.text_id)
        .outerjoin(_headlines, _headlines.c.id == revisions.c.headline_id)
        .outerjoin(outlets, outlets.c.id == articles.c.outlet_id)
        .outerjoin(memberships, here)
    )


def hit(kind: HitKind, row: Row[Any], terms: Sequence[Term]) -> Hit | None:
    """The hit of a row; None where the row has no words to show."""
    place, text_id, text, span, shown = _shown(row, terms)
    if span[0] == span[1]:
        return None
    return Hit(
        kind=kind,
        article=row.id,
        name=row.name,
        outlet=row.outlet,
        url=row.url,
        headline=row.headline,
        published=row.published,
        first_seen=row.first_seen,
        revision=row.revision,
        former=row.revision != row.current,
        place=place,
        span=Span(text=text_id, start=span[0], end=span[1], exact=text[span[0] : span[1]]),
        cut=cut(text, span) if kind == "article" else (False, False),
        marks=spans(text_id, text, shown, span),
        voice=voice_at(row.details, span[0] if place == "body" else None),
        speaker=row.speaker,
        story=row.story_id,
    )


def _shown(row: Row[Any], terms: Sequence[Term]) -> tuple[str, str, str, Place, Sequence[Place]]:
    """Which text is shown, from where to where, and the places of the words asked for in it."""
    found = marks(row.body, terms)
    places = [place for place, _ in found]
    if row.start is not None:
        return "body", row.body_id, row.body, (row.start, row.stop), places
    if found or not row.headline:
        return "body", row.body_id, row.body, passage(row.body, found), places
    places = [place for place, _ in marks(row.headline, terms)]
    if not places and row.body.strip():
        return "body", row.body_id, row.body, passage(row.body, ()), ()
    return "headline", row.headline_id, row.headline, (0, len(row.headline)), places
