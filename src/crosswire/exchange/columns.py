"""Rows as columns: for data frames, Parquet and CSV, with the same names and kinds of values."""

import csv
import re
from collections.abc import Iterable
from enum import Enum
from io import StringIO
from types import UnionType
from typing import IO, TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from crosswire.errors import ConfigError
from crosswire.exchange.fit import writable
from crosswire.records.base import Record

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["text", "whole", "real", "flag", "texts"]
FORMAT = "crosswire-rows/1"
"""Which columns there are; moves when one of them means something else."""
JOINED = "; "
"""Stands between several words in one cell of a CSV file."""
# What a spreadsheet would take for a formula (OWASP, CSV injection), with apostrophes already before it.
_FORMULA = re.compile("'*\\s*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_SHIELDED = re.compile("'+\\s*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_PLAIN: dict[object, Kind] = {str: "text", int: "whole", float: "real", bool: "flag"}


def columns(kind: type[Record]) -> dict[str, Kind]:
    """The columns of a flat record, in its order; raises ``ConfigError`` for one that is not flat."""
    return {name: _kind(name, field.annotation) for name, field in kind.model_fields.items()}


def _kind(name: str, annotation: Any) -> Kind:
    if get_origin(annotation) in (Union, UnionType):
        (annotation,) = (one for one in get_args(annotation) if one is not type(None))
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if get_origin(annotation) is Literal:
        return "text"
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return "text"
    if get_origin(annotation) is tuple and get_args(annotation)[0] is str:
        return "texts"
    raise ConfigError(f"a flat row was wanted; its field {name} holds more than one value")


def values(row: Record) -> dict[str, Any]:
    """A row's values by column, as any file can hold them."""
    return {name: _value(value) for name, value in row}


def _value(value: Any) -> Any:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, tuple):
        return [writable(str(one)) for one in value]
    return value


def arrow(kind: type[Record], rows: Iterable[Record]) -> "pa.Table":
    """Rows as an Arrow table; without rows it still has its columns."""
    import pyarrow as pa

    kinds: dict[Kind, pa.DataType] = {
        "text": pa.string(), "whole": pa.int64(), "real": pa.float64(), "flag": pa.bool_(),
        "texts": pa.list_(pa.string()),
    }  # fmt: skip
    schema = pa.schema(
        [(name, kinds[one]) for name, one in columns(kind).items()],
        metadata={"crosswire": FORMAT},
    )
    return pa.Table.from_pylist([values(row) for row in rows], schema=schema)


def write_parquet(out: IO[bytes], kind: type[Record], rows: Iterable[Record]) -> None:
    """Rows as a Parquet file."""
    import pyarrow.parquet as pq

    pq.write_table(arrow(kind, rows), out, compression="zstd")


def csv_text(kind: type[Record], rows: Iterable[Record]) -> str:
    """Rows as CSV (RFC 4180) that no spreadsheet takes for formulas."""
    out = StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(columns(kind))
    table.writerows([_cell(value) for value in values(row).values()] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return shielded(JOINED.join(value))
    return shielded(value) if isinstance(value, str) else str(value)


def shielded(words: str) -> str:
    """Words behind an apostrophe, where a spreadsheet would take them for a formula."""
    return f"'{words}" if _FORMULA.match(words) else words


def unshielded(words: str) -> str:
    """What ``shielded`` was given."""
    return words[1:] if _SHIELDED.match(words) else words
