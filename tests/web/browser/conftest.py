"""A desk that is really served, in Debian's Chromium."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.chromium import CHROMIUM as CHROMIUM

SMALL = {"CROSSWIRE_PIPELINE": "small", "CROSSWIRE_CACHE_MEGABYTES": "0", "OMP_NUM_THREADS": "1"}


@dataclass
class Served:
    """A server of its own, and the folder of its store."""

    url: str
    folder: Path
    process: subprocess.Popen[str]

    def crosswire(self, *asked: str, stdin: str | None = None) -> str:
        """A command beside the server; what it printed."""
        return crosswire(self.folder, *asked, stdin=stdin)


def crosswire(folder: Path, *asked: str, stdin: str | None = None) -> str:
    """A command at the store of this folder; what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "crosswire", *asked, *_store(folder)],
        input=stdin, capture_output=True, text=True, env=_environment(folder), check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def _store(folder: Path) -> list[str]:
    return ["--store", str(folder / "desk.sqlite")]


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, **SMALL, "CROSSWIRE_DATA": str(folder)}


@contextmanager
def served(folder: Path, *more: str, **environment: str) -> Iterator[Served]:
    """``crosswire serve`` at a free port, until the block is left."""
    command = [sys.executable, "-m", "crosswire", "serve", "--port", "0", *more, *_store(folder)]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**_environment(folder), **environment}
    )
    assert process.stderr is not None
    said = []
    try:
        for line in process.stderr:
            said.append(line)
            if found := re.search(r"http://[\w.:\[\]]+", line):
                yield Served(found[0], folder, process)
                return
        raise AssertionError(f"the desk did not open: {''.join(said)}")
    finally:
        process.terminate()
        process.wait(20)
        process.stderr.close()


@dataclass
class Visit:
    """A page of the browser with all that it asked elsewhere for or complained of."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda told: self._heard(told.type, told.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._asked(request.url))

    def _heard(self, kind: str, words: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(words)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.url, "data:", "about:", "blob:")):
            self.foreign.append(url)

    def go(self, address: str) -> Page:
        """The page at this address of the desk."""
        self.page.goto(self.url + address)
        return self.page


def lined_up(visit: Visit, address: str) -> Page:
    """The page of this story once it is lined up; who opens it has that done."""
    page = visit.go(address)
    for _ in range(45):
        if page.locator("nav.parts").count():
            return page
        page.wait_for_timeout(2000)
        page.reload()
    raise AssertionError("the story was not lined up")


@contextmanager
def visiting(browser: Browser, url: str, **how: object) -> Iterator[Visit]:
    """A reader of their own, who ends without a complaint and without having left the desk."""
    context = browser.new_context(base_url=url, **how)  # type: ignore[arg-type]
    visit = Visit(context.new_page(), url)
    yield visit
    context.close()
    assert visit.complaints == []
    assert visit.foreign == []
