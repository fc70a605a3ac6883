"""What the style sheets within a page hide: enough of CSS to tell, and no more.

Rules are read whose selectors are made of names of elements, classes and ids, within one another or not.
Of several that fit an element the important ones decide, then the most specific, of equals the last (CSS
Cascade 4, section 6). Passed over are other selectors (:not(…), [attribute], + and ~), and rules that hold
on some screens only: where such a rule may show an element, nothing is said to hide it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lxml.html import HtmlElement

from crosswire.stages.clean.styles import SEEN_BY, Declared, Style, hiding, merged, read_style

_COMPOUND = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#]-?[A-Za-z_][\w-]*)*", re.I)
_NAMES = re.compile(r"^[a-z][a-z0-9]*|[.#][\w-]+", re.I)
_STEP = re.compile(r"\s*(>)\s*|\s+")
_LONGEST = 400_000
"""Characters of a page's sheets that are read."""
_DEEPEST = 6
"""Compounds of one selector."""
_MOST = 5_000
"""Selectors that hide something."""
_PATIENCE = 200_000
"""Elements that are held against rules of a page: a hostile one has thousands of each."""


class _Told(NamedTuple):
    """A rule as it stands in a sheet."""

    place: int
    selectors: tuple[str, ...]
    declared: str
    around: str
    """The rule it stands in ("@media …"); empty: in none."""


@dataclass(frozen=True, slots=True)
class _Compound:
    tag: str
    classes: frozenset[str]
    id: str
    child: bool
    """Whether what stands before it holds it at once (">")."""

    def fits(self, element: HtmlElement) -> bool:
        if self.tag and element.tag != self.tag:
            return False
        if self.id and element.get("id") != self.id:
            return False
        return not self.classes or self.classes <= {*(element.get("class") or "").split()}


@dataclass(frozen=True, slots=True)
class _Rule:
    steps: tuple[_Compound, ...]
    weight: tuple[int, int, int, int]
    """How specific it is, and its place among the rules."""
    declared: Declared
    words: str

    @property
    def key(self) -> str:
        """What every element has that it fits: one of its names."""
        last = self.steps[-1]
        if last.id:
            return f"#{last.id}"
        return f".{min(last.classes)}" if last.classes else last.tag

    def fits(self, element: HtmlElement) -> int:
        """How many elements were looked at to find that it does; below nought: that it does not.

        Each step takes the nearest element that fits it: where all steps are descendants that finds
        whatever there is; beside ">" it may miss one."""
        last = self.steps[-1]
        if not last.fits(element):
            return -1
        looked, at_once = 1, last.child
        around = element.getparent()
        for step in reversed(self.steps[:-1]):
            while around is not None and not step.fits(around) and not at_once:
                around, looked = around.getparent(), looked + 1
            if around is None or not step.fits(around):
                return -looked
            around, looked, at_once = around.getparent(), looked + 1, step.child
        return looked


