"""Small packaged tables: countries with capitals and peoples, regions, given names, roles."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

Gender = Literal["m", "f"]

_CLITIC = re.compile(r"['’]s$|(?<=s)['’]$")


@dataclass(frozen=True, slots=True)
class Place:
    """What a word says about a country: its name, its capital or its people."""

    country: str
    kind: Literal["name", "capital", "people"]
    name: str
    """The word in its first spelling."""


@dataclass(frozen=True, slots=True)
class Office:
    """A role as the table has it: what it is one of, and what it says about its holder."""

    words: str
    office: str
    gender: Gender | None
    country: str | None


@lru_cache(maxsize=16384)
def fold(words: str) -> str:
    """``words`` for comparing: no accents, case, dots, article or possessive; single spaces."""
    plain = unicodedata.normalize("NFKD", words).replace("’", "'")
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = _CLITIC.sub("", " ".join(plain.replace(".", "").split()))
    return plain.removeprefix("the ")


@cache
def places() -> dict[str, Place]:
    """Folded word → country; a country's own name wins over a capital of the same spelling."""
    found: dict[str, Place] = {}
    for name, others, capitals, peoples in _rows("countries.tsv", 4):
        for word in (name, *others):
            found[fold(word)] = Place(name, "name", name)
        for word in peoples:
            found.setdefault(fold(word), Place(name, "people", word))
        for spellings in (cell.split("=") for cell in capitals):
            for word in spellings:
                found.setdefault(fold(word), Place(name, "capital", spellings[0]))
    return found


def place(words: str) -> Place | None:
    """The country that ``words`` names, is the capital of, or is the people of."""
    if words in ("us", "male", "pole", "turkey", "chad", "lima", "polish"):
        return None  # a word of English unless it has its capital
    return places().get(fold(words))


@cache
def regions() -> dict[str, str]:
    """Folded name or short form of a US state → its name."""
    found: dict[str, str] = {}
    for name, others in _table("regions.tsv", 2):
        found |= {fold(word): name for word in (name, *filter(None, others.split("|")))}
    return found


@cache
def _given() -> dict[str, Gender]:
    found: dict[str, Gender] = {}
    for line in _lines("given_names.txt"):
        gender, *names = line.split()
        for name in names:
            found[fold(name)] = "m" if gender == "m" else "f"
    return found


def gender_of(given: str) -> Gender | None:
    """Whose name ``given`` commonly is; None when unknown or borne by both."""
    key = fold(given)
    return _given().get(key) or _given().get(key.split("-")[0])


@cache
def _nicknames() -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, line in enumerate(_lines("nicknames.txt")):
        for name in line.split():
            found[name] = found.get(name, frozenset()) | {number}
    return found


@cache
def _whole_given() -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for line in _lines("nicknames.txt"):
        first, *short = line.split()
        for name in (first, *short):
            found.setdefault(name, set()).add(first)
    return {name: next(iter(firsts)) for name, firsts in found.items() if len(firsts) == 1}


def whole_given(name: str) -> str:
    """The given name that ``name``, folded, is short for; itself where it is none or of several."""
    return _whole_given().get(name, name)


def same_given(left: str, right: str) -> bool:
    """Whether two given names may be forms of one: equal, an initial, or a known short form."""
    a, b = fold(left), fold(right)
    if a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)):
        return True
    return bool(_nicknames().get(a, frozenset()) & _nicknames().get(b, frozenset()))


@cache
def offices() -> dict[tuple[str, ...], Office]:
    """Words of a role, lower case → the role."""
    found = {}
    for words, office, gender, country in _table("roles.tsv", 4):
        known: Gender | None = "m" if gender == "m" else "f" if gender == "f" else None
        found[tuple(words.split())] = Office(words, office, known, country or None)
    return found


@cache
def word_list(group: str) -> frozenset[str]:
    """A list of words that rules ask for, by its name in the table."""
    found = dict(line.split(": ", 1) for line in _lines("words.txt"))
    return frozenset(found[group].split())


def _rows(
    name: str, width: int
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    for first, *rest in _table(name, width):
        a, b, c = (tuple(filter(None, cell.split("|"))) for cell in rest)
        yield first, a, b, c


def _table(name: str, width: int) -> Iterator[tuple[str, ...]]:
    for line in _lines(name):
        cells = line.split("\t")
        yield (*cells, *[""] * (width - len(cells)))


def _lines(name: str) -> Iterator[str]:
    whole = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    for line in whole.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line
