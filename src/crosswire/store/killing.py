"""Notices that withdraw another article than the one that prints them: those that wait for it, and
what they may mean."""

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import String, cast, exists, or_, select, update

from crosswire.records.base import stable_id
from crosswire.records.notice import Notice
from crosswire.records.span import Span, Text
from crosswire.stages.revise.elsewhere import DAYS, Held
from crosswire.store.base import Reader, Writer
from crosswire.store.order import as_text, moment, now
from crosswire.store.rows import insert
from crosswire.store.tables import articles, notices, outlets, revisions, texts

_DAY = 24 * 3600
_headlines = texts.alias("headlines")


class Open(NamedTuple):
    """A kill or retraction that withdraws nothing yet."""

    id: str
    article: str
    outlet_id: str | None
    revision: str
    headline: str | None
    body: str
    at: int
    """Where its article stands in time."""
    names: frozenset[str]
    """The outlet that prints it, and the agencies that the page credits."""
    notice: Notice


def open_notices(reader: Reader) -> list[Open]:
    """Those of the last days, oldest first."""
    since = as_text(moment(now()) - timedelta(days=DAYS))
    settled = notices.alias("settled")
    asked = (
        select(
            notices, articles.c.id.label("article"), articles.c.outlet_id, articles.c.sort_at,
            outlets.c.name.label("outlet"), revisions.c.details, texts.c.id.label("body_id"),
            texts.c.content.label("body"), _headlines.c.content.label("headline"),
        )
        .join(revisions, revisions.c.id == notices.c.revision_id)
        .join(articles, articles.c.id == revisions.c.article_id)
        .join(texts, texts.c.id == revisions.c.text_id)
        .outerjoin(_headlines, _headlines.c.id == revisions.c.headline_id)
        .outerjoin(outlets, outlets.c.id == articles.c.outlet_id)
        .where(
            notices.c.kind.in_(("kill", "retraction")), notices.c.withdrawn_text.is_(None),
            revisions.c.seen_at >= since, texts.c.content != "",
            ~exists().where(
                settled.c.revision_id == notices.c.revision_id,
                settled.c.start == notices.c.start, settled.c.withdrawn_text.is_not(None),
            ),
        )
        .order_by(revisions.c.seen_at, notices.c.id)
    )  # fmt: skip
    return [_open(row) for row in reader.connection.execute(asked)]


def _open(row: Any) -> Open:
    span = Span(
        text=row.body_id, start=row.start, end=row.stop, exact=row.body[row.start : row.stop]
    )
    own = {row.outlet.casefold()} if row.outlet else set()
    return Open(
        id=row.id, article=row.article, outlet_id=row.outlet_id, revision=row.revision_id,
        headline=row.headline, body=row.body, at=row.sort_at,
        names=frozenset(own | _credited(row.details, ("agencies",))),
        notice=Notice(kind=row.kind, span=span, because=row.because),
    )  # fmt: skip


def _credited(details: Mapping[str, Any], fields: Iterable[str]) -> set[str]:
    return {one["value"].casefold() for name in fields for one in details.get(name, ())}


def candidates(reader: Reader, one: Open) -> list[Held]:
    """Articles of the same outlet or agency that came before it, by time."""
    credits = [
        cast(revisions.c.details, String).contains(json.dumps(name)[1:-1], autoescape=True)
        for name in _spelled(reader, one)
    ]
    asked = (
        select(
            articles.c.id, articles.c.outlet_id, articles.c.url, articles.c.name,
            articles.c.revision_id, revisions.c.details, texts.c.content,
            _headlines.c.content.label("headline"),
        )
        .join(revisions, revisions.c.id == articles.c.revision_id)
        .join(texts, texts.c.id == revisions.c.text_id)
        .join(_headlines, _headlines.c.id == revisions.c.headline_id)
        .where(
            articles.c.sort_at.between(one.at - DAYS * _DAY, one.at + _DAY),
            articles.c.id != one.article, texts.c.content != "",
            or_(articles.c.outlet_id == one.outlet_id, *credits),
        )
        .order_by(articles.c.seq)
    )  # fmt: skip
    return [
        Held(row.id, row.revision_id, row.headline, row.url or row.name, Text(content=row.content),
             own=row.outlet_id == one.outlet_id)
        for row in reader.connection.execute(asked)
        if row.outlet_id == one.outlet_id
        or one.names & _credited(row.details, ("agencies", "authors"))
    ]  # fmt: skip


def _spelled(reader: Reader, one: Open) -> list[str]:
    """The names as they stand in the records of articles."""
    ask = select(outlets.c.name).where(outlets.c.id == one.outlet_id)
    names = set(reader.connection.execute(ask).scalars())
    details = select(revisions.c.details).where(revisions.c.id == one.revision)
    for row in reader.connection.execute(details).scalars():
        names |= {agency["value"] for agency in row.get("agencies", ())}
    return sorted(names)


def settle(writer: Writer, one: Open, held: Iterable[Held], because: str) -> None:
    """Keep which texts a notice withdraws, a row each; in a batch."""
    common = {
        "revision_id": one.revision, "start": one.notice.span.start, "stop": one.notice.span.end,
        "kind": one.notice.kind, "because": because, "made_at": now(),
        "run_id": writer.run_id,
    }  # fmt: skip
    insert(writer.connection, notices, [
        common | {
            "id": stable_id("notice", one.id, other.body.id), "withdrawn_text": other.body.id,
            "withdrawn_start": 0, "withdrawn_stop": len(other.body.content),
        }
        for other in held
    ])  # fmt: skip


def explain(writer: Writer, one: Open, because: str) -> None:
    """Say why a notice withdraws nothing; in a batch."""
    change = update(notices).where(notices.c.id == one.id, notices.c.because != because)
    writer.connection.execute(change.values(because=because))
