"""Whether the chain holds, and whether what is kept is still what it commits to."""

import zlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from crosswire.records.chain import (
    GENESIS,
    ChainBreak,
    ChainCheck,
    ChainEntry,
    Stamped,
    broken,
    sha256,
)
from crosswire.store.adding import capture_of
from crosswire.store.chain import committed, entries, stamped
from crosswire.store.reader import SqlReader
from crosswire.store.rows import parts
from crosswire.store.tables import captures, chain, payloads, texts

_AT_ONCE = 100


class Gone(NamedTuple):
    """What entries say was erased."""

    whole: frozenset[str]
    """Captures of which nothing but address and times is left."""
    bytes: frozenset[str]
    """Captures that lost their bytes, and the payloads that they lost."""


def check_chain(reader: SqlReader, head: str | None = None) -> ChainCheck:
    """Go through the chain; ``head``: the hash that an entry must have, noted elsewhere."""
    connection = reader.connection
    gone = _gone(connection)
    first_of: dict[int, ChainBreak] = {}
    count, before, wanted = 0, None, None
    for part in parts(entries(connection), _AT_ONCE):
        for found in (*_links(part, before), *_kept(connection, part, gone)):
            first_of.setdefault(found.n, found)
        count, before = count + len(part), part[-1]
        wanted = next((one.n for one in part if one.hash == head), wanted)
    breaks = [first_of[n] for n in sorted(first_of)]
    breaks += _without(connection, count)
    if head is not None and wanted is None:
        breaks.append(broken(count, "", "head", f"an entry whose hash is {head}", None))
    return ChainCheck(
        entries=count,
        head=before.hash if before else "",
        head_at=before.made_at if before else "",
        breaks=tuple(breaks),
        wanted=wanted,
    )


def stamped_links(reader: SqlReader) -> tuple[tuple[Stamped, ...], list[str]]:
    """The time stamps with what each stamps, and those that are of no entry of the chain."""
    found: list[Stamped] = []
    faults: list[str] = []
    for one in stamped(reader.connection):
        entry = next(entries(reader.connection, one.n, one.n), None)
        if entry is None or entry.hash != one.hash:
            there = entry.hash if entry else "nothing"
            faults.append(
                f"a time stamp of {one.server} is of entry {one.n:,} with the hash {one.hash}, "
                f"found {there}"
            )
        else:
            found.append(Stamped(one, entry.link))
    return tuple(found), faults


def gaps(connection: Connection) -> Iterator[tuple[str, list[str]]]:
    """What shows by the numbers alone that the chain does not hold: each fault, and what it befell."""
    before = chain.alias("before")
    follows = (before.c.n == chain.c.n - 1) & (before.c.hash == chain.c.previous)
    loose = (
        select(chain.c.n)
        .outerjoin(before, follows)
        .where(before.c.n.is_(None), (chain.c.n != 1) | (chain.c.previous != GENESIS))
        .order_by(chain.c.n)
    )
    found = [str(n) for n in connection.execute(loose).scalars()]
    yield "entries of the chain that follow none", found
    yield "captures without an entry of the chain", [one.capture for one in _without(connection, 0)]


def _gone(connection: Connection) -> Gone:
    ask = select(chain.c.capture_id, chain.c.kind).where(chain.c.kind != "capture")
    kinds = {"erased": set[str](), "bytes erased": set[str]()}
    for row in connection.execute(ask):
        kinds.setdefault(row.kind, set()).add(row.capture_id)
    lost = kinds["bytes erased"] | kinds["erased"]
    for part in parts(sorted(lost)):
        had = select(chain.c.payload).where(
            chain.c.capture_id.in_(part), chain.c.kind == "capture", chain.c.payload.is_not(None)
        )
        lost = lost | set(connection.execute(had).scalars())
    return Gone(frozenset(kinds["erased"]), frozenset(lost))


def _links(part: Sequence[ChainEntry], before: ChainEntry | None) -> Iterator[ChainBreak]:
    """Entries that do not follow the one before, or do not say what they said."""
    for one in part:
        n = before.n + 1 if before else 1
        previous = before.hash if before else GENESIS
        if one.n != n:
            yield broken(n, one.capture, "number", n, one.n)
        if one.previous != previous:
            yield broken(one.n, one.capture, "previous", previous, one.previous)
        if not one.is_whole:
            yield broken(one.n, one.capture, "hash", sha256(one.link), one.hash)
        before = one


def _kept(connection: Connection, part: Sequence[ChainEntry], gone: Gone) -> Iterator[ChainBreak]:
    """Captures that are not what their entries say."""
    asked = _CAPTURES.where(captures.c.id.in_({one.capture for one in part}))
    rows = {row.id: row for row in connection.execute(asked)}
    for one in part:
        row = rows.get(one.capture)
        if row is None:
            yield broken(one.n, one.capture, "capture", one.capture, None)
        elif one.kind == "erased" and (_is_there(row) or row.fetched is not None or row.title):
            # Else an entry put at the end would free what was fetched to be changed.
            yield broken(one.n, one.capture, "erased", None, "words of it")
        elif one.kind == "capture":
            said, found = _said(one, row, gone), one.model_dump()
            yield from (
                broken(one.n, one.capture, name, found[name], value)
                for name, value in said.items()
                if value != found[name]
            )


_CAPTURES = (
    select(captures, texts.c.content, payloads.c.packed.label("bytes"))
    .outerjoin(texts, texts.c.id == captures.c.text_id)
    .outerjoin(payloads, payloads.c.id == captures.c.payload_id)
)


def _is_there(row: Row[Any]) -> bool:
    """Whether a capture has its text, or bytes that say it."""
    return any(part is not None for part in (row.content, row.packed, row.bytes))


def _said(entry: ChainEntry, row: Row[Any], gone: Gone) -> dict[str, str | None]:
    """What the entry should say, by what is kept; what was erased is left out."""
    known: dict[str, str | None] = {"article": row.article_id, "url": row.url, "at": row.seen_at}
    if entry.capture in gone.whole:
        return known
    try:
        capture = capture_of(row, row.content, row.bytes)
    except (ValueError, zlib.error) as fault:
        return known | {"text": f"what cannot be read ({fault})"}
    there = _is_there(row)
    known |= committed(dict(row._mapping), capture.content.content if there else None)
    if capture.payload is not None:
        known["payload"] = capture.payload.id
    lost = entry.capture in gone.bytes or entry.payload in gone.bytes
    if entry.text is None or (lost and not there):
        del known["text"]
    return known


def _without(connection: Connection, count: int) -> list[ChainBreak]:
    """Captures that have no entry, as if their entries came next."""
    captured = (chain.c.capture_id == captures.c.id) & (chain.c.kind == "capture")
    ask = (
        select(captures.c.id)
        .outerjoin(chain, captured)
        .where(chain.c.n.is_(None))
        .order_by(captures.c.seen_at, captures.c.id)
    )
    found = connection.execute(ask).scalars()
    return [broken(n, one, "entry", "one for this capture", None)
            for n, one in enumerate(found, count + 1)]  # fmt: skip
