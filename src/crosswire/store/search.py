"""Search: from what a person typed to hits whose spans re-read their words.

The index gives rows by number, and numbers grow with time. So newest first is a walk down the index
that ends when a page is full; days are a range of numbers; an outlet or an entity is a set of numbers
to step over. Ranking takes the newest ``RANKED_MOST`` matches, so that the commonest word costs no
more than a rare one, and says so where there were more. The index holds the texts as they are now;
former ones are looked through where that is cheap (``search_former``), and the answer says what was.
"""

from math import isfinite
from typing import Any

from sqlalchemy import text

from crosswire.errors import ConfigError
from crosswire.records import Hits, Query
from crosswire.store.base import Reader
from crosswire.store.search_bounds import HIGHEST, LOWEST
from crosswire.store.search_counts import held, searched
from crosswire.store.search_former import NOT_SEARCHED, Former, former, worthwhile
from crosswire.store.search_hits import hits
from crosswire.store.search_plan import Plan, narrowed
from crosswire.store.search_query import read_query
from crosswire.store.search_then import with_texts_of_then

RANKED_MOST = 20_000
"""Of more matches than this only the newest are ranked."""
MOST_HITS = 1000


def search(reader: Reader, query: Query) -> Hits:
    """One page of hits. Raises ``ConfigError`` for what cannot be answered, with what to try."""
    connection = reader.connection
    wanted = read_query(query.words) if query.words.strip() else None
    _check(query)
    plan = narrowed(reader, query, wanted)
    ranked = query.order == "ranked"
    values: dict[str, Any] = {"many": query.limit + 1, "ranked_most": RANKED_MOST}
    after = _place(query.cursor, ranked=ranked) if query.cursor else {}
    asked = (_ranked if ranked else _newest)(plan, further=bool(query.cursor))
    indexed = connection.execute(text(asked), {**plan.values, **values, **after}).all()
    rows = with_texts_of_then(reader, (query, plan, wanted), indexed, after)
    shown = rows[: query.limit]
    terms = wanted.terms if wanted else ()
    found = tuple(hits(connection, query.kind, [row.seq for row in shown], terms))
    full = len(rows) > query.limit
    kept = held(connection)
    earlier = Former()
    if kept.changed:
        looks = not full and worthwhile(query, found, kept)
        earlier = former(connection, query, plan, wanted, found) if looks else NOT_SEARCHED
    return Hits(
        query=query,
        hits=(*found, *earlier.hits),
        next=_cursor(shown[-1]) if full else None,
        searched=searched(connection, query, plan, kept),
        former=earlier.searched,
        former_found=earlier.found,
        former_left=earlier.left,
        ranked_of=RANKED_MOST if ranked and rows and rows[0].found >= RANKED_MOST else None,
    )


def _check(query: Query) -> None:
    if not 0 < query.limit <= MOST_HITS:
        raise ConfigError(f"a page holds 1 to {MOST_HITS} hits, got a limit of {query.limit}")
    if query.order == "ranked" and not query.words.strip():
        raise ConfigError("ranking needs words to rank by; give some, or ask for the newest first")
    if query.speaker is not None and query.kind == "article":
        raise ConfigError(
            "a speaker goes with the kinds quotation and statement, not with articles"
        )


def _newest(plan: Plan, *, further: bool) -> str:
    after = f" AND {plan.row} < :after_seq" * further
    return (
        f"SELECT {plan.row} AS seq, 0.0 AS score, 0 AS found FROM {plan.table} "
        f"WHERE {plan.where}{after} ORDER BY {plan.row} DESC LIMIT :many"
    )


def _ranked(plan: Plan, *, further: bool) -> str:
    """The inner LIMIT also keeps SQLite from taking the three for one and ranking all."""
    after = "score > :after_score OR (score = :after_score AND seq < :after_seq)"
    return (
        "SELECT seq, score, found FROM (SELECT seq, score, count(*) OVER () AS found FROM ("
        f"SELECT {plan.row} AS seq, {plan.score} AS score FROM {plan.table} "
        f"WHERE {plan.where} ORDER BY {plan.row} DESC LIMIT :ranked_most) AS matches) AS counted "
        f"WHERE {after if further else '1 = 1'} ORDER BY score, seq DESC LIMIT :many"
    )


def _cursor(row: Any) -> str:
    return f"{float(row.score).hex()}/{row.seq}" if row.found else f"{row.seq}"


def _place(cursor: str, *, ranked: bool) -> dict[str, Any]:
    """Where the page before ended."""
    score, _, seq = cursor.rpartition("/")
    try:
        place: dict[str, Any] = {"after_seq": int(seq)}
        if ranked:
            place["after_score"] = float.fromhex(score)
    except (ValueError, OverflowError) as wrong:
        raise _no_cursor(cursor) from wrong
    known = LOWEST <= place["after_seq"] <= HIGHEST and isfinite(place.get("after_score", 0.0))
    if not known or (score and not ranked):
        raise _no_cursor(cursor)
    return place


def _no_cursor(cursor: str) -> ConfigError:
    return ConfigError(
        f"the cursor {cursor[:40]!r} is none of this search; take the one that the page before ends "
        "with, with the same words and order"
    )
