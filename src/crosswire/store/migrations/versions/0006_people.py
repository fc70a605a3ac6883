"""Accounts, notes, looks and jobs: what people keep, beside what runs write."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _s(name: str, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=null)


def _i(name: str, null: bool = False, **how: Any) -> sa.Column[Any]:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, number, nullable=null, **how)


def _j(name: str, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=null)


def _pk(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _uq(table: str, column: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(column, name=f"uq_{table}_{column}")


def _fk(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [target], name=f"fk_{table}_{column}", deferrable=True, initially="DEFERRED"
    )


def _ix(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def upgrade() -> None:
    """Nobody has an account yet, and nothing was noted."""
    for part in (_accounts, _audit, _notes, _jobs):
        part()


def _accounts() -> None:
    op.create_table(
        "users",
        _s("id"), _s("name"), _s("role"), _i("disabled"), _s("password"), _s("made_at"),
        _s("made_by"), _s("signed_in_at", True), _pk("users", "id"),
    )  # fmt: skip
    op.create_table(
        "sign_ins",
        _s("hash"), _s("id"), _s("user_id"), _s("begun_at"), _s("seen_at"),
        _s("ends_at"), _s("address"), _s("agent"), _pk("sign_ins", "hash"), _uq("sign_ins", "id"),
        _fk("sign_ins", "user_id", "users.id"),
    )  # fmt: skip
    _ix("sign_ins", "user_id")
    op.create_table(
        "attempts",
        _i("seq", autoincrement=True), _s("whose"), _s("at"), _pk("attempts", "seq"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("ix_attempts_whose_at", "attempts", ["whose", "at"])
    op.create_table(
        "tokens",
        _s("hash"), _s("id"), _s("user_id"), _s("label"), _j("scopes"), _s("made_at"),
        _s("ends_at", True), _s("used_at", True), _s("withdrawn_at", True), _pk("tokens", "hash"),
        _uq("tokens", "id"), _fk("tokens", "user_id", "users.id"),
    )  # fmt: skip
    _ix("tokens", "user_id")


def _audit() -> None:
    op.create_table(
        "audit",
        _i("id", autoincrement=True), _s("at"), _s("who"), _s("what"), _s("about"), _s("words"),
        _s("address"), _pk("audit", "id"), sqlite_autoincrement=True,
    )  # fmt: skip
    _ix("audit", "what")


def _notes() -> None:
    op.create_table(
        "notes",
        _s("id"), _s("kind"), _s("about"), _s("story_id", True), _s("article_id", True),
        _s("revision_id", True), _s("text_id", True), _i("start", True), _i("stop", True),
        _i("erased"), _s("made_by"), _s("made_at"), _s("answers", True), _s("withdrawn_by", True),
        _s("withdrawn_at", True), _pk("notes", "id"), _fk("notes", "answers", "notes.id"),
    )  # fmt: skip
    _ix("notes", "about", "story_id", "article_id", "text_id")
    op.create_table(
        "note_editions",
        _s("note_id"), _i("edition"), _s("mark", True), _s("words"), _s("at"),
        _pk("note_editions", "note_id", "edition"), _fk("note_editions", "note_id", "notes.id"),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "looks",
        _s("reader"), _s("what"), _s("seen_at"), _s("before_at", True),
        _pk("looks", "reader", "what"), sqlite_with_rowid=False,
    )  # fmt: skip


def _jobs() -> None:
    op.create_table(
        "jobs",
        _i("seq", autoincrement=True), _s("id"), _s("kind"), _s("asked_by"), _s("asked_at"),
        _s("state"), _j("what"), _i("size"), _s("words"), _i("count"), _i("total", True),
        _i("tries"), _s("worker", True), _s("leased_until", True), _s("begun_at", True),
        _s("ended_at", True), _j("result", True), _s("because"), _pk("jobs", "seq"),
        _uq("jobs", "id"), sqlite_autoincrement=True,
    )  # fmt: skip
    _ix("jobs", "state")
