"""A hook of mkdocs: the site's menu is the index of the documentation, ``docs/README.md``.

So there is one list of pages, and a page that the index does not name fails the build.
"""

import re
from pathlib import Path
from typing import Any

_SECTION = re.compile(r"^\*\*(.+)\*\*$")
_PAGE = re.compile(r"\[([^\]]+)\]\(([^)#\s]+\.md)\)")


def menu(index: str) -> list[dict[str, Any]]:
    """Sections with their pages, as mkdocs wants them, of the index's Markdown."""
    found: list[dict[str, Any]] = [{"Documentation": "README.md"}]
    section: list[dict[str, Any]] | None = None
    for line in index.splitlines():
        if heading := _SECTION.match(line.strip()):
            section = []
            found.append({heading[1]: section})
        elif section is not None:
            section += [{_title(words): page} for words, page in _PAGE.findall(line)]
    return found


def on_config(config: Any) -> Any:
    """Called by mkdocs once its settings are read."""
    index = Path(config["docs_dir"]) / "README.md"
    config["nav"] = menu(index.read_text(encoding="utf-8"))
    return config


def _title(words: str) -> str:
    return words[:1].upper() + words[1:]
