"""The bytes of pages and how they were fetched; what is watched; notices; what was erased."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _s(name: str, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=null)


def _i(name: str, null: bool = False) -> sa.Column[Any]:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, number, nullable=null)


def _pk(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _fk(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [target], name=f"fk_{table}_{column}", deferrable=True, initially="DEFERRED"
    )


def _ix(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def upgrade() -> None:
    """What was kept before has no bytes, and was read from files."""
    for part in (_payloads, _watched, _notices, _tombstones):
        part()


def _payloads() -> None:
    op.create_table(
        "payloads",
        _s("id"), sa.Column("packed", sa.LargeBinary()), _i("size"), _pk("payloads", "id"),
    )  # fmt: skip
    op.execute(
        "ALTER TABLE captures ADD COLUMN payload_id VARCHAR "
        "CONSTRAINT fk_captures_payload_id REFERENCES payloads (id) DEFERRABLE INITIALLY DEFERRED"
    )
    op.add_column("captures", _s("media_type", True))
    op.add_column("captures", sa.Column("fetched", sa.JSON(), nullable=True))


def _watched() -> None:
    op.create_table(
        "sources",
        _s("id"), _s("kind"), _s("url"), _s("title", True), _s("outlet_id", True), _s("state"),
        _i("every_seconds"), _s("added_at"), _s("tried_at", True), _s("succeeded_at", True),
        _s("changed_at", True), _s("newest_item_at", True), _i("failures"),
        _s("kind_of_failure", True), _s("because", True), _s("etag", True),
        _s("last_modified", True), _s("next_at", True), _s("run_id"), _pk("sources", "id"),
        sa.UniqueConstraint("url", name="uq_sources_url"),
        _fk("sources", "outlet_id", "outlets.id"), _fk("sources", "run_id", "runs.id"),
    )  # fmt: skip
    _ix("sources", "next_at")
    op.create_table(
        "pages",
        _s("address"), _s("url"), _s("source_id", True), _s("article_id", True), _s("state"),
        _s("first_seen"), _s("tried_at", True), _s("next_at", True), _s("etag", True),
        _s("last_modified", True), _i("status", True), _i("failures"), _s("because", True),
        _pk("pages", "address"), _fk("pages", "source_id", "sources.id"),
        _fk("pages", "article_id", "articles.id"),
    )  # fmt: skip
    _ix("pages", "source_id", "article_id", "next_at")


def _notices() -> None:
    op.create_table(
        "notices",
        _s("id"), _s("revision_id"), _i("start"), _i("stop"), _s("kind"),
        _s("withdrawn_text", True), _i("withdrawn_start", True), _i("withdrawn_stop", True),
        _s("because"), _s("made_at"), _s("run_id"), _pk("notices", "id"),
        _fk("notices", "revision_id", "revisions.id"),
        _fk("notices", "withdrawn_text", "texts.id"), _fk("notices", "run_id", "runs.id"),
    )  # fmt: skip
    _ix("notices", "revision_id")


def _tombstones() -> None:
    op.create_table(
        "tombstones",
        _s("id"), _s("what"), _s("how"), _s("article_id", True), _i("size"), _s("because"),
        _s("erased_at"), _s("made_by"), _s("run_id"), _pk("tombstones", "id"),
        _fk("tombstones", "run_id", "runs.id"),
    )  # fmt: skip
    _ix("tombstones", "article_id")
