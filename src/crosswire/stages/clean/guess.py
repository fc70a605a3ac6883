"""The day of a page that no field states: htmldate's reading, where the page bears it out."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from crosswire.records.article import Found
from crosswire.stages.clean.outline import pieces

_SHORT = 30
"""Words; a date in a longer piece is told, not stated."""
_OPENING = 20
"""Characters of a paragraph in which a date opens it."""
_DIGITS = re.compile(r"\d+")


def guessed_day(tree: HtmlElement, own: HtmlElement, address: str | None) -> Found | None:
    """The day htmldate reads from the page; None where the page does not bear it out for itself.

    ``own`` is the page without teasers, comments and links to other articles with their dates.
    The day must stand in its head, an attribute, the address, a short line, or open a paragraph.
    """
    from htmldate import find_date

    said: list[str] | None = None
    for page in (tree, own):
        day = find_date(page, url=address, original_date=True, deferred_url_extractor=True)
        said = list(_statements(own, address)) if said is None else said
        if day and any(_bears(words, day) for words in said):
            because = "read by htmldate from the page's markup and text; no field states it"
            return Found(value=day, source="inferred", because=because)
    return None


def _statements(own: HtmlElement, address: str | None) -> Iterator[str]:
    if address:
        yield address
    for element in own.iter():
        if not isinstance(element.tag, str):
            continue
        yield from (str(value) for value in element.attrib.values())
        if element.tag in ("script", "title"):
            yield element.text or ""
    for piece in pieces(own, {}):
        short = len(piece.text.split()) <= _SHORT
        yield piece.text if short else piece.text[:_OPENING]


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
