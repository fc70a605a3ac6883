"""Lists of what a store holds: the same from both databases, with their denominators."""

import re
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.errors import ConfigError
from crosswire.records import Failure, Query, Revision, Span, StoryLine, Text
from crosswire.records.entity import EntityMember, Founding, NameForm, SharedEntity
from crosswire.records.quotation import Act, Mode
from crosswire.records.story import COPY_OF, Alias, Evidence, Move, StoryJudgement, story_id
from crosswire.store import lists
from crosswire.store.base import Reader, Store, open_store
from crosswire.store.lists_revisions import word_changes
from tests.store.pages import VERSION, compared, read, revision, said

BODY = "The barge broke loose at Tolven quay.\n\n“Two tugs held it,” Ann Orr said.\n\nIt carries barley."


def page(name: str, outlet: str | None, at: str, title: str | None = "Barge adrift") -> Revision:
    return revision(
        name, f"{BODY} Told by {name}.", title=title, outlet=outlet, published=f"2021-05-{at}"
    )


PAGES = {
    "a1": page("a1", "Harbour Post", "02"),
    "b1": page("b1", "Sarn Observer", "02", "Two tugs hold barge"),
    "c1": page("c1", "Mallet Mail", "03", None),
    "d1": page("d1", None, "03"),
    "e1": page("e1", "Harbour Post", "03T18:00:00+00:00", "Baths to close"),
    "f1": page("f1", "Dunmore Day", "04", "The week in the delta"),
    "g1": page("g1", "Far Away", "20", "Elsewhere"),
    "h1": page("h1", "Orrin News", "01", "The night at Tolven"),
}
BARGE, BATHS, FAR, WEEK = map(story_id, ("barge", "baths", "far", "week"))
CLOSER = Evidence(feature="names", value=0.8, weight=1.2, words="both name Tolven quay")


def seen(n: int) -> str:
    return f"2021-05-21T00:00:{n:02d}.000Z"


def copied(ids: dict[str, str], how: str) -> tuple[Evidence, ...]:
    """What grouping says of a copy: here all are of one article."""
    if how != "copy":
        return ()
    return (Evidence(feature=f"{COPY_OF}{ids['a1']}", value=1.0, weight=20.0, words="its text"),)


def fill(store: Store) -> dict[str, str]:
    with store.write("add pages") as writer:
        with writer.batch() as batch:
            # h1 is the oldest by its date and was seen last.
            added = {
                name: batch.add_capture(one.capture, one, seen(n))
                for n, (name, one) in enumerate(PAGES.items())
            }
            ids = {name: one.article_id for name, one in added.items()}
            places = [
                ("a1", BARGE, "founded"), ("b1", BARGE, "joined"), ("c1", BARGE, "copy"),
                ("d1", BARGE, "joined"), ("h1", BARGE, "joined"), ("e1", BATHS, "founded"),
                ("g1", FAR, "founded"), ("f1", WEEK, "founded"),
            ]  # fmt: skip
            batch.apply_moves([
                Move(article=ids[name], story=story, how=how,
                     probability=0.9, because=(CLOSER, *copied(ids, how)), made_by="group/1")
                for name, story, how in places
            ])  # fmt: skip
            batch.add_failure(Failure(stage="clean", item="x.html", kind="empty", words="no text"))
            batch.count(articles=len(added))
        with writer.batch() as batch:
            roundup = Move(article=ids["f1"], story=BARGE, before=WEEK, how="merged",
                           role="attached", probability=0.6, made_by="group/1")  # fmt: skip
            alias = Alias(story=WEEK, into=BARGE, because="one event")
            batch.apply_moves([roundup], [alias])
            judged = StoryJudgement(a=ids["a1"], b=ids["e1"], decision="different",
                                    made_by="person:mb", made_at=seen(30))  # fmt: skip
            batch.add_judgement(judged)
            quotation = said(PAGES["b1"], "“Two tugs held it,”", "Ann Orr", "e1")
            reading = read(PAGES["b1"], [quotation], [("Ann Orr", "e1")])
            batch.add_reading(reading, ids["b1"], added["b1"].revision_id, VERSION)
            form = NameForm("Ann Orr", 1)
            member = EntityMember(
                entity="e1", revision=added["b1"].revision_id, article=ids["b1"], label="PERSON",
                name="Ann Orr", forms=(form,), mentions=1,
            )  # fmt: skip
            orr = SharedEntity(
                id="entity-orr", label="PERSON", name="Ann Orr",
                forms=(form, NameForm("Dr Orr", 1)), members=(member,),
                founders=(Founding("e1", 1),), because=("one name",),
            )  # fmt: skip
            batch.put_entities([orr])
    return ids


