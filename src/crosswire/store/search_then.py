"""Searching as of an earlier time: texts that articles had then and have no more, which the index
therefore lacks, are looked through one by one and take their place among its rows."""

from collections.abc import Sequence
from math import inf
from typing import Any, NamedTuple

from sqlalchemy import Row, text

from crosswire.records import Query
from crosswire.store.base import Reader
from crosswire.store.search_counts import left
from crosswire.store.search_former import holding
from crosswire.store.search_plan import Plan
from crosswire.store.search_query import Wanted


class Placed(NamedTuple):
    """A row as the index gives them. The score of what it does not hold is the worst, 0."""

    seq: int
    score: float
    found: int


def with_texts_of_then(
    reader: Reader,
    asked: tuple[Query, Plan, Wanted | None],
    rows: Sequence[Row[Any]],
    after: dict[str, Any],
) -> Sequence[Row[Any] | Placed]:
    """``rows`` of the index, and among them the articles whose text of then holds the words; as many
    as make a page and one more. ``after``: where the page before ended."""
    query, plan, wanted = asked
    if reader.as_of is None or wanted is None or query.kind != "article":
        return rows
    ranked = query.order == "ranked"
    held = [row.seq for row in holding(reader.connection, _changed_since(reader, plan), wanted)]
    best = after.get("after_score", -inf)
    last = after.get("after_seq", inf)
    others = [
        Placed(seq, 0.0, int(ranked))
        for seq in held
        if not after or (ranked and best < 0.0) or seq < last
    ]
    both: list[Row[Any] | Placed] = [*rows, *others]
    both.sort(key=lambda row: (row.score, -row.seq))
    return both[: query.limit + 1]


def _changed_since(reader: Reader, plan: Plan) -> list[str]:
    """Texts that articles had then and have no more."""
    asked = f"SELECT articles.revision_id FROM articles WHERE articles.as_now = 0 AND {left(plan)}"
    return list(reader.connection.execute(text(asked), dict(plan.values)).scalars())
