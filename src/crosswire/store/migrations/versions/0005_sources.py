"""How the source of a quotation is identified, and what it is."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of what was read before nothing is known: it is read again where ``quote`` has moved since."""
    for name in ("identified", "source_kind"):
        op.add_column("quotations", sa.Column(name, sa.String(), nullable=True))
