"""What a page keeps from its readers' eyes: text that stands in its markup and is never shown.

A page may carry words for search engines, for programs or for us that nobody sees who opens it. What a
page says is what it shows. Read are the ``hidden`` attribute, an element's own style, the style sheets
within the page, the classes by which the usual frameworks hide what only reading machines are to say,
and elements whose content is shown in no browser. Scripts and sheets elsewhere are not: what these hide
is not known.
"""

from typing import NamedTuple

from lxml.html import HtmlElement

from crosswire.stages.clean.letters import length
from crosswire.stages.clean.outline import BLOCKS
from crosswire.stages.clean.sheets import Sheets
from crosswire.stages.clean.styles import NOTHING, hiding, merged, read_style
from crosswire.stages.clean.walk import Walk

_BY_NAME = frozenset({
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screenreader-only",
    "screen-reader-only", "sr-text", "screenreader-text", "u-visually-hidden", "is-visually-hidden",
})  # fmt: skip
_INSTEAD = frozenset({"audio", "canvas", "iframe", "object", "video", "datalist"})
"""Elements whose content stands for them where a browser does not know them."""
_PROGRAMS = frozenset({"script", "style"})
_LOOKS = ("opacity", "filter", "visibility", "transform")
_EVERYWHERE = ("", "all", "screen")
_TOO_MUCH = 0.5
"""An element with more of the page's letters is shown by a script later: nobody hides a page whole."""


class _Found(NamedTuple):
    element: HtmlElement
    because: str
    sure: bool
    """By itself and for good, not by its looks nor by a sheet: no script is to show it."""
    size: int


def hidden(page: Walk) -> dict[HtmlElement, str]:
    """The outermost elements that readers do not see, each with what hides it."""
    sheets = Sheets(
        element.text or ""
        for element, tag in zip(page.elements, page.tags, strict=True)
        if tag == "style" and (element.get("media") or "").lower().strip() in _EVERYWHERE
    )
    whole = after = 0
    found: list[_Found] = []
    for i in page.body:
        because, sure = ("", False) if i < after else _because(page, i, sheets)
        if not because:
            continue
        whole = whole or _letters(page)
        element = page.elements[i]
        size = length(element.text_content())
        if size and size <= _TOO_MUCH * whole and not any(True for _ in element.iter("h1")):
            found.append(_Found(element, because, sure, size))
            after = page.after(i)
    if sum(one.size for one in found) > _TOO_MUCH * whole:
        found = [one for one in found if one.sure]
    return {one.element: one.because for one in found}


def _letters(page: Walk) -> int:
    """How much a page has to read, seen or not."""
    first = page.elements[page.body[0]]
    programs = (page.elements[i] for i in page.body if page.tags[i] in _PROGRAMS)
    return max(1, length(first.text_content()) - sum(length(e.text or "") for e in programs))


def _because(page: Walk, i: int, sheets: Sheets) -> tuple[str, bool]:
    """What hides an element, and whether that is for good."""
    element, tag, marks = page.elements[i], page.tags[i], page.marks[i]
    if element.get("hidden", "until-found") != "until-found":
        return "hidden", True
    if tag in _INSTEAD or (tag == "dialog" and element.get("open") is None):
        return f"in {'an' if tag[0] in 'aio' else 'a'} {tag} element", True
    if named := _by_name(marks):
        return named, True
    style = element.get("style")
    own = read_style(style) if style else NOTHING
    inline = tag not in BLOCKS
    because, sure = (hiding(merged([own]), inline=inline) if style else ""), True
    if marks or tag in sheets.tags:
        given, words = sheets.of(element, own)
        if given:
            by_all = hiding(given, inline=inline)
            because = (because and by_all) or (by_all and f"{words} {{{by_all}}}")
            sure = False
    if because and _is_shown_within(element, because, sheets):
        return "", False
    return because, sure and not because.startswith(_LOOKS)


def _by_name(marks: str) -> str:
    if "s" not in marks:  # each of them has one
        return ""
    named = next((name for name in marks.split() if name.lower() in _BY_NAME), "")
    return f"called {named}" if named else ""


def _is_shown_within(element: HtmlElement, because: str, sheets: Sheets) -> bool:
    """Whether something in it may take back what hides it: letters of no size, hidden letters."""
    name = next((n for n in ("font-size", "font", "visibility") if f"{n}:" in because), "")
    if not name:
        return False
    asked = "font-size" if name == "font" else name
    for child in element.iterdescendants("*"):
        told = child.get("style")
        if (told and asked in read_style(told).names) or sheets.says(child, asked):
            return True
    return False
