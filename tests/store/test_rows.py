"""Rows on their way in: few or many, they lie there as they were given."""

from typing import Any

import pytest
from sqlalchemy import Table, select

from crosswire.store.opened import opened
from crosswire.store.rows import COPIED, insert
from crosswire.store.tables import payloads, runs, texts

HARD = 'tab\\t newline\\n back\\\\slash \\x00 null \\N half \ud83d quote\'s "ü" \U0001f642'


def given(table: Table, number: int) -> list[dict[str, Any]]:
    if table is texts:
        return [{"id": f"text-{n}", "content": f"{n} {HARD}"} for n in range(number)]
    if table is payloads:
        blobs = [None, b"", b"\\x00\xff\\n", bytes(range(256))]
        return [{"id": f"sha256:{n}", "packed": blobs[n % 4], "size": n} for n in range(number)]
    counts = {"a": 1, "words": HARD.replace("\ud83d", "").replace("\x00", "")}
    return [
        {
            "id": f"run-{n}", "command": HARD, "started_at": "2026-03-10T12:00:00Z",
            "ended_at": None if n % 2 else "2026-03-10T12:00:01Z", "state": "done",
            "host": "here", "pid": n, "versions": {}, "counts": counts,
        }
        for n in range(number)
    ]  # fmt: skip


@pytest.mark.parametrize("number", [1, COPIED, 3 * COPIED])
@pytest.mark.parametrize("table", [texts, payloads, runs], ids=lambda table: str(table.name))
def test_rows_are_kept_as_given_and_a_second_time_add_nothing(
    store_url: str, table: Table, number: int
) -> None:
    store = opened(store_url, create=True, read_only=False)
    rows = given(table, number)
    with store.place() as writes, writes.begin():
        insert(writes, table, rows[: number // 2])
        insert(writes, table, rows)
        insert(writes, table, rows)
        insert(writes, table, [*rows, rows[0]])
    with store.read() as reader:
        ask = select(*(table.c[name] for name in rows[0]))
        found = [dict(row) for row in reader.connection.execute(ask).mappings()]
    assert sorted(found, key=lambda row: str(row["id"])) == sorted(rows, key=lambda r: r["id"])
