"""A hook of mkdocs: the site's menu is the index of the documentation, ``docs/README.md``.

So there is one list of pages, and a page that the index does not name fails the build. The same index makes
``docs/llms.txt``, the page for language models: ``python -m scripts.site --write``.
"""

import re
import sys
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


def for_models(index: str) -> str:
    """The index as https://llmstxt.org wants it: what this is, then pages by section."""
    parts = [
        "# crosswire\n",
        "> Reads what many outlets publish about the same event and lines it up: what all of them say, what",
        "> only one says, where they cannot both be right, who is quoted saying what, and what a statement",
        "> really rests on. Every cell is an exact character span of a stored, hashed text.\n",
        'Crosswire writes no sentence of its own. What it did not find is "not found in this text", never',
        '"omitted"; what is not shown to be apart is unknown, never independent. That outlets agree that',
        "somebody said something attests the saying and corroborates nothing of what was said.\n",
    ]
    for section in menu(index)[1:]:
        ((heading, pages),) = section.items()
        parts.append(f"## {heading}\n")
        for page in pages:
            ((words, path),) = page.items()
            parts.append(f"- [{words}]({path.removesuffix('.md')}.html)")
        parts.append("")
    return "\n".join(parts)


def on_config(config: Any) -> Any:
    """Called by mkdocs once its settings are read."""
    index = Path(config["docs_dir"]) / "README.md"
    config["nav"] = menu(index.read_text(encoding="utf-8"))
    return config


def _title(words: str) -> str:
    return words[:1].upper() + words[1:]


if __name__ == "__main__":
    folder = Path(__file__).resolve().parent.parent / "docs"
    made = for_models((folder / "README.md").read_text(encoding="utf-8"))
    if "--write" in sys.argv:
        (folder / "llms.txt").write_text(made, encoding="utf-8")
    else:
        sys.stdout.write(made)
