"""What the style sheets within a page hide: enough of CSS to tell, and no more.

Rules are read that hold on every screen and whose selectors are made of names of elements, classes and
ids, within one another or not; of several that fit an element the most specific one decides, of equals
the last (CSS Cascade 4, section 6). Other selectors (:not(…), [attribute], + and ~) are passed over: what
they hide is not known.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml.html import HtmlElement

_COMPOUND = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#]-?[A-Za-z_][\w-]*)*", re.I)
_NAMES = re.compile(r"^[a-z][a-z0-9]*|[.#][\w-]+", re.I)
_STEP = re.compile(r"\s*(>)\s*|\s+")
_LONGEST = 400_000
"""Characters of a style sheet that are read."""
_DECLARED = 2_000
"""Characters of the declarations of one rule, or of one element's own."""
_DEEPEST = 6
"""Compounds of one selector."""
_PATIENCE = 200_000
"""Elements that are held against rules of a page: a hostile one has a thousand of each."""

_ZERO = r"0*\.?0+(?:px|pt|em|rem|%|vh|vw)?"
_FAR = r"-\d{4,}(?:px|em|rem|pt|%)?"
_HIDING = {
    "display": re.compile("none"),
    "visibility": re.compile("hidden|collapse"),
    "opacity": re.compile(r"0*\.?0+%?"),
    "filter": re.compile(r"opacity\(0*\.?0+%?\)"),
    "content-visibility": re.compile("hidden"),
    "font-size": re.compile(_ZERO),
    "font": re.compile(rf"{_ZERO}(?:/.*)?\s.*"),
    **dict.fromkeys(
        ("left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top"),
        re.compile(_FAR),
    ),
    "clip": re.compile(r"rect\((?:[01](?:px)?[, ]*){4}\)"),
    "clip-path": re.compile(r"inset\((?:50|100)%.*\)|circle\(0.*\)"),
    "transform": re.compile(rf".*(?:scale[xy]?\({_ZERO}.*|translate[xy]?\({_FAR}.*)"),
    "color": re.compile(r"transparent|rgba\(.*,0*\.?0+%?\)|#(?:[0-9a-f]{3}0|[0-9a-f]{6}00)"),
}
"""By property, the values that hide."""
_OF_BOXES = frozenset({"transform", "text-indent", "content-visibility"})
_BOX = ("max-height", "max-width", "height", "width")
_NO_ROOM = re.compile(r"[01]?(?:px)?|0\w*")
_CUT = frozenset({"hidden", "clip"})

Style = dict[str, str]
"""Values by property, in lower case."""


def style_of(told: str) -> Style:
    """What a list of declarations says, the last of each property."""
    found: Style = {}
    for one in told[:_DECLARED].lower().replace("!important", "").split(";"):
        name, colon, value = one.partition(":")
        if colon:
            found[name.strip()] = re.sub(r"\s*,\s*", ",", value.strip())
    return found


def hiding(style: Style, *, inline: bool = False) -> str:
    """What of a style hides; empty: nothing. ``inline``: of an element within a line, to which sizes,
    moves and cuts do not apply (CSS 2.2, section 10) unless it is made a box."""
    inline = inline and style.get("display", "inline") == "inline" and not _is_taken_out(style)
    for name, value in style.items():
        if inline and name in _OF_BOXES:
            continue
        if (hides := _HIDING.get(name)) and hides.fullmatch(value):
            return f"{name}:{value}"
    if inline:
        return _in_its_ground(style)
    if style.get("overflow") in _CUT or style.get("overflow-y") in _CUT:
        for name in _BOX:
            if (size := style.get(name)) and _NO_ROOM.fullmatch(size):
                return f"{name}:{size}"
    return _in_its_ground(style)


def _is_taken_out(style: Style) -> bool:
    return style.get("position") in ("absolute", "fixed") or style.get("float") in ("left", "right")


def _in_its_ground(style: Style) -> str:
    ground = style.get("background-color") or style.get("background")
    if ground and _colour(ground) == _colour(style.get("color", "")):
        return "words in the colour of their ground"
    return ""


