"""Stories as grouping moves articles between them: places are closed and opened, never erased."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, select, update

from crosswire.records.base import stable_id
from crosswire.records.story import Alias, Move
from crosswire.store.order import now, of_seconds
from crosswire.store.rows import Values, insert, parts
from crosswire.store.tables import (
    articles,
    memberships,
    sketches,
    stories,
    story_aliases,
    tombstones,
)


def apply(
    connection: Connection, run_id: str, moves: Sequence[Move], aliases: Sequence[Alias]
) -> None:
    """Put articles into stories in order, then merge stories; what is so already adds nothing."""
    at = now()
    _found(connection, moves, aliases, at)
    left = _place(connection, run_id, moves, at)
    _revive(connection, {move.story for move in moves}, at)
    for alias in aliases:
        _merge(connection, run_id, alias, at)
    merged = {story for alias in aliases for story in (alias.story, alias.into)}
    recount(connection, left | merged | {move.story for move in moves})


def set_dormant(connection: Connection, story_ids: Iterable[str]) -> None:
    """Active stories that take no article any more; what grouping remembers of them goes."""
    for part in parts(story_ids):
        change = update(stories).where(stories.c.id.in_(part), stories.c.state == "active")
        connection.execute(change.values(state="dormant"))
        there = select(memberships.c.article_id).where(
            memberships.c.story_id.in_(part), memberships.c.ended_at.is_(None)
        )
        connection.execute(delete(sketches).where(sketches.c.article_id.in_(there)))


def _found(
    connection: Connection, moves: Sequence[Move], aliases: Sequence[Alias], at: str
) -> None:
    named = [story for move in moves for story in (move.story, move.before) if story]
    named += [story for alias in aliases for story in (alias.story, alias.into)]
    blank = {"made_at": at, "state": "active", "articles": 0, "attached": 0, "outlets": 0}
    insert(connection, stories, [blank | {"id": story} for story in dict.fromkeys(named)])


def _place(connection: Connection, run_id: str, moves: Sequence[Move], at: str) -> set[str]:
    """Close and open places; the stories that were left."""
    last = _last_places(connection, {move.article for move in moves})
    closed: list[Values] = []
    opened: dict[str, Values] = {}
    left = set()
    for move in moves:
        before = last.get(move.article)
        if before is not None and _same(before, move):
            continue
        if before is not None and before["ended_at"] is None:
            left.add(before["story_id"])
            end = {"ended_at": at, "ended_because": _why_left(before["story_id"], move)}
            if before["id"] in opened:
                opened[before["id"]].update(end)
            else:
                closed.append({"this": before["id"], **end})
        row = _membership(move, 0 if before is None else before["n"] + 1, run_id, at)
        opened[row["id"]] = last[move.article] = row
    if closed:
        connection.execute(update(memberships).where(memberships.c.id == bindparam("this")), closed)
    insert(connection, memberships, list(opened.values()))
    return left


def _last_places(connection: Connection, article_ids: set[str]) -> dict[str, Values]:
    """Each article's last place, which is the open one where one is open."""
    found: dict[str, Values] = {}
    for part in parts(sorted(article_ids)):
        ask = select(memberships).where(memberships.c.article_id.in_(part))
        for row in connection.execute(ask.order_by(memberships.c.n)).mappings():
            found[row["article_id"]] = dict(row)
    return found


def _membership(move: Move, n: int, run_id: str, at: str) -> Values:
    return {
        "id": stable_id("membership", move.article, str(n)), "story_id": move.story,
        "article_id": move.article, "n": n, "before_id": move.before, "role": move.role,
        "how": move.how, "probability": move.probability,
        "because": [evidence.model_dump() for evidence in move.because],
        "made_by": move.made_by, "made_at": at, "run_id": run_id, "ended_at": None,
        "ended_because": None,
    }  # fmt: skip


def _same(place: Values, move: Move) -> bool:
    """The article lies there already, by the same move."""
    return place["ended_at"] is None and move_of(place) == move


def move_of(place: Any) -> Move:
    """The move that a row of ``memberships`` came from."""
    return Move(
        article=place["article_id"], story=place["story_id"], before=place["before_id"],
        how=place["how"], role=place["role"], probability=place["probability"],
        because=tuple(place["because"]), made_by=place["made_by"],
    )  # fmt: skip


def _why_left(story: str, move: Move) -> str:
    return "placed anew" if story == move.story else f"{move.how}: it lies in {move.story} now"


