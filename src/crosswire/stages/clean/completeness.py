"""Whether a capture holds the whole article, as far as the page shows."""

import re
from collections.abc import Sequence

from crosswire.records.article import Completeness
from crosswire.stages.clean.access import Access, words_missing

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
_CLOSED = re.compile(r"[.!?…:;。！？．｡؟۔।][\"'”’»)\]」』）】]*\s*$|[\"”’»)\]」』）】]\s*$")


_PART = 0.6
"""Share of the words stated, below which the text is cut."""
_WHOLE = 0.85
"""The share from which it is whole, whatever the page asks for below it."""
_LEAD = 150
"""Words; of a page that is not free no more than a lead."""
_TOLD = 120
"""Words below which a page with a video is there for the video."""


def judge(
    last: str | None,
    furniture: Sequence[str],
    *,
    ended: bool,
    body: str = "",
    access: Access | None = None,
) -> Completeness:
    """Judge from the ``last`` paragraph, the ``furniture`` below it, and whether anything is.

    ``ended`` says that end matter follows the body, so that the capture reaches past the article.
    ``access`` is what an HTML page says of itself beyond its words.
    """
    if last is None:
        return _unknown("the capture has no body text")
    said = access or Access()
    counted = words_missing(said.stated, body)
    if counted and counted[1] >= _WHOLE * counted[0] and not _TRUNCATED.search(last):
        whole = f"it has {counted[1]} words, the page states {counted[0]}"
        return _with_media(Completeness(state="complete", because=whole), said, body)
    cut = _cut(last, furniture) or _walled(said, counted, body)
    if cut:
        return Completeness(state="cut", because=cut)
    return _with_media(_uncut(last, said, ended=ended), said, body)


def _uncut(last: str, said: Access, *, ended: bool) -> Completeness:
    if not _CLOSED.search(last):
        return _unknown(f"the text ends in a short line that does not close: {_tail(last)!r}")
    if said.free is False:
        return _unknown(f"{said.because}; nothing shows how much of it is here")
    if ended:
        return Completeness(state="complete", because="the capture reaches the page's end matter")
    return _unknown("the last paragraph closes, and nothing on the page shows more or less")


def _walled(said: Access, counted: tuple[int, int] | None, body: str) -> str | None:
    if said.wall:
        return f"the page asks for a subscription or a login below the text: “{said.wall}”"
    if counted and counted[1] < _PART * counted[0]:
        return f"the page states {counted[0]} words, {counted[1]} are here"
    words = len(body.split())
    if said.free is False and words < _LEAD:
        return f"{said.because}, and {words} words are here"
    return None


def _with_media(found: Completeness, said: Access, body: str) -> Completeness:
    """What a page shows besides its text cannot be read; a page for a video is not whole."""
    if not said.media:
        return found
    because = f"{found.because}; the page shows {said.media} without a transcript"
    state = found.state if len(body.split()) >= _TOLD else "unknown"
    return Completeness(state=state, because=because)


def _cut(last: str, furniture: Sequence[str]) -> str | None:
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
