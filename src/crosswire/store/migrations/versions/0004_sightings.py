"""When a page was seen again as it had been; which paragraphs stand in which articles of an outlet."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is known of what was kept before: ``paragraphs`` fills as texts are looked through."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "sightings",
        *(sa.Column(name, sa.String(), nullable=False)
          for name in ("capture_id", "fetched_at", "seen_at", "run_id")),
        sa.PrimaryKeyConstraint("capture_id", "fetched_at", name="pk_sightings"),
        *(sa.ForeignKeyConstraint(
            [column], [target], name=f"fk_sightings_{column}", deferrable=True,
            initially="DEFERRED",
        ) for column, target in (("capture_id", "captures.id"), ("run_id", "runs.id"))),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "paragraphs",
        *(sa.Column(name, number, nullable=False, autoincrement=False) for name in ("mark", "seq")),
        sa.PrimaryKeyConstraint("mark", "seq", name="pk_paragraphs"),
        sqlite_with_rowid=False,
    )
