"""The elements of a page in its order, read once: what several readers of the page look for."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """The elements of a page, each with its tag and with the words of its class and id."""

    tree: HtmlElement
    elements: Sequence[HtmlElement]
    tags: Sequence[str]
    marks: Sequence[str]
    """Class and id, a space between them; nothing where an element has neither."""
    body: range
    """The numbers of the elements that are shown: the body and what it holds."""

    def after(self, i: int) -> int:
        """The number of the next element that element ``i`` does not hold."""
        return i + sum(1 for _ in self.elements[i].iter("*"))


def walk(tree: HtmlElement) -> Walk:
    """Read the elements of a page; comments and the like are none."""
    elements = list(tree.iter("*"))
    tags = [str(element.tag) for element in elements]
    marks = [_marks(element.get("class"), element.get("id")) for element in elements]
    first = tags.index("body") if "body" in tags else 0
    size = sum(1 for _ in elements[first].iter("*"))
    return Walk(tree, elements, tags, marks, range(first, first + size))


def _marks(classes: str | None, name: str | None) -> str:
    return f"{classes or ''} {name or ''}".strip() if classes or name else ""
