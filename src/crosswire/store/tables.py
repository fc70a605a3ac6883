"""The tables, with what each column holds: what an analyst reads with datasette or plain SQL.

Texts are kept once, in ``texts``; everything else says where it stands in one of them, by ``start``
and ``stop``: code points, half-open. Times of ours are UTC, ISO 8601. Foreign keys are checked when
a transaction ends; all the same, write the row that is named first: SQLite looks through every table
that may name a new row as long as one names a row that is not there. So of two tables that name each
other (articles and revisions, captures and revisions) one is held by ``crosswire db check`` alone.

``docs/reference/store.md`` is made from this file; a change here needs a migration.
"""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.sql.schema import SchemaItem

from crosswire.store.words import Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SEQ_BITS = 8
"""Bits of ``seq`` below the second. Few, so that the full-text index stays small."""

Number = BigInteger().with_variant(Integer, "sqlite")
"""A whole number of 64 bits; in SQLite only INTEGER names the row itself."""


def _table(name: str, doc: str, *parts: SchemaItem, **how: Any) -> Table:
    return Table(name, metadata, *parts, info={"doc": doc}, **how)


def _id(name: str, doc: str, **how: Any) -> Column[str]:
    return Column(name, String, doc=doc, nullable=how.pop("nullable", False), **how)


def _to(name: str, target: str, doc: str, **how: Any) -> Column[str]:
    """A column that names a row of ``target``, checked at the end of the transaction."""
    key = ForeignKey(target, deferrable=True, initially="DEFERRED")
    return Column(name, Words, key, doc=doc, nullable=how.pop("nullable", False), **how)


def _words(name: str, doc: str, **how: Any) -> Column[str]:
    return Column(name, Words, doc=doc, nullable=how.pop("nullable", True), **how)


def _number(name: str, doc: str, **how: Any) -> Column[int]:
    return Column(name, Number, doc=doc, nullable=how.pop("nullable", False), **how)


def _real(name: str, doc: str) -> Column[float]:
    return Column(name, Float, doc=doc, nullable=False)


def _json(name: str, doc: str) -> Column[Any]:
    return Column(name, JSON, doc=doc, nullable=False)


def _blob(name: str, doc: str, **how: Any) -> Column[bytes]:
    return Column(name, LargeBinary, doc=doc, nullable=how.pop("nullable", False), **how)


about = _table(
    "about", "What this store is.",
    _id("name", "`made_at`, `made_by` (crosswire's version).", primary_key=True),
    _id("value", "Its value."),
)  # fmt: skip

runs = _table(
    "runs", "Every command that wrote here.",
    _id("id", "Derived from command, time, machine and process.", primary_key=True),
    _words("command", "As it was called.", nullable=False),
    _id("started_at", "When it took the writer's place."),
    _id("ended_at", "When it gave it back; empty while it runs.", nullable=True),
    _id("state", "`running`, `done`, `stopped` (Ctrl-C, or killed) or `failed`."),
    _words("host", "The machine.", nullable=False),
    _number("pid", "The process there."),
    _json("versions", "Stage or model: version."),
    _json("counts", "What it did: a name and a number each."),
)  # fmt: skip

outlets = _table(
    "outlets", "Who publishes.",
    _id("id", "Derived from the name in small letters, or from the domain.", primary_key=True),
    _words("name", "As shown; the domain where no name is known.", nullable=False),
    _words("domain", "The host of the first address seen, without `www.`."),
)  # fmt: skip

texts = _table(
    "texts", "Every text, once: bodies, headlines, standfirsts. Spans address these.",
    _id("id", "The hash of the content.", primary_key=True),
    _words("content", "The text itself, never changed.", nullable=False),
)  # fmt: skip

