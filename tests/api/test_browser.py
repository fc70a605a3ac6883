"""A comparison in a notebook, in a real browser: the page is there, and nothing in it runs."""

import pytest
from playwright.sync_api import Browser

import crosswire
from crosswire.exchange.told import Told
from crosswire.records import Comparison
from tests.exchange.conftest import odd_story
from tests.exchange.conftest import story as story

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HOSTILE = "</title><script>parent.ran = 1</script><img src=x onerror='parent.ran = 2'>\"></iframe><script>ran = 3</script>"


def test_the_frame_shows_the_page_and_runs_nothing(browser: Browser, story: Comparison) -> None:
    shown = crosswire.Comparison(Told(comparison=odd_story(story, HOSTILE).comparison))
    page = browser.new_page()
    try:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.set_content(f"<!doctype html><body>{shown._repr_html_()}<p id=after>after</p></body>")
        frame = page.frames[1]
        assert frame.locator("h1").inner_text() == "Ferry aground"
        assert "onerror" in frame.locator("body").inner_text(), "hostile words are shown as words"
        assert page.evaluate("window.ran") is None
        assert page.locator("#after").is_visible(), "the notebook goes on below the frame"
        assert page.locator("iframe").count() == 1
        assert not [url for url in asked if not url.startswith("about:")]
    finally:
        page.close()


def test_a_list_shows_words_as_words(browser: Browser, story: Comparison) -> None:
    shown = crosswire.Comparison(Told(comparison=odd_story(story, HOSTILE).comparison))
    page = browser.new_page()
    try:
        page.set_content(f"<!doctype html><body>{shown.articles._repr_html_()}</body>")
        assert page.locator("tbody tr, table > tr").count() == 3
        assert page.locator("img, script, iframe").count() == 0
        assert page.evaluate("window.ran") is None
    finally:
        page.close()
