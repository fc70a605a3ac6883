"""The code blocks of the documents, and which of them are not to be run."""

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]

SHOWN = "text"
"""Blocks that show what is printed."""
RUN = ("sh", "console", "python", "sql", "sqlite")
READ = ("json", "toml", "yaml")
_FENCE = re.compile(r"^```(.*)$")
_NOT_RUN = re.compile(r"^<!-- not-run: (.+) -->$")


class Block(NamedTuple):
    """A fenced block of a page."""

    page: Path
    line: int
    kind: str
    body: str
    not_run: str | None
    """Why it is not run."""

    @property
    def commands(self) -> str:
        """What a shell is given of it."""
        if self.kind != "console":
            return self.body
        lines = [line[2:] for line in self.body.splitlines() if line[:2] in ("$ ", "> ")]
        return "\n".join(lines) + "\n"

    @property
    def name(self) -> str:
        """Where it stands."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(page: Path) -> list[Block]:
    """The blocks of a page, in their order."""
    found: list[Block] = []
    lines = page.read_text(encoding="utf-8").splitlines()
    opened: tuple[int, str, str | None] | None = None
    for number, line in enumerate(lines, 1):
        fence = _FENCE.match(line.strip())
        if fence and opened is None:
            before = next((one for one in reversed(lines[: number - 1]) if one.strip()), "")
            why = _NOT_RUN.match(before.strip())
            opened = number, fence[1].strip(), why[1] if why else None
        elif fence and opened is not None:
            body = "\n".join(lines[opened[0] : number - 1]) + "\n"
            found.append(Block(page, opened[0], opened[1], body, opened[2]))
            opened = None
    assert opened is None, f"{page}: a block is not closed"
    return found
