"""Erasing: the words of an article, or the bytes of its captures, go; hashes stay.

What was said *of* an article (that it was there, whose it was, when, in which story it lay) stays, so
that counts and histories hold; what was said *in* it goes: texts, payloads, sentences, names, times,
quotations, readings, the comparisons of the stories it lay in, judgements on its passages. A text or
a payload that another article has as well is that one's, and stays with it.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Select, Table, delete, exists, func, or_, select, update

from crosswire.records.span import Text
from crosswire.store import audit, chain, index, notes
from crosswire.store.base import Erased
from crosswire.store.comparing import forget as forget_comparison
from crosswire.store.disowning import disown
from crosswire.store.order import now
from crosswire.store.repeats import forget as forget_paragraphs
from crosswire.store.rows import Values, insert, parts
from crosswire.store.stories import recount
from crosswire.store.tables import (
    about,
    articles,
    captures,
    failures,
    judgements,
    ledger,
    memberships,
    mentions,
    notices,
    pages,
    payloads,
    quotations,
    readings,
    revisions,
    sentences,
    sketches,
    texts,
    times,
    tombstones,
)

How = Literal["demand", "age"]
OWED = "scrub"
"""In ``about``: what was erased may still stand in free pages of the file."""
_NOTHING = Text(content="")


class Why(NamedTuple):
    """Why something is erased, by whom."""

    how: How
    because: str
    by: str
    run: str


def erase_article(connection: Connection, article_id: str, why: Why) -> Erased:
    """Take every word of an article out of the store; one that is erased already changes nothing."""
    if connection.execute(select(tombstones.c.id).where(tombstones.c.id == article_id)).first():
        return Erased(article_id, 0, 0, 0, 0, 0)
    held = _ids(connection, select(revisions.c.id).where(revisions.c.article_id == article_id))
    forget_paragraphs(connection, article_id)
    quoted = _forget_readings(connection, held)
    compared = _forget_comparisons(connection, article_id)
    gone = _texts_of(connection, article_id)
    _forget_judgements(connection, gone)
    _unshow(connection, article_id)
    _unname(connection, article_id)
    _blank(connection, article_id)
    lost = _forget_texts(connection, gone)
    bytes_ = _forget_payloads(connection, article_id, why)
    notes.erase(connection, article_id, lost)
    if why.how == "demand":
        doer = audit.Doer(why.by)
        audit.add(connection, doer, "erase", about=article_id, words=why.because)
    chain.erase_article(connection, article_id, why)
    stones = [_stone(text, "text", size, article_id, why) for text, size in lost.items()]
    stones.append(_stone(article_id, "article", len(held), article_id, why))
    insert(connection, tombstones, stones)
    _close(connection, article_id, why)
    owe(connection)
    return Erased(article_id, len(held), len(lost), bytes_, quoted, compared)


def erase_captures(connection: Connection, before: str, why: Why) -> int:
    """Let go of the bytes of captures seen before ``before``; what was read of them stays. How many
    captures lost theirs."""
    old = (
        select(
            captures.c.id,
            captures.c.payload_id,
            captures.c.article_id,
            func.length(captures.c.packed).label("size"),
        )
        .where(captures.c.seen_at < before)
        .outerjoin(payloads, payloads.c.id == captures.c.payload_id)
        .where(or_(captures.c.packed.is_not(None), payloads.c.packed.is_not(None)))
    )
    found = connection.execute(old).all()
    freed = {row.payload_id for row in found if row.payload_id} - _young(connection, before)
    lost = [row for row in found if row.payload_id is None or row.payload_id in freed]
    for row in lost:
        disown(connection, row.id)
    for part in parts(row.id for row in lost):
        change = update(captures).where(captures.c.id.in_(part)).values(packed=None)
        connection.execute(change)
    _empty(connection, freed, None, why)
    bare = [row for row in lost if row.payload_id is None]
    stones = [_stone(row.id, "capture", row.size, row.article_id, why) for row in bare]
    insert(connection, tombstones, stones)
    chain.append(connection, chain.erased("bytes erased", lost, why))
    if lost:
        owe(connection)
    return len(lost)


def old_articles(connection: Connection, before: str) -> list[str]:
    """Articles last seen before ``before`` that are not erased yet."""
    erased = exists().where(tombstones.c.id == articles.c.id)
    ask = select(articles.c.id).where(articles.c.last_seen < before, ~erased)
    return _ids(connection, ask.order_by(articles.c.seq))


def owe(connection: Connection) -> None:
    """The file must be written anew before the words are gone from it."""
    insert(connection, about, [{"name": OWED, "value": now()}])


def _young(connection: Connection, before: str) -> set[str]:
    """Payloads that a capture seen since has as well."""
    ask = select(captures.c.payload_id).where(
        captures.c.seen_at >= before, captures.c.payload_id.is_not(None)
    )
    return set(connection.execute(ask).scalars())


def _forget_readings(connection: Connection, held: Sequence[str]) -> int:
    """All that close reading found in these revisions; how many quotations."""
    ask = select(quotations.c.seq).where(quotations.c.revision_id.in_(held))
    seqs = connection.execute(ask).scalars().all()
    gone = index.indexed_now(connection, "quotation", seqs)
    for table in (readings, sentences, mentions, times, quotations, notices):
        connection.execute(delete(table).where(table.c.revision_id.in_(held)))
    index.reindex(connection, "quotation", gone, {})
    from crosswire.store.entities import withdraw_members

    withdraw_members(connection, held)
    return len(seqs)


def _forget_comparisons(connection: Connection, article_id: str) -> int:
    """Comparisons of every story it lay in: each is made again, without it."""
    lay = select(memberships.c.story_id).where(memberships.c.article_id == article_id).distinct()
    return sum(forget_comparison(connection, story) for story in _ids(connection, lay))


def _texts_of(connection: Connection, article_id: str) -> set[str]:
    mine = revisions.c.article_id == article_id
    found: set[str | None] = set()
    for row in connection.execute(select(*_TEXTS).where(mine)):
        found.update(row)
    ask = select(captures.c.text_id).where(captures.c.article_id == article_id)
    found.update(connection.execute(ask).scalars())
    return {one for one in found if one is not None}


_TEXTS = (revisions.c.text_id, revisions.c.headline_id, revisions.c.standfirst_id)


def _forget_judgements(connection: Connection, gone: Iterable[str]) -> None:
    """A judgement on two passages holds the words of both."""
    for text in gone:
        first, beyond = f"{text}:", f"{text};"
        here = [
            (column >= first) & (column < beyond) for column in (judgements.c.a, judgements.c.b)
        ]
        connection.execute(delete(judgements).where(judgements.c.kind == "passage", or_(*here)))


def _unshow(connection: Connection, article_id: str) -> None:
    """Out of the index, of what grouping remembers, and of the ledger: coming again, it is looked at
    again, and refused."""
    seq = select(articles.c.seq).where(articles.c.id == article_id)
    gone = index.indexed_now(connection, "article", connection.execute(seq).scalars())
    index.reindex(connection, "article", gone, dict.fromkeys(gone, (None, "")))
    connection.execute(delete(sketches).where(sketches.c.article_id == article_id))
    mine = captures.c.article_id == article_id
    came = select(captures.c.id).where(mine)
    connection.execute(delete(ledger).where(ledger.c.input_id.in_(came)))
    # A failure may quote what it failed at; that it failed, and of what kind, stays.
    known_as = (select(column).where(mine) for column in (captures.c.name, captures.c.url))
    about_it = or_(*(failures.c.item.in_(names) for names in known_as))
    connection.execute(update(failures).where(about_it).values(words="erased with its article"))


def _unname(connection: Connection, article_id: str) -> None:
    """An item of a feed that has no address is known by its title, and a title is words of it."""
    titled = select(captures.c.name).where(
        captures.c.article_id == article_id, captures.c.url.is_(None), captures.c.name.like("% %")
    )
    names = _ids(connection, titled.distinct())
    failed = update(failures).where(failures.c.item.in_(names)).values(item=article_id)
    connection.execute(failed)
    for table, of in ((captures, captures.c.article_id), (articles, articles.c.id)):
        mine = update(table).where(of == article_id, table.c.name.in_(names))
        connection.execute(mine.values(name=article_id))


def _blank(connection: Connection, article_id: str) -> None:
    """Rows that others name stay, and say nothing."""
    insert(connection, texts, [{"id": _NOTHING.id, "content": ""}])
    for table, values in (
        (revisions, {"text_id": _NOTHING.id, "headline_id": None, "standfirst_id": None,
                     "details": {}}),
        (captures, {"text_id": None, "packed": None, "title": None, "fetched": None}),
        (memberships, {"because": []}),
    ):  # fmt: skip
        change = update(table).where(table.c.article_id == article_id)
        connection.execute(change.values(**values))
    mine = articles.c.id == article_id
    connection.execute(update(articles).where(mine).values(headline=None))


def _forget_texts(connection: Connection, gone: Iterable[str]) -> dict[str, int]:
    """Those that nobody else has, and how long each was."""
    lost: dict[str, int] = {}
    for text in sorted(gone):
        if text == _NOTHING.id or _is_used(connection, text):
            continue
        length = select(func.length(texts.c.content)).where(texts.c.id == text)
        lost[text] = connection.execute(length).scalar_one()
        where = notices.c.withdrawn_text == text
        nowhere = {"withdrawn_text": None, "withdrawn_start": None, "withdrawn_stop": None}
        connection.execute(update(notices).where(where).values(**nowhere))
        connection.execute(delete(texts).where(texts.c.id == text))
    return lost


def _is_used(connection: Connection, text: str) -> bool:
    used = select(revisions.c.id).where(or_(*(column == text for column in _TEXTS))).limit(1)
    caught = select(captures.c.id).where(captures.c.text_id == text).limit(1)
    return any(connection.execute(ask).first() for ask in (used, caught))


def _forget_payloads(connection: Connection, article_id: str, why: Why) -> int:
    """Bytes that no other article's page has; how many bytes there were."""
    others = captures.alias("others")
    shared = exists().where(
        others.c.payload_id == captures.c.payload_id, others.c.article_id != article_id
    )
    mine = captures.c.article_id == article_id
    ask = select(captures.c.payload_id).where(mine, captures.c.payload_id.is_not(None))
    own = set(_ids(connection, ask.where(~shared)))
    apart = update(captures).where(mine, captures.c.payload_id.is_not(None))
    theirs = _ids(connection, ask.where(shared))
    connection.execute(apart.where(captures.c.payload_id.in_(theirs)).values(payload_id=None))
    return _empty(connection, own, article_id, why)


