"""The front page: which stories, in which order, what is new; and what it does with hostile words."""

from pathlib import Path

import pytest

from crosswire.desk.desk import Desk
from crosswire.records import Query
from crosswire.store import looks
from crosswire.web.visitors import LOCAL
from tests.desk.stream import Line, write
from tests.web.conftest import Reader

SCRIPT = "<script>alert(1)</script>"
TURNED = "\u202eover\u202c"


def stories(reader: Reader, asked: str = "") -> list[dict[str, object]]:
    found = reader.get(f"/index.json{asked}")
    assert found.status_code == 200, found.text
    return list(found.json()["stories"])


def ids(reader: Reader, asked: str = "") -> list[str]:
    return [str(one["line"]["id"]) for one in stories(reader, asked)]  # type: ignore[index]


def add(desk: Desk, folder: Path, *lines: Line) -> None:
    desk.add(desk.project.captures([write(folder / "more.jsonl", list(lines))]), closely="none")


def line(number: int, **other: str) -> Line:
    return {
        "id": f"more-{number}", "outlet": "Sarn Journal", "title": f"Lanterns of Sarn, {number}",
        "url": f"https://sarn.example/{number}", "published": "2021-05-09",
        "text": f"Lanterns were lit in Sarn by {number} people who had waited for the evening.",
        **other,
    }  # fmt: skip


def test_an_empty_desk_says_so(reader: Reader) -> None:
    page = reader.get("/")
    assert page.status_code == 200
    assert "No story is kept here yet." in page.text
    assert stories(reader) == []


def test_a_story_says_who_tells_it_and_how_many_were_watched(filled: Desk, reader: Reader) -> None:
    page = reader.get("/").text
    for told in filled.stories():
        assert told.coverage.words in page
        assert told.origins.words in page
        assert told.headline is not None
        assert told.headline.exact in page


def test_the_page_and_its_twin_show_the_same_stories(filled: Desk, reader: Reader) -> None:
    page = reader.get("/").text
    assert [key for key in ids(reader) if f'href="/stories/{key}"' not in page] == []


@pytest.mark.parametrize("order", ["newest", "rising", "outlets", "origins"])
def test_pages_of_any_order_give_every_story_once(filled: Desk, reader: Reader, order: str) -> None:
    whole = ids(reader, f"?order={order}&limit=200")
    found: list[str] = []
    asked: str | None = f"?order={order}&limit=2"
    while asked:
        answer = reader.get(f"/index.json{asked}").json()
        found += [one["line"]["id"] for one in answer["stories"]]
        more = answer["next"]
        asked = more and f"?order={order}&limit=2&cursor={more}"
    assert found == whole
    assert len(set(found)) == len(filled.stories(limit=200))


def test_filters_leave_what_fits(filled: Desk, reader: Reader) -> None:
    of_outlet = ids(reader, "?outlet=Harnmouth+Courier")
    assert of_outlet == [one.id for one in filled.stories(outlet="Harnmouth Courier")]
    (ferry,) = ids(reader, "?words=%22Teal+Bank%22")
    assert ids(reader, "?words=buoy+OR+Teal&until=2021-05-06&since=2021-05-06") == [ferry]
    assert ids(reader, "?words=nowhere-such-a-word") == []
    assert ids(reader, "?language=xx") == []
    assert "No story kept here fits." in reader.get("/?words=nowheresuch").text


def test_outlets_are_of_the_country_that_their_address_ends_with(
    desk: Desk, reader: Reader, tmp_path: Path
) -> None:
    british, german = ("sarn." + ending for ending in ("co.uk", "de"))
    add(desk, tmp_path, line(1, url=f"https://{british}/1"), line(2, url=f"https://{german}/2"))
    view = reader.get("/index.json").json()
    assert view["choices"]["countries"] == ["DE", "GB"]
    assert ids(reader, "?country=GB") == ids(reader, "?country=gb")
    assert len(ids(reader, "?country=GB")) == 1
    assert reader.get("/index.json?country=Sarnia").status_code == 400


def test_rising_counts_outlets_whose_first_article_came_lately(
    filled: Desk, reader: Reader
) -> None:
    for one in stories(reader, "?order=rising"):
        assert one["rising"] == len(one["line"]["coverage"]["outlets"])  # type: ignore[index]
    assert "Nothing else goes into it." in reader.get("/?order=rising").text


