"""What shape an article has, told by its title and layout alone."""

import re
from typing import Literal

Kind = Literal["headline", "short", "full", "roundup", "live", "template"]

_LIVE = re.compile(
    r"\blive[- ]?(?:updates?|blog|coverage|news|ticker)\b|\bas it happened\b"
    r"|\bminute[- ]by[- ]minute\b|^live\s*[:|–-]|[-–|:]\s*live\s*!?$|^\w+ live\s*[:|–-]"
    r"|^(?:en direct|en vivo|ao vivo|em direto|in diretta)\b",
    re.I,
)
_ROUNDUP = re.compile(
    r"\b(?:morning|evening|daily|nightly|weekly|weekend|news|night) (?:briefing|brief|round-?up"
    r"|digest|wrap-?up|headlines)\b"
    r"|\b(?:week|year|day|month) in (?:review|pictures)\b|\bnews in brief\b|\btop stories\b"
    r"|\b(?:three|four|five|six|seven|eight|nine|ten|\d+) things (?:to know|you need to know)\b"
    r"(?! (?:about|before|on|when|if)\b)|\bthings to know (?:for )?today\b|\bwhat the papers say\b"
    r"|\bwhat (?:we'?re|to) (?:reading|watch)\b.*\btoday\b|^(?:your )?\w+day(?:['’]s)? briefing\b"
    r"|^(?:the )?(?:news )?(?:briefing|round-?up|digest)\s*[:|–-]|^in brief\b",
    re.I,
)
_TEMPLATE = re.compile(
    r"(?P<stars>\bhoroscopes?\b)"
    r"|(?P<draw>\b(?:lottery|lotto|powerball|mega millions|euromillions)\b.*"
    r"\b(?:numbers|results|draw)\b)"
    r"|(?P<history>\btoday in history\b|\bon this day\b)"
    r"|(?P<weather>\bweather (?:forecast|outlook|report|today|tonight|tomorrow)\b|\bpollen count\b"
    r"|^(?:(?:to(?:day|night|morrow)|\w+day)['’]s )?weather\s*(?:[:|–-]|$)"
    r"|\b(?:ski|surf|tide) report\b)"
    r"|(?P<screen>\b(?:tv|television) (?:listings|tonight)\b|\bwhat'?s on (?:tv|tonight)\b)"
    r"|(?P<daily>\b(?:quote|photo|picture|word|deal) of the day\b)"
    r"|(?P<puzzle>\bcrossword (?:answers|clues?|no)\b"
    r"|\b(?:wordle|sudoku) (?:answers?|hints?|today|no)\b)"
    r"|(?P<roads>\btraffic report\b)"
    r"|(?P<market>\bmarkets? (?:wrap|report|close|snapshot)\b|\b(?:opening|closing) bell\b"
    r"|\b(?:stocks?|shares|markets?|futures)\b.*\bat (?:the )?(?:open|close)\b"
    r"|\b(?:open|close|end|finish|settle)(?:s|d|es|ed)? (?:(?:sharply|slightly|little|the day) )?"
    r"(?:higher|lower|flat|mixed)\b)",
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
    if template_of(title) is not None:
        return "template"
    if words < 8:
        return "headline"
    return "short" if words < SHORT else "full"


def touches(title: str, text: str, words: int) -> str | None:
    """Why an article only touches stories, by which words of its own; None where it tells one."""
    kind = kind_of(title, text, words)
    if kind == "live" and _LIVE.search(title) is None:
        stamps = [hit.group().strip() for hit in _STAMP.finditer(text)]
        shown = ", ".join(f"“{stamp}”" for stamp in stamps[:3])
        return f"a live page: {len(stamps)} of its lines begin with an hour ({shown} …)"
    form = _ANNOUNCED.get(kind)
    found = form[1].search(title) if form else None
    return (
        f"{form[0]}: its headline says “{found.group().strip(' :|–-')}”" if form and found else None
    )


_ANNOUNCED = {
    "live": ("a live page", _LIVE),
    "roundup": ("a roundup of several matters", _ROUNDUP),
    "template": ("a page that returns with other matter", _TEMPLATE),
}


def template_of(title: str) -> str | None:
    """Which daily template a title announces: weather, market, draw and the like."""
    found = _TEMPLATE.search(title)
    return found.lastgroup if found else None


def attached(kind: Kind) -> bool:
    """Whether such an article only touches a story and must never move it."""
    return kind in ("roundup", "live", "template")
