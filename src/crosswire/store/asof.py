"""The store as of a time: what was known then, asked by the very queries that ask what is known now.

A reader as of a time gets views of its own (``CREATE TEMP VIEW``) that bear the names of the tables.
SQLite and PostgreSQL both look for a name among what is temporary first, so every query of this room
finds the view in the table's place and none has to be written twice; the views go with the
connection. What is never changed (a text, a capture) is let in by the time it came; what is changed in
place (an article, a story, an open membership) is put together from the rows that never change.

What no row keeps is as it is now: an outlet's name, how entities were put together, readings of texts
that were known then, comparisons made since (``docs/decisions/0013`` lists it).
"""

import re
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Connection, Table, text

from crosswire.errors import ConfigError
from crosswire.store.order import as_text, moment
from crosswire.store.tables import metadata

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Columns = dict[str, str]
"""SQL for columns that were otherwise then."""


def time_meant(words: str) -> str:
    """The moment that ``words`` mean, as the store writes times; a day means its end in UTC.

    Raises ``ConfigError`` for what is neither a day nor an instant with its zone.
    """
    stated = words.strip()
    try:
        if _DAY.fullmatch(stated):
            return f"{date.fromisoformat(stated).isoformat()}T23:59:59.999Z"
        return as_text(moment(datetime.fromisoformat(stated).isoformat()))
    except (ValueError, OverflowError) as wrong:
        raise ConfigError(
            "--as-of takes a day (2026-11-20: its end, UTC) or an instant with its zone "
            f"(2026-11-20T08:00Z, 2026-11-20T09:00+01:00), got {words!r}"
        ) from wrong


def shadow(connection: Connection, at: str) -> None:
    """From here on this connection reads the store as of ``at``, which ``time_meant`` gave."""
    sqlite = connection.dialect.name == "sqlite"
    views = _Views(_home(connection), at, sqlite=sqlite)
    if sqlite:
        # Nothing of the file is written: views of a connection lie in its own memory.
        connection.exec_driver_sql("PRAGMA query_only = OFF")
    for statement in views.statements():
        connection.exec_driver_sql(statement)
    settled = "PRAGMA query_only = ON" if sqlite else "SET TRANSACTION READ ONLY"
    connection.exec_driver_sql(settled)


def _home(connection: Connection) -> str:
    """The schema in which the tables lie."""
    if connection.dialect.name == "sqlite":
        return "main"
    ask = text(
        "SELECT quote_ident(n.nspname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE c.oid = CAST('articles' AS regclass)"
    )
    return str(connection.execute(ask).scalar_one())


