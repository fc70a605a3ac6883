"""Adding: what is new is kept once, what is known adds nothing, and every article finds a story."""

from collections import Counter

import pytest

from crosswire.desk.desk import Desk
from crosswire.errors import ConfigError
from crosswire.report import listed
from crosswire.stages.group import Group
from crosswire.store.pending import stale_sketches
from tests.desk.conftest import Add
from tests.desk.stream import EVENTS, OUTLETS, Line, stream, told


def lies(desk: Desk) -> dict[str, str]:
    """Story by the article's name."""
    with desk.store.read() as reader:
        found = {}
        for line in desk.stories(limit=1000):
            for member in desk.story(line.id).members:
                assert reader.story_of(member.article) == line.id
                found[member.name] = line.id
        return found


def test_articles_of_one_event_lie_in_one_story(desk: Desk, add: Add) -> None:
    tally = add(stream())
    assert tally.articles == len(EVENTS) * 5
    found = lies(desk)
    events = {name: name.split("-")[0] for name in found}
    for event in EVENTS:
        assert len({found[n] for n, e in events.items() if e == event}) == 1
    assert len(set(found.values())) == len(EVENTS)


def test_adding_twice_adds_nothing_and_says_so(desk: Desk, add: Add) -> None:
    add(stream())
    before = lies(desk)
    again = add(stream(), name="elsewhere.jsonl")
    assert (again.articles, again.revisions, again.captures) == (0, 0, 0)
    assert again.known == len(stream())
    assert again.words == f"Nothing changed; {again.known} known already."
    assert lies(desk) == before


def test_a_changed_body_at_the_same_address_is_a_new_revision(desk: Desk, add: Add) -> None:
    line = told("ferry", OUTLETS[0])
    add([line])
    changed = line | {"text": line["text"].replace("Fourteen", "Seventeen") + " Two are children."}
    tally = add([changed])
    assert (tally.articles, tally.revisions) == (0, 1)
    old, new = desk.revisions(line["url"])
    assert (old.number, new.number, new.current) == (1, 2, True)
    if "Fourteen" in line["text"]:
        assert ("Fourteen", "Seventeen") in [
            (c.removed.exact if c.removed else "", c.added.exact if c.added else "")
            for c in new.changes
        ]
    assert new.words_added >= 3
    assert desk.story(line["id"]).line.articles == 1


def test_tracking_and_scheme_of_an_address_make_no_second_article(desk: Desk, add: Add) -> None:
    line = told("ferry", OUTLETS[0])
    add([line])
    url = "http://" + line["url"].replace("https://", "www.") + "?utm_source=feed#top"
    tally = add([line | {"url": url}])
    assert (tally.articles, tally.revisions, tally.captures) == (0, 0, 1)


def test_pages_of_one_name_with_other_words_are_two_articles(desk: Desk, add: Add) -> None:
    one = told("ferry", OUTLETS[0]) | {"id": "page1", "url": None}
    other = told("bank", OUTLETS[0]) | {"id": "page1", "url": None}
    assert add([one]).articles == 1
    assert add([other]).articles == 1
    edited = one | {"text": one["text"] + " The inquiry begins on Monday."}
    tally = add([edited])
    assert (tally.articles, tally.revisions) == (0, 1)
    assert add([other], name="again.jsonl").known == 1


def test_a_text_under_another_name_is_the_article_that_has_it(desk: Desk, add: Add) -> None:
    one = told("ferry", OUTLETS[0]) | {"id": "monday-page1", "url": None}
    add([one])
    tally = add([one | {"id": "page1"}])
    assert (tally.articles, tally.revisions, tally.captures) == (0, 0, 1)
    elsewhere = add([one | {"id": "page1", "outlet": OUTLETS[1]}])
    assert (elsewhere.articles, elsewhere.copies) == (1, 1)


