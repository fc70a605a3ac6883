"""Stories whose comparison is kept, so that what it left undecided can be asked about."""

from typing import NamedTuple

from sqlalchemy import Connection, and_, or_, select

from crosswire.store.tables import comparisons, judgements


class LinedUpAt(NamedTuple):
    """A story and when it was lined up last."""

    story: str
    at: str


def lined_up(
    connection: Connection, limit: int, *, before: LinedUpAt | None = None
) -> list[LinedUpAt]:
    """Those lined up last, first."""
    ask = select(comparisons.c.story_id, comparisons.c.made_at)
    if before is not None:
        at = comparisons.c.made_at
        same = and_(at == before.at, comparisons.c.story_id > before.story)
        ask = ask.where(or_(at < before.at, same))
    ask = ask.order_by(comparisons.c.made_at.desc(), comparisons.c.story_id).limit(limit)
    return [LinedUpAt(*row) for row in connection.execute(ask)]


def decided(connection: Connection, kind: str, limit: int) -> list[str]:
    """The ids of judgements of this kind, withdrawn or not, the newest first."""
    ask = select(judgements.c.id).where(judgements.c.kind == kind)
    ask = ask.order_by(judgements.c.made_at.desc(), judgements.c.id).limit(limit)
    return [*connection.execute(ask).scalars()]
