"""The chain over captures, for those that are here as well; time stamps of its head."""

import hashlib
import json
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from crosswire.store.packing import stretch_text
from crosswire.store.payloads import decoded
from crosswire.store.words import Words

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_AT_ONCE = 200
Says = dict[str, Any]

# ---- how an entry is hashed ----------------------------------------------------------------------
# Its own copy of what ``records.chain`` had when this was written: an upgrade gives what it gave, whatever
# becomes of that.

_GENESIS = "0" * 64
_SAYS = ("kind", "capture", "article", "at", "made_at", "tool", "url", "payload", "text", "fetched",
         "stated")  # fmt: skip
_STATED = ("name", "medium", "media_type", "encoding", "origin", "outlet", "title", "published",
           "story")  # fmt: skip


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def _digest(value: Any) -> str:
    return f"sha256:{_sha256(_canonical(value))}"


def _linked(n: int, previous: str, says: Says) -> Says:
    """The row of an entry that says this."""
    body = _sha256(_canonical({name: says.get(name) for name in _SAYS}))
    link = {"body": body, "format": "crosswire-chain-1", "n": n, "previous": previous}
    row = {name: says.get(name) for name in _SAYS if name not in ("capture", "article")}
    row |= {"capture_id": says["capture"], "article_id": says["article"]}
    return row | {"n": n, "previous": previous, "hash": _sha256(_canonical(link))}


# ---- the tables ----------------------------------------------------------------------------------


def _s(name: str, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=null)


def _n() -> sa.Column[Any]:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column("n", number, nullable=False, autoincrement=False)


def _of(name: str, *columns: sa.Column[Any]) -> sa.TableClause:
    return sa.table(name, *(sa.column(c.name, c.type) for c in columns))


def _w(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, Words) for name in names]


_CAPTURES = _of(
    "captures", *_w("id", "article_id", "name", "medium", "payload_id", "media_type", "text_id"),
    sa.Column("packed", sa.LargeBinary()), sa.Column("fetched", sa.JSON(none_as_null=True)),
    *_w("encoding", "origin", "outlet", "url", "title", "published", "story", "seen_at"),
)  # fmt: skip
_TEXTS = _of("texts", *_w("id", "content"))
_PAYLOADS = _of("payloads", *_w("id"), sa.Column("packed", sa.LargeBinary()))
_STONES = _of("tombstones", *_w("id", "how", "because", "erased_at", "made_by"))
_CHAIN_NAMES = ("previous", "kind", "capture_id", "article_id", "at", "made_at", "tool", "url",
                "payload", "text", "fetched", "stated", "hash")  # fmt: skip
_CHAIN = _of("chain", sa.Column("n", sa.BigInteger()), *_w(*_CHAIN_NAMES))


def upgrade() -> None:
    """What is here gets its entries in the order in which it was seen; what made it is unknown."""
    _tables()
    previous = _GENESIS
    rows: list[Says] = []
    for n, says in enumerate(_said(op.get_bind()), 1):
        rows.append(_linked(n, previous, says))
        previous = rows[-1]["hash"]
        if len(rows) == _AT_ONCE:
            op.get_bind().execute(_CHAIN.insert(), rows)
            rows = []
    if rows:
        op.get_bind().execute(_CHAIN.insert(), rows)


def _tables() -> None:
    op.create_table(
        "chain",
        _n(), *(_s(name, name in ("url", "payload", "text", "fetched", "stated"))
                for name in _CHAIN_NAMES),
        sa.PrimaryKeyConstraint("n", name="pk_chain"),
        sa.UniqueConstraint("previous", name="uq_chain_previous"),
        sa.UniqueConstraint("hash", name="uq_chain_hash"),
        sa.ForeignKeyConstraint(["capture_id"], ["captures.id"], name="fk_chain_capture_id",
                                deferrable=True, initially="DEFERRED"),
    )  # fmt: skip
    op.create_index("ix_chain_capture_id", "chain", ["capture_id"])
    only = sa.text("kind = 'capture'")
    op.create_index("ix_chain_captured", "chain", ["capture_id"], unique=True,
                    sqlite_where=only, postgresql_where=only)  # fmt: skip
    op.create_table(
        "stamps",
        _n(), *map(_s, ("server", "at", "hash")),
        sa.Column("token", sa.LargeBinary(), nullable=False), _s("made_at"),
        sa.PrimaryKeyConstraint("n", "server", "at", name="pk_stamps"),
    )  # fmt: skip


def _said(connection: sa.Connection) -> Iterator[Says]:
    """Captures first, then what was erased of them: nobody knows any more what came between."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    order = sa.select(_CAPTURES.c.id).order_by(_CAPTURES.c.seen_at, _CAPTURES.c.id)
    ids = list(connection.execute(order).scalars())
    stones = {row.id: row for row in connection.execute(sa.select(_STONES))}
    common = {"made_at": now, "tool": "unknown"}
    erased: list[Says] = []
    for one in ids:
        row = connection.execute(_WHOLE.where(_CAPTURES.c.id == one)).one()
        yield common | _capture(row)
        stone = next(
            (stones[key] for key in (row.article_id, row.id, row.payload_id) if key in stones), None
        )
        if stone is not None:
            erased.append(common | _erased(row, stone))
    yield from erased


_WHOLE = (
    sa.select(_CAPTURES, _TEXTS.c.content, _PAYLOADS.c.packed.label("bytes"))
    .select_from(
        _CAPTURES.outerjoin(_TEXTS, _TEXTS.c.id == _CAPTURES.c.text_id).outerjoin(
            _PAYLOADS, _PAYLOADS.c.id == _CAPTURES.c.payload_id
        )
    )
)  # fmt: skip


def _capture(row: sa.Row[Any]) -> Says:
    text = _text(row)
    return {
        "kind": "capture", "capture": row.id, "article": row.article_id, "at": row.seen_at,
        "url": row.url, "payload": row.payload_id,
        "text": None if text is None else f"sha256:{_sha256(text.encode('utf-8', 'surrogatepass'))}",
        "fetched": None if row.fetched is None else _digest(row.fetched),
        "stated": _digest({name: row._mapping[name] for name in _STATED}),
    }  # fmt: skip


def _text(row: sa.Row[Any]) -> str | None:
    """A capture's own text; None: it was erased, or its bytes are damaged."""
    try:
        if row.packed is not None:
            return stretch_text(row.packed)
        if row.content is not None or row.bytes is None:
            return None if row.content is None else str(row.content)
        return decoded(zlib.decompress(row.bytes), row.encoding)
    except (zlib.error, ValueError):
        return None


def _erased(row: sa.Row[Any], stone: sa.Row[Any]) -> Says:
    why = {"because": stone.because, "by": stone.made_by, "how": stone.how}
    return {
        "kind": "erased" if stone.id == row.article_id else "bytes erased", "capture": row.id, "article": row.article_id,
        "at": stone.erased_at, "stated": _digest(why),
    }  # fmt: skip
