"""Details in which two tellings of one fact may differ: typed detectors, each with its words.

A detector speaks only where the two units hold the same thing to compare: a figure of the same
thing or fate, a time of the same deed, a deed done to the same, names in the same slot.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from crosswire.stages.compare.points.apart import two_persons
from crosswire.stages.compare.points.board import Sheet
from crosswire.stages.compare.points.conflict.quoted import spaced, translated
from crosswire.stages.compare.points.conflict.whens import opposite, side_of
from crosswire.stages.compare.points.counts import numbers, unequal
from crosswire.stages.compare.points.detail import Detail, children, one_deed, predicate
from crosswire.stages.compare.points.marked import marked_in
from crosswire.stages.compare.points.naming import holders, names

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "deny", "denied"})
_FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "plan", "expect", "intend", "may",
                     "might", "could", "should", "consider", "set", "prepare"})  # fmt: skip
_SHORTEST = 8
"""Characters of the shortest run in marks that is compared word by word."""


def details(a: Sheet, b: Sheet) -> list[Detail]:
    """Every detail in which ``a`` and ``b`` differ."""
    return [found for detector in DETECTORS for found in detector(a, b)]


def dates(a: Sheet, b: Sheet) -> Iterator[Detail]:
    """Days, months or years of one deed that differ, both as precise."""
    here, there = list(_dated(a)), list(_dated(b))
    said, also = {t.value for t in here}, {t.value for t in there}
    for x in here:
        for y in there:
            if x.deed != y.deed or len(x.value) != len(y.value) or opposite(x.side, y.side):
                continue
            if x.value not in also and y.value not in said:
                year = not _is_day(x.value)
                yield Detail(kind="date", a=x.words, b=y.words, size=1.0, about=x.deed, plain=year)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A day, month or year that says when a deed was, or began, or ended."""

    value: str
    deed: str
    words: str
    side: str


def _dated(sheet: Sheet) -> Iterator[_Dated]:
    for time in sheet.times:
        if time.type not in ("DATE", "TIME") or not CALENDAR.match(time.value):
            continue
        inside = [
            n for n, t in enumerate(sheet.tokens) if time.span.start <= t.start < time.span.end
        ]
        top = next((n for n in inside if sheet.heads[n] not in inside), None)
        deed = predicate(sheet, top) if top is not None else ""
        if deed:
            yield _Dated(time.value[:10], deed, time.span.exact, side_of(sheet, inside[0]))


CALENDAR = re.compile(r"\d{4}(-\d\d){0,2}(T.*)?$")


def _days_apart(a: Sheet, b: Sheet) -> bool:
    """Both name days, and none is the same."""
    here, there = ({t.value[:10] for t in s.times if _is_day(t.value)} for s in (a, b))
    return bool(here and there and not here & there)


def _is_day(value: str) -> bool:
    return re.match(r"\d{4}-\d\d-\d\d", value) is not None


def negations(a: Sheet, b: Sheet) -> Iterator[Detail]:
    """One deed, denied on one side only."""
    yield from _turned(a, b, "negation", _asserted)


def statuses(a: Sheet, b: Sheet) -> Iterator[Detail]:
    """One deed, done on one side and still to come on the other."""
    yield from _turned(a, b, "status", _stage)


Reader = Callable[[Sheet], Iterator[tuple[int, tuple[bool, str]]]]


def _turned(
    a: Sheet, b: Sheet, kind: Literal["negation", "status"], read: Reader
) -> Iterator[Detail]:
    """Verbs of one stem and one deed that ``read`` reads one way here, the other way there."""
    for m, (turned, said) in read(a):
        for n, (other, also) in read(b):
            if a.keys[m] == b.keys[n] and turned != other and one_deed(a, m, b, n):
                yield Detail(kind=kind, a=said, b=also, size=1.0, about=a.keys[m])


