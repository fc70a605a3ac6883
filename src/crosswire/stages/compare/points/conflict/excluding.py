"""Excluding: words of which one thing can bear no two, so that who uses one denies the other.

"Coronavirus cases" and "COVID-19 cases" are the same cases, "individual donors" and "unique campaign
donors" may be; "plastic bottles" are no glass bottles. Which words shut each other out is listed: nearness
of meaning shows it as little as distance does (antonyms and synonyms stand in the same company; Mohammad,
Dorr, Hirst and Turney 2013).
"""

import re

from crosswire.stages.compare.points.conflict.cues import ANTONYMS
from crosswire.stages.compare.points.words import listed

_SETS = tuple(
    frozenset(listed(line))
    for line in (
        "black white red blue green yellow brown grey gray pink purple orange",
        "north south east west", "northern southern eastern western central",
        "left right", "upper lower middle", "front rear back", "inner outer",
        "first second third fourth fifth sixth seventh eighth ninth tenth",
        "morning afternoon evening night", "spring summer autumn winter",
        "annual monthly weekly daily quarterly hourly yearly",
        "male female", "man woman boy girl", "men women boys girls", "father mother brother sister son daughter",
        "husband wife", "dead alive", "married single divorced widowed",
        "glass plastic steel iron copper gold silver wood wooden stone brick concrete paper cardboard rubber",
        "federal state local municipal", "national international", "domestic foreign", "public private",
        "civil criminal", "civilian military", "democrat republican", "democratic republican",
        "temporary permanent", "full partial", "voluntary mandatory compulsory", "legal illegal",
        "lawful unlawful", "armed unarmed", "guilty innocent", "true false", "open closed", "loaded unloaded",
        "paid unpaid", "known unknown", "male female", "minimum maximum", "gross net", "deputy chief",
    )
)  # fmt: skip
_OPPOSITE = re.compile(r"(?:un|non-?|dis|anti-|il(?=l)|ir(?=r))(\w{4,})")
"""A word that a prefix makes the opposite of another; "in" is not among them: "side" and "inside"."""


def excludes(a: str, b: str) -> bool:
    """Nothing is both ``a`` and ``b``, as far as it is listed; two lemmas in lower case."""
    if a == b:
        return False
    if any(a in words and b in words for words in _SETS):
        return True
    if any((a in x and b in y) or (a in y and b in x) for x, y in ANTONYMS):
        return True
    short, long = sorted((a, b), key=len)
    opposite = _OPPOSITE.fullmatch(long)
    return opposite is not None and opposite[1] == short
