"""What shape an article has, told by its title and layout alone."""

import re
from typing import Literal

Kind = Literal["headline", "short", "full", "roundup", "live", "template"]

_LIVE = re.compile(
    r"\blive (?:updates?|blog|coverage|news|stream)\b|\bas it happened\b|\bminute[- ]by[- ]minute\b"
    r"|^live\s*[:|–-]|[-–|:]\s*live\s*!?$",
    re.I,
)
_ROUNDUP = re.compile(
    r"\b(?:morning|evening|daily|nightly|weekly|weekend|news|night) (?:briefing|brief|round-?up"
    r"|digest|wrap-?up|headlines)\b"
    r"|\b(?:week|year|day|month) in (?:review|pictures)\b|\bnews in brief\b|\btop stories\b"
    r"|\b(?:five|ten|\d+) things (?:to know|you need to know)\b|\bthings to know (?:for )?today\b"
    r"|\bwhat (?:we'?re|to) (?:reading|watch)\b.*\btoday\b|^(?:your )?\w+day briefing\b",
    re.I,
)
_TEMPLATE = re.compile(
    r"\bhoroscopes?\b|\b(?:winning )?lottery (?:numbers|results)\b|\btoday in history\b"
    r"|\bon this day\b|\bweather forecast\b|\b(?:tv|television) (?:listings|tonight)\b"
    r"|\b(?:quote|photo|picture|word|deal) of the day\b|\bcrossword\b|\bpollen count\b"
    r"|\b(?:traffic|ski|surf|tide) report\b|\bwhat'?s on (?:tv|tonight)\b|\bmarket wrap\b"
    r"|\b(?:stocks?|shares|markets?|futures|ftse|nikkei|dow|sensex)\b.*\b(?:at (?:the )?(?:open|close)"
    r"|(?:open|close[sd]?|end(?:s|ed)?|finish(?:es|ed)?) (?:higher|lower|flat|mixed|up|down))\b",
    re.I,
)
_STAMP = re.compile(r"^\s*\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4}\b)?", re.I | re.M)

SHORT = 120
"""Words below which a text says too little for its words to be weighed like an article's."""
_STAMPS = 5


def kind_of(title: str, text: str, words: int) -> Kind:
    """The shape of an article with so many words of text."""
    if _LIVE.search(title) or (words > SHORT and len(_STAMP.findall(text)) >= _STAMPS):
        return "live"
    if _ROUNDUP.search(title):
        return "roundup"
    if _TEMPLATE.search(title):
        return "template"
    if words < 8:
        return "headline"
    return "short" if words < SHORT else "full"


def attached(kind: Kind) -> bool:
    """Whether such an article only touches a story and must never move it."""
    return kind in ("roundup", "live", "template")
