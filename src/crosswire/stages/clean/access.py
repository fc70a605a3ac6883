"""Who may read the page, how long it says its text is, and what of it is moving pictures or sound."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crosswire.stages.clean.outline import Piece, letters

_WHAT = r"(?:article|story|post|piece|content|report|column|page|analysis|newsletter|edition)"
_WALL = re.compile(
    r"\bto (?:continue|keep) reading\b|\b(?:continue|keep) reading (?:this|the) \w+ (?:with|by|for)\b"
    rf"|\bto (?:read|access|view|see|unlock|get) (?:the )?(?:full|rest|whole|entire|remaining|this)\b"
    rf"(?: of)?(?: the| this)?(?: (?:full|exclusive|premium))? ?{_WHAT}\b"
    rf"|\bthis {_WHAT} is (?:only |exclusively )?(?:for|available(?: only| exclusively)? (?:to|for)"
    r"|exclusive(?:ly)? (?:to|for)|reserved for|free for) (?:\w+ ){0,2}(?:subscribers?|members?|supporters?"
    r"|registered|premium|paying|paid)\b"
    rf"|\b(?:subscriber|member|premium)s?[- ](?:only|exclusive) {_WHAT}\b"
    r"|\byou(?:['’]ve| have) (?:read|reached|used|hit) (?:all )?(?:of )?(?:your|the|our)(?: \w+){0,3}"
    r" (?:free|monthly|limit|articles?)\b"
    rf"|\bthe (?:full|rest of (?:the|this)) {_WHAT} is (?:only )?(?:available|for|behind)\b",
    re.I,
)
_ANY = re.compile("reading|full|rest|whole|entire|remaining|this|subscriber|member|premium|you")
"""What each wording needs: one look that most pieces do not pass."""
_SCROLL = re.compile(r"\b(?:scroll|swipe|click|tap|below|advert\w*)\b", re.I)
"""Words by which a page leads past an advertisement."""
_ASKS = re.compile(
    r"\b(?:subscri\w+|sign[ -]?(?:in|up)|log[ -]?in|regist\w+|accounts?|members?(?:hip)?|trial|premium"
    r"|unlimited|paywall)\b",
    re.I,
)
_SHORT = 12
"""Words of a line that need not say what is to be done."""
_PAID = frozenset({"locked", "metered", "premium", "paid", "subscriber", "paywall", "subscription"})
_TIERS = (
    "article:content_tier",
    "content_tier",
    "cxenseparse:content_tier",
    "article.content_tier",
)
_NEAR = 25
"""How many pieces below the last paragraph a wall stands."""
_LETTERS = 4.0
"""A stated count of so many times the words is a count of letters."""
_PLAYERS = re.compile(
    r"//(?:www\.)?(?:youtube(?:-nocookie)?\.com/embed|player\.vimeo\.com|(?:www\.)?dailymotion\.com/embed"
    r"|w\.soundcloud\.com|open\.spotify\.com/embed|embed\.podcasts\.apple\.com|cdn\.jwplayer\.com"
    r"|players\.brightcove\.net)",
    re.I,
)
_TRANSCRIPT = re.compile(r"\W*(?:(?:full|read the|video|audio|read) )?transcript\b.{0,40}", re.I)


@dataclass(frozen=True, slots=True)
class Access:
    """What a page says and shows of how much of its text is there."""

    stated: int | None = None
    """The words that its article has, as the page says."""
    free: bool | None = None
    """Whether all may read it, as the page says."""
    because: str = ""
    """Where it says so."""
    wall: str = ""
    """The words below the text that ask for a subscription or a login."""
    walled: str = ""
    """Such words anywhere on the page."""
    media: str = ""
    """What of the page is to be seen or heard, where no transcript is shown."""

    @property
    def paywall(self) -> str:
        """What shows that the page is not for all, or nothing."""
        if self.free is False:
            return self.because
        return f"the page says “{self.walled}”" if self.walled else ""


def read_access(
    tree: HtmlElement,
    node: Mapping[str, object],
    metas: Mapping[str, Sequence[str]],
    pieces: Sequence[Piece],
    last: str | None,
) -> Access:
    """Read a page; ``last`` is the last paragraph of what was read as its text."""
    free, because = _free(node, metas)
    walls = [(i, p) for i, p in enumerate(pieces) if _is_wall(p)]
    end = _end(pieces, last)
    below = next((p.text for i, p in walls if end is not None and end < i <= end + _NEAR), "")
    return Access(
        stated=_count(node.get("wordCount")),
        free=free,
        because=because,
        wall=_short(below),
        walled=_short(walls[0][1].text) if walls else "",
        media=_media(tree, pieces),
    )


def _is_wall(piece: Piece) -> bool:
    if len(piece.text) > 400 or piece.zone == "comments" or not _ANY.search(piece.text.lower()):
        return False
    if _SCROLL.search(piece.text):
        return False
    asked = len(piece.text.split()) <= _SHORT or bool(_ASKS.search(piece.text))
    return asked and bool(_WALL.search(piece.text))


def _end(pieces: Sequence[Piece], last: str | None) -> int | None:
    """The number of the piece that ends the text."""
    key = letters(last or "")
    if not key:
        return None
    return next((i for i in range(len(pieces) - 1, -1, -1) if _ends(pieces[i].key, key)), None)


def _ends(shown: str, key: str) -> bool:
    return shown == key or (len(shown) > 20 and key.endswith(shown))


def _free(
    node: Mapping[str, object], metas: Mapping[str, Sequence[str]]
) -> tuple[bool | None, str]:
    parts = node.get("hasPart")
    listed = parts if isinstance(parts, list) else [parts]
    for one in (node, *(p for p in listed if isinstance(p, dict))):
        stated = str(one.get("isAccessibleForFree", "")).strip().lower().rsplit("/", 1)[-1]
        if stated in ("false", "no", "0"):
            return False, "the page describes itself as not free to read (isAccessibleForFree)"
        if stated in ("true", "yes", "1") and one is node and not parts:
            return True, "the page describes itself as free to read (isAccessibleForFree)"
    for name in _TIERS:
        for tier in metas.get(name, ()):
            if tier.lower() in _PAID:
                return False, f"the page's tags call it {tier!r}"
    return None, ""


def _count(value: object) -> int | None:
    try:
        number = int(str(value).replace(",", ""))
    except ValueError:
        return None
    return number if number > 0 else None


def words_missing(stated: int | None, body: str) -> tuple[int, int] | None:
    """(words stated, words here), where the page states a count of words and not of letters."""
    words = len(body.split())
    if stated is None or not words or (stated > _LETTERS * words and stated < 1.3 * len(body)):
        return None
    return stated, words


def _media(tree: HtmlElement, pieces: Sequence[Piece]) -> str:
    if any(len(p.text) <= 60 and _TRANSCRIPT.fullmatch(p.text) for p in pieces):
        return ""
    kinds = list(dict.fromkeys(_players(tree)))
    return " and ".join(kinds)


def _players(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("video", "audio", "iframe"):
        if element.tag != "iframe":
            if element.get("autoplay") is None or element.get("controls") is not None:
                yield "a video" if element.tag == "video" else "a recording"
        elif _PLAYERS.search(element.get("src") or element.get("data-src") or ""):
            sound = re.search(r"soundcloud|spotify|podcasts", str(element.get("src")))
            yield "a recording" if sound else "a video"


def between(pieces: Sequence[Piece], first: str, last: str | None) -> range:
    """The numbers of the pieces from the first paragraph to the last."""
    key, end = letters(first), _end(pieces, last)
    start = next((i for i, p in enumerate(pieces) if key and _begins(p.key, key)), None)
    return range(start, end) if start is not None and end is not None else range(0)


def _begins(shown: str, key: str) -> bool:
    return shown == key or (len(shown) > 20 and key.startswith(shown))


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:80].rsplit(" ", 1)[0] + " …"
