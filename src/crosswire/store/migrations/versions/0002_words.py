"""The full-text index, of what the store holds already too."""

import sqlalchemy as sa
from alembic import op

from crosswire.store.search_words import vectors

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_VIEWS = (
    """CREATE VIEW article_texts AS
    SELECT a.seq, h.content AS headline, t.content AS body
    FROM articles a JOIN revisions r ON r.id = a.revision_id JOIN texts t ON t.id = r.text_id
    LEFT JOIN texts h ON h.id = r.headline_id""",
    """CREATE VIEW quotation_texts AS
    SELECT q.seq, substr(t.content, CAST(q.start + 1 AS INTEGER),
                         CAST(q.stop - q.start AS INTEGER)) AS words, q.speaker_name AS speaker
    FROM quotations q JOIN revisions r ON r.id = q.revision_id JOIN texts t ON t.id = r.text_id""",
    """CREATE VIEW statement_texts AS
    SELECT m.seq, substr(t.content, CAST(m.start + 1 AS INTEGER),
                         CAST(m.stop - m.start AS INTEGER)) AS words, m.holder AS speaker
    FROM point_members m JOIN revisions r ON r.id = m.revision_id
    JOIN texts t ON t.id = r.text_id""",
)
_COLUMNS = {
    "article": ("headline", "body"), "quotation": ("words", "speaker"),
    "statement": ("words", "speaker"),
}  # fmt: skip

_AT_ONCE = 500


def upgrade() -> None:
    """The index, and the words of every article, quotation and statement in it."""
    for view in _VIEWS:
        op.execute(view)
    sqlite = op.get_bind().dialect.name == "sqlite"
    for kind, columns in _COLUMNS.items():
        (_sqlite if sqlite else _postgres)(kind, columns)


def _sqlite(kind: str, columns: tuple[str, ...]) -> None:
    op.execute(
        f"CREATE VIRTUAL TABLE {kind}_words USING fts5({', '.join(columns)}, "
        f"content='{kind}_texts', content_rowid='seq', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    # Words of 16 MiB are gathered before they are sorted into the index; a batch holds fewer.
    op.execute(f"INSERT INTO {kind}_words ({kind}_words, rank) VALUES ('hashsize', 16777216)")
    op.execute(f"INSERT INTO {kind}_words ({kind}_words) VALUES ('rebuild')")


def _postgres(kind: str, columns: tuple[str, ...]) -> None:
    table = f"{kind}_words"
    vectored = [name for name in ("words", "speaker") if name in vectors(dict.fromkeys(columns))]
    held = ", ".join(f"{name} TSVECTOR NOT NULL" for name in vectored)
    op.execute(f"CREATE TABLE {table} (seq BIGINT PRIMARY KEY, {held})")
    for name in vectored:
        op.execute(f"CREATE INDEX ix_{table}_{name} ON {table} USING gin ({name})")
    marks = ", ".join(f"CAST(:{name} AS tsvector)" for name in vectored)
    put = sa.text(f"INSERT INTO {table} VALUES (:row, {marks})")
    some = sa.text(
        f"SELECT seq, {', '.join(columns)} FROM {kind}_texts WHERE seq > :last "
        f"ORDER BY seq LIMIT {_AT_ONCE}"
    )
    bind, last = op.get_bind(), -1
    while found := bind.execute(some, {"last": last}).all():
        rows = [
            vectors(dict(zip(columns, row[1:], strict=True))) | {"row": row[0]} for row in found
        ]
        bind.execute(put, rows)
        last = found[-1][0]
