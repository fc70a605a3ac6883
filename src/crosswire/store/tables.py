"""The tables, with what each column holds: what an analyst reads with datasette or plain SQL.

Texts are kept once, in ``texts``; everything else says where it stands in one of them, by ``start``
and ``stop``: code points, half-open. Times of ours are UTC, ISO 8601. Foreign keys are checked when
a transaction ends; all the same, write the row that is named first: SQLite looks through every table
that may name a new row as long as one names a row that is not there. So of two tables that name each
other (articles and revisions, captures and revisions) one is held by ``crosswire db check`` alone.

``docs/reference/store.md`` is made from this file; a change here needs a migration.
"""

from sqlalchemy import Index, PrimaryKeyConstraint, UniqueConstraint, text

from crosswire.store.columns import blob, json, key, metadata, number, real, ref, table, words
from crosswire.store.tables_alerts import (
    alert_marks,
    alert_runs,
    alerts,
    deliveries,
    feed_keys,
    follow_stories,
    follows,
)
from crosswire.store.tables_chain import chain, stamps
from crosswire.store.tables_compared import comparisons, conflicts, point_members, points
from crosswire.store.tables_kept import (
    notices,
    pages,
    paragraphs,
    payloads,
    sightings,
    sources,
    tombstones,
)
from crosswire.store.tables_people import (
    attempts,
    audit,
    jobs,
    looks,
    note_editions,
    notes,
    sign_ins,
    tokens,
    users,
)

SEQ_BITS = 8
"""Bits of ``seq`` below the second. Few, so that the full-text index stays small."""

about = table(
    "about", "What this store is.",
    key("name", "`made_at`, `made_by` (crosswire's version).", primary_key=True),
    key("value", "Its value."),
)  # fmt: skip

runs = table(
    "runs", "Every command that wrote here.",
    key("id", "Derived from command, time, machine and process.", primary_key=True),
    words("command", "As it was called.", nullable=False),
    key("started_at", "When it took the writer's place."),
    key("ended_at", "When it gave it back; empty while it runs.", nullable=True),
    key("state", "`running`, `done`, `stopped` (Ctrl-C, or killed) or `failed`."),
    words("host", "The machine.", nullable=False),
    number("pid", "The process there."),
    json("versions", "Stage or model: version."),
    json("counts", "What it did: a name and a number each."),
)  # fmt: skip

outlets = table(
    "outlets", "Who publishes.",
    key("id", "Derived from the domain; from the name in small letters where none was known.",
        primary_key=True),
    words("name", "The first that its pages gave; the domain where none did. What each page said "
          "is in `captures`.", nullable=False),
    words("domain", "The host of its addresses, without `www.`: one outlet a host."),
)  # fmt: skip

texts = table(
    "texts", "Every text, once: bodies, headlines, standfirsts. Spans address these.",
    key("id", "The hash of the content.", primary_key=True),
    words("content", "The text itself, never changed.", nullable=False),
)  # fmt: skip

articles = table(
    "articles", "A work under one address, as it stands now.",
    number("seq", "Grows with `sort_at`: `(sort_at << 8) + counter`. Key of `article_words`.",
            primary_key=True, autoincrement=False),
    key("id", "Derived from the address, or from outlet and name.", unique=True),
    words("name", "The id under which its first capture came.", nullable=False, index=True),
    words("url", "Its address as given."),
    ref("outlet_id", "outlets.id", "Who published it.", nullable=True, index=True),
    words("language", "As far as known."),
    words("headline", "Of the current revision."),
    words("published", "As the page says: a day, or an instant with its zone."),
    number("sort_at", "Seconds since 1970, for order alone: a day stands as its noon UTC; an "
            "article whose date is missing or in doubt as the moment it was first seen."),
    words("date_doubt", "Why the page's date does not order it; empty: it does."),
    key("first_seen", "When we first saw it."),
    key("last_seen", "When we last saw it."),
    key("revision_id", "Its text as last seen (`revisions.id`)."),
    ref("run_id", "runs.id", "The run that brought it.", index=True),
)  # fmt: skip

