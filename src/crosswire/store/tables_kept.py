"""The tables of what is watched, kept and erased: sources and their pages, bytes, sightings, notices,
paragraphs, tombstones (see ``tables``)."""

from sqlalchemy import PrimaryKeyConstraint

from crosswire.store.columns import blob, key, number, ref, table, words

payloads = table(
    "payloads", "The bytes of every page, once, as they came. `captures` says of which page.",
    key("id", "`sha256:` and the SHA-256 of the bytes.", primary_key=True),
    blob("packed", "The bytes: zlib; empty: erased, see `tombstones`.", nullable=True),
    number("size", "How many bytes there were."),
)  # fmt: skip

sources = table(
    "sources", "What is watched: feeds, sitemaps, lists, pages.",
    key("id", "Derived from the address.", primary_key=True),
    key("kind", "`feed`, `sitemap`, `opml`, `page` or `site`."),
    words("url", "Its address.", nullable=False, unique=True),
    words("title", "As it calls itself."),
    ref("outlet_id", "outlets.id", "Whose it is, where known.", nullable=True),
    key("state", "`active`, `paused` or `gone`."),
    number("every_seconds", "How often it is asked, at most."),
    key("added_at", "When it was named here."),
    key("tried_at", "When it was last asked.", nullable=True),
    key("succeeded_at", "When it last answered as it should.", nullable=True),
    key("changed_at", "When anything new last came of it.", nullable=True),
    key("newest_item_at", "The date of its newest item, as it says.", nullable=True),
    number("failures", "How often it failed in a row; 0: it did not."),
    key("kind_of_failure", "The last failure: a short word that can be counted.", nullable=True),
    words("because", "The last failure, in words; or why it is paused or gone."),
    words("etag", "Of its last answer, for the next question."),
    words("last_modified", "The same."),
    key("next_at", "When it is asked next; empty: it is not.", nullable=True, index=True),
    ref("run_id", "runs.id", "The run that added it."),
)  # fmt: skip

pages = table(
    "pages", "Every page that a source named, so that a watch that was killed goes on.",
    words("address", "The address in its normal form.", primary_key=True, nullable=False),
    words("url", "The address as it was given.", nullable=False),
    ref("source_id", "sources.id", "What named it first.", nullable=True, index=True),
    ref("article_id", "articles.id", "The article it holds, once kept.", nullable=True,
        index=True),
    key("state", "`waiting`, `kept`, `refused` or `gone`."),
    key("first_seen", "When it was first named."),
    key("tried_at", "When it was last asked.", nullable=True),
    key("next_at", "When it is asked next; empty: it is not.", nullable=True, index=True),
    words("etag", "Of its last answer, for the next question."),
    words("last_modified", "The same."),
    number("status", "The last answer's HTTP status.", nullable=True),
    number("failures", "How often it failed in a row; 0: it did not."),
    words("because", "Why it is refused or gone, or the last failure, in words."),
)  # fmt: skip

sightings = table(
    "sightings", "When a page that was kept was fetched again and was byte for byte as it had been. The "
    "first time is in `captures`.",
    ref("capture_id", "captures.id", "The page as it came the first time."),
    key("fetched_at", "When the answer began."),
    key("seen_at", "When we had it."),
    ref("run_id", "runs.id", "The run that brought it."),
    PrimaryKeyConstraint("capture_id", "fetched_at"),
    sqlite_with_rowid=False,
)  # fmt: skip

paragraphs = table(
    "paragraphs", "Which paragraphs stand in which articles: so a line that an outlet prints under "
    "everything is known.",
    number("mark", "64 bits of a hash of the outlet and the paragraph's words.",
           autoincrement=False),
    number("seq", "The article (`articles.seq`).", autoincrement=False),
    PrimaryKeyConstraint("mark", "seq"),
    sqlite_with_rowid=False,
)  # fmt: skip

notices = table(
    "notices", "Corrections, clarifications, retractions and wire kills, as pages print them.",
    key("id", "Derived from revision and place.", primary_key=True),
    ref("revision_id", "revisions.id", "The revision that prints it.", index=True),
    number("start", "Where the notice begins in the body."),
    number("stop", "Where it ends."),
    key("kind", "`correction`, `clarification`, `retraction`, `kill` or `update`."),
    ref("withdrawn_text", "texts.id", "The earlier body whose words it withdraws; empty: none is "
        "here.", nullable=True),
    number("withdrawn_start", "Where those words begin there; empty: all of it.", nullable=True),
    number("withdrawn_stop", "Where they end.", nullable=True),
    words("because", "What shows it.", nullable=False),
    key("made_at", "When it was read."),
    ref("run_id", "runs.id", "The run that read it.", index=True),
)  # fmt: skip

tombstones = table(
    "tombstones", "What was erased: its hash, so that the rest still verifies and it is not taken "
    "in again, and no word of it.",
    key("id", "Of the text, the payload, the capture or the article that was erased.", primary_key=True),
    key("what", "`text`, `payload`, `article`; `capture`: the text of one that came without bytes."),
    key("how", "`demand`: it is not taken in again; `age`: by a setting."),
    key("article_id", "The article it was erased with; empty: with none.", nullable=True,
        index=True),
    number("size", "Characters of a text, bytes of a payload or of a capture's packed text, revisions of an "
            "article."),
    words("because", "Why, in the words of who erased it.", nullable=False),
    key("erased_at", "When."),
    words("made_by", "Who.", nullable=False),
    ref("run_id", "runs.id", "The run that erased it."),
)  # fmt: skip
