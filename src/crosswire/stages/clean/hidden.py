"""What a page keeps from its readers' eyes: text that stands in its markup and is never shown.

A page may carry words for search engines, for programs or for us that nobody sees who opens it. What a
page says is what it shows (WCAG 2 on "CSS hidden text"; the properties are those of CSS 2.2, sections 9
and 11). Read are the ``hidden`` attribute, an element's own style, and rules of the page's own style
sheets that name a class or an id and hold on every screen. Scripts and sheets elsewhere are not: what
these hide is not known.
"""

import re
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

from crosswire.stages.clean.letters import length
from crosswire.stages.clean.walk import Walk

_ZERO = r"0*\.?0+(?:px|pt|em|rem|%|vh|vw)?"
_HIDES = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|opacity:0*\.?0+%?"
    rf"|font-size:{_ZERO}|(?:left|top|right|bottom|text-indent|margin-left|margin-top):-\d{{4,}}(?:px|em|rem|pt)?"
    rf"|clip:rect\((?:[01](?:px)?[, ]?){{4}}\)|clip-path:inset\((?:50|100)%\)|transform:scale\({_ZERO}\)"
    rf"|color:transparent)(?:;|$)"
)
_BY_NAME = frozenset({
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screenreader-only",
    "screen-reader-only", "sr-text", "a11y-hidden", "u-visually-hidden", "is-visually-hidden",
})  # fmt: skip
"""Classes by which the usual frameworks hide what only reading machines are to say."""
_COLOUR = re.compile(r"(?:^|;)(color|background(?:-color)?):([^;]+)")
_SHOWS = re.compile(r"(?:^|;)(?:display:(?!none)|visibility:visible)")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_AT = re.compile(r"@[\w-]+[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?([.#])(-?[A-Za-z_][\w-]*)", re.I)
_LONGEST = 400_000
"""Characters of a style sheet that are read."""
_TOO_MUCH = 0.5
"""An element with more of the page's letters is shown by a script later: nobody hides a page whole."""


def hidden(page: Walk) -> dict[HtmlElement, str]:
    """The outermost elements that readers do not see, each with what hides it."""
    rules = _rules(page)
    whole: int | None = None
    found: dict[HtmlElement, str] = {}
    after = 0
    for i in page.body:
        if i < after:
            continue
        because = _because(page.elements[i], page.marks[i], rules)
        if not because:
            continue
        whole = whole if whole is not None else max(1, length(page.tree.text_content()))
        element = page.elements[i]
        size = length(element.text_content())
        if size and size <= _TOO_MUCH * whole and not any(True for _ in element.iter("h1")):
            found[element] = because
            after = page.after(i)
    return found


def _because(element: HtmlElement, marks: str, rules: Mapping[str, str]) -> str:
    attributes = element.attrib
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return "hidden"
    own = _plain(attributes.get("style", ""))
    if own and (hides := _hides(own)):
        return hides
    if named := next((name for name in marks.split() if name.lower() in _BY_NAME), ""):
        return f"called {named}"
    if marks and rules and not _SHOWS.search(own):
        return next(iter(_by_rules(element, rules)), "")
    return ""


def _by_rules(element: HtmlElement, rules: Mapping[str, str]) -> Iterator[str]:
    names = [f".{name}" for name in (element.get("class") or "").split()]
    if own := element.get("id"):
        names.append(f"#{own}")
    for name in names:
        for key in (name, f"{element.tag}{name}"):
            if key in rules:
                yield f"{key} {{{rules[key]}}}"


def _rules(page: Walk) -> dict[str, str]:
    """What the page's own sheets hide: a class or an id, with or without an element's name."""
    found: dict[str, str] = {}
    for element, tag in zip(page.elements, page.tags, strict=True):
        if tag == "style" and (element.get("media") or "all").lower() in ("all", "screen"):
            _read(element.text or "", found)
    return found


def _read(sheet: str, found: dict[str, str]) -> None:
    if len(sheet) > _LONGEST:
        return
    for names, told in _RULE.findall(_AT.sub("", _COMMENT.sub("", sheet))):
        plain = _plain(told)
        hides = _hides(plain)
        for name in names.split(","):
            if not (whole := _SIMPLE.fullmatch(name.strip())):
                continue
            key = f"{(whole[1] or '').lower()}{whole[2]}{whole[3]}"
            if hides:
                found[key] = hides
            elif _SHOWS.search(plain):
                found.pop(key, None)  # a later rule shows it again


def _hides(plain: str) -> str:
    """What of a style hides; words in the colour of their own ground are seen by nobody."""
    if found := _HIDES.search(plain):
        return found.group().strip(";")
    colours = {name.partition("-")[0]: _colour(value) for name, value in _COLOUR.findall(plain)}
    if len(colours) == 2 and len({*colours.values()}) == 1:
        return "words in the colour of their ground"
    return ""


def _colour(value: str) -> str:
    """One spelling of the usual two: #fff is #ffffff and white."""
    value = {"white": "#ffffff", "black": "#000000"}.get(value, value)
    return (
        "#" + "".join(c * 2 for c in value[1:]) if re.fullmatch(r"#[0-9a-f]{3}", value) else value
    )


def _plain(style: str) -> str:
    return re.sub(r"\s*([;:,])\s*", r"\1", style.lower().replace("!important", "")).strip(" ;")
