"""Captures in, records out: what is new, what is known, and where it stands in time."""

import pytest
from sqlalchemy import select, text

from crosswire.errors import ConfigError, InputError
from crosswire.records import Revision
from crosswire.store.base import Added, Store, capture_key
from crosswire.store.tables import articles
from tests.store.made import LATER, SEEN, WORDS, add, line, page


def put(store: Store, *revisions: Revision, seen: str = SEEN) -> list[Added]:
    with store.write("add") as writer, writer.batch() as batch:
        return [add(batch, one, seen) for one in revisions]


def found(store: Store, words: str) -> list[str]:
    """Headlines or bodies the index finds the word in."""
    with store.read() as reader:
        sqlite = reader.connection.dialect.name == "sqlite"
        key = "rowid" if sqlite else "seq"
        where = "article_words MATCH :w" if sqlite else "words @@ to_tsquery('simple', :w)"
        ask = text(
            f"SELECT a.name FROM article_words w JOIN articles a ON a.seq = w.{key} "
            f"WHERE {where} ORDER BY a.seq"
        )
        return list(reader.connection.execute(ask, {"w": words}).scalars())


def test_what_is_added_is_read_back_exactly(store: Store) -> None:
    kept = [line("a1"), page("b1", "A page.", url=None), line("c1", "", title=None, url=None)]
    added = put(store, *kept)
    assert all(one.new_article and one.new_revision for one in added)
    with store.read() as reader:
        for one, revision in zip(added, kept, strict=True):
            assert reader.revision(one.revision_id) == revision
            assert reader.capture(capture_key(revision.capture)) == revision.capture


def test_the_same_again_adds_nothing(store: Store) -> None:
    first = put(store, line())[0]
    again = first._replace(new_article=False, new_revision=False, shown=False)
    assert put(store, line(), line()) == [again] * 2
    assert found(store, "shut") == ["a1"]


def test_the_same_twice_in_one_batch_adds_once(store: Store) -> None:
    first, second = put(store, line(), line())
    assert first.new_article
    assert second == first._replace(new_article=False, new_revision=False, shown=False)


def test_a_changed_text_under_one_address_is_a_new_revision(store: Store) -> None:
    old, new = line(), line("a2", "The bridge reopened.")
    before = put(store, old)[0]
    after = put(store, new, seen=LATER)[0]
    assert after.article_id == before.article_id
    assert (after.new_article, after.new_revision) == (False, True)
    with store.read() as reader:
        assert reader.current([before.article_id]) == {before.article_id: after.revision_id}
        assert reader.revision(before.revision_id) == old
    assert found(store, "reopened") == ["a1"]
    assert found(store, "shut") == []


def test_an_older_capture_that_comes_later_is_not_the_current_text(store: Store) -> None:
    new = put(store, line("a2", "The bridge reopened."), seen=LATER)[0]
    put(store, line())
    with store.read() as reader:
        assert reader.current([new.article_id]) == {new.article_id: new.revision_id}
    assert found(store, "reopened") == ["a2"]


def test_a_text_that_comes_back_is_current_again(store: Store) -> None:
    first = put(store, line())[0]
    put(store, line("a2", "The bridge reopened."), seen=LATER)
    again = put(store, line(published="2031-05-08"), seen="2031-05-10T10:00:00Z")[0]
    assert not again.new_revision
    with store.read() as reader:
        assert reader.current([first.article_id]) == {first.article_id: first.revision_id}
    assert found(store, "shut") == ["a1"]


def test_a_page_read_anew_keeps_its_article_and_says_the_outlet_changed_nothing(
    store: Store,
) -> None:
    html = "<p>The bridge stays shut. A caption. Share this"
    first = put(store, page("p", "The bridge stays shut.", html=html))[0]
    second = put(store, page("p", "The bridge stays shut. A caption.", html=html))[0]
    assert (second.article_id, second.new_revision) == (first.article_id, True)
    with store.read() as reader:
        replaced = text("SELECT id, replaced_by FROM revisions ORDER BY replaced_by IS NULL")
        rows = [tuple(row) for row in reader.connection.execute(replaced)]
        assert rows == [(first.revision_id, second.revision_id), (second.revision_id, None)]
        assert reader.current([first.article_id]) == {first.article_id: second.revision_id}
    assert found(store, "caption") == ["p"]


def test_a_page_read_anew_to_the_same_text_is_read_as_now(store: Store) -> None:
    kept = put(store, page("p", "The bridge stays shut."))[0]
    anew = page("p", "The bridge stays shut.").model_copy(update={"removed": (), "headline": None})
    put(store, anew)
    with store.read() as reader:
        assert reader.revision(kept.revision_id) == anew
    assert found(store, "closed") == []


def test_articles_of_one_name_are_two_where_their_outlets_are(store: Store) -> None:
    one = put(store, line(url=None), line(url=None, outlet="The Quay Post"))
    assert one[0].article_id != one[1].article_id
    assert one[0].revision_id != one[1].revision_id
    two = r"may be one of these; write more"
    with store.read() as reader, pytest.raises(ConfigError, match=two):
        reader.resolve_article("a1")


def test_a_front_page_names_no_article(store: Store) -> None:
    front = "https://sentry.example/"
    one, two = put(store, line("a1", url=front), line("a2", "Other words.", url=front))
    assert one.article_id != two.article_id


@pytest.mark.parametrize(
    "handle",
    ["a1", "https://sentry.example/bridge", "http://www.sentry.example/bridge/?utm_source=x#top"],
)
def test_an_article_is_known_by_name_and_address(store: Store, handle: str) -> None:
    added = put(store, line(), line("a9", url="https://sentry.example/other"))[0]
    with store.read() as reader:
        assert reader.resolve_article(handle) == added.article_id
        assert reader.resolve_article(added.article_id[:20]) == added.article_id
        assert reader.resolve_article(added.article_id.removeprefix("article-")[:12])
        with pytest.raises(ConfigError, match="no article of the store is 'nobody'"):
            reader.resolve_article("nobody")