class Sheets:
    """The rules of a page's own sheets that hide something, and those that may show it again."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._told = [*_told("\n".join(sheets)[:_LONGEST])]
        self._left = _PATIENCE
        self._made: dict[tuple[int, str], _Rule | None] = {}
        self._hiding: dict[str, list[_Rule]] = {}
        self._tags: set[str] = set()
        left = _MOST
        for one in self._told:
            declared = read_style(one.declared)
            if one.around or left <= 0 or not hiding(merged([declared]), inline=False):
                continue
            for words in one.selectors[:left]:
                left -= 1
                if rule := _rule(words, declared, one.place):
                    self._hiding.setdefault(rule.key, []).append(rule)
        self.tags = frozenset(key for key in self._hiding if key[0] not in ".#")
        """Elements of which they hide some by their name alone."""

    def of(self, element: HtmlElement, own: Declared) -> tuple[Style, str]:
        """The style that an element has by them and its own, and the selectors that hide it; nothing
        where none of them does, or where another screen may be shown it."""
        if not self._hiding:
            return {}, ""
        keys = _keys_of(element)
        if not self._fitting(element, (r for key in keys for r in self._hiding.get(key, ()))):
            return {}, ""
        if any(key in self._elsewhere for key in keys):
            return {}, ""
        fitting = self._fitting(element, self._of_keys(keys))
        fitting.sort(key=lambda rule: rule.weight)
        style = merged([*(rule.declared for rule in fitting), own])
        hides = (rule.words for rule in fitting if hiding(merged([rule.declared]), inline=False))
        return style, ", ".join(hides)

    def says(self, element: HtmlElement, name: str) -> bool:
        """Whether a rule that fits the element says something of this property."""
        if not self._told:
            return False
        fitting = self._fitting(element, self._of_keys(_keys_of(element)))
        return any(name in rule.declared.names for rule in fitting)

    def _of_keys(self, keys: Iterable[str]) -> Iterator[_Rule]:
        """The rules whose last compound has one of these names."""
        for one in {told: None for key in keys for told in self._ends.get(key, ())}:
            self._left -= 1
            place, words, declared = one
            if (place, words) not in self._made:
                self._made[place, words] = _rule(words, read_style(declared), place)
            if rule := self._made[place, words]:
                yield rule
            if self._left <= 0:
                return

    @cached_property
    def _ends(self) -> dict[str, dict[tuple[int, str, str], None]]:
        """Selectors by the names of their last compound, of rules that say something of what is
        seen."""
        found: dict[str, dict[tuple[int, str, str], None]] = {}
        for one in self._told:
            if not one.around and read_style(one.declared).names & SEEN_BY:
                for words in one.selectors:
                    for name in _last_names(words):
                        found.setdefault(name, {})[one.place, words, one.declared] = None
        return found

    @cached_property
    def _elsewhere(self) -> frozenset[str]:
        """Names of which a rule for some screens says that they are seen."""
        return frozenset(
            name
            for one in self._told
            if one.around and "print" not in one.around
            and (declared := read_style(one.declared)).names & SEEN_BY
            and not hiding(merged([declared]), inline=False)
            for words in one.selectors
            for name in _last_names(words)
        )  # fmt: skip

    def _fitting(self, element: HtmlElement, rules: Iterable[_Rule]) -> list[_Rule]:
        """Those that fit it; none once patience is at its end."""
        found: list[_Rule] = []
        for rule in rules:
            if self._left <= 0:
                return []
            looked = rule.fits(element)
            self._left -= abs(looked)
            if looked > 0:
                found.append(rule)
        return found


def _keys_of(element: HtmlElement) -> dict[str, None]:
    keys = {str(element.tag): None}
    keys.update((f".{name}", None) for name in (element.get("class") or "").split())
    if own := element.get("id"):
        keys[f"#{own}"] = None
    return keys


def _last_names(selector: str) -> Iterable[str]:
    last = selector.replace(">", " ").rsplit(None, 1)[-1:]
    return _NAMES.findall(last[0]) if last else ()


def _told(sheet: str) -> Iterator[_Told]:
    """The rules of a sheet, and those that stand in one other."""
    depth, around = 0, ""
    for place, part in enumerate(_without_comments(sheet).split("}")[:-1]):
        *heads, declared = part.split("{")
        if depth == 0 and len(heads) == 2:
            around = heads.pop(0).rpartition(";")[2].strip().lower()
            depth = 1
        if len(heads) == 1 and depth <= 1:
            words = heads[0].rpartition(";")[2].strip()
            selectors = dict.fromkeys(map(str.strip, words.split(",")))
            if words[:1] != "@":
                yield _Told(place, tuple(selectors), declared, around if depth else "")
        depth = max(0, depth + len(heads) - 1)
        around = around if depth else ""


def _without_comments(sheet: str) -> str:
    kept: list[str] = []
    at = 0
    while (begins := sheet.find("/*", at)) >= 0:
        kept.append(sheet[at:begins])
        ends = sheet.find("*/", begins + 2)
        if ends < 0:
            return "".join(kept)
        at = ends + 2
    return "".join([*kept, sheet[at:]])


def _rule(words: str, declared: Declared, place: int) -> _Rule | None:
    """None: its selector is not read."""
    steps = _steps(words)
    return _Rule(steps, (*_specific(steps), place), declared, words) if steps else None


def _steps(words: str) -> tuple[_Compound, ...]:
    """The compounds of a selector; none where it holds something that is not read."""
    found: list[_Compound] = []
    at, child = 0, False
    while at < len(words) and len(found) < _DEEPEST:
        whole = _COMPOUND.match(words, at)
        if whole is None or not whole.group():
            return ()
        found.append(_compound(whole.group(), child=child))
        at = whole.end()
        if at < len(words):
            step = _STEP.match(words, at)
            if step is None:
                return ()
            child, at = bool(step[1]), step.end()
    return tuple(found) if at >= len(words) else ()


def _compound(words: str, *, child: bool) -> _Compound:
    tag = re.match(r"[a-z][a-z0-9]*", words, re.I)
    return _Compound(
        tag=tag.group().lower() if tag else "",
        classes=frozenset(re.findall(r"\.([\w-]+)", words)),
        id=next(iter(re.findall(r"#([\w-]+)", words)), ""),
        child=child,
    )


def _specific(steps: Sequence[_Compound]) -> tuple[int, int, int]:
    return (
        sum(bool(s.id) for s in steps),
        sum(len(s.classes) for s in steps),
        sum(bool(s.tag) for s in steps),
    )
