"""Details in which two tellings of one fact may differ: typed detectors, each with its words.

A detector speaks only where the two units hold the same thing to compare: a number of the same
noun, a day of the same precision, a verb that both use, names that differ by a letter or two.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from crosswire.stages.compare.points.board import Sheet
from crosswire.stages.compare.points.channels import read_figures
from crosswire.stages.compare.points.words import listed

Kind = Literal[
    "number", "date", "name", "place", "negation", "attribution", "status", "quote-wording", "other"
]

_ABOUT = frozenset(
    listed(
        "about around nearly almost roughly approximately some over under more less than up least "
        "close estimated"
    )
)
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "deny", "denied"})
_FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "plan", "expect", "intend", "may",
                     "might", "could", "should", "consider", "set", "prepare"})  # fmt: skip
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_MARKED = re.compile(r"[“\"]([^“”\"]{8,})[”\"]?")
_PERCENT = frozenset({"%", "percent", "per", "percentage", "pct"})
_MONEY = frozenset({"$", "£", "€"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One detail, as each side words it; ``size`` is 0 (hardly differs) to 1."""

    kind: Kind
    a: str
    b: str
    size: float
    about: str = ""


def details(a: Sheet, b: Sheet) -> list[Detail]:
    """Every detail in which ``a`` and ``b`` differ."""
    return [found for detector in DETECTORS for found in detector(a, b)]


def numbers(a: Sheet, b: Sheet) -> Iterator[Detail]:
    """Numbers of the same thing that differ."""
    here, there = list(_counted(a)), list(_counted(b))
    for thing, value, words in here:
        rivals = [(v, w) for t, v, w in there if t == thing]
        if not rivals or any(_agree(value, words, v, w) for v, w in rivals):
            continue
        if any(_agree(v, w, rivals[0][0], rivals[0][1]) for t, v, w in here if t == thing):
            continue
        other, said = min(rivals, key=lambda r: abs(r[0] - value))
        size = abs(other - value) / max(abs(other), abs(value), 1e-9)
        yield Detail(kind="number", a=words, b=said, size=size, about=thing)


def _counted(sheet: Sheet) -> Iterator[tuple[str, float, str]]:
    """(what is counted, value, words) of every number outside a time expression."""
    tokens = sheet.tokens
    base = sheet.unit.span.start
    for value, first, after in read_figures(sheet):
        start, end = tokens[first].start, tokens[after - 1].end
        if any(t.span.start < end and start < t.span.end for t in sheet.times):
            continue
        before = tokens[first - 1].text.lower() if first else ""
        follow = [t.text.lower() for t in tokens[after : after + 2]]
        if before in _MONEY or tokens[first].text[0] in _MONEY:
            thing = "money"
        elif (follow[:1] and follow[0] in _PERCENT) or tokens[first].text.endswith("%"):
            thing = "percent"
        else:
            thing = _noun_after(sheet, after - 1)
        if thing:
            left = first
            while left and tokens[left - 1].text.lower() in _ABOUT | _MONEY:
                left -= 1
            right = _noun_end(sheet, after)
            said = sheet.unit.span.exact[tokens[left].start - base : tokens[right - 1].end - base]
            yield thing, value, said


def _noun_after(sheet: Sheet, n: int) -> str:
    """The stem of the noun that the number at token ``n`` counts."""
    head = sheet.heads[n]
    while head != n and sheet.tokens[head].pos in ("NUM", "SYM"):
        n, head = head, sheet.heads[head]
    return sheet.keys[head] if sheet.tokens[head].pos == "NOUN" else ""


def _noun_end(sheet: Sheet, after: int) -> int:
    stop = min(after + 3, len(sheet.tokens))
    for k in range(after, stop):
        if sheet.tokens[k].pos == "NOUN" or sheet.tokens[k].text == "%":
            return k + 1
    return after


def _agree(value: float, words: str, other: float, said: str) -> bool:
    """Equal, or one is a rounding of the other in words that allow it."""
    if value == other:
        return True
    loose = any(w in _ABOUT for w in f"{words} {said}".lower().split())
    near = abs(value - other) / max(abs(value), abs(other), 1e-9)
    return near <= (0.1 if loose else 0.005)


def dates(a: Sheet, b: Sheet) -> Iterator[Detail]:
    """Days that differ, both as precise as a day."""
    here = {t.value[:10]: t.span.exact for t in a.times if _is_day(t.value)}
    there = {t.value[:10]: t.span.exact for t in b.times if _is_day(t.value)}
    if here and there and not here.keys() & there.keys():
        day, other = min(here), min(there)
        yield Detail(kind="date", a=here[day], b=there[other], size=1.0)


def _is_day(value: str) -> bool:
    return re.match(r"\d{4}-\d\d-\d\d", value) is not None


def names(a: Sheet, b: Sheet) -> Iterator[Detail]:
    """Names that differ by a letter or two, or stand in the same place of the same deed."""
    here = {m.span.exact: (n, m.label) for n, m in a.names if m.kind == "name"}
    there = {m.span.exact: (n, m.label) for n, m in b.names if m.kind == "name"}
    for said, (known, label) in here.items():
        for other, (also, tag) in there.items():
            if known == also or said.lower() in other.lower() or other.lower() in said.lower():
                continue
            if label == tag and _close_spelling(said, other):
                kind: Kind = "place" if label in _PLACES else "name"
                yield Detail(kind=kind, a=said, b=other, size=0.5)
    yield from _slots(a, b)


