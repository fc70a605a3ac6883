"""Rows as Parquet files: ids and a few columns to ask by, and the whole record as packed JSON."""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from crosswire.batch.ledger import Ledger, Step
from crosswire.records.base import Record

R = TypeVar("R", bound=Record)
Row = Mapping[str, Any]

TEXT, WHOLE, REAL, BYTES = pa.string(), pa.int64(), pa.float64(), pa.binary()
REVISIONS = pa.schema(
    [
        ("id", TEXT), ("article", TEXT), ("url", TEXT), ("outlet", TEXT), ("published", TEXT),
        ("title", TEXT), ("language", TEXT), ("words", WHOLE), ("complete", TEXT), ("text", TEXT),
        ("origin", TEXT), ("sketch", BYTES), ("record", BYTES),
    ]
)  # fmt: skip
EDGES = pa.schema(
    [("a", TEXT), ("b", TEXT), ("probability", REAL), ("kind", TEXT), ("because", TEXT)]
)
STORIES = pa.schema(
    [
        ("id", TEXT), ("story", TEXT), ("role", TEXT), ("how", TEXT), ("probability", REAL),
        ("copy_of", TEXT),
    ]
)  # fmt: skip
READINGS = pa.schema(
    [
        ("id", TEXT), ("story", TEXT), ("shard", WHOLE), ("article", TEXT), ("quotations", WHOLE),
        ("record", BYTES),
    ]
)  # fmt: skip
COMPARISONS = pa.schema(
    [
        ("id", TEXT), ("articles", pa.list_(TEXT)), ("outlets", WHOLE), ("points", WHOLE),
        ("conflicts", WHOLE), ("record", BYTES),
    ]
)  # fmt: skip
_GROUP = 2_000


def packed_rows(schema: pa.Schema, rows: Sequence[Row], *, groups: str | None = None) -> bytes:
    """Rows in their order, one row group for each value of the column ``groups``, so that a
    reader of one value reads no more than its own."""
    stream = BytesIO()
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for some in _grouped(rows, groups):
            writer.write_table(pa.Table.from_pylist(some, schema=schema))
    return stream.getvalue()


def _grouped(rows: Sequence[Row], by: str | None) -> Iterator[list[Row]]:
    begin = 0
    for at in range(1, len(rows) + 1):
        last = at == len(rows)
        if last or at - begin >= _GROUP or (by and rows[at][by] != rows[begin][by]):
            yield list(rows[begin:at])
            begin = at


def read_rows(
    ledger: Ledger,
    step: Step,
    name: str,
    columns: Sequence[str],
    *,
    where: tuple[str, int] | None = None,
) -> Iterator[dict[str, Any]]:
    """These columns of all rows of a file, or of those whose column has a value."""
    filters = [(where[0], "=", where[1])] if where else None
    with ledger.source(step, name) as source:
        table = pq.read_table(source, columns=[*columns], filters=filters)
    for batch in table.to_batches(max_chunksize=_GROUP):
        yield from batch.to_pylist()


def pack(record: Record) -> bytes:
    """A record as packed JSON; half characters, which pages can name, are written as JSON's own."""
    body = json.dumps(record.model_dump(mode="python"), default=_plain, separators=(",", ":"))
    return zlib.compress(body.encode("ascii"), 6)


def _plain(value: object) -> object:
    """What JSON has no word for: enumerations are their values already, sets are lists."""
    if isinstance(value, Iterable):
        return sorted(value)
    raise TypeError(f"a record holds a {type(value).__name__}, which JSON has no word for")


def unpack(kind: type[R], data: bytes) -> R:
    """The record that ``pack`` wrote."""
    return kind.model_validate(json.loads(zlib.decompress(data)))
