"""The tables of comparisons: what the articles of a story tell together (see ``tables``)."""

from sqlalchemy import ForeignKeyConstraint, PrimaryKeyConstraint

from crosswire.store.columns import blob, key, number, real, ref, table, words

comparisons = table(
    "comparisons", "The comparison of a story as made last.",
    ref("story_id", "stories.id", "The story.", primary_key=True),
    key("version", "Stages and models that made it."),
    key("input", "Hash of what went in: revisions and judgements."),
    blob("packed", "For crosswire alone: zlib over JSON, spans without their words."),
    key("made_at", "When."),
    ref("run_id", "runs.id", "The run that made it."),
)  # fmt: skip

points = table(
    "points", "What several articles of a story tell, by its comparison.",
    ref("story_id", "comparisons.story_id", "The story."),
    key("id", "The point's id within the story."),
    key("shown", "`shared`, or `possible`: offered for reading, never as shared."),
    key("kind", "`utterance` or `event`."),
    key("relation", "`same` or `partial`."),
    key("tier", "`sure` or `likely`."),
    real("confidence", "The chance, by the trained model, that all members tell it."),
    words("speaker", "Who said it, of an utterance."),
    ref("revision_id", "revisions.id", "The wording shown: its revision,"),
    number("start", "where it begins in the body,"),
    number("stop", "and where it ends."),
    number("outlets", "Outlets that tell it."),
    number("origins_at_least", "Origins shown apart."),
    number("origins_at_most", "Origins there may be."),
    number("origins_unknown", "Origins neither stated nor shown to be another's."),
    PrimaryKeyConstraint("story_id", "id"),
    sqlite_with_rowid=False,
)  # fmt: skip

point_members = table(
    "point_members", "Who tells a point, and in which words.",
    number("seq", "Grows with the article's `sort_at`. Key of `statement_words`.",
            primary_key=True, autoincrement=False),
    ref("story_id", "comparisons.story_id", "The story.", index=True),
    key("point_id", "The point."),
    ref("article_id", "articles.id", "The article.", index=True),
    ref("revision_id", "revisions.id", "Its revision."),
    number("start", "Where the words begin in the body."),
    number("stop", "Where they end."),
    ref("outlet_id", "outlets.id", "The outlet.", nullable=True),
    words("holder", "Whom the outlet attributes it to; empty: it says so itself."),
    key("quotation_id", "The quotation that carries it.", nullable=True),
    ForeignKeyConstraint(["story_id", "point_id"], ["points.story_id", "points.id"],
                         deferrable=True, initially="DEFERRED"),
)  # fmt: skip

conflicts = table(
    "conflicts", "Passages of a story on one fact that differ, by its comparison.",
    ref("story_id", "comparisons.story_id", "The story."),
    number("n", "Counted from 0."),
    key("kind", "`number`, `date`, `name` …"),
    key("grade", "`tension` or `conflict`."),
    ref("a_revision", "revisions.id", "One passage: its revision,"),
    number("a_start", "where it begins in the body,"),
    number("a_stop", "and where it ends."),
    ref("b_revision", "revisions.id", "The other."),
    number("b_start", "Where it begins."),
    number("b_stop", "Where it ends."),
    words("because", "In what they differ.", nullable=False),
    key("point_id", "The point both tell, if any.", nullable=True),
    PrimaryKeyConstraint("story_id", "n"),
    sqlite_with_rowid=False,
)  # fmt: skip
