"""What people follow, what they are told of it, and what became of telling them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_OF_RUNS = ("articles", "captures", "memberships", "notices")
"""Tables that are asked what a run brought."""


def _s(name: str, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=null)


def _i(name: str) -> sa.Column[Any]:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, number, nullable=False)


def _j(name: str, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=null)


def _pk(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _followed(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["follow_id"], ["follows.id"], name=f"fk_{table}_follow_id", deferrable=True,
        initially="DEFERRED",
    )  # fmt: skip


def _ix(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def upgrade() -> None:
    """Nobody followed anything before, so nothing that is kept is news."""
    for part in (_follows, _alerts, _known, _deliveries):
        part()
    for table in _OF_RUNS:
        _ix(table, "run_id")
    op.execute("INSERT INTO alert_runs (run_id) SELECT id FROM runs WHERE state <> 'running'")


def _follows() -> None:
    op.create_table(
        "follows",
        _s("id"), _s("made_by"), _s("kind"), _s("about_id", True), _j("query", True), _s("name"),
        _j("rules"), _j("channels"), _s("secret", True), _s("made_at"), _i("paused"),
        _pk("follows", "id"),
    )  # fmt: skip
    _ix("follows", "made_by")
    op.create_table(
        "feed_keys",
        _s("key"), _s("made_by"), _s("whose"), _s("made_at"), _pk("feed_keys", "key"),
        sa.UniqueConstraint("made_by", "whose", name="uq_feed_keys_made_by_whose"),
    )  # fmt: skip


def _alerts() -> None:
    op.create_table(
        "alerts",
        _s("id"), _s("follow_id"), _s("rule"), _s("thing"), _s("story_id", True),
        _s("article_id", True), _s("revision_id", True), _j("places"), _s("at"),
        _s("read_at", True), _pk("alerts", "id"), _followed("alerts"),
    )  # fmt: skip
    _ix("alerts", "follow_id", "at")


def _known() -> None:
    op.create_table(
        "alert_marks",
        _s("follow_id"), _s("rule"), _s("thing"),
        _pk("alert_marks", "follow_id", "rule", "thing"), _followed("alert_marks"),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "alert_runs", _s("run_id"), _pk("alert_runs", "run_id"), sqlite_with_rowid=False
    )
    op.create_table(
        "follow_stories",
        _s("follow_id"), _s("story_id"), _i("owed"), _i("settled"), _s("since"), _j("shown", True),
        _pk("follow_stories", "follow_id", "story_id"), _followed("follow_stories"),
    )  # fmt: skip


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        _s("id"), _s("follow_id"), _s("channel"), _s("target"), _j("alerts"), _s("state"),
        _i("tries"), _s("next_at", True), _s("last_error"), _s("made_at"), _s("ended_at", True),
        _pk("deliveries", "id"), _followed("deliveries"),
    )  # fmt: skip
    _ix("deliveries", "follow_id", "next_at")
