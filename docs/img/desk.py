"""Draw docs/img/story.png and docs/img/article.png: two pages of a desk with the invented events.

    python docs/img/desk.py

Keeps the examples in a store of its own, lines them up, serves them as ``crosswire serve`` does, and
photographs the pages in Debian's chromium. Run it again whenever the desk's looks change.
"""

import base64
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from picture import ARGS, HERE, palette_png, pixels_of
from playwright.sync_api import Browser, Page, sync_playwright

EVENTS = sorted((HERE.parents[1] / "examples").glob("*/"))
WIDTH, HEIGHT = 1280, 1000


def crosswire(store: Path, *asked: str) -> str:
    """A command at the store; what it printed."""
    command = [sys.executable, "-m", "crosswire", *asked, "--store", str(store)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


@contextmanager
def served(store: Path) -> Iterator[str]:
    """The desk at a free port; its address."""
    command = [sys.executable, "-m", "crosswire", "serve", "--port", "0", "--store", str(store)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as desk:
        assert desk.stderr is not None
        try:
            yield next(at[0] for line in desk.stderr if (at := re.search(r"http://[\w.:]+", line)))
        finally:
            desk.terminate()


def filled(store: Path) -> str:
    """The invented events, each lined up; the id of the story that most tell."""
    crosswire(store, "add", *map(str, EVENTS))
    lines = crosswire(store, "stories", "--format", "jsonl").splitlines()
    for line in lines:
        crosswire(store, "compare", json.loads(line)["id"], "--format", "jsonl")
    ids: list[str] = [json.loads(line)["id"] for line in lines]
    return ids[-1]


def photograph(page: Page, browser: Browser, target: Path) -> None:
    """What is seen without scrolling, small."""
    page.mouse.move(0, 0)
    png = base64.b64encode(page.screenshot()).decode()
    target.write_bytes(palette_png(pixels_of(browser, png), WIDTH, HEIGHT))


def draw(address: str, story: str) -> None:
    """The story, and one of its articles with layers on."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        page = browser.new_page(
            base_url=address, viewport={"width": WIDTH, "height": HEIGHT}, timezone_id="UTC"
        )
        page.goto(f"/stories/{story}")
        photograph(page, browser, HERE / "story.png")
        article = page.locator("a[href^='/articles/']").first.get_attribute("href") or ""
        page.goto(re.sub(r"[?#].*", "", article) + "?layers=names,times,quotations,points")
        photograph(page, browser, HERE / "article.png")
        browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "desk.sqlite"
        told = filled(kept)
        with served(kept) as at:
            draw(at, told)
