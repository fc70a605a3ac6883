"""The pieces that were taken for the article's, as its blocks."""

from collections.abc import Sequence

from crosswire.stages.clean.blocks import Block
from crosswire.stages.clean.judge import Judged
from crosswire.stages.clean.outline import Piece

_CELLS = ("td", "th")
_PROSE_CELL = 12
"""A table cell with more words than these holds running text: the table is there for layout."""
_BARE = 300
"""Characters; the teaser of an article that scripts would show is hardly longer."""
_LIST = "list"
_ROW = "row"


def chosen(page: Sequence[Piece], judged: Judged) -> list[Block]:
    """The kept pieces in page order; the cells of a table's row are one block."""
    blocks: list[Block] = []
    row: tuple[int, ...] | None = None
    for i, piece in enumerate(page):
        if not judged.keeps(i):
            continue
        cell = piece.tag in _CELLS and len(piece.text.split()) <= _PROSE_CELL
        around = piece.path[:-1] if cell else None
        if cell and around == row:
            blocks[-1] = Block(f"{blocks[-1].text} {piece.text}", _ROW)
        else:
            blocks.append(Block(piece.text, _ROW if cell else _name(piece)))
        row = around
    return blocks


def _name(piece: Piece) -> str:
    return _LIST if piece.tag == "li" else piece.tag


def is_bare(blocks: Sequence[Block]) -> bool:
    """Whether next to nothing was taken: the page may hold its words elsewhere."""
    return sum(len(block.text) for block in blocks) < _BARE


def first_read(page: Sequence[Piece], judged: Judged) -> list[Block]:
    """What the first reading kept, for a page of which nothing was judged an article's."""
    kept = next(iter(judged.kept.values()), ())
    return [Block(p.text, _name(p)) for p, share in zip(page, kept, strict=False) if share > 0.4]


def doubts(page: Sequence[Piece], judged: Judged) -> dict[str, str]:
    """Why borderline pieces were kept or dropped, by their letters."""
    found: dict[str, str] = {}
    for i, piece in enumerate(page):
        if because := judged.because(i):
            found.setdefault(piece.key, because)
    return found
