"""Quotations of a store: what it keeps of their sources."""

from crosswire.records import Query
from crosswire.records.quotation import Identified, SourceKind
from crosswire.store import lists
from crosswire.store.base import open_store
from tests.store.pages import VERSION, read, revision, said

PAGE = revision(
    "b1", "“Two tugs held it,” Ann Orr said.", title="Two tugs", outlet="Sarn Observer",
    published="2021-05-02",
)  # fmt: skip


def test_how_a_source_is_identified_and_what_it_is_are_kept(store_url: str) -> None:
    told = said(PAGE, "“Two tugs held it,”", "Ann Orr", "e1")
    known = {"identified": Identified.NAMED, "source_kind": SourceKind.PERSON}
    reading = read(PAGE, [told.model_copy(update=known)], [("Ann Orr", "e1")])
    with open_store(store_url) as store:
        with store.write("add") as writer, writer.batch() as batch:
            added = batch.add_capture(PAGE.capture, PAGE, "2021-05-21T00:00:00.000Z")
            batch.add_reading(reading, added.article_id, added.revision_id, VERSION)
        with store.read() as reader:
            (line,) = lists.quotes(reader, Query())
    assert (line.identified, line.source_kind) == (Identified.NAMED, SourceKind.PERSON)
