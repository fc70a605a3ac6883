"""The report in Debian's Chromium: quiet, complete at first sight, usable without a mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from crosswire.records import Comparison
from crosswire.report import html
from tests.chromium import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="apt-get install chromium"),
]


class Opened:
    """The report in a page, with all that the browser asked for or complained of."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        self.url = path.as_uri()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(self.url)


@pytest.fixture(scope="module")
def opened(
    story: Comparison, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opened]:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html.comparison(story), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    yield Opened(page, path)
    page.close()


@pytest.fixture(autouse=True)
def fresh(opened: Opened) -> None:
    opened.page.emulate_media(media="screen")
    opened.page.goto(opened.url)


def shown(page: Page, selector: str) -> bool:
    # A closed <details> hides by content-visibility, which is_visible() does not look at.
    script = "e => e.checkVisibility({contentVisibilityAuto: true, opacityProperty: true})"
    return bool(page.locator(selector).first.evaluate(script))


def test_nothing_is_requested_and_nothing_complains(opened: Opened) -> None:
    assert set(opened.requests) == {opened.url}
    assert opened.complaints == []


def test_the_style_is_applied_under_the_policy(opened: Opened) -> None:
    display = opened.page.locator(".first").evaluate("e => getComputedStyle(e).display")
    assert display == "grid"


@pytest.mark.parametrize("panel", ["pages", "clash", "checks", "origin", "headwords"])
def test_what_to_read_first_needs_no_scrolling(opened: Opened, panel: str) -> None:
    box = opened.page.locator(f".first .{panel}").bounding_box()
    assert box is not None
    assert box["height"] > 20
    assert box["y"] + box["height"] <= 800


def test_a_point_opens_by_keyboard(opened: Opened) -> None:
    assert not shown(opened.page, ".point >> nth=0 >> .cells")
    opened.page.locator(".point summary").first.focus()
    opened.page.keyboard.press("Enter")
    assert shown(opened.page, ".point >> nth=0 >> .cells")


def test_a_link_to_a_point_opens_it(opened: Opened) -> None:
    opened.page.locator(".first .origin a.pt").first.click()
    assert shown(opened.page, ".point >> nth=0 >> .cells")
    top = opened.page.locator(".point summary").first.bounding_box()
    assert top is not None
    assert 40 < top["y"] < 400


def test_every_point_opens_with_one_key(opened: Opened) -> None:
    opened.page.locator("#open-all").focus()
    opened.page.keyboard.press("Space")
    assert shown(opened.page, ".point >> nth=0 >> .cells")
    assert shown(opened.page, ".point >> nth=2 >> .cells")


def test_the_first_tab_stop_skips_to_what_comes_first(opened: Opened) -> None:
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.className") == "skip"
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("location.hash") == "#first"


def test_details_are_open_in_print(opened: Opened) -> None:
    assert not shown(opened.page, ".point >> nth=1 >> .cells")
    opened.page.emulate_media(media="print")
    assert shown(opened.page, ".point >> nth=1 >> .cells")
    assert shown(opened.page, ".removed table")


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
def test_nothing_sticks_out_sideways(opened: Opened, width: int) -> None:
    opened.page.set_viewport_size({"width": width, "height": 800})
    beyond = opened.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    opened.page.set_viewport_size({"width": 1280, "height": 800})
    assert beyond <= 0
