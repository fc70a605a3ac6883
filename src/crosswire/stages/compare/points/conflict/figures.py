"""Figures as ranges: what is counted, how precisely, and in what words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from crosswire.stages.compare.points.board import Sheet
from crosswire.stages.compare.points.channels import read_figures
from crosswire.stages.compare.points.words import listed

Measure = Literal["money", "share", "count"]

_MONEY = frozenset({"$", "£", "€"})
_PERCENT = frozenset({"%", "percent", "per", "percentage", "pct"})
_HEDGES = frozenset(
    listed(
        "about around nearly almost roughly approximately some over under more less fewer than up "
        "least most close estimated exceed beyond just only maximum minimum"
    )
)
_MORE = frozenset(listed("more over least exceed beyond minimum"))
_LESS = frozenset(listed("nearly almost under less fewer up most maximum"))
_ABOUT = frozenset(listed("about around roughly approximately some estimated close"))
_OPEN = 0.1
"""How far beyond a figure words leave open what it is: a reporter names the nearest round one."""
_VAGUE: dict[str, tuple[float, float]] = {
    "couple": (2, 2), "few": (2, 9), "handful": (2, 9), "several": (3, 9), "dozen": (12, 12),
    "dozens": (24, 99), "scores": (40, 99), "hundreds": (200, 999), "thousands": (2000, 9999),
    "millions": (2e6, 9.99e6), "billions": (2e9, 9.99e9),
}  # fmt: skip
_TENS = {"thousands": (2e4, 9.99e4), "millions": (2e7, 9.99e7), "billions": (2e10, 9.99e10)}
_HUNDREDS = {"thousands": (2e5, 9.99e5), "millions": (2e8, 9.99e8), "billions": (2e11, 9.99e11)}
_SHARES = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "thirds": 2 / 3, "quarters": 0.75}
_ROUND = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as the range its words allow."""

    low: float
    high: float
    measure: Measure
    noun: int
    """Token of what is counted, or -1."""
    tokens: tuple[int, ...]
    hedges: frozenset[str]
    qualities: frozenset[str]
    """Stems of the adjectives of what is counted: a count of some is no count of all."""
    words: str

    def fits(self, other: "Figure") -> bool:
        """One may be the other, at the precision of their words."""
        slack = _ROUND * max(abs(self.high), abs(other.high))
        return self.low <= other.high + slack and other.low <= self.high + slack

    def may_be(self, other: "Figure") -> bool:
        """The same, as far as the words before either leave it open: "more than 1,300" may be 1,344,
        and is hardly 5,000."""
        return self.fits(other) or self._leaves_open(other) or other._leaves_open(self)

    def _leaves_open(self, other: "Figure") -> bool:
        reach = _OPEN * abs(self.high)
        above = reach if self.hedges & (_MORE | _ABOUT) else 0.0
        below = reach if self.hedges & (_LESS | _ABOUT) else 0.0
        return self.low - below <= other.low and other.high <= self.high + above

    def apart(self, other: "Figure") -> float:
        """Distance as a share of the larger, 0 where they fit."""
        if self.fits(other):
            return 0.0
        gap = max(self.low - other.high, other.low - self.high)
        return gap / max(abs(self.high), abs(other.high), 1e-9)


def figures_of(sheet: Sheet) -> Iterator[Figure]:
    """Every figure, share and vague quantity outside time expressions."""
    taken: set[int] = set()
    for value, first, after in read_figures(sheet):
        if sheet.tokens[first].text.lower() in _SHARES:
            continue
        taken |= set(range(first, after))
        if not _in_time(sheet, first) and sheet.tokens[first].pos != "ADJ":
            measure = _measure(sheet, first, after)
            value = value / 100 if measure == "share" else value
            yield _figure(sheet, (value, value), measure, first, after)
    for n, token in enumerate(sheet.tokens):
        low = token.text.lower()
        if n in taken or _in_time(sheet, n):
            continue
        if low in _SHARES and _of_many(sheet, n):
            yield _figure(sheet, (_SHARES[low], _SHARES[low]), "share", n, n + 1)
        elif low in _VAGUE:
            yield _figure(sheet, _vague(sheet, n), "count", n, n + 1)


def _vague(sheet: Sheet, n: int) -> tuple[float, float]:
    low = sheet.tokens[n].text.lower()
    before = {t.text.lower() for t in sheet.tokens[max(0, n - 2) : n]}
    table = _TENS if "tens" in before else _HUNDREDS if "hundreds" in before else _VAGUE
    return table.get(low, _VAGUE[low])


