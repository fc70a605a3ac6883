"""Letters and digits only, to compare words over white space and signs; many texts at a time.

What one letter at a time takes milliseconds a page for is looked up for all of a page's letters at
once: a table of the characters of a kind, read by their numbers.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

_SIGNS = re.compile(r"[\W_]+")
_LONG = 600
"""Characters from which on the table is quicker than the pattern."""
_LONGEST = 4_000
"""Characters from which on a text is no block, and not kept."""
_TABLE = 0x30000
"""Beyond are no letters but ideographs that no font of a newspaper has."""

Codes = NDArray[np.uint32]


def letters(text: str) -> str:
    """Letters and digits of a text."""
    return _letters(text) if len(text) < _LONGEST else _looked_up(text)


@lru_cache(maxsize=2048)
def _letters(text: str) -> str:
    """The same of a text that is a block of an article: a dozen questions are asked of each."""
    return _SIGNS.sub("", text) if len(text) < _LONG else _looked_up(text)


def _looked_up(text: str) -> str:
    codes = codes_of(text)
    return text_of(codes[of_kind(codes, str.isalnum)])


def all_letters(texts: Sequence[str]) -> list[str]:
    """Letters and digits of each text, which holds no line break."""
    codes = codes_of("\n".join(texts))
    kept = of_kind(codes, str.isalnum)
    kept |= codes == ord("\n")
    found = text_of(codes[kept]).split("\n")
    return found if len(found) == len(texts) else [_SIGNS.sub("", text) for text in texts]


def codes_of(text: str) -> Codes:
    """The numbers of the characters of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def text_of(codes: Codes) -> str:
    """The text that has these characters."""
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def of_kind(codes: Codes, kind: Callable[[str], bool]) -> NDArray[np.bool_]:
    """Which characters are of a kind: ``str.isspace``, ``str.isalnum``, ``str.isupper``, …"""
    found: NDArray[np.bool_] = _table(kind)[np.minimum(codes, _TABLE - 1)]
    for at in np.flatnonzero(codes >= _TABLE).tolist():
        found[at] = kind(chr(int(codes[at])))
    return found


@cache
def _table(kind: Callable[[str], bool]) -> NDArray[np.bool_]:
    return np.fromiter(map(kind, map(chr, range(_TABLE))), np.bool_, _TABLE)


def length(text: str) -> int:
    """Characters of a text whose white space is collapsed to one blank between words."""
    if len(text) < _LONG:
        words = text.split()
        return sum(map(len, words)) + max(0, len(words) - 1)
    shown = ~of_kind(codes_of(text), str.isspace)
    starts = int(np.count_nonzero(shown[1:] & ~shown[:-1])) + int(shown[0])
    return int(np.count_nonzero(shown)) + max(0, starts - 1)


def counts(texts: Sequence[str], *kinds: Callable[[str], bool]) -> list[NDArray[np.float32]]:
    """For each kind how many characters of each text are of it."""
    codes = codes_of("".join(texts))
    ends = np.cumsum([0, *map(len, texts)])
    return [
        np.asarray(
            np.diff(np.concatenate([[0], np.cumsum(of_kind(codes, kind))])[ends]), np.float32
        )
        for kind in kinds
    ]
