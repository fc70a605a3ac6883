"""A captured page made inert: its words and their order, and nothing that acts, loads or leads away."""

import re

import nh3
from markupsafe import Markup, escape

_KEPT = frozenset(
    (
        "article", "aside", "b", "blockquote", "br", "caption", "cite", "code", "dd", "div", "dl",
        "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "i", "li", "main", "nav", "ol", "p", "pre", "q", "s", "section", "small", "span",
        "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u",
        "ul", "address", "bdi", "bdo", "del", "ins", "mark", "abbr", "summary", "details",
    )
)  # fmt: skip
_GONE = frozenset(
    (
        "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed",
        "head", "title",
    )
)  # fmt: skip
"""Elements that go with all that stands in them; of every other the words stay."""
_ATTRIBUTES = {
    "*": ("dir", "lang"), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan"),
}  # fmt: skip
MOST = 3_000_000
"""Characters of a page that are shown; what goes beyond is no page that people read."""
MOST_PARTS = 100_000
"""Tags and character references of a page that is shown as a page. A parser takes time by their square:
a page made of nothing else would keep it busy for minutes."""
DEEPEST = 1_000
"""Elements within one another, for the same reason."""
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_SHALLOW = frozenset(
    (
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
        "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
    )
)  # fmt: skip
"""Elements that hold nothing, or whose end need not be written: the next ends them."""
POLICY = "sandbox; default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
"""What the browser may do with it: show it in a frame of ours."""


def inert(content: str, *, html: bool) -> Markup:
    """What may be shown of a captured page."""
    told = content[:MOST].encode("utf-8", "replace").decode()
    if not html or _costly(told):
        return Markup("<pre>{}</pre>").format(escape(told))
    kept = nh3.clean(
        told,
        tags=set(_KEPT),
        clean_content_tags=set(_GONE),
        attributes={name: set(kept) for name, kept in _ATTRIBUTES.items()},
        strip_comments=True,
        link_rel=None,
        url_schemes=set(),
    )
    return Markup(kept)


def _costly(content: str) -> bool:
    """Whether it would take a parser long, and so is shown as the words of its source."""
    if content.count("&") + content.count("<") > MOST_PARTS:
        return True
    depth = 0
    for tag in _TAG.finditer(content):
        if tag[2].lower() not in _SHALLOW:
            depth = max(0, depth - 1) if tag[1] else depth + 1
            if depth > DEEPEST:
                return True
    return False