def _revive(connection: Connection, story_ids: set[str], at: str) -> None:
    """Merged and sleeping stories that articles came to."""
    for part in parts(sorted(story_ids)):
        back = update(stories).where(stories.c.id.in_(part), stories.c.state != "active")
        connection.execute(back.values(state="active", into_id=None))
        ended = update(story_aliases).where(
            story_aliases.c.story_id.in_(part), story_aliases.c.ended_at.is_(None)
        )
        connection.execute(ended.values(ended_at=at))


def _merge(connection: Connection, run_id: str, alias: Alias, at: str) -> None:
    standing = select(story_aliases).where(
        story_aliases.c.story_id == alias.story, story_aliases.c.ended_at.is_(None)
    )
    before: Row[Any] | None = connection.execute(standing).first()
    if before is not None and before.into_id == alias.into:
        return
    if before is not None:
        ended = update(story_aliases).where(story_aliases.c.id == before.id)
        connection.execute(ended.values(ended_at=at))
    times = select(func.count()).where(story_aliases.c.story_id == alias.story)
    n = connection.execute(times).scalar_one()
    row = {
        "id": stable_id("alias", alias.story, alias.into, str(n)), "story_id": alias.story,
        "into_id": alias.into, "because": alias.because, "made_at": at, "run_id": run_id,
        "ended_at": None,
    }  # fmt: skip
    insert(connection, story_aliases, [row])
    merged = update(stories).where(stories.c.id == alias.story)
    connection.execute(merged.values(state="merged", into_id=alias.into))
    _take_along(connection, run_id, alias, at)


def _take_along(connection: Connection, run_id: str, alias: Alias, at: str) -> None:
    """Articles that were erased are unknown to grouping, which moves the others one by one."""
    left = (
        select(memberships)
        .join(tombstones, tombstones.c.id == memberships.c.article_id)
        .where(memberships.c.story_id == alias.story, memberships.c.ended_at.is_(None))
    )
    found = [move_of(row) for row in connection.execute(left).mappings().all()]
    moved = {"story": alias.into, "before": alias.story, "how": "merged"}
    _place(connection, run_id, [move.model_copy(update=moved) for move in found], at)


def recount(connection: Connection, story_ids: Iterable[str]) -> None:
    """What ``stories`` says of the members, after they changed."""
    member = memberships.c.role == "member"
    sure = articles.c.date_doubt.is_(None)
    headed = articles.c.headline.is_not(None)
    for part in parts(sorted(story_ids)):
        ask = (
            select(
                memberships.c.story_id,
                func.count().filter(member),
                func.count().filter(~member),
                func.count(articles.c.outlet_id.distinct()).filter(member),
                # What is dated by its first sight alone says nothing of the story's days.
                func.coalesce(
                    func.min(articles.c.sort_at).filter(member & sure),
                    func.min(articles.c.sort_at).filter(sure),
                ),
                func.coalesce(
                    func.max(articles.c.sort_at).filter(member & sure),
                    func.max(articles.c.sort_at).filter(sure),
                ),
                func.min(articles.c.seq).filter(member & headed),
            )
            .join(articles, articles.c.id == memberships.c.article_id)
            .where(memberships.c.story_id.in_(part), memberships.c.ended_at.is_(None))
            .group_by(memberships.c.story_id)
        )
        counted = {row[0]: row[1:] for row in connection.execute(ask)}
        heads = _ids(connection, [row[-1] for row in counted.values() if row[-1] is not None])
        rows = [_counts(story, counted.get(story, _NOTHING), heads) for story in part]
        connection.execute(update(stories).where(stories.c.id == bindparam("this")), rows)


_NOTHING = (0, 0, 0, None, None, None)


def _ids(connection: Connection, seqs: Sequence[int]) -> dict[int, str]:
    ask = select(articles.c.seq, articles.c.id).where(articles.c.seq.in_(seqs))
    return {row.seq: row.id for row in connection.execute(ask)}


def _counts(story: str, counted: Sequence[Any], heads: dict[int, str]) -> Values:
    members, attached, outlets, first, last, head = counted
    return {
        "this": story, "articles": members, "attached": attached, "outlets": outlets,
        "first_at": None if first is None else of_seconds(first),
        "last_at": None if last is None else of_seconds(last),
        "headline_article": heads.get(head),
    }  # fmt: skip
