"""The tables of what people follow and are told (see ``tables``). Written by ``Store.aside`` alone.
No article's word stands here: where an alert's words stand is looked up when it is shown."""

from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint

from crosswire.store.columns import json, key, number, ref, table, words

follows = table(
    "follows", "What people want to be told of.",
    key("id", "Derived from who follows and what.", primary_key=True),
    words("made_by", "Who: the name of a user; `you` on a desk without accounts.", nullable=False,
          index=True),
    key("kind", "`story`, `entity`, `outlet` or `search`."),
    words("about_id", "The story, entity or outlet; empty: a saved search."),
    json("query", "The saved search; empty: none.", nullable=True),
    words("name", "What the person calls it.", nullable=False),
    json("rules", "On what it fires: `new-article`, `new-point` …"),
    json("channels", "How it is told: a kind and, of mail and webhooks, where to."),
    key("secret", "What its webhooks are signed with; empty: it never had one.", nullable=True),
    key("made_at", "When."),
    number("paused", "1: nothing fires."),
)  # fmt: skip

alerts = table(
    "alerts", "Rules that fired, each thing once.",
    key("id", "Derived from follow, rule and thing.", primary_key=True),
    ref("follow_id", "follows.id", "The follow.", index=True),
    key("rule", "Which."),
    words("thing", "What it is about: ids.", nullable=False),
    key("story_id", "The story, if one.", nullable=True),
    key("article_id", "The article, if one.", nullable=True),
    key("revision_id", "Its text, if one.", nullable=True),
    json("places", "Where the words it is about stand: `[[article, text, start, stop], …]`."),
    key("at", "When it was found.", index=True),
    key("read_at", "When the person had read it; empty: not yet.", nullable=True),
)  # fmt: skip

alert_marks = table(
    "alert_marks", "What a follow has told, or was there when it was made: never told again.",
    ref("follow_id", "follows.id", "The follow."),
    key("rule", "Which."),
    words("thing", "What: ids.", nullable=False),
    PrimaryKeyConstraint("follow_id", "rule", "thing"),
    sqlite_with_rowid=False,
)  # fmt: skip

alert_runs = table(
    "alert_runs", "Runs that ended and were looked over for alerts.",
    key("run_id", "The run.", primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip

follow_stories = table(
    "follow_stories", "Stories whose comparison a follow watches, and what it had shown.",
    ref("follow_id", "follows.id", "The follow."),
    key("story_id", "The story."),
    number("owed", "How often it changed."),
    number("settled", "How often it had changed when it was last looked at; less: it is due."),
    key("since", "As of when it was known before the first change."),
    json("shown", "What the comparison last looked at showed: where points, lone statements and conflicts "
         "stand, and known origins; empty: none was.", nullable=True),
    PrimaryKeyConstraint("follow_id", "story_id"),
    sqlite_with_rowid=False,
)  # fmt: skip

feed_keys = table(
    "feed_keys", "What opens a feed. Readers of feeds need it again and again, so it is kept as it is.",
    key("key", "128 random bits.", primary_key=True),
    words("made_by", "Whose feed.", nullable=False),
    key("whose", "The follow; empty text: all that the person follows."),
    key("made_at", "When."),
    UniqueConstraint("made_by", "whose"),
)  # fmt: skip

deliveries = table(
    "deliveries", "Alerts on their way to one address, together.",
    key("id", "Derived from follow, address and first alert: Idempotency-Key, part of Message-ID.",
        primary_key=True),
    ref("follow_id", "follows.id", "The follow.", index=True),
    key("channel", "`mail` or `webhook`."),
    words("target", "Where to.", nullable=False),
    json("alerts", "Which, oldest first."),
    key("state", "`waiting`, `delivered`, `failed` (refused for good) or `given up`."),
    number("tries", "How often it was begun to be sent."),
    key("next_at", "When it is sent next, or again if whoever sends it now was killed; empty: never.",
        nullable=True, index=True),
    words("last_error", "Why it was not taken, in words.", nullable=False),
    key("made_at", "When it was put here."),
    key("ended_at", "When it was delivered, refused or given up.", nullable=True),
)  # fmt: skip
