"""Article lines that lie in a Parquet file: a row is an article, read by row groups."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from crosswire.errors import InputError
from crosswire.intake.lines import article_of
from crosswire.records.article import Capture
from crosswire.records.failure import Failure

TABLES = (".parquet",)
_COLUMNS = ("id", "text", "outlet", "url", "title", "published", "story")
_NEEDED = ("id", "text")
_ROWS = 64
"""Rows that are unpacked at a time: texts are long."""
_RATIO = 250
_HARMLESS = 10_000_000


def is_table(name: str) -> bool:
    """True for the name a Parquet file goes by."""
    return name.lower().endswith(TABLES)


def table_articles(
    source: Any, where: str, pieces: set[tuple[int, int]], limit: int
) -> Iterator[Capture | Failure]:
    """The articles of some pieces of a table, a piece being the ``stripe``-th of ``of`` equal runs of
    rows; no row group is read that holds none of them. ``limit`` bounds an article, in bytes.

    A row that is no article becomes a ``Failure``. Raises ``InputError`` for what is no table of articles.
    """
    try:
        table = pq.ParquetFile(source)
        _check(table, where)
        for begin, end in sorted(_runs(table.metadata.num_rows, pieces)):
            for number, row in _rows(table, begin, end):
                yield _article(row, f"{where}:{number + 1}", where, limit)
    except (pa.ArrowException, OSError) as fault:
        if isinstance(fault, OSError) and not _of_the_file(fault):
            raise
        words = f"{where} is a damaged Parquet file: {str(fault)[:200]}"
        raise InputError(words, kind="damaged") from fault


def _of_the_file(fault: OSError) -> bool:
    """Whether it is the bytes that are wrong, and not the disk or the object store."""
    return fault.errno is None and "AWS Error" not in str(fault)


def _check(table: pq.ParquetFile, where: str) -> None:
    columns = table.schema_arrow.names
    if missing := [name for name in _NEEDED if name not in columns]:
        raise InputError(
            f"{where} has no column {' and no column '.join(missing)}; wanted the columns of article lines "
            f"({', '.join(_COLUMNS)}), got {', '.join(columns[:20])}",
            kind="not-article-lines",
        )
    meta = table.metadata
    groups = [meta.row_group(n) for n in range(meta.num_row_groups)]
    packed = sum(g.column(n).total_compressed_size for g in groups for n in range(g.num_columns))
    if sum(group.total_byte_size for group in groups) > _HARMLESS + _RATIO * packed:
        words = (
            f"{where} unpacks to more than {_RATIO} times its size, which no table of articles does"
        )
        raise InputError(words, kind="bomb")


def _runs(rows: int, pieces: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for stripe, of in pieces:
        yield rows * stripe // of, rows * (stripe + 1) // of


def _rows(table: pq.ParquetFile, begin: int, end: int) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The rows of a run, with their numbers."""
    first = 0
    for group in range(table.metadata.num_row_groups):
        count = table.metadata.row_group(group).num_rows
        if first < end and first + count > begin:
            at = first
            wanted = [name for name in _COLUMNS if name in table.schema_arrow.names]
            for batch in table.iter_batches(_ROWS, row_groups=[group], columns=wanted):
                low, high = max(begin - at, 0), min(end - at, len(batch))
                if low < high:
                    some = _in_microseconds(batch.slice(low, high - low))
                    yield from enumerate(some.to_pylist(), at + low)
                at += len(batch)
        first += count


def _in_microseconds(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Instants as Python has them; some tables hold billionths of a second."""
    fields = [
        field.with_type(pa.timestamp("us", field.type.tz)) if pa.types.is_timestamp(field.type)
        else field
        for field in batch.schema
    ]  # fmt: skip
    return batch.cast(pa.schema(fields), safe=False)


def _article(row: Mapping[str, Any], where: str, source: str, limit: int) -> Capture | Failure:
    fields = {name: _plain(value) for name, value in row.items()}
    if len(str(fields["text"]).encode("utf-8", "surrogatepass")) > limit:
        words = (
            f"{where} is an article of more than {limit:,} bytes, which none is; "
            "cut it, or raise CROSSWIRE_MAX_MEGABYTES"
        )
        return Failure(stage="intake", item=where, kind="too-large", words=words)
    if fields["id"] is None or fields["text"] is None:
        words = f"{where} has no {'id' if fields['id'] is None else 'text'}; an article has both"
        return Failure(stage="intake", item=where, kind="not-an-article-line", words=words)
    return article_of(fields, where=where, source=source, shown=json.dumps(str(fields["id"])))


def _plain(value: object) -> object:
    """Days and instants as article lines state them."""
    return value.isoformat() if isinstance(value, date) else value
