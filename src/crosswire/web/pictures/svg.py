"""Elements of SVG. Words of outlets are escaped, and made safe to show, on the way in."""

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from crosswire.report.words import shorten, showable

Attributes = Mapping[str, object]


def element(name: str, attributes: Attributes, *inside: str | Markup) -> Markup:
    """``<name a="1">inside</name>``; an attribute of None is left out."""
    stated = "".join(
        f' {key}="{escape(showable(str(value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    content = "".join(_words(one) for one in inside)
    return Markup(f"<{name}{stated}>{content}</{name}>")


def _words(inside: str | Markup) -> str:
    return str(inside) if isinstance(inside, Markup) else str(escape(showable(inside)))


def picture(
    name: str,
    size: tuple[float, float],
    told: tuple[str, str],
    *inside: Markup,
    kind: str,
    role: Literal["img", "group"] = "img",
) -> Markup:
    """An SVG of this size, with a title and a description that readers of the screen are told.

    ``name`` is unique on its page; ``kind`` is the class; one with links in it is a ``group``, since
    an image's inside is not looked into.
    """
    title, description = told
    width, height = (round(side) for side in size)
    return element(
        "svg",
        {
            "class": f"picture {kind}", "viewBox": f"0 0 {width} {height}", "width": width,
            "height": height, "role": role, "aria-labelledby": f"{name}-title {name}-desc",
        },
        element("title", {"id": f"{name}-title"}, title),
        element("desc", {"id": f"{name}-desc"}, description),
        *inside,
    )  # fmt: skip


def label(x: float, y: float, words: str, *, most: int, kind: str, anchor: str = "start") -> Markup:
    """Words at a place, cut where they are long; the whole is their title."""
    cut = shorten(words, most)
    title = [element("title", {}, words)] if cut != words else []
    place = {"x": number(x), "y": number(y), "class": kind, "text-anchor": anchor}
    return element("text", place, *title, cut)


def linked(href: str | None, inside: Markup, words: str = "") -> Markup:
    """``inside`` as a link, where it is one that may be followed; ``words`` name it."""
    if not href or not _followed(href):
        return inside
    return element("a", {"href": href, "aria-label": words or None}, inside)


def _followed(href: str) -> bool:
    """One of ours, or http and https."""
    if href.startswith(("/", "#")):
        return not href.startswith(("//", "/\\"))
    try:
        return urlsplit(href).scheme in ("http", "https")
    except ValueError:
        return False


def number(value: float) -> str:
    """A coordinate without needless digits."""
    return f"{value:.1f}".removesuffix(".0")
