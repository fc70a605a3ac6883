"""Notes stand beside the evidence: with who and when, in editions, about places and never their words."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy import text

from crosswire.desk.noting import LONGEST, Asked, Doer, Noting, standing
from crosswire.errors import AccessError, ConfigError
from crosswire.records.note import About, Note
from crosswire.records.story import Alias, Move, story_id
from crosswire.store.base import Store, check_store, open_store, verify_store
from crosswire.store.engine import make_engine, parse
from crosswire.store.looks import VISIT, Look, looked
from crosswire.store.order import as_text, moment
from crosswire.store.tables import note_editions, notes
from tests.store.made import WORDS, fill, line

ANA, BEN = Doer("Ana", "192.0.2.7"), Doer("Ben")
BODY = line("a1").body


class Clock:
    """Every time it is asked, a second later."""

    def __init__(self) -> None:
        self.at = datetime(2031, 5, 8, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with open_store(store_url) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def noting(store: Store, clock: Clock) -> Noting:
    return Noting(store, clock=clock)


def article(store: Store, name: str) -> str:
    with store.read() as reader:
        return reader.resolve_article(name)


def story(store: Store, name: str = "a1") -> About:
    return About(kind="story", id=story_id(article(store, name)))


def bridge(store: Store) -> About:
    start = WORDS.index("The bridge")
    return About.span(BODY.id, start, start + 10, article=article(store, "a1"))


def test_a_note_is_kept_with_who_when_and_where(noting: Noting, store: Store) -> None:
    note = noting.write(bridge(store), by=ANA, words="Which bridge?", mark="asked")
    assert (note.by, note.edition, note.mark, note.made_at) == ("Ana", 1, "asked", note.at)
    assert noting.note(note.id) == note
    assert note.about.article == article(store, "a1")
    with store.read() as reader:
        assert (
            note.about.revision == reader.current([note.about.article or ""])[article(store, "a1")]
        )
    assert noting.of_article("a1") == [note]
    assert noting.of_story(story(store).id) == [note]
    assert noting.of_story("a1") == [note]
    start = WORDS.index("bridge")
    assert noting.at(BODY.id, start, start + 1) == noting.at(BODY.id) == [note]
    assert noting.at(BODY.id, 0, start - 4) == noting.at(BODY.id, start + 6) == []


def test_no_word_of_the_place_is_kept(noting: Noting, store: Store, store_url: str) -> None:
    noting.write(bridge(store), by=ANA, words="hm")
    with make_engine(parse(store_url), write=False).connect() as connection:
        kept = [
            connection.execute(text(f"SELECT * FROM {t.name}")).all()
            for t in (notes, note_editions)
        ]
    assert "ridge" not in str(kept)


def test_an_edit_is_a_new_edition_and_the_old_ones_stay(noting: Noting, store: Store) -> None:
    note = noting.write(story(store), by=ANA, words="first")
    assert noting.edit(note.id, by=ANA, words="first") == note
    second = noting.edit(note.id, by=ANA, words="second", mark="wrong")
    third = noting.edit(note.id, by=ANA, mark="verified")
    assert noting.editions(note.id) == [note, second, third]
    assert noting.note(note.id) == third
    assert (third.made_at, third.edition, third.words) == (note.made_at, 3, "")
    assert noting.listed(Asked(mark="wrong")) == []
    assert noting.listed(Asked(mark="verified", by="Ana", limit=1)) == [third]


def test_a_note_is_edited_by_its_writer_alone(noting: Noting, store: Store) -> None:
    note = noting.write(story(store), by=ANA, words="mine")
    changes: tuple[Callable[[], Note], ...] = (
        lambda: noting.edit(note.id, by=BEN, words="yours"),
        lambda: noting.withdraw(note.id, by=BEN),
    )
    for refused in changes:
        with pytest.raises(AccessError, match="Ana's, who alone") as told:
            refused()
        assert told.value.kind == "forbidden"
    assert noting.withdraw(note.id, by=BEN, any_ones=True).withdrawn_by == "Ben"
    assert noting.withdraw(note.id, by=ANA).withdrawn_by == "Ben"
    with pytest.raises(ConfigError, match="was withdrawn at"):
        noting.edit(note.id, by=ANA, words="again")
    assert noting.note(note.id).words == "mine"


def test_a_reply_is_about_the_same_and_names_what_it_answers(noting: Noting, store: Store) -> None:
    note = noting.write(bridge(store), by=ANA, words="Which bridge?")
    reply = noting.reply(note.id, by=BEN, words="The old one", mark="verified")
    assert (reply.answers, reply.about) == (note.id, note.about)
    assert noting.of_article("a1") == [note, reply]
    with pytest.raises(ConfigError, match="the id of a note"):
        noting.reply("note-0", by=BEN, words="?")


def test_of_one_persons_marks_the_newest_that_is_not_withdrawn_stands(
    noting: Noting, store: Store
) -> None:
    first = noting.write(story(store), by=ANA, mark="doubtful")
    noting.write(story(store), by=BEN, mark="wrong")
    noting.write(story(store), by=ANA, words="no mark")
    last = noting.write(story(store), by=ANA, mark="verified")
    found = {one.by: (one.mark, one.note) for one in standing(noting.of_story("a1"))}
    assert found["Ana"] == ("verified", last.id)
    assert found["Ben"][0] == "wrong"
    noting.withdraw(last.id, by=ANA)
    assert standing(noting.of_story("a1"))[0].note == first.id


def test_a_point_is_noted_with_where_its_wording_stands(noting: Noting, store: Store) -> None:
    with store.read() as reader:
        (point,) = reader.connection.execute(
            text("SELECT id, start, stop FROM points WHERE shown = 'shared' LIMIT 1")
        )
    about = About(kind="point", id=point.id, story=story(store).id)
    note = noting.write(about, by=ANA, mark="doubtful")
    assert (note.about.start, note.about.end) == (point.start, point.stop)
    assert note.about.text == BODY.id
    assert noting.listed(Asked(about=("point", point.id))) == [note]
    for wrong in ({"id": "point-0", "story": story(store).id}, {"id": point.id}):
        with pytest.raises(ConfigError, match="a point"):
            noting.write(About(kind="point", **wrong), by=ANA, mark="doubtful")


@pytest.mark.parametrize(
    "about",
    [
        About(kind="story", id="story-none"),
        About(kind="article", id="nowhere"),
        About.span("text-0", 0, 1),
        About.span(BODY.id, 0, len(BODY) + 1),
        About.span(BODY.id, 0, 3, article="c1"),
    ],
    ids=lambda about: f"{about.kind} {about.id}",
)
def test_what_is_not_here_cannot_be_noted(noting: Noting, about: About) -> None:
    with pytest.raises(ConfigError):
        noting.write(about, by=ANA, words="?")


def test_a_note_says_something_and_not_without_end(noting: Noting, store: Store) -> None:
    for words, told in ((" \n", "words, or a mark"), ("x" * (LONGEST + 1), "at most")):
        with pytest.raises(ConfigError, match=told):
            noting.write(story(store), by=ANA, words=words)
    with pytest.raises(ConfigError, match="a mark was wanted"):
        noting.write(story(store), by=ANA, mark="good")  # type: ignore[arg-type]
    hard = "\x00 \ud800 🙂 ‮"
    assert noting.note(noting.write(story(store), by=ANA, words=hard).id).words == hard


def test_notes_go_with_the_story_they_live_on_in(noting: Noting, store: Store) -> None:
    note = noting.write(story(store, "c1"), by=ANA, words="storm")
    a1, c1 = article(store, "a1"), article(store, "c1")
    into = story_id(a1)
    assert noting.of_story(into) == []
    with store.write("merge") as writer, writer.batch() as batch:
        move = Move(article=c1, story=into, before=story_id(c1), how="merged", probability=0.9,
                    made_by="test/1")  # fmt: skip
        batch.apply_moves([move], [Alias(story=story_id(c1), into=into, because="one event")])
    assert noting.of_story(into) == noting.of_story(story_id(c1)) == [note]
    assert check_store(store.url).problems == ()


def test_an_erased_article_leaves_what_people_wrote_and_no_place(
    noting: Noting, store: Store, store_url: str
) -> None:
    note = noting.write(bridge(store), by=ANA, words="Which bridge?", mark="asked")
    reply = noting.reply(note.id, by=BEN, words="The old one")
    other = noting.write(story(store, "c1"), by=ANA, words="storm")
    assert verify_store(store_url).checked["notes"] == 2
    with store.write("erase") as writer, writer.batch() as batch:
        batch.erase_article(article(store, "a1"), because="asked for", by="Ana", how="demand")
    for one in (note, reply):
        left = noting.note(one.id)
        assert (left.words, left.about.erased, left.about.text) == (one.words, True, None)
    assert noting.note(other.id) == other
    assert noting.at(BODY.id) == []
    assert (check_store(store_url).problems, verify_store(store_url).problems) == ((), ())
    with store.read() as reader:
        done = reader.connection.execute(text("SELECT who, words FROM audit WHERE what = 'erase'"))
        assert done.all() == [("Ana", "asked for")]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE notes SET story_id = 'story-0'", "notes about stories that are not here"),
        ("UPDATE notes SET article_id = 'article-0'", "notes about articles that are not here"),
        ("DELETE FROM note_editions WHERE edition = 1", "notes that lack an edition"),
        ("UPDATE notes SET stop = 100000", "notes about places that are in no text"),
    ],
)
def test_a_fault_is_told(
    noting: Noting, store: Store, store_url: str, statement: str, told: str
) -> None:
    note = noting.write(bridge(store), by=ANA, words="Which bridge?")
    noting.edit(note.id, by=ANA, words="This bridge?")
    with make_engine(parse(store_url), write=True).begin() as connection:
        connection.execute(text(statement))
    found = (*check_store(store_url).problems, *verify_store(store_url).problems)
    assert any(problem.startswith(f"{told}: ") for problem in found), found


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "text-1"},
        {"text": "text-1", "start": 3, "end": 3},
        {"start": 1, "end": 2},
        {"id": ""},
        {},
    ],
)
def test_half_a_place_is_none(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        About.model_validate({"kind": "span", "id": "x", **wrong})


# ---- looks -------------------------------------------------------------------------------------


def test_what_is_new_is_new_until_the_visit_is_over(store: Store) -> None:
    at = datetime(2031, 5, 8, 10, tzinfo=UTC)
    noting = Noting(store, clock=lambda: at)
    assert noting.last_look("Ana", "front") is None
    assert noting.look("Ana", "front") is None
    first = as_text(at)
    at += timedelta(hours=3)
    assert [noting.look("Ana", "front") for _ in range(3)] == [first] * 3
    at += timedelta(minutes=9)
    assert noting.look("Ana", "front") == first
    last = as_text(at)
    at += timedelta(minutes=11)
    assert noting.last_look("Ana", "front") == Look(last, first)
    assert noting.look("Ana", "front") == last
    assert noting.look("Ben", "front") is None
    assert noting.look("Ana", "story-1") is None


TIMES = st.lists(st.integers(min_value=0, max_value=10_000), min_size=1, max_size=20)


@given(TIMES)
def test_a_look_never_goes_back_and_the_news_is_what_came_after_a_visit(seconds: list[int]) -> None:
    begun = datetime(2031, 5, 8, tzinfo=UTC)
    look: Look | None = None
    for second in seconds:
        at = as_text(begun + timedelta(seconds=second))
        before, look = look, looked(look, at)
        assert look.seen_at >= (before.seen_at if before else at)
        assert look.before_at is None or moment(look.seen_at) - moment(look.before_at) > timedelta(
            0
        )
        if before is not None and look.before_at != before.before_at:
            assert look.before_at == before.seen_at
            assert moment(at) - moment(before.seen_at) > VISIT
        assert looked(look, at) == look


NOTES = st.lists(
    st.tuples(
        st.sampled_from(["Ana", "Ben"]), st.sampled_from(["verified", "wrong", None]),
        st.booleans(), st.sampled_from(["s1", "s2"]),
    ),
    max_size=12,
)  # fmt: skip


@given(NOTES, st.randoms())
def test_one_mark_stands_for_each_person_and_thing_in_whatever_order_notes_come(
    written: list[tuple[str, str | None, bool, str]], draw: object
) -> None:
    found = [
        Note.model_validate({
            "id": f"note-{n}", "about": {"kind": "story", "id": about}, "by": by, "mark": mark,
            "words": "w", "made_at": f"2031-05-08T10:00:{n:02}Z", "at": f"2031-05-08T10:00:{n:02}Z",
            "withdrawn_at": "2031-05-09T00:00:00Z" if gone else None,
        })
        for n, (by, mark, gone, about) in enumerate(written)
    ]  # fmt: skip
    expected = {(n.by, n.about.id): n.id for n in found if n.mark and not n.withdrawn_at}
    shuffled = [*found]
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    assert {(one.by, one.about.id): one.note for one in standing(shuffled)} == expected
