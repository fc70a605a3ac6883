"""The strip of outlets of a point: one box a page, in the order of the pages everywhere."""

from collections.abc import Sequence
from typing import Literal

from markupsafe import Markup

from crosswire.records.base import Record
from crosswire.web.pictures.svg import element, number

Standing = Literal["told", "not found", "perhaps", "cannot tell", "same text", "another event"]
SIGNS: dict[Standing, str] = {
    "told": "●", "not found": "–", "perhaps": "~", "cannot tell": "?", "same text": "=",
    "another event": "×",
}  # fmt: skip
"""Signs that tell the standings apart without any colour."""
_SIDE, _GAP = 12, 2


class Box(Record):
    """How a point stands in one page."""

    label: str
    code: str
    standing: Standing
    words: str
    """The standing for people: "not found in this text", "cannot tell: the capture is cut"."""
    passages: int = 0
    """Passages of the page that tell it."""

    @property
    def sign(self) -> str:
        """The standing without any colour."""
        return SIGNS[self.standing]


def strip(boxes: Sequence[Box]) -> Markup:
    """Boxes in a row; what they say in words stands beside it, in ``told``."""
    drawn = []
    for n, box in enumerate(boxes):
        place = {
            "x": number(n * (_SIDE + _GAP) + 0.5), "y": "0.5", "width": _SIDE - 1, "height": _SIDE - 1,
            "class": f"box {box.standing.replace(' ', '-')}",
        }  # fmt: skip
        drawn.append(element("rect", place, element("title", {}, f"{box.label}: {box.words}")))
    width = max(1, len(boxes)) * (_SIDE + _GAP)
    frame = {
        "class": "picture strip", "viewBox": f"0 0 {width} {_SIDE}", "width": width, "height": _SIDE,
        "aria-hidden": "true", "focusable": "false",
    }  # fmt: skip
    return element("svg", frame, *drawn)


def told(boxes: Sequence[Box]) -> str:
    """The same in words: who tells it, and of every other page what is known."""
    groups: dict[str, list[str]] = {}
    for box in boxes:
        groups.setdefault(box.words, []).append(box.label)
    return "; ".join(f"{words}: {', '.join(labels)}" for words, labels in groups.items())