def test_empty_fields_of_the_form_are_fields_left_out(filled: Desk, reader: Reader) -> None:
    asked = "?order=newest&words=&outlet=&person=&country=&language=&since=&until=&cursor="
    assert ids(reader, asked) == ids(reader)


def test_what_came_since_the_last_visit_is_new(
    filled: Desk, reader: Reader, tmp_path: Path
) -> None:
    assert reader.get("/").text.count("has-new") == 0
    with filled.store.aside() as aside:
        long_ago = looks.Look("2021-06-01T00:00:00.000Z")
        looks.put(aside.connection, LOCAL, "front", long_ago)
    page = reader.get("/").text
    assert "New: 3 new articles" in page
    assert "2021-06-01T00:00:00.000Z" in page
    # A load soon after is the same visit: nothing is lost by it.
    assert "New: 3 new articles" in reader.get("/").text


def test_a_page_that_stays_open_hears_of_what_came(
    filled: Desk, reader: Reader, tmp_path: Path
) -> None:
    at = reader.get("/index.json").json()["read_at"]
    assert reader.get(f"/new?at={at}").text.strip() == ""
    add(filled, tmp_path, line(7))
    told = reader.get(f"/new?at={at}&order=outlets").text
    assert "1 story has something new: show" in told
    assert 'href="/?order=outlets"' in told
    assert reader.get(f"/new?at={at}&words=Teal").text.strip() == ""
    assert reader.get("/new?at=yesterday").status_code == 400


def test_satire_is_watched_and_tells_nothing(desk: Desk, reader: Reader, tmp_path: Path) -> None:
    body = "<p>" + "</p><p>".join(str(line(n)["text"]) for n in range(8)) + "</p>"
    for outlet, note in (("Sarn Journal", ""), ("The Gander", "Satire")):
        file = tmp_path / f"{outlet}.html"
        file.write_text(
            f"<html><head><title>Lanterns of Sarn</title><meta property='og:site_name' "
            f"content='{outlet}'><meta property='article:section' content='{note}'>"
            f"<link rel='canonical' href='https://{outlet[-6:].lower()}.example/satire/1'></head>"
            f"<body><article><h1>Lanterns of Sarn</h1>{body}</article></body></html>",
            encoding="utf-8",
        )
        desk.add(desk.project.captures([file]), closely="none")
    kept = desk.search(Query(words="lanterns"))
    jests = {hit.outlet for hit in kept.hits if hit.voice == "satire"}
    for story in desk.stories():
        assert not jests & set(story.coverage.outlets)
        assert set(story.coverage.aside) <= jests
        assert story.coverage.watched >= len(story.coverage.outlets) + len(story.coverage.aside)


@pytest.mark.parametrize(
    "asked",
    ["order=up", "limit=0", "limit=9999", "cursor=x", "cursor=1/2/", "words=%22open", "words=OR",
     "since=soon", "outlet=Nobody", "person=Nobody", "country=%3Cb%3E", "words=-a"],
)  # fmt: skip
def test_what_cannot_be_answered_is_told_in_one_shape(
    filled: Desk, reader: Reader, asked: str
) -> None:
    found = reader.get(f"/index.json?{asked}")
    assert found.status_code in (400, 422)
    assert set(found.json()) == {"kind", "message", "hint"}
    page = reader.get(f"/?{asked}")
    assert page.status_code == found.status_code
    assert "<h1>" in page.text


def test_hostile_headlines_and_outlets_are_words(
    desk: Desk, reader: Reader, tmp_path: Path
) -> None:
    add(desk, tmp_path, line(1, title=f"{SCRIPT} {TURNED} \"'&", outlet=f"{SCRIPT} Post"))
    page = reader.get("/?words=Lanterns&outlet=").text
    assert SCRIPT not in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page
    asked = reader.get("/", params={"words": "Lanterns", "order": "newest", "x": f'">{SCRIPT}'})
    assert SCRIPT not in asked.text


def test_a_page_that_states_a_day_is_given_no_hour(
    filled: Desk, reader: Reader, tmp_path: Path
) -> None:
    add(filled, tmp_path, line(1))
    page = reader.get("/", params={"words": "lanterns"}).text
    assert "Sun 9 May 2021" in page
    assert "2021-05-09T12" not in page