def _of_many(sheet: Sheet, n: int) -> bool:
    """ "A third of …", not the third time."""
    follow = sheet.tokens[n + 1].text.lower() if n + 1 < len(sheet.tokens) else ""
    before = sheet.tokens[n - 1].text.lower() if n else ""
    return follow in ("of", "the") or before in ("a", "one", "two", "-")


def _in_time(sheet: Sheet, n: int) -> bool:
    start = sheet.tokens[n].start
    return any(t.span.start <= start < t.span.end for t in sheet.times)


def _measure(sheet: Sheet, first: int, after: int) -> Measure:
    tokens = sheet.tokens
    before = tokens[first - 1].text if first else ""
    follow = tokens[after].text.lower() if after < len(tokens) else ""
    if before in _MONEY or tokens[first].text[0] in _MONEY or follow in ("dollars", "euros"):
        return "money"
    return "share" if follow in _PERCENT or tokens[first].text.endswith("%") else "count"


def _figure(
    sheet: Sheet, span: tuple[float, float], measure: Measure, first: int, after: int
) -> Figure:
    tokens, base = sheet.tokens, sheet.unit.span.start
    left = first
    while left and (tokens[left - 1].text.lower() in _HEDGES or tokens[left - 1].text in _MONEY):
        left -= 1
    noun = next((k for k in range(after, min(after + 4, len(tokens))) if _counts(sheet, k)), -1)
    right = _name_ends(sheet, noun) if noun >= 0 and noun - after < 3 else after
    return Figure(
        low=span[0],
        high=span[1],
        measure=measure,
        noun=noun,
        tokens=tuple(range(first, after)),
        qualities=frozenset(
            sheet.keys[k] for k in range(after, max(noun, after)) if tokens[k].dep == "amod"
        ),
        hedges=frozenset(t.text.lower() for t in tokens[left:first]) & _HEDGES,
        words=sheet.unit.span.exact[tokens[left].start - base : tokens[right - 1].end - base],
    )


def _name_ends(sheet: Sheet, noun: int) -> int:
    """Behind the last word of what is counted: "Super Tuesday delegates", not "Super"."""
    tokens, end = sheet.tokens, noun + 1
    while end < len(tokens) and tokens[end - 1].dep == "compound":
        if tokens[end].pos not in ("NOUN", "PROPN"):
            break
        end += 1
    return end


def _counts(sheet: Sheet, k: int) -> bool:
    token = sheet.tokens[k]
    return token.pos in ("NOUN", "PROPN") and token.text.lower() not in _PERCENT | _VAGUE.keys()


_METRES = {
    "km": 1000.0, "kilometer": 1000.0, "kilometre": 1000.0, "mile": 1609.344, "m": 1.0,
    "meter": 1.0, "metre": 1.0, "foot": 0.3048, "feet": 0.3048, "ft": 0.3048, "yard": 0.9144,
    "inch": 0.0254, "cm": 0.01, "centimeter": 0.01, "centimetre": 0.01,
}  # fmt: skip
_GRAMS = {
    "kg": 1000.0, "kilogram": 1000.0, "kilo": 1000.0, "pound": 453.59, "lb": 453.59, "ton": 907185.0,
    "tonne": 1e6, "gram": 1.0, "ounce": 28.35, "stone": 6350.0,
}  # fmt: skip
_HOURS = dict.fromkeys(("minute", "hour", "day", "week", "month", "year", "decade"), 1.0)
_ACRES = {"acre": 0.404686, "hectare": 1.0, "ha": 1.0}
_UNIT = re.compile(r"[a-z]+")
_CONVERTED = 0.05
"""Share by which a figure may change when it is put into other units and rounded."""


def same_in_units(a: Figure, b: Figure) -> bool:
    """They are in different units, and one way to read them is that they are equal; or only one
    names a unit that is weighed or measured in, so that nobody can tell; or one counts time and the
    other things."""
    for scale in (_METRES, _GRAMS, _ACRES):
        x, y = _by(a, scale), _by(b, scale)
        if x != y and (not x or not y):
            return True
        if x != y:
            return abs(a.high * x - b.high * y) <= _CONVERTED * max(a.high * x, b.high * y)
    return _time_beside_things(a, b)


def _time_beside_things(a: Figure, b: Figure) -> bool:
    """One counts time ("a few weeks") and the other things that it names: nothing of one measure."""
    timed = [bool(_by(f, _HOURS)) for f in (a, b)]
    return timed[0] != timed[1] and a.noun >= 0 and b.noun >= 0


def _by(figure: Figure, scale: dict[str, float]) -> float:
    """What the unit in the figure's words multiplies by, or 0 without one."""
    said = _UNIT.findall(figure.words.lower())
    return next((f for w in said if (f := scale.get(w) or scale.get(w.removesuffix("s")))), 0.0)
