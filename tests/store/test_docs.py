"""The queries of docs/reference/store.md, run on both databases."""

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from crosswire.records.story import story_id
from crosswire.stages.group import placing
from crosswire.store.base import Store, open_store
from tests.store.made import fill, joined

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "store.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```(sql|sqlite)\n(.*?)```", PAGE, re.S)
ANSWERS = [
    [(2, 2, "Bridge closed"), (1, 1, "Storm")],
    [("Ada Quill", 2, 2)],
    [
        ("a1", "founded", None),
        ("b1", "founded", "merged: it lies in {} now"),
        ("b1", "merged", None),
        ("c1", "founded", None),
    ],
    [("c1", "a1")],
    [("b1", "Shut"), ("a1", "Bridge closed")],
]


def test_the_page_has_these_queries() -> None:
    assert [kind for kind, _ in QUERIES] == ["sql", "sql", "sql", "sqlite", "sqlite"]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_query_answers(store: Store, number: int) -> None:
    kept = fill(store)
    found = asked(store, number)
    if number == 2:
        story = story_id(kept[0].article_id)
        found = [(r[0], r[2], r[7] and r[7].replace(story, "{}")) for r in found]
    assert found == ANSWERS[number]


def test_the_query_of_words_answers_in_a_file(tmp_path: Path) -> None:
    with open_store(tmp_path / "desk.sqlite") as store:
        fill(store)
        assert asked(store, 4) == ANSWERS[4]


def test_the_query_of_copies_names_the_original(tmp_path: Path) -> None:
    with open_store(tmp_path / "desk.sqlite") as store:
        kept = fill(store)
        first, copy = kept[0].article_id, kept[2].article_id
        assert asked(store, 3) == []
        with store.write("group") as writer, writer.batch() as batch:
            why = placing.copied(first)
            story = writer.story_of(first)
            assert story is not None
            batch.apply_moves([joined(copy, story, how=why.how, because=why.because)])
        assert asked(store, 3) == ANSWERS[3]


def asked(store: Store, number: int) -> list[tuple[Any, ...]]:
    with store.read() as reader:
        return [tuple(row) for row in reader.connection.execute(text(QUERIES[number][1]))]
