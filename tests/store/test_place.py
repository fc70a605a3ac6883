"""One writer, many readers, and any of them may be killed at any instant."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from crosswire.errors import StoreError
from crosswire.store import place
from crosswire.store.base import Store, check_store, open_store
from crosswire.store.tables import runs
from tests.postgres import Server
from tests.store.made import add, founded, line

WRITES = """
import sys
from crosswire.store.base import open_store
from tests.store.made import add, founded, line

with open_store(sys.argv[1]) as store, store.write("add in another process") as writer:
    for n in range(int(sys.argv[2]), int(sys.argv[3])):
        with writer.batch() as batch:
            kept = add(batch, line(f"n{n}", f"Text {n}.", url=f"https://sentry.example/{n}"))
            batch.apply_moves([founded(kept.article_id)])
            batch.mark_done("clean", "7", {f"n{n}": kept.revision_id})
            batch.count(articles=1)
        print(n, flush=True)
    print("all", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is just leaving."""
    monkeypatch.setattr(place, "PATIENCE", 0.0)


@contextmanager
def process(url: str, first: int, last: int) -> Iterator["subprocess.Popen[str]"]:
    """Another process that writes articles ``first`` to ``last``, then keeps its place."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITES, url, str(first), str(last)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        try:
            yield child
        finally:
            child.kill()


def until(child: "subprocess.Popen[str]", line: str) -> None:
    assert child.stdout is not None
    while (said := child.stdout.readline().strip()) != line:
        assert said, "the other process ended too soon"


def states(store: Store) -> list[tuple[str, str, dict[str, int]]]:
    with store.read() as reader:
        found = reader.connection.execute(select(runs).order_by(runs.c.started_at, runs.c.pid))
        return [(row.command, row.state, row.counts) for row in found]


def test_a_second_writer_of_this_process_is_told_who_writes(store: Store) -> None:
    with store.write("add pages/"):
        with (
            pytest.raises(
                StoreError,
                match=rf"`add pages/` \(process {os.getpid()} on .*, since 20.* one writes at a time",
            ) as busy,
            store.write("group"),
        ):
            raise AssertionError
        assert busy.value.kind == "busy"
        with (
            pytest.raises(StoreError, match="one writes at a time"),
            open_store(store.url).write("x"),
        ):
            raise AssertionError
    with store.write("group"):
        pass
    assert [(c, s) for c, s, _ in states(store)] == [("add pages/", "done"), ("group", "done")]


def test_a_second_process_is_told_and_readers_read_on(store_url: str, store: Store) -> None:
    with process(store_url, 0, 3) as other:
        until(other, "all")
        with pytest.raises(StoreError, match="`add in another process`"), store.write("group"):
            raise AssertionError
        with store.read() as reader:
            assert len(list(reader.arrivals())) == 3
        assert states(store) == [("add in another process", "running", {"articles": 3})]


def test_the_place_of_a_killed_writer_is_free_and_its_run_is_marked(
    store_url: str, store: Store
) -> None:
    with process(store_url, 0, 3) as other:
        until(other, "all")
        other.kill()
        other.wait()
    with store.write("add") as writer:
        assert len(list(writer.arrivals())) == 3
    assert states(store) == [
        ("add in another process", "stopped", {"articles": 3}), ("add", "done", {}),
    ]  # fmt: skip


def test_who_loses_the_place_writes_no_more(postgres: Server) -> None:
    held = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    with postgres.schema() as url, open_store(url) as store:
        with store.write("add") as writer:
            with writer.batch() as batch:
                batch.count(articles=1)
            postgres.execute(held)
            for said in ("cannot be reached", "the writer's place with it"):
                with pytest.raises(StoreError, match=said) as lost, writer.batch() as batch:
                    batch.count(articles=1)
                assert lost.value.kind == "unreachable"
            with open_store(url).write("group"):
                pass
        assert {(c, n.get("articles")) for c, _, n in states(store)} == {
            ("add", 1),
            ("group", None),
        }


def test_what_a_killed_writer_had_done_is_there_whole_and_nothing_else(
    store_url: str, store: Store
) -> None:
    first = 0
    for kill in range(5):
        with process(store_url, first, 1000) as other:
            until(other, str(first + kill))
            os.kill(other.pid, signal.SIGKILL)
            other.wait()
        with store.read() as reader:
            kept = [int((a.url or "").rpartition("/")[2]) for a in reader.arrivals()]
            done = reader.done("clean", "7", [f"n{n}" for n in range(1000)])
            assert sorted(kept) == list(range(len(kept)))
            assert done == {f"n{n}" for n in kept}
            assert len(list(reader.arrivals())) == len(kept)
        assert len(kept) > first + kill
        first = len(kept)
    assert check_store(store_url).problems == ()


def test_readers_in_threads_never_hear_of_a_lock(store_url: str, store: Store) -> None:
    said: list[BaseException] = []
    seen: list[int] = []
    ended = threading.Event()

    def read() -> None:
        try:
            while not ended.is_set():
                with open_store(store_url, create=False).read() as reader:
                    seen.append(len(list(reader.arrivals())))
        except BaseException as fault:  # noqa: BLE001
            said.append(fault)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for n in range(30):
        with store.write("add") as writer, writer.batch() as batch:
            kept = add(batch, line(f"n{n}", f"Text {n}.", url=f"https://sentry.example/{n}"))
            batch.apply_moves([founded(kept.article_id)])
    ended.set()
    for reader in readers:
        reader.join()
    assert said == []
    assert seen


def test_two_that_make_one_store_make_it_once(
    store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "PATIENCE", 30.0)
    made: list[Store] = []
    said: list[BaseException] = []

    def make() -> None:
        try:
            made.append(open_store(store_url))
        except BaseException as fault:  # noqa: BLE001
            said.append(fault)

    makers = [threading.Thread(target=make) for _ in range(4)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert said == []
    assert len(made) == 4
    assert check_store(store_url).problems == ()