articles = _table(
    "articles", "A work under one address, as it stands now.",
    _number("seq", "Grows with `sort_at`: `(sort_at << 8) + counter`. Key of `article_words`.",
            primary_key=True, autoincrement=False),
    _id("id", "Derived from the address, or from outlet and name.", unique=True),
    _words("name", "The id under which its first capture came.", nullable=False, index=True),
    _words("url", "Its address as given."),
    _to("outlet_id", "outlets.id", "Who published it.", nullable=True, index=True),
    _words("language", "As far as known."),
    _words("headline", "Of the current revision."),
    _words("published", "As the page says: a day, or an instant with its zone."),
    _number("sort_at", "Seconds since 1970, for order alone: a day stands as its noon UTC; an "
            "article whose date is missing or in doubt as the moment it was first seen."),
    _words("date_doubt", "Why the page's date does not order it; empty: it does."),
    _id("first_seen", "When we first saw it."),
    _id("last_seen", "When we last saw it."),
    _id("revision_id", "Its text as last seen (`revisions.id`)."),
    _to("run_id", "runs.id", "The run that brought it."),
)  # fmt: skip

captures = _table(
    "captures", "A page as it came, once: what was read, and what its sender said of it.",
    _id("id", "Derived from name, content and what the sender said.", primary_key=True),
    _to("article_id", "articles.id", "The article it holds.", index=True),
    _id("revision_id", "What was read from it (`revisions.id`)."),
    _words("name", "The id under which it came.", nullable=False, index=True),
    _id("medium", "`html`, `text` or `line`."),
    _to("text_id", "texts.id", "The content, where it is the body itself.", nullable=True),
    _blob("packed", "The content otherwise: zlib over UTF-8.", nullable=True),
    _words("encoding", "The encoding its bytes were in."),
    _words("origin", "The file or archive."),
    _words("outlet", "`outlet` to `story`: as its sender stated."),
    _words("url", "Address."),
    _words("title", "Headline."),
    _words("published", "Date."),
    _words("story", "Story."),
    _id("seen_at", "When we had it."),
    _to("run_id", "runs.id", "The run that brought it."),
)  # fmt: skip

revisions = _table(
    "revisions", "The text of an article as of one capture; never changed.",
    _id("id", "Derived from article and text.", primary_key=True),
    _to("article_id", "articles.id", "The article.", index=True),
    _to("capture_id", "captures.id", "The capture it was first read from."),
    _to("text_id", "texts.id", "The body.", index=True),
    _to("headline_id", "texts.id", "The headline's own text.", nullable=True),
    _to("standfirst_id", "texts.id", "The standfirst's own text.", nullable=True),
    _words("published", "As the page said."),
    _id("completeness", "`complete`, `cut` or `unknown`."),
    _id("seen_at", "When we first saw this text."),
    _id("last_seen", "When we last saw it."),
    _to("replaced_by", "revisions.id", "The revision that a newer version of `clean` read from the "
        "same capture: the outlet changed nothing.", nullable=True),
    _json("details", "Passages, what was removed, where each value was found: the rest of the "
          "record. A span is `{\"@\": [text, start, stop]}`, text 0 the body, 1 the capture, 2 the "
          "headline, 3 the standfirst."),
)  # fmt: skip

sentences = _table(
    "sentences", "Sentences of the texts read closely.",
    _to("revision_id", "revisions.id", "The revision."),
    _number("n", "Counted from 0."),
    _number("start", "Where it begins in the body."),
    _number("stop", "Where it ends."),
    PrimaryKeyConstraint("revision_id", "n"),
    sqlite_with_rowid=False,
)  # fmt: skip

mentions = _table(
    "mentions", "Words that stand for someone or something.",
    _to("revision_id", "revisions.id", "The revision."),
    _number("n", "Counted from 0."),
    _number("start", "Where it begins in the body."),
    _number("stop", "Where it ends."),
    _words("label", "`PERSON`, `ORG`, `GPE` …", nullable=False),
    _id("kind", "`name`, `role` or `pronoun`."),
    _words("local_id", "Whom it stands for, within the article (see `entity_members`).",
           nullable=False),
    _words("name", "Their fullest name in the article.", nullable=False),
    PrimaryKeyConstraint("revision_id", "n"),
    Index("ix_mentions_local_id", "local_id"),
    sqlite_with_rowid=False,
)  # fmt: skip