@pytest.fixture(scope="module")
def store(module_store_url: str) -> Iterator[Store]:
    """One store of each kind; only tests that say so write to one of their own."""
    with open_store(module_store_url) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def reader(store: Store) -> Iterator[Reader]:
    with store.read() as reader:
        yield reader


def ids(lines: list[StoryLine]) -> list[str]:
    return [line.id for line in lines]


def test_stories_by_newest_by_outlets_and_by_origins(reader: Reader) -> None:
    assert ids(lists.stories(reader)) == [FAR, BATHS, BARGE]
    assert ids(lists.stories(reader, order="outlets")) == [
        BARGE,
        FAR,
        BATHS,
    ]
    assert ids(lists.stories(reader, order="origins")) == [
        BARGE,
        FAR,
        BATHS,
    ]
    assert ids(lists.stories(reader, order="outlets", limit=1)) == [BARGE]


def test_stories_of_days_and_of_an_outlet(reader: Reader) -> None:
    assert ids(lists.stories(reader, since="2021-05-04")) == [FAR, BARGE]
    assert ids(lists.stories(reader, until="2021-05-02")) == [BARGE]
    assert ids(lists.stories(reader, outlet="harbour post")) == [BATHS, BARGE]
    assert ids(lists.stories(reader, outlet="Harbour Post", since="2021-05-03")) == [BATHS]
    with pytest.raises(ConfigError, match="nearest: Mallet Mail"):
        lists.stories(reader, outlet="Mallet Mial")


def test_a_story_at_a_glance(reader: Reader) -> None:
    line = lists.stories(reader, order="outlets")[0]
    assert line.headline is not None
    assert (line.headline.exact, line.headline_outlet) == ("The night at Tolven", "Orrin News")
    assert line.headline.text == Text.of("The night at Tolven").id
    assert (line.articles, line.attached, line.copies) == (5, 1, 1)
    assert [(at or "")[:10] for at in (line.first_at, line.last_at)] == ["2021-05-01", "2021-05-03"]


def test_coverage_states_its_denominator(reader: Reader) -> None:
    coverage = lists.story(reader, BARGE).line.coverage
    assert coverage.outlets == ("d1", "Harbour Post", "Mallet Mail", "Orrin News", "Sarn Observer")
    assert (coverage.since, coverage.until) == ("2021-04-30", "2021-05-04")
    # Dunmore Day, which only touches the story, was watched; Far Away lies weeks off.
    assert coverage.words == "5 of the 6 outlets seen in these days"
    assert lists.story(reader, FAR).line.coverage.words == ("1 of the 1 outlet seen in these days")


def test_earliest_seen_is_by_our_own_clock(reader: Reader) -> None:
    line = lists.story(reader, BARGE).line
    # One run brought them all: the order in which it met them says nothing.
    assert line.earliest_seen.outlet is None
    assert "Harbour Post" in line.earliest_seen.together
    told = ", ".join(line.earliest_seen.together)
    assert line.earliest_seen.words == f"earliest seen by us, in one go: {told}, {seen(0)}"


def test_origins_are_a_range_in_which_copies_count_for_nothing(reader: Reader) -> None:
    assert lists.story(reader, BARGE).line.origins.words == "origins 1–4"
    assert lists.story(reader, FAR).line.origins.words == "1 origin"


def test_a_story_page_says_why_each_article_is_there(reader: Reader) -> None:
    page = lists.story(reader, WEEK)
    assert page.line.id == BARGE
    assert [m.name for m in page.members] == ["h1", "a1", "b1", "c1", "d1", "f1"]
    assert [m.role for m in page.members] == ["member"] * 5 + ["attached"]
    assert page.members[0].because == (CLOSER,)
    assert page.members[3].headline is None
    assert [m.copy_of for m in page.members] == [None] * 3 + [page.members[1].article] + [None] * 2
    assert [m.revisions for m in page.members] == [1] * 6
    assert [(a.story, a.into, a.ended_at) for a in page.aliases] == [(WEEK, BARGE, None)]
    assert [(h.story, h.ended_because) for h in page.history] == [
        (WEEK, f"merged: it lies in {BARGE} now")
    ]
    assert [j.decision for j in page.judgements] == ["different"]


def test_entities_by_name_by_kind_and_by_story(reader: Reader) -> None:
    (line,) = lists.entities(reader)
    assert (line.name, line.forms, line.articles) == ("Ann Orr", ("Ann Orr", "Dr Orr"), 1)
    for asked in (
        {"name": "orr"},
        {"name": "dr orr"},
        {"label": "person"},
        {"label": "PERSON"},
        {"story": BARGE},
    ):
        assert lists.entities(reader, **asked) == [line]  # type: ignore[arg-type]
    for asked in (
        {"name": "orrin"},
        {"label": "GPE"},
        {"label": "place"},
        {"story": FAR},
        {"name": "%"},
    ):
        assert lists.entities(reader, **asked) == []  # type: ignore[arg-type]


