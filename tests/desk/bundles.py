"""A bundle of an invented story, taken apart and put together again, for tests of what is told of it."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.project import Project
from crosswire.records.chain import sha256
from crosswire.report.verifier import verifier_page
from tests.chromium import CHROMIUM
from tests.desk.ferry import BODY, fetched, pages
from tests.desk.stream import told, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Opened

Files = dict[str, bytes]
looked = pytest.mark.skipif(not CHROMIUM.exists(), reason="apt-get install chromium")


@contextmanager
def ferry_desk(folder: Path) -> Iterator[Desk]:
    """A desk with a story of three pages, one of them in two states, and with other stories."""
    chosen = Settings(data=folder, pipeline="small", cache_megabytes=0,
                      store=str(folder / "desk.sqlite"))  # fmt: skip
    with Desk.open(Project(chosen), create=True) as desk:
        other = write(folder / "other.jsonl", [told("treaty", "Corran Wire"), told("bank", "Tarn")])
        first, *rest = pages()
        desk.add([first], closely="none")
        desk.add(desk.project.captures([other]), closely="none")
        desk.add(rest, closely="none")
        changed = fetched("courier.example", paragraphs=(*BODY, "No one drowned."),
                          at="09:00:00")  # fmt: skip
        desk.add([changed], closely="none")
        yield desk


def files_of(path: Path) -> Files:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lines(files: Mapping[str, bytes], name: str) -> list[Any]:
    return [json.loads(line) for line in files[f"crosswire/{name}"].splitlines()]


def put(files: Files, name: str, changed: list[Any]) -> None:
    files[f"crosswire/{name}"] = "".join(f"{json.dumps(one)}\n" for one in changed).encode()


def packed(files: Files, path: Path, *, mended: bool = True) -> Path:
    """The files as a bundle again; ``mended``: with hashes that fit."""
    if mended:
        package = json.loads(files["datapackage.json"])
        package["resources"] = [
            {"name": name.rsplit("/")[-1], "path": name, "hash": f"sha256:{sha256(data)}",
             "bytes": len(data)}
            for name, data in files.items()
            if not name.startswith("datapackage")
        ]  # fmt: skip
        files["datapackage.json"] = json.dumps(package).encode()
        found = {"path": "datapackage.json", "hash": f"sha256:{sha256(files['datapackage.json'])}"}
        files["datapackage-digest.json"] = json.dumps(found).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


@contextmanager
def opened_page(browser: "Browser", folder: Path) -> Iterator["Opened"]:
    """The page as it lies on a disk."""
    path = folder / "verify.html"
    path.write_text(verifier_page(), encoding="utf-8")
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.goto(path.as_uri())
    yield page
    assert asked == [path.as_uri()]
    page.close()


def read_by(page: "Opened", path: Path, head: str = "") -> tuple[str, list[str]]:
    """The verdict, and the faults that are listed."""
    page.locator("#file").set_input_files([])
    page.locator("#head").fill(head)
    page.evaluate("document.getElementById('result').replaceChildren()")
    page.locator("#file").set_input_files(path)
    verdict = page.locator("#verdict").inner_text()
    return verdict, page.locator("#faults li").all_inner_texts()
