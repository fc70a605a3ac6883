"""Where the source of a page has a value word for word."""

import html
import json
from collections.abc import Iterable, Iterator
from typing import Literal

from crosswire.records.article import Found
from crosswire.records.span import Span, Text

Source = Literal["json-ld", "meta", "visible text", "url", "inferred"]


class Lookup:
    """Finds where the source has a value word for word."""

    def __init__(self, source: Text) -> None:
        self._source = source

    def found(self, origin: Source, value: str, written: str | None = None) -> Found:
        """``value``, with the place of ``written`` (the words it was read from)."""
        words = written or value
        for form in _forms(words):
            at = self._source.content.find(form) if form else -1
            if at >= 0:
                span = Span.of(self._source, at, at + len(form))
                return Found(value=value, source=origin, span=span)
        return Found(value=value, source=origin)

    def first(self, values: Iterable[tuple[Source, str]]) -> Found | None:
        """The first value there is."""
        for origin, value in values:
            return self.found(origin, value)
        return None


def _forms(words: str) -> Iterator[str]:
    """The words as they are, in markup, in an attribute, in JSON; most stand there as they are."""
    yield words
    yield from dict.fromkeys(
        (html.escape(words, quote=False), html.escape(words), json.dumps(words)[1:-1])
    )
