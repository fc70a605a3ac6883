"""Comparisons: whole and packed for crosswire, and in rows for whoever asks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, select

from crosswire.records.article import Revision
from crosswire.records.comparison import Comparison, Conflict, Point, Statement
from crosswire.records.quotation import Reading
from crosswire.records.span import Text
from crosswire.store import index, reading
from crosswire.store.base import capture_key
from crosswire.store.order import now
from crosswire.store.packing import Packed, Texts, squeeze, stretch
from crosswire.store.rows import Seqs, Values, insert
from crosswire.store.tables import (
    articles,
    captures,
    comparisons,
    conflicts,
    point_members,
    points,
    readings,
)
from crosswire.store.words import storable

Revised = Callable[[str], Revision]
"""A revision of the store, by its id."""


class Made(NamedTuple):
    """Which comparison it is."""

    story: str
    version: str
    input: str
    run: str


class _Told(NamedTuple):
    """An article of the comparison, as the store knows it."""

    article_id: str
    revision_id: str
    outlet_id: str | None
    sort_at: int
    body: Text


def put(connection: Connection, comparison: Comparison, made: Made, revised: Revised) -> None:
    """Keep a comparison in place of the one before."""
    told = {r.article: _told(connection, r) for r in comparison.readings}
    packed = Texts(_texts(comparison.readings)).pack(comparison, without=("readings",))
    packed["readings"] = [
        _packed(connection, r, told[r.article], revised) for r in comparison.readings
    ]
    forget(connection, made.story)
    row = {
        "story_id": made.story, "version": made.version, "input": made.input,
        "packed": squeeze(packed), "made_at": now(), "run_id": made.run,
    }  # fmt: skip
    insert(connection, comparisons, [row])
    _put_points(connection, made.story, comparison, told)
    held = [
        _conflict(conflict, told) | {"story_id": made.story, "n": n}
        for n, conflict in enumerate(comparison.conflicts)
        if _in_body(conflict.a, told) and _in_body(conflict.b, told)
    ]
    insert(connection, conflicts, held)


def get(
    connection: Connection, story_id: str, version: str, input: str, revised: Revised
) -> Comparison | None:
    """The comparison; None where it, or a reading it stands on, is another now."""
    ask = select(comparisons.c.packed).where(
        comparisons.c.story_id == story_id,
        comparisons.c.version == version,
        comparisons.c.input == input,
    )
    if (found := connection.execute(ask).scalar()) is None:
        return None
    packed = stretch(found)
    read = []
    for kept in packed.pop("readings"):
        whole = kept.get("reading")
        if whole is None and (whole := reading.get(connection, *kept["kept"])) is None:
            return None
        read.append(_unpacked(whole | kept.get("named", {}), kept, revised))
    return Texts(_texts(read)).unpack(Comparison, packed | {"readings": tuple(read)})


def _told(connection: Connection, read: Reading) -> _Told:
    key = capture_key(read.revision.capture)
    ask = (
        select(articles.c.id, articles.c.outlet_id, articles.c.sort_at, captures.c.revision_id)
        .join(captures, captures.c.article_id == articles.c.id)
        .where(captures.c.id == key)
    )
    row = connection.execute(ask).first()
    if row is None:
        raise ValueError(f"{read.article} of the comparison is not in the store; add it first")
    body = read.revision.body
    return _Told(row.id, row.revision_id, row.outlet_id, row.sort_at, body)


def _texts(read: Sequence[Reading]) -> list[Text]:
    """The texts that the comparison's spans address."""
    return [text for r in read for text in _own(r.revision)]


def _own(revision: Revision) -> Iterator[Text]:
    yield revision.body
    yield revision.capture.content
    for found in (revision.headline, revision.standfirst):
        yield found.text if found else Text(content="")


def _packed(connection: Connection, read: Reading, told: _Told, revised: Revised) -> Packed:
    """A reading by its id, where the store has it as it is; else whole."""
    stored = revised(told.revision_id)
    packed: Packed = {"revision": told.revision_id}
    if stored.model_copy(update={"article": read.article}) != read.revision:
        texts = Texts(list(_own(read.revision)))
        packed["as"] = texts.pack(read.revision, without=("capture", "body"))
    whole = reading.pack(read)
    named = {"article": whole.pop("article")}
    ask = select(readings.c.version, readings.c.packed).where(
        readings.c.revision_id == told.revision_id
    )
    for row in connection.execute(ask):
        kept = stretch(row.packed)
        kept.pop("article")
        if kept == whole:
            return packed | {"kept": [told.revision_id, row.version], "named": named}
    return packed | {"reading": whole, "named": named}