times = _table(
    "times", "Times in words, resolved no further than the words allow.",
    _to("revision_id", "revisions.id", "The revision."),
    _number("n", "Counted from 0."),
    _number("start", "Where it begins in the body."),
    _number("stop", "Where it ends."),
    _words("value", "TIMEX3 style: 2021-05-06, 2021-02, P2D …", nullable=False),
    _id("type", "`DATE`, `TIME`, `DURATION` or `SET`."),
    PrimaryKeyConstraint("revision_id", "n"),
    Index("ix_times_value", "value"),
    sqlite_with_rowid=False,
)  # fmt: skip

quotations = _table(
    "quotations", "Who said what, as one article reports it.",
    _number("seq", "Grows with the article's `sort_at`. Key of `quotation_words`.",
            primary_key=True, autoincrement=False),
    _id("id", "Derived from text and place."),
    _to("revision_id", "revisions.id", "The revision.", index=True),
    _id("mode", "`direct`, `indirect` or `mixed`."),
    _id("act", "`speech`, `thought`, `topic` or `deed`."),
    _id("voice", "Of the passage it stands in."),
    _number("start", "Where its first run begins in the body."),
    _number("stop", "Where its last run ends."),
    _json("runs", "`[[start, stop], …]`: two where \"he said\" stands between."),
    _json("cue", "Spans of the words that report it."),
    _json("speaker", "Spans of the nearest words for the speaker."),
    _words("speaker_name", "Whom those words stand for.", index=True),
    _words("local_id", "The same, within the article (see `entity_members`)."),
    _number("occasion_start", "Words that say where or when it was said.", nullable=True),
    _number("occasion_stop", "Where they end.", nullable=True),
    _words("because", "Why this speaker.", nullable=False),
    UniqueConstraint("revision_id", "id"),
)  # fmt: skip

entities = _table(
    "entities", "People, bodies and places across articles.",
    _words("id", "Derived from what founded it.", primary_key=True, nullable=False),
    _words("label", "`PERSON`, `ORG`, `GPE` …", nullable=False),
    _words("name", "Its fullest name.", nullable=False, index=True),
    _json("forms", "Every wording seen and how often, the most frequent first."),
    _words("country", "ISO 3166-1 code of the country it is or lies in, where settled."),
    _words("place", "The country, region or city it is: its id in the gazetteer."),
    _words("wikidata", "The one entry of the user's extract that fits."),
    _to("into_id", "entities.id", "The entity that took it in; empty: it stands for itself.",
        nullable=True, index=True),
    _number("articles", "Articles that name it."),
    _number("mentions", "How often they speak of it."),
    _json("because", "Why its members and links were taken for one."),
    _json("details", "What else its record holds: its founders, candidates."),
)  # fmt: skip

entity_members = _table(
    "entity_members", "Which names of which texts are about one entity.",
    _to("entity_id", "entities.id", "The entity.", index=True),
    _to("revision_id", "revisions.id", "The revision."),
    _words("local_id", "Its id within that article.", nullable=False),
    _number("n", "Its place among the entity's members, from 0."),
    _to("article_id", "articles.id", "The article.", index=True),
    _words("name", "Its fullest name there.", nullable=False),
    _number("mentions", "How often the text speaks of it."),
    _json("details", "What else its record holds: forms, evidence."),
    PrimaryKeyConstraint("revision_id", "local_id"),
    sqlite_with_rowid=False,
)  # fmt: skip

stories = _table(
    "stories", "Reports of one event across outlets.",
    _id("id", "Derived from the article that founded it.", primary_key=True),
    _id("made_at", "When it was founded here."),
    _id("state", "`active`, `dormant` (takes no article any more) or `merged`."),
    _to("into_id", "stories.id", "The story it lives on in, when merged.", nullable=True),
    _number("articles", "Members now."),
    _number("attached", "Articles that only touch it: roundups, live blogs."),
    _number("outlets", "Outlets of its members."),
    _id("first_at", "The earliest member, by `sort_at`.", nullable=True),
    _id("last_at", "The latest member, by `sort_at`.", nullable=True, index=True),
    _to("headline_article", "articles.id", "The member whose headline stands for it: the earliest "
        "that has one.", nullable=True),
)  # fmt: skip

