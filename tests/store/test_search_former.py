"""What a search says it searched: former texts, and the articles that the filters leave."""

from collections.abc import Iterator

import pytest

from crosswire.records import Hits, Query, Revision, Text
from crosswire.records.story import Move
from crosswire.store import search_former
from crosswire.store.base import Reader, Store, open_store
from crosswire.store.lists import search
from tests.store.pages import VERSION, read, revision, said

EARLY = "Three people are missing.\n\nThe search would go on through the night, Mara Venn said."
LATE = "Three people were found.\n\n“They are well,” Mara Venn said."


def page(name: str, body: str, title: str, outlet: str, day: int) -> Revision:
    return revision(
        name, body, title=title, outlet=outlet, url=f"https://{name}.example/",
        published=f"2031-05-{day:02d}",
    )  # fmt: skip


BEFORE = page("a1", EARLY, "Three missing at Port Sarn", "Harbour Post", 1)
NOW = page("a1", LATE, "Three found at Port Sarn", "Harbour Post", 1)
OTHER = page("b2", "A search of the baths found nothing.", "Baths", "Sarn Observer", 2)
LONE = page("c3", "The lamps of Orlean are lit at night.", "Lamps", "Harbour Post", 3)


def fill(store: Store) -> None:
    with store.write("add") as writer, writer.batch() as batch:
        for n, one in enumerate((BEFORE, OTHER, LONE, NOW)):
            added = batch.add_capture(one.capture, one, f"2031-05-06T12:00:{n:02d}+00:00")
            if one is not NOW:
                move = Move(article=added.article_id, story=f"story-{n}", how="founded",
                            probability=1.0, made_by="t/1")  # fmt: skip
                batch.apply_moves([move])
            if one in (BEFORE, NOW):
                quoted = [said(NOW, "“They are well,”", "Mara Venn")] if one is NOW else []
                batch.add_reading(read(one, quoted), added.article_id, added.revision_id, VERSION)


@pytest.fixture(scope="module")
def reader(module_store_url: str) -> Iterator[Reader]:
    with open_store(module_store_url) as store:
        fill(store)
        with store.read() as reader:
            yield reader


def names(found: Hits) -> list[str]:
    return [hit.name for hit in found.hits]


def test_words_of_a_former_text_are_found_and_said_to_be_former(reader: Reader) -> None:
    for order in ("newest", "ranked"):
        query = Query(words='"search would go on through the night"', order=order)
        found = search(reader, query)
        (hit,) = found.hits
        assert hit.former
        assert hit.headline == "Three missing at Port Sarn"
        hit.span.check(Text.of(EARLY))
        assert [mark.exact for mark in hit.marks] == ["search would go on through the night"]
        assert found.words == (
            "1 shown, of 3 articles searched; of 1 former text, 1 holds the words"
        )


def test_what_stands_now_comes_before_what_stood_once(reader: Reader) -> None:
    found = search(reader, Query(words="search"))
    assert [(hit.name, hit.former) for hit in found.hits] == [("b2", False), ("a1", True)]
    found = search(reader, Query(words="three"))
    assert [(hit.name, hit.former) for hit in found.hits] == [("a1", False)]
    assert (found.former_found, found.former_left) == (1, 0)


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("missing sarn", 1),
        ('"sarn three"', 0),
        ("missing -night", 0),
        ("lifeboat OR mis*", 1),
        ("missing baths", 0),
    ],
)
def test_former_texts_are_searched_by_the_same_rules(reader: Reader, typed: str, held: int) -> None:
    found = search(reader, Query(words=typed))
    assert (len(found.hits), found.former, found.former_found) == (held, 1, held)


def test_where_nothing_is_found_it_is_said_in_what(reader: Reader) -> None:
    found = search(reader, Query(words="lifeboat"))
    assert found.nothing == (
        "Not found in 3 articles searched; of 1 former text, none hold the words. "
        "That says nothing of texts that are not kept."
    )
    found = search(reader, Query(words="night", kind="quotation"))
    assert found.nothing.startswith(
        "Not found in 1 article read closely; former texts were not searched."
    )


def test_a_full_page_says_that_former_texts_were_not_searched(reader: Reader) -> None:
    found = search(reader, Query(words="at", limit=1))
    assert found.next
    assert found.words == "1 shown, of 3 articles searched; former texts were not searched"
    rest = search(reader, Query(words="at", limit=1, cursor=found.next))
    assert rest.former_left is None


def test_of_many_former_texts_those_not_searched_are_counted(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_former, "MOST_FORMER", 0)
    found = search(reader, Query(words="lifeboat"))
    assert found.words == "0 shown, of 3 articles searched; 1 former text not searched"


def test_a_large_store_is_asked_for_former_texts_only_when_nothing_is_found(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_former, "FEW", 0)
    assert search(reader, Query(words="search")).former_left is None
    assert names(search(reader, Query(words="missing"))) == ["a1"]


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ({}, 3),
        ({"outlet": "Harbour Post"}, 2),
        ({"outlet": "Harbour Post", "until": "2031-05-02"}, 1),
        ({"since": "2031-05-02"}, 2),
        ({"since": "2031-06-01"}, 0),
        ({"story": "story-1"}, 1),
        ({"story": "story-1", "outlet": "Harbour Post"}, 0),
        ({"kind": "quotation"}, 1),
        ({"kind": "quotation", "outlet": "Harbour Post"}, 1),
        ({"kind": "quotation", "outlet": "Sarn Observer"}, 0),
        ({"kind": "statement"}, 0),
        ({"kind": "statement", "since": "2031-05-01"}, 0),
    ],
)
def test_the_denominator_is_what_the_filters_leave(
    reader: Reader, asked: dict[str, str], searched: int
) -> None:
    query = Query.model_validate({"words": "three", **asked})
    found = search(reader, query)
    assert found.searched == searched
    assert ("all that the filters leave" in found.words) == query.filtered


def test_former_texts_of_articles_that_the_filters_leave_out_are_none(reader: Reader) -> None:
    assert search(reader, Query(words="missing", outlet="Sarn Observer")).former == 0
    assert names(search(reader, Query(words="missing", outlet="Harbour Post"))) == ["a1"]