def _colour(value: str) -> str:
    """One spelling of the usual two: #fff is #ffffff and white."""
    value = {"white": "#ffffff", "black": "#000000"}.get(value, value)
    return (
        "#" + "".join(c * 2 for c in value[1:]) if re.fullmatch(r"#[0-9a-f]{3}", value) else value
    )


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
    style: Style
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

    def __init__(self, sheets: Sequence[str]) -> None:
        told = (one for sheet in sheets if len(sheet) <= _LONGEST for one in _told(sheet))
        self._told = [*enumerate(told)]
        self._left = _PATIENCE
        self._hiding: dict[str, list[_Rule]] = {}
        for place, (names, declared) in self._told:
            for words in names.split(",") if _hides(declared) else ():
                if rule := _rule(words.strip(), declared, place):
                    self._hiding.setdefault(rule.key, []).append(rule)
        self._made: dict[tuple[int, str], _Rule | None] = {}

    @property
    def tags(self) -> frozenset[str]:
        """Elements of which they hide some by their name alone."""
        return frozenset(key for key in self._hiding if key[0] not in ".#")

    def of(self, element: HtmlElement) -> tuple[Style, str]:
        """The style that an element has by them, and the selectors that gave it; nothing where none
        of them hides it."""
        if not self._hiding:
            return {}, ""
        keys = [str(element.tag), *(f".{c}" for c in (element.get("class") or "").split())]
        if own := element.get("id"):
            keys.append(f"#{own}")
        if not self._fitting(element, (r for key in keys for r in self._hiding.get(key, ()))):
            return {}, ""
        fitting = self._fitting(element, self._of_keys(dict.fromkeys(keys)))
        style: Style = {}
        for rule in sorted(fitting, key=lambda r: r.weight):
            style |= rule.style
        return style, ", ".join(rule.words for rule in fitting if hiding(rule.style))

    def _of_keys(self, keys: Iterable[str]) -> Iterator[_Rule]:
        """The rules whose last compound has one of these names."""
        for place, words, declared in {one for key in keys for one in self._ends.get(key, ())}:
            if (place, words) not in self._made:
                self._made[place, words] = _rule(words, declared, place)
            if rule := self._made[place, words]:
                yield rule

    @cached_property
    def _ends(self) -> dict[str, list[tuple[int, str, str]]]:
        """Selectors by the names of their last compound."""
        found: dict[str, list[tuple[int, str, str]]] = {}
        for place, (names, declared) in self._told:
            for words in map(str.strip, names.split(",")):
                last = words.replace(">", " ").rsplit(None, 1)[-1:]
                for name in _NAMES.findall(last[0]) if last else ():
                    found.setdefault(name, []).append((place, words, declared))
        return found

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


_SAYING = frozenset({*_HIDING, *_BOX, "overflow", "overflow-y", "background", "background-color",
                     "position", "float"})  # fmt: skip
_MAY_HIDE = re.compile(
    r"none|hidden|collapse|clip|opacity\(|:\s*0|:\s*\.0|-\d{4}|rect\(|inset|circle|scale|translate|transparent|rgba"
    r"|background|#",
    re.I,
)


def _told(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations, of rules that stand within no other ("@media …")."""
    depth = 0
    for part in _without_comments(sheet).split("}")[:-1]:
        opened = part.count("{")
        selectors, _, declared = part.partition("{")
        selectors = selectors.rpartition(";")[2].strip()
        if depth == 0 and opened == 1 and len(declared) <= _DECLARED and selectors[:1] != "@":
            yield selectors, declared
        depth = max(0, depth + opened - 1)


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


def _hides(declared: str) -> bool:
    return bool(_MAY_HIDE.search(declared) and hiding(style_of(declared)))


def _rule(words: str, declared: str, place: int) -> _Rule | None:
    """None: its selector is not read, or it says nothing of what is seen."""
    style = {name: value for name, value in style_of(declared).items() if name in _SAYING}
    steps = _steps(words) if style else ()
    return _Rule(steps, (*_specific(steps), place), style, words) if steps else None


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
