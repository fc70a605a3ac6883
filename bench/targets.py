"""What was asked of speed, and what was reached, read from the tables that stand in a document."""

import math
import re
from collections.abc import Mapping
from typing import NamedTuple

from bench.figures import Figure

Tables = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Table → row → column → what stands there."""


class Target(NamedTuple):
    """One figure that was asked for."""

    what: str
    least: float | None
    most: float | None
    """At least, at most, or between."""
    unit: str
    table: str
    row: str
    """How the row begins; of several rows the worst counts."""
    column: str
    command: str


_LINE = "python -m bench --only line"
_SPEED = "python -m bench --only speed"
_GROWTH = "make bench-scale"
_ADD = "crosswire: add, clean"
TARGETS = (
    Target("add, clean, near-duplicates, group, store; pages of news sites", 12, None,
           "articles/s", "line-bench-peers", _ADD, "pages/s", _LINE),
    Target("the same, by what trafilatura alone takes", None, 4,
           "times", "line-bench-peers", _ADD, "of trafilatura alone", _LINE),
    Target("add, clean, near-duplicates, group, store; generated pages", 12, None,
           "articles/s", "line-peers", _ADD, "pages/s", _LINE),
    Target("the same, by what trafilatura alone takes", None, 4,
           "times", "line-peers", _ADD, "of trafilatura alone", _LINE),
    Target("lean annotation (met by reading in full with the small pipeline, decision 0019)", 6, None,
           "articles/s", "line-peers", "crosswire: read in full, small", "pages/s", _LINE),
    Target("full annotation, medium pipeline", 2.5, None,
           "articles/s", "line-peers", "crosswire: read in full, medium", "pages/s", _LINE),
    Target("memory of a worker that reads, small pipeline", None, 600,
           "MB", "line-workers", "en_core_web_sm", "peak MB", _LINE),
    Target("memory of a worker that reads, medium pipeline", None, 600,
           "MB", "line-workers", "mooring", "peak MB", _LINE),
    Target("cold start of compare, two pages: at work", None, 5,
           "s", "speed", "crosswire compare", "at work s", _SPEED),
    Target("crosswire --help: at work", None, 0.3,
           "s", "speed", "crosswire --help", "at work s", _SPEED),
    Target("time an article as the store grows, 20,000 stories active", 0.9, 1.1,
           "of the mean", "growth", "", "time, of the mean", _GROWTH),
    Target("file size an article as the store grows", 0.9, 1.1,
           "of the mean", "growth", "", "size, of the mean", _GROWTH),
    Target("two workers: read, Ray", 0.85, None,
           "of linear", "cluster", "read: ray, 2", "of one worker", "python -m bench --only cluster"),
    Target("two workers: read closely, Ray", 0.85, None,
           "of linear", "cluster", "read closely: ray, 2", "of one worker",
           "python -m bench --only cluster"),
    Target("COPY into PostgreSQL without the full-text index", 3000, None,
           "rows/s", "cluster-load", "1 loaders, no full-text", "rows/s",
           "python -m bench --only cluster"),
)  # fmt: skip


def targets(document: str) -> list[Figure]:
    """One row a target, by what the document's tables say."""
    tables = tables_of(document)
    return [_row(target, _reached(target, tables)) for target in TARGETS]


def _row(target: Target, reached: float | None) -> Figure:
    figures: dict[str, float | str] = {
        "asked": f"{_asked(target)} {target.unit}",
        "reached": "not measured" if reached is None else f"{reached:g}",
        "met": "" if reached is None else ("yes" if met(target, reached) else "no"),
        "command": f"`{target.command}`",
    }
    return Figure(task="targets", who=target.what, figures=figures)


def _asked(target: Target) -> str:
    if target.least is None:
        return f"≤ {target.most:g}"
    return f"≥ {target.least:g}" if target.most is None else f"{target.least:g} to {target.most:g}"


def met(target: Target, reached: float) -> bool:
    """Whether what was asked was reached."""
    return _beyond(target, reached) <= 0


def _beyond(target: Target, reached: float) -> float:
    """How far a figure is beyond what was asked; below nothing where it is within."""
    least, most = target.least, target.most
    under = -math.inf if least is None else least - reached
    over = -math.inf if most is None else reached - most
    return max(under, over)


def _reached(target: Target, tables: Tables) -> float | None:
    """The figure of the row; of several the one furthest from what was asked."""
    rows = tables.get(target.table, {})
    found = [
        float(cells[target.column].replace(",", ""))
        for who, cells in rows.items()
        if who.startswith(target.row) and cells.get(target.column)
    ]
    return max(found, key=lambda one: _beyond(target, one), default=None)


def tables_of(document: str) -> Tables:
    """The tables between marks of a Markdown document."""
    found = re.findall(r"<!-- ([\w-]+) -->(.*?)<!-- /\1 -->", document, re.S)
    return {name: _table(words) for name, words in found}


def _table(words: str) -> dict[str, dict[str, str]]:
    lines = [line for line in words.splitlines() if line.startswith("|")]
    if len(lines) < 3:
        return {}
    head, _, *rows = (_cells(line) for line in lines)
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
