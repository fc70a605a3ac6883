"""The chain over captures: an entry in the transaction of each capture, and of each erasure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection, Row, Select, select, text

from crosswire import __version__
from crosswire.records.article import Capture
from crosswire.records.chain import (
    GENESIS,
    ChainEntry,
    EntryKind,
    Stamp,
    digest,
    linked,
    stated_digest,
    text_digest,
)
from crosswire.store.order import now
from crosswire.store.rows import insert, parts
from crosswire.store.tables import captures, chain, stamps

TOOL = f"crosswire {__version__}"
_ADVISORY = 0x43574348
"""Our key among the database's advisory locks: who adds to the chain. SQLite has one writer."""
Says = dict[str, Any]


class Head(NamedTuple):
    """The last entry."""

    n: int
    hash: str
    made_at: str


def came(row: Mapping[str, Any], capture: Capture) -> Says:
    """What an entry says of a capture that is added as this row."""
    return {"kind": "capture", "at": row["seen_at"], "tool": TOOL, "made_at": now()} | committed(
        row, capture.content.content
    )


def committed(row: Mapping[str, Any], content: str | None) -> Says:
    """What of a capture's row the chain commits to; ``content``: its text, where it is there."""
    fetched = row["fetched"]
    return {
        "capture": row["id"],
        "article": row["article_id"],
        "url": row["url"],
        "payload": row["payload_id"],
        "text": None if content is None else text_digest(content),
        "fetched": None if fetched is None else digest(fetched),
        "stated": stated_digest(row),
    }


class Why(Protocol):
    """Why something is erased, by whom: ``erasing.Why``."""

    @property
    def how(self) -> str: ...
    @property
    def because(self) -> str: ...
    @property
    def by(self) -> str: ...


def erased(kind: EntryKind, rows: Sequence[Any], why: Why) -> list[Says]:
    """What entries say of captures (``id``, ``article_id``) that are erased now."""
    at = now()
    stated = digest({"because": why.because, "by": why.by, "how": why.how})
    return [
        {"kind": kind, "capture": row.id, "article": row.article_id, "at": at, "made_at": at,
         "tool": TOOL, "stated": stated}
        for row in rows
    ]  # fmt: skip


def erase_article(connection: Connection, article_id: str, why: Why) -> None:
    """Say of each capture of an article that it is erased."""
    mine = select(captures.c.id, captures.c.article_id).where(captures.c.article_id == article_id)
    rows = connection.execute(mine.order_by(captures.c.seen_at, captures.c.id)).all()
    append(connection, erased("erased", rows, why))


def append(connection: Connection, coming: Sequence[Mapping[str, Any]]) -> None:
    """Add entries that say this, in this order; others that add wait for this transaction's end."""
    if not coming:
        return
    if connection.dialect.name == "postgresql":
        turn = text("SELECT pg_advisory_xact_lock(:key, hashtext(coalesce(current_schema(), '')))")
        connection.execute(turn, {"key": _ADVISORY})
    last = head(connection)
    n, previous = (last.n, last.hash) if last else (0, GENESIS)
    rows = []
    for says in coming:
        entry = linked(n + 1, previous, says)
        n, previous = entry.n, entry.hash
        row = entry.model_dump(exclude={"capture", "article"})
        rows.append(row | {"capture_id": entry.capture, "article_id": entry.article})
    # No "or nothing": an entry that is there already is a fault, and ends the transaction.
    connection.execute(chain.insert(), rows)


def head(connection: Connection) -> Head | None:
    """The last entry; None: there is none."""
    ask = select(chain.c.n, chain.c.hash, chain.c.made_at).order_by(chain.c.n.desc()).limit(1)
    row = connection.execute(ask).first()
    return None if row is None else Head(*row)


def entries(
    connection: Connection, first: int = 1, last: int | None = None
) -> Iterator[ChainEntry]:
    """Entries by number, a few at a time."""
    ask = select(chain).where(chain.c.n >= first).order_by(chain.c.n)
    if last is not None:
        ask = ask.where(chain.c.n <= last)
    for row in _stream(connection, ask):
        yield entry_of(row)


def entry_of(row: Row[Any]) -> ChainEntry:
    """An entry as it is kept, whatever was put there."""
    told = {
        name: value if isinstance(value, str | int | None) else repr(value)
        for name, value in row._mapping.items()
    }
    return ChainEntry(capture=told.pop("capture_id"), article=told.pop("article_id"), **told)


def numbers_of(connection: Connection, article_ids: Sequence[str]) -> list[int]:
    """The entries about captures of these articles, in order."""
    found: list[int] = []
    for part in parts(article_ids):
        ask = select(chain.c.n).where(chain.c.article_id.in_(part))
        found += connection.execute(ask).scalars()
    return sorted(found)


def stamp(connection: Connection, made: Stamp) -> None:
    """Keep a time stamp."""
    insert(connection, stamps, [made.model_dump() | {"made_at": now()}])


def stamped(connection: Connection) -> list[Stamp]:
    """The time stamps, in the order of what they stamp."""
    columns = [stamps.c[name] for name in Stamp.model_fields]
    ask = select(*columns).order_by(stamps.c.n, stamps.c.at, stamps.c.server)
    return [Stamp(**row._mapping) for row in connection.execute(ask)]


def _stream(connection: Connection, ask: "Select[Any]") -> Iterator[Row[Any]]:
    yield from connection.execute(ask.execution_options(yield_per=500))