captures = table(
    "captures", "A page as it came, once: what was read, and what its sender said of it.",
    key("id", "Derived from name, content and what the sender said.", primary_key=True),
    ref("article_id", "articles.id", "The article it holds.", index=True),
    key("revision_id", "What was read from it (`revisions.id`)."),
    words("name", "The id under which it came.", nullable=False, index=True),
    key("medium", "`html`, `text` or `line`."),
    ref("payload_id", "payloads.id", "The bytes of the page, where there were bytes.",
        nullable=True),
    words("media_type", "What its sender said the bytes are: `text/html` …"),
    ref("text_id", "texts.id", "The content, where it is the body itself.", nullable=True),
    blob("packed", "The content otherwise, zlib over UTF-8; empty where decoding the bytes by "
         "`encoding` gives it.", nullable=True),
    words("encoding", "The encoding its bytes were in."),
    json("fetched", "How it was fetched: `url`, `final_url`, `at`, `status`, `headers`, "
         "`redirects`; empty: it was not.", nullable=True),
    words("origin", "The file or archive."),
    words("outlet", "`outlet` to `story`: as its sender stated."),
    words("url", "Address."),
    words("title", "Headline."),
    words("published", "Date."),
    words("story", "Story."),
    key("seen_at", "When we had it."),
    ref("run_id", "runs.id", "The run that brought it.", index=True),
)  # fmt: skip

revisions = table(
    "revisions", "The text of an article as of one capture; never changed.",
    key("id", "Derived from article and text.", primary_key=True),
    ref("article_id", "articles.id", "The article.", index=True),
    ref("capture_id", "captures.id", "The capture it was first read from."),
    ref("text_id", "texts.id", "The body.", index=True),
    ref("headline_id", "texts.id", "The headline's own text.", nullable=True),
    ref("standfirst_id", "texts.id", "The standfirst's own text.", nullable=True),
    words("published", "As the page said."),
    key("completeness", "`complete`, `cut` or `unknown`."),
    key("seen_at", "When we first saw this text."),
    key("last_seen", "When we last saw it."),
    ref("replaced_by", "revisions.id", "The revision that a newer version of `clean` read from the "
        "same capture: the outlet changed nothing.", nullable=True),
    json("details", "Passages, what was removed, where each value was found: the rest of the "
          "record. A span is `{\"@\": [text, start, stop]}`, text 0 the body, 1 the capture, 2 the "
          "headline, 3 the standfirst."),
)  # fmt: skip

sentences = table(
    "sentences", "Sentences of the texts read closely.",
    ref("revision_id", "revisions.id", "The revision."),
    number("n", "Counted from 0."),
    number("start", "Where it begins in the body."),
    number("stop", "Where it ends."),
    PrimaryKeyConstraint("revision_id", "n"),
    sqlite_with_rowid=False,
)  # fmt: skip

mentions = table(
    "mentions", "Words that stand for someone or something.",
    ref("revision_id", "revisions.id", "The revision."),
    number("n", "Counted from 0."),
    number("start", "Where it begins in the body."),
    number("stop", "Where it ends."),
    words("label", "`PERSON`, `ORG`, `GPE` …", nullable=False),
    key("kind", "`name`, `role` or `pronoun`."),
    words("local_id", "Whom it stands for, within the article (see `entity_members`).",
           nullable=False),
    words("name", "Their fullest name in the article.", nullable=False),
    PrimaryKeyConstraint("revision_id", "n"),
    Index("ix_mentions_local_id", "local_id"),
    sqlite_with_rowid=False,
)  # fmt: skip

times = table(
    "times", "Times in words, resolved no further than the words allow.",
    ref("revision_id", "revisions.id", "The revision."),
    number("n", "Counted from 0."),
    number("start", "Where it begins in the body."),
    number("stop", "Where it ends."),
    words("value", "TIMEX3 style: 2021-05-06, 2021-02, P2D …", nullable=False),
    key("type", "`DATE`, `TIME`, `DURATION` or `SET`."),
    PrimaryKeyConstraint("revision_id", "n"),
    Index("ix_times_value", "value"),
    sqlite_with_rowid=False,
)  # fmt: skip

