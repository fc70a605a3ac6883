"""A page of plain text as lines: where each stands, and its shape."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_INVISIBLE = " \t\xa0\u200b\u200e\u200f\u2060\ufeff"
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_FINALS = frozenset(".!?…。！？｡؟۔।॥")
_CLOSERS = "\"'”’»)]*」』）"
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{1,5}|[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]{1,2}"
    r"|[^\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
"""About a word of scripts that set no spaces between words: Thai and its neighbours, Chinese, Japanese."""
_HAS_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]{6}"
)
_ITEM = re.compile(r"(?:[•●▪◦*–—-]|\d{1,2}[.)])\s+\S")
_WRAP_WIDTHS = range(50, 101)


def word_set(words: str) -> frozenset[str]:
    """The words of one string, for lists of words that read better as running text."""
    return frozenset(words.split())


@dataclass(frozen=True)
class Line:
    """Words of the capture that stand on a line of their own: ``content[start:end] == text``."""

    start: int
    end: int
    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the line as written; where its script sets no spaces, about as many."""
        return _words(self.text)

    @cached_property
    def ends(self) -> bool:
        """Whether the line closes with final punctuation, quotation marks aside."""
        return self.text.removesuffix("\n").rstrip(_CLOSERS)[-1:] in _FINALS

    @cached_property
    def prose(self) -> bool:
        """Whether the line has the shape of running text: long, or a sentence that ends."""
        return len(self.words) >= 25 or (len(self.words) >= 9 and self.ends)


@lru_cache(maxsize=2048)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text: the same block is a line to several readers."""
    if not text.isascii() and _HAS_UNSPACED.search(text):
        return tuple(_UNSPACED.findall(text))
    return tuple(_WORD.findall(text))


def is_item(text: str) -> bool:
    """Whether a line is an item of a list, by the mark it opens with."""
    return bool(_ITEM.match(text))


def split_lines(content: str) -> tuple[Line, ...]:
    """The lines of ``content`` that hold anything, white space cut off both ends.

    Hard-wrapped text (paragraphs broken at a column, a blank line between them) gives one line a
    paragraph: a paragraph must not be judged by its pieces.
    """
    lines = tuple(
        Line(m.start() + lead, m.start() + lead + len(text), text)
        for m in _LINE.finditer(content)
        if (text := m[0].strip(_INVISIBLE))
        for lead in [len(m[0]) - len(m[0].lstrip(_INVISIBLE))]
    )
    return _unwrap(content, lines) if _is_wrapped(content, lines) else lines


def _is_wrapped(content: str, lines: Sequence[Line]) -> bool:
    """Whether most lines run on, at one width, into the line right below them."""
    running = [
        a
        for a, b in pairwise(lines)
        if not a.ends and _adjacent(content, a, b) and len(a.text) in _WRAP_WIDTHS
    ]
    if len(running) < 6 or len(running) < 0.5 * len(lines):
        return False
    widths = sorted(len(line.text) for line in running)
    return widths[-1] - widths[len(widths) // 4] <= 15


def _adjacent(content: str, a: Line, b: Line) -> bool:
    return content.count("\n", a.end, b.start) == 1


def _unwrap(content: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    blocks: list[Line] = []
    wrapped = False
    for line in lines:
        if blocks and wrapped and _adjacent(content, blocks[-1], line):
            start = blocks[-1].start
            blocks[-1] = Line(start, line.end, content[start : line.end])
        else:
            blocks.append(line)
        # Only a full line runs on; a short one (a title, a list) closes its block.
        wrapped = len(line.text) >= _WRAP_WIDTHS.start
    return tuple(blocks)
