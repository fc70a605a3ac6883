"""The day of a page that no field states: htmldate's reading, where the page bears it out."""

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from crosswire.stages.clean.outline import Piece
from crosswire.stages.clean.stated import beside_link

_SHORT = 30
"""Words; a date in a longer piece is told, not stated."""
_OPENING = 20
"""Characters of a paragraph in which a date opens it."""
_DIGITS = re.compile(r"\d+")
_OF_OTHERS = frozenset({"related", "comments", "advert", "navigation"})


def guessed_day(tree: HtmlElement, page: Sequence[Piece], address: str | None) -> str | None:
    """The day htmldate reads from the page; None where the page does not bear it out for itself.

    The day must stand in its head, a script, the address, a short line that is not about other
    pages, or open a paragraph. The first of January is how htmldate says that it saw only a year.
    """
    from htmldate import find_date

    try:
        # Not its extensive search: that takes seconds to load and tells hardly more than we read.
        day = find_date(
            tree,
            url=address,
            original_date=True,
            deferred_url_extractor=True,
            extensive_search=False,
        )
    except (ValueError, OverflowError):
        return None
    if not day or day.endswith("-01-01"):
        return None
    return day if any(_bears(words, day) for words in _statements(tree, page, address)) else None


def _statements(tree: HtmlElement, page: Sequence[Piece], address: str | None) -> Iterator[str]:
    if address:
        yield address
    for i, piece in enumerate(page):
        if piece.zone not in _OF_OTHERS and not beside_link(i, None, page):
            short = len(piece.text.split()) <= _SHORT
            yield piece.text if short else piece.text[:_OPENING]
    for element in tree.iter("meta", "link", "script", "title", "body", "main", "article"):
        yield from (str(value) for value in element.attrib.values())
        if element.tag in ("script", "title"):
            yield element.text or ""


def _bears(words: str, day: str) -> bool:
    """Whether year and day of the month both stand in the words, close to each other."""
    year, month, number = day.split("-")
    if day in words or f"{year}{month}{number}" in words:
        return True
    for found in re.finditer(year, words):
        near = words[max(0, found.start() - 25) : found.end() + 20]
        if int(number) in (int(n) for n in _DIGITS.findall(near) if n != year and len(n) <= 4):
            return True
    return False
