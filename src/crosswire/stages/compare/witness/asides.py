"""Asides: what stands in a transcript but is nobody's speech.

Times, stage directions ("(Laughter)"), and holes, where the transcriber heard nothing.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from crosswire.records.span import Span, Text
from crosswire.stages.compare.languages import LANGUAGES

STAMP = r"[\[(<]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])>]?"
"""A time as recorders print it."""

_CUE_LINE = re.compile(
    rf"^[^\S\n]*(?:\d{{1,6}}[^\S\n]*\n[^\S\n]*)?{STAMP}[^\S\n]*-->[^\S\n]*{STAMP}[^\n]*$",
    re.MULTILINE,
)
_LINE_STAMP = re.compile(rf"^[^\S\n]*{STAMP}(?=\s)", re.MULTILINE)
_BRACKETS = re.compile(r"\[[^\[\]\n]{0,200}\]|\([^()\n]{0,120}\)")
_HOLE = re.compile(
    r"inaudible|unintelligible|indiscernible|indistinct|cross-?\s?talk|overlapping|redacted|"
    r"audio (?:gap|cut|drop|lost|break)|break in (?:the )?(?:audio|tape|recording)|off-?\s?mic",
    re.IGNORECASE,
)
_INTERPRETED = re.compile(
    rf"interpreter|interpreted|translat(?:or|ed|ion)\b|\b(?:in|from|speaks|speaking) (?:{LANGUAGES})\b"
)
_DIRECTION = re.compile(
    r"\b(?:laugh\w*|applau\w*|cheer\w*|boo(?:s|ing)?|chant\w*|pauses?|silence|interrupt\w*|"
    r"phonetic|ph|sic|music|noise|nods|sighs?|coughs?|gestur\w*|end of|ends|begins?|break|"
    r"recording|video|audio|via|through|recess|beat|smiles?|no response|no audible)\b",
    re.IGNORECASE,
)
_DIRECTION_WORDS = 8
_CALL = re.compile(r"\[(?:x|edit|\d{1,3})\]$", re.IGNORECASE)

Kind = Literal["direction", "hole", "added"]


class Aside(NamedTuple):
    """A stretch that is no speech, a hole in it, or words the transcriber put in brackets."""

    start: int
    end: int
    kind: Kind


def asides(text: str) -> list[Aside]:
    """Every aside of a text, in order."""
    found = [Aside(*m.span(), "direction") for m in _CUE_LINE.finditer(text)]
    found += [Aside(*m.span(), "direction") for m in _LINE_STAMP.finditer(text)]
    found += _in_brackets(text)
    return sorted(found)


def _in_brackets(text: str) -> Iterator[Aside]:
    for m in _BRACKETS.finditer(text):
        inner, words = m.group()[1:-1], len(m.group().split())
        if _HOLE.search(inner) or not re.search(r"\w", inner):
            yield Aside(*m.span(), "hole")
        elif (
            re.fullmatch(STAMP, inner.strip())
            or _CALL.match(m.group())
            or (
                words <= _DIRECTION_WORDS
                and (_DIRECTION.search(inner) or _INTERPRETED.search(inner))
            )
        ):
            yield Aside(*m.span(), "direction")
        elif m.group()[0] == "[":
            yield Aside(*m.span(), "added")


def interpreted(text: Text, start: int, end: int) -> Span | None:
    """Words between the two places that say the words after them are an interpreter's."""
    found = _INTERPRETED.search(text.content, start, end)
    return Span.of(text, *found.span()) if found else None
