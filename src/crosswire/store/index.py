"""The full-text index, kept in the transaction of what it indexes."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, text

from crosswire.store.rows import parts
from crosswire.store.words import indexed

COLUMNS: Mapping[str, Sequence[str]] = {
    "article": ("headline", "body"), "quotation": ("words",), "statement": ("words",),
}  # fmt: skip
"""What is indexed, and the columns of its view and of its index."""
Texts = Mapping[int, Sequence[str | None]]
"""By ``seq``: the words of each column, as they are stored."""


def indexed_now(connection: Connection, kind: str, seqs: Iterable[int]) -> Texts:
    """What the index holds for these rows, while the tables still say so."""
    names = ", ".join(COLUMNS[kind])
    found: dict[int, Sequence[str | None]] = {}
    for part in parts(sorted(seqs)):
        listed = ", ".join(str(int(seq)) for seq in part)
        ask = text(f"SELECT seq, {names} FROM {kind}_texts WHERE seq IN ({listed})")
        found.update((row[0], tuple(row[1:])) for row in connection.execute(ask))
    return found


def reindex(connection: Connection, kind: str, gone: Texts, new: Texts) -> None:
    """Take ``gone`` out of the index, as it was put in, and put ``new`` in.

    FTS5 sorts what comes in the order of its rows; out of order, every row is a sort of its own.
    """
    act = _fts5 if connection.dialect.name == "sqlite" else _postgres
    act(connection, kind, gone, new)


def _fts5(connection: Connection, kind: str, gone: Texts, new: Texts) -> None:
    names = COLUMNS[kind]
    columns, marks = ", ".join(names), ", ".join("?" for _ in names)
    put = f"INSERT INTO {kind}_words (rowid, {columns}) VALUES (?, {marks})"
    drop = (
        f"INSERT INTO {kind}_words ({kind}_words, rowid, {columns}) VALUES ('delete', ?, {marks})"
    )
    for statement, rows in ((drop, gone), (put, new)):
        if rows:
            values = [(seq, *rows[seq]) for seq in sorted(rows)]
            connection.exec_driver_sql(statement, values)


def _postgres(connection: Connection, kind: str, gone: Texts, new: Texts) -> None:
    left = [{"row": seq} for seq in gone if seq not in new]
    if left:
        connection.execute(text(f"DELETE FROM {kind}_words WHERE seq = :row"), left)
    if new:
        put = text(
            f"INSERT INTO {kind}_words (seq, words) VALUES (:row, to_tsvector('simple', :words)) "
            "ON CONFLICT (seq) DO UPDATE SET words = excluded.words"
        )
        rows = [{"row": seq, "words": indexed(*new[seq])} for seq in sorted(new)]
        connection.execute(put, rows)
