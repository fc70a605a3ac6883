"""The tables of the first release, but for the full-text index."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _s(name: str, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=null)


def _i(name: str, null: bool = False, **how: Any) -> sa.Column[Any]:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, number, nullable=null, **how)


def _f(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Float(), nullable=False)


def _j(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _b(name: str, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary(), nullable=null)


def _pk(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _uq(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _fk(table: str, *pairs: tuple[str, str]) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column for column, _ in pairs], [target for _, target in pairs],
        name="_".join(("fk", table, *(column for column, _ in pairs))), deferrable=True, initially="DEFERRED",
    )  # fmt: skip


def _ix(table: str, *columns: str, **how: Any) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns), **how)


def upgrade() -> None:
    """From nothing."""
    for part in (_sources, _articles, _done, _read, _entities, _grouped, _compared):
        part()


def _sources() -> None:
    op.create_table(
        "about",
        _s("name"), _s("value"), _pk("about", "name"),
    )  # fmt: skip
    op.create_table(
        "runs",
        _s("id"), _s("command"), _s("started_at"), _s("ended_at", True), _s("state"), _s("host"),
        _i("pid"), _j("versions"), _j("counts"), _pk("runs", "id"),
    )  # fmt: skip
    op.create_table(
        "outlets",
        _s("id"), _s("name"), _s("domain", True), _pk("outlets", "id"),
    )  # fmt: skip
    op.create_table(
        "texts",
        _s("id"), _s("content"), _pk("texts", "id"),
    )  # fmt: skip


def _articles() -> None:
    op.create_table(
        "articles",
        _i("seq", autoincrement=False), _s("id"), _s("name"), _s("url", True),
        _s("outlet_id", True), _s("language", True), _s("headline", True), _s("published", True),
        _i("sort_at"), _s("date_doubt", True), _s("first_seen"), _s("last_seen"),
        _s("revision_id"), _s("run_id"), _pk("articles", "seq"), _uq("articles", "id"),
        _fk("articles", ("outlet_id", "outlets.id")), _fk("articles", ("run_id", "runs.id")),
    )  # fmt: skip
    _ix("articles", "name")
    _ix("articles", "outlet_id")
    op.create_table(
        "captures",
        _s("id"), _s("article_id"), _s("revision_id"), _s("name"), _s("medium"),
        _s("text_id", True), _b("packed", True), _s("encoding", True), _s("origin", True),
        _s("outlet", True), _s("url", True), _s("title", True), _s("published", True),
        _s("story", True), _s("seen_at"), _s("run_id"), _pk("captures", "id"),
        _fk("captures", ("article_id", "articles.id")), _fk("captures", ("run_id", "runs.id")),
        _fk("captures", ("text_id", "texts.id")),
    )  # fmt: skip
    _ix("captures", "article_id")
    _ix("captures", "name")
    op.create_table(
        "revisions",
        _s("id"), _s("article_id"), _s("capture_id"), _s("text_id"), _s("headline_id", True),
        _s("standfirst_id", True), _s("published", True), _s("completeness"), _s("seen_at"),
        _s("last_seen"), _s("replaced_by", True), _j("details"), _pk("revisions", "id"),
        _fk("revisions", ("article_id", "articles.id")),
        _fk("revisions", ("capture_id", "captures.id")),
        _fk("revisions", ("headline_id", "texts.id")),
        _fk("revisions", ("replaced_by", "revisions.id")),
        _fk("revisions", ("standfirst_id", "texts.id")),
        _fk("revisions", ("text_id", "texts.id")),
    )  # fmt: skip
    _ix("revisions", "article_id")
    _ix("revisions", "text_id")


def _done() -> None:
    op.create_table(
        "judgements",
        _s("id"), _s("kind"), _s("a"), _s("b"), _s("decision"), _s("because"), _s("made_by"),
        _s("made_at"), _s("withdrawn_by", True), _s("withdrawn_at", True), _j("body"),
        _pk("judgements", "id"),
    )  # fmt: skip
    _ix("judgements", "a")
    _ix("judgements", "b")
    op.create_table(
        "failures",
        _s("id"), _s("run_id"), _s("stage"), _s("item"), _s("kind"), _s("words"), _s("at"),
        _pk("failures", "id"), _fk("failures", ("run_id", "runs.id")),
    )  # fmt: skip
    _ix("failures", "run_id")
    op.create_table(
        "ledger",
        _s("stage"), _s("version"), _s("input_id"), _s("result_id", True), _s("run_id"),
        _s("at"), _pk("ledger", "stage", "version", "input_id"),
        _fk("ledger", ("run_id", "runs.id")), sqlite_with_rowid=False,
    )  # fmt: skip


def _read() -> None:
    op.create_table(
        "sentences",
        _s("revision_id"), _i("n"), _i("start"), _i("stop"),
        _pk("sentences", "revision_id", "n"), _fk("sentences", ("revision_id", "revisions.id")),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "mentions",
        _s("revision_id"), _i("n"), _i("start"), _i("stop"), _s("label"), _s("kind"),
        _s("local_id"), _s("name"), _pk("mentions", "revision_id", "n"),
        _fk("mentions", ("revision_id", "revisions.id")), sqlite_with_rowid=False,
    )  # fmt: skip
    _ix("mentions", "local_id")
    op.create_table(
        "times",
        _s("revision_id"), _i("n"), _i("start"), _i("stop"), _s("value"), _s("type"),
        _pk("times", "revision_id", "n"), _fk("times", ("revision_id", "revisions.id")),
        sqlite_with_rowid=False,
    )  # fmt: skip
    _ix("times", "value")
    op.create_table(
        "quotations",
        _i("seq", autoincrement=False), _s("id"), _s("revision_id"), _s("mode"), _s("act"),
        _s("voice"), _i("start"), _i("stop"), _j("runs"), _j("cue"), _j("speaker"),
        _s("speaker_name", True), _s("local_id", True), _i("occasion_start", True),
        _i("occasion_stop", True), _s("because"), _pk("quotations", "seq"),
        _uq("quotations", "revision_id", "id"),
        _fk("quotations", ("revision_id", "revisions.id")),
    )  # fmt: skip
    _ix("quotations", "revision_id")
    _ix("quotations", "speaker_name")


def _entities() -> None:
    op.create_table(
        "entities",
        _s("id"), _s("label"), _s("name"), _j("forms"), _s("country", True), _s("place", True),
        _s("wikidata", True), _s("into_id", True), _i("articles"), _i("mentions"), _j("because"),
        _j("details"), _pk("entities", "id"), _fk("entities", ("into_id", "entities.id")),
    )  # fmt: skip
    _ix("entities", "into_id")
    _ix("entities", "name")
    op.create_table(
        "entity_members",
        _s("entity_id"), _s("revision_id"), _s("local_id"), _i("n"), _s("article_id"),
        _s("name"), _i("mentions"), _j("details"),
        _pk("entity_members", "revision_id", "local_id"),
        _fk("entity_members", ("article_id", "articles.id")),
        _fk("entity_members", ("entity_id", "entities.id")),
        _fk("entity_members", ("revision_id", "revisions.id")), sqlite_with_rowid=False,
    )  # fmt: skip
    _ix("entity_members", "article_id")
    _ix("entity_members", "entity_id")
    op.create_table(
        "readings",
        _s("revision_id"), _s("version"), _b("packed"),
        _pk("readings", "revision_id", "version"),
        _fk("readings", ("revision_id", "revisions.id")),
    )  # fmt: skip


def _grouped() -> None:
    op.create_table(
        "stories",
        _s("id"), _s("made_at"), _s("state"), _s("into_id", True), _i("articles"),
        _i("attached"), _i("outlets"), _s("first_at", True), _s("last_at", True),
        _s("headline_article", True), _pk("stories", "id"),
        _fk("stories", ("headline_article", "articles.id")),
        _fk("stories", ("into_id", "stories.id")),
    )  # fmt: skip
    _ix("stories", "last_at")
    op.create_table(
        "memberships",
        _s("id"), _s("story_id"), _s("article_id"), _i("n"), _s("before_id", True), _s("role"),
        _s("how"), _f("probability"), _j("because"), _s("made_by"), _s("made_at"), _s("run_id"),
        _s("ended_at", True), _s("ended_because", True), _pk("memberships", "id"),
        _uq("memberships", "article_id", "n"), _fk("memberships", ("article_id", "articles.id")),
        _fk("memberships", ("before_id", "stories.id")),
        _fk("memberships", ("run_id", "runs.id")),
        _fk("memberships", ("story_id", "stories.id")),
    )  # fmt: skip
    op.create_index(
        "ix_memberships_open", "memberships", ["article_id"], unique=True,
        sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL"),
    )  # fmt: skip
    _ix("memberships", "story_id")
    op.create_table(
        "story_aliases",
        _s("id"), _s("story_id"), _s("into_id"), _s("because"), _s("made_at"), _s("run_id"),
        _s("ended_at", True), _pk("story_aliases", "id"),
        _fk("story_aliases", ("into_id", "stories.id")),
        _fk("story_aliases", ("run_id", "runs.id")),
        _fk("story_aliases", ("story_id", "stories.id")),
    )  # fmt: skip
    _ix("story_aliases", "into_id")
    _ix("story_aliases", "story_id")
    op.create_table(
        "sketches",
        _i("seq", autoincrement=True), _s("article_id"), _s("version"), _b("body"),
        _pk("sketches", "seq"), _uq("sketches", "article_id"),
        _fk("sketches", ("article_id", "articles.id")), sqlite_autoincrement=True,
    )  # fmt: skip


def _compared() -> None:
    op.create_table(
        "comparisons",
        _s("story_id"), _s("version"), _s("input"), _b("packed"), _s("made_at"), _s("run_id"),
        _pk("comparisons", "story_id"), _fk("comparisons", ("run_id", "runs.id")),
        _fk("comparisons", ("story_id", "stories.id")),
    )  # fmt: skip
    op.create_table(
        "points",
        _s("story_id"), _s("id"), _s("shown"), _s("kind"), _s("relation"), _s("tier"),
        _f("confidence"), _s("speaker", True), _s("revision_id"), _i("start"), _i("stop"),
        _i("outlets"), _i("origins_at_least"), _i("origins_at_most"), _i("origins_unknown"),
        _pk("points", "story_id", "id"), _fk("points", ("revision_id", "revisions.id")),
        _fk("points", ("story_id", "comparisons.story_id")), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "point_members",
        _i("seq", autoincrement=False), _s("story_id"), _s("point_id"), _s("article_id"),
        _s("revision_id"), _i("start"), _i("stop"), _s("outlet_id", True), _s("holder", True),
        _s("quotation_id", True), _pk("point_members", "seq"),
        _fk("point_members", ("article_id", "articles.id")),
        _fk("point_members", ("outlet_id", "outlets.id")),
        _fk("point_members", ("revision_id", "revisions.id")),
        _fk("point_members", ("story_id", "points.story_id"), ("point_id", "points.id")),
        _fk("point_members", ("story_id", "comparisons.story_id")),
    )  # fmt: skip
    _ix("point_members", "article_id")
    _ix("point_members", "story_id")
    op.create_table(
        "conflicts",
        _s("story_id"), _i("n"), _s("kind"), _s("grade"), _s("a_revision"), _i("a_start"),
        _i("a_stop"), _s("b_revision"), _i("b_start"), _i("b_stop"), _s("because"),
        _s("point_id", True), _pk("conflicts", "story_id", "n"),
        _fk("conflicts", ("a_revision", "revisions.id")),
        _fk("conflicts", ("b_revision", "revisions.id")),
        _fk("conflicts", ("story_id", "comparisons.story_id")), sqlite_with_rowid=False,
    )  # fmt: skip
