"""When two spellings may be of one name: transliterations, spacing, accents, a slip of a letter."""

import re
from functools import lru_cache

from crosswire.stages.annotate.gazetteer import fold, same_given

_RULES = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"[\s'`-]", ""),
        (r"(?:iy|yy|yi|ii|ij|yj|iyi|y)$", "i"),
        (r"ie$", "i"),
        (r"(?:ey|ei|ej|ai|ay)$", "ei"),
        (r"ks", "x"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"ou", "u"),
        (r"dzh|dj", "j"),
        (r"tch|tsch", "ch"),
        (r"sch|shch", "sh"),
        (r"w", "v"),
        (r"(?<!^)[ij](?=[aeou])", "y"),
        (r"^[ij](?=[aou])", "y"),
        (r"ck|q", "k"),
        (r"([a-z])\1", r"\1"),
    )
)


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """A rough spelling that transliterations of one name share."""
    key = fold(word)
    for pattern, into in _RULES:
        key = pattern.sub(into, key)
    return key


def distance(left: str, right: str, most: int) -> int:
    """Levenshtein (1966) edit distance, or ``most`` + 1 when it is more."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            cost = previous if a == b else 1 + min(previous, row[j], row[j - 1])
            previous, row[j] = row[j], cost
    return min(row[-1], most + 1)


def near(left: str, right: str) -> bool:
    """A letter or two apart, in words long enough for that to be little."""
    a, b = fold(left), fold(right)
    shorter = min(len(a), len(b))
    most = 0 if shorter < 5 else 1 if shorter < 8 else 2
    return a[:1] == b[:1] and distance(a, b, most) <= most


def same_first_name(left: str, right: str) -> bool:
    """Equal, short forms of one, an initial, or transliterations of one."""
    return same_given(left, right) or sound(left) == sound(right)
