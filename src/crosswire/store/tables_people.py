"""The tables of what people keep: accounts, notes, looks, jobs (see ``tables``). Written by
``Store.aside`` alone; nothing here is checked against the tables of a run while it is written, since
a text that a note is about may be erased: ``crosswire db check`` looks."""

from sqlalchemy import Index, PrimaryKeyConstraint

from crosswire.store.columns import json, key, number, ref, table, words

users = table(
    "users", "Who signs in.",
    key("id", "Derived from the name in small letters.", primary_key=True),
    words("name", "As it is shown.", nullable=False),
    key("role", "`reader`, `editor` or `admin`."),
    number("disabled", "1: they cannot sign in."),
    key("password", "Its argon2id hash, with the parameters it was made with."),
    key("made_at", "When."),
    words("made_by", "Who made the account.", nullable=False),
    key("signed_in_at", "When they last signed in; empty: never.", nullable=True),
)  # fmt: skip

sign_ins = table(
    "sign_ins", "Where people are signed in.",
    key("hash", "SHA-256 of the cookie's secret, which is kept nowhere.", primary_key=True),
    key("id", "Names it, and opens nothing: the first digits of the hash of the hash.", unique=True),
    ref("user_id", "users.id", "Who.", index=True),
    key("begun_at", "When they signed in."),
    key("seen_at", "When it was last used, to the minute."),
    key("ends_at", "When it ends at the latest."),
    words("address", "The network address they signed in from.", nullable=False),
    words("agent", "What their browser calls itself.", nullable=False),
)  # fmt: skip

attempts = table(
    "attempts", "Sign-ins that were tried lately and did not succeed, so that guessing takes years.",
    number("seq", "Grows.", primary_key=True, autoincrement=True),
    key("whose", "SHA-256 of `name:` and the name tried, or of `address:` and where it came from."),
    key("at", "When."),
    Index("ix_attempts_whose_at", "whose", "at"),
    sqlite_autoincrement=True,
)  # fmt: skip

tokens = table(
    "tokens", "What programs sign in with, in somebody's name.",
    key("hash", "SHA-256 of the token, which is kept nowhere.", primary_key=True),
    key("id", "Names it, and opens nothing.", unique=True),
    ref("user_id", "users.id", "In whose name.", index=True),
    words("label", "What it is for.", nullable=False),
    json("scopes", "`read`, `write`, `admin`: those it has."),
    key("made_at", "When it was made."),
    key("ends_at", "When it ends; empty: when it is withdrawn.", nullable=True),
    key("used_at", "When it was last used, to the minute; empty: never.", nullable=True),
    key("withdrawn_at", "When it was withdrawn; empty: it was not.", nullable=True),
)  # fmt: skip

audit = table(
    "audit", "What was done, by whom, from where. Rows are added, and never changed.",
    number("id", "Grows with time.", primary_key=True, autoincrement=True),
    key("at", "When."),
    words("who", "A name; of a refused sign-in the name tried, where there is such a user.",
           nullable=False),
    key("what", "`sign-in`, `sign-in refused`, `sign-out`, `user`, `password`, `role`, `token`, "
        "`note`, `judgement`, `job` or `erase`.", index=True),
    words("about", "The id of what it was done to.", nullable=False),
    words("words", "What changed.", nullable=False),
    words("address", "The network address it came from; empty: this machine's command line.",
           nullable=False),
    sqlite_autoincrement=True,
)  # fmt: skip

notes = table(
    "notes", "What people wrote about stories, points, articles and spans. What they wrote is in "
    "`note_editions`.",
    key("id", "Derived from what it is about, who wrote it, when and in which words.",
        primary_key=True),
    key("kind", "What it is about: `story`, `point`, `span` or `article`."),
    words("about", "Its id; of a span `text:start:stop`.", nullable=False, index=True),
    key("story_id", "The story it was written in; empty: in none.", nullable=True, index=True),
    key("article_id", "The article.", nullable=True, index=True),
    key("revision_id", "Its revision.", nullable=True),
    key("text_id", "The text its place stands in.", nullable=True, index=True),
    number("start", "Where the place begins there.", nullable=True),
    number("stop", "Where it ends.", nullable=True),
    number("erased", "1: the words of the article were erased since."),
    words("made_by", "Who.", nullable=False),
    key("made_at", "When."),
    ref("answers", "notes.id", "The note it replies to; empty: to none.", nullable=True),
    words("withdrawn_by", "Who withdrew it; empty: nobody."),
    key("withdrawn_at", "When.", nullable=True),
)  # fmt: skip

note_editions = table(
    "note_editions", "Every edition of every note; an edit adds one and changes none.",
    ref("note_id", "notes.id", "The note."),
    number("edition", "Counted from 1."),
    key("mark", "`verified`, `doubtful`, `wrong` or `asked`; empty: none.", nullable=True),
    words("words", "The person's own words.", nullable=False),
    key("at", "When it was written."),
    PrimaryKeyConstraint("note_id", "edition"),
    sqlite_with_rowid=False,
)  # fmt: skip

looks = table(
    "looks", "When a reader last looked, so that what changed since can be told.",
    words("reader", "Who.", nullable=False),
    key("what", "`front`, or the id of a story."),
    key("seen_at", "When they last looked. A look soon after the last is the same visit."),
    key("before_at", "When they last looked on the visit before; empty: there was none.",
        nullable=True),
    PrimaryKeyConstraint("reader", "what"),
    sqlite_with_rowid=False,
)  # fmt: skip

jobs = table(
    "jobs", "What was asked for that changes stories: done by a worker, one after another.",
    number("seq", "Its place in the row.", primary_key=True, autoincrement=True),
    key("id", "A random number.", unique=True),
    key("kind", "`add`, `judge`, `withdraw`, `compare`, `group` or `source`."),
    words("asked_by", "Who.", nullable=False),
    key("asked_at", "When."),
    key("state", "`waiting`, `running`, `done`, `failed` or `given up`.", index=True),
    json("what", "What was asked; of passages their places, and not their words."),
    number("size", "Bytes that wait beside the store for it."),
    words("words", "How far it is.", nullable=False),
    number("count", "Pages read so far."),
    number("total", "Of how many; empty: not known.", nullable=True),
    number("tries", "How often it was begun."),
    key("worker", "Who has it: another each time it is begun.", nullable=True),
    key("leased_until", "When it is taken for left, unless its worker says so first.",
        nullable=True),
    key("begun_at", "When it was last begun.", nullable=True),
    key("ended_at", "When it was over.", nullable=True),
    json("result", "What came of it.", nullable=True),
    words("because", "Why it failed or was given up.", nullable=False),
    sqlite_autoincrement=True,
)  # fmt: skip
