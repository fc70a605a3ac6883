"""From every released schema to the newest, on both databases, with what the stores held."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import ForeignKeyConstraint, inspect, text
from sqlalchemy.exc import IntegrityError

from crosswire import __version__
from crosswire.errors import StoreError
from crosswire.records.article import Revision
from crosswire.records.lists import Query
from crosswire.records.story import story_id
from crosswire.store import lists, migrations, upgrade
from crosswire.store.base import Store, check_store, open_store, upgrade_store, verify_store
from crosswire.store.engine import make_engine, parse
from crosswire.store.tables import VERSION_TABLE, WORD_TABLES, captures, metadata, payloads
from crosswire.store.upgrade import NEWEST, SCHEMAS, migrate, schema_of
from tests.postgres import Server
from tests.store.made import WORDS, comparison, line, page, reading
from tests.store.released import FOLDER, load_sqlite
from tests.store.test_erasing import erase, kept, saved

HELD = (
    line("a1"),
    line("b1", WORDS + " Ferries run.", outlet="The Quay Post", title="Shut",
         url="https://quay.example/shut"),
    page("c1", "A storm comes.", url="https://sentry.example/storm", title="Storm"),
)  # fmt: skip


def ours(_: object, name: str | None, kind: str, *__: object) -> bool:
    """Whether a table is SQLAlchemy's: the full-text index is not."""
    parts = ("", "_data", "_idx", "_docsize", "_config")
    others = {f"{table}{part}" for table in WORD_TABLES for part in parts} | {VERSION_TABLE}
    return kind != "table" or name not in others


def difference(url: str) -> list[object]:
    with make_engine(parse(url), write=True).connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_object": ours, "compare_type": True, "compare_server_default": True},
        )
        return [
            one
            for one in compare_metadata(context, metadata)
            if not (connection.dialect.name == "sqlite" and joined_later(one))
        ]


def joined_later(change: object) -> bool:
    """A key that came with its column: SQLAlchemy does not read that SQLite defers it."""
    constraint = change[1] if isinstance(change, tuple) and len(change) == 2 else None
    return isinstance(constraint, ForeignKeyConstraint) and constraint.column_keys == ["payload_id"]