@pytest.mark.parametrize(
    ("published", "sort_at", "doubt"),
    [
        ("2031-05-07", 1935921600, None),
        ("2031-05-07T08:00:00+02:00", 1935900000, None),
        (None, 1936000800, "no date was found"),
        ("1970-01-01", 1936000800, "before 1990"),
        ("2099-01-01", 1936000800, "days after it was first seen"),
        ("2031-05-09", 1936094400, None),
        ("soon", 1936000800, "not understood"),
        ("2031-05", 1936000800, "not understood"),
    ],
)
def test_an_article_stands_in_time_by_its_date_or_by_when_it_was_seen(
    store: Store, published: str | None, sort_at: int, doubt: str | None
) -> None:
    added = put(store, line(published=published))[0]
    with store.read() as reader:
        row = reader.connection.execute(select(articles)).one()
        assert row.sort_at == sort_at
        assert (row.date_doubt is None) if doubt is None else doubt in row.date_doubt
        assert reader.revision(added.revision_id).published == line(published=published).published


def test_more_articles_than_a_second_has_room_for_stand_in_the_next(store: Store) -> None:
    names = [f"n{n:03}" for n in range(600)]
    some = [line(n, f"Text {n}.", url=f"https://sentry.example/{n}") for n in names]
    put(store, *some[:300])
    put(store, *some[300:])
    with store.read() as reader:
        assert [a.url for a in reader.arrivals()] == [s.capture.url for s in some]


def test_arrivals_are_articles_as_they_are_now(store: Store) -> None:
    a, b = put(store, line(), line("b", "Early.", url=None, published="2031-05-01", title=None))
    put(store, line(body="The bridge reopened."), seen=LATER)
    with store.read() as reader:
        early, late = reader.arrivals()
        assert [early, late] == list(reader.arrivals([a.article_id, b.article_id]))
        assert list(reader.arrivals([a.article_id])) == [late]
    assert (early.article, early.title, early.text) == (b.article_id, "", "Early.")
    assert late.model_dump() == {
        "article": a.article_id, "title": "Bridge closed", "text": "The bridge reopened.",
        "outlet": "The Harbour Sentry", "url": "https://sentry.example/bridge",
        "published": "2031-05-07", "seen": "2031-05-08T10:00:00.000Z", "language": "en",
    }  # fmt: skip


def test_a_text_no_database_takes_is_kept_all_the_same(store: Store) -> None:
    odd = line("a\x00b", 'He said: "\ud83d no\x00pe".', title="\udfff!")
    added = put(store, odd)[0]
    with store.read() as reader:
        assert reader.revision(added.revision_id) == odd
        assert next(reader.arrivals()).text == odd.body.content


def test_a_text_that_uses_our_stand_ins_is_refused_before_anything_of_it_is_kept(
    store: Store,
) -> None:
    with store.write("add") as writer, writer.batch() as batch:
        with pytest.raises(InputError, match=r"U\+100000 .* at offset 5") as refused:
            add(batch, line("bad", "Look \U00100000."))
        add(batch, line())
    assert refused.value.kind == "private-character"
    with store.read() as reader:
        assert [a.title for a in reader.arrivals()] == ["Bridge closed"]


def test_a_revision_read_from_another_capture_is_refused(store: Store) -> None:
    with (
        pytest.raises(ValueError, match="another capture"),
        store.write("add") as writer,
        writer.batch() as batch,
    ):
        batch.add_capture(line("other").capture, line(), SEEN)


def test_an_outlet_has_the_domain_of_its_first_address(store: Store) -> None:
    put(store, line("a", url=None))
    put(store, line("b", url=None), line("c", url="https://www.sentry.example/c"))
    put(store, line("d", url="https://mirror.example/d"))
    with store.read() as reader:
        found = reader.connection.execute(text("SELECT name, domain FROM outlets"))
        assert sorted(map(tuple, found)) == [
            ("The Harbour Sentry", "mirror.example"),
            ("The Harbour Sentry", "sentry.example"),
        ]


def test_texts_are_kept_once(store: Store) -> None:
    put(store, line(), line("b", url="https://quay.example/x", outlet="The Quay Post"))
    with store.read() as reader:
        content = text("SELECT content FROM texts ORDER BY content")
        kept = reader.connection.execute(content).scalars().all()
    assert kept == ["Bridge closed", WORDS]


def test_another_headline_over_the_same_text_is_a_new_revision(store: Store) -> None:
    first, second, back = (
        line("a1", title=title, outlet="The Harbour Sentry" + " " * n)
        for n, title in enumerate(("Bridge closed", "Bridge shut for good", "Bridge closed"))
    )
    (one,) = put(store, first)
    (two,) = put(store, second, seen=LATER)
    assert (two.article_id, two.new_revision, two.shown) == (one.article_id, True, True)
    assert found(store, "good") == ["a1"]
    with store.read() as reader:
        assert reader.revision(two.revision_id) == second
    (three,) = put(store, back, seen="2031-05-10T10:00:00+00:00")
    assert (three.revision_id, three.new_revision, three.shown) == (one.revision_id, False, True)
    assert not found(store, "good")


def test_a_page_without_a_headline_takes_none_away(store: Store) -> None:
    (one,) = put(store, line("a1"))
    (two,) = put(store, line("a1", title=None), seen=LATER)
    assert (two.revision_id, two.new_revision) == (one.revision_id, False)
