"""A batch is kept whole or not at all, and its lines of the ledger with it."""

import pytest
from sqlalchemy import select, text

from crosswire.records import Failure
from crosswire.store.base import Store, Writer
from crosswire.store.tables import runs
from tests.store.made import add, founded, line


def stopped(writer: Writer) -> None:
    with writer.batch() as batch:
        add(batch, line())
        batch.mark_done("clean", "7", ["x"])
        batch.count(articles=1)
        raise RuntimeError("stop")


def test_a_batch_that_fails_leaves_nothing(store: Store) -> None:
    with store.write("add") as writer:
        with pytest.raises(RuntimeError, match="stop"):
            stopped(writer)
        assert list(writer.arrivals()) == []
        assert writer.done("clean", "7", ["x"]) == set()
        with writer.batch() as batch:
            added = add(batch, line())
            batch.mark_done("clean", "7", {"x": added.revision_id})
        assert [a.article for a in writer.arrivals()] == [added.article_id]


def test_the_ledger_tells_stage_version_and_input_apart(store: Store) -> None:
    with store.write("add") as writer, writer.batch() as batch:
        batch.mark_done("clean", "7", ["x", "y"])
        batch.mark_done("clean", "7", ["y", "z"])
        assert batch.done("clean", "7", ["x", "y", "z", "w"]) == {"x", "y", "z"}
    with store.read() as reader:
        assert reader.done("clean", "8", ["x"]) == set()
        assert reader.done("annotate", "7", ["x"]) == set()
        many = [f"{n}" for n in range(2000)]
        assert reader.done("clean", "7", [*many, "z"]) == {"z"}


def test_a_writer_reads_what_its_batch_has_done_and_others_do_not(store: Store) -> None:
    with store.write("add") as writer, writer.batch() as batch:
        added = add(batch, line())
        batch.apply_moves([founded(added.article_id)])
        assert writer.revision(added.revision_id) == line()
        assert writer.story_of(added.article_id) is not None
        with store.read() as reader:
            assert list(reader.arrivals()) == []


def test_a_reader_sees_one_state_whatever_is_written(store: Store) -> None:
    with store.write("add") as writer:
        with writer.batch() as batch:
            add(batch, line())
        with store.read() as reader:
            with writer.batch() as batch:
                add(batch, line("b", "Another.", url="https://quay.example/b"))
            assert len(list(reader.arrivals())) == 1
        with store.read() as reader:
            assert len(list(reader.arrivals())) == 2
        assert len(list(writer.arrivals())) == 2


def test_a_batch_in_a_batch_is_refused(store: Store) -> None:
    with (
        pytest.raises(RuntimeError, match="a batch is open already"),
        store.write("add") as writer,
        writer.batch(),
        writer.batch(),
    ):
        raise AssertionError


def test_failures_are_kept_once_a_run(store: Store) -> None:
    bad = Failure(stage="clean", item="x.html", kind="empty", words="x.html is empty")
    for _ in range(2):
        with store.write("add") as writer, writer.batch() as batch:
            batch.add_failure(bad)
            batch.add_failure(bad)
    with store.read() as reader:
        ask = text("SELECT stage, item, kind, words FROM failures")
        assert [tuple(r) for r in reader.connection.execute(ask)] == [
            ("clean", "x.html", "empty", "x.html is empty")
        ] * 2


def test_a_run_says_how_it_ended_and_what_it_counted(store: Store) -> None:
    with store.write("add pages/", versions={"clean": "7"}) as writer:
        for _ in range(2):
            with writer.batch() as batch:
                batch.count(articles=2, failures=1)
                batch.count(articles=1)
    with pytest.raises(ZeroDivisionError), store.write("group"):
        raise ZeroDivisionError
    with pytest.raises(KeyboardInterrupt), store.write("judge"):
        raise KeyboardInterrupt
    with store.read() as reader:
        rows = reader.connection.execute(select(runs).order_by(runs.c.started_at, runs.c.command))
        found = {r.command: (r.state, r.versions, r.counts, r.ended_at is None) for r in rows}
    assert found == {
        "add pages/": ("done", {"clean": "7"}, {"articles": 6, "failures": 2}, False),
        "group": ("failed", {}, {}, False),
        "judge": ("stopped", {}, {}, False),
    }