quotations = table(
    "quotations", "Who said what, as one article reports it.",
    number("seq", "Grows with the article's `sort_at`. Key of `quotation_words`.",
            primary_key=True, autoincrement=False),
    key("id", "Derived from text and place."),
    ref("revision_id", "revisions.id", "The revision.", index=True),
    key("mode", "`direct`, `indirect` or `mixed`."),
    key("act", "`speech`, `thought`, `topic` or `deed`."),
    key("voice", "Of the passage it stands in."),
    number("start", "Where its first run begins in the body."),
    number("stop", "Where its last run ends."),
    json("runs", "`[[start, stop], …]`: two where \"he said\" stands between."),
    json("cue", "Spans of the words that report it."),
    json("speaker", "Spans of the nearest words for the speaker."),
    words("speaker_name", "Whom those words stand for.", index=True),
    words("local_id", "The same, within the article (see `entity_members`)."),
    number("occasion_start", "Words that say where or when it was said.", nullable=True),
    number("occasion_stop", "Where they end.", nullable=True),
    words("because", "Why this speaker.", nullable=False),
    key("identified", "How the text identifies the source: `named`, `role` or `unnamed`; empty: "
        "unknown.", nullable=True),
    key("source_kind", "What the source is: `person`, `body`, `document` or `outlet`; empty: "
        "unknown.", nullable=True),
    UniqueConstraint("revision_id", "id"),
)  # fmt: skip

entities = table(
    "entities", "People, bodies and places across articles.",
    words("id", "Derived from what founded it.", primary_key=True, nullable=False),
    words("label", "`PERSON`, `ORG`, `GPE` …", nullable=False),
    words("name", "Its fullest name.", nullable=False, index=True),
    json("forms", "Every wording seen and how often, the most frequent first."),
    words("country", "ISO 3166-1 code of the country it is or lies in, where settled."),
    words("place", "The country, region or city it is: its id in the gazetteer."),
    words("wikidata", "The one entry of the user's extract that fits."),
    ref("into_id", "entities.id", "The entity that took it in; empty: it stands for itself.",
        nullable=True, index=True),
    number("articles", "Articles that name it."),
    number("mentions", "How often they speak of it."),
    json("because", "Why its members and links were taken for one."),
    json("details", "What else its record holds: its founders, candidates."),
)  # fmt: skip

entity_members = table(
    "entity_members", "Which names of which texts are about one entity.",
    ref("entity_id", "entities.id", "The entity.", index=True),
    ref("revision_id", "revisions.id", "The revision."),
    words("local_id", "Its id within that article.", nullable=False),
    number("n", "Its place among the entity's members, from 0."),
    ref("article_id", "articles.id", "The article.", index=True),
    words("name", "Its fullest name there.", nullable=False),
    number("mentions", "How often the text speaks of it."),
    json("details", "What else its record holds: forms, evidence."),
    PrimaryKeyConstraint("revision_id", "local_id"),
    sqlite_with_rowid=False,
)  # fmt: skip

stories = table(
    "stories", "Reports of one event across outlets.",
    key("id", "Derived from the article that founded it.", primary_key=True),
    key("made_at", "When it was founded here."),
    key("state", "`active`, `dormant` (takes no article any more) or `merged`."),
    ref("into_id", "stories.id", "The story it lives on in, when merged.", nullable=True),
    number("articles", "Members now."),
    number("attached", "Articles that only touch it: roundups, live blogs."),
    number("outlets", "Outlets of its members."),
    key("first_at", "The earliest date of a member that can be relied on.", nullable=True),
    key("last_at", "The latest.", nullable=True, index=True),
    ref("headline_article", "articles.id", "The member whose headline stands for it: the earliest "
        "that has one.", nullable=True),
)  # fmt: skip

