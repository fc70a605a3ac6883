"""Comparisons: whole and packed for crosswire, and in rows for whoever asks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, or_, select

from crosswire.records.article import Revision
from crosswire.records.base import stable_id
from crosswire.records.comparison import Comparison, Conflict, Point, Statement
from crosswire.records.quotation import Reading
from crosswire.records.span import Text
from crosswire.store import index, reading
from crosswire.store.base import capture_key
from crosswire.store.order import now
from crosswire.store.packing import Packed, Texts, squeeze, stretch
from crosswire.store.rows import Seqs, Values, insert, parts
from crosswire.store.tables import (
    articles,
    captures,
    comparisons,
    conflicts,
    memberships,
    point_members,
    points,
    readings,
    revisions,
    stories,
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
    return _whole(connection, stretch(found), revised)


class Newest(NamedTuple):
    """Which comparison of a story was made last, and what of the story is another since."""

    version: str
    input: str
    made_at: str
    came: tuple[str, ...]
    """Articles that came to the story after it, or whose text is another since."""
    left: tuple[str, ...]
    """Articles that left it after that."""

    @property
    def key(self) -> str:
        """Another for every comparison, and for the same one made again."""
        return stable_id("compared", self.version, self.input, self.made_at)


def newest(connection: Connection, story_id: str) -> Newest | None:
    """The comparison made last, whatever went into it and whatever version made it; None: none."""
    ask = select(comparisons.c.version, comparisons.c.input, comparisons.c.made_at).where(
        comparisons.c.story_id == story_id
    )
    if (row := connection.execute(ask).first()) is None:
        return None
    here = memberships.c.story_id == story_id
    joined = memberships.join(articles, articles.c.id == memberships.c.article_id).join(
        revisions, revisions.c.id == articles.c.revision_id
    )
    later = or_(memberships.c.made_at > row.made_at, revisions.c.seen_at > row.made_at)
    came = (
        select(articles.c.id)
        .select_from(joined)
        .where(here, memberships.c.ended_at.is_(None), memberships.c.role == "member", later)
        .order_by(articles.c.seq)
    )
    left = (
        select(memberships.c.article_id)
        .where(here, memberships.c.ended_at > row.made_at, memberships.c.made_at <= row.made_at)
        .order_by(memberships.c.article_id)
    )
    gone = tuple(dict.fromkeys(connection.execute(left).scalars()))
    new = tuple(connection.execute(came).scalars())
    return Newest(*row, new, tuple(one for one in gone if one not in new))


class Where(NamedTuple):
    """Which text of which article a page of a comparison is."""

    article: str
    revision: str


class Found(NamedTuple):
    """A comparison, and by the name that it has for each page, which of the store's it is."""

    comparison: Comparison
    where: dict[str, Where]


def whole(connection: Connection, story_id: str, of: Newest, revised: Revised) -> Found | None:
    """The comparison made last, its readings without tokens; None where it, or a reading it stands
    on, is another now."""
    ask = select(comparisons.c.packed).where(
        comparisons.c.story_id == story_id, comparisons.c.made_at == of.made_at
    )
    if (found := connection.execute(ask).scalar()) is None:
        return None
    packed = stretch(found)
    named = {kept["named"]["article"]: kept["revision"] for kept in packed["readings"]}
    asked = select(revisions.c.id, revisions.c.article_id).where(
        revisions.c.id.in_(set(named.values()))
    )
    owners = {row.id: row.article_id for row in connection.execute(asked)}
    where = {name: Where(owners[key], key) for name, key in named.items() if key in owners}
    made = _whole(connection, packed, revised, tokens=False)
    return None if made is None else Found(made, where)


def stands(connection: Connection, story_id: str, of: Newest) -> bool:
    """Whether ``whole`` would give it: every reading that it stands on is kept as it was."""
    ask = select(comparisons.c.packed).where(
        comparisons.c.story_id == story_id, comparisons.c.made_at == of.made_at
    )
    if (found := connection.execute(ask).scalar()) is None:
        return False
    wanted = {tuple(one["kept"]) for one in stretch(found)["readings"] if "kept" in one}
    kept: set[tuple[str, str]] = set()
    for part in parts(key for key, _ in wanted):
        rows = select(readings.c.revision_id, readings.c.version)
        found_here = connection.execute(rows.where(readings.c.revision_id.in_(part)))
        kept.update((row.revision_id, row.version) for row in found_here)
    return wanted <= kept


def made_lately(connection: Connection, since: str, most: int) -> list[tuple[str, str]]:
    """Stories and when they were lined up, of those lined up after ``since``: the ones with the
    newest articles, so many."""
    ask = (
        select(comparisons.c.story_id, comparisons.c.made_at)
        .join(stories, stories.c.id == comparisons.c.story_id)
        .where(comparisons.c.made_at > since)
        .order_by(stories.c.last_at.desc().nulls_last(), stories.c.id)
        .limit(most)
    )
    return [(row.story_id, row.made_at) for row in connection.execute(ask)]


def _whole(
    connection: Connection, packed: Packed, revised: Revised, *, tokens: bool = True
) -> Comparison | None:
    read = []
    for kept in packed.pop("readings"):
        whole = kept.get("reading")
        if whole is None and (whole := reading.get(connection, *kept["kept"])) is None:
            return None
        read.append(_unpacked(whole | kept.get("named", {}), kept, revised, tokens=tokens))
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


def _unpacked(whole: Packed, kept: Packed, revised: Revised, *, tokens: bool) -> Reading:
    revision = revised(kept["revision"])
    if "as" in kept:
        own = Texts([revision.body, revision.capture.content, *_heads(kept["as"])])
        given = {"capture": revision.capture, "body": revision.body}
        revision = own.unpack(Revision, kept["as"] | given)
    return reading.unpack(whole, revision, tokens=tokens)


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
