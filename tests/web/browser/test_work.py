"""A day at the desk in a real browser: add, read, judge, note, follow, be told."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser.conftest import CHROMIUM, Served, Visit, lined_up, served, visiting

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="apt-get install chromium"),
]
EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "ferry-aground"
LONG = 90_000
"""Milliseconds for what the worker does: it loads its models first."""

DROP = """([name, words]) => {
  const held = new DataTransfer();
  held.items.add(new File([words], name, { type: "text/html" }));
  const place = document.getElementById("drop");
  for (const kind of ["dragenter", "dragover", "drop"])
    place.dispatchEvent(new DragEvent(kind, { dataTransfer: held, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("work")) as running:
        yield running


@pytest.fixture
def visit(browser: Browser, desk: Served) -> Iterator[Visit]:
    with visiting(browser, desk.url) as page:
        page.page.set_default_timeout(20_000)
        yield page


@pytest.fixture(scope="module")
def story(browser: Browser, desk: Served) -> str:
    """The address of a story of two pages: one was dropped, one pasted."""
    with visiting(browser, desk.url) as visit:
        page = visit.go("/add")
        file = EXAMPLES / "corran-wire.html"
        page.evaluate(DROP, [file.name, file.read_text(encoding="utf-8")])
        expect(page.locator("#chosen li")).to_have_count(1)
        page.get_by_role("button", name="Add", exact=True).click()
        _done(page)

        page = visit.go("/add")
        words = (EXAMPLES / "harnmouth-courier.txt").read_text(encoding="utf-8")
        page.get_by_label("The text of an article").fill(words)
        page.get_by_label("Outlet").fill("Harnmouth Courier")
        page.get_by_role("button", name="Add", exact=True).click()
        _done(page)
        page.locator("a[href^='/stories/']").first.click()
        address = re.sub(r"[?#].*", "", page.url).removeprefix(desk.url)
    with visiting(browser, desk.url) as visit:
        lined_up(visit, address)
    return address


def _done(page: Page) -> None:
    page.wait_for_url("**/jobs/**", timeout=LONG)
    page.get_by_role("heading", name="Where it led").wait_for(timeout=LONG)


def _json(desk: Served, address: str) -> dict[str, object]:
    with urlopen(f"{desk.url}{address}") as answer:
        found: dict[str, object] = json.load(answer)
        return found


def _text(desk: Served, article: str) -> str:
    """The article's text, put together from the runs of its page."""
    found = _json(desk, f"{article}.json")
    blocks = found["blocks"]
    assert isinstance(blocks, list)
    return "".join(
        run["words"] for block in blocks for run in (*block["runs"], *(block["gap"] or ()))
    )


def test_marked_words_are_the_characters_of_their_source(
    visit: Visit, desk: Served, story: str
) -> None:
    page = visit.go(story)
    page.locator("details.point > summary").first.click()
    opened = page.locator("details.point[open] .cell").first
    opened.wait_for()
    links = page.locator("details.point[open] .cell a.place")
    marks = page.locator("details.point[open] .cell mark")
    assert marks.count() >= 2
    for nth in range(marks.count()):
        href = links.nth(nth).get_attribute("href") or ""
        found = re.search(r"(/articles/[\w-]+).*#t-(\d+)-(\d+)$", href)
        assert found, href
        start, end = int(found[2]), int(found[3])
        assert _text(desk, found[1])[start:end] == marks.nth(nth).text_content()


def test_a_place_opens_in_its_text_and_layers_are_switched(
    visit: Visit, desk: Served, story: str
) -> None:
    page = visit.go(story)
    page.locator("details.point > summary").first.click()
    page.locator("details.point[open] .cell a.place").first.click()
    page.wait_for_url("**/articles/**")
    marked = page.locator("#text .here")
    assert marked.count() >= 1
    names = page.get_by_role("checkbox", name=re.compile("^Names"))
    before = names.is_checked()
    one = page.locator("#text .l-names").first
    look = "e => { const s = getComputedStyle(e); return s.textDecoration + s.borderBottom + s.backgroundImage + s.boxShadow }"
    was = one.evaluate(look)
    names.set_checked(not before)
    assert one.evaluate(look) != was
    assert "layers=" in page.url


def test_a_search_leads_to_the_words(visit: Visit, story: str) -> None:
    page = visit.go("/search")
    page.get_by_label(re.compile("^Words")).fill("inspectors")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("main mark").first).to_have_text(re.compile("inspectors", re.I))
    visit.go("/search?words=zzyzx")
    expect(page.locator("main")).to_contain_text("Not found in")


def test_two_passages_are_judged_and_the_judgement_undone(visit: Visit, story: str) -> None:
    page = visit.go("/review")
    pair = page.locator("ol.waiting > li").first
    pair.get_by_role("button", name="Different").click()
    expect(page.locator(".judge").get_by_text(re.compile("judged"))).to_be_visible(timeout=LONG)
    page.get_by_role("button", name=re.compile("^Undo")).first.click()
    expect(page.get_by_text(re.compile("judged")).first).not_to_be_visible(timeout=LONG)


def test_a_note_is_kept_answered_and_apart_from_the_evidence(visit: Visit, story: str) -> None:
    page = visit.go(story)
    on = page.locator("#notes")
    on.locator("summary", has_text="Note").first.click()
    on.get_by_label(re.compile("^Your note")).fill("Called the coastguard at noon.")
    on.get_by_label(re.compile("^Mark")).first.select_option("asked")
    on.get_by_role("button", name="Keep", exact=True).click()
    note = page.locator("article.note", has_text="Called the coastguard").first
    expect(note).to_contain_text("asked")
    note.locator("summary", has_text="Reply").click()
    note.get_by_label(re.compile("^Reply to")).fill("They call back at three.")
    note.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator("article.note article.note")).to_contain_text("They call back")
    expect(page.locator(".notes").first).to_contain_text("not part of the evidence")


def test_the_keyboard_alone_is_enough(visit: Visit, story: str) -> None:
    page = visit.go("/")
    link = f"a[href^='{story}']"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", link):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/**")
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.matches('details.point > summary')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("details.point[open] mark").first).to_be_visible()
