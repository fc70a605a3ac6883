"""Texts by their hash and stories by their number, on both databases."""

from crosswire.desk.desk import Desk
from crosswire.records.front import StoryQuery
from crosswire.records.span import Text
from crosswire.store import lists_front, quoting
from tests.desk.stream import EVENTS, OUTLETS, stream


def test_a_text_is_found_by_its_hash_and_says_where_it_stands(filled: Desk) -> None:
    (line, *_) = stream()
    with filled.store.read() as reader:
        article = reader.resolve_article(line["id"])
        revision = reader.current([article])[article]
        known = quoting.text_of(reader.connection, revision, "body")
        assert known is not None
        of, text = known
        assert (of, text) == (article, Text.of(line["text"]).id)
        assert quoting.content(reader.connection, str(text)) == line["text"]
        assert quoting.standing(reader.connection, str(text), 5) == [(article, revision, "body")]
        head = Text.of(line["title"]).id
        stood = quoting.standing(reader.connection, head, 50)
        assert (article, revision, "headline") in stood
        assert {one.field for one in stood} == {"headline"}
        assert len(quoting.standing(reader.connection, head, 1)) == 1
        assert quoting.texts_in(reader.revision(revision)) == {text: "body", head: "headline"}


def test_what_is_not_kept_is_not_found(filled: Desk) -> None:
    with filled.store.read() as reader:
        assert quoting.content(reader.connection, "text-0") is None
        assert quoting.standing(reader.connection, "text-0", 5) == []
        assert quoting.text_of(reader.connection, "revision-0", "body") is None


def test_stories_are_counted_as_they_are_listed(filled: Desk) -> None:
    asks = [
        StoryQuery(limit=200),
        StoryQuery(limit=200, words="ferry"),
        StoryQuery(limit=200, outlet=OUTLETS[0]),
        StoryQuery(limit=200, words="zeppelin"),
    ]
    with filled.store.read() as reader:
        for query in asks:
            listed = lists_front.front(reader, query, "2000-01-01T00:00:00Z").ids
            assert lists_front.number(reader, query) == (len(listed), len(EVENTS))
