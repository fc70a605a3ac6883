"""JSON of pages, without halves of characters: "\\ud800" alone is no character and cannot be stored."""

import json
import re

_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def read_json(source: str) -> object:
    """The value that ``source`` is; raises what ``json.loads`` does."""
    return whole_characters(json.loads(source), source)


def whole_characters(value: object, source: str) -> object:
    """A value read from ``source``, with U+FFFD for every half of a character."""
    if not _HALF.search(source):
        return value
    words = json.dumps(value, ensure_ascii=False)
    return json.loads(words.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
