"""A captured page made inert: its words and their order, and nothing that acts, loads or leads away."""

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
POLICY = "sandbox; default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
"""What the browser may do with it: show it in a frame of ours."""


def inert(content: str, *, html: bool) -> Markup:
    """What may be shown of a captured page."""
    told = content[:MOST].encode("utf-8", "replace").decode()
    if not html:
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