def _unpacked(whole: Packed, kept: Packed, revised: Revised) -> Reading:
    revision = revised(kept["revision"])
    if "as" in kept:
        own = Texts([revision.body, revision.capture.content, *_heads(kept["as"])])
        given = {"capture": revision.capture, "body": revision.body}
        revision = own.unpack(Revision, kept["as"] | given)
    return reading.unpack(whole, revision)


def _heads(packed: Packed) -> list[Text]:
    found = (packed.get("headline"), packed.get("standfirst"))
    return [Text(content=f["value"] if f else "") for f in found]


def forget(connection: Connection, story_id: str) -> bool:
    """Take the comparison of a story away; whether there was one."""
    there = select(comparisons.c.story_id).where(comparisons.c.story_id == story_id)
    if connection.execute(there).first() is None:
        return False
    ask = select(point_members.c.seq).where(point_members.c.story_id == story_id)
    gone = index.indexed_now(connection, "statement", connection.execute(ask).scalars())
    for table in (conflicts, point_members, points, comparisons):
        connection.execute(delete(table).where(table.c.story_id == story_id))
    index.reindex(connection, "statement", gone, {})
    return True


def _put_points(
    connection: Connection, story_id: str, comparison: Comparison, told: Mapping[str, _Told]
) -> None:
    shown = [(p, "shared") for p in comparison.points]
    shown += [(p, "possible") for p in comparison.possible]
    seqs = Seqs(connection, point_members)
    rows: dict[str, Values] = {}
    members: list[Values] = []
    words = {}
    for point, how in shown:
        if point.id in rows or not _in_body(point.wording, told):
            continue
        rows[point.id] = _point(point, told) | {"story_id": story_id, "shown": how}
        for member in point.members:
            if _in_body(member, told):
                seq = seqs.next(told[member.article].sort_at)
                members.append(_member(member, told[member.article]) | {
                    "seq": seq, "story_id": story_id, "point_id": point.id,
                })  # fmt: skip
                words[seq] = (
                    storable(member.span.exact),
                    member.holder and storable(member.holder),
                )
    insert(connection, points, list(rows.values()))
    insert(connection, point_members, members)
    index.reindex(connection, "statement", {}, words)


def _in_body(statement: Statement, told: Mapping[str, _Told]) -> bool:
    """Whether it stands in a body of the comparison: not in a headline."""
    return statement.article in told and statement.span.text == told[statement.article].body.id


def _point(point: Point, told: Mapping[str, _Told]) -> Values:
    wording = point.wording
    return {
        "id": point.id, "kind": point.kind, "relation": point.relation, "tier": point.tier,
        "confidence": point.confidence, "speaker": point.speaker,
        "revision_id": told[wording.article].revision_id, "start": wording.span.start,
        "stop": wording.span.end, "outlets": point.origins.outlets,
        "origins_at_least": point.origins.at_least, "origins_at_most": point.origins.at_most,
        "origins_unknown": point.origins.unknown,
    }  # fmt: skip


def _member(member: Statement, told: _Told) -> Values:
    return {
        "article_id": told.article_id, "revision_id": told.revision_id,
        "start": member.span.start, "stop": member.span.end, "outlet_id": told.outlet_id,
        "holder": member.holder, "quotation_id": member.quotation,
    }  # fmt: skip


def _conflict(conflict: Conflict, told: Mapping[str, _Told]) -> Values:
    sides: dict[str, Any] = {}
    for name, side in (("a", conflict.a), ("b", conflict.b)):
        sides |= {
            f"{name}_revision": told[side.article].revision_id,
            f"{name}_start": side.span.start, f"{name}_stop": side.span.end,
        }  # fmt: skip
    return sides | {
        "kind": conflict.kind, "grade": conflict.grade, "because": conflict.because,
        "point_id": conflict.point,
    }  # fmt: skip
