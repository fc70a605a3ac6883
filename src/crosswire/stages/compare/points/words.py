"""Words as likeness reads them: stems, stop words, figures, and how rare a word is."""

import gzip
import json
import math
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from crosswire.errors import ModelError
from crosswire.records.annotation import Token

_TABLE = Path(__file__).parents[3] / "models" / "trained" / "points.words.json.gz"


def listed(words: str) -> list[str]:
    """Words of a line, one by one."""
    return words.split()


STOP = frozenset(
    listed(
        "a about above after again against all also although always am an and another any are as at "
        "be because been before being below between both but by can could did do does doing done "
        "down during each either else even ever every few for from further get got had has have "
        "having he her here hers herself him himself his how however i if in into is it its itself "
        "just least less like many may me might more most much must my myself near neither never no "
        "nor not now of off on once one only or other others our ours out over own per quite rather "
        "same say says said shall she should since so some such tell told than that the their theirs "
        "them themselves then there these they this those though through to too under until up upon "
        "us very was we were what when where whether which while who whom whose why will with within "
        "without would yet you your yours 's ’s n't n’t 'll 're 've 'd ’ll ’re ’ve ’d"
    )
)

_SUFFIXES = (
    ("ization", "iz"), ("isation", "iz"), ("ational", "at"), ("fulness", "ful"),
    ("ements", ""), ("ement", ""), ("ments", ""), ("ment", ""), ("ations", "at"),
    ("ation", "at"), ("ities", "iti"), ("ity", "iti"), ("ingly", ""), ("edly", ""),
    ("iness", "i"), ("ness", ""), ("ions", ""), ("ion", ""), ("ings", ""), ("ing", ""),
    ("ives", "iv"), ("ive", "iv"), ("ies", "i"), ("ied", "i"), ("ers", "er"), ("ly", ""),
    ("es", ""), ("ed", ""), ("s", ""), ("y", "i"), ("e", ""),
)  # fmt: skip


@cache
def stem(word: str) -> str:
    """A rough stem: one suffix off, never shorter than three letters.

    After the S-stemmer of Harman (1991), with a few derivations so that a verb meets its noun.
    """
    word = word.lower().replace("’", "'").removesuffix("'s").replace("-", "")
    for suffix, left in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(suffix) + left
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word


def is_content(token: Token) -> bool:
    """A word that carries meaning of its own."""
    return (
        token.text.lower() not in STOP
        and token.lemma.lower() not in STOP
        and any(c.isalnum() for c in token.text)
    )


class Rarity:
    """How rare a stem is in news: inverse document frequency of a background collection."""

    def __init__(self, documents: int, counts: Mapping[str, int], floor: int) -> None:
        self._documents = documents
        self._counts = counts
        self._unseen = math.log((documents + 1) / (floor / 2 + 0.5)) / math.log(documents + 1)

    def of(self, key: str) -> float:
        """Between 0 (in every text) and about 1 (in hardly any)."""
        count = self._counts.get(key)
        if count is None:
            return self._unseen
        return math.log((self._documents + 1) / (count + 0.5)) / math.log(self._documents + 1)


@cache
def load_rarity() -> Rarity:
    """The packaged background table, once per process."""
    try:
        table = json.loads(gzip.decompress(_TABLE.read_bytes()))
    except (OSError, EOFError, ValueError) as fault:
        raise ModelError(f"{_TABLE.name} cannot be read ({fault}); reinstall crosswire") from fault
    return Rarity(table["documents"], table["counts"], table["floor"])


_UNITS = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "dozen": 12.0, "m": 1e6, "mn": 1e6, "bn": 1e9, "k": 1e3, "tn": 1e12,
}  # fmt: skip
_SMALL = {
    w: float(n)
    for n, w in enumerate(
        listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen"
        )
    )
} | {
    w: 10.0 * n
    for n, w in enumerate(listed("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
}
_ORDINAL = {
    w: float(n)
    for n, w in enumerate(
        listed("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"),
        1,
    )
}
_DIGITS = re.compile(r"^[$£€~]?(\d[\d,]*(?:\.\d+)?)(st|nd|rd|th|m|mn|bn|k|tn|%|s)?$", re.IGNORECASE)


def figure(text: str) -> float | None:
    """The value of one number word or numeral, or None."""
    low = text.lower()
    if low in _SMALL:
        return _SMALL[low]
    if low in _ORDINAL:
        return _ORDINAL[low]
    if "-" in low:
        tens, _, ones = low.partition("-")
        if tens in _SMALL and ones in _SMALL and _SMALL[ones] < 10 <= _SMALL[tens]:
            return _SMALL[tens] + _SMALL[ones]
    read = _DIGITS.match(low)
    if read is None:
        return None
    value = float(read[1].replace(",", ""))
    return value * _UNITS.get((read[2] or "").lower(), 1.0)


def scale(text: str, joined: bool = False) -> float | None:
    """What a scale word multiplies by ("million"), or None; a letter only where it is ``joined``
    to its figure ("120m")."""
    return _UNITS.get(text.lower()) if joined or len(text) > 2 or text in _SHORT else None


_SHORT = frozenset({"bn", "tn", "mn"})
