"""Cross-site scripting: every payload in every field that reaches a page, in a real browser."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.project import Project
from crosswire.records.note import About
from crosswire.records.source import Source
from crosswire.store.audit import Doer
from hard.rows import How, Row
from tests.chromium import launched
from tests.desk.stream import stream, write
from tests.web.browser.conftest import served
from tests.web.browser.payloads import EVERY
from tests.web.browser.trap import Trap

_SOUND = (
    "The ferry Corrin ran aground on the Teal Bank on Tuesday evening with 212 people aboard. " * 3
)
_PATIENCE = 180_000
"""Milliseconds for a page: the worker lines up hostile stories meanwhile."""
_LISTS = ("/?limit=200", "/outlets?limit=200", "/entities?limit=200", "/sources", "/failures?limit=200", "/runs",
          "/jobs", "/review", "/judgements", "/alerts", "/follows", "/search?limit=200")  # fmt: skip
_FIELDS = (("/search", "words"), ("/", "words"), ("/check", "claim"), ("/entities", "name"), ("/add", "title"),
           ("/add", "text"), ("/add", "url"), ("/sign-in", "back"))  # fmt: skip


def run(how: How) -> list[Row]:
    """No script runs, no element of theirs stands on a page."""
    payloads = EVERY if how.long else EVERY[::40]
    with TemporaryDirectory() as folder:
        _fill(Path(folder), payloads)
        with served(Path(folder)) as desk, launched() as browser:
            context = browser.new_context(bypass_csp=True)
            context.set_default_timeout(_PATIENCE)
            trap = Trap(context.new_page(), desk.url)
            rows = [_caught(trap, payloads)]
            rows += [_kept(trap, payloads), _asked(trap, payloads), _articles(trap, payloads)]
            context.close()
    return rows


@contextmanager
def _opened(folder: Path) -> Iterator[Desk]:
    settings = Settings(
        data=folder, pipeline="small", cache_megabytes=0, store=str(folder / "desk.sqlite")
    )
    with Desk.open(Project(settings), create=True) as desk:
        yield desk


def _fill(folder: Path, payloads: tuple[str, ...]) -> None:
    """A desk of which every field is an attack."""
    with _opened(folder) as desk:
        lines = [_line(number, words) for number, words in enumerate(payloads)]
        desk.add(desk.project.captures([write(folder / "a.jsonl", lines)]), closely="none")
        told = stream(2)
        for number, line in enumerate(told):
            said = " ".join(payloads[number :: len(told)])
            line["text"] = f'{line["text"]} "It is {said}", said Tomas {said} Ravn.'
        desk.add(desk.project.captures([write(folder / "b.jsonl", told)]), closely="shared")
        desk.add(desk.project.captures(_pages(folder / "pages", payloads)), closely="none")
        stories = desk.stories()
        desk.compare(next(one.id for one in stories if one.articles > 1))
        for number, words in enumerate(payloads):
            about = About(kind="story", id=stories[number % 3].id)
            desk.notes.write(about, by=Doer(words[:60]), words=words)
        sources = [
            Source(url=f"https://{n}.example/{words}", kind="feed", title=words, because=words, failures=3,
                   every_seconds=900, added_at="2031-05-08T10:00:00Z")
            for n, words in enumerate(payloads)
        ]  # fmt: skip
        with desk.store.write("watch") as writer, writer.batch() as batch:
            batch.put_sources(sources)


def _line(number: int, words: str) -> dict[str, object]:
    return {
        "id": f"{number} {words}", "title": f"Ferry {number} {words}", "author": words, "outlet": f"Paper {words}"[:290],
        "url": f"https://courier.example/{number}?q={words}#{words}", "section": words, "tags": [words],
        "published": "2031-05-08T10:00:00Z", "text": f"{_SOUND} Number {number}. {words} said so.",
    }  # fmt: skip


def _pages(folder: Path, payloads: tuple[str, ...]) -> list[Path]:
    """Saved pages that hold the attacks as markup, under names that are attacks."""
    folder.mkdir()
    found = []
    for number in range(0, len(payloads), 8):
        words = " ".join(payloads[number : number + 8])
        file = folder / f"{number} <img src=x onerror=trap({number})>.html"
        file.write_text(
            f'<!doctype html><html><head><title>{words}</title><meta name="author" content="{words}"></head><body>'
            f"<article><h1>Saved {number} {words}</h1><p>{_SOUND}</p><p>{words}</p><p>{_SOUND}</p></article>",
            encoding="utf-8",
        )
        found.append(file)
    return found


def _caught(trap: Trap, payloads: tuple[str, ...]) -> Row:
    """How many of them do run where nothing is escaped: a trap that cannot close shows nothing."""
    trap.look("/api")
    for words in payloads:
        trap.page.set_content(f"<main>{words}</main>")
    trap.page.wait_for_timeout(300)
    ran = len(set(map(str, trap.ran)))
    trap.ran.clear()
    trap.wrong.clear()
    return Row(
        tried="payloads on a page that escapes nothing", number=len(payloads),
        happened=f"{ran} ran: the trap catches" if ran else "the trap does not catch", wrong=int(not ran),
    )  # fmt: skip


def _row(trap: Trap, tried: str, payloads: tuple[str, ...]) -> Row:
    trap.page.wait_for_timeout(300)
    wrong = [*map(str, trap.ran), *map(str, trap.wrong)]
    row = Row(
        tried=f"{len(payloads)} payloads {tried}", number=trap.seen,
        happened=f"pages were opened; {len(trap.ran)} scripts ran, {len(trap.wrong)} elements of theirs",
        wrong=len(wrong), examples=tuple(wrong[:5]),
    )  # fmt: skip
    trap.ran.clear()
    trap.wrong.clear()
    trap.seen = 0
    return row


def _kept(trap: Trap, payloads: tuple[str, ...]) -> Row:
    for address in _LISTS:
        trap.look(address)
    trap.look("/?limit=200")
    for story in trap.links("/stories/")[:40]:
        trap.look(story)
        for part in trap.links(f"{story}/")[:6]:
            trap.look(part)
    return _row(trap, "in titles, authors, outlets, notes, feeds: lists and stories", payloads)


def _asked(trap: Trap, payloads: tuple[str, ...]) -> Row:
    for number, words in enumerate(payloads):
        place, name = _FIELDS[number % len(_FIELDS)]
        trap.look(f"{place}?{urlencode({name: words[:380]})}")
        trap.look(f"/search?{urlencode({'words': words[:380]})}")
    return _row(trap, "in words of searches and other fields of an address", payloads)


def _articles(trap: Trap, payloads: tuple[str, ...]) -> Row:
    found: list[str] = []
    address: str | None = "/search?limit=200"
    while address is not None:
        trap.look(address)
        found += (one for one in trap.links("/articles/") if "?" not in one)
        onward = trap.page.eval_on_selector_all(
            "a[href*='cursor=']", "all => all.map((one) => one.getAttribute('href'))"
        )
        address = next((one for one in onward if re.match(r"/search\?", one)), None)
    for article in dict.fromkeys(found):
        trap.look(f"{article}?layers=quotations,names,speakers,times,points,notes,sentences")
        for shown in trap.links("/captures/"):
            trap.look(shown)
    if len(set(found)) < len(payloads):
        trap.wrong.append(f"only {len(set(found))} articles were found")
    return _row(trap, "in every field of an article and in captured pages", payloads)
