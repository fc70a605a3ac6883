"""What a store holds, without what names a run or a moment of ours: two stores to which the same was
done, at whatever pace and however often it was begun anew, hold the same."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select, text

from crosswire.stages.group.sketch import Sketch, unpack
from crosswire.store.engine import make_engine, parse
from crosswire.store.tables import metadata

Rows = dict[str, list[Any]]
"""By what was asked for."""
ARTICLES = {
    "articles": "SELECT id, name, url, headline, published, language, revision_id FROM articles",
    "revisions": "SELECT id, article_id, text_id, published, completeness FROM revisions",
    "captures": "SELECT id, article_id, revision_id, name, medium, text_id FROM captures",
    "texts": "SELECT id, content FROM texts",
    "outlets": "SELECT id, name, domain FROM outlets",
    "memberships": "SELECT article_id, story_id, role FROM memberships WHERE ended_at IS NULL",
    "stories": "SELECT id, state, articles, outlets FROM stories WHERE articles > 0",
    "sketches": "SELECT article_id, version, body FROM sketches",
    "ledger": "SELECT stage, version, input_id FROM ledger",
    "failures": "SELECT DISTINCT stage, item, kind FROM failures",
    "readings": "SELECT revision_id, version FROM readings",
    "quotations": "SELECT revision_id, id, speaker_name FROM quotations",
    "names": "SELECT revision_id, local_id, name FROM entity_members",
    "judgements": "SELECT id, a, b, decision FROM judgements",
}
"""All of what adding and grouping keep."""
COMPARED = {
    "comparisons": "SELECT story_id, version, input FROM comparisons",
    "points": "SELECT story_id, id, shown, kind, relation, tier, revision_id, start, stop, outlets, "
              "origins_at_least, origins_at_most FROM points",
    "point members": "SELECT story_id, point_id, article_id, revision_id, start, stop, holder "
                     "FROM point_members",
    "conflicts": "SELECT story_id, n, kind, grade, a_revision, a_start, b_revision, b_start "
                 "FROM conflicts",
}  # fmt: skip
"""All of what comparing keeps."""
ALERTS = {
    "alerts": "SELECT id, follow_id, rule, thing, article_id FROM alerts",
    "marks": "SELECT follow_id, rule, thing FROM alert_marks",
    "not sent": "SELECT id, state FROM deliveries WHERE state <> 'delivered'",
}
INDEX = {
    "sqlite": "SELECT a.id FROM article_words w JOIN articles a ON a.seq = w.rowid "
    "WHERE article_words MATCH 'treaty OR ferry OR comet OR said'",
    "postgresql": "SELECT a.id FROM article_words w JOIN articles a ON a.seq = w.seq "
    "WHERE w.words @@ to_tsquery('simple', 'treaty | ferry | comet | said')",
}


def kept(store: str, asked: Mapping[str, str] = ARTICLES) -> Rows:
    """What is asked for, in an order of its own, and what the full-text index finds."""
    engine = make_engine(parse(store), write=False)
    asked = {**asked, "index": INDEX[engine.dialect.name]}
    with engine.connect() as connection:
        found = {
            name: sorted(map(tuple, connection.execute(text(ask)).all()), key=repr)
            for name, ask in asked.items()
        }
    if "sketches" in found:
        found["sketches"] = [
            (article, version, _told(body)) for article, version, body in found["sketches"]
        ]
    return found


def _told(body: bytes) -> Sketch:
    """A sketch but for the moment we saw its article, which is of the run."""
    return replace(unpack(body), seen=None)


def runs_that_kept(store: str) -> int:
    """How many runs kept something: killed or not."""
    tables = ("ledger", "memberships", "comparisons")
    ask = " UNION ".join(f"SELECT run_id FROM {name}" for name in tables)
    with make_engine(parse(store), write=False).connect() as connection:
        return len(connection.execute(text(ask)).all())


def every_row(store: str) -> Rows:
    """Every row of every table, but for what says by what and when the store was made."""
    with make_engine(parse(store), write=False).connect() as connection:
        return {
            name: sorted(map(tuple, connection.execute(select(table)).all()), key=repr)
            for name, table in metadata.tables.items()
            if name != "about"
        }


def differences(expected: Rows, found: Rows) -> list[str]:
    """What differs, in words."""
    return [
        f"{name} differ: {_differ(rows, found.get(name, []))}"
        for name, rows in expected.items()
        if rows != found.get(name)
    ]


def _differ(expected: list[Any], found: list[Any]) -> str:
    more = [one for one in found if one not in expected]
    less = [one for one in expected if one not in found]
    return f"{len(less)} lack, {len(more)} are too many: {less[:2]} {more[:2]}"[:800]
