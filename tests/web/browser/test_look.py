"""Every page in a real browser: nothing from elsewhere, no complaint, no serious finding of axe."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.web.browser.conftest import CHROMIUM, Served, Visit, served, visiting

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


def test_the_front_page_is_quiet_and_open_to_all(visit: Visit) -> None:
    page = visit.go("/")
    assert findings(page) == []
    assert page.get_by_role("main").count() == 1


def test_the_first_key_leads_to_the_main_part(visit: Visit) -> None:
    page = visit.go("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