def _close_spelling(a: str, b: str) -> bool:
    """One or two letters apart, in names long enough for that to tell."""
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 2 or a[0] != b[0]:
        return False
    row = list(range(len(b) + 1))
    for n, x in enumerate(a, 1):
        before, row[0] = row[0], n
        for k, y in enumerate(b, 1):
            before, row[k] = row[k], min(row[k] + 1, row[k - 1] + 1, before + (x != y))
    return row[-1] <= 2


def _slots(a: Sheet, b: Sheet) -> Iterator[Detail]:
    """Different names in one role of a deed that both tell with the same verb."""
    here, there = dict(_filled(a)), dict(_filled(b))
    ours, theirs = {n for n, _ in a.names}, {n for n, _ in b.names}
    for slot in here.keys() & there.keys():
        (x, said, label), (y, other, tag) = here[slot], there[slot]
        if x != y and label == tag and x not in theirs and y not in ours:
            kind: Kind = "place" if label in _PLACES else "name"
            yield Detail(kind=kind, a=said, b=other, size=1.0, about=slot)


def _filled(sheet: Sheet) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for name, mention in sheet.names:
        if mention.kind != "name":
            continue
        for n, token in enumerate(sheet.tokens):
            inside = mention.span.start <= token.start < mention.span.end
            head = sheet.heads[n]
            if not inside or (sheet.tokens[head].start >= mention.span.start and head == n):
                continue
            if mention.span.start <= sheet.tokens[head].start < mention.span.end:
                continue
            role = f"{sheet.keys[head]} {token.dep}"
            if token.dep in ("nsubj", "nsubjpass", "dobj", "pobj"):
                yield role, (name, mention.span.exact, mention.label)


def negations(a: Sheet, b: Sheet) -> Iterator[Detail]:
    """One verb, denied on one side only."""
    here, there = dict(_asserted(a)), dict(_asserted(b))
    for verb in here.keys() & there.keys():
        (denied, said), (other, also) = here[verb], there[verb]
        if denied != other:
            yield Detail(kind="negation", a=said, b=also, size=1.0, about=verb)


def _asserted(sheet: Sheet) -> Iterator[tuple[str, tuple[bool, str]]]:
    """(stem, (denied, words)) of every verb that tells something."""
    for n, token in enumerate(sheet.tokens):
        if token.pos != "VERB" or not sheet.weights[n]:
            continue
        below = [t for k, t in enumerate(sheet.tokens) if sheet.heads[k] == n and k != n]
        denied = [t for t in below if t.dep == "neg" or t.text.lower() in _NEGATIONS]
        said = f"{denied[0].text} … {token.text}" if denied else token.text
        yield sheet.keys[n], (bool(denied), said)


def statuses(a: Sheet, b: Sheet) -> Iterator[Detail]:
    """One verb, done on one side and still to come on the other."""
    here, there = dict(_stage(a)), dict(_stage(b))
    for verb in here.keys() & there.keys():
        (coming, said), (other, also) = here[verb], there[verb]
        if coming != other:
            yield Detail(kind="status", a=said, b=also, size=1.0, about=verb)


def _stage(sheet: Sheet) -> Iterator[tuple[str, tuple[bool, str]]]:
    """(stem, (still to come, words)) of verbs in a form that shows it."""
    for n, token in enumerate(sheet.tokens):
        if token.pos != "VERB" or not sheet.weights[n]:
            continue
        below = [t for k, t in enumerate(sheet.tokens) if sheet.heads[k] == n and k != n]
        ahead = [t for t in below if t.dep == "aux" and t.text.lower() in _FUTURE]
        above = sheet.tokens[sheet.heads[n]]
        if not ahead and token.dep == "xcomp" and above.lemma.lower() in _FUTURE:
            ahead = [above]
        if ahead:
            yield sheet.keys[n], (True, f"{ahead[0].text} … {token.text}")
        elif token.tag in ("VBD", "VBN"):
            yield sheet.keys[n], (False, token.text)


def wordings(a: Sheet, b: Sheet) -> Iterator[Detail]:
    """Quoted words that run alike and differ in a word or more."""
    for x in _MARKED.findall(a.unit.span.exact):
        for y in _MARKED.findall(b.unit.span.exact):
            left, right = x.lower().split(), y.lower().split()
            size = _differs(left, right)
            if size:
                yield Detail(kind="quote-wording", a=x, b=y, size=size)


def _differs(a: list[str], b: list[str]) -> float:
    """Share of the shorter run that is not in the longer, when more than half of it is."""
    clean = [[w.strip(".,;:!?…'’‘") for w in run] for run in (a, b)]
    short, long = sorted(clean, key=len)
    common = _in_order(short, long)
    missing = len(short) - common
    return missing / len(short) if len(short) >= 4 and 0 < missing < len(short) / 2 else 0.0


def _in_order(a: list[str], b: list[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(b) + 1)
    for x in a:
        before = 0
        for k, y in enumerate(b, 1):
            before, row[k] = row[k], before + 1 if x == y else max(row[k], row[k - 1])
    return row[-1]


def holders(a: Sheet, b: Sheet) -> Iterator[Detail]:
    """The same words, put into different mouths."""
    p, q = a.unit.quotation, b.unit.quotation
    if p and q and p.speaker_name and q.speaker_name and a.holder != b.holder:
        yield Detail(kind="attribution", a=p.speaker_name, b=q.speaker_name, size=1.0)


DETECTORS: tuple[Callable[[Sheet, Sheet], Iterator[Detail]], ...] = (
    numbers, dates, names, negations, wordings, holders, statuses,
)  # fmt: skip


def clash(a: Sheet, b: Sheet) -> bool:
    """They differ in a figure, a day or a denial: never surely the same."""
    return any(True for detector in (numbers, dates, negations) for _ in detector(a, b))