def _asserted(sheet: Sheet) -> Iterator[tuple[int, tuple[bool, str]]]:
    """(token, (denied, words)) of every verb that tells something."""
    for n, token in enumerate(sheet.tokens):
        if token.pos != "VERB" or not sheet.weights[n]:
            continue
        below = [sheet.tokens[k] for k in children(sheet, n)]
        denied = [t for t in below if t.dep == "neg" or t.text.lower() in _NEGATIONS]
        said = f"{denied[0].text} … {token.text}" if denied else token.text
        yield n, (bool(denied), said)


def _stage(sheet: Sheet) -> Iterator[tuple[int, tuple[bool, str]]]:
    """(token, (still to come, words)) of verbs in a form that shows it."""
    for n, token in enumerate(sheet.tokens):
        if token.pos != "VERB" or not sheet.weights[n]:
            continue
        below = [sheet.tokens[k] for k in children(sheet, n)]
        ahead = [t for t in below if t.dep == "aux" and t.text.lower() in _FUTURE]
        above = sheet.tokens[sheet.heads[n]]
        if not ahead and token.dep == "xcomp" and above.lemma.lower() in _FUTURE:
            ahead = [above]
        if ahead:
            yield n, (True, f"{ahead[0].text} … {token.text}")
        elif token.tag in ("VBD", "VBN"):
            yield n, (False, token.text)


def _denied_apart(a: Sheet, b: Sheet) -> bool:
    """One verb in both, denied on one side only, whatever it is done to."""
    here = {a.keys[n]: denied for n, (denied, _) in _asserted(a)}
    there = {b.keys[n]: denied for n, (denied, _) in _asserted(b)}
    return any(here[verb] != there[verb] for verb in here.keys() & there.keys())


def wordings(a: Sheet, b: Sheet) -> Iterator[Detail]:
    """Quoted words that run alike and differ in a word or more."""
    if translated(a) or translated(b) or two_persons(a, b):
        return
    for x in _in_marks(a):
        for y in _in_marks(b):
            size = _differs(_plain(x), _plain(y))
            if size:
                yield Detail(kind="quote-wording", a=x, b=y, size=size)


def _in_marks(sheet: Sheet) -> list[str]:
    said = sheet.unit.span.exact
    return [said[s:e] for s, e in marked_in(sheet.unit) if e - s >= _SHORTEST]


def _plain(quoted: str) -> list[str]:
    """Words without case, marks or kind of apostrophe; an ellipsis stays."""
    low = quoted.lower().replace("’", "'").replace("...", "…")
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*|…|\[", low)


def _differs(a: list[str], b: list[str]) -> float:
    """Share of the shorter run that the longer words otherwise, when most of it stands there.

    Words at either end that the other run merely lacks, and words left out with an ellipsis or
    put in with brackets, are cut or marked, not changed.
    """
    short, long = sorted((a, b), key=len)
    if len(short) < 4:
        return 0.0
    steps = SequenceMatcher(None, short, long, autojunk=False).get_opcodes()
    same = sum(j - i for step, i, j, _, _ in steps if step == "equal")
    changed = 0
    for n, (step, i, j, k, m) in enumerate(steps):
        edge = n in (0, len(steps) - 1) and step != "replace"
        owned = {"…", "["} & {*short[i:j], *long[k:m]} or spaced(short[i:j], long[k:m])
        if step != "equal" and not edge and not owned:
            changed += max(1, j - i)
    return changed / len(short) if 2 * max(changed, len(short) - same) < len(short) else 0.0


DETECTORS: tuple[Callable[[Sheet, Sheet], Iterator[Detail]], ...] = (
    numbers, dates, names, negations, wordings, holders, statuses,
)  # fmt: skip


def clash(a: Sheet, b: Sheet) -> bool:
    """They differ in a figure, a day or a denial: never surely the same."""
    return _days_apart(a, b) or _denied_apart(a, b) or any(True for _ in unequal(a, b))
