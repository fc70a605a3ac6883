"""Names brought together: each text once by whatever brings them together, and again by another."""

import pytest

from crosswire.desk.resolving import resolve_kept, resolved_by
from crosswire.records import Reading, WikidataEntry
from crosswire.records.annotation import Entity
from crosswire.records.entity import SharedEntity
from crosswire.stages.resolve import Resolve
from crosswire.store.base import Added, Store, open_store
from tests.store import made

READ = "annotate/1 quote/1"
MAYOR = WikidataEntry(id="Q99", label="Ada Quill", description="mayor", kind="person")


@pytest.fixture
def store(store_url: str) -> Store:
    return open_store(store_url)


def read(article: str, outlet: str, local: str) -> Reading:
    """An article that names Ada Quill, whom its reading knows as ``local``."""
    address = f"https://{article}.example/bridge"
    reading = made.reading(made.line(article, outlet=outlet, url=address))
    annotation = reading.annotation
    mentions = tuple(m.model_copy(update={"entity": local}) for m in annotation.mentions)
    person = Entity(id=local, label="PERSON", name="Ada Quill", forms=("Ada Quill",))
    named = annotation.model_copy(update={"mentions": mentions, "entities": (person,)})
    return reading.model_copy(update={"annotation": named})


def keep(store: Store, readings: list[Reading], version: str) -> list[Added]:
    with store.write("test") as writer, writer.batch() as batch:
        kept = [made.add(batch, reading.revision) for reading in readings]
        for added, reading in zip(kept, readings, strict=True):
            batch.add_reading(reading, added.article_id, added.revision_id, version)
    return kept


def resolve(store: Store, recipe: Resolve, version: str) -> int:
    with store.write("test") as writer:
        return resolve_kept(writer, recipe, version)


def entities(store: Store) -> list[SharedEntity]:
    with store.read() as reader:
        return [*reader.entities()]


def locals_of(store: Store) -> set[str]:
    return {member.entity for entity in entities(store) for member in entity.members}


def test_a_text_is_resolved_once(store: Store) -> None:
    keep(store, [read("a", "The Harbour Sentry", "e0"), read("b", "The Quay Post", "e1")], READ)
    assert resolve(store, Resolve(), READ) == 2
    assert locals_of(store) == {"e0", "e1"}
    assert resolve(store, Resolve(), READ) == 0


def test_what_is_read_anew_is_resolved_anew(store: Store) -> None:
    keep(store, [read("a", "The Harbour Sentry", "e0")], READ)
    resolve(store, Resolve(), READ)
    keep(store, [read("a", "The Harbour Sentry", "e7")], "annotate/2 quote/1")
    assert resolve(store, Resolve(), "annotate/2 quote/1") == 1
    assert locals_of(store) == {"e7"}


def test_an_extract_given_later_is_applied(store: Store) -> None:
    keep(store, [read("a", "The Harbour Sentry", "e0")], READ)
    resolve(store, Resolve(), READ)
    (before,) = entities(store)
    assert before.wikidata is None
    assert resolve(store, Resolve(entries=(MAYOR,)), READ) == 1
    (linked,) = entities(store)
    assert [*filter(None, (linked.wikidata, *linked.candidates))]
    # Both were done once; what was done by the one is not taken for the other's.
    assert resolve(store, Resolve(entries=(MAYOR,)), READ) == 0


def test_what_brings_names_together_is_told_apart() -> None:
    recipes = (Resolve(), Resolve(version=9), Resolve(entries=(MAYOR,)))
    assert (
        len({resolved_by(recipe, READ) for recipe in recipes} | {resolved_by(Resolve(), "2")}) == 4
    )


def test_many_batches_are_as_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crosswire.desk.resolving.BATCH", 1)
    outlets = ("The Harbour Sentry", "The Quay Post", "Midland Ledger")
    keep(store, [read(o.split()[1].lower(), o, f"e{n}") for n, o in enumerate(outlets)], READ)
    assert resolve(store, Resolve(), READ) == 3
    assert locals_of(store) == {"e0", "e1", "e2"}
    assert sum(len(entity.members) for entity in entities(store)) == 3
