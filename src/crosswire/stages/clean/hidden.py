"""What a page keeps from its readers' eyes: text that stands in its markup and is never shown.

A page may carry words for search engines, for programs or for us that nobody sees who opens it. What a
page says is what it shows. Read are the ``hidden`` attribute, an element's own style, the style sheets
within the page, the classes by which the usual frameworks hide what only reading machines are to say,
and elements whose content is shown in no browser. Scripts and sheets elsewhere are not: what these hide
is not known.
"""

from lxml.html import HtmlElement

from crosswire.stages.clean.letters import length
from crosswire.stages.clean.outline import BLOCKS
from crosswire.stages.clean.sheets import Sheets, hiding, style_of
from crosswire.stages.clean.walk import Walk

_BY_NAME = frozenset({
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screenreader-only",
    "screen-reader-only", "sr-text", "screenreader-text", "u-visually-hidden", "is-visually-hidden",
})  # fmt: skip
_INSTEAD = frozenset({"audio", "canvas", "iframe", "object", "video", "datalist"})
"""Elements whose content stands for them where a browser does not know them."""
_EVERYWHERE = ("", "all", "screen")
_TOO_MUCH = 0.5
"""An element with more of the page's letters is shown by a script later: nobody hides a page whole."""


def hidden(page: Walk) -> dict[HtmlElement, str]:
    """The outermost elements that readers do not see, each with what hides it."""
    sheets = Sheets([
        element.text or ""
        for element, tag in zip(page.elements, page.tags, strict=True)
        if tag == "style" and (element.get("media") or "").lower().strip() in _EVERYWHERE
    ])  # fmt: skip
    telling = _INSTEAD | {"dialog"} | sheets.tags
    whole = after = 0
    found: dict[HtmlElement, str] = {}
    for i in page.body:
        element, tag, marks = page.elements[i], page.tags[i], page.marks[i]
        if i < after:
            continue
        because = _by_itself(element, tag) or _by_name(marks)
        if not because and (marks or tag in telling):
            because = _by_sheets(element, sheets)
        if not because:
            continue
        whole = whole or max(1, length(page.tree.text_content()))
        size = length(element.text_content())
        if size and size <= _TOO_MUCH * whole and not any(True for _ in element.iter("h1")):
            found[element] = because
            after = page.after(i)
    return found


def _by_itself(element: HtmlElement, tag: str) -> str:
    if element.get("hidden", "until-found") != "until-found":
        return "hidden"
    if tag in _INSTEAD or (tag == "dialog" and element.get("open") is None):
        return f"in {'an' if tag[0] in 'aio' else 'a'} {tag} element"
    own = element.get("style")
    return hiding(style_of(own), inline=tag not in BLOCKS) if own else ""


def _by_name(marks: str) -> str:
    if "s" not in marks:  # each of them has one
        return ""
    named = next((name for name in marks.split() if name.lower() in _BY_NAME), "")
    return f"called {named}" if named else ""


def _by_sheets(element: HtmlElement, sheets: Sheets) -> str:
    """What sheets hide and the element's own style does not show."""
    given, words = sheets.of(element)
    own = style_of(element.get("style") or "")
    because = hiding(given | own, inline=element.tag not in BLOCKS) if given else ""
    return f"{words} {{{because}}}" if because else ""
