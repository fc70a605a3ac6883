"""Search gives the same hits from both databases, and every hit re-reads its span."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from crosswire.errors import ConfigError
from crosswire.records import Hits, Query, Text
from crosswire.records.entity import EntityMember, Founding, NameForm, SharedEntity
from crosswire.records.story import Move
from crosswire.store.base import Added, Reader, Store, open_store
from crosswire.store.lists import search
from crosswire.store.search import RANKED_MOST
from tests.store.pages import VERSION, compared, read, revision, said

FERRY = revision(
    "a1", "The ferry Tern ran aground off Port Sarn. “Nobody was hurt,” Mara Venn said.\n\n"
    "Divers will look at the hull on Tuesday.",
    title="Ferry aground off Port Sarn", outlet="Harbour Post", url="https://harbour.example/1",
    published="2031-05-01T09:00:00+00:00",
)  # fmt: skip
HULL = revision(
    "b2", "Divers found a hole in the hull of the ferry. “Nobody was hurt,” said Mara Venn.",
    title="Hole found", outlet="Sarn Observer", published="2031-05-03",
)  # fmt: skip
BATHS = revision(
    "c3", "The council of Orléan will close the public baths. Ferry services are not affected, "
    "Jon Venn said: “The water is cold.”",
    title=None, outlet="Harbour Post", published="2031-05-05T07:30:00+02:00",
)  # fmt: skip
UNDATED = revision("d4", "A film about a ferry opens in Mallet.", title="The long film")
PAGES = (FERRY, HULL, BATHS, UNDATED)
SEEN = "2031-05-06T12:00:00+00:00"


def fill(store: Store) -> None:
    readings = [
        read(FERRY, [said(FERRY, "“Nobody was hurt,”", "Mara Venn", "e1")], [("Mara Venn", "e1")]),
        read(HULL, [said(HULL, "“Nobody was hurt,”", "Mara Venn", "e1")], [("Mara Venn", "e1")]),
        read(BATHS, [said(BATHS, "“The water is cold.”", "Jon Venn", "e7")], [("Jon Venn", "e7")]),
    ]
    with store.write("test") as writer:
        with writer.batch() as batch:
            added = [batch.add_capture(page.capture, page, SEEN) for page in PAGES]
            for one, reading in zip(added, readings, strict=False):
                batch.add_reading(reading, one.article_id, one.revision_id, VERSION)
            ids = [one.article_id for one in added]
            batch.apply_moves([
                Move(article=ids[0], story="story-1", how="founded", probability=1.0, made_by="t/1"),
                Move(article=ids[1], story="story-1", how="joined", probability=0.9, made_by="t/1"),
            ])  # fmt: skip
        with writer.batch() as batch:
            wording = ("The ferry Tern ran aground", "a hole in the hull")
            batch.add_comparison("story-1", compared(readings[:2], wording, 1), "v", "i")
            batch.put_entities([
                person("Mara Venn", [(added[0], "e1"), (added[1], "e1")]),
                person("Jon Venn", [(added[2], "e7")]),
            ])  # fmt: skip


def person(name: str, members: Sequence[tuple[Added, str]]) -> SharedEntity:
    form = NameForm(name, 1)
    return SharedEntity(
        id=f"entity-{name.split()[0].lower()}", label="PERSON", name=name, forms=(form,),
        members=tuple(
            EntityMember(
                entity=local, revision=added.revision_id, article=added.article_id,
                label="PERSON", name=name, forms=(form,), mentions=1,
            )
            for added, local in members
        ),
        founders=(Founding(name, 1),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def reader(module_store_url: str) -> Iterator[Reader]:
    """One store of each kind for all questions: nothing here writes to it."""
    with open_store(module_store_url) as store:
        fill(store)
        with store.read() as reader:
            yield reader


def names(found: Hits) -> list[str]:
    return [hit.name for hit in found.hits]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ferry", ["d4", "c3", "b2", "a1"]),
        ("FERRY hull", ["b2", "a1"]),
        ('"the ferry"', ["b2", "a1"]),
        ('"ferry the"', []),
        ("ferry -film", ["c3", "b2", "a1"]),
        ('ferry -"hole in the hull" -baths', ["d4", "a1"]),
        ("baths OR hole", ["c3", "b2"]),
        ("div*", ["b2", "a1"]),
        ("orlean", ["c3"]),
        ("aground sarn", ["a1"]),
        ('"port sarn the ferry"', []),
        ("venn's", []),
        ("tern's OR venn", ["c3", "b2", "a1"]),
        ('headline : ferry', []),
    ],
)  # fmt: skip
def test_words_phrases_either_without_beginnings(
    reader: Reader, typed: str, found: list[str]
) -> None:
    assert names(search(reader, Query(words=typed))) == found
    ranked = search(reader, Query(words=typed, order="ranked"))
    assert sorted(names(ranked)) == sorted(found)
    assert ranked.ranked_of is None


def test_every_hit_re_reads_its_span_and_marks_what_was_asked_for(reader: Reader) -> None:
    texts = {
        text.id: text for page in PAGES for text in (page.body, Text.of(page.capture.title or "?"))
    }
    for words in ("ferry", "div* hull", "aground", "film", '"nobody was hurt"'):
        for hit in search(reader, Query(words=words)).hits:
            hit.span.check(texts[hit.span.text])
            assert hit.marks
            for mark in hit.marks:
                mark.check(texts[mark.text])
                assert hit.span.contains(mark)
            assert "".join(words for words, _ in hit.pieces) == hit.span.exact
            assert [words for words, marked in hit.pieces if marked] == [m.exact for m in hit.marks]


def test_words_of_the_headline_alone_are_shown_in_the_headline(reader: Reader) -> None:
    (hit,) = search(reader, Query(words="long")).hits
    assert (hit.place, hit.span.exact) == ("headline", "The long film")
    assert [mark.exact for mark in hit.marks] == ["long"]


def test_a_headline_s_words_rank_before_a_body_s(reader: Reader) -> None:
    assert names(search(reader, Query(words="hole", order="ranked", limit=1))) == ["b2"]
    assert names(search(reader, Query(words="film", order="ranked", limit=1))) == ["d4"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"since": "2031-05-03"}, ["d4", "c3", "b2"]),
        ({"until": "2031-05-03"}, ["b2", "a1"]),
        ({"since": "2031-05-05T05:30:00Z", "until": "2031-05-05T05:30:00Z"}, ["c3"]),
        ({"since": "2031-05-05T05:30:01Z", "until": "2031-05-05"}, []),
        ({"outlet": "harbour post"}, ["c3", "a1"]),
        ({"outlet": "harbour.example"}, ["c3", "a1"]),
        ({"outlet": "Harbour Post", "words": "aground"}, ["a1"]),
        ({"entity": "mara venn"}, ["b2", "a1"]),
        ({"entity": "entity-jon", "words": "ferry"}, ["c3"]),
        ({"story": "story-1"}, ["b2", "a1"]),
        ({"story": "story-1", "words": "divers", "outlet": "Sarn Observer"}, ["b2"]),
        ({"kind": "quotation"}, ["c3", "b2", "a1"]),
        ({"kind": "quotation", "words": "hurt"}, ["b2", "a1"]),
        ({"kind": "quotation", "words": "ferry"}, []),
        ({"kind": "quotation", "speaker": "Venn"}, ["c3", "b2", "a1"]),
        ({"kind": "quotation", "speaker": "mara VENN", "words": "nobody"}, ["b2", "a1"]),
        ({"kind": "quotation", "speaker": "Moren"}, []),
        ({"kind": "quotation", "entity": "Jon Venn"}, ["c3"]),
        ({"kind": "quotation", "outlet": "Sarn Observer"}, ["b2"]),
        ({"kind": "quotation", "words": "was", "order": "ranked", "until": "2031-05-02"}, ["a1"]),
        ({"kind": "statement"}, ["b2", "a1"]),
        ({"kind": "statement", "words": "hole hull"}, ["b2"]),
        ({"kind": "statement", "story": "story-1", "words": "tern"}, ["a1"]),
        ({"kind": "statement", "entity": "Mara Venn"}, []),
        ({"kind": "statement", "outlet": "Harbour Post"}, ["a1"]),
    ],
)  # fmt: skip
def test_filters(reader: Reader, asked: dict[str, str], found: list[str]) -> None:
    assert names(search(reader, Query.model_validate(asked))) == found


def test_a_quotation_is_shown_whole_with_its_speaker_and_story(reader: Reader) -> None:
    hit = search(reader, Query(kind="quotation", words="hurt", until="2031-05-02")).hits[0]
    assert (hit.span.exact, hit.speaker) == ("“Nobody was hurt,”", "Mara Venn")
    assert (hit.story, hit.outlet, hit.published) == (
        "story-1", "Harbour Post", "2031-05-01T09:00:00+00:00",
    )  # fmt: skip


def test_what_was_searched_is_counted(reader: Reader) -> None:
    assert [search(reader, Query(kind=k)).searched for k in ("article", "quotation", "statement")] == [
        4, 3, 2,
    ]  # fmt: skip


@pytest.mark.parametrize("order", ["newest", "ranked"])
def test_pages_follow_one_another_without_gap_or_repetition(reader: Reader, order: str) -> None:
    whole = names(search(reader, Query.model_validate({"words": "ferry", "order": order})))
    pages: list[str] = []
    cursor: str | None = None
    while len(pages) < len(whole):
        query = {"words": "ferry", "order": order, "limit": 1, "cursor": cursor}
        found = search(reader, Query.model_validate(query))
        pages += names(found)
        cursor = found.next
    assert pages == whole
    assert cursor is None


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"words": "ferry OR"}, "either side"),
        ({"order": "ranked"}, "needs words"),
        ({"outlet": "Harbor Post"}, "nearest: Harbour Post"),
        ({"outlet": ""}, "no outlet"),
        ({"entity": "Venn"}, "no entity 'Venn'"),
        ({"since": "yesterday"}, "takes a day or an instant"),
        ({"until": "2031-02-30"}, "takes a day or an instant"),
        ({"speaker": "Venn"}, "goes with the kinds quotation and statement"),
        ({"speaker": "—", "kind": "quotation"}, "give words of it"),
        ({"words": "ferry", "cursor": "x"}, "cursor"),
        ({"words": "ferry", "cursor": "0x1p+3/5"}, "cursor"),
        ({"words": "ferry", "cursor": "5", "order": "ranked"}, "cursor"),
        ({"words": "ferry", "cursor": "9" * 20}, "cursor"),
        ({"words": "ferry", "cursor": "0x1p9999/5", "order": "ranked"}, "cursor"),
        ({"words": "ferry", "cursor": "nan/5", "order": "ranked"}, "cursor"),
        ({"limit": 0}, "1 to 1000"),
        ({"story": "story-9"}, "story"),
    ],
)
def test_what_cannot_be_answered_is_told_with_what_to_do(
    reader: Reader, asked: dict[str, str], told: str
) -> None:
    with pytest.raises(ConfigError, match=told):
        search(reader, Query.model_validate(asked))


def test_a_name_that_two_bear_is_not_guessed(tmp_path: Path) -> None:
    with open_store(tmp_path / "two.sqlite") as store:
        with store.write("test") as writer, writer.batch() as batch:
            added = [batch.add_capture(page.capture, page, SEEN) for page in (FERRY, HULL)]
            one, other = person("Mara Venn", [(added[0], "e1")]), person("Ann", [(added[1], "e2")])
            batch.put_entities([one, other.model_copy(update={"name": "Mara Venn"})])
        with store.read() as reader, pytest.raises(ConfigError, match=r"2 entities.*give the id"):
            search(reader, Query(entity="Mara Venn"))


def test_ranking_more_than_it_reads_says_so(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert RANKED_MOST == 20_000
    monkeypatch.setattr("crosswire.store.search.RANKED_MOST", 2)
    found = search(reader, Query(words="ferry", order="ranked"))
    assert sorted(names(found)) == ["c3", "d4"]
    assert found.ranked_of == 2


def test_a_text_that_changed_is_found_by_its_words_of_now(store_url: str) -> None:
    later = FERRY.body.content.replace("aground", "ashore")
    changed = revision(
        "a1", later, title="Ferry ashore", outlet="Harbour Post", url="https://harbour.example/1",
        published="2031-05-01T09:00:00+00:00",
    )  # fmt: skip
    with open_store(store_url) as store:
        with store.write("test") as writer, writer.batch() as batch:
            first = batch.add_capture(FERRY.capture, FERRY, SEEN)
            reading = read(FERRY, [said(FERRY, "“Nobody was hurt,”", "Mara Venn")])
            batch.add_reading(reading, first.article_id, first.revision_id, VERSION)
            batch.add_capture(changed.capture, changed, "2031-05-07T12:00:00+00:00")
        with store.read() as reader:
            assert names(search(reader, Query(words="ashore"))) == ["a1"]
            (before,) = search(reader, Query(words="aground")).hits
            assert before.former
            assert names(search(reader, Query(kind="quotation"))) == []