class _Views:
    """The views of one moment. ``x`` is the row of the table that a view stands for; every other name
    is the table's own, so that no view rests on another."""

    def __init__(self, home: str, at: str, *, sqlite: bool) -> None:
        self._s = home
        self._t = f"'{at}'"
        self._sqlite = sqlite

    def statements(self) -> Iterator[str]:
        for name, (columns, where) in self._all().items():
            yield self._view(metadata.tables[name], columns, where)

    def _view(self, table: Table, columns: Columns, where: str) -> str:
        held = {c.name: f"x.{c.name}" for c in table.columns} | columns
        listed = ", ".join(f"{made} AS {name}" for name, made in held.items())
        return (
            f"CREATE TEMP VIEW {table.name} AS "
            f"SELECT {listed} FROM {self._s}.{table.name} x WHERE {where}"
        )

    def _all(self) -> dict[str, tuple[Columns, str]]:
        """By table: its columns that were otherwise, and which of its rows there were."""
        t = self._t
        return {
            "runs": self._runs(),
            "outlets": ({}, self._exists("articles a", f"a.outlet_id = x.id AND a.first_seen <= {t}")),
            "articles": self._articles(),
            "captures": ({"revision_id": self._read_from("x")}, f"x.seen_at <= {t}"),
            "sightings": ({}, f"x.seen_at <= {t}"),
            "revisions": self._revisions(),
            "readings": ({}, self._of_a_known_text()),
            "entities": self._entities(),
            "entity_members": ({}, self._of_a_known_text()),
            "stories": self._stories(),
            "memberships": (self._masked("ended_at", "ended_because"), f"x.made_at <= {t}"),
            "story_aliases": (self._masked("ended_at"), f"x.made_at <= {t}"),
            "sketches": ({}, self._exists(
                "articles a", f"a.id = x.article_id AND a.last_seen <= {t}")),
            "comparisons": ({}, f"x.made_at <= {t}"),
            "points": ({}, self._compared()),
            "point_members": ({}, self._compared()),
            "conflicts": ({}, self._compared()),
            "judgements": (self._masked("withdrawn_at", "withdrawn_by"), f"x.made_at <= {t}"),
            "notices": ({}, f"x.made_at <= {t}"),
            "failures": ({}, f"x.at <= {t}"),
            "pages": (
                {"state": f"CASE WHEN x.state = 'gone' AND x.tried_at > {t} THEN 'kept' "
                          "ELSE x.state END"},
                f"x.first_seen <= {t}"),
            "ledger": ({}, f"x.at <= {t}"),
        }  # fmt: skip

    def _exists(self, table: str, where: str) -> str:
        return f"EXISTS (SELECT 1 FROM {self._s}.{table} WHERE {where})"

    def _of_a_known_text(self) -> str:
        return self._exists("revisions r", f"r.id = x.revision_id AND r.seen_at <= {self._t}")

    def _compared(self) -> str:
        return self._exists("comparisons c", f"c.story_id = x.story_id AND c.made_at <= {self._t}")

    def _masked(self, ended: str, *with_it: str) -> Columns:
        """What had not ended yet."""
        then = f"CASE WHEN x.{ended} <= {self._t} THEN x.{{0}} END"
        return {name: then.format(name) for name in (ended, *with_it)}

    def _runs(self) -> tuple[Columns, str]:
        """What a run that was still going on had counted is not kept."""
        over = f"x.ended_at <= {self._t}"
        nothing = "'{}'" if self._sqlite else "CAST('{}' AS json)"
        return {
            **self._masked("ended_at"),
            "state": f"CASE WHEN {over} THEN x.state ELSE 'running' END",
            "counts": f"CASE WHEN {over} THEN x.counts ELSE {nothing} END",
        }, f"x.started_at <= {self._t}"  # fmt: skip

    def _read_from(self, capture: str) -> str:
        """The revision that had been read from a capture by then, which a newer version of ``clean``
        may have read otherwise since."""
        s, t = self._s, self._t
        return (
            f"COALESCE((SELECT r.id FROM {s}.revisions r "
            f"WHERE r.id = {capture}.revision_id AND r.seen_at <= {t}), "
            f"(SELECT p.id FROM {s}.revisions p WHERE p.article_id = {capture}.article_id "
            f"AND p.seen_at <= {t} AND p.replaced_by IS NOT NULL "
            f"AND (p.capture_id = {capture}.id OR p.replaced_by = {capture}.revision_id) "
            "ORDER BY p.seen_at DESC LIMIT 1))"
        )

    @property
    def _sights(self) -> str:
        """Captures, each with the times it was seen again."""
        s, t = self._s, self._t
        return (
            f"FROM {s}.captures c LEFT JOIN {s}.sightings g "
            f"ON g.capture_id = c.id AND g.seen_at <= {t}"
        )

    @property
    def _fetched_at(self) -> str:
        """When capture ``c`` was fetched, as it says itself."""
        return "json_extract(c.fetched, '$.at')" if self._sqlite else "c.fetched ->> 'at'"

    def _shown(self) -> str:
        """The revision that article ``x`` showed: that of the last capture."""
        return (
            f"(SELECT {self._read_from('c')} {self._sights} "
            f"WHERE c.article_id = x.id AND c.seen_at <= {self._t} "
            # One run may bring several states of a page within a millisecond.
            "ORDER BY COALESCE(g.seen_at, c.seen_at) DESC, "
            f"COALESCE(g.fetched_at, {self._fetched_at}, '') DESC, "
            f"(SELECT count(*) FROM {self._s}.articles n "
            "WHERE n.id = c.article_id AND n.revision_id = c.revision_id) DESC, c.id LIMIT 1)"
        )

    def _articles(self) -> tuple[Columns, str]:
        s, t = self._s, self._t
        of_then = f"FROM {s}.revisions r WHERE r.id = {self._shown()}"
        language = "json_extract(r.details, '$.language')" if self._sqlite else (
            "r.details ->> 'language'")  # fmt: skip
        then = {
            "revision_id": self._shown(),
            "headline": f"(SELECT h.content FROM {s}.revisions r JOIN {s}.texts h "
                        f"ON h.id = r.headline_id WHERE r.id = {self._shown()})",
            "published": f"(SELECT r.published {of_then})",
            "language": f"(SELECT {language} {of_then})",
            "last_seen": f"COALESCE((SELECT max(COALESCE(g.seen_at, c.seen_at)) {self._sights} "
                         f"WHERE c.article_id = x.id AND c.seen_at <= {t}), x.first_seen)",
        }  # fmt: skip
        unchanged = f"CASE WHEN x.last_seen <= {t} THEN x.{{0}} ELSE {{1}} END"
        columns = {name: unchanged.format(name, made) for name, made in then.items()}
        # For search: the full-text index holds the texts as they are now.
        now = f"x.last_seen <= {t} OR x.revision_id = {self._shown()}"
        columns["as_now"] = f"CASE WHEN {now} THEN 1 ELSE 0 END"
        return columns, f"x.first_seen <= {t}"

    def _revisions(self) -> tuple[Columns, str]:
        s, t = self._s, self._t
        return {
            "last_seen": f"CASE WHEN x.last_seen <= {t} THEN x.last_seen ELSE COALESCE("
                         f"(SELECT max(COALESCE(g.seen_at, c.seen_at)) {self._sights} "
                         "WHERE c.article_id = x.article_id AND c.revision_id = x.id "
                         f"AND c.seen_at <= {t}), x.seen_at) END",
            "replaced_by": f"(SELECT n.id FROM {s}.revisions n WHERE n.id = x.replaced_by "
                           f"AND n.seen_at <= {t})",
        }, f"x.seen_at <= {t}"  # fmt: skip

    def _entities(self) -> tuple[Columns, str]:
        s, t = self._s, self._t
        known = (
            f"FROM {s}.entity_members m JOIN {s}.revisions r ON r.id = m.revision_id "
            f"WHERE m.entity_id = x.id AND r.seen_at <= {t} AND NOT EXISTS (SELECT 1 FROM "
            f"{s}.revisions n WHERE n.id = r.replaced_by AND n.seen_at <= {t})"
        )
        return {
            "articles": f"(SELECT count(DISTINCT m.article_id) {known})",
            "mentions": f"(SELECT CAST(COALESCE(sum(m.mentions), 0) AS BIGINT) {known})",
        }, f"(x.into_id IS NOT NULL OR EXISTS (SELECT 1 {known}))"  # fmt: skip

    def _stories(self) -> tuple[Columns, str]:
        s, t = self._s, self._t
        led = (
            f"FROM {s}.story_aliases l WHERE l.story_id = x.id AND l.made_at <= {t} "
            f"AND (l.ended_at IS NULL OR l.ended_at > {t})"
        )
        moved = self._exists(
            "memberships m", f"m.story_id = x.id AND (m.made_at > {t} OR m.ended_at > {t})"
        )
        lay = (
            f"FROM {s}.memberships m JOIN {s}.articles a ON a.id = m.article_id "
            f"WHERE m.story_id = x.id AND m.made_at <= {t} "
            f"AND (m.ended_at IS NULL OR m.ended_at > {t})"
        )
        member = f"{lay} AND m.role = 'member'"
        return {
            "state": f"CASE WHEN EXISTS (SELECT 1 {led}) THEN 'merged' "
                     f"WHEN x.state = 'dormant' AND NOT {moved} THEN 'dormant' ELSE 'active' END",
            "into_id": f"(SELECT l.into_id {led} ORDER BY l.made_at DESC LIMIT 1)",
            "articles": f"(SELECT count(*) {member})",
            "attached": f"(SELECT count(*) {lay} AND m.role <> 'member')",
            "outlets": f"(SELECT count(DISTINCT a.outlet_id) {member})",
            "first_at": self._day("min", member, lay),
            "last_at": self._day("max", member, lay),
            "headline_article": f"(SELECT a.id {member} AND a.headline IS NOT NULL "
                                "ORDER BY a.seq LIMIT 1)",
        }, f"x.made_at <= {t}"  # fmt: skip

    def _day(self, which: str, member: str, lay: str) -> str:
        """The earliest or latest date that can be relied on, of who tells it, else of who touches it."""
        told, touched = (
            f"(SELECT {which}(a.sort_at) {of} AND a.date_doubt IS NULL)" for of in (member, lay)
        )
        at = f"COALESCE({told}, {touched})"
        if self._sqlite:
            return f"strftime('%Y-%m-%dT%H:%M:%SZ', {at}, 'unixepoch')"
        return f"""to_char(to_timestamp({at}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""
