"""Amounts: a head that counts otherwise than its body."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from crosswire.records.annotation import Token
from crosswire.records.span import Span
from crosswire.stages.compare.points.words import figure, listed, scale
from crosswire.stages.compare.within.own import Body, Clash, Head, Sentence

_FATES = {
    word: fate
    for fate, line in (
        ("dead", "kill kills killed killing die dies died dead death deaths"),
        ("hurt", "injure injures injured injuring hurt wound wounds wounded"),
        ("held", "arrest arrests arrested detain detains detained"),
        ("missing", "missing"),
    )
    for word in listed(line)
}
_REACH = 4
"""Words between a figure and the word for what befell those counted."""
_LEAD = 8
"""Sentences of the body that are asked."""
_LOOSE = frozenset(
    listed("about around nearly almost some over more than least up hundreds dozens thousands")
)
_OTHERS = frozenset(listed("other others more another earlier previous total since"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Toll:
    value: float
    fate: str
    start: int
    end: int
    loose: bool


def amounts(head: Head, body: Body) -> Iterator[Clash]:
    """A toll in the head that the body nowhere has, where the body has one other toll."""
    numbers = _numbers(body)
    for toll in _in_head(head):
        told = [(t, s) for s in body.sentences[:_LEAD] for t in _in_sentence(s) if t.fate == toll.fate]  # fmt: skip
        values = {t.value for t, _ in told}
        if toll.loose or len(values) != 1 or any(t.loose for t, _ in told):
            continue
        if toll.value in numbers or _sums(toll.value, numbers):
            continue
        other, sentence = told[0]
        span = Span.of(body.reading.revision.body, other.start, other.end)
        yield Clash(
            kind="number",
            start=toll.start,
            end=toll.end,
            body=sentence.span,
            because=f"the figures differ: “{head.found.value[toll.start : toll.end]}” against "
            f"“{span.exact}”",
        )


def _in_head(head: Head) -> Iterator[_Toll]:
    value = head.found.value
    forms = [value[w.start : w.end] for w in head.words]
    places = [(w.start, w.end) for w in head.words]
    yield from _tolls(forms, places)


def _in_sentence(sentence: Sentence) -> Iterator[_Toll]:
    forms = [t.text for t in sentence.tokens]
    if {f.lower() for f in forms} & _OTHERS:
        return
    yield from _tolls(forms, [(t.start, t.end) for t in sentence.tokens])


def _tolls(forms: list[str], places: list[tuple[int, int]]) -> Iterator[_Toll]:
    """Each figure with the nearest word for a fate, where no other figure stands nearer to it."""
    figures = [n for n, f in enumerate(forms) if figure(f) is not None]
    fates = [n for n, f in enumerate(forms) if f.lower() in _FATES]
    for n in figures:
        near = [k for k in fates if abs(k - n) <= _REACH]
        if not near or (n + 1 < len(forms) and scale(forms[n + 1])):
            continue
        at = min(near, key=lambda k: abs(k - n))
        if any(abs(at - m) < abs(at - n) for m in figures if m != n):
            continue
        first, last = sorted((n, at))
        yield _Toll(
            value=figure(forms[n]) or 0.0,
            fate=_FATES[forms[at].lower()],
            start=places[first][0],
            end=places[last][1],
            loose=any(f.lower() in _LOOSE for f in forms[max(0, n - 3) : n + 2]),
        )


def _numbers(body: Body) -> frozenset[float]:
    """Every number anywhere in the body."""
    tokens: tuple[Token, ...] = body.reading.annotation.tokens
    found = {figure(t.text) for t in tokens} | {figure(form) for form in body.forms}
    return frozenset(v for v in found if v is not None)


def _sums(value: float, numbers: frozenset[float]) -> bool:
    """Two of the body's numbers make it: "12 passengers and two of the crew"."""
    return any(a + b == value for a, b in combinations(sorted(numbers), 2))
