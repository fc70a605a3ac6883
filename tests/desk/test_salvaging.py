"""What of a damaged file can still be read is saved."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.desk.jobs import Doer
from crosswire.desk.salvaging import salvage
from crosswire.errors import StoreError
from crosswire.project import Project
from crosswire.store.base import check_store
from crosswire.store.engine import make_engine, parse
from tests.desk.stream import cycle, write

ARTICLES = 40
PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of many pages in one file."""
    folder = tmp_path_factory.mktemp("whole")
    settings = Settings(data=folder, pipeline="small", cache_megabytes=0)
    with Desk.open(Project(settings), create=True) as desk:
        lines = write(folder / "lines.jsonl", [*cycle(ARTICLES)])
        desk.add(desk.project.captures([str(lines)]), closely="none")
        desk.people.add_user("Ana Ruiz", "a long password of hers", role="admin", by=Doer("here"))
    return folder / "desk.sqlite"


def damaged(whole: Path, folder: Path, table: str) -> Path:
    """The same with one page of a table's rows overwritten."""
    ask = f"SELECT pageno FROM dbstat WHERE name = '{table}' AND pagetype = 'leaf' ORDER BY pageno"
    with make_engine(parse(str(whole)), write=False).connect() as connection:
        leaves = list(connection.execute(text(ask)).scalars())
    data = bytearray(whole.read_bytes())
    at = (leaves[len(leaves) // 2] - 1) * PAGE
    data[at : at + PAGE] = b"\xff" * PAGE
    path = folder / "damaged.sqlite"
    path.write_bytes(data)
    return path


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    lines = (folder / "tables" / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_of_a_whole_file_everything_is_saved_but_what_opens_something(
    whole: Path, tmp_path: Path
) -> None:
    found = salvage(str(whole), tmp_path / "saved")
    counts = check_store(whole).rows
    assert found.lost == {}
    assert (found.captures, found.captures_lost) == (ARTICLES, ())
    assert {name: counts[name] for name in found.rows} == found.rows
    assert "sign_ins" not in found.rows
    (user,) = rows(tmp_path / "saved", "users")
    assert user["name"] == "Ana Ruiz"
    assert "password" not in user


@pytest.mark.parametrize("table", ["texts", "captures", "ledger"])
def test_a_damaged_page_is_told_and_the_others_are_saved(
    whole: Path, tmp_path: Path, table: str
) -> None:
    path = damaged(whole, tmp_path, table)
    problems = check_store(path).problems
    assert any("damaged" in problem for problem in problems), problems
    found = salvage(str(path), tmp_path / "saved")
    assert [*found.lost] == [table]
    before = check_store(whole).rows[table]
    assert 0 < found.rows[table] == len(rows(tmp_path / "saved", table)) < before
    for name, number in found.rows.items():
        if name != table:
            assert number == check_store(whole).rows[name]


def test_captures_that_were_saved_make_a_store_again(whole: Path, tmp_path: Path) -> None:
    path = damaged(whole, tmp_path, "texts")
    found = salvage(str(path), tmp_path / "saved")
    assert 0 < len(found.captures_lost) < ARTICLES
    assert found.captures == ARTICLES - len(found.captures_lost)
    settings = Settings(data=tmp_path / "again", pipeline="small", cache_megabytes=0)
    with Desk.open(Project(settings), create=True) as desk:
        warc = str(tmp_path / "saved" / "captures.warc.gz")
        assert desk.add(desk.project.captures([warc]), closely="none").articles == found.captures
    assert check_store(settings.store_url).problems == ()


def test_a_value_of_another_kind_is_one_capture_lost(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.sqlite"
    path.write_bytes(whole.read_bytes())
    with closing(sqlite3.connect(path)) as file, file:
        for number, odd in enumerate((b"\xff\xfe", 7)):
            one = f"(SELECT rowid FROM captures ORDER BY rowid LIMIT 1 OFFSET {number})"
            file.execute(f"UPDATE captures SET seen_at = ? WHERE rowid = {one}", (odd,))
    found = salvage(str(path), tmp_path / "saved")
    assert found.captures + len(found.captures_lost) == ARTICLES
    assert len(found.captures_lost) == 1, "a number is kept as its digits"


def test_it_says_what_it_cannot_do(whole: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="an empty folder was wanted"):
        salvage(str(whole), whole.parent)
    with pytest.raises(StoreError, match="its own tools"):
        salvage("postgresql://ana:secret@desk.example/store", tmp_path / "saved")
    with pytest.raises(StoreError, match="no such file"):
        salvage(str(tmp_path / "none.sqlite"), tmp_path / "saved")
    gone = tmp_path / "gone.sqlite"
    gone.write_bytes(b"\xff" * PAGE + whole.read_bytes()[PAGE:])
    with pytest.raises(StoreError, match="first pages cannot be read"):
        salvage(str(gone), tmp_path / "saved")


@pytest.mark.parametrize(
    "made",
    [
        'CREATE TABLE texts (id TEXT, "select" TEXT, "a ""quoted"" name" TEXT, "x`y" TEXT, "" TEXT)',
        'CREATE TABLE texts (rowid TEXT, oid TEXT, "; DROP TABLE about; --" TEXT, "]" TEXT, a TEXT)',
        "CREATE TABLE texts (rowid TEXT, oid TEXT, _rowid_ TEXT, `order by` TEXT, b TEXT)",
        'CREATE TABLE texts (k1 TEXT, k2 TEXT, c TEXT, "Password" TEXT, d TEXT, '
        "PRIMARY KEY (k1, k2)) WITHOUT ROWID",
        'CREATE TABLE texts (id TEXT PRIMARY KEY, "rowid" TEXT, "group" TEXT, "\'" TEXT, e TEXT) '
        "WITHOUT ROWID",
    ],
)
def test_whatever_a_file_calls_its_columns_its_rows_are_saved(tmp_path: Path, made: str) -> None:
    """A file that somebody made, or whose first pages were overwritten."""
    path = tmp_path / "strange.sqlite"
    with closing(sqlite3.connect(path)) as file:
        file.execute(made)
        file.executemany(
            "INSERT INTO texts VALUES (?, ?, ?, ?, ?)",
            [[f"{row}{column}" for column in "abcde"] for row in range(3)],
        )
        file.commit()
        names = [row[1] for row in file.execute("PRAGMA table_info(texts)")]
    found = salvage(str(path), tmp_path / "saved")
    assert (found.rows, found.lost) == ({"texts": 3}, {})
    assert rows(tmp_path / "saved", "texts") == [
        {
            name: f"{row}{column}"
            for name, column in zip(names, "abcde", strict=True)
            if name != "Password"
        }
        for row in range(3)
    ]


def test_a_table_that_wants_a_function_is_lost_and_the_others_are_saved(tmp_path: Path) -> None:
    path = tmp_path / "strange.sqlite"
    with closing(sqlite3.connect(path)) as file:
        file.create_function("ours", 1, str.upper, deterministic=True)
        file.execute("CREATE TABLE texts (id TEXT, n AS (ours(id)))")
        file.execute("INSERT INTO texts VALUES ('a')")
        file.execute("CREATE TABLE outlets (id TEXT)")
        file.execute("INSERT INTO outlets VALUES ('b')")
        file.commit()
    found = salvage(str(path), tmp_path / "saved")
    assert found.rows["outlets"] == 1
    assert (found.rows["texts"], "texts" in found.lost) == (0, True)
