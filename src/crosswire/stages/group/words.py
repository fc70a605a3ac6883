"""Words as grouping reads them: stems, names by their capitals, figures, dates, quoted runs.

Everything here is a regular expression or a table: grouping must not wait for a parser.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_NAME = re.compile(
    r"(?<=[a-z,;—–-] )[A-Z][^\W\d_]+(?:[-'’ ]+(?:(?:of|de|al|van|von|bin) )?[A-Z][^\W\d_]+){0,4}"
)
_MARKED = re.compile(r"[“\"]([^”\"\n]{12,400})[”\"]|``\s?(.{12,400}?)''")
_VOWEL = re.compile("[aeiouy]")
_OWN = re.compile(r"['’](?:s|S)?$")


class _Stems(dict[str, str]):
    """Word as it stands → its stem, nothing for a single letter; filled as words come."""

    def __missing__(self, word: str) -> str:
        found = _stem(_OWN.sub("", word).lower().replace("’", "'"))
        if len(found) == 1 and not found.isdigit():
            found = ""
        if len(self) > 400_000:
            self.clear()
        self[word] = found
        return found


def _stem(word: str) -> str:
    """A light suffix stripper in the manner of Harman's S-stemmer, with -ed, -ing and final e."""
    if len(word) < 4 or not word.isalpha():
        return word
    word = _past(_singular(word))
    if len(word) > 4 and word[-1] == "e":
        word = word[:-1]
    return word[:-1] + "y" if len(word) > 4 and word[-1] == "i" else word


def _singular(word: str) -> str:
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _past(word: str) -> str:
    tail = next((t for t in ("ing", "ed") if word.endswith(t)), "")
    core = word[: len(word) - len(tail)]
    if not tail or len(core) < 3 or not _VOWEL.search(core):
        return word
    return core[:-1] if core[-1] == core[-2] and core[-1] not in "ls" else core


STEMS = _Stems()


def tokens(text: str) -> list[str]:
    """Words and figures as they stand."""
    return _TOKEN.findall(text)


def places(text: str) -> list[tuple[int, int]]:
    """Where the words and figures of ``tokens`` stand."""
    return [hit.span() for hit in _TOKEN.finditer(text)]


def named(text: str) -> list[str]:
    """Capitalised runs in the middle of sentences, as they stand."""
    found: list[str] = _NAME.findall(text)
    return found


def marked(text: str) -> list[str]:
    """What stands in quotation marks."""
    return [one or other for one, other in _MARKED.findall(text)]


def stems(words: Iterable[str]) -> list[str]:
    """Stems, one a word; single letters stay out."""
    return list(filter(None, map(STEMS.__getitem__, words)))


def kept(words: Iterable[str]) -> list[str]:
    """The words that have a stem, in lower case."""
    table = STEMS
    return [w.lower() for w in words if table[w]]


class Names(NamedTuple):
    """Names in running text by their capitals."""

    words: set[str]
    phrases: list[str]
    """Neighbouring words of a name, the most frequent first."""


def names(text: str, most: int) -> Names:
    """Capitalised runs in the middle of sentences: "said Ada Lovelace", never the first word."""
    table = STEMS
    words: set[str] = set()
    pairs: Counter[str] = Counter()
    for run in named(text):
        if run.isalpha():
            words.add(table[run])
            continue
        parts = [table[w] for w in _TOKEN.findall(run) if w[0].isupper() and table[w]]
        words.update(parts)
        for one, other in pairwise(parts):
            pairs[f"{one} {other}"] += 1
    ranked = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return Names(words, [phrase for phrase, _ in ranked[:most]])


def quoted(text: str, most: int) -> list[int]:
    """Hashes of runs of four words that stand in marks, the smallest first."""
    inside = " ".join(marked(text))
    return runs(stems(_TOKEN.findall(inside)), 4)[:most] if inside else []


class _Hashes(dict[str, int]):
    """Stem → a hash that is the same in every process."""

    def __missing__(self, stem: str) -> int:
        found = zlib.crc32(stem.encode("utf-8", "surrogatepass"))
        if len(self) > 400_000:
            self.clear()
        self[stem] = found
        return found


_HASHES = _Hashes()
_BASE = np.uint64(0x9E3779B97F4A7C15)


def runs(words: Sequence[str], length: int) -> list[int]:
    """A stable hash of every different run of ``length`` words, the smallest first (Rabin 1981,
    with a final mix so that the smallest are a fair sample)."""
    if len(words) < length:
        return []
    single = np.array(list(map(_HASHES.__getitem__, words)), np.uint64)
    total = np.zeros(len(words) - length + 1, np.uint64)
    for at in range(length):
        total = total * _BASE + single[at : len(words) - length + 1 + at]
    total ^= total >> np.uint64(29)
    total *= np.uint64(0xBF58476D1CE4E5B9)
    found: list[int] = np.unique(total >> np.uint64(32)).tolist()
    return found
