"""Sentences, figures and words in marks, by their signs alone: enough to say where a text changed."""

import re
from collections.abc import Iterator

from crosswire.stages.shortened import ends

Place = tuple[int, int]
"""Where something stands in a text: from, to."""

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_STOP = re.compile(r"[.!?…][\"”’'»)\]]*\s+(?=[\"“‘'«(\[]?[A-ZÀ-ÖØ-Þ\d])")
_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {word: n for n, word in enumerate(_ONES)} | {
    word: 20 + 10 * n for n, word in enumerate(_TENS)
}
_NUMBER = re.compile(
    rf"(?<![\w.,])(?:\d(?:[\d,.:]*\d)?|(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_ONES[1:10])})"
    rf"|{'|'.join(sorted(_VALUES, key=len, reverse=True))}|dozens?|hundreds?|thousands?)(?![\w])",
    re.I,
)
_MARKED = re.compile(r"“[^“”\n]{2,2000}”|\"[^\"\n]{2,2000}\"|«[^«»\n]{2,2000}»")
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def sentences(text: str, start: int = 0, stop: int | None = None) -> Iterator[Place]:
    """Where sentences stand; a line's end ends one."""
    end = len(text) if stop is None else stop
    for line in _LINE.finditer(text, start, end):
        begin = line.start() + len(line[0]) - len(line[0].lstrip())
        last = line.end() - len(line[0]) + len(line[0].rstrip())
        for found in _STOP.finditer(text, begin, last):
            if ends(text, found.start(), found.end()):
                yield begin, found.start() + len(found[0].rstrip())
                begin = found.end()
        if begin < last:
            yield begin, last


def figures(text: str, start: int = 0, stop: int | None = None) -> list[tuple[str, Place]]:
    """Figures with their values, "twelve" as 12."""
    end = len(text) if stop is None else stop
    found = [(_value(one[0]), one.span()) for one in _NUMBER.finditer(text, start, end)]
    return [(value, place) for value, place in found if value]


def _value(words: str) -> str:
    """ "one" counts nothing as often as not, and is no figure."""
    plain = words.lower()
    if plain[0].isdigit():
        return plain.replace(",", "")
    parts = re.split(r"[- ]", plain)
    known = [_VALUES[part] for part in parts if part in _VALUES]
    if not known:
        return plain.removesuffix("s") + "s"
    return "" if known == [1] else str(sum(known))


def marked(text: str, start: int = 0, stop: int | None = None) -> list[Place]:
    """Words in quotation marks, three or more, the marks included."""
    end = len(text) if stop is None else stop
    found = (one.span() for one in _MARKED.finditer(text, start, end))
    return [place for place in found if len(words_of(text[place[0] : place[1]])) > 2]


def words_of(text: str) -> list[str]:
    """Its words in small letters."""
    return [word.lower() for word in _WORD.findall(text)]


def plain(text: str) -> str:
    """Its words and figures alone: what two writings of one sentence have in common."""
    return " ".join(words_of(text))
