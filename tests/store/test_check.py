"""A store that does not hold together says where."""

from pathlib import Path

import pytest
from sqlalchemy import text

from crosswire.store.base import Store, check_store, open_store
from crosswire.store.engine import make_engine, parse
from tests.store.made import fill

FAULTS = {
    "UPDATE articles SET revision_id = 'revision-x' WHERE name = 'a1'":
        "articles without their revision",
    "UPDATE captures SET revision_id = (SELECT revision_id FROM articles WHERE name = 'c1')":
        "captures without their revision",
    "UPDATE memberships SET ended_at = '2031-05-08T00:00:00Z' WHERE n = 1":
        "articles that lie in no story, or in two",
    "UPDATE stories SET articles = 7": "stories that are miscounted, or merged by half",
    "UPDATE stories SET state = 'merged' WHERE into_id IS NULL":
        "stories that are miscounted, or merged by half",
}  # fmt: skip


def break_it(url: str, statement: str) -> None:
    engine = make_engine(parse(url), write=True)
    with engine.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize(("statement", "told"), FAULTS.items(), ids=FAULTS.values())
def test_a_fault_is_told(store_url: str, store: Store, statement: str, told: str) -> None:
    fill(store)
    break_it(store_url, statement)
    problems = check_store(store_url).problems
    assert any(problem.startswith(f"{told}: ") for problem in problems), problems


def test_an_index_that_lacks_an_article_is_told(store_url: str, store: Store) -> None:
    fill(store)
    sqlite = parse(store_url).drivername == "sqlite"
    key = "rowid" if sqlite else "seq"
    gone = "SELECT seq FROM articles WHERE name = 'a1'"
    if sqlite:
        break_it(
            store_url,
            "INSERT INTO article_words (article_words, rowid, headline, body) "
            f"SELECT 'delete', seq, headline, body FROM article_texts WHERE seq = ({gone})",
        )
    else:
        break_it(store_url, f"DELETE FROM article_words WHERE {key} = ({gone})")
    problems = check_store(store_url).problems
    assert any(p.startswith("rows of articles that article_words lacks") for p in problems)


def test_an_index_of_other_words_in_a_file_is_told(tmp_path: Path) -> None:
    path = str(tmp_path / "desk.sqlite")
    fill(open_store(path))
    break_it(
        path,
        "INSERT INTO quotation_words (rowid, words, speaker) "
        "SELECT seq, 'others', speaker FROM quotation_texts",
    )
    problems = check_store(path).problems
    assert "quotation_words: the index does not say what the texts say" in problems


def test_bytes_are_told_apart(store_url: str, store: Store) -> None:
    fill(store)
    taken = check_store(store_url).bytes
    assert set(taken) == {"texts", "index", "captures", "spans", "stories", "other"}
    assert all(size > 0 for size in taken.values())


def test_while_another_writes_the_words_of_the_index_are_left_alone(
    store_url: str, store: Store
) -> None:
    fill(store)
    with store.write("add"):
        checked = check_store(store_url)
    assert checked.problems == ()
    assert "check again when nobody writes" in checked.notes[0]


@pytest.mark.parametrize("value", ["x'00ff'", "'no' || char(0)", "cast(x'c328' as text)"])
def test_a_value_that_nobody_put_there_is_told(tmp_path: Path, value: str) -> None:
    path = str(tmp_path / "desk.sqlite")
    fill(open_store(path))
    break_it(path, f"UPDATE outlets SET name = {value}")
    break_it(path, "UPDATE stories SET outlets = 'two'")
    problems = check_store(path).problems
    assert [p.partition(":")[0] for p in problems] == [
        "values of outlets.name that nobody put there",
        "values of stories.outlets that nobody put there",
    ]
