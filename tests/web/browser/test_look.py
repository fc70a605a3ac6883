"""Every page in a real browser: nothing from elsewhere, no complaint, no serious finding of axe."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.web.browser.conftest import CHROMIUM, Served, Visit, lined_up, served, visiting

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="apt-get install chromium"),
]
PAGES = Path(__file__).resolve().parents[3] / "examples" / "ferry-aground"
SERIOUS = ("serious", "critical")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("desk")
    with served(folder) as running:
        running.crosswire("add", str(PAGES))
        yield running


@pytest.fixture
def visit(browser: Browser, desk: Served) -> Iterator[Visit]:
    with visiting(browser, desk.url) as page:
        yield page


def findings(page: Page) -> list[str]:
    """What axe finds that keeps somebody out, and where."""
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:120]}"
        for one in found
        if one["impact"] in SERIOUS
    ]


ADDRESSES = [
    "/", "/search?words=ferry", "/search?kind=quotation&words=ship", "/entities", "/outlets",
    "/alerts", "/follows", "/review", "/judgements", "/sources", "/runs", "/failures", "/add",
    "/jobs", "/api", "/check?claim=ferry", "STORY", "ARTICLE", "OUTLET", "ENTITY",
]  # fmt: skip
WIDTHS = [(360, 740), (1280, 900), (3840, 2160)]


@pytest.fixture(scope="module")
def places(browser: Browser, desk: Served) -> dict[str, str]:
    """Addresses of things that are kept here."""
    with visiting(browser, desk.url) as visit:
        found = {
            name: _first(visit.go(address), beginning)
            for name, address, beginning in (
                ("STORY", "/", "/stories/"), ("ARTICLE", "/search?words=ferry", "/articles/"),
                ("OUTLET", "/outlets", "/outlets/"), ("ENTITY", "/entities", "/entities/"),
            )
        }  # fmt: skip
        lined_up(visit, found["STORY"])
    return found


def _first(page: Page, beginning: str) -> str:
    return page.locator(f"main a[href^='{beginning}']").first.get_attribute("href") or ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_quiet_and_open_to_all(
    visit: Visit, places: dict[str, str], address: str, scheme: str
) -> None:
    visit.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = visit.go(places.get(address, address))
    assert page.locator("h1").count() == 1
    for later in page.locator("main details > summary").all()[:40]:
        if later.is_visible():
            later.click()
    page.wait_for_load_state("networkidle")
    assert findings(page) == []


@pytest.mark.parametrize("size", WIDTHS, ids=lambda size: str(size[0]))
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_fits_every_width(
    visit: Visit, places: dict[str, str], address: str, size: tuple[int, int]
) -> None:
    visit.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = visit.go(places.get(address, address))
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("address", ["/sources", "/runs", "/outlets", "/entities", "/failures"])
def test_a_heading_of_a_table_is_not_broken_within_a_word(visit: Visit, address: str) -> None:
    visit.page.set_viewport_size({"width": 320, "height": 740})
    page = visit.go(address)
    broken = page.evaluate(
        """() => [...document.querySelectorAll(".wide th[scope=col]")].flatMap((head) => {
          const text = head.firstChild, found = [];
          for (const word of text.data.matchAll(/\\S+/g)) {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            if (range.getClientRects().length > 1) found.push(word[0]);
          }
          return found;
        })"""
    )
    assert broken == []
    # What does not fit is moved sideways, by key as well.
    assert page.locator(".wide").first.get_attribute("tabindex") == "0"


def test_a_printed_story_has_no_ways_to_elsewhere(visit: Visit, places: dict[str, str]) -> None:
    page = visit.go(places["STORY"])
    assert page.locator("nav.parts").is_visible()
    page.emulate_media(media="print")
    for gone in ("nav.parts", "details.asof", ".masthead nav", ".foot"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.locator("h1").is_visible()


def test_the_first_key_leads_to_the_main_part(visit: Visit) -> None:
    page = visit.go("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
