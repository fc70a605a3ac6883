"""What a gap between a run in marks and a primary source is: style, tidying, a cut, a change."""

import re
from dataclasses import dataclass
from typing import Literal

from crosswire.stages.compare.witness.align import Gap
from crosswire.stages.compare.witness.folding import is_figure, same_style
from crosswire.stages.compare.witness.lexing import ANOTHER_VOICE, HOLE, Printed, Speech

Kind = Literal["nothing", "style", "tidied", "interjection", "own", "dropped", "negation", "hole",
               "changed", "figure", "voices"]  # fmt: skip

_STAND_IN = 4
"""Words that a bracketed word may stand for: a pronoun, a name, an auxiliary or two."""
_FALSE_START = 6
_INTERJECTION = 6
_NEGATED = 3
"""Words among which a dropped "not" turns the sentence round and is no mere cut."""
_BROKEN_OFF = re.compile(r"[—–…]|--|\.\.\.|(?<=\s)-(?=\s)|\w-(?=\s)")
_SET_OFF = re.compile(r"[,—–…;]|--|\.\.\.")
_SENTENCE_END = re.compile(r"[.?!]+[\"”’')\]]*(?=\s|$)")
_BRACKETED = re.compile(r"[\[(][^\])]*\w")
_PHRASES = frozenset(
    {
        ("you", "know"), ("i", "mean"), ("you", "see"), ("well",), ("look",), ("listen",),
        ("okay",), ("ok",), ("like",), ("right",), ("anyway",),
    }
)  # fmt: skip
SMALL = frozenset(["and", "that", "so", "well", "oh", "then", "a", "an", "the"])
"""Words that ears and transcribers disagree on, and that change nothing."""
_NEGATIONS = frozenset(
    ["not", "no", "never", "nor", "none", "cannot", "nobody", "nothing", "neither", "without"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A gap and what it is."""

    gap: Gap
    kind: Kind
    sign: str = ""
    """The page's own sign at this place."""
    because: str = ""


def judge_gap(gap: Gap, run: Printed, speech: Speech, text: str) -> Seen:
    """What the gap is."""
    if gap.edge:
        return _edge(gap, run, speech)
    sign = run.signs_between(gap.i - 1, gap.k)
    spoken = speech.spoken(gap.j, gap.m)
    if gap.i < gap.k:
        return _replaced(gap, run, speech, spoken, sign)
    if not sign and speech.voices[speech.turns[gap.j - 1]] != speech.voices[speech.turns[gap.m]]:
        return Seen(gap=gap, kind="voices", because="words of two voices run on without a sign")
    if not spoken or speech.framed(gap.j, gap.m):
        return Seen(gap=gap, kind="nothing")
    stands_in = bool(_BRACKETED.search(sign)) and len(spoken) <= _STAND_IN
    if stands_in and ANOTHER_VOICE not in speech.forms[gap.j : gap.m]:
        return Seen(gap=gap, kind="own", sign=sign)
    return _missing(gap, spoken, sign, speech, text)


def _replaced(gap: Gap, run: Printed, speech: Speech, spoken: list[int], sign: str) -> Seen:
    """The run has words here that the source has not, or not so."""
    here, there = run.forms[gap.i : gap.k], [speech.forms[k] for k in spoken]
    style = same_style(here, there)
    if style:
        return Seen(gap=gap, kind=_kind(style), because=style)
    if not there and SMALL.issuperset(here):
        return Seen(gap=gap, kind="tidied", because=_small(here))
    if HOLE in speech.forms[gap.j : gap.m]:
        return Seen(gap=gap, kind="hole", because="this text has a hole there")
    figures = is_figure(here) and is_figure(there)
    return Seen(gap=gap, kind="figure" if figures else "changed", sign=sign)


def _missing(gap: Gap, spoken: list[int], sign: str, speech: Speech, text: str) -> Seen:
    """The source has words here that the run has not."""
    if not sign and any(_tidies(j, m, speech, text) for j, m in _rotations(gap, speech)):
        return Seen(gap=gap, kind="tidied", because="a false start or a filler is left out")
    missing = [speech.forms[k] for k in spoken]
    if not sign and SMALL.issuperset(missing):
        return Seen(gap=gap, kind="tidied", because=_small(missing))
    voice = speech.voices[speech.turns[gap.j - 1]]
    own = [k for k in spoken if speech.voices[speech.turns[k]] == voice]
    if not own and len(spoken) <= _INTERJECTION:
        return Seen(gap=gap, kind="interjection", because="another voice breaks in")
    negated = any(is_negation(speech.forms[k]) for k in spoken)
    if negated and not sign and len(spoken) <= _NEGATED and not sentences(gap, speech, text):
        return Seen(gap=gap, kind="negation")
    return Seen(gap=gap, kind="dropped", sign=sign)


def _kind(style: str) -> Kind:
    return "tidied" if style == "contraction" else "style"


def _small(forms: list[str]) -> str:
    return f"a small word differs (“{' '.join(forms)}”)"


def _edge(gap: Gap, run: Printed, speech: Speech) -> Seen:
    """Words of the run before or behind all that both have."""
    forms = run.forms[gap.i : gap.k]
    before = gap.i == 0
    for size in range(len(forms) + 3):
        j, m = (max(0, gap.m - size), gap.m) if before else (gap.j, gap.j + size)
        if any(speech.soft[j:m]):
            break
        style = same_style(forms, speech.forms[j:m])
        if style:
            return Seen(gap=Gap(gap.i, gap.k, j, m, edge=True), kind=_kind(style), because=style)
    if SMALL.issuperset(forms):
        return Seen(gap=gap, kind="tidied", because=_small(forms))
    beside = speech.forms[gap.m - 1 : gap.m] if before else speech.forms[gap.j : gap.j + 1]
    if HOLE in beside:
        return Seen(gap=gap, kind="hole", because="this text has a hole there")
    if len(forms) == 1 and is_figure(forms) and is_figure(beside):
        j = gap.m - 1 if before else gap.j
        return Seen(gap=Gap(gap.i, gap.k, j, j + 1, edge=True), kind="figure")
    return Seen(gap=gap, kind="changed")


def is_negation(form: str) -> bool:
    """The word turns what is said round."""
    return form in _NEGATIONS or form.endswith("n't")


def sentences(gap: Gap, speech: Speech, text: str) -> int:
    """Whole sentences among the source's words of a gap."""
    if not 0 < gap.j < gap.m < len(speech.forms):
        return 0
    ends = len(_SENTENCE_END.findall(text, speech.starts[gap.j], speech.starts[gap.m]))
    fresh = bool(_SENTENCE_END.search(text, speech.ends[gap.j - 1], speech.starts[gap.j]))
    return ends if fresh else max(0, ends - 1)


def _rotations(gap: Gap, speech: Speech) -> list[tuple[int, int]]:
    """The same gap as it may lie a few words to the left or to the right.

    Of "the old, the oldest ships" a run that has "the oldest ships" may lack "the old" or "old,
    the": no alignment can tell, so every reading is looked at.
    """
    forms, (j, m) = speech.forms, (gap.j, gap.m)
    found = [(j, m)]
    while j and forms[j - 1] == forms[m - 1] and len(found) < _FALSE_START:
        j, m = j - 1, m - 1
        found.append((j, m))
    j, m = gap.j, gap.m
    while m < len(forms) and forms[j] == forms[m] and len(found) < 2 * _FALSE_START:
        j, m = j + 1, m + 1
        found.append((j, m))
    return found


def _tidies(j: int, m: int, speech: Speech, text: str) -> bool:
    """Leaving out these words leaves out a repetition, a false start or a filler."""
    missing = speech.forms[j:m]
    if len(missing) > _FALSE_START or any(speech.soft[j:m]) or m >= len(speech.forms):
        return False
    if missing == speech.forms[m : m + len(missing)] and not is_negation(missing[0]):
        return True
    after = text[speech.ends[m - 1] : speech.starts[m]]
    if tuple(missing) in _PHRASES:
        return bool(_SET_OFF.search(after))
    restarts = missing[0] == speech.forms[m] and not any(map(is_negation, missing))
    return restarts and bool(_BROKEN_OFF.search(after))
