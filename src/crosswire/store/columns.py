"""What the tables are made of: columns of a few kinds, each with what it holds."""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)
from sqlalchemy.sql.schema import SchemaItem

from crosswire.store.words import Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""A whole number of 64 bits; in SQLite only INTEGER names the row itself."""


def table(name: str, doc: str, *parts: SchemaItem, **how: Any) -> Table:
    """A table and what its rows are."""
    return Table(name, metadata, *parts, info={"doc": doc}, **how)


def key(name: str, doc: str, **how: Any) -> Column[str]:
    """An id, a time, or a word of a fixed set."""
    return Column(name, String, doc=doc, nullable=how.pop("nullable", False), **how)


def ref(name: str, target: str, doc: str, **how: Any) -> Column[str]:
    """A column that names a row of ``target``, checked at the end of the transaction."""
    there = ForeignKey(target, deferrable=True, initially="DEFERRED")
    return Column(name, Words, there, doc=doc, nullable=how.pop("nullable", False), **how)


def words(name: str, doc: str, **how: Any) -> Column[str]:
    """Words from outside, whatever they hold."""
    return Column(name, Words, doc=doc, nullable=how.pop("nullable", True), **how)


def number(name: str, doc: str, **how: Any) -> Column[int]:
    """A whole number."""
    return Column(name, _NUMBER, doc=doc, nullable=how.pop("nullable", False), **how)


def real(name: str, doc: str) -> Column[float]:
    """A chance."""
    return Column(name, Float, doc=doc, nullable=False)


def json(name: str, doc: str, **how: Any) -> Column[Any]:
    """A list or an object. As text in both databases: PostgreSQL's jsonb takes no NUL."""
    kind = JSON(none_as_null=True)
    return Column(name, kind, doc=doc, nullable=how.pop("nullable", False), **how)


def blob(name: str, doc: str, **how: Any) -> Column[bytes]:
    """Bytes."""
    return Column(name, LargeBinary, doc=doc, nullable=how.pop("nullable", False), **how)
