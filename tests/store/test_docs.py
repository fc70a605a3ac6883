"""The queries of docs/reference/store.md, run on both databases."""

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from crosswire.records.story import story_id
from crosswire.store.base import Store, open_store
from tests.store.made import fill

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "store.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```(sql|sqlite)\n(.*?)```", PAGE, re.S)
ANSWERS = [
    [(2, 2, "Bridge closed"), (1, 1, "Storm")],
    [
        ("Ada Quill", "The Harbour Sentry", '"The bridge stays shut."'),
        ("Ada Quill", "The Quay Post", '"The bridge stays shut."'),
    ],
    [
        ("a1", "founded", None),
        ("b1", "founded", "merged: it lies in {} now"),
        ("b1", "merged", None),
        ("c1", "founded", None),
    ],
    [("b1", "Shut"), ("a1", "Bridge closed")],
]


def test_the_page_has_these_queries() -> None:
    assert [kind for kind, _ in QUERIES] == ["sql", "sql", "sql", "sqlite"]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_query_answers(store: Store, number: int) -> None:
    kept = fill(store)
    found = asked(store, number)
    if number == 2:
        story = story_id(kept[0].article_id)
        found = [(r[0], r[2], r[6] and r[6].replace(story, "{}")) for r in found]
    assert found == ANSWERS[number]


def test_the_query_of_words_answers_in_a_file(tmp_path: Path) -> None:
    with open_store(tmp_path / "desk.sqlite") as store:
        fill(store)
        assert asked(store, 3) == ANSWERS[3]


def asked(store: Store, number: int) -> list[tuple[Any, ...]]:
    with store.read() as reader:
        return [tuple(row) for row in reader.connection.execute(text(QUERIES[number][1]))]
