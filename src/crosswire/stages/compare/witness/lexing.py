"""The words of a primary source as they were spoken, and of a run in marks as it was printed."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from crosswire.records.witness import Witness
from crosswire.stages.annotate.marks import quoted_runs
from crosswire.stages.compare.witness.asides import Aside, asides
from crosswire.stages.compare.witness.credit import voice_key
from crosswire.stages.compare.witness.folding import HESITATIONS, WORD, fold, plain

HOLE = "\x01"
"""Stands where the transcriber heard nothing."""
ANOTHER_VOICE = "\x02"
"""Stands between two voices, so that no run of words leads from one to the other."""

_CUT = r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.\s?\.\s?\.(?:\s?\.)?"
_MENDED = r"[^\W_]*\[[^\W_]+\][^\W_]+(?:['’][^\W_]+)*|[^\W_]+\[[^\W_]+\]"
_ITEM = re.compile(
    rf"(?P<cut>{_CUT})|(?P<mended>{_MENDED})|(?P<own>\[[^\[\]]*\])|(?P<aside>\([^()]*\))"
    rf"|(?P<word>{WORD.pattern})"
)
_SENTENCE_END = re.compile(r"[.?!][\s\"”’'*)\]]")
_INITIAL = re.compile(r"\[([^\W_])\]([^\W_]+)")


@dataclass(slots=True, kw_only=True)
class Speech:
    """A primary source's words in a row; hesitations are counted, not kept."""

    forms: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)
    soft: list[bool] = field(default_factory=list)
    """No word of the voice: a hole, a change of voice, words the transcriber added."""
    begins: list[bool] = field(default_factory=list)
    """The word begins a sentence or a turn."""
    hesitations: list[int] = field(default_factory=list)
    """For each hesitation the number of words before it, ascending."""
    voices: list[str] = field(default_factory=list)
    """For each turn what is equal for turns of one voice."""
    marked: list[tuple[int, int]] = field(default_factory=list)
    """Stretches of the text in quotation marks: the voice may be quoting another."""

    def add(self, form: str, bounds: tuple[int, int], turn: int, *, soft: bool = False) -> None:
        """One word more."""
        start, end = bounds
        self.forms.append(form)
        self.starts.append(start)
        self.ends.append(end)
        self.turns.append(turn)
        self.soft.append(soft)

    def hesitates(self, first: int, after: int) -> int:
        """How many hesitations stand between the words from ``first`` to before ``after``."""
        return bisect_left(self.hesitations, after) - bisect_left(self.hesitations, first + 1)

    def framed(self, first: int, after: int) -> bool:
        """These words stand outside marks, those before and behind them inside: "he said"."""
        return (
            0 < first < after < len(self.forms)
            and self.in_marks(first - 1)
            and self.in_marks(after)
            and not any(self.in_marks(k) for k in range(first, after))
        )

    def in_marks(self, word: int) -> bool:
        """The word stands in quotation marks: the voice may be quoting another."""
        k = bisect_right(self.marked, (self.starts[word], len(self.forms) + self.ends[-1])) - 1
        return k >= 0 and self.starts[word] < self.marked[k][1]

    def spoken(self, first: int, after: int) -> list[int]:
        """The words of a voice among those from ``first`` to before ``after``."""
        return [k for k in range(first, after) if not self.soft[k]]


def speech_of(witness: Witness) -> Speech:
    """All words of a primary source, turn by turn."""
    text = witness.text.content
    apart = asides(text)
    speech = Speech(marked=quoted_runs(text))
    for number, turn in enumerate(witness.turns):
        speech.voices.append(voice_key(turn.label.exact) if turn.label else "")
        if number and speech.voices[-1] != speech.voices[-2]:
            speech.add(ANOTHER_VOICE, (turn.words.start, turn.words.start), number, soft=True)
        _add_turn(speech, text, (turn.words.start, turn.words.end), number, apart)
    ends = [0, *speech.ends]
    speech.begins = [
        bool(_SENTENCE_END.search(text, end, start)) or k == 0
        for k, (end, start) in enumerate(zip(ends, speech.starts, strict=False))
    ]
    return speech


def _add_turn(
    speech: Speech, text: str, bounds: tuple[int, int], number: int, apart: Sequence[Aside]
) -> None:
    at = bounds[0]
    inside = [a for a in apart if bounds[0] <= a.start < bounds[1]]
    for aside in inside:
        if aside.start < at:
            continue
        _add_words(speech, text, (at, aside.start), number)
        if aside.kind == "hole":
            speech.add(HOLE, (aside.start, aside.end), number, soft=True)
        elif aside.kind == "added":
            _add_words(speech, text, (aside.start, aside.end), number, soft=True)
        at = aside.end
    _add_words(speech, text, (at, bounds[1]), number)


def _add_words(
    speech: Speech, text: str, bounds: tuple[int, int], number: int, *, soft: bool = False
) -> None:
    for m in WORD.finditer(text, *bounds):
        if plain(m.group()) in HESITATIONS:
            speech.hesitations.append(len(speech.forms))
        else:
            speech.add(fold(m.group()), m.span(), number, soft=soft)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A run in marks: its words, and the signs by which the page shows what it did to them."""

    words: tuple[tuple[int, int, str], ...]
    """(start, end, form), the page's own words in brackets and hesitations left out."""
    signs: dict[int, str]
    """Number of a word → the sign that stands before it ("…", "[and]")."""
    own: tuple[tuple[int, int], ...]
    """Bracketed words: the page's own."""
    hesitations: int
    stops: frozenset[int]
    """How many words stand before each end of a sentence."""

    @property
    def forms(self) -> list[str]:
        """The words' forms."""
        return [form for _, _, form in self.words]

    def signs_between(self, left: int, right: int) -> str:
        """Signs that stand after word ``left`` and not after word ``right``."""
        return " ".join(sign for k, sign in sorted(self.signs.items()) if left < k <= right)


def printed(text: str, start: int, end: int, *, parentheses: bool = False) -> Printed:
    """Read a run; with ``parentheses`` words in round brackets too are taken for the page's own."""
    words: list[tuple[int, int, str]] = []
    signs: dict[int, str] = {}
    own: list[tuple[int, int]] = []
    hesitations = 0
    for kind, at, to in _items(text, start, end, parentheses=parentheses):
        exact = text[at:to]
        if kind == "word":
            if plain(exact) in HESITATIONS:
                hesitations += 1
            else:
                words.append((at, to, fold(_INITIAL.sub(r"\1\2", exact))))
            continue
        sign = " ".join(exact.split())
        signs[len(words)] = f"{signs[len(words)]} {sign}" if len(words) in signs else sign
        own += [(at, to)] if kind == "own" else []
    gaps = pairwise(words)
    stops = frozenset(
        k for k, (a, b) in enumerate(gaps, 1) if re.search(r"[.?!]", text[a[1] : b[0]])
    )
    return Printed(
        words=tuple(words), signs=signs, own=tuple(own), hesitations=hesitations, stops=stops
    )


def _items(text: str, start: int, end: int, *, parentheses: bool) -> Iterator[tuple[str, int, int]]:
    """(word, cut or own; its place) of everything in a run."""
    for m in _ITEM.finditer(text, start, end):
        kind = m.lastgroup or "word"
        if kind == "mended":
            kind = "word" if _INITIAL.fullmatch(m.group()) else "own"
        elif kind == "aside":
            if not parentheses:
                yield from (("word", *w.span()) for w in WORD.finditer(text, *m.span()))
                continue
            kind = "own"
        elif kind == "own" and not re.search(r"\w", m.group()):
            kind = "cut"
        yield kind, m.start(), m.end()
