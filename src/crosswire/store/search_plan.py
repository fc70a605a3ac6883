"""A search as conditions of SQL. Everything in which SQLite and PostgreSQL differ here is in ``_Sqlite``
and ``_Postgres``; what a person typed goes in as values, never into the statement.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crosswire.errors import ConfigError
from crosswire.records import Query
from crosswire.records.lists import HitKind
from crosswire.store.base import Reader
from crosswire.store.search_bounds import entity_id, highest, lowest, outlet_ids
from crosswire.store.search_query import Term, Wanted
from crosswire.store.search_words import folded

_TABLES = {"article": "articles", "quotation": "quotations", "statement": "point_members"}
_OF_OUTLETS: Mapping[HitKind, str] = {
    "article": "SELECT seq FROM articles WHERE outlet_id IN ({})",
    "quotation": "SELECT q.seq FROM articles a JOIN quotations q ON q.revision_id = a.revision_id "
    "WHERE a.outlet_id IN ({})",
    "statement": "SELECT m.seq FROM articles a JOIN point_members m ON m.article_id = a.id "
    "WHERE a.outlet_id IN ({})",
}
"""Numbers of the rows that are an outlet's."""
_OF_ENTITY: Mapping[HitKind, str] = {
    "article": "SELECT a.seq FROM entity_members e JOIN articles a ON a.id = e.article_id "
    "AND a.revision_id = e.revision_id WHERE e.entity_id = :entity",
    "quotation": "SELECT q.seq FROM entity_members e JOIN quotations q "
    "ON q.revision_id = e.revision_id AND q.local_id = e.local_id WHERE e.entity_id = :entity",
    "statement": "SELECT m.seq FROM entity_members e JOIN mentions n "
    "ON n.revision_id = e.revision_id AND n.local_id = e.local_id JOIN point_members m "
    "ON m.article_id = e.article_id AND m.revision_id = e.revision_id "
    "AND n.start >= m.start AND n.stop <= m.stop WHERE e.entity_id = :entity",
}
"""Articles that name it, quotations whose speaker it is, statements that name it."""
_LIES = "m.story_id = :story AND m.ended_at IS NULL"
_OF_STORY: Mapping[HitKind, str] = {
    "article": f"SELECT a.seq FROM memberships m JOIN articles a ON a.id = m.article_id WHERE {_LIES}",
    "quotation": "SELECT q.seq FROM memberships m JOIN articles a ON a.id = m.article_id "
    f"JOIN quotations q ON q.revision_id = a.revision_id WHERE {_LIES}",
    "statement": "SELECT p.seq FROM memberships m JOIN point_members p "
    f"ON p.article_id = m.article_id WHERE {_LIES}",
}
"""Of the articles that lie in a story now."""
_STANDS = {
    "article": "",
    "quotation": "EXISTS (SELECT 1 FROM quotations q JOIN revisions r ON r.id = q.revision_id "
    "JOIN articles a ON a.id = r.article_id AND a.revision_id = r.id WHERE q.seq = {row})",
    "statement": "NOT EXISTS (SELECT 1 FROM point_members m JOIN point_members o "
    "ON o.article_id = m.article_id AND o.revision_id = m.revision_id AND o.start = m.start "
    "AND o.stop = m.stop AND o.seq < m.seq WHERE m.seq = {row})",
}
"""Quotations of the text as it is now; of several points with one wording, one."""
_THEN: Mapping[HitKind, str] = {
    "article": "EXISTS (SELECT 1 FROM articles a WHERE a.seq = {row} AND a.as_now = 1)",
    "quotation": "",
    "statement": "EXISTS (SELECT 1 FROM point_members m WHERE m.seq = {row})",
}
"""Of a reader as of an earlier time, what of the index it knows: articles that had the text they have
now (``search_then`` looks through the others), statements of comparisons made by then."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts of one statement of SQL: from where, which number, under which conditions."""

    table: str
    row: str
    where: str
    score: str
    values: Mapping[str, Any]
    kept: tuple[str, ...] = ()
    """Sets of the numbers of articles to which the filters keep, whatever kind of row is asked for."""


