"""Where the words of a text stand, as the full-text indexes split and fold them.

The rules are those of SQLite's ``unicode61`` tokenizer with ``remove_diacritics 2``, which builds the
index of a SQLite store: runs of letters, digits and private characters are words; capitals and the
accents of Latin letters make no difference. PostgreSQL's own parser splits addresses, hyphens and
decimals otherwise, so a store there takes its words from here, and marks in a shown passage do too.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_ACCENT = "\x01"
_GAP = " "
_WORD = re.compile(f"[^ {_ACCENT}][^ ]*")
_ACCENTS = frozenset(
    (*range(0x300, 0x305), *range(0x306, 0x30D), 0x30F, 0x311, 0x31B, *range(0x323, 0x329))
) | {0x32D, 0x32E, 0x330, 0x331}
"""Combining marks that unicode61 leaves out of a word; any other mark ends it."""
_POSITIONS = 16_383
"""PostgreSQL counts the places of words up to here; words beyond all stand at the last place."""
_PLACES = 255
"""So many places PostgreSQL keeps of one word."""


class Token(NamedTuple):
    """A folded word and where it stands: code points, half-open."""

    folded: str
    start: int
    end: int


class _Folding(dict[int, str]):
    """Every code point as one character: folded, a gap between words, or an accent to drop."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _folded(code)
        return found


def _folded(code: int) -> str:
    if code in _ACCENTS:
        return _ACCENT
    character = chr(code)
    category = unicodedata.category(character)
    if category[0] not in "LN" and category != "Co":
        return _GAP
    small = character.lower()[0]
    base = unicodedata.normalize("NFD", small)[0]
    if base.isascii():
        return base
    single = small.casefold()
    return single if len(single) == 1 else small


_FOLDING = _Folding()


def tokens(text: str) -> Iterator[Token]:
    """The words of ``text`` in their order."""
    for found in _WORD.finditer(text.translate(_FOLDING)):
        word = found.group()
        yield Token(word.replace(_ACCENT, "") if _ACCENT in word else word, *found.span())


def folded(text: str) -> tuple[str, ...]:
    """The folded words of ``text``, for a query."""
    return tuple(token.folded for token in tokens(text))


def lexemes(headline: str, body: str) -> str:
    """Both texts as PostgreSQL writes a ``tsvector``; the headline's words have weight A.

    The body's places begin a step behind the headline's, so that no phrase runs from one to the other.
    """
    places: dict[str, list[str]] = {}
    place = 0
    for text, weight in ((headline, "A"), (body, "")):
        for token in tokens(text):
            place = min(place + 1, _POSITIONS)
            held = places.setdefault(token.folded, [])
            if len(held) < _PLACES:
                held.append(f"{place}{weight}")
        place += 1
    return " ".join(f"{quoted(word)}:{','.join(held)}" for word, held in places.items())


def quoted(word: str) -> str:
    """A word as a ``tsvector`` or ``tsquery`` writes it; it has no marks to escape but these."""
    doubled = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
