"""Whether a store still says what was put in: every hash, span, packed record and line is read anew.

``check`` asks whether the tables hold together, and costs little; this reads all of it.
"""

import zlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, func, or_, select

from crosswire.errors import CrosswireError
from crosswire.records.article import Payload
from crosswire.records.chain import told_breaks
from crosswire.records.span import Text
from crosswire.store import comparing, reading
from crosswire.store.base import Verified, capture_key, revision_key
from crosswire.store.chained import check_chain, stamped_links
from crosswire.store.opened import SqlStore
from crosswire.store.packing import stretch
from crosswire.store.reader import SqlReader
from crosswire.store.rows import parts
from crosswire.store.tables import (
    articles,
    captures,
    comparisons,
    ledger,
    metadata,
    notes,
    payloads,
    quotations,
    readings,
    revisions,
    texts,
    tombstones,
)

_SHOWN = 5


class Fault(NamedTuple):
    """What is wrong with a row."""

    what: str
    row: str


class Seen(NamedTuple):
    """One kind of thing, read anew: how many, and what was wrong."""

    number: int
    faults: list[Fault]


def verify(store: SqlStore, head: str | None = None) -> Verified:
    """Everything, in one state of the store; ``head``: a hash that an entry of its chain must have."""
    checked: dict[str, int] = {}
    faults: list[Fault] = []
    with store.read() as reader:
        chain = check_chain(reader, head)
        for name, ask in _ASKED.items():
            seen = ask(reader)
            checked[name] = seen.number
            faults += seen.faults
        erased = _erased(reader.connection)
        stamps, unfounded = stamped_links(reader)
    checked["chain"] = chain.entries
    problems = (*_told(faults), *told_breaks(chain.breaks), *unfounded)
    return Verified(checked=checked, erased=erased, problems=problems, chain=chain, stamps=stamps)


def _told(faults: list[Fault]) -> Iterator[str]:
    """A fault in words, with its number and some of the rows it befell."""
    by_kind: dict[str, list[str]] = {}
    for fault in faults:
        by_kind.setdefault(fault.what, []).append(fault.row)
    for what, rows in by_kind.items():
        more = f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else ""
        yield f"{what}: {', '.join(rows[:_SHOWN])}{more}"


def _stream(connection: Connection, ask: "Select[Any]") -> Iterator[Row[Any]]:
    """Rows of ``ask``, a few at a time, so that memory stays flat."""
    yield from connection.execution_options(yield_per=200).execute(ask)


def _texts(reader: SqlReader) -> Seen:
    number, faults = 0, list[Fault]()
    for row in _stream(reader.connection, select(texts)):
        number += 1
        if Text(content=row.content).id != row.id:
            faults.append(Fault("texts that do not hash to their ids", row.id))
    return Seen(number, faults)


def _payloads(reader: SqlReader) -> Seen:
    number, faults = 0, list[Fault]()
    stones = _stones(reader.connection, "payload")
    for row in _stream(reader.connection, select(payloads)):
        if row.packed is None and row.id in stones:
            continue
        number += 1
        if not _is_itself(row):
            faults.append(Fault("payloads that do not hash to their ids", row.id))
    return Seen(number, faults)


def _is_itself(row: Row[Any]) -> bool:
    if row.packed is None:
        return False
    try:
        content = zlib.decompress(row.packed)
    except zlib.error:
        return False
    return bool(Payload(content=content).id == row.id and len(content) == row.size)


def _captures(reader: SqlReader) -> Seen:
    """Each is decoded again, and known by its name, its text and what its sender stated."""
    number, faults = 0, list[Fault]()
    for row in _rows(reader.connection, captures.c.id, captures.c.article_id):
        if _is_gone(reader, row):
            continue
        number += 1
        try:
            found = capture_key(reader.capture(row.id))
        except (CrosswireError, ValueError, zlib.error) as fault:
            faults.append(Fault("captures that cannot be read", f"{row.id} ({fault})"))
            continue
        if found != row.id:
            faults.append(Fault("captures that do not say what they said", row.id))
    return Seen(number, faults)


