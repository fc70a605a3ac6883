"""Articles that lie in Parquet files: as they would in lines, a piece at a time."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.batch.objects import ObjectStore
from crosswire.batch.sources import captures
from crosswire.records import Capture, Failure
from tests.batch.archive import BROKEN, write_archive
from tests.batch.runs import project, records, run

ROWS = 23


def article(number: int) -> dict[str, Any]:
    return {"id": f"a{number}", "text": f"The {number}. barge broke loose.", "title": None}


def write(file: Path, rows: list[dict[str, Any]], group: int = 5, **how: Any) -> Path:
    pq.write_table(pa.Table.from_pylist(rows), file, row_group_size=group, **how)
    return file


def read(file: Path, *pieces: tuple[int, int]) -> list[Capture | Failure]:
    wanted = set(pieces or [(0, 1)])
    return [*captures(str(file), "", wanted, ObjectStore(), 1)]


def test_a_table_is_read_as_its_lines_are(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    lines = write_archive(tmp_path / "lines")
    rows = [json.loads(Path(f).read_text()) for f in lines if not f.endswith(BROKEN)]
    columns = {name: [row.get(name) for row in rows] for name in ("id", "outlet", "title", "text")}
    days = [row.get("published") and date.fromisoformat(row["published"]) for row in rows]
    table = pa.table({**columns, "published": days, "more": [1] * len(rows)})
    pq.write_table(table, tmp_path / "tables" / "articles.parquet", row_group_size=4)
    for number, folder in enumerate(("lines", "tables")):
        run(project(tmp_path, "local"), [str(tmp_path / folder)], tmp_path / f"{number}", 3)
    first, second = (records(tmp_path / f"{number}") for number in range(2))
    assert first["stories"] == second["stories"]
    assert first["edges"] == second["edges"]
    assert [r["text"] for r in first["revisions"]] == [r["text"] for r in second["revisions"]]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("table") / "articles.parquet"
    return write(file, [article(number) for number in range(ROWS)])


@given(of=st.integers(1, 40))
def test_the_pieces_of_a_table_hold_each_row_once(table: Path, of: int) -> None:
    found = [one.name for piece in range(of) for one in read(table, (piece, of))
             if isinstance(one, Capture)]  # fmt: skip
    assert found == [f"a{number}" for number in range(ROWS)]


def test_row_groups_of_others_are_not_read(table: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.parquet"
    first = pq.ParquetFile(table).metadata.row_group(0).column(0)
    body = bytearray(table.read_bytes())
    at = first.data_page_offset
    body[at : at + first.total_compressed_size // 2] = b"\xff" * (first.total_compressed_size // 2)
    damaged.write_bytes(body)
    assert [one.kind for one in read(damaged) if isinstance(one, Failure)] == ["damaged"]
    assert [one.name for one in read(damaged, (1, 2)) if isinstance(one, Capture)] == [
        f"a{number}" for number in range(ROWS // 2, ROWS)
    ]


def test_days_and_instants_are_told_as_lines_tell_them(tmp_path: Path) -> None:
    at = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    days = pa.table({"id": ["a"], "text": ["x"], "published": [date(2026, 3, 4)]})
    exact = pa.table({"id": [7], "text": ["x"],
                      "published": pa.array([at], pa.timestamp("ns", "UTC"))})  # fmt: skip
    told = []
    for number, one in enumerate((days, exact)):
        pq.write_table(one, tmp_path / f"{number}.parquet")
        (found,) = read(tmp_path / f"{number}.parquet")
        assert isinstance(found, Capture)
        told.append((found.name, found.published))
    assert told == [("a", "2026-03-04"), ("7", "2026-03-04T05:06:07+00:00")]


def test_a_row_that_is_no_article_is_said_and_the_next_is_read(tmp_path: Path) -> None:
    rows = [article(0), {**article(1), "text": None}, {**article(2), "id": None},
            {**article(3), "text": "x" * 1_000_001}, article(4)]  # fmt: skip
    file = write(tmp_path / "some.parquet", rows)
    found = read(file)
    assert [one.name for one in found if isinstance(one, Capture)] == ["a0", "a4"]
    assert [(one.item, one.kind) for one in found if isinstance(one, Failure)] == [
        (f"{file}:2", "not-an-article-line"), (f"{file}:3", "not-an-article-line"),
        (f"{file}:4", "too-large"),
    ]  # fmt: skip


def test_what_is_no_table_of_articles_is_said(tmp_path: Path) -> None:
    other = tmp_path / "other.parquet"
    pq.write_table(pa.table({"name": ["Ann Orr"], "text": ["x"]}), other)
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"no table at all")
    large = write(tmp_path / "large.parquet", [{"id": "a", "text": "a" * 1_000_000}] * 60,
                  compression="zstd", use_dictionary=False)  # fmt: skip
    found = [
        one for file in (other, broken, large, tmp_path / "gone.parquet") for one in read(file)
    ]
    assert [one.kind for one in found if isinstance(one, Failure)] == [
        "not-article-lines", "damaged", "bomb", "missing"
    ]  # fmt: skip
    assert "has no column id" in found[0].words  # type: ignore[union-attr]


def test_tables_in_a_folder_are_found_beside_pages(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "rows.PARQUET", [article(0)])
    write(tmp_path / "in" / ".hidden.parquet", [article(1)])
    summary, heard = run(project(tmp_path, "local"), [str(tmp_path / "in")], tmp_path / "out", 1)
    assert (summary.articles, heard) == (1, [])
    assert next(iter(records(tmp_path / "out")["revisions"]))["article"] == "a0"
