"""Words that would be script, were they not escaped: by context, by how they act, by encoding."""

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from urllib.parse import quote

CALL = "trap({n})"
"""What is called when one of them runs; ``n`` is its number."""
_INSIDE = {
    "text": "{0}", "double": '">{0}', "single": "'>{0}", "title": "</title>{0}", "area": "</textarea>{0}",
    "script": "</script>{0}", "comment": "-->{0}<!--", "style": "</style>{0}", "frame": "</iframe>{0}",
    "noscript": "</noscript>{0}",
}  # fmt: skip
"""How an attacker leaves the place that the words stand in."""
_ACTS = (
    "<script>CALL</script>", "<img src=x onerror=CALL>", "<svg/onload=CALL>", "<body onload=CALL>",
    "<details open ontoggle=CALL>", "<input autofocus onfocus=CALL>",
)  # fmt: skip
_SINGLE = (
    "\" autofocus onfocus=CALL x=\"", "' autofocus onfocus=CALL x='", "\" onmouseover=CALL \"",
    "` onclick=CALL `", "javascript:CALL", "JaVaScRiPt:CALL", "java\tscript:CALL", " javascript:CALL",
    "\x01javascript:CALL", "vbscript:CALL", "data:text/html,<script>CALL</script>",
    "<a href=\"javascript:CALL\" trap>x</a>", "<a href=\"&#106;avascript:CALL\" trap>x</a>",
    "<iframe src=\"javascript:CALL\"></iframe>", "<iframe srcdoc=\"<script>parent.CALL</script>\"></iframe>",
    "<object data=\"data:text/html,<script>CALL</script>\"></object>", "<embed src=\"javascript:CALL\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:CALL\">", "<base href=\"//elsewhere.example/\">",
    "<form action=\"javascript:CALL\" trap><button>x</button></form>", "<math><mtext></table><script>CALL</script>",
    "<svg><animate onbegin=CALL attributeName=x dur=1s>", "<svg><style><img src=x onerror=CALL></style>",
    "<noscript><p title=\"</noscript><img src=x onerror=CALL>\">", "<template><script>CALL</script></template>",
    "<div hx-get=\"/\" hx-trigger=\"load\" hx-on:htmx:before-request=\"CALL\" trap>x</div>",
    "<div hx-on::load=\"CALL\" hx-get=/ hx-trigger=load trap>x</div>", "<marquee onstart=CALL>x</marquee>",
    "<video><source onerror=CALL></video>", "<audio src=x onerror=CALL>", "<select autofocus onfocus=CALL>",
    "{{ CALL }}", "{% print(CALL) %}", "${CALL}", "\\u003cscript\\u003eCALL\\u003c/script\\u003e",
    "+ADw-script+AD4-CALL+ADw-/script+AD4-", "＜script＞CALL＜/script＞", "&lt;script&gt;CALL&lt;/script&gt;",
    "&#60;img src=x onerror=CALL&#62;", "<scr<script>ipt>CALL</scr</script>ipt>", "<script\u2028>CALL</script>",
    "<ſcript>CALL</ſcript>", "<img src=x:x onerror\u000b=CALL>", "<!--><script>CALL</script>",
    "<![CDATA[><script>CALL</script>]]>", "<?xml version=\"1.0\"?><script>CALL</script>",
    "<style>@import'javascript:CALL'</style>", "<link rel=stylesheet href=\"javascript:CALL\">",
    "';CALL;//", "\";CALL;//", "</p><p style=\"animation-name:x\" onanimationstart=CALL>",
    "\u202e<img src=x onerror=CALL>\u202c", "data: x\n\nevent: job\ndata: <img src=x onerror=CALL>",
)  # fmt: skip


def _all() -> Iterator[str]:
    for place, act in product(_INSIDE.values(), _ACTS):
        yield place.format(act)
    yield from _SINGLE
    for act in _ACTS[:2]:
        yield quote(act, safe="")
        yield quote(quote(act, safe=""), safe="")
        yield "".join(f"&#{ord(sign)};" for sign in act)
        yield "".join(f"&#x{ord(sign):x}" for sign in act)


_TAGS = ("img src=x", "svg", "body", "iframe", "video src=x", "audio src=x", "input autofocus", "details open",
         "marquee", "object data=x", "style", "a href=x", "button autofocus", "select autofocus", "x tabindex=1 id=x")  # fmt: skip
_EVENTS = ("onerror", "onload", "onfocus", "ontoggle", "onmouseover", "onclick", "onanimationend", "onpointerenter",
           "onbegin", "onstart", "onwheel", "onbeforeinput", "oncut", "onauxclick", "ontransitionend")  # fmt: skip
_BREAKS = ("/", "\t", "\n", "\x0c", " / ", "\r\n")
"""What may stand between a tag and its attributes."""
_WRITTEN: tuple[Callable[[str], str], ...] = (
    str, str.upper, str.swapcase, lambda s: s.replace("<", "\uff1c").replace(">", "\uff1e"),
    lambda s: s.replace("<", "&lt;").replace(">", "&gt;"), lambda s: s.replace("<", "\\x3c").replace(">", "\\x3e"),
    lambda s: s.replace("<", "%3C").replace(">", "%3E"), lambda s: s.replace("<", "<\u0000"), lambda s: f"<<{s[1:]}",
    lambda s: s.replace("<", "\u00ad<\u200b"),
)  # fmt: skip
"""How the same is written so that a filter may not know it."""


def _more() -> Iterator[str]:
    """Event handlers by elements, ways of writing by contexts."""
    for number, (tag, event) in enumerate(product(_TAGS, _EVENTS)):
        if number % 2 == 0:
            yield f"\">'><{tag}{_BREAKS[number % len(_BREAKS)]}{event}=CALL>"
    for place, write in product(_INSIDE.values(), _WRITTEN):
        yield place.format(write("<img src=x onerror=CALL>").replace("call", "CALL"))


def _numbered(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        one.replace("CALL", CALL.format(n=number))
        .replace(quote("CALL"), CALL.format(n=number))
        .replace("".join(f"&#{ord(s)};" for s in "CALL"), f"trap&#40;{number}&#41;")
        .replace("".join(f"&#x{ord(s):x}" for s in "CALL"), f"trap&#x28{number}&#x29")
        for number, one in enumerate(words)
    )


PAYLOADS = _numbered(_all())
"""Each calls ``trap`` with its place in here."""
EVERY = _numbered([*_all(), *_more()])
"""Those and hundreds more, for `make hard-xss`."""