def _is_gone(reader: SqlReader, row: Row[Any]) -> bool:
    """Whether a capture's text was let go of, by its article or for its age."""
    there = (
        select(captures.c.text_id, captures.c.packed.is_not(None).label("packed"),
               payloads.c.packed.is_not(None).label("bytes"))
        .outerjoin(payloads, payloads.c.id == captures.c.payload_id)
        .where(captures.c.id == row.id)
    )  # fmt: skip
    found = reader.connection.execute(there).one()
    held = bool(found.text_id is not None or found.packed or found.bytes)
    return not held and _lost(reader.connection, row)


def _lost(connection: Connection, row: Row[Any]) -> bool:
    """Whether a tombstone says why a capture has no text: its article's, its payload's, or its own."""
    payload = select(captures.c.payload_id).where(captures.c.id == row.id).scalar_subquery()
    named = or_(tombstones.c.id.in_([row.article_id, row.id]), tombstones.c.id == payload)
    return connection.execute(select(tombstones.c.id).where(named)).first() is not None


def _revisions(reader: SqlReader) -> Seen:
    """Each record is put together again, so that each of its spans re-reads its words."""
    number, faults = 0, list[Fault]()
    stones = _stones(reader.connection, "article")
    for row in _rows(reader.connection, revisions.c.id, revisions.c.article_id):
        if row.article_id in stones:
            continue
        number += 1
        faults += _revision(reader, row)
    return Seen(number, faults)


def _revision(reader: SqlReader, row: Row[Any]) -> Iterator[Fault]:
    try:
        found = reader.revision(row.id)
        versions = reader.connection.execute(
            select(readings.c.packed).where(readings.c.revision_id == row.id)
        )
        for packed in versions.scalars().all():
            reading.unpack(stretch(packed), found)
    except _UNREADABLE as fault:
        first = next(iter(str(fault).splitlines()), "")
        yield Fault("revisions or readings that cannot be put together", f"{row.id} ({first})")
        return
    if revision_key(row.article_id, found.body.id) != row.id and not _has_sibling(reader, row):
        yield Fault("revisions whose text is another", row.id)


def _has_sibling(reader: SqlReader, row: Row[Any]) -> bool:
    """Whether its article had the same text under another headline: the second's id goes by both."""
    other = revisions.alias("other")
    ask = (
        select(other.c.id)
        .join(revisions, revisions.c.text_id == other.c.text_id)
        .where(revisions.c.id == row.id, other.c.id != row.id,
               other.c.article_id == row.article_id)
    )  # fmt: skip
    return reader.connection.execute(ask).first() is not None


_UNREADABLE = (CrosswireError, ValueError, KeyError, IndexError, TypeError, zlib.error)


def _spans(reader: SqlReader) -> Seen:
    """Every span of every table lies inside its text, so that it re-reads words."""
    number, faults = 0, list[Fault]()
    for table in metadata.tables.values():
        for revision, start, stop in _places(table):
            outside = or_(start < 0, start >= stop, stop > func.length(texts.c.content))
            joined = (
                select(func.count(), func.count().filter(outside))
                .select_from(table.join(revisions, revisions.c.id == revision))
                .join(texts, texts.c.id == revisions.c.text_id)
                .where(start.is_not(None))
            )
            total, wrong = reader.connection.execute(joined).one()
            number += total
            if wrong:
                some = joined.with_only_columns(revision).where(outside)
                rows = reader.connection.execute(some).scalars()
                faults += [Fault(f"spans of {table.name} outside their text", r) for r in rows]
    runs = _runs(reader.connection)
    return Seen(number + runs.number, faults + runs.faults)


def _places(table: Any) -> Iterator[tuple[Any, Any, Any]]:
    """The spans a table keeps, each as its revision's column, its start and its stop."""
    for revision, prefix in (("revision_id", ""), ("revision_id", "occasion_"),
                             ("a_revision", "a_"), ("b_revision", "b_")):  # fmt: skip
        names = (revision, f"{prefix}start", f"{prefix}stop")
        if all(name in table.c for name in names):
            yield table.c[names[0]], table.c[names[1]], table.c[names[2]]


