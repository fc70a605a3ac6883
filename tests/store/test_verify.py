"""A store that does not say what was put in says where."""

import pytest

from crosswire.records import Payload
from crosswire.store.base import Store, verify_store
from crosswire.store.engine import parse
from tests.store.made import SEEN, add, fill, line, page
from tests.store.test_check import break_it
from tests.store.test_erasing import erase, kept, saved

BYTES = "sha256:" + "0" * 64
FAULTS = {
    "UPDATE texts SET content = 'Other words.' WHERE content = 'Storm'":
        "texts that do not hash to their ids",
    "UPDATE payloads SET packed = NULL": "payloads that do not hash to their ids",
    "UPDATE payloads SET size = 3": "payloads that do not hash to their ids",
    "UPDATE captures SET encoding = 'martian' WHERE name = 'p1'":
        "captures that do not say what they said",
    "UPDATE captures SET title = 'Another'": "captures that do not say what they said",
    "UPDATE mentions SET stop = 4000": "spans of mentions outside their text",
    "UPDATE times SET start = stop": "spans of times outside their text",
    "UPDATE conflicts SET b_stop = 4000": "spans of conflicts outside their text",
    "UPDATE quotations SET runs = '[[3, 4000]]'": "spans of quotations outside their text",
    "UPDATE revisions SET text_id = (SELECT max(text_id) FROM revisions)":
        "revisions whose text is another",
    "UPDATE ledger SET result_id = 'revision-x'": "lines of the ledger whose result is not there",
    "UPDATE revisions SET details = '{\"passages\":[{\"span\":{\"@\":[0,0,9000]}}]}'":
        "revisions or readings that cannot be put together",
    "UPDATE readings SET packed = {00}": "comparisons that cannot be put together",
    "UPDATE tombstones SET id = (SELECT max(text_id) FROM revisions) WHERE what = 'text'":
        "things that were erased and are there",
}  # fmt: skip


def filled(store: Store) -> None:
    """A little of everything, a page with its bytes, and an article that was erased."""
    fill(store)
    kept(store, saved("p1", "A pier fell."), saved("p2", "A mast stands."))
    erase(store, "p2")


def test_a_sound_store_is_told_with_numbers(store_url: str, store: Store) -> None:
    filled(store)
    found = verify_store(store_url)
    assert found.problems == ()
    assert found.erased == {"article": 1, "payload": 1, "text": 1}
    assert found.checked == {
        "texts": 8, "payloads": 1, "captures": 4, "revisions": 4, "spans": 22, "comparisons": 1,
        "ledger": 3, "tombstones": 3, "notes": 0, "chain": 6,
    }  # fmt: skip


@pytest.mark.parametrize(("statement", "told"), FAULTS.items(), ids=FAULTS)
def test_a_fault_is_told(store_url: str, store: Store, statement: str, told: str) -> None:
    filled(store)
    zero = "x'00'" if parse(store_url).drivername == "sqlite" else "decode('00', 'hex')"
    break_it(store_url, statement.replace("{00}", zero))
    problems = verify_store(store_url).problems
    assert any(problem.startswith(f"{told}: ") for problem in problems), problems


def test_bytes_that_were_swapped_are_told(store_url: str, store: Store) -> None:
    filled(store)
    other = saved("p3", "Another pier.")
    kept(store, other)
    mine = "(SELECT payload_id FROM captures WHERE name = 'p3')"
    break_it(
        store_url,
        f"UPDATE payloads SET packed = (SELECT packed FROM payloads WHERE id = {mine}) "
        f"WHERE packed IS NOT NULL AND id <> {mine}",
    )
    problems = verify_store(store_url).problems
    assert problems[0].startswith("payloads that do not hash to their ids: sha256:")


def test_another_headline_over_the_same_text_is_no_fault(store_url: str, store: Store) -> None:
    kept(store, line("a1"))
    kept(store, line("a1", title="The bridge, once more"))
    found = verify_store(store_url)
    assert (found.problems, found.checked["revisions"]) == ((), 2)


def test_many_faults_of_one_kind_are_one_line(store_url: str, store: Store) -> None:
    fill(store)
    break_it(store_url, "UPDATE texts SET content = content || '.'")
    problems = verify_store(store_url).problems
    (line,) = [p for p in problems if p.startswith("texts that do not hash")]
    assert line.endswith(" more")


def test_what_age_took_is_no_fault(store_url: str, store: Store) -> None:
    bare = page("old", "A mast stands.", url="https://sentry.example/old")
    other = saved("p1", "A pier fell.")
    kept(store, bare, other)
    with store.write("erase") as writer, writer.batch() as batch:
        batch.erase_captures("2032-01-01T00:00:00.000Z", because="older", by="crosswire")
    found = verify_store(store_url)
    assert found.problems == ()
    assert found.erased == {"capture": 1, "payload": 1}
    assert (found.checked["captures"], found.checked["revisions"]) == (0, 2)


def test_bytes_without_a_tombstone_are_missed(store_url: str, store: Store) -> None:
    kept(store, saved("p1", "A pier fell."))
    break_it(store_url, "UPDATE payloads SET packed = NULL")
    problems = verify_store(store_url).problems
    assert problems[-1].startswith("the chain breaks at entry 1 (capture-")
    assert [p.split(":")[0] for p in problems[:-1]] == [
        "payloads that do not hash to their ids", "captures that do not say what they said",
        "revisions or readings that cannot be put together",
    ]  # fmt: skip


def test_the_same_bytes_under_another_type_are_one_payload(store_url: str, store: Store) -> None:
    one = saved("p1", "A pier fell.")
    assert one.capture.payload is not None
    again = Payload(content=one.capture.payload.content)
    capture = one.capture.model_copy(update={"payload": again, "url": "https://quay.example/x"})
    with store.write("add") as writer, writer.batch() as batch:
        add(batch, one, SEEN)
        add(batch, one.model_copy(update={"capture": capture}), SEEN)
    assert verify_store(store_url).checked["payloads"] == 1
