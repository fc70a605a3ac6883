"""Any list as a table or blocks for a terminal, Markdown, HTML, CSV, or JSON lines."""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Generic, Literal, TypeVar

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crosswire.report import html
from crosswire.report.contract import Line
from crosswire.report.markdown import plain
from crosswire.report.words import one_line

X = TypeVar("X")

_FORMULA = re.compile("[\\s\\x00-\\x1f\u200b\ufeff]*[=+@\\t\\r\uff1d\uff0b\uff0d\uff20-]")
"""Words that a spreadsheet takes for a formula, whatever it passes over before it."""
Pieces = tuple[tuple[str, bool], ...]
"""Runs of words, each with whether it is to stand out."""
Cell = str | Pieces
"""What stands in one place of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[X]):
    """How the items of one list are shown: declared once, printed in every format."""

    title: str
    columns: tuple[str, ...]
    """Names of the cells, the handle first."""
    cells: Callable[[X], Sequence[Cell]]
    line: Callable[[X], Line]
    empty: str
    """What is said when there is nothing to list."""
    layout: Literal["table", "blocks"] = "table"
    """On a terminal: one row an item, or a block each, for items with long words."""


def table(listing: Listing[X], items: Iterable[X], *, width: int, styled: bool) -> str:
    """The list for a terminal, ``width`` columns wide; ``styled`` with its colours."""
    rows = [listing.cells(item) for item in items]
    if not rows:
        return f"{listing.empty}\n"
    out = StringIO()
    console = Console(
        file=out, width=width, force_terminal=styled, legacy_windows=False, highlight=False
    )
    if listing.layout == "blocks":
        for row in rows:
            _print_block(console, row)
    else:
        console.print(_grid(listing, rows))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def markdown(listing: Listing[X], items: Iterable[X]) -> str:
    """The list as a Markdown table; outlets' words are shown and do nothing else."""
    rows = [listing.cells(item) for item in items]
    if not rows:
        return f"{listing.empty}\n"
    lines = [
        f"| {' | '.join(listing.columns)} |",
        f"|{'---|' * len(listing.columns)}",
        *(f"| {' | '.join(map(_marked, row))} |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


def page(listing: Listing[X], items: Iterable[X]) -> str:
    """The list as one self-contained HTML file."""
    rows = [[_pieces(cell) for cell in listing.cells(item)] for item in items]
    return html.render(
        "list.html.j2",
        title=listing.title,
        columns=listing.columns,
        rows=rows,
        empty=listing.empty,
    )


def csv_table(listing: Listing[X], items: Iterable[X]) -> str:
    """The list for a spreadsheet or a data frame: the fields of its JSON lines, spans as their words.

    Words that a spreadsheet would take for a formula begin with an apostrophe; JSON lines have them
    as they are. Every cell stands in quotation marks, so that it is one cell wherever lines are cut at
    semicolons or tabs.
    """
    lines = [listing.line(item) for item in items]
    out = StringIO()
    if lines:
        table = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        table.writerow(lines[0])
        table.writerows([_plain_cell(value) for value in line.values()] for line in lines)
    return out.getvalue()


def _plain_cell(value: object) -> str:
    if isinstance(value, list | tuple):
        return _plain_cell(" […] ".join(one["exact"] for one in value))
    words = "" if value is None else str(value)
    return f"'{words}" if _FORMULA.match(words) else words


def _pieces(cell: Cell) -> Pieces:
    return ((cell, False),) if isinstance(cell, str) else cell


def _marked(cell: Cell) -> str:
    """Words of a cell, with white space kept between a run that stands out and the next."""
    return "".join(
        f"{_edge(words, 0)}**{plain(words)}**{_edge(words, -1)}"
        if loud and words.strip()
        else f"{_edge(words, 0)}{plain(words)}{_edge(words, -1)}"
        for words, loud in _pieces(cell)
    ).strip()


def _edge(words: str, at: int) -> str:
    return " " if words and words[at].isspace() else ""


def _rich(cell: Cell, style: str = "") -> Text:
    # Text, never markup, and nothing that a terminal obeys: these are outlets' words.
    shown = Text(style=style)
    for words, loud in _pieces(cell):
        text = f"{_edge(words, 0)}{one_line(words)}{_edge(words, -1)}" if words.strip() else words
        shown.append(text, style="bold underline" if loud else "")
    return shown


def _grid(listing: Listing[X], rows: Sequence[Sequence[Cell]]) -> Table:
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for number, name in enumerate(listing.columns):
        grid.add_column(name, overflow="fold", no_wrap=number == 0)
    for row in rows:
        grid.add_row(*map(_rich, row))
    return grid


def _print_block(console: Console, row: Sequence[Cell]) -> None:
    """The handle, and beside it what it is, with the rest below."""
    handle, what, *rest = row
    lines = [_rich(what, "bold"), *(_rich(cell, "dim") for cell in rest if cell)]
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(_rich(handle, "cyan"), Text("\n").join(lines))
    console.print(grid)
