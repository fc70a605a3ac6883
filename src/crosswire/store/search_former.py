"""Former texts of articles, which the index has no more: looked through one by one, so far as that is
cheap. Whatever is left out is counted, so that nobody takes it for searched.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, text

from crosswire.records import Hit, Query
from crosswire.store.rows import parts
from crosswire.store.search_counts import KEPT, Held, left
from crosswire.store.search_hits import hit, of_revisions
from crosswire.store.search_plan import Plan
from crosswire.store.search_query import Term, Wanted
from crosswire.store.search_words import Folded

MOST_FORMER = 1000
"""Former texts that are looked through, those seen last first."""
FEW = 20_000
"""Texts up to which a store is asked for its former ones though the present ones have the words:
finding which they are takes a look at every article."""
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Former:
    """What was looked for in former texts."""

    searched: int = 0
    left: int | None = 0
    """Not looked through; None: not counted."""
    found: int = 0
    hits: tuple[Hit, ...] = ()


NOT_SEARCHED = Former(left=None)


def worthwhile(query: Query, found: Sequence[Hit], kept: Held) -> bool:
    """Of a page that is not full: whether to fill it up with former texts. An empty one always."""
    if query.kind != "article" or not query.words.strip() or query.cursor:
        return False
    return not found or kept.texts <= FEW


def former(
    connection: Connection, query: Query, plan: Plan, wanted: Wanted | None, found: Sequence[Hit]
) -> Former:
    """Former texts with the words, of articles that the filters leave: how many, and as hits those
    of articles not ``found`` already, one of each article, as many as the page has room for."""
    if wanted is None:
        return NOT_SEARCHED
    ids = _former_ids(connection, plan)
    looked = ids[:MOST_FORMER]
    found_in = [*holding(connection, looked, wanted)]
    shown: dict[str, Row[Any]] = {}
    for row in found_in:
        shown.setdefault(row.id, row)
    told = {one.article for one in found}
    new = (hit("article", row, wanted.terms) for key, row in shown.items() if key not in told)
    hits = tuple(one for one in new if one)[: query.limit - len(found)]
    return Former(len(looked), len(ids) - len(looked), len(found_in), hits)


def holding(connection: Connection, ids: Sequence[str], wanted: Wanted) -> Iterator[Row[Any]]:
    """Those of these texts that hold the words, as rows for a hit."""
    return (row for row in _rows(connection, ids) if _holds(row, wanted))


def _former_ids(connection: Connection, plan: Plan) -> list[str]:
    """What only a newer version of crosswire read otherwise is no former text of the outlet's."""
    asked = (
        "SELECT r.id FROM revisions r JOIN articles ON articles.id = r.article_id "
        "WHERE r.article_id IN "
        "(SELECT article_id FROM revisions GROUP BY article_id HAVING count(*) > 1) "
        f"AND r.id <> articles.revision_id AND r.replaced_by IS NULL AND {left(plan)} AND {KEPT} "
        "ORDER BY r.seen_at DESC, r.id"
    )
    return list(connection.execute(text(asked), dict(plan.values)).scalars())


def _rows(connection: Connection, ids: Sequence[str]) -> Iterator[Row[Any]]:
    for part in parts(ids, _AT_ONCE):
        rows = {row.revision: row for row in connection.execute(of_revisions(part))}
        yield from (rows[key] for key in part)


def _holds(row: Row[Any], wanted: Wanted) -> bool:
    """As the index would have it: every group somewhere, a phrase within the headline or the body."""
    flat = [Folded(words) for words in (row.headline, row.body) if words]

    def stands(term: Term) -> bool:
        return any(next(term.found_in(one), None) is not None for one in flat)

    return all(any(map(stands, group)) for group in wanted.groups) and not any(
        map(stands, wanted.without)
    )