def _empty(connection: Connection, ids: Iterable[str], article_id: str | None, why: Why) -> int:
    """Put a tombstone in the place of each payload that is still there; how many bytes there were."""
    total = 0
    for part in parts(sorted(ids)):
        here = payloads.c.id.in_(part)
        full = select(payloads.c.id, payloads.c.size).where(here, payloads.c.packed.is_not(None))
        rows = connection.execute(full).all()
        total += sum(row.size for row in rows)
        stones = [_stone(row.id, "payload", row.size, article_id, why) for row in rows]
        # One let go for its age may now be demanded: then it is not taken in again.
        change = ("how", "article_id", "because", "erased_at", "made_by", "run_id")
        insert(connection, tombstones, stones, replace=change)
        connection.execute(update(payloads).where(here).values(packed=None))
    return total


def _stone(id_: str, what: str, size: int, article_id: str | None, why: Why) -> Values:
    return {
        "id": id_, "what": what, "how": why.how, "article_id": article_id, "size": size,
        "because": why.because, "erased_at": now(), "made_by": why.by, "run_id": why.run,
    }  # fmt: skip


def _close(connection: Connection, article_id: str, why: Why) -> None:
    """No source asks for it again, and its stories are headed by others."""
    change = update(pages).where(pages.c.article_id == article_id)
    words = f"erased: {why.because}"
    connection.execute(change.values(state="refused", next_at=None, because=words, etag=None,
                                     last_modified=None))  # fmt: skip
    lies = select(memberships.c.story_id).where(
        memberships.c.article_id == article_id, memberships.c.ended_at.is_(None)
    )
    recount(connection, _ids(connection, lies))


def _ids(connection: Connection, ask: "Select[Any]") -> list[Any]:
    return list(connection.execute(ask).scalars())


TABLES_OF_WORDS: tuple[Table, ...] = (texts, payloads, captures, revisions, readings, quotations,
                                      mentions, sentences, articles, failures)  # fmt: skip
"""What a server is asked to clear of dead rows after an erasure."""