def _runs(connection: Connection) -> Seen:
    """Quotations keep several spans in one column."""
    number = 0
    faults: list[Fault] = []
    ask = (
        select(quotations.c.id, quotations.c.runs, quotations.c.cue, quotations.c.speaker,
               func.length(texts.c.content).label("length"))
        .join(revisions, revisions.c.id == quotations.c.revision_id)
        .join(texts, texts.c.id == revisions.c.text_id)
    )  # fmt: skip
    for row in _stream(connection, ask):
        places = [*row.runs, *row.cue, *row.speaker]
        number += len(places)
        if not all(0 <= start < stop <= row.length for start, stop in places):
            faults.append(Fault("spans of quotations outside their text", row.id))
    return Seen(number, faults)


def _comparisons(reader: SqlReader) -> Seen:
    number, faults = 0, list[Fault]()
    key = (comparisons.c.story_id, comparisons.c.version, comparisons.c.input)
    for row in _rows(reader.connection, *key):
        number += 1
        try:
            comparing.get(reader.connection, row.story_id, row.version, row.input, reader.revision)
        except _UNREADABLE as fault:
            first = next(iter(str(fault).splitlines()), "")
            told = f"{row.story_id} ({first})"
            faults.append(Fault("comparisons that cannot be put together", told))
    return Seen(number, faults)


def _ledger(reader: SqlReader) -> Seen:
    """What the ledger says came of an input is there."""
    number = reader.connection.execute(select(func.count()).select_from(ledger)).scalar_one()
    ask = (
        select(ledger.c.stage, ledger.c.input_id)
        .outerjoin(revisions, revisions.c.id == ledger.c.result_id)
        .where(ledger.c.result_id.is_not(None), revisions.c.id.is_(None))
    )
    what = "lines of the ledger whose result is not there"
    lost = reader.connection.execute(ask).all()
    return Seen(number, [Fault(what, f"{row.stage} {row.input_id}") for row in lost])


def _tombstones(reader: SqlReader) -> Seen:
    """What was erased is not there."""
    found = reader.connection.execute(select(tombstones.c.id, tombstones.c.what)).all()
    left: set[str] = set()
    for part in parts(row.id for row in found):
        for ask in (
            select(texts.c.id).where(texts.c.id.in_(part)),
            select(payloads.c.id).where(payloads.c.id.in_(part), payloads.c.packed.is_not(None)),
            select(articles.c.id)
            .join(revisions, revisions.c.article_id == articles.c.id)
            .join(texts, texts.c.id == revisions.c.text_id)
            .where(articles.c.id.in_(part), texts.c.content != ""),
        ):
            left.update(reader.connection.execute(ask).scalars())
    what = "things that were erased and are there"
    return Seen(len(found), [Fault(what, one) for one in sorted(left)])


def _notes(reader: SqlReader) -> Seen:
    """The places that notes are about lie in their texts."""
    ask = (
        select(notes.c.id, notes.c.stop, func.length(texts.c.content).label("size"))
        .outerjoin(texts, texts.c.id == notes.c.text_id)
        .where(notes.c.text_id.is_not(None))
    )
    rows = reader.connection.execute(ask).all()
    what = "notes about places that are in no text"
    return Seen(len(rows), [Fault(what, r.id) for r in rows if r.size is None or r.stop > r.size])


def _stones(connection: Connection, what: str) -> set[str]:
    ask = select(tombstones.c.id).where(tombstones.c.what == what)
    return set(connection.execute(ask).scalars())


def _erased(connection: Connection) -> dict[str, int]:
    """How much was erased, by kind."""
    ask = select(tombstones.c.what, func.count()).group_by(tombstones.c.what)
    return {row[0]: row[1] for row in connection.execute(ask.order_by(tombstones.c.what))}


def _rows(connection: Connection, *columns: Any) -> list[Row[Any]]:
    """All keys at once: what is asked for each goes over the same connection."""
    return list(connection.execute(select(*columns).order_by(columns[0])).all())


_ASKED: dict[str, Callable[[SqlReader], Seen]] = {
    "texts": _texts, "payloads": _payloads, "captures": _captures, "revisions": _revisions,
    "spans": _spans, "comparisons": _comparisons, "ledger": _ledger, "tombstones": _tombstones,
    "notes": _notes,
}  # fmt: skip
