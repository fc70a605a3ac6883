"""Which declarations of a style keep an element from being seen (CSS 2.2, sections 9 to 11)."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_ZERO = r"(?:0+(?:\.0*)?|\.0+)(?:px|pt|em|rem|%|vh|vw)?"
_FAR = r"-\d{4,}(?:px|em|rem|pt|%)?"
_HIDING = {
    "display": re.compile("none"),
    "visibility": re.compile("hidden|collapse"),
    "opacity": re.compile(_ZERO),
    "filter": re.compile(rf"opacity\({_ZERO}\)"),
    "content-visibility": re.compile("hidden"),
    "font-size": re.compile(_ZERO),
    "font": re.compile(rf"{_ZERO}(?:/\S*)? .*"),
    **dict.fromkeys(
        ("left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top"),
        re.compile(_FAR),
    ),
    "clip": re.compile(r"rect\((?:[01](?:px)?[, ]*){4}\)"),
    "clip-path": re.compile(r"inset\((?:50|100)%.*\)|circle\(0.*\)"),
    "transform": re.compile(
        rf"(?:\S+ )*(?:scale[xy]?\({_ZERO}[,)].*|translate[xy]?\({_FAR}[,)].*)"
    ),
    "color": re.compile(r"transparent|rgba\(.*,(?:0+(?:\.0*)?|\.0+)%?\)|#(?:[0-9a-f]{3}0|[0-9a-f]{6}00)"),
}  # fmt: skip
"""By property, the values that hide."""
_OF_BOXES = frozenset({"transform", "text-indent", "content-visibility"})
_BOX = ("max-height", "max-width", "height", "width")
_NO_ROOM = re.compile(r"[01]?(?:px)?|0[a-z%]*")
_ROOM = ("min-height", "min-width", "padding", "padding-top", "padding-bottom")
_CUT = frozenset({"hidden", "clip"})
_MOVES = ("animation", "animation-name", "transition")
"""What is hidden by its looks and has one of these is shown a moment later."""
_LOOKS = frozenset({"opacity", "filter", "transform", "visibility"})
_LITERAL = re.compile(r"#[0-9a-f]{3,8}|[a-z]{3,20}|rgb\([\d,% ]+\)")
_NAMED = frozenset({"inherit", "initial", "unset", "revert", "none", "currentcolor", "transparent"})
_LONGEST = 200
"""Characters of a value that hides: none is longer."""

SEEN_BY = frozenset({*_HIDING, *_BOX, *_ROOM, *_MOVES, "overflow", "overflow-y", "background",
                     "background-color", "position", "float"})  # fmt: skip
"""The properties that say whether something is seen."""
Style = dict[str, str]
"""Values by property, in lower case."""


class Declared(NamedTuple):
    """What a list of declarations says of what is seen, the last of each property."""

    usual: Style
    important: Style

    @property
    def names(self) -> frozenset[str]:
        """The properties it says something of."""
        return frozenset((*self.usual, *self.important))


NOTHING = Declared({}, {})


@lru_cache(maxsize=2048)
def read_style(told: str) -> Declared:
    """Read declarations; what says nothing of what is seen is left out."""
    usual: Style = {}
    important: Style = {}
    for one in told.lower().split(";"):
        name, colon, value = one.partition(":")
        if not colon or (name := name.strip()) not in SEEN_BY:
            continue
        kept, mark, _ = value.partition("!")
        if len(kept) <= _LONGEST * 2:
            words = re.sub(r" ?, ?", ",", " ".join(kept.split()))
            (important if mark else usual)[name] = words if len(words) <= _LONGEST else ""
    return Declared(usual, important)


def merged(told: Iterable[Declared]) -> Style:
    """What holds of several, the weightiest last: important ones before all others."""
    listed = [*told]
    style: Style = {}
    for one in listed:
        style |= one.usual
    for one in listed:
        style |= one.important
    return style


def hiding(style: Style, *, inline: bool) -> str:
    """What of a style hides; empty: nothing. ``inline``: of an element within a line, to which sizes,
    moves and cuts do not apply (CSS 2.2, section 10) unless it is made a box."""
    boxless = inline and style.get("display", "inline") == "inline" and not _is_taken_out(style)
    moves = any(style.get(name, "none") not in ("", "none") for name in _MOVES)
    for name, value in style.items():
        if (hides := _HIDING.get(name)) is None or not hides.fullmatch(value):
            continue
        if (boxless and name in _OF_BOXES) or (moves and name in _LOOKS):
            continue
        if name == "color" and "gradient" in style.get("background", ""):
            continue  # letters cut out of a picture
        return f"{name}:{value}"
    if not boxless and _is_cut(style):
        return next((f"{n}:{v}" for n in _BOX if (v := style.get(n)) and _NO_ROOM.fullmatch(v)), "")
    return _in_its_ground(style)


def _is_cut(style: Style) -> bool:
    """What does not fit is not shown, and nothing else makes room."""
    cut = style.get("overflow") in _CUT or style.get("overflow-y") in _CUT
    return cut and not any(re.search(r"[1-9]", style.get(name, "")) for name in _ROOM)


def _is_taken_out(style: Style) -> bool:
    return style.get("position") in ("absolute", "fixed") or style.get("float") in ("left", "right")


def _in_its_ground(style: Style) -> str:
    ground, colour = style.get("background-color") or style.get("background"), style.get("color")
    if ground and colour and _is_literal(ground) and _colour(ground) == _colour(colour):
        return "words in the colour of their ground"
    return ""


def _is_literal(value: str) -> bool:
    return bool(_LITERAL.fullmatch(value)) and value not in _NAMED


def _colour(value: str) -> str:
    """One spelling of the usual two: #fff is #ffffff and white."""
    value = {"white": "#ffffff", "black": "#000000"}.get(value, value)
    return (
        "#" + "".join(c * 2 for c in value[1:]) if re.fullmatch(r"#[0-9a-f]{3}", value) else value
    )