def test_quotations_whole_with_who_and_where(reader: Reader) -> None:
    (line,) = lists.quotes(reader, Query(speaker="orr"))
    assert [span.exact for span in line.content] == ["“Two tugs held it,”"]
    assert [span.exact for span in line.speaker] == ["Ann Orr"]
    assert (line.outlet, line.story, line.entity) == ("Sarn Observer", BARGE, "entity-orr")
    for span in (*line.content, *line.speaker):
        span.check(PAGES["b1"].body)
    assert lists.quotes(reader, Query(story=BARGE, words="tugs")) == [line]
    assert lists.quotes(reader, Query(outlet="Harbour Post")) == []


def test_runs_and_failures(reader: Reader) -> None:
    (run,) = lists.runs(reader)
    assert (run.command, run.state, run.counts) == ("add pages", "done", {"articles": 8})
    (failure,) = lists.failures(reader, run=run.id[:12])
    assert (failure.stage, failure.item, failure.kind) == ("clean", "x.html", "empty")
    assert lists.failures(reader, kind="binary") == []
    assert lists.failures(reader, stage="clean") == [failure]
    with pytest.raises(ConfigError, match="none begins with 'nothing'"):
        lists.failures(reader, run="nothing")


def test_an_empty_store_has_empty_lists(store_url: str) -> None:
    with open_store(store_url) as store, store.read() as reader:
        assert not [*lists.stories(reader), *lists.entities(reader), *lists.runs(reader)]
        assert not [*lists.quotes(reader, Query()), *lists.failures(reader)]
        assert lists.search(reader, Query(words="ferry")).hits == ()


def test_a_comparison_says_how_many_origins_until_the_story_changes(store_url: str) -> None:
    with open_store(store_url) as store:
        ids = fill(store)
        wording = ["The barge broke loose", "The barge broke loose"]
        made = compared([read(PAGES[name]) for name in ("a1", "b1")], wording, 2)
        with store.write("compare") as writer, writer.batch() as batch:
            batch.add_comparison(BARGE, made, "v", "i")
        with store.read() as reader:
            origins = lists.story(reader, BARGE).line.origins
            assert (origins.words, origins.compared) == ("origins 2–4", True)
        with store.write("judge") as writer, writer.batch() as batch:
            left = Move(article=ids["d1"], story=story_id("d1"), before=BARGE, how="split",
                        probability=0.5, made_by="group/1")  # fmt: skip
            batch.apply_moves([left])
        with store.read() as reader:
            origins = lists.story(reader, BARGE).line.origins
            assert (origins.words, origins.compared) == ("origins 1–3", False)


def test_revisions_say_which_words_changed(store_url: str) -> None:
    said_now = [
        ("The barge broke loose.\n\nTwo tugs held it.\n\nNobody was hurt.", "Barge adrift"),
        (
            "The barge broke loose.\n\nThree tugs held it at the pier.\n\nNobody was hurt.",
            "Barge held",
        ),
        ("The barge broke loose.\n\nNobody was hurt.\n\nThe bridge is open.", None),
    ]
    pages = [
        revision("a1", body, title=title, outlet="Harbour Post", published="2021-05-02")
        for body, title in said_now
    ]
    with open_store(store_url) as store:
        with store.write("add") as writer, writer.batch() as batch:
            for n, one in enumerate(pages):
                batch.add_capture(one.capture, one, seen(n))
        with store.read() as reader:
            first, second, third = lists.revisions(reader, "a1")
    assert [(line.number, line.current) for line in (first, second, third)] == [
        (1, False), (2, False), (3, True),
    ]  # fmt: skip
    assert (first.changes, first.words) == ((), 11)
    assert [(c.removed and c.removed.exact, c.added and c.added.exact) for c in second.changes] == [
        ("Two", "Three"), ("it.", "it at the pier."),
    ]  # fmt: skip
    assert (second.words_added, second.words_removed) == (5, 2)
    assert [c.added and c.added.exact for c in second.headline_changes] == ["held"]
    assert [(c.removed and c.removed.exact, c.added and c.added.exact) for c in third.changes] == [
        ("Three tugs held it at the pier.", None), (None, "The bridge is open."),
    ]  # fmt: skip
    assert [c.removed and c.removed.exact for c in third.headline_changes] == ["Barge held"]


