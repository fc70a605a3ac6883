"""Whatever a captured page says of itself, and whatever somebody writes or asks, nothing of it runs.

The browser is told to overlook the content policy: what keeps these words from being script here is
that they are escaped, and nothing else.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser

from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.project import Project
from crosswire.records.note import About
from crosswire.records.source import Source
from crosswire.store.audit import Doer
from tests.desk.stream import stream, write
from tests.web.browser.conftest import CHROMIUM, Served, served
from tests.web.browser.payloads import EVERY, PAYLOADS
from tests.web.browser.trap import FOUND, Trap

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="apt-get install chromium"),
]
SENT = "(form, [name, value]) => { form.elements[name].value = value; form.submit(); }"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk of pages of which every field is an attack; each attack stands in each field."""
    folder = tmp_path_factory.mktemp("hostile")
    settings = Settings(
        data=folder, pipeline="small", cache_megabytes=0, store=str(folder / "desk.sqlite")
    )
    with Desk.open(Project(settings), create=True) as desk:
        desk.add(desk.project.captures([write(folder / "lines.jsonl", _lines())]), closely="shared")
        pages = _pages(folder / "pages")
        desk.add(desk.project.captures(pages), closely="none")
        _watched(desk)
        stories = desk.stories()
        for line in stories[:2]:
            desk.compare(line.id)
        by = Doer(PAYLOADS[1][:60])
        for number, words in enumerate(PAYLOADS):
            about = About(kind="story", id=stories[number % 2].id)
            desk.notes.write(about, by=by, words=words)
        desk.jobs.add(["https://courier.example/" + PAYLOADS[1].replace(" ", "%20")], by=by)
    with served(folder) as running:
        yield running


def _some(number: int, of: int) -> str:
    """Every ``of``-th attack, beginning with this one: together all of them."""
    return " ".join(PAYLOADS[number::of])


def _lines() -> list[dict[str, object]]:
    """Three outlets' articles on seven events."""
    lines = stream(3)
    for number, line in enumerate(lines):
        words = _some(number, len(lines))
        said = f'"It is {words}", said Tomas {words} Ravn.'
        line |= {
            "title": f"{line['title']} {words}", "author": words, "summary": words,
            "outlet": f"{line['outlet']} {words}"[:290], "text": f"{line['text']} {said}",
            "url": f"{line['url']}?q={words}#{words}", "section": words, "tags": [words],
        }  # fmt: skip
    lines[0]["url"], lines[1]["url"] = (
        "javascript:trap(0)",
        "data:text/html,<script>trap(1)</script>",
    )
    return lines


def _pages(folder: Path) -> list[Path]:
    """Saved pages that hold the attacks as markup, under names that are attacks."""
    folder.mkdir()
    found = []
    for number in range(4):
        words = _some(number, 4)
        file = folder / f"{number} <img src=x onerror=trap({number})>.html"
        file.write_text(
            f'<!doctype html><title>{words}</title><meta name="author" content="{words}">'
            f'<article><h1>{words}</h1><time datetime="{words}">{words}</time>'
            f"{'<p>The ferry Corrin ran aground on the Teal Bank on Tuesday.</p>' * 8}"
            f"<p>{words}</p></article>",
            encoding="utf-8",
        )
        found.append(file)
    return found


def _watched(desk: Desk) -> None:
    found = [
        Source(url=f"https://{n}.example/{words}", kind="feed", title=words, because=words,
               every_seconds=900, added_at="2031-05-08T10:00:00Z", failures=3)
        for n, words in enumerate(PAYLOADS[::9])
    ]  # fmt: skip
    with desk.store.write("watch") as writer, writer.batch() as batch:
        batch.put_sources(found)


@pytest.fixture
def trap(browser: Browser, hostile: Served) -> Iterator[Trap]:
    context = browser.new_context(bypass_csp=True)
    yield Trap(context.new_page(), hostile.url)
    context.close()


def test_the_trap_catches_what_runs(trap: Trap) -> None:
    """Were nothing escaped, these would be heard: a trap that cannot close shows nothing."""
    assert len(PAYLOADS) >= 60
    assert len(set(EVERY)) == len(EVERY) >= 300
    trap.look("/api")
    for number in (0, 1, 2):
        trap.page.set_content(PAYLOADS[number])
        trap.page.wait_for_timeout(100)
        assert number in trap.ran
    trap.page.set_content("<main><form action='javascript:trap(1)'></form><p onclick=x></p></main>")
    assert len(set(trap.page.evaluate(FOUND))) == 2


