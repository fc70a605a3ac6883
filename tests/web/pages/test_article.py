"""An article's page: exact words, layers, the text asked for, the page as it came."""

import re
from html import unescape

import pytest

from crosswire.desk.desk import Desk
from crosswire.records import Comparison
from crosswire.web.inert import inert
from tests.store.made import page as made_page
from tests.web.conftest import Reader
from tests.web.stories import keep


@pytest.fixture
def articles(desk: Desk, story: Comparison) -> dict[str, str]:
    """By the line-up's names, the ids of articles that are lined up."""
    return {name: one.article_id for name, one in keep(desk, story)[1].items()}


def text(html: str) -> str:
    """The words of the article element, as a browser has them."""
    (inside,) = re.findall(r'<article class="text".*?</article>', html, re.S)
    paragraphs = re.findall(r"<p [^>]*>(.*?)</p>", inside, re.S)
    return unescape("".join(re.sub(r"<[^>]*>", "", one) for one in paragraphs))


def test_the_text_is_shown_character_for_character(
    reader: Reader, articles: dict[str, str], story: Comparison
) -> None:
    for read in story.readings:
        page = reader.get(f"/articles/{articles[read.article]}")
        assert text(page.text) == read.revision.body.content
        twin = reader.get(f"/articles/{articles[read.article]}.json").json()
        runs = [run for block in twin["blocks"] for run in (*block["runs"], *block["gap"])]
        assert "".join(run["words"] for run in runs) == read.revision.body.content


def test_words_that_are_led_to_are_marked_exactly(
    reader: Reader, articles: dict[str, str], story: Comparison
) -> None:
    body = story.readings[0].revision.body.content
    address = f"/articles/{articles['wire']}"
    for start, end in ((0, 7), (10, 140), (80, len(body))):
        page = reader.get(f"{address}?at={start}-{end}")
        here = re.findall(r'<span class="run[^"]* here"[^>]*>([^<]*)</span>', page.text)
        assert unescape("".join(here)) == body[start:end]
        assert f'id="t-{start}-{end}"' in page.text


def test_layers_are_on_where_they_are_asked_for(reader: Reader, articles: dict[str, str]) -> None:
    address = f"/articles/{articles['wire']}"
    for query in ("?layers=names,quotations", "?layers=names&layers=quotations"):
        twin = reader.get(f"{address}.json{query}").json()
        assert {one["name"] for one in twin["layers"] if one["on"]} == {"names", "quotations"}
        page = reader.get(f"{address}{query}").text
        assert re.search(r'id="layer-names" checked', page)
        assert not re.search(r'id="layer-points" checked', page)
    none = reader.get(f"{address}.json?layers=").json()
    assert not any(one["on"] for one in none["layers"])


def test_every_annotation_is_a_layer_and_an_entry(reader: Reader, articles: dict[str, str]) -> None:
    twin = reader.get(f"/articles/{articles['wire']}.json").json()
    found = {one["name"] for one in twin["layers"]}
    assert {"sentences", "names", "times", "quotations", "terms", "points", "conflicts"} <= found
    assert {one["layer"] for one in twin["entries"]} == found - {"sentences"}
    body = "".join(r["words"] for b in twin["blocks"] for r in (*b["runs"], *b["gap"]))
    for one in twin["entries"]:
        span = one["span"]
        assert body[span["start"] : span["end"]] == span["exact"]
    assert [one["reason"] for one in twin["removed"]] == ["newsletter"]


def test_what_cannot_be_shown_is_said(reader: Reader, articles: dict[str, str]) -> None:
    address = f"/articles/{articles['wire']}.json"
    assert reader.get(f"{address}?at=9-3").status_code == 400
    assert reader.get(f"{address}?at=0-99999999").status_code == 404
    assert reader.get(f"{address}?revision=revision-0").status_code == 404
    assert reader.get("/articles/nowhere.json").status_code == 404
    assert reader.get("/captures/nowhere.json").status_code == 404


def test_an_erased_article_is_gone(desk: Desk, reader: Reader, articles: dict[str, str]) -> None:
    from crosswire.desk.evidence import erase

    erase(desk.store, articles["wire"], because="asked for", by="ana")
    page = reader.get(f"/articles/{articles['wire']}")
    assert page.status_code == 410
    assert "asked for" in page.text
    assert reader.get(f"/articles/{articles['courier']}").status_code == 200


def test_a_captured_page_is_inert(desk: Desk, reader: Reader) -> None:
    html = (
        '<html><head><title>Bridge</title><style>p{}</style></head><body onload="x()">'
        '<h1>Bridge</h1><p style="color:red">The bridge stays shut. '
        '<a href="https://away.example/">away</a><img src="https://away.example/p.png"></p>'
        '<form action="/notes" method="post"><input name="words"><button>Send</button></form>'
        "<script>alert(1)</script><svg><script>alert(2)</script></svg>"
        '<iframe src="https://away.example/"></iframe><p>Share this</p></body></html>'
    )
    one = made_page("b", "The bridge stays shut.", html=html)
    with desk.store.write("add") as writer, writer.batch() as batch:
        added = batch.add_capture(one.capture, one, "2020-01-01T00:00:00Z")
    capture = reader.get(f"/articles/{added.article_id}.json").json()["capture"]["id"]
    shown = reader.get(f"/captures/{capture}")
    assert "The bridge stays shut." in shown.text
    for gone in ("<script", "<img", "<form", "<input", "<a ", "<style", "style=", "onload",
                 "<iframe", "alert", "away.example"):  # fmt: skip
        assert gone not in shown.text
    assert shown.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    frame = reader.get(f"/articles/{added.article_id}").text
    assert f'<iframe sandbox class="captured" loading="lazy" src="/captures/{capture}"' in frame


@pytest.mark.parametrize(
    "content",
    ["<div>" * 600_000, "<p>word" + "<b>" * 2_000, "&" * 3_000_000, "< " * 1_000_000],
    ids=["deep", "bold", "signs", "less"],
)
def test_a_page_made_to_keep_a_parser_busy_is_shown_as_its_source(content: str) -> None:
    shown = str(inert(content, html=True))
    assert shown.startswith("<pre>")
    assert "<" not in shown[5:-6]


def test_a_page_that_closes_little_is_shown_as_a_page() -> None:
    told = "<p>One.<br>" * 3_000 + "<ul>" + "<li>Two." * 3_000 + "</ul><div>x</div>" * 3_000
    assert str(inert(told, html=True)).startswith("<p>One.<br>")


def test_an_address_that_is_none_is_no_link(desk: Desk, reader: Reader) -> None:
    one = made_page("b", "The bridge stays shut.", url="javascript:alert(1)")
    with desk.store.write("add") as writer, writer.batch() as batch:
        added = batch.add_capture(one.capture, one, "2020-01-01T00:00:00Z")
    page = reader.get(f"/articles/{added.article_id}")
    assert page.status_code == 200
    assert 'href="javascript' not in page.text


def test_why_it_lies_in_its_story_is_told(reader: Reader, filled: Desk) -> None:
    story = max(filled.stories(limit=50), key=lambda one: one.articles)
    member = filled.story(story.id).members[-1]
    page = reader.get(f"/articles/{member.article}/why")
    assert page.status_code == 200
    assert "For one story" in page.text or "It is a copy" in page.text
    twin = reader.get(f"/articles/{member.article}/why.json").json()
    assert twin["explanation"]["story"] == story.id