memberships = table(
    "memberships", "Where each article lay, and why. One row of an article is open (`ended_at` "
    "empty); a move closes it and opens the next. None is ever erased.",
    key("id", "Derived from article and number.", primary_key=True),
    ref("story_id", "stories.id", "The story.", index=True),
    ref("article_id", "articles.id", "The article."),
    number("n", "The article's first, second … place, from 0."),
    ref("before_id", "stories.id", "Where it lay before.", nullable=True),
    key("role", "`member` or `attached`."),
    key("how", "`founded`, `joined`, `copy`, `merged`, `split`, `reassigned` or `judged`."),
    real("probability", "The chance, by the join model, that it belongs."),
    json("because", "The reasons: feature, value, weight and words each."),
    words("made_by", "Stage and version, or who judged.", nullable=False),
    key("made_at", "When."),
    ref("run_id", "runs.id", "The run that put it there.", index=True),
    key("ended_at", "When it left; empty: it lies here.", nullable=True),
    words("ended_because", "Why it left."),
    UniqueConstraint("article_id", "n"),
    Index("ix_memberships_open", "article_id", unique=True,
          sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL")),
)  # fmt: skip

story_aliases = table(
    "story_aliases", "Merged stories, and those that came back.",
    key("id", "Derived from both stories and the time.", primary_key=True),
    ref("story_id", "stories.id", "The story that was merged away.", index=True),
    ref("into_id", "stories.id", "Where it went.", index=True),
    words("because", "Why.", nullable=False),
    key("made_at", "When."),
    ref("run_id", "runs.id", "The run that merged it."),
    key("ended_at", "When it came back; empty: it has not.", nullable=True),
)  # fmt: skip

sketches = table(
    "sketches", "What grouping remembers of an article of an active story.",
    number("seq", "The order of arrival.", primary_key=True, autoincrement=True),
    ref("article_id", "articles.id", "The article.", unique=True),
    key("version", "Stage and version."),
    blob("body", "For the stage alone."),
    sqlite_autoincrement=True,
)  # fmt: skip

readings = table(
    "readings", "Revisions read closely, whole, so that none is read twice.",
    ref("revision_id", "revisions.id", "The revision."),
    key("version", "Stages and models that read it."),
    blob("packed", "For crosswire alone: zlib over JSON, spans without their words."),
    PrimaryKeyConstraint("revision_id", "version"),
)  # fmt: skip

judgements = table(
    "judgements", "What people decided; withdrawn, never erased.",
    key("id", "Derived from what was judged, by whom and when.", primary_key=True),
    key("kind", "`story`: two articles; `passage`: two passages; `entity`: two names."),
    words("a", "An article, a name of a text, or a passage as `text:start:stop`.",
           nullable=False, index=True),
    words("b", "The other.", nullable=False, index=True),
    key("decision", "`same`, `different`; of passages also `partly`, `conflict`."),
    words("because", "Their words.", nullable=False),
    words("made_by", "Who.", nullable=False),
    key("made_at", "When."),
    words("withdrawn_by", "Who took it back."),
    key("withdrawn_at", "When; empty: it stands.", nullable=True),
    json("body", "The record, whole."),
)  # fmt: skip

failures = table(
    "failures", "Input that could not be used.",
    key("id", "Derived from the rest.", primary_key=True),
    ref("run_id", "runs.id", "The run.", index=True),
    key("stage", "Where it failed."),
    words("item", "What failed.", nullable=False),
    key("kind", "A short word that can be counted."),
    words("words", "What was wanted, what came, what to do.", nullable=False),
    key("at", "When."),
)  # fmt: skip

ledger = table(
    "ledger", "What is done, written in one transaction with its results.",
    key("stage", "The stage."),
    key("version", "Its version."),
    key("input_id", "What it read."),
    key("result_id", "The revision that came of it, if one did.", nullable=True),
    ref("run_id", "runs.id", "The run."),
    key("at", "When."),
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

__all__ = [
    "SEQ_BITS", "VERSION_TABLE", "WORD_TABLES", "about", "alert_marks", "alert_runs", "alerts",
    "articles", "attempts", "audit", "captures", "chain", "comparisons", "conflicts", "deliveries",
    "entities", "entity_members", "failures", "feed_keys", "follow_stories", "follows", "jobs",
    "judgements", "ledger", "looks", "memberships", "mentions", "metadata", "note_editions",
    "notes", "notices", "outlets", "pages", "paragraphs", "payloads", "point_members", "points",
    "quotations", "readings", "revisions", "runs", "sentences", "sightings", "sign_ins", "sketches",
    "sources", "stamps", "stories", "story_aliases", "texts", "times", "tokens", "tombstones", "users",
]  # fmt: skip