@pytest.fixture(params=[(s, d) for s in SCHEMAS for d in ("sqlite", "postgresql")], ids="-".join)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A store as a released version left it."""
    schema, database = request.param
    dump = (FOLDER / f"{schema}.{database}.sql").read_text(encoding="utf-8")
    if database == "sqlite":
        yield load_sqlite(dump, tmp_path / "desk.sqlite")
        return
    running: Server = request.getfixturevalue("postgres")
    with running.database() as url:
        running.execute(dump, url)
        yield url


def test_a_store_just_made_has_the_tables_of_the_code(store_url: str) -> None:
    open_store(store_url).close()
    assert difference(store_url) == []


def test_a_released_store_is_brought_to_the_tables_of_the_code(released: str) -> None:
    before, after = upgrade_store(released)
    assert (before in SCHEMAS, after) == (True, NEWEST)
    assert difference(released) == []
    assert upgrade_store(released) == (NEWEST, NEWEST)
    checked = check_store(released)
    assert (checked.problems, checked.notes) == ((), ())


def test_what_a_released_store_held_is_read_as_it_was(released: str) -> None:
    upgrade_store(released)
    with open_store(released, create=False) as store, store.read() as reader:
        revisions = reader.current(reader.resolve_article(r.article) for r in HELD)
        by_name: dict[str, Revision] = {
            kept.article: kept for kept in map(reader.revision, revisions.values())
        }
        assert by_name == {r.article: r for r in HELD}
        story = reader.resolve_story(story_id(reader.resolve_article("b1")))
        assert story == story_id(reader.resolve_article("a1"))
        read = [reading(one) for one in HELD[:2]]
        assert reader.reading(revisions[reader.resolve_article("a1")], "small/1") == read[0]
        assert reader.comparison(story, "compare/1", "input-1") == comparison(*read)
        (judgement,) = reader.standing_judgements()
        assert judgement.because == "a storm is no bridge"
        (entity,) = reader.entities()
        assert len(entity.members) == 2
        assert len(list(reader.active_sketches())) == 3


def everything(url: str) -> dict[str, list[dict[str, object]]]:
    """Every row of every table, but the index."""
    with make_engine(parse(url), write=True).connect() as connection:
        names = [n for n in inspect(connection).get_table_names() if n in metadata.tables]
        return {
            name: sorted(
                (dict(row) for row in connection.execute(text(f"SELECT * FROM {name}")).mappings()),
                key=repr,
            )
            for name in names
        }


def test_no_row_of_a_released_store_is_another_afterwards(released: str) -> None:
    """And what it had captured is chained."""
    before = everything(released)
    assert before["captures"]
    upgrade_store(released)
    after = everything(released)
    for name, rows in before.items():
        known = rows[0].keys() if rows else ()
        left = [{column: row[column] for column in known} for row in after[name]]
        assert sorted(left, key=repr) == rows or name in FILLED, name
        assert len(left) >= len(rows)
    found = verify_store(released)
    assert found.problems == ()
    assert found.chain.entries == found.checked["captures"] == 3
    assert {row["kind"] for row in after["chain"]} == {"capture"}
    assert {row["tool"] for row in after["chain"]} <= {"unknown", f"crosswire {__version__}"}


FILLED = {"about", "alert_runs"}
"""Tables to which an upgrade itself adds rows."""


def test_what_was_erased_before_there_was_a_chain_is_in_it(store_url: str, store: Store) -> None:
    """As an older crosswire left it: the step is taken again over a store with erasures."""
    kept(store, saved("p1", "A pier fell."), saved("p2", "A mast stands."), page("p3", "A sail."))
    erase(store, "p2")
    with store.write("erase") as writer, writer.batch() as batch:
        batch.erase_captures("2032-01-01T00:00:00.000Z", because="older", by="x")
    with make_engine(parse(store_url), write=True).begin() as connection:
        for statement in ("DROP TABLE chain", "DROP TABLE stamps",
                          f"UPDATE {VERSION_TABLE} SET version_num = '0007'"):  # fmt: skip
            connection.execute(text(statement))
    assert upgrade_store(store_url) == ("0007", NEWEST)
    found = verify_store(store_url)
    assert (found.problems, found.chain.entries) == ((), 6)
    with make_engine(parse(store_url), write=False).connect() as connection:
        kinds = connection.execute(text("SELECT kind FROM chain ORDER BY n")).scalars().all()
    assert kinds[:3] == ["capture"] * 3
    assert sorted(kinds[3:]) == ["bytes erased", "bytes erased", "erased"]


def test_what_an_older_store_did_not_keep_of_a_source_is_unknown(released: str) -> None:
    upgrade_store(released)
    with open_store(released, create=False) as store, store.read() as reader:
        found = lists.quotes(reader, Query())
    assert found
    assert {(q.identified, q.source_kind) for q in found} == {(None, None)}


def test_a_capture_may_come_before_its_payload(released: str) -> None:
    """The key that came with schema 0003 waits for the end of the transaction, as the others do."""
    upgrade_store(released)
    payload = {"id": "sha256:1", "packed": None, "size": 0}
    with make_engine(parse(released), write=True).connect() as connection:
        with connection.begin():
            connection.execute(captures.update().values(payload_id="sha256:1"))
            connection.execute(payloads.insert().values(payload))
        with pytest.raises(IntegrityError), connection.begin():
            connection.execute(captures.update().values(payload_id="sha256:2"))


def test_a_released_store_is_found_by_its_words(released: str) -> None:
    upgrade_store(released)
    url = parse(released)
    ask = (
        "SELECT count(*) FROM {} WHERE {} MATCH 'shut'"
        if url.drivername == "sqlite"
        else "SELECT count(*) FROM {} WHERE words @@ to_tsquery('simple', 'shut')"
    )
    with make_engine(url, write=False).connect() as connection:
        counts = [
            connection.execute(text(ask.format(name, name))).scalar_one() for name in WORD_TABLES
        ]
    assert counts == [2, 2, 4]


def test_an_upgrade_that_fails_changes_nothing(
    released: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the power went")

    with make_engine(parse(released), write=False).connect() as connection:
        before = schema_of(connection)
    monkeypatch.setattr(upgrade, "insert", fail)
    with pytest.raises(RuntimeError, match="the power went"):
        upgrade_store(released)
    with make_engine(parse(released), write=False).connect() as connection:
        assert schema_of(connection) == before
    monkeypatch.undo()
    assert upgrade_store(released) == (before, NEWEST)


def test_an_upgrade_takes_the_place_of_the_writer(store_url: str) -> None:
    store = open_store(store_url)
    with store.write("add"), pytest.raises(StoreError, match=r"`add` .* one writes at a time"):
        upgrade_store(store_url)


def test_every_step_is_known_and_in_a_row(tmp_path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    steps = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(steps)) == SCHEMAS
    assert {path.name for path in FOLDER.iterdir()} == {
        f"{schema}.{database}.sql" for schema in SCHEMAS for database in ("sqlite", "postgresql")
    }


def test_a_step_may_be_taken_alone(store_url: str) -> None:
    path = parse(store_url)
    if path.drivername == "sqlite":
        Path(path.database or "").touch()
    engine = make_engine(path, write=True)
    for schema in SCHEMAS:
        with engine.connect() as connection:
            migrate(connection, schema)
            assert schema_of(connection) == schema
    assert difference(store_url) == []
