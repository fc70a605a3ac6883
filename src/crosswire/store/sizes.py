"""What takes how many bytes: texts, spans, index, and the captures apart."""

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from crosswire.store.tables import metadata

GROUPS = {
    "texts": ("texts",),
    "index": ("article_words", "quotation_words", "statement_words"),
    "captures": ("captures", "payloads", "chain", "stamps"),
    "spans": ("revisions", "sentences", "mentions", "times", "quotations", "readings", "points",
              "point_members", "conflicts", "comparisons"),
    "stories": ("stories", "memberships", "story_aliases", "sketches"),
}  # fmt: skip
"""Tables by what they hold; all others are "other"."""


def sizes(connection: Connection) -> dict[str, int]:
    """Bytes by group, with each table's indexes."""
    measured = _sqlite(connection) if connection.dialect.name == "sqlite" else _postgres(connection)
    totals = dict.fromkeys((*GROUPS, "other"), 0)
    for name, size in measured.items():
        totals[_group(name)] += size
    return totals


def _group(name: str) -> str:
    for group, tables in GROUPS.items():
        if any(name == table or _part_of(name, table) for table in tables):
            return group
    return "other"


def _part_of(name: str, table: str) -> bool:
    """FTS5 keeps an index in tables of its own."""
    return table.endswith("_words") and name.startswith(f"{table}_")


def _sqlite(connection: Connection) -> dict[str, int]:
    ask = (
        "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_master m ON m.name = s.name "
        "GROUP BY m.tbl_name"
    )
    try:
        return {row[0]: int(row[1]) for row in connection.execute(text(ask))}
    except DBAPIError:  # this build of SQLite cannot tell tables apart
        size = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        return {"other": int(connection.execute(text(size)).scalar_one())}


def _postgres(connection: Connection) -> dict[str, int]:
    names = [*metadata.tables, *GROUPS["index"]]
    ask = text("SELECT pg_total_relation_size(to_regclass(:name))")
    return {name: int(connection.execute(ask, {"name": name}).scalar() or 0) for name in names}
