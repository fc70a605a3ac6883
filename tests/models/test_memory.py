"""The memory by content: what is put comes back, whatever happens to the file."""

import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.models.memory import FILE, Memory, key_of

KEYS = [key_of("reader/1", f"text {n}") for n in range(40)]


def filled(folder: Path, count: int = 10, size: int = 1000) -> dict[bytes, bytes]:
    made = {key: bytes([n]) * size for n, key in enumerate(KEYS[:count])}
    Memory(folder, megabytes=1).put_many(made)
    return made


@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
def test_a_key_is_of_its_parts_in_their_order(one: list[str], other: list[str]) -> None:
    assert (key_of("model", *one) == key_of("model", *other)) == (one == other)


def test_a_key_takes_any_text() -> None:
    assert len(key_of("model", "\ud800 half a pair", "\x00")) == 32


def test_another_process_finds_what_one_has_put(tmp_path: Path) -> None:
    made = filled(tmp_path)
    assert Memory(tmp_path, megabytes=1).get_many(KEYS) == made


def test_without_a_bound_on_disk_there_is_no_file(tmp_path: Path) -> None:
    memory = Memory(tmp_path, megabytes=0)
    memory.put_many({KEYS[0]: b"kept"})
    assert memory.get_many(KEYS) == {KEYS[0]: b"kept"}
    assert not list(tmp_path.iterdir())
    assert Memory(tmp_path, megabytes=0).get_many(KEYS) == {}


def test_the_file_is_its_owners_only(tmp_path: Path) -> None:
    filled(tmp_path)
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_each_key_is_made_once_and_in_its_place(tmp_path: Path) -> None:
    asked: list[int] = []

    def make(places: Sequence[int]) -> list[bytes]:
        asked.extend(places)
        return [str(n).encode() for n in places]

    memory = Memory(tmp_path, megabytes=1)
    keys = [KEYS[2], KEYS[0], KEYS[2], KEYS[1]]
    assert memory.recall(keys, make) == [b"0", b"1", b"0", b"3"]
    assert asked == [0, 1, 3]
    assert Memory(tmp_path, megabytes=1).recall(keys, make) == [b"0", b"1", b"0", b"3"]
    assert asked == [0, 1, 3]
    assert memory.recall([], make) == []


def test_what_was_made_before_a_run_broke_off_is_kept() -> None:
    keys = [key_of("reader/1", str(n)) for n in range(1000)]
    memory = Memory()

    def make(places: Sequence[int]) -> list[bytes]:
        if 500 in places:
            raise KeyboardInterrupt
        return [b"made"] * len(places)

    with pytest.raises(KeyboardInterrupt):
        memory.recall(keys, make)
    assert 100 < len(memory.get_many(keys)) <= 500


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 60)), max_size=40))
def test_this_process_holds_no_more_than_its_bound(puts: list[tuple[int, int]]) -> None:
    memory = Memory(here=100)
    last: dict[bytes, bytes] = {}
    for n, size in puts:
        last.pop(KEYS[n], None)
        last[KEYS[n]] = bytes(size)
        memory.put_many({KEYS[n]: bytes(size)})
    found = memory.get_many(KEYS)
    assert sum(map(len, found.values())) <= 100
    assert all(found[key] == last[key] for key in found)
    if last:
        assert list(last)[-1] in found


def test_an_entry_larger_than_the_bound_is_let_go() -> None:
    memory = Memory(here=100)
    memory.put_many({KEYS[0]: bytes(101)})
    assert memory.get_many(KEYS) == {}


def test_the_file_stays_within_its_bound_and_the_oldest_go(tmp_path: Path) -> None:
    memory = Memory(tmp_path, megabytes=1)
    keys = [key_of("reader/1", str(n)) for n in range(300)]
    for n, key in enumerate(keys):
        memory.put_many({key: bytes([n % 256]) * 20_000})
    found = Memory(tmp_path, megabytes=1).get_many(keys)
    assert 25 <= len(found) < 50
    assert set(found) == set(keys[-len(found) :])
    sqlite3.connect(tmp_path / FILE).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert (tmp_path / FILE).stat().st_size <= 1_100_000


def test_a_put_too_large_for_the_file_stays_in_this_process(tmp_path: Path) -> None:
    memory = Memory(tmp_path, megabytes=1)
    memory.put_many({KEYS[0]: bytes(600_000)})
    assert KEYS[0] in memory.get_many(KEYS)
    assert Memory(tmp_path, megabytes=1).get_many(KEYS) == {}


@pytest.mark.parametrize("damage", [b"no database at all" * 300, b"", b"SQLite format 3\x00"])
def test_a_broken_file_is_begun_again(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE).write_bytes(damage)
    made = filled(tmp_path)
    assert Memory(tmp_path, megabytes=1).get_many(KEYS) == made


def test_a_file_that_breaks_while_open_is_begun_again(tmp_path: Path) -> None:
    made = filled(tmp_path, count=40, size=9000)
    file = tmp_path / FILE
    sqlite3.connect(file).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    memory = Memory(tmp_path, megabytes=1)
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    file.write_bytes(content)
    found = memory.get_many(KEYS)
    assert all(made[key] == value for key, value in found.items())
    memory.put_many(made)
    assert Memory(tmp_path, megabytes=1).get_many(KEYS) == made


def test_a_changed_value_is_not_believed(tmp_path: Path) -> None:
    filled(tmp_path)
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("UPDATE kept SET value = zeroblob(1004) WHERE key = ?", (KEYS[3],))
    database.close()
    assert set(KEYS[:10]) - set(Memory(tmp_path, megabytes=1).get_many(KEYS)) == {KEYS[3]}


def test_a_file_of_another_layout_is_emptied(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("CREATE TABLE kept (something TEXT)")
        database.execute("PRAGMA user_version = 99")
    database.close()
    made = filled(tmp_path)
    assert Memory(tmp_path, megabytes=1).get_many(KEYS) == made


def test_a_folder_that_is_none_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file where a folder should be", encoding="utf-8")
    memory = Memory(tmp_path / "folder", megabytes=1)
    memory.put_many({KEYS[0]: b"kept"})
    assert memory.get_many(KEYS) == {KEYS[0]: b"kept"}


def test_beside_a_process_that_writes_for_long_nothing_is_lost_but_time(tmp_path: Path) -> None:
    made = filled(tmp_path)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    memory = Memory(tmp_path, megabytes=1, patience=0.05)
    assert memory.get_many(KEYS) == made
    memory.put_many({KEYS[20]: b"new"})
    assert memory.get_many(KEYS) == {**made, KEYS[20]: b"new"}
    other.execute("ROLLBACK")
    other.close()
    assert Memory(tmp_path, megabytes=1).get_many(KEYS) == made


_WRITER = """
import sys
from pathlib import Path
from crosswire.models.memory import Memory, key_of
memory = Memory(Path(sys.argv[1]), megabytes=1, here=0)
for n in range(60):
    key = key_of("shared", str(n))
    found = memory.get_many([key]).get(key)
    assert found in (None, str(n).encode() * 500)
    memory.put_many({key: str(n).encode() * 500})
"""


def test_several_processes_share_one_file(tmp_path: Path) -> None:
    running = [subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path)]) for _ in range(3)]
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0]
    keys = {key_of("shared", str(n)): str(n).encode() * 500 for n in range(60)}
    found = Memory(tmp_path, megabytes=1).get_many(keys)
    assert found
    assert all(keys[key] == value for key, value in found.items())
