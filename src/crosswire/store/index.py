"""The full-text index, kept in the transaction of what it indexes."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, text

from crosswire.store.rows import parts
from crosswire.store.search_words import vectors

COLUMNS: Mapping[str, Sequence[str]] = {
    "article": ("headline", "body"), "quotation": ("words", "speaker"),
    "statement": ("words", "speaker"),
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
        rows = [
            vectors(dict(zip(COLUMNS[kind], new[seq], strict=True))) | {"row": seq}
            for seq in sorted(new)
        ]
        names = [name for name in rows[0] if name != "row"]
        vector = ", ".join(f"CAST(:{name} AS tsvector)" for name in names)
        again = ", ".join(f"{name} = excluded.{name}" for name in names)
        put = text(
            f"INSERT INTO {kind}_words (seq, {', '.join(names)}) VALUES (:row, {vector}) "
            f"ON CONFLICT (seq) DO UPDATE SET {again}"
        )
        connection.execute(put, rows)
