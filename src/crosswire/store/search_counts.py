"""How many articles a search could have found: the denominator that its answer states."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, Select, func, select, text

from crosswire.records import Query
from crosswire.records.lists import HitKind
from crosswire.store.search_plan import Plan
from crosswire.store.tables import articles, point_members, readings, revisions, tombstones

_EVERY: Mapping[HitKind, Select[int]] = {
    "quotation": select(func.count(readings.c.revision_id.distinct())),
    "statement": select(func.count(point_members.c.article_id.distinct())),
}
_COULD: Mapping[HitKind, str] = {
    "article": "",
    "quotation": " AND EXISTS (SELECT 1 FROM readings r WHERE r.revision_id = articles.revision_id)",
    "statement": " AND EXISTS (SELECT 1 FROM point_members p WHERE p.article_id = articles.id)",
}
"""Of quotations, articles that were read closely; of statements, those that were compared."""


KEPT = "NOT EXISTS (SELECT 1 FROM tombstones t WHERE t.id = articles.id)"
"""Of ``articles``: that its words were not erased, so that they could be found."""


class Held(NamedTuple):
    """How much a store holds, what was erased left out."""

    articles: int
    texts: int

    @property
    def changed(self) -> bool:
        """Whether there are more texts than articles: some article has a former one."""
        return self.texts > self.articles


def searched(connection: Connection, query: Query, plan: Plan, held: Held) -> int:
    """The articles that the filters leave, of those whose words could be found. What was read
    closely in a former text counts for nothing."""
    if not query.filtered and query.kind == "article":
        return held.articles
    if not query.filtered and not (held.changed and query.kind == "quotation"):
        return int(connection.execute(_EVERY[query.kind]).scalar_one())
    asked = f"SELECT count(*) FROM articles WHERE {left(plan)}{_COULD[query.kind]} AND {KEPT}"
    return int(connection.execute(text(asked), dict(plan.values)).scalar_one())


def left(plan: Plan) -> str:
    """The condition on ``articles`` that the filters of a query make."""
    sets = (f"articles.seq IN ({numbers})" for numbers in plan.kept)
    return " AND ".join(["articles.seq BETWEEN :lowest AND :highest", *sets])


def held(connection: Connection) -> Held:
    """A look at two indexes, however large the store, and one for each article erased."""
    count = select(func.count())
    return Held(*(
        connection.execute(count.select_from(table)).scalar_one()
        - connection.execute(
            count.select_from(table).join(tombstones, tombstones.c.id == column)
        ).scalar_one()
        for table, column in ((articles, articles.c.id), (revisions, revisions.c.article_id))
    ))  # fmt: skip