class _Sqlite:
    """FTS5 takes one expression for all columns. The plus keeps it from looking every number of a
    set up in the index: stepping over is quicker, and stops when the page is full."""

    number = "rowid"
    among = "+{row} IN ({numbers})"

    def matches(
        self, kind: HitKind, wanted: Wanted | None, speaker: Wanted | None
    ) -> tuple[list[str], dict[str, Any]]:
        """The condition that the index answers."""
        columns = [] if wanted is None else [f"{_SEARCHED[kind]} : ({wanted.match()})"]
        if speaker:
            columns.append(f"{{speaker}} : ({speaker.match()})")
        return [f"{kind}_words MATCH :match"], {"match": " AND ".join(columns)}

    def score(self, kind: HitKind) -> str:
        """BM25 (Robertson and Zaragoza 2009), smaller is better; a headline's words count fourfold."""
        return f"bm25({kind}_words, {'4.0, 1.0' if kind == 'article' else '1.0, 0.0'})"


class _Postgres:
    """One condition a column, without a text parser: the words are folded already."""

    number = "seq"
    among = "{row} IN ({numbers})"

    def matches(
        self, kind: HitKind, wanted: Wanted | None, speaker: Wanted | None
    ) -> tuple[list[str], dict[str, Any]]:
        """The conditions that the indexes answer."""
        asked = {"words": wanted, "speaker": speaker}
        found = {name: query.tsquery() for name, query in asked.items() if query}
        table = f"{kind}_words"
        return [f"{table}.{name} @@ CAST(:{name} AS tsquery)" for name in found], found

    def score(self, kind: HitKind) -> str:
        """PostgreSQL's own measure, smaller is better; words of weight A are the headline's."""
        weights = "'{0.25, 0.25, 0.25, 1.0}'"
        return (
            f"CAST(-ts_rank({weights}, {kind}_words.words, CAST(:words AS tsquery), 1) "
            "AS double precision)"
        )


_SEARCHED = {
    "article": "{headline body}", "quotation": "{words}", "statement": "{words}",
}  # fmt: skip


def narrowed(reader: Reader, query: Query, wanted: Wanted | None) -> Plan:
    """The plan for a query; raises ``ConfigError`` for an outlet, entity or time there is not."""
    kind, speaker = query.kind, _speaker(query.speaker)
    dialect = _Sqlite() if reader.connection.dialect.name == "sqlite" else _Postgres()
    indexed = bool(wanted or speaker)
    table = f"{kind}_words" if indexed else _TABLES[kind]
    row = f"{table}.{dialect.number if indexed else 'seq'}"
    conditions, values = dialect.matches(kind, wanted, speaker) if indexed else ([], {})
    conditions.append(f"{row} BETWEEN :lowest AND :highest")
    values |= {"lowest": lowest(query.since), "highest": highest(query.until)}
    kept = []
    for sets, names, more in _sets(reader, query):
        numbers = sets[kind].format(names)
        conditions.append(dialect.among.format(row=row, numbers=numbers))
        kept.append(sets["article"].format(names))
        values |= more
    stands = [_STANDS[kind], _THEN[kind] if indexed and reader.as_of else ""]
    conditions += (one.format(row=row) for one in stands if one)
    return Plan(table, row, " AND ".join(conditions), dialect.score(kind), values, tuple(kept))


def _sets(
    reader: Reader, query: Query
) -> Iterator[tuple[Mapping[HitKind, str], str, dict[str, Any]]]:
    """Sets of row numbers that a query keeps to, by kind, each with the names of its values where
    their number is open, and the values."""
    if query.outlet is not None:
        ids = {f"outlet{n}": i for n, i in enumerate(outlet_ids(reader.connection, query.outlet))}
        yield _OF_OUTLETS, ", ".join(f":{name}" for name in ids), ids
    if query.entity is not None:
        yield _OF_ENTITY, "", {"entity": entity_id(reader.connection, query.entity)}
    if query.story is not None:
        yield _OF_STORY, "", {"story": reader.resolve_story(query.story)}


def _speaker(named: str | None) -> Wanted | None:
    """Every word of the name, whole, in any order; raises for a name without a word."""
    if named is None:
        return None
    words = folded(named)
    if not words:
        raise ConfigError(f"a speaker's name was wanted, got {named!r}; give words of it")
    return Wanted(tuple((Term((word,)),) for word in words))