def test_a_saved_page_is_known_by_the_address_it_states(desk: Desk, tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("pages")
    text = "".join(f"<p>{s}</p>" for s in EVENTS["ferry"][2])
    page = (
        "<!doctype html><html><head><title>{title}</title>"
        '<link rel="canonical" href="https://courier.example/2021/ferry.html"></head>'
        "<body><article><h1>{title}</h1>" + text + "{more}</article></body></html>"
    )
    (folder / "monday.html").write_text(page.format(title="Ferry aground on Teal Bank", more=""))
    desk.add(desk.project.captures([folder / "monday.html"]), closely="none")
    more = "<p>On Wednesday the Corrin was still on the bank, with its engines flooded.</p>"
    (folder / "tuesday.html").write_text(page.format(title="Ferry aground on Teal Bank", more=more))
    tally = desk.add(desk.project.captures([folder / "tuesday.html"]), closely="none")
    assert (tally.articles, tally.revisions) == (0, 1)
    assert len(desk.revisions("https://courier.example/2021/ferry.html")) == 2


def test_ten_copies_are_ten_articles_of_one_story_and_one_origin(desk: Desk, add: Add) -> None:
    base = told("treaty", OUTLETS[0])
    copies = [
        base | {"id": f"c{n}", "outlet": f"Paper {n}", "url": f"https://p{n}.example/treaty.html"}
        for n in range(10)
    ]
    tally = add(copies)
    assert (tally.articles, tally.copies) == (10, 9)
    (line,) = desk.stories()
    assert (line.articles, line.copies) == (10, 9)
    assert len(line.coverage.outlets) == 10
    assert line.origins.at_most == 1


def test_a_copy_of_a_text_under_a_new_headline_is_a_copy_still(desk: Desk, add: Add) -> None:
    base = told("treaty", OUTLETS[0])
    less = base["text"].rpartition(". ")[0] + "."
    cut = {"id": "cut", "outlet": "Paper", "url": "https://p.example/treaty.html", "text": less}
    add([base, base | cut])
    assert desk.stories()[0].copies == 1
    add([base | {"title": "Another headline over the same words"}])
    assert len(desk.revisions(base["url"])) == 2
    assert desk.stories()[0].copies == 1


@pytest.mark.parametrize(
    ("published", "doubt"),
    [
        (None, "no date"),
        ("1970-01-01T00:00:00+00:00", "before 1990"),
        ("2099-05-06", "after it was first seen"),
        ("last Tuesday", "not understood"),
    ],
)
def test_a_date_in_doubt_orders_nothing_and_is_said(
    desk: Desk, add: Add, published: str | None, doubt: str
) -> None:
    odd = told("ferry", OUTLETS[0]) | {"published": published}
    others = [told("ferry", outlet) for outlet in OUTLETS[1:4]]
    tally = add([others[0], odd, *others[1:]])
    assert tally.articles == 4
    page = desk.story(odd["url"])
    (member,) = [m for m in page.members if m.name == odd["id"]]
    assert doubt in (member.date_doubt or "")
    assert page.line.articles == 4
    assert "1970" not in (page.line.first_at or "-")
    assert "2099" not in (page.line.last_at or "-")
    assert page.line.first_at


def test_a_date_in_the_far_future_puts_no_story_to_sleep(desk: Desk, add: Add) -> None:
    add([told("bank", OUTLETS[0]), told("ferry", OUTLETS[0]) | {"published": "2099-01-01"}])
    add([told("bank", OUTLETS[1])])
    assert desk.story(told("bank", OUTLETS[1])["url"]).line.articles == 2


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Ferry ran aground."},
        {"text": ""},
        {"title": ""},
        {"title": None, "text": "Ferry ran aground."},
        {"text": " ".join(["Boats and nets lay on the quay of Harnmouth."] * 4500)},
    ],
    ids=["three words", "headline alone", "no headline", "next to nothing", "40,000 words"],
)
def test_odd_articles_are_kept_and_harm_nobody(
    desk: Desk, add: Add, change: dict[str, str | None]
) -> None:
    odd = told("bank", OUTLETS[5]) | {"id": "odd"} | change
    tally = add([*stream(3), odd])
    assert tally.articles == len(stream(3)) + 1
    found = lies(desk)
    assert "odd" in found
    others = {name: story for name, story in found.items() if name != "odd"}
    for event in EVENTS:
        assert len({s for n, s in others.items() if n.startswith(event)}) == 1


def test_what_cannot_be_used_is_a_failure_and_not_tried_again(desk: Desk, add: Add) -> None:
    bad: list[Line] = [{"id": "run", "text": "a" * 5000}, {"id": "binary", "text": "\x00\x01" * 80}]
    tally = add([told("ferry", OUTLETS[0]), *bad])
    assert (tally.articles, tally.refused) == (1, 2)
    assert {f.kind for f in desk.failures()} == {"no-spaces", "binary"}
    again = add([told("ferry", OUTLETS[0]), *bad])
    assert (again.known, again.refused, again.refused_before) == (1, 0, 2)
    assert "2 refused before" in again.words


def test_the_words_of_a_handle_lead_to_the_article(desk: Desk, add: Add) -> None:
    line = told("ferry", OUTLETS[0])
    add([line, told("bank", OUTLETS[1])])
    story = desk.story(line["id"])
    (member,) = [m for m in story.members if m.name == line["id"]]
    for handle in (member.article, member.article[:16], line["url"], line["id"]):
        assert desk.revisions(handle)[0].article == member.article
    assert desk.story(story.line.id[:14]).line.id == story.line.id


