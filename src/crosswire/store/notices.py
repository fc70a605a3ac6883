"""Notices as the store keeps them: a row for each stretch of words that a notice withdraws."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, exists, select

from crosswire.records.article import PassageKind
from crosswire.records.base import stable_id
from crosswire.records.notice import Notice
from crosswire.records.span import Span, Text
from crosswire.store.base import Reader
from crosswire.store.order import now
from crosswire.store.rows import Values, insert, parts
from crosswire.store.tables import articles, ledger, notices, outlets, pages, revisions, texts

Place = tuple[int, int]
STAGE = "notices"
"""Stage of the ledger for revisions that were looked through."""
_bodies = texts.alias("bodies")
_earlier = texts.alias("earlier")
_headlines = texts.alias("headlines")
_former = revisions.alias("former")
_own = revisions.alias("own")
_of_that_text = and_(
    _former.c.article_id == articles.c.id, _former.c.text_id == notices.c.withdrawn_text
)


class Revised(NamedTuple):
    """A revision to look through, and the one that the article had before it."""

    article: str
    revision: str
    earlier: str | None
    headline: str | None
    seq: int
    outlet: str | None
    """The outlet's id."""


class Kept(NamedTuple):
    """A notice of a kept article, and when we saw it first."""

    article: str
    outlet: str | None
    revision: str
    seen_at: str
    stands: bool
    """The article's text now is the revision that has it."""
    earlier: str | None
    """The revision whose words it withdraws."""
    notice: Notice
    by: str | None = None
    """The article that prints the notice, where it is another than the one it takes back."""


def put(connection: Connection, run_id: str, revision_id: str, found: Iterable[Notice]) -> None:
    """Keep the notices of a revision; those that are there add nothing."""
    at = now()
    insert(connection, notices, [
        row | {"made_at": at, "run_id": run_id}
        for notice in found for row in _rows(revision_id, notice)
    ])  # fmt: skip


def _rows(revision_id: str, notice: Notice) -> list[Values]:
    start, stop = notice.span.start, notice.span.end
    whole = {
        "revision_id": revision_id, "start": start, "stop": stop, "kind": notice.kind,
        "because": notice.because, "withdrawn_text": None, "withdrawn_start": None,
        "withdrawn_stop": None,
    }  # fmt: skip
    withdrawn: list[Values] = [
        {"withdrawn_text": w.text, "withdrawn_start": w.start, "withdrawn_stop": w.end}
        for w in notice.withdraws
    ]
    return [
        whole | one | {"id": stable_id("notice", revision_id, str(start), str(stop), str(n))}
        for n, one in enumerate(withdrawn or [{}])
    ]


def read_texts(reader: Reader, revision_ids: Iterable[str]) -> dict[str, tuple[Text, list[Place]]]:
    """The body of each revision, and where its passages of kind notice stand."""
    found: dict[str, tuple[Text, list[Place]]] = {}
    for part in parts(revision_ids):
        asked = (
            select(revisions.c.id, revisions.c.details, texts.c.content)
            .join(texts, texts.c.id == revisions.c.text_id)
            .where(revisions.c.id.in_(part))
        )
        for row in reader.connection.execute(asked):
            found[row.id] = Text(content=row.content), boxes_in(row.details)
    return found


def boxes_in(details: Values) -> list[Place]:
    """Where a revision's passages of kind notice stand, by its packed record."""
    passages = details.get("passages", ())
    boxes = [p["span"]["@"] for p in passages if p.get("kind") == PassageKind.NOTICE]
    return [(start, stop) for _, start, stop in boxes]


def unread(reader: Reader, version: str) -> list[Revised]:
    """Revisions not looked through by ``version``, each with the one before it; oldest first."""
    # Asked of the keys alone, in their order: what was looked through, nearly all, is never read.
    known = revisions.alias("known")
    looked = exists().where(
        ledger.c.stage == STAGE, ledger.c.version == version, ledger.c.input_id == known.c.id
    )
    fresh = select(known.c.id).where(~looked)
    earlier = revisions.alias("before")
    before = (
        select(earlier.c.id)
        .where(
            earlier.c.article_id == revisions.c.article_id,
            earlier.c.seen_at < revisions.c.seen_at,
            earlier.c.replaced_by.is_(None),
        )
        .order_by(earlier.c.seen_at.desc(), earlier.c.id)
        .limit(1)
        .scalar_subquery()
    )
    wanted = (
        select(
            revisions.c.article_id,
            revisions.c.id,
            before,
            _headlines.c.content,
            articles.c.seq,
            articles.c.outlet_id,
        )
        .join(articles, articles.c.id == revisions.c.article_id)
        .outerjoin(_headlines, _headlines.c.id == revisions.c.headline_id)
        .where(revisions.c.id.in_(fresh), revisions.c.replaced_by.is_(None))
        .order_by(revisions.c.seen_at, revisions.c.id)
    )
    return [Revised(*row) for row in reader.connection.execute(wanted)]


