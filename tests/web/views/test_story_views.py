"""What a story's page says of itself: headlines over time, what is new, what is lined up."""

from crosswire.records import Comparison
from crosswire.records.lists import (
    Coverage,
    EarliestSeen,
    KnownOrigins,
    Membership,
    NoticeLine,
    StoryLine,
    StoryMember,
    StoryPage,
)
from crosswire.records.notice import Notice
from crosswire.records.span import Span, Text
from crosswire.web.views.story import LineUp, Revised, changes, headlines
from crosswire.web.views.told import told_of
from tests.report.conftest import story as story

DAY = "2031-05-0"


def headline(words: str) -> Span:
    return Span.of(Text.of(words), 0, len(words))


def member(article: str, day: int, words: str, **more: object) -> StoryMember:
    at = f"{DAY}{day}T08:00:00.000Z"
    return StoryMember.model_validate({
        "article": article, "name": article, "outlet": article.title(), "headline": headline(words),
        "published": f"{DAY}{day}", "first_seen": at, "revision": f"{article}-1", "revisions": 1,
        "role": "member", "how": "joined", "probability": 0.9, "made_by": "group/2", "made_at": at,
        **more,
    })  # fmt: skip


def page(*members: StoryMember, **more: object) -> StoryPage:
    line = StoryLine(
        id="story-1", headline=None, articles=len(members),
        coverage=Coverage(outlets=("A",), watched=3, since=None, until=None),
        origins=KnownOrigins(at_least=1, at_most=2, compared=False), first_at=None, last_at=None,
        earliest_seen=EarliestSeen(article="a", outlet="A", at=f"{DAY}1T08:00:00Z"), state="active",
    )  # fmt: skip
    return StoryPage.model_validate({"line": line, "members": members, **more})


def revised(article: str, number: int, day: int, words: str, *, current: bool = True) -> Revised:
    return Revised(
        article=article, revision=f"{article}-{number}", seen_at=f"{DAY}{day}T09:00:00.000Z",
        current=current, headline=headline(words),
    )  # fmt: skip


def test_headlines_stand_in_the_order_of_time_and_once_where_they_stayed() -> None:
    members = (member("quay", 3, "Later"), member("weir", 1, "First words"))
    texts = [
        revised("quay", 1, 3, "Later"),
        revised("weir", 1, 1, "First words", current=False),
        revised("weir", 2, 2, "First words", current=False),
        revised("weir", 3, 4, "Other words"),
    ]
    found = headlines(members, texts)
    assert [(h.headline.exact if h.headline else "", h.number, h.of) for h in found] == [
        ("First words", 1, 3), ("Later", 1, 1), ("Other words", 3, 3),
    ]  # fmt: skip


def test_nothing_is_new_to_whom_we_do_not_know() -> None:
    assert changes(page(member("quay", 3, "A")), [], f"{DAY}4T00:00:00Z", None) == ()


def test_what_is_new_since_the_last_look_is_told_newest_first() -> None:
    body = Text.of("Correction: nine people.")
    notice = Notice(kind="correction", span=Span.of(body, 0, len(body)), because="it says so")
    told = page(
        member("quay", 1, "Old"), member("weir", 5, "New"),
        notices=(NoticeLine(article="quay", outlet="Quay", revision="quay-2",
                            seen_at=f"{DAY}6T09:00:00.000Z", current=True, notice=notice),),
        history=(Membership(article="gone", story="story-1", role="member", how="joined",
                            made_by="group/2", made_at=f"{DAY}1T08:00:00.000Z",
                            ended_at=f"{DAY}7T08:00:00.000Z", ended_because="another event"),),
    )  # fmt: skip
    texts = [revised("quay", 1, 1, "Old", current=False), revised("quay", 2, 6, "Older")]
    found = changes(told, texts, f"{DAY}8T08:00:00.000Z", f"{DAY}3T00:00:00.000Z")
    assert [one.kind for one in found] == ["lined up", "left", "headline", "notice", "came"]
    assert [one.outlet for one in found] == ["", "", "Quay", "Quay", "Weir"]
    assert changes(told, texts, None, f"{DAY}9T00:00:00.000Z") == ()


def test_how_far_a_line_up_is_behind_is_said() -> None:
    assert LineUp(key="k", at="x").words == ""
    behind = LineUp(key="k", at="x", came=("a", "b"), left=("c",), earlier=True)
    assert behind.words == (
        "2 articles came or changed since, 1 article left since, made by an earlier version of "
        "crosswire"
    )


def test_every_page_has_a_box_and_silence_is_never_more_than_not_found(story: Comparison) -> None:
    told = told_of(
        story, {r.article: (f"article-{r.article}", "revision-1") for r in story.readings}
    )
    assert told.points
    for point in told.points:
        assert len(point.boxes) == len(story.pages)
        tellers = {m.article for m in point.view.point.members}
        assert sum(box.standing == "told" for box in point.boxes) == len(tellers)
        silent = {box.words for box in point.boxes if box.standing == "not found"}
        assert silent <= {"not found in this text"}


def test_places_lead_to_the_text_that_was_lined_up(story: Comparison) -> None:
    told = told_of(
        story, {r.article: (f"article-{r.article}", "revision-1") for r in story.readings}
    )
    place = told.points[0].view.wording
    at = f"{place.span.start}-{place.span.end}"
    assert place.href == f"/articles/article-{place.article}?revision=revision-1&at={at}#t-{at}"
    bare = told_of(story, {})
    assert bare.points[0].view.wording.href == "#pages"


def test_outlets_without_a_shown_source_are_unknown(story: Comparison) -> None:
    told = told_of(story, {})
    sources = {one.source for one in told.origins.reliances}
    assert not sources & set(told.origins.unknown)
    assert set(told.origins.unknown) <= set(told.origins.outlets)