def test_a_handle_that_fits_two_lists_the_choices(desk: Desk, add: Add) -> None:
    one = told("ferry", OUTLETS[0]) | {"id": "front", "url": None}
    two = told("bank", OUTLETS[1]) | {"id": "front", "url": None}
    add([one])
    add([two])
    ids = {member.article for line in desk.stories() for member in desk.story(line.id).members}
    assert len(ids) == 2
    with pytest.raises(ConfigError) as asked:
        desk.revisions("front")
    said = str(asked.value)
    assert all(one in said for one in ids)
    assert f"{one['title']} ({OUTLETS[0]}, {one['published']})" in said
    assert f"{two['title']} ({OUTLETS[1]}, " in said


def test_a_handle_that_fits_two_stories_lists_their_headlines(desk: Desk, add: Add) -> None:
    add(stream(1))
    found = {line.id: line for line in desk.stories()}
    alike = Counter(key.removeprefix("story-")[0] for key in found)
    ((digit, number),) = alike.most_common(1)
    assert number > 1
    with pytest.raises(ConfigError) as asked:
        desk.story(f"story-{digit}")
    for key, line in found.items():
        assert (key in str(asked.value)) == key.startswith(f"story-{digit}")
        if key in str(asked.value):
            assert line.headline is not None
            assert line.headline.exact in str(asked.value)


def test_runs_tell_what_they_did(desk: Desk, add: Add) -> None:
    add(stream(2))
    add(stream(3))
    newest, oldest = desk.runs()
    assert (newest.state, oldest.state) == ("done", "done")
    assert oldest.counts["articles"] == 2 * len(EVENTS)
    assert newest.counts["known"] == 2 * len(EVENTS)
    assert newest.counts["articles"] == len(EVENTS)
    assert newest.versions["group"]


def test_a_live_blog_alone_is_listed_and_shown(desk: Desk, add: Add) -> None:
    blog = told("strike", OUTLETS[0]) | {
        "title": "Live blog: rail strike in Vessia, as it happened"
    }
    add([blog])
    (line,) = desk.stories()
    page = desk.story(blog["url"])
    assert page.line.id == line.id
    assert [m.name for m in page.members] == [blog["id"]]
    assert line.coverage.words == "1 of the 1 outlet seen in these days"
    assert line.origins.at_least <= line.origins.at_most


def test_an_article_without_a_date_does_not_stretch_its_story(desk: Desk, add: Add) -> None:
    undated = told("fire", OUTLETS[3]) | {"published": None}
    add([*(told("fire", outlet) for outlet in OUTLETS[:3]), undated, told("bank", OUTLETS[4])])
    (line,) = [s for s in desk.stories() if s.articles > 1]
    assert line.articles == 4
    assert [(at or "")[:10] for at in (line.first_at, line.last_at)] == ["2021-05-08"] * 2
    assert line.coverage.words == "4 of the 5 outlets seen in these days"


def test_a_new_version_of_grouping_draws_its_own_sketches(desk: Desk, add: Add) -> None:
    add(stream(3))
    with desk.store.write("test") as writer, writer.batch() as batch:
        # As an older version left them: this one cannot read them.
        for sketched in writer.active_sketches():
            batch.put_sketch(sketched.article, b"old", "0")
    before = lies(desk)
    tally = add(stream(4))
    assert tally.articles == len(EVENTS)
    now = lies(desk)
    assert {name: now[name] for name in before} == before
    with desk.store.read() as reader:
        assert not stale_sketches(reader, str(Group().version))


def test_a_story_without_a_date_has_no_day_and_comes_last(desk: Desk, add: Add) -> None:
    undated = told("fire", OUTLETS[3]) | {"published": None}
    odd = told("comet", OUTLETS[4]) | {"published": "2099-05-06"}
    add([undated, odd, told("bank", OUTLETS[0]), told("ferry", OUTLETS[1])])
    found = desk.stories()
    assert [line.date_doubt is None for line in found] == [True, True, False, False]
    doubts = {line.date_doubt: line for line in found[2:]}
    assert doubts.keys() == {"date not stated", "date in doubt"}
    line = doubts["date not stated"]
    assert (line.first_at, line.last_at) == (None, None)
    assert line.coverage.words == "1 of the 4 outlets in the store"
    today = line.earliest_seen.at[:10]
    assert "date not stated" in listed.story_facts(line)
    assert today not in listed.story_facts(line)
    assert {one.id for one in desk.stories(since=today)} == set()
    assert len(desk.stories(since="2021-05-01")) == 2
    assert len(desk.stories(outlet=OUTLETS[3])) == 1
    # Another telling with a date gives the story its days.
    add([told("fire", OUTLETS[5])])
    (dated,) = [one for one in desk.stories() if one.articles == 2]
    assert (dated.first_at or "")[:10] == "2021-05-08"
    assert dated.date_doubt is None