@given(before=st.text(max_size=80), after=st.text(max_size=80))
def test_word_changes_re_read_and_account_for_everything(before: str, after: str) -> None:
    old, new = Text.of(before), Text.of(after)
    changes = word_changes((old.id, before), (new.id, after))
    for change in changes:
        assert change.removed or change.added
        if change.removed:
            change.removed.check(old)
        if change.added:
            change.added.check(new)
    kept = without(before, [c.removed for c in changes])
    assert kept == without(after, [c.added for c in changes])


def without(text: str, spans: Sequence[Span | None]) -> list[str]:
    """The words of a text but for those in ``spans``."""
    gone = [(span.start, span.end) for span in spans if span]
    return [
        found.group()
        for found in re.finditer(r"\S+", text)
        if not any(start < found.end() and found.start() < end for start, end in gone)
    ]


def test_who_is_known_by_a_bare_name_only_comes_last(store_url: str) -> None:
    with open_store(store_url) as store:
        ids = fill(store)
        with store.write("add") as writer:
            before = next(writer.entities(["entity-orr"]))
            (member,) = before.members
            others = [
                before.model_copy(
                    update={
                        "id": f"entity-{n}",
                        "name": name,
                        "forms": tuple(NameForm(form, 1) for form in forms),
                        "members": tuple(
                            member.model_copy(update={"entity": f"e{n}{k}", "article": ids[k]})
                            for k in articles
                        ),
                    }
                )
                for n, name, forms, articles in (
                    (1, "Vennick", ["Vennick"], ["a1", "b1", "c1"]),
                    (2, "Orla Vennick", ["Orla Vennick", "Vennick"], ["a1", "b1"]),
                    (3, "Vennicker Hall", ["Vennicker Hall"], ["a1", "b1", "c1"]),
                    (4, "Åsa Vennick", [], ["a1"]),
                )
            ]
            with writer.batch() as batch:
                batch.put_entities(others)
        with store.read() as reader:
            found = [line.name for line in lists.entities(reader, "vennick")]
            assert found == ["Orla Vennick", "Vennick", "Vennicker Hall", "Åsa Vennick"]
            assert lists.entities(reader)[-1].name == "Vennick"
            assert [line.name for line in lists.entities(reader, "Åsa")] == ["Åsa Vennick"]


def test_what_is_no_saying_is_listed_where_it_is_asked_for(store_url: str) -> None:
    page = PAGES["b1"]
    said_so = said(page, "“Two tugs held it,”", "Ann Orr", "e1")
    declined = said(page, "Two tugs", "Ann Orr", "e1").model_copy(
        update={"act": Act.TOPIC, "mode": Mode.INDIRECT}
    )
    with open_store(store_url) as store:
        with store.write("add") as writer, writer.batch() as batch:
            added = batch.add_capture(page.capture, page, seen(0))
            reading = read(page, [said_so, declined], [("Ann Orr", "e1")])
            batch.add_reading(reading, added.article_id, added.revision_id, VERSION)
        with store.read() as reader:
            query = Query(kind="quotation")
            assert [q.act for q in lists.quotes(reader, query)] == [Act.SPEECH]
            assert {q.act for q in lists.quotes(reader, query, every=True)} == {
                Act.SPEECH, Act.TOPIC,
            }  # fmt: skip
            assert lists.quotes(reader, query, mode=Mode.INDIRECT) == []
            (one,) = lists.quotes(reader, query, mode=Mode.INDIRECT, every=True)
            assert one.act == Act.TOPIC


def test_a_surname_that_fits_two_lists_the_choices(store_url: str) -> None:
    page = PAGES["b1"]
    with open_store(store_url) as store:
        with store.write("add") as writer, writer.batch() as batch:
            added = batch.add_capture(page.capture, page, seen(0))
            reading = read(page, [], [("Ann Orr", "e1"), ("Orr", "e2")])
            batch.add_reading(reading, added.article_id, added.revision_id, VERSION)
            for local, name, forms in (
                ("e1", "Ann Orr", ("Ann Orr", "Orr")), ("e2", "Orr", ("Orr",)),
            ):  # fmt: skip
                counted = tuple(NameForm(form, 1) for form in forms)
                member = EntityMember(
                    entity=local, revision=added.revision_id, article=added.article_id,
                    label="PERSON", name=name, forms=counted, mentions=1,
                )  # fmt: skip
                batch.put_entities([SharedEntity(
                    id=f"entity-{local}", label="PERSON", name=name, forms=counted,
                    members=(member,), founders=(Founding(local, 1),), because=("one name",),
                )])  # fmt: skip
        with store.read() as reader:
            with pytest.raises(
                ConfigError, match=r"2 entities .*Ann Orr \(person\) entity-e1; Orr"
            ):
                lists.search(reader, Query(entity="Orr"))
            lists.search(reader, Query(entity="Ann Orr"))