def of_articles(reader: Reader, article_ids: Iterable[str]) -> list[Kept]:
    """The notices that these articles have printed, oldest first."""
    found: list[Kept] = []
    for part in parts(article_ids):
        asked = (
            select(
                notices, articles.c.id.label("article"), articles.c.revision_id.label("current"),
                outlets.c.name.label("outlet"), revisions.c.seen_at,
                _bodies.c.id.label("body_id"), _bodies.c.content.label("body"),
                _earlier.c.content.label("earlier"), _former.c.id.label("former"),
            )
            .join(revisions, revisions.c.id == notices.c.revision_id)
            .join(articles, articles.c.id == revisions.c.article_id)
            .join(_bodies, _bodies.c.id == revisions.c.text_id)
            .outerjoin(_earlier, _earlier.c.id == notices.c.withdrawn_text)
            .outerjoin(_former, _of_that_text)
            .outerjoin(outlets, outlets.c.id == articles.c.outlet_id)
            .where(articles.c.id.in_(part), revisions.c.replaced_by.is_(None),
                   _bodies.c.content != "")
            .order_by(revisions.c.seen_at, notices.c.revision_id, notices.c.start,
                      notices.c.withdrawn_start)
        )  # fmt: skip
        rows = reader.connection.execute(asked).all()
        places = dict.fromkeys((row.revision_id, row.start, row.stop) for row in rows)
        for place in places:
            same = [row for row in rows if (row.revision_id, row.start, row.stop) == place]
            found.append(_kept(same))
    return found


def elsewhere(reader: Reader, article_ids: Iterable[str]) -> list[Kept]:
    """Notices that other articles print, and that take back the whole of a text of one of these,
    oldest first."""
    ids = [*article_ids]
    rows: dict[str, list[Any]] = {}
    for part in parts(ids):
        theirs = select(revisions.c.text_id).where(revisions.c.article_id.in_(part))
        asked = _elsewhere().where(notices.c.withdrawn_text.in_(theirs))
        for row in reader.connection.execute(asked):
            rows.setdefault(row.id, []).append(row)
    # A copy of the very text elsewhere is its outlet's to take back.
    meant = [next((r for r in told if r.own), told[0]) for told in rows.values()]
    return [
        _kept([row])._replace(by=row.printer)
        for row in sorted(meant, key=lambda row: (row.seen_at, row.id))
        if row.article in ids
    ]


def _elsewhere() -> Select[Any]:
    """Notices, each with every other article that had the text it takes back, by time."""
    printing, printed = articles.alias("printing"), revisions.alias("printed")
    return (
        select(
            notices, articles.c.id.label("article"), printing.c.id.label("printer"),
            printing.c.revision_id.label("current"), outlets.c.name.label("outlet"),
            printed.c.seen_at, _bodies.c.id.label("body_id"), _bodies.c.content.label("body"),
            _earlier.c.content.label("earlier"), _former.c.id.label("former"),
            (articles.c.outlet_id == printing.c.outlet_id).label("own"),
        )
        .join(printed, printed.c.id == notices.c.revision_id)
        .join(printing, printing.c.id == printed.c.article_id)
        .join(_bodies, _bodies.c.id == printed.c.text_id)
        .join(_earlier, _earlier.c.id == notices.c.withdrawn_text)
        .join(_former, _former.c.text_id == notices.c.withdrawn_text)
        .join(articles, articles.c.id == _former.c.article_id)
        .outerjoin(outlets, outlets.c.id == printing.c.outlet_id)
        .where(printing.c.id != articles.c.id, printed.c.replaced_by.is_(None),
               _bodies.c.content != "",
               ~exists().where(_own.c.article_id == printing.c.id,
                               _own.c.text_id == notices.c.withdrawn_text))
        .order_by(notices.c.id, articles.c.seq)
    )  # fmt: skip


def last_seen(reader: Reader, article_ids: Iterable[str]) -> dict[str, str]:
    """When the text of each article was last seen: it came then, or a watch found it as it was."""
    found: dict[str, str] = {}
    for part in parts(article_ids):
        came = select(articles.c.id, articles.c.last_seen).where(articles.c.id.in_(part))
        looked = select(pages.c.article_id, pages.c.tried_at).where(
            pages.c.article_id.in_(part), pages.c.state == "kept", pages.c.failures == 0,
            pages.c.tried_at.is_not(None),
        )  # fmt: skip
        if reader.as_of is not None:
            looked = looked.where(pages.c.tried_at <= reader.as_of)
        for asked in (came, looked):
            for article, at in reader.connection.execute(asked):
                found[article] = max(at, found.get(article, at))
    return found


def _kept(rows: Sequence[Row[Any]]) -> Kept:
    first = rows[0]
    withdraws = tuple(dict.fromkeys(w for row in rows if (w := _withdrawn(row)) is not None))
    return Kept(
        article=first.article,
        outlet=first.outlet,
        revision=first.revision_id,
        seen_at=first.seen_at,
        stands=first.revision_id == first.current,
        earlier=first.former,
        notice=Notice(
            kind=first.kind,
            span=_span(first.body_id, first.body, first.start, first.stop),
            because=first.because,
            withdraws=withdraws,
        ),
    )


def _withdrawn(row: Row[Any]) -> Span | None:
    if row.withdrawn_text is None or not row.earlier:
        return None  # none was named, or its text was erased since
    stop = len(row.earlier) if row.withdrawn_stop is None else row.withdrawn_stop
    return _span(row.withdrawn_text, row.earlier, row.withdrawn_start or 0, stop)


def _span(text_id: str, content: str, start: int, stop: int) -> Span:
    return Span(text=text_id, start=start, end=stop, exact=content[start:stop])
