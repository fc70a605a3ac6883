"""Where the words of a text stand, as the full-text indexes split and fold them.

The rules are those of SQLite's ``unicode61`` tokenizer with ``remove_diacritics 2``, which builds the
index of a SQLite store: runs of letters, digits and private characters are words; capitals and the
accents of Latin letters make no difference. PostgreSQL's own parser splits addresses, hyphens and
decimals otherwise, so a store there takes its words from here, and marks in a shown passage do too.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

_ACCENT = "\x01"
_GAP = " "
_ACCENTS = frozenset(
    (*range(0x300, 0x305), *range(0x306, 0x30D), 0x30F, 0x311, 0x31B, *range(0x323, 0x329))
) | {0x32D, 0x32E, 0x330, 0x331}
"""Combining marks that unicode61 leaves out of a word; any other mark ends it."""
_POSITIONS = 16_383
"""PostgreSQL counts the places of words up to here; words beyond all stand at the last place."""
_PLACES = 255
"""So many places PostgreSQL keeps of one word."""
_ROOM = 900_000
"""Bytes of words and places in one row, below PostgreSQL's megabyte."""
_LONGEST = 500
"""Letters of a word that is indexed there; a longer one is no word."""


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
_USUAL = "“”‘’–—…"
"""Marks of newspapers that Latin-1 lacks; they only part words."""
_UNUSUAL = "µ"
"""Of Latin-1, what folds to a letter outside it."""
_LATIN = bytes(ord(_folded(code)) if chr(code) not in _UNUSUAL else code for code in range(256))


def _flat(text: str) -> str:
    """Every character folded. By a table of bytes where there are no others: most texts, and thirty
    times as fast."""
    plain = text
    for mark in _USUAL:
        plain = plain.replace(mark, _GAP)
    if _UNUSUAL not in plain:
        try:
            return plain.encode("latin-1").translate(_LATIN).decode("latin-1")
        except UnicodeEncodeError:
            pass
    return text.translate(_FOLDING)


class Folded:
    """A text folded for searching; what is found is told in the offsets of the text itself."""

    def __init__(self, text: str) -> None:
        flat = _flat(text)
        self._places: list[int] | None = None
        if _ACCENT in flat:
            self._places = [place for place, c in enumerate(flat) if c != _ACCENT]
            flat = flat.replace(_ACCENT, "")
        self._flat = f" {flat} "

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Where ``pattern`` stands, half-open; accents behind the last letter are left out."""
        for found in pattern.finditer(self._flat):
            # The blank before the words is found with them, and put before the text.
            start, end = found.start(), found.end() - 1
            if self._places is None:
                yield start, end
            else:
                yield self._places[start], self._places[end - 1] + 1

    def words(self) -> list[str]:
        """The folded words in their order."""
        return self._flat.split()


def pattern(words: tuple[str, ...], *, prefix: bool) -> re.Pattern[str]:
    """For ``Folded.find``: these words one after another, the last whole or a beginning."""
    rest = "[^ ]*" if prefix else "(?= )"
    # It begins with plain characters, which are looked for far quicker than what stands behind.
    return re.compile(" " + " +".join(map(re.escape, words)) + rest)


def folded(text: str) -> tuple[str, ...]:
    """The folded words of ``text``, for a query."""
    return tuple(Folded(text).words())


def vectors(columns: Mapping[str, str | None]) -> dict[str, str]:
    """What PostgreSQL's index holds of a row of FTS5's columns: a ``tsvector`` for the words, one for
    the speaker."""
    if "body" in columns:
        return {"words": lexemes(columns["headline"] or "", columns["body"] or "")}
    return {name: lexemes("", words or "") for name, words in columns.items()}


def lexemes(headline: str, body: str) -> str:
    """Both texts as PostgreSQL writes a ``tsvector``; the headline's words have weight A.

    The body's places begin a step behind the headline's, so that no phrase runs from one to the other.
    A megabyte of words is all that PostgreSQL takes of a row; what is beyond is not indexed.
    """
    places: dict[str, list[str]] = {}
    place, room = 0, _ROOM
    for text, weight in ((headline, "A"), (body, "")):
        for word in folded(text):
            place = min(place + 1, _POSITIONS)
            if word not in places and (room := room - len(word.encode()) - 8) < 0:
                break
            held = places.setdefault(word, [])
            if len(word) <= _LONGEST and len(held) < _PLACES:
                room -= 2
                held.append(f"{place}{weight}")
        place += 1
    return " ".join(f"{quoted(word)}:{','.join(held)}" for word, held in places.items() if held)


def quoted(word: str) -> str:
    """A word as a ``tsvector`` or ``tsquery`` writes it: letters and digits, nothing to escape."""
    return f"'{word}'"
