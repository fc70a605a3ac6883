"""Whether a capture holds the whole article, as far as the page shows."""

import re

from crosswire.records.article import Completeness

_TRUNCATED = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$|\[\+\s?[\d,]+ chars\]\s*$|\(more\)\s*$", re.I
)
_MORE = re.compile(
    r"\b(?:read|view|see|show) (?:more|the (?:full|rest|whole)|full)\b.{0,40}$", re.I
)
_WALL = re.compile(
    r"\b(?:subscribe|log ?in|sign ?in|register|create an account|start your (?:free )?trial)\b"
    r".{0,60}\b(?:to (?:continue|keep|read)|for (?:full |unlimited )?access|full (?:article|story))"
    r"|\bto (?:continue|keep) reading\b|\bthis (?:article|content|story) is (?:only )?(?:for|available to) "
    r"|\b(?:subscriber|member|premium)s?[- ](?:only|exclusive)\b|\byou have (?:read|reached) (?:all )?your\b",
    re.I,
)
_SHORT = 7
"""A last line of fewer words is sooner a leftover of the page than a sentence cut off."""
_CLOSED = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$|[\"”’»)\]]\s*$")


def judge(last: str | None, furniture: list[str], *, ended: bool) -> Completeness:
    """Judge from the ``last`` paragraph, the ``furniture`` below it, and whether anything is.

    ``ended`` says that end matter follows the body, so that the capture reaches past the article.
    """
    if last is None:
        return _unknown("the capture has no body text")
    cut = _cut(last, furniture)
    if cut:
        return Completeness(state="cut", because=cut)
    if not _CLOSED.search(last):
        return _unknown(f"the text ends in a short line that does not close: {_tail(last)!r}")
    if ended:
        return Completeness(state="complete", because="the capture reaches the page's end matter")
    return _unknown("the last paragraph closes, and nothing on the page shows more or less")


def _cut(last: str, furniture: list[str]) -> str | None:
    """What shows that the text is cut, or None."""
    if _TRUNCATED.search(last):
        return f"the last paragraph breaks off: {_tail(last)!r}"
    wall = next((text for text in furniture if _WALL.search(text)), None)
    if wall:
        return f"the page asks for a subscription: {_tail(wall)!r}"
    if _CLOSED.search(last) or len(last.split()) < _SHORT:
        return None
    more = len(last) < 400 and _MORE.search(last)
    why = "the text ends in a link to the rest" if more else "the last paragraph does not close"
    return f"{why}: {_tail(last)!r}"


def _unknown(because: str) -> Completeness:
    return Completeness(state="unknown", because=because)


def _tail(text: str) -> str:
    return text if len(text) <= 40 else "…" + text[-40:]
