"""A story's page: what is lined up, its parts, its points, and how it stands to the story now."""

import re
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from crosswire.desk.desk import Desk
from crosswire.desk.jobs import Compare
from crosswire.records import Comparison
from crosswire.store.audit import Doer
from crosswire.web.visits import MOST_WAITING
from tests.store.made import line
from tests.web.conftest import Reader
from tests.web.stories import keep

PARTS = (
    "points", "possible", "conflicts", "singles", "quotations", "names", "times", "matrix",
    "origins", "revisions",
)  # fmt: skip


class Attributes(HTMLParser):
    """The names of all attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {name for name, _ in attrs}

    @classmethod
    def of(cls, html: str) -> set[str]:
        made = cls()
        made.feed(html)
        return made.names


def acts(name: str) -> bool:
    """Whether the policy forbids an attribute of this name."""
    return name == "style" or name.startswith("on")


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_the_first_screen_tells_what_a_desk_needs(reader: Reader, kept: str) -> None:
    page = reader.get(f"/stories/{kept}")
    assert page.status_code == 200
    said = words(page.text)
    for told in (
        "3 of the 3 outlets", "Conflicts and tensions 1", "14 against 17",
        "ask the hospital or the coastguard", "Rests on one known origin", "3 outlets, 1 origin",
        "Quoted words in headlines", "not found in this text", "This is the first look",
        "Check before you publish", "We will inspect every vessel on the strait",
    ):  # fmt: skip
        assert told in said
    assert "origins 1" in said or "1 origin" in said


def test_why_each_article_lies_here_loads_when_it_is_opened(reader: Reader, filled: Desk) -> None:
    story = max(filled.stories(limit=50), key=lambda one: one.articles)
    page = reader.get(f"/stories/{story.id}/place")
    piece = reader.get(f"/stories/{story.id}/place?part=1")
    for member in filled.story(story.id).members:
        assert f"/articles/{member.article}" in page.text
        assert member.how in words(piece.text)
    assert "<main" not in piece.text
    assert piece.text.count('name="decision" value="different"') == story.articles - 1


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_a_page_and_a_piece_of_one(reader: Reader, kept: str, part: str) -> None:
    page = reader.get(f"/stories/{kept}/parts/{part}")
    piece = reader.get(f"/stories/{kept}/parts/{part}?part=1")
    assert (page.status_code, piece.status_code) == (200, 200)
    assert "<main" in page.text
    assert "<main" not in piece.text
    for picture in re.findall(r"<svg.*?</svg>", piece.text, re.S):
        ElementTree.fromstring(picture)


def test_the_twin_holds_spans_that_re_read_their_words(
    reader: Reader, kept: str, story: Comparison
) -> None:
    texts = {r.revision.body.id: r.revision.body.content for r in story.readings}
    twin = reader.get(f"/stories/{kept}.json").json()
    members = [
        member["span"]
        for point in twin["told"]["points"]
        for member in point["view"]["point"]["members"]
    ]
    assert members
    for span in members:
        assert texts[span["text"]][span["start"] : span["end"]] == span["exact"]


def test_a_point_shows_the_span_in_its_sentence_and_between_its_neighbours(
    reader: Reader, kept: str
) -> None:
    page = reader.get(f"/stories/{kept}/points/1")
    assert page.status_code == 200
    assert "<mark>We will inspect every vessel on the strait</mark>" in page.text
    twin = reader.get(f"/stories/{kept}/points/1.json").json()
    cell = twin["point"]["view"]["pages"][0][0]
    assert cell["words"] == cell["place"]["span"]["exact"]
    relation = twin["point"]["view"]["point"]["relation"]
    assert ("partly the same" in page.text) == (relation != "same")
    by_id = reader.get(f"/stories/{kept}/points/{twin['point']['view']['point']['id']}.json")
    assert by_id.json() == twin


def test_a_place_leads_to_the_same_words_in_its_article(reader: Reader, kept: str) -> None:
    page = reader.get(f"/stories/{kept}/points/1")
    (href, *_) = re.findall(r'class="place" href="([^"]+)"', page.text)
    address = unescape(href).partition("#")[0]
    article = reader.get(address)
    here = re.findall(r'<span class="run[^"]* here"[^>]*>([^<]*)</span>', article.text)
    assert unescape("".join(here)) == "We will inspect every vessel on the strait"


def test_what_does_not_exist_is_not_found(reader: Reader, kept: str) -> None:
    for address in (
        "/stories/story-00ff", f"/stories/{kept}/points/99", f"/stories/{kept}/points/none",
    ):  # fmt: skip
        assert reader.get(address).status_code == 404
        told = reader.get(f"{address}.json")
        assert (told.status_code, told.json()["kind"]) == (404, "not-found")
    assert reader.get(f"/stories/{kept}/parts/nothing").status_code == 422


def test_the_matrix_sorts_without_scripts(reader: Reader, kept: str) -> None:
    page = reader.get(f"/stories/{kept}/parts/matrix?sort=outlets")
    told = [int(n) for n in re.findall(r'</th><td class="words".*?data-value="(\d+)"', page.text)]
    assert told == sorted(told, reverse=True)
    assert 'aria-sort="descending"' in page.text
    assert reader.get(f"/stories/{kept}/parts/matrix?sort=nothing").status_code == 200


def test_what_came_since_is_said_and_a_new_line_up_asked_for(
    desk: Desk, reader: Reader, kept: str
) -> None:
    from tests.store.made import joined

    with desk.store.write("add") as writer, writer.batch() as batch:
        one = line("late", "The ferry was pulled free.", url="https://late.example/ferry")
        added = batch.add_capture(one.capture, one, "2031-01-01T00:00:00Z")
        batch.apply_moves([joined(added.article_id, kept)])
    page = words(reader.get(f"/stories/{kept}").text)
    assert "1 article came or changed since" in page
    assert "A new one is asked for" in page
    waiting = [job for job in desk.jobs.listed() if job.kind == "compare"]
    assert [job.what["story"] for job in waiting] == [kept]
    reader.get(f"/stories/{kept}")
    assert len(desk.jobs.listed()) == 1


def test_a_story_that_is_not_lined_up_shows_its_articles(reader: Reader, filled: Desk) -> None:
    story = max(filled.stories(limit=50), key=lambda one: one.articles)
    page = reader.get(f"/stories/{story.id}")
    said = words(page.text)
    assert "Not lined up yet" in said
    assert "A new one is asked for" in said
    for member in filled.story(story.id).members:
        assert member.headline is not None
        assert member.headline.exact in said
    assert reader.get(f"/stories/{story.id}.json").json()["told"] is None


def test_looks_ask_for_no_more_line_ups_than_are_soon_made(
    desk: Desk, reader: Reader, filled: Desk
) -> None:
    for number in range(MOST_WAITING):
        desk.jobs.put(Compare(story=f"story-{number}"), by=Doer("Ana"))
    story = max(filled.stories(limit=50), key=lambda one: one.articles)
    page = words(reader.get(f"/stories/{story.id}").text)
    assert "A new one is not asked for yet" in page
    assert len(desk.jobs.listed()) == MOST_WAITING
    desk.jobs.cancel(desk.jobs.listed()[0].id, by=Doer("Ana"))
    assert "A new one is asked for" in words(reader.get(f"/stories/{story.id}").text)


def test_a_line_up_whose_texts_are_read_otherwise_since_is_not_shown(
    desk: Desk, reader: Reader, story: Comparison
) -> None:
    key, added = keep(desk, story)
    one = story.readings[0]
    page = added[one.article]
    with desk.store.write("read") as writer, writer.batch() as batch:
        batch.add_reading(one, page.article_id, page.revision_id, "small/2")
    shown = reader.get(f"/stories/{key}")
    assert shown.status_code == 200
    assert "Not lined up yet" in words(shown.text)
    assert reader.get(f"/stories/{key}.json").json()["line_up"] is None
    assert reader.get(f"/stories/{key}/parts/points").status_code == 404
    assert reader.get(f"/articles/{page.article_id}").status_code == 200


def test_as_of_a_time_before_it_was_known_there_is_no_story(
    desk: Desk, reader: Reader, kept: str
) -> None:
    page = reader.get(f"/stories/{kept}?as_of=2019-01-01")
    assert page.status_code == 404
    assert desk.jobs.listed() == []


def test_a_look_is_kept_and_what_is_new_since_is_told(
    desk: Desk, reader: Reader, kept: str
) -> None:
    reader.get(f"/stories/{kept}")
    seen = desk.notes.last_look("you", kept)
    assert seen is not None
    reader.get(f"/stories/{kept}.json")
    assert desk.notes.last_look("you", kept) == seen


def test_hostile_words_are_shown_and_never_obeyed(
    desk: Desk, reader: Reader, story: Comparison
) -> None:
    nasty = '"><script>alert(1)</script>\u202e\x07\ud800 <img src=x onerror=alert(1)>'
    pages = tuple(
        page.model_copy(
            update={
                "outlet": f"{page.outlet} {nasty}",
                "headline": page.headline and page.headline.model_copy(update={"value": nasty}),
            }
        )
        for page in story.pages
    )
    points = tuple(point.model_copy(update={"speaker": nasty}) for point in story.points)
    made = story.model_copy(
        update={"pages": pages, "points": points, "headline_words": (), "notes": (nasty,)}
    )
    key, added = keep(desk, made)
    addresses = [f"/stories/{key}", f"/stories/{key}/points/1"]
    addresses += [f"/stories/{key}/parts/{part}" for part in PARTS]
    addresses += [f"/articles/{one.article_id}" for one in added.values()]
    for address in addresses:
        page = reader.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img" not in page.text
        assert "\u202e" not in page.text
        assert "\x07" not in page.text
        assert "javascript:" not in page.text
        assert not {name for name in Attributes.of(page.text) if acts(name)}


def test_a_program_may_take_no_more_than_the_parts_it_wants(reader: Reader, kept: str) -> None:
    address = f"/stories/{kept}.json"
    whole = reader.get(address)
    assert whole.json()["parts"] is None
    some = reader.get(address, params={"parts": ["points", "checks"]})
    told, wanted = whole.json()["told"], some.json()["told"]
    assert some.json()["parts"] == ["points", "checks"]
    always = ("pages", "origins", "undecided", "notes", "stages")
    for part, found in wanted.items():
        assert found == (told[part] if part in ("points", "checks", *always) else []), part
    bare = reader.get(address, params={"parts": "pages"})
    assert len(bare.content) < len(some.content) < len(whole.content)
    assert bare.json()["told"]["pages"] == told["pages"]
    assert reader.get(address, params={"parts": "everything"}).status_code == 422
    # Another's asking leaves the page, and what is kept ready for it, as they are.
    assert reader.get(address).json()["told"] == told
    assert reader.get(f"/stories/{kept}?parts=pages").status_code == 200
