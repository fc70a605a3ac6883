"""The site: built without a network, every page in it, nothing on it that is loaded from elsewhere."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.site import for_models, menu
from tests.docs.blocks import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS) for path in DOCS.rglob("*.md"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site; a link that leads nowhere, or a page that no menu names, ends the build."""
    folder = tmp_path_factory.mktemp("site")
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.mark.slow
def test_every_page_is_on_the_site_with_its_words(site: Path) -> None:
    for page in PAGES:
        text = (DOCS / page).read_text(encoding="utf-8")
        heading = re.search(r"^# (.+)$", text, re.M)
        assert heading, f"{page} has no heading"
        shown = (site / _address(page)).read_text(encoding="utf-8")
        assert "<h1" in shown, page
        assert len(shown) > len(text) / 2, page


@pytest.mark.slow
def test_every_page_can_be_searched(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    found = {entry["location"].partition("#")[0] or "index.html" for entry in index["docs"]}
    assert {str(_address(page)) for page in PAGES} <= found


@pytest.mark.slow
def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    loads = re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=[\"']?(https?:)?//[^\"' >]+"
    )
    for page in site.rglob("*.html"):
        assert not (found := loads.search(page.read_text(encoding="utf-8"))), (page, found)


@pytest.mark.slow
def test_programs_of_ours_are_not_on_the_site(site: Path) -> None:
    assert not list(site.rglob("*.py"))


def test_the_menu_is_the_index() -> None:
    entries = menu((DOCS / "README.md").read_text(encoding="utf-8"))
    sections = [next(iter(entry)) for entry in entries]
    assert sections == ["Documentation", "Learn", "Do", "Look up", "Understand"]
    named = [page for e in entries[1:] for one in next(iter(e.values())) for page in one.values()]
    assert len(named) == len(set(named))
    assert {*named, "README.md"} == {str(page) for page in PAGES}


def test_the_page_for_models_names_every_page() -> None:
    made = for_models((DOCS / "README.md").read_text(encoding="utf-8"))
    assert (DOCS / "llms.txt").read_text(encoding="utf-8") == made, "run: make docs-write"
    for page in PAGES:
        assert page.name == "README.md" or f"({page.with_suffix('.html')})" in made


def _address(page: Path) -> Path:
    return page.with_name("index.html") if page.name == "README.md" else page.with_suffix(".html")
