"""Tables of figures, and their places between marks in a document."""

import re
from collections.abc import Sequence
from pathlib import Path

from bench.figures import Figure


def table(figures: Sequence[Figure], *, first: str = "who") -> str:
    """One Markdown table; ``first`` is the name of its first column."""
    columns = list(dict.fromkeys(key for figure in figures for key in figure.figures))
    lines = [f"| {first} | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for figure in figures:
        cells = [str(figure.figures.get(column, "")) for column in columns]
        lines.append(f"| {figure.who} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def keep(document: Path, name: str, words: str) -> None:
    """Put ``words`` between the marks of ``name``; raises ``ValueError`` where there are none."""
    text = document.read_text(encoding="utf-8")
    block = f"<!-- {name} -->\n{words}\n<!-- /{name} -->"
    pattern = re.compile(rf"<!-- {name} -->.*?<!-- /{name} -->", re.S)
    if not pattern.search(text):
        raise ValueError(
            f"{document.name} has no place for {name}: put <!-- {name} --> marks there"
        )
    document.write_text(pattern.sub(lambda _: block, text), encoding="utf-8")
