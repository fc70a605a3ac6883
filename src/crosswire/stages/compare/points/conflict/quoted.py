"""Quoted words side by side: how far two runs in marks are one, and what was changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from crosswire.stages.compare.languages import LANGUAGES
from crosswire.stages.compare.points.board import Sheet
from crosswire.stages.compare.points.marked import marked_in

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|…|\[")
_SPELLINGS = (
    ("’", "'"), ("...", "…"), ("gonna", "going to"), ("n't", " not"), ("'re", " are"),
    ("'ve", " have"), ("'ll", " will"), ("'m", " am"), ("okay", "ok"), ("e-mail", "email"),
)  # fmt: skip
_NO_DOTS = re.compile(r"(?<=\b\w)\.(?=\w\b|\s)")
_DASHED = re.compile(r"(?<=\w)[-‐–](?=\w)")
_TRANSLATED = re.compile(
    rf"\b(?:[Tt]ranslat(?:ed|ion|or|ing)|[Ii]nterpreters?)\b|\b(?:in|[Ss]peaking|spoke) (?:{LANGUAGES})\b"
)
_BARE = re.compile(r"is(?=ed\b|e\b|ing\b|ation\b)")


def plain(quoted: str) -> tuple[str, ...]:
    """Words as compared: without case, marks, hyphens, contractions, and in one spelling."""
    low = quoted.lower()
    for one, other in _SPELLINGS:
        low = low.replace(one, other)
    low = _BARE.sub("iz", _DASHED.sub("", _NO_DOTS.sub("", low)))
    return tuple(_WORD.findall(low))


def translated(sheet: Sheet) -> bool:
    """The sentence says that the words were spoken in another language: two translations of one
    utterance differ, and nobody changed a word of it."""
    return _TRANSLATED.search(sheet.unit.sentence.exact) is not None


def quoted_runs_of(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    """Runs of two words and more that stand in marks, or all of a unit that is quoted whole."""
    yield from map(plain, worded_runs_of(sheet))


def worded_runs_of(sheet: Sheet) -> list[str]:
    """The same runs as they stand in the text."""
    said = sheet.unit.span.exact
    found = [said[start:end] for start, end in marked_in(sheet.unit)]
    if not found and sheet.unit.quoted > _WHOLLY:
        found = [said]
    return [run for run in found if len(plain(run)) > 1]


_WHOLLY = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The shorter run laid against the longer."""

    short: tuple[str, ...]
    long: tuple[str, ...]
    same: int
    """Words both have, in order."""
    inner: tuple[tuple[str, str], ...]
    """Changes between shared words, marked cuts and bracketed words left out."""
    edges: int
    """Words of the shorter run before the first and after the last shared word."""

    @property
    def share(self) -> float:
        """Share of the shorter run that stands in the longer."""
        return self.same / len(self.short) if self.short else 0.0

    @property
    def changed(self) -> int:
        """Words changed, put in or left out, in between."""
        return sum(max(len(x.split()), len(y.split())) for x, y in self.inner)


NOTHING = Alignment(short=(), long=(), same=0, inner=(), edges=0)


def align(a: Sequence[str], b: Sequence[str]) -> Alignment:
    """Lay two runs of words against one another."""
    short, long = sorted((tuple(a), tuple(b)), key=len)
    steps = SequenceMatcher(None, short, long, autojunk=False).get_opcodes()
    equal = [n for n, step in enumerate(steps) if step[0] == "equal"]
    if not equal:
        return NOTHING
    inner, edges = [], 0
    for n, (step, i, j, k, m) in enumerate(steps):
        if step == "equal":
            continue
        if not equal[0] < n < equal[-1]:
            edges += j - i
        elif not ({"…", "["} & {*short[i:j], *long[k:m]} or spaced(short[i:j], long[k:m])):
            inner.append((" ".join(short[i:j]), " ".join(long[k:m])))
    return Alignment(
        short=short, long=long, same=sum(steps[n][2] - steps[n][1] for n in equal),
        inner=tuple(inner), edges=edges,
    )  # fmt: skip


def spaced(a: Sequence[str], b: Sequence[str]) -> bool:
    """The same letters, written as one word or as two ("nonstop", "non stop")."""
    return "".join(a) == "".join(b)


def best_alignment(a: Sequence[Sequence[str]], b: Sequence[Sequence[str]]) -> Alignment:
    """The alignment of any run of ``a`` with any of ``b`` that shares most words."""
    found = [align(x, y) for x in a for y in b if set(x) & set(y)]
    return max(found, key=lambda f: (f.same, f.share), default=NOTHING)


def laid(a: str, b: str) -> Alignment:
    """Two runs as they stand in their texts, laid against one another."""
    return align(plain(a), plain(b))


def one_utterance(found: Alignment) -> bool:
    """Enough of both runs is one for the rest to be a change of words. Two sentences that a
    speaker said about one matter share as much as a few words in a row: neither is altered."""
    if found.share >= _SURELY:
        return True
    steps = SequenceMatcher(None, found.short, found.long, autojunk=False)
    run = steps.find_longest_match().size
    return run >= _RUN and 2 * run >= len(found.short)


_SURELY = 0.75
"""Share of the shorter run that must stand in the longer when no long run of words does."""
_RUN = 8
"""Words in a row that show one utterance, when they are half of the shorter run."""


def change(a: str, b: str) -> tuple[str, str]:
    """The first changed words of two runs as they stand there, with a few words around them."""
    here, there = _SPACED.findall(a), _SPACED.findall(b)
    one, other = ([plain(w) for w in words] for words in (here, there))
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    equal = [n for n, step in enumerate(steps) if step[0] == "equal"]
    for step, i, j, k, m in steps[equal[0] : equal[-1]] if equal else ():
        if step != "equal" and not spaced(sum(one[i:j], ()), sum(other[k:m], ())):
            return _cut(here, i, j), _cut(there, k, m)
    return a, b


def _cut(words: Sequence[str], first: int, after: int) -> str:
    return " ".join(words[max(0, first - _AROUND) : after + _AROUND]).strip('“”"')


_SPACED = re.compile(r"\S+")
_AROUND = 2
"""Unchanged words shown on either side."""