memberships = _table(
    "memberships", "Where each article lay, and why. One row of an article is open (`ended_at` "
    "empty); a move closes it and opens the next. None is ever erased.",
    _id("id", "Derived from article and number.", primary_key=True),
    _to("story_id", "stories.id", "The story.", index=True),
    _to("article_id", "articles.id", "The article."),
    _number("n", "The article's first, second … place, from 0."),
    _to("before_id", "stories.id", "Where it lay before.", nullable=True),
    _id("role", "`member` or `attached`."),
    _id("how", "`founded`, `joined`, `copy`, `merged`, `split`, `reassigned` or `judged`."),
    _real("probability", "The chance, by the join model, that it belongs."),
    _json("because", "The reasons: feature, value, weight and words each."),
    _words("made_by", "Stage and version, or who judged.", nullable=False),
    _id("made_at", "When."),
    _to("run_id", "runs.id", "The run that put it there."),
    _id("ended_at", "When it left; empty: it lies here.", nullable=True),
    _words("ended_because", "Why it left."),
    UniqueConstraint("article_id", "n"),
    Index("ix_memberships_open", "article_id", unique=True,
          sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL")),
)  # fmt: skip

story_aliases = _table(
    "story_aliases", "Merged stories, and those that came back.",
    _id("id", "Derived from both stories and the time.", primary_key=True),
    _to("story_id", "stories.id", "The story that was merged away.", index=True),
    _to("into_id", "stories.id", "Where it went.", index=True),
    _words("because", "Why.", nullable=False),
    _id("made_at", "When."),
    _to("run_id", "runs.id", "The run that merged it."),
    _id("ended_at", "When it came back; empty: it has not.", nullable=True),
)  # fmt: skip

sketches = _table(
    "sketches", "What grouping remembers of an article of an active story.",
    _number("seq", "The order of arrival.", primary_key=True, autoincrement=True),
    _to("article_id", "articles.id", "The article.", unique=True),
    _id("version", "Stage and version."),
    _blob("body", "For the stage alone."),
    sqlite_autoincrement=True,
)  # fmt: skip

readings = _table(
    "readings", "Revisions read closely, whole, so that none is read twice.",
    _to("revision_id", "revisions.id", "The revision."),
    _id("version", "Stages and models that read it."),
    _blob("packed", "For crosswire alone: zlib over JSON, spans without their words."),
    PrimaryKeyConstraint("revision_id", "version"),
)  # fmt: skip

comparisons = _table(
    "comparisons", "The comparison of a story as made last.",
    _to("story_id", "stories.id", "The story.", primary_key=True),
    _id("version", "Stages and models that made it."),
    _id("input", "Hash of what went in: revisions and judgements."),
    _blob("packed", "For crosswire alone: zlib over JSON, spans without their words."),
    _id("made_at", "When."),
    _to("run_id", "runs.id", "The run that made it."),
)  # fmt: skip

points = _table(
    "points", "What several articles of a story tell, by its comparison.",
    _to("story_id", "comparisons.story_id", "The story."),
    _id("id", "The point's id within the story."),
    _id("shown", "`shared`, or `possible`: offered for reading, never as shared."),
    _id("kind", "`utterance` or `event`."),
    _id("relation", "`same` or `partial`."),
    _id("tier", "`sure` or `likely`."),
    _real("confidence", "The chance, by the trained model, that all members tell it."),
    _words("speaker", "Who said it, of an utterance."),
    _to("revision_id", "revisions.id", "The wording shown: its revision,"),
    _number("start", "where it begins in the body,"),
    _number("stop", "and where it ends."),
    _number("outlets", "Outlets that tell it."),
    _number("origins_at_least", "Origins shown apart."),
    _number("origins_at_most", "Origins there may be."),
    _number("origins_unknown", "Origins neither stated nor shown to be another's."),
    PrimaryKeyConstraint("story_id", "id"),
    sqlite_with_rowid=False,
)  # fmt: skip

point_members = _table(
    "point_members", "Who tells a point, and in which words.",
    _number("seq", "Grows with the article's `sort_at`. Key of `statement_words`.",
            primary_key=True, autoincrement=False),
    _to("story_id", "comparisons.story_id", "The story.", index=True),
    _id("point_id", "The point."),
    _to("article_id", "articles.id", "The article.", index=True),
    _to("revision_id", "revisions.id", "Its revision."),
    _number("start", "Where the words begin in the body."),
    _number("stop", "Where they end."),
    _to("outlet_id", "outlets.id", "The outlet.", nullable=True),
    _words("holder", "Whom the outlet attributes it to; empty: it says so itself."),
    _id("quotation_id", "The quotation that carries it.", nullable=True),
    ForeignKeyConstraint(["story_id", "point_id"], ["points.story_id", "points.id"],
                         deferrable=True, initially="DEFERRED"),
)  # fmt: skip

conflicts = _table(
    "conflicts", "Passages of a story on one fact that differ, by its comparison.",
    _to("story_id", "comparisons.story_id", "The story."),
    _number("n", "Counted from 0."),
    _id("kind", "`number`, `date`, `name` …"),
    _id("grade", "`tension` or `conflict`."),
    _to("a_revision", "revisions.id", "One passage: its revision,"),
    _number("a_start", "where it begins in the body,"),
    _number("a_stop", "and where it ends."),
    _to("b_revision", "revisions.id", "The other."),
    _number("b_start", "Where it begins."),
    _number("b_stop", "Where it ends."),
    _words("because", "In what they differ.", nullable=False),
    _id("point_id", "The point both tell, if any.", nullable=True),
    PrimaryKeyConstraint("story_id", "n"),
    sqlite_with_rowid=False,
)  # fmt: skip

judgements = _table(
    "judgements", "What people decided; withdrawn, never erased.",
    _id("id", "Derived from what was judged, by whom and when.", primary_key=True),
    _id("kind", "`story`: two articles; `passage`: two passages; `entity`: two names."),
    _words("a", "An article, a name of a text, or a passage as `text:start:stop`.",
           nullable=False, index=True),
    _words("b", "The other.", nullable=False, index=True),
    _id("decision", "`same`, `different`; of passages also `partly`, `conflict`."),
    _words("because", "Their words.", nullable=False),
    _words("made_by", "Who.", nullable=False),
    _id("made_at", "When."),
    _words("withdrawn_by", "Who took it back."),
    _id("withdrawn_at", "When; empty: it stands.", nullable=True),
    _json("body", "The record, whole."),
)  # fmt: skip

failures = _table(
    "failures", "Input that could not be used.",
    _id("id", "Derived from the rest.", primary_key=True),
    _to("run_id", "runs.id", "The run.", index=True),
    _id("stage", "Where it failed."),
    _words("item", "What failed.", nullable=False),
    _id("kind", "A short word that can be counted."),
    _words("words", "What was wanted, what came, what to do.", nullable=False),
    _id("at", "When."),
)  # fmt: skip

ledger = _table(
    "ledger", "What is done, written in one transaction with its results.",
    _id("stage", "The stage."),
    _id("version", "Its version."),
    _id("input_id", "What it read."),
    _id("result_id", "The revision that came of it, if one did.", nullable=True),
    _to("run_id", "runs.id", "The run."),
    _id("at", "When."),
    PrimaryKeyConstraint("stage", "version", "input_id"),
    sqlite_with_rowid=False,
)  # fmt: skip

WORD_TABLES = ("article_words", "quotation_words", "statement_words")
"""The full-text index, made by a migration, no table of SQLAlchemy's. In SQLite each is an FTS5
table whose columns are views' (``article_texts``: seq, headline, body; ``quotation_texts`` and
``statement_texts``: seq, words, speaker), its rowid their ``seq``. In PostgreSQL each is a table
(seq, words tsvector and, of the latter two, speaker tsvector) with a GIN index a vector, and the
views are the same."""
VERSION_TABLE = "crosswire_schema"
"""Where Alembic keeps the schema's version: a name of ours, for a database shared with others."""
