"""Points by outlets, as a table that can be sorted: how many passages of each page tell each point."""

from collections.abc import Sequence

from crosswire.records.base import Record
from crosswire.web.pictures.strip import Box

DEEPEST = 4
"""Passages from which on a cell grows no darker."""


class Row(Record):
    """A point and how it stands in each page."""

    number: int
    words: str
    outlets: int
    origins: str
    """The range, in words."""
    at_least: int
    tier: str
    boxes: tuple[Box, ...]


class Heading(Record):
    """A page of the matrix."""

    code: str
    label: str
    told: int
    """Of the points, how many it tells."""


class Matrix(Record):
    """Points by pages, in the order asked for."""

    pages: tuple[Heading, ...]
    rows: tuple[Row, ...]
    sort: str = "number"
    """By what it is sorted: ``number``, ``outlets``, ``origins``, ``tier`` or a page's code."""


def matrix(rows: Sequence[Row]) -> Matrix:
    """The matrix in the order of the points."""
    first = rows[0].boxes if rows else ()
    pages = tuple(
        Heading(
            code=box.code,
            label=box.label,
            told=sum(row.boxes[n].standing == "told" for row in rows),
        )
        for n, box in enumerate(first)
    )
    return Matrix(pages=pages, rows=tuple(rows))


def ordered(found: Matrix, by: str | None) -> Matrix:
    """The same, sorted; what nobody can sort by leaves it as it is. Most told comes first."""
    codes = {page.code: n for n, page in enumerate(found.pages)}
    if by in codes:
        n = codes[by]
        rows = sorted(found.rows, key=lambda row: (-row.boxes[n].passages, row.number))
    elif by == "outlets":
        rows = sorted(found.rows, key=lambda row: (-row.outlets, row.number))
    elif by == "origins":
        rows = sorted(found.rows, key=lambda row: (-row.at_least, -row.outlets, row.number))
    elif by == "tier":
        rows = sorted(found.rows, key=lambda row: (row.tier != "sure", row.number))
    else:
        return found
    return found.model_copy(update={"rows": tuple(rows), "sort": by})


def shade(passages: int) -> int:
    """How dark a cell is, from 0 to ``DEEPEST``."""
    return min(passages, DEEPEST)
