"""What kind of page it is beyond an article, each with what shows it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from crosswire.records.article import Flag, Passage, PassageKind, Post, Voice
from crosswire.stages.clean.addresses import split

ROUNDUP = re.compile(
    r"\b(?:morning|evening|daily|nightly|weekly|weekend|news|night) (?:briefing|brief|round-?up"
    r"|digest|wrap-?up|headlines)\b"
    r"|\b(?:week|year|day|month) in (?:review|pictures)\b|\bnews in brief\b|\btop stories\b"
    r"|\b(?:three|four|five|six|seven|eight|nine|ten|\d+) things (?:to know|you need to know)\b"
    r"(?! (?:about|before|on|when|if)\b)|\bthings to know (?:for )?today\b|\bwhat the papers say\b"
    r"|\bwhat (?:we'?re|to) (?:reading|watch)\b.*\btoday\b|^(?:your )?\w+day(?:['’]s)? briefing\b"
    r"|^(?:the )?(?:news )?(?:briefing|round-?up|digest)\s*[:|–-]|^in brief\b",
    re.I,
)
"""Titles of pages that tell several unlike matters."""
_GALLERY_TITLE = re.compile(
    r"\bin pictures\b|^(?:photos?|gallery|pictures|photo gallery)\s*[:|–-]|[|–-]\s*(?:in pictures"
    r"|photo gallery|gallery)\s*$|\b\d+ (?:photos|pictures)\b",
    re.I,
)
_GALLERY_PATH = frozenset({
    "gallery", "galleries", "photo-gallery", "photos", "in-pictures", "pictures", "slideshow",
    "photo-essay", "picture-gallery",
})  # fmt: skip
_LISTICLE = re.compile(
    r"\b(?:\d+|ten|five|seven) (?:\w+ ){0,3}(?:best|ways|reasons|tips|deals|places|facts|myths|questions"
    r"|mistakes|gifts|ideas|tools|apps|books|movies|films|shows)\b|^(?:the )?best\b|^how to\b"
    r"|\bwhat (?:we|you need to) know\b|\bexplained\b|\bQ ?& ?A\b",
    re.I,
)
_PART_WORDS = 20
_PARTS = 4
_SHARED = 0.03
"""The mean share of names in common, below which the parts of a page tell unlike matters."""
_ALONE = 4
"""Names that each part must have for its parts to be weighed."""
_NAME = re.compile(r"(?<![.!?“\"‘'’:]\s)(?<!^)\b[A-Z][\w’'-]{2,}")
_CAPTIONS = 6


@dataclass(frozen=True, slots=True)
class Look:
    """What a page's flags are read from."""

    title: str
    passages: Sequence[Passage]
    posts: Sequence[Post] = ()
    url: str | None = None
    kinds: Sequence[str] = ()
    """What it describes itself as (schema.org)."""
    captions: int = 0
    """Captions of pictures that the page shows, in its text or beside it."""
    language: str | None = None
    voice: tuple[Voice, str] = (Voice.NEWS, "")
    """Whose voice the page speaks in, and what shows it."""
    wall: str = ""
    """What shows that the page is behind a paywall."""


def flags(look: Look) -> tuple[Flag, ...]:
    """Every kind that the page shows to be."""
    return tuple(_flags(look))


def _flags(look: Look) -> Iterator[Flag]:
    if look.wall:
        yield Flag(kind="paywall", because=look.wall)
    if because := _live(look):
        yield Flag(kind="live blog", because=because)
    voice, because = look.voice
    if voice is Voice.OPINION:
        yield Flag(kind="opinion", because=because)
    if voice is Voice.SATIRE:
        yield Flag(kind="satire", because=because)
    if voice is Voice.ADVERTISING:
        yield Flag(kind="advertorial", because=because)
    if because := _gallery(look):
        yield Flag(kind="gallery", because=because)
    if because := _roundup(look):
        yield Flag(kind="roundup", because=because)


def _live(look: Look) -> str:
    if "LiveBlogPosting" in look.kinds:
        return "the page describes itself as LiveBlogPosting"
    if look.posts:
        return f"it has {len(look.posts)} posts, each with a time of its own"
    return ""


def _gallery(look: Look) -> str:
    kind = next((k for k in look.kinds if k in ("ImageGallery", "MediaGallery")), None)
    if kind:
        return f"the page describes itself as {kind}"
    if found := _GALLERY_TITLE.search(look.title):
        return f"its headline says “{found.group().strip(' :|–-')}”"
    parts = split(look.url).path.lower().split("/")[1:-1] if look.url else []
    if part := next((p for p in parts if p in _GALLERY_PATH), None):
        return f"the address has the section {part!r}"
    words = sum(len(p.span.exact.split()) for p in look.passages if _tells(p))
    captions = look.captions + sum(p.kind is PassageKind.CAPTION for p in look.passages)
    if captions >= _CAPTIONS and words < 15 * captions:
        return f"{captions} captions stand beside {words} words of text"
    return ""


def _tells(passage: Passage) -> bool:
    return passage.kind is PassageKind.PARAGRAPH


def _roundup(look: Look) -> str:
    if look.posts:
        return ""
    if found := ROUNDUP.search(look.title):
        return f"its headline says “{found.group().strip(' :|–-')}”"
    # In other languages than English capitals begin more than names; a list of goods is no news.
    if look.language != "en" or _LISTICLE.search(look.title):
        return ""
    parts = [names for names in _parts(look.passages) if names is not None]
    if not _unlike(parts):
        return ""
    return f"{len(parts)} parts under headings of their own have next to no name in common"


def _unlike(parts: Sequence[frozenset[str]]) -> bool:
    """Whether several parts, each with names enough, share hardly one."""
    if len(parts) < _PARTS or any(len(names) < _ALONE for names in parts):
        return False
    # A name that most parts have is what the page is about.
    tally = Counter(name for names in parts for name in names)
    if max(tally.values()) >= max(3, len(parts) / 2):
        return False
    shares = [len(a & b) / len(a | b) for a, b in combinations(parts, 2)]
    return sum(shares) / len(shares) <= _SHARED


def _parts(passages: Sequence[Passage]) -> Iterator[frozenset[str] | None]:
    """The names of each part under a subhead; None for one of too few words."""
    part: list[str] | None = None
    for passage in passages:
        if passage.kind is PassageKind.SUBHEAD:
            yield _names(part)
            part = []
        elif part is not None and _tells(passage):
            part.append(passage.span.exact)
    yield _names(part)


def _names(texts: Sequence[str] | None) -> frozenset[str] | None:
    if not texts or sum(len(t.split()) for t in texts) < _PART_WORDS:
        return None
    return frozenset(
        n.removesuffix("’s").removesuffix("'s") for t in texts for n in _NAME.findall(t)
    )