LISTS = (
    "/search?kind=quotation&limit=200", "/outlets", "/entities", "/sources", "/failures", "/runs",
    "/jobs", "/review", "/judgements", "/alerts",
)  # fmt: skip


def test_nothing_that_a_page_says_of_itself_runs(trap: Trap) -> None:
    trap.look("/?limit=200")
    stories = trap.links("/stories/")
    assert len(stories) >= 3
    for number, story in enumerate(stories):
        trap.look(story)
        if number < 2:
            for part in trap.links(f"{story}/"):
                trap.look(part)
    for listed in LISTS:
        trap.look(listed)
    _look_at_articles(trap)
    for begin, place in (("/outlets/", "/outlets"), ("/entities/", "/entities?limit=200")):
        trap.look(place)
        for one in trap.links(begin)[:8]:
            trap.look(one)
    trap.page.wait_for_timeout(200)
    assert (trap.ran, trap.wrong) == ([], [])
    assert trap.seen > 60


def _look_at_articles(trap: Trap) -> None:
    trap.look("/search?limit=200")
    articles = [one for one in trap.links("/articles/") if "?" not in one]
    assert len(articles) >= 21
    for article in articles:
        trap.look(f"{article}?layers=quotations,names,speakers,times,points,notes,sentences")
        for shown in trap.links("/captures/"):
            trap.look(shown)


FIELDS = (
    ("/search", "words"), ("/search", "speaker"), ("/search", "outlet"), ("/search", "cursor"),
    ("/", "words"), ("/", "country"), ("/", "language"), ("/", "since"), ("/entities", "name"),
    ("/entities", "label"), ("/outlets", "name"), ("/check", "claim"), ("/add", "title"),
    ("/add", "text"), ("/add", "url"), ("/add", "outlet"), ("/sign-in", "back"), ("/audit", "who"),
    ("/failures", "kind"), ("/failures", "run"), ("/alerts", "follow"), ("/review", "cursor"),
    ("/review", "story"), ("/jobs", "before"), ("/new", "at"),
)  # fmt: skip
PLACES = ("/stories/{}", "/articles/{}", "/outlets/{}", "/entities/{}", "/runs/{}", "/jobs/{}",
          "/notes/{}", "/captures/{}", "/stories/{}/points/{}", "/feeds/{}.atom", "/static/{}")  # fmt: skip


def test_nothing_that_an_address_asks_for_runs(trap: Trap) -> None:
    """Each field by several attacks, so that together they meet all."""
    several = [_some(number, 24)[:380] for number in range(24)]
    for number, (place, name) in enumerate(FIELDS):
        trap.look(f"{place}?{urlencode({name: several[number % 24]})}")
    for number, place in enumerate(PLACES):
        words = urlencode({"": several[number]})[1:].replace("+", "%20")
        trap.look(place.replace("{}", words))
    trap.page.wait_for_timeout(200)
    assert (trap.ran, trap.wrong) == ([], [])


def test_nothing_that_a_twin_says_is_taken_for_a_page(trap: Trap) -> None:
    for address in ("/search.json?limit=200", "/sources.json", "/index.json", "/failures.json",
                    "/search.json?words=%3Cscript%3Etrap(1)%3C/script%3E", "/openapi.json"):  # fmt: skip
        answer = trap.page.goto(trap.url + address)
        assert answer is not None
        assert answer.headers["content-type"].startswith("application/json")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert trap.page.locator("img, svg, iframe, script").count() == 0
    assert trap.ran == []


def test_nothing_that_somebody_writes_runs(trap: Trap) -> None:
    """By the forms of the pages: notes, follows, judgements, words that are pasted."""
    trap.look("/")
    story = trap.links("/stories/")[0]
    for number in range(3):
        words = _some(number, 3)
        for name, value, form in (
            ("words", words, "form[action='/notes']"), ("name", words[:200], "form[action='/follows']"),
        ):  # fmt: skip
            trap.look(story)
            with trap.page.expect_navigation(wait_until="load"):
                trap.page.eval_on_selector(form, SENT, [name, value])
    for address in (story, f"{story}/notes", "/follows", "/alerts"):
        trap.look(address)
    for one in trap.links("/notes/"):
        trap.look(one)
    assert (trap.ran, trap.wrong) == ([], [])
