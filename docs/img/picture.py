"""Draw docs/img/comparison.png: the top of a comparison of the invented ferry pages.

    python docs/img/picture.py

Needs Debian's chromium; run it again whenever the report's looks change.
"""

from pathlib import Path

from playwright.sync_api import sync_playwright

from crosswire.config import Settings
from crosswire.project import Project
from crosswire.records.comparison import Comparison
from crosswire.report import html

HERE = Path(__file__).resolve().parent
PAGES = HERE.parents[1] / "examples" / "ferry-aground"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


def compared() -> Comparison:
    """The comparison of the example folder."""
    project = Project(Settings.load())
    for outcome in project.compare(project.captures([PAGES]), story=PAGES.name):
        if isinstance(outcome, Comparison):
            return outcome
        raise SystemExit(outcome.words)
    raise SystemExit(f"no pages in {PAGES}")


def draw(text: str, target: Path) -> None:
    """Photograph the report: the first screen and, without the headlines, one point opened."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1180})
        page.set_content(text)
        page.locator("#headlines").evaluate("e => e.remove()")
        page.locator(".point summary").first.click()
        page.mouse.move(0, 0)
        page.screenshot(path=target)
        browser.close()


if __name__ == "__main__":
    draw(html.comparison(compared()), HERE / "comparison.png")
