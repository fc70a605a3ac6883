"""Blocks of a kind of their own: embedded posts, captions, pull quotes, notices.

HTML marks them by class, element and link; in plain text only the wording does. A pull quote must
repeat the article's own words: some sites give the class to quotations that stand nowhere else.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml.html import HtmlElement

from crosswire.stages.clean.blocks import Block
from crosswire.stages.clean.body import Placed
from crosswire.stages.clean.layout import Role
from crosswire.stages.clean.notices import is_notice, is_notice_label
from crosswire.stages.clean.outline import Piece, anchors, letters
from crosswire.stages.clean.walk import Walk

_EMBEDS = re.compile(
    r"twitter-(?:tweet|video|quote)|instagram-media|fb-(?:post|video)|tiktok-embed|bluesky-embed"
    r"|truth-?social(?:-embed|-post)?|text-post-media|mastodon-(?:embed|post)|reddit-(?:embed|card)\S*"
    r"|telegram-post|vk_post|(?:embed|embedded)[-_]+(?:tweet|twitter|instagram|facebook|tiktok|bluesky"
    r"|threads|telegram|truthsocial|youtube|social|post)\S*|(?:tweet|twitter|instagram|facebook|tiktok"
    r"|telegram|youtube|social)[-_]+embed\S*|embedded-?tweet",
    re.I,
)
_PERMALINK = re.compile(
    r"//(?:www\.|mobile\.|m\.)?(?:(?:twitter|x)\.com/\w+/status(?:es)?/\d|instagram\.com/(?:p|reel)/"
    r"|facebook\.com/[^/]+/(?:posts|videos)/|truthsocial\.com/@?\w+/(?:posts/)?\d|t\.me/\w+/\d"
    r"|bsky\.app/profile/[^/]+/post/|threads\.(?:net|com)/@[\w.]+/post/|tiktok\.com/@[\w.]+/video/"
    r"|(?:youtube\.com/watch|youtu\.be/))",
    re.I,
)
_PULLED = re.compile(
    r"(?:\S*[-_])?pull(?:ed)?[-_]?quotes?(?:[-_]\S*)?|pq|wp-block-pullquote|(?:\S*[-_])?quote-pull",
    re.I,
)
_CAPTIONS = re.compile(
    r"(?:\S*[-_])?(?:wp-)?caption(?:[-_]text)?|(?:image|photo|media)[-_]+caption", re.I
)
_NOTICED = re.compile(
    r"(?:\S*[-_])?(?:corrections?|clarifications?|retraction|editors?[-_]?note|amendment|erratum)"
    r"(?:[-_]\S*)?",
    re.I,
)
_QUOTES = frozenset({"blockquote", "q"})
_TELLING = _QUOTES | {"figcaption"}
_MOST = 0.5
"""An element with more of the page's words than this is no block of its own kind."""
_LEAST = 8
"""Letters below which a line is not told by where it stands in an element."""
_NEAR = 3
_SIGNED = re.compile(r"^\W*[—–-]{1,2} ?\S.{0,80}\(@\w+\)")
_POSTED = re.compile(r"\(@\w{2,30}\) (?:\w+ \d{1,2}, \d{4}|\d{1,2} \w+ \d{4})\W*$")
_MARKS = "\"“”‘’'«»„ "


@dataclass(frozen=True, slots=True)
class Special:
    """An element of a kind of its own: its role, its letters, and what showed it."""

    role: Role
    key: str
    because: str


def specials(page: Walk) -> tuple[Special, ...]:
    """The page's embedded posts, captions, pull quotes and notices, by markup, outermost first."""
    found: list[Special] = []
    whole = after = 0
    called = {marks for marks in set(page.marks) if marks and _called(marks) is not None}
    for i in page.body:
        telling = page.marks[i] in called or page.tags[i] in _TELLING
        named = _named(page, i) if telling and i >= after else None
        if named is None:
            continue
        whole = whole or max(1, len(letters(page.elements[page.body[0]].text_content())))
        key = letters(page.elements[i].text_content())
        if 0 < len(key) <= _MOST * whole and not _titled(page.elements[i]):
            found.append(Special(named[0], key, named[1]))
            after = page.after(i)
    # Of two that hold the same words the later one is taken.
    return tuple(reversed(found))


def _titled(element: HtmlElement) -> bool:
    return any(True for _ in element.iter("h1"))


_WHOLE = frozenset({"body", "html", "main", "article"})


def _named(page: Walk, i: int) -> tuple[Role, str] | None:
    tag, marks = page.tags[i], page.marks[i]
    if not (marks or tag in _TELLING) or tag in _WHOLE:
        return None
    if tag == "figcaption":
        return Role.CAPTION, "the caption of a figure in the page's markup"
    called = _called(marks) if marks else None
    if called is not None or tag not in _QUOTES:
        return called
    if any(_PERMALINK.search(a.get("href") or "") for a in page.elements[i].iter("a")):
        return Role.EMBED, "a quoted block that links to the post it shows"
    return None


@lru_cache(maxsize=8192)
def _called(marks: str) -> tuple[Role, str] | None:
    """The role that words of class and id give."""
    for role, pattern, what in _BY_MARK if _ANY.search(marks.lower()) else ():
        mark = next((m for m in marks.split() if pattern.fullmatch(m)), None)
        if mark is not None:
            return role, f"{what} in the page's markup ({mark!r})"
    return None


_ANY = re.compile(
    "twitter|instagram|fb-|tiktok|bluesky|truth|text-post|mastodon|reddit|telegram|vk_post|embed"
    "|youtube|social|pull|pq|quote|caption|correct|clarif|retract|editor|amend|erratum"
)
"""What each of the patterns needs in lower case: one look that most marks do not pass."""
_BY_MARK = (
    (Role.EMBED, _EMBEDS, "an embedded post"),
    (Role.PULL_QUOTE, _PULLED, "a pull quote"),
    (Role.NOTICE, _NOTICED, "a note on the text"),
    (Role.CAPTION, _CAPTIONS, "a caption"),
)


def with_kinds(placed: Sequence[Placed], marked: Sequence[Special] = ()) -> list[Placed]:
    """Lines with the roles that markup or wording gives them."""
    keys = [letters(item.line.text) for item in placed]
    found = [*_by_wording(placed)]
    by_mark = _by_mark(placed, keys, marked)
    for i, item in enumerate(found):
        special = by_mark.get(i)
        if special is not None and item.role in _OPEN[special.role]:
            found[i] = replace(item, role=special.role, reason=special.because)
    return _true_pull_quotes(found, keys, marked)


_TEXT = frozenset({Role.PARAGRAPH, Role.SUBHEAD, Role.CAPTION, Role.BOX_BYLINE})
_OPEN = {
    Role.EMBED: _TEXT,
    Role.PULL_QUOTE: _TEXT,
    Role.CAPTION: _TEXT - {Role.BOX_BYLINE},
    Role.NOTICE: _TEXT | {Role.CHROME},
}
"""Roles that a line may have had before: what is furniture by its wording stays furniture."""


def _by_mark(
    placed: Sequence[Placed], keys: Sequence[str], marked: Sequence[Special]
) -> Mapping[int, Special]:
    """Lines that are, or stand in, an element of a kind; a notice must be worded as one."""
    found: dict[int, Special] = {}
    for special in marked:
        if special.role is Role.PULL_QUOTE:
            continue
        for i, key in enumerate(keys):
            inside = key == special.key or (len(key) >= _LEAST and key in special.key)
            worded = special.role is not Role.NOTICE or _speaks_of_text(placed[i].line.text)
            if inside and worded:
                found.setdefault(i, special)
    return found


_OF_TEXT = re.compile(
    r"\b(?:correct(?:ed|ion|s)|amended|clarif\w+|retract\w+|earlier version|previous version|updated"
    r"|mis(?:stated|spelled|spelt|identified|quoted)|incorrectly|wrongly|erroneously|in error)\b",
    re.I,
)


def _speaks_of_text(text: str) -> bool:
    return is_notice(text) or is_notice_label(text) or bool(_OF_TEXT.search(text))


def _by_wording(placed: Sequence[Placed]) -> Iterator[Placed]:
    """Notices and posts that their wording shows, in any medium."""
    labelled = False
    for item in placed:
        text = item.line.text
        told = item.role in _TEXT
        # A cue for furniture ("This article was amended …") is no reason to lose a correction.
        if (told or item.reason in _NOTED) and (is_notice(text) or is_notice_label(text)):
            labelled = is_notice_label(text)
            yield replace(item, role=Role.NOTICE, reason="worded as a note on the text")
            continue
        if labelled and told and _speaks_of_text(text):
            yield replace(item, role=Role.NOTICE, reason="under the label of a note on the text")
        elif told and (_SIGNED.match(text) or _POSTED.search(text)):
            yield replace(item, role=Role.EMBED, reason="signed and dated like an embedded post")
        else:
            yield item
        labelled = labelled and not told


_NOTED = frozenset({"update note", "related", "other", "end matter"})


def _true_pull_quotes(
    placed: Sequence[Placed], keys: Sequence[str], marked: Sequence[Special]
) -> list[Placed]:
    """Pull quotes: by markup, or quoted words alone on a line, if a paragraph has the same words.

    Where a whole paragraph is pulled, only a line too many is the pull quote: the reading for the
    article may have kept either.
    """
    pulled = [s for s in marked if s.role is Role.PULL_QUOTE]
    found = list(placed)
    tally = Counter(keys)
    for i, item in enumerate(placed):
        if item.role not in _PULLABLE:
            continue
        special = next((s for s in pulled if _within(keys[i], s.key)), None)
        if special is None and not _stands_quoted(item.line.text):
            continue
        others = [k for k, p in enumerate(placed) if k != i and p.role is Role.PARAGRAPH]
        twice = special is not None and tally[keys[i]] > 1
        if twice or _told_in(placed, keys, i, others, loose=special is not None):
            because = special.because if special else "quoted words alone on a line"
            because += "; the article has the same words"
            found[i] = replace(item, role=Role.PULL_QUOTE, reason=because)
            tally[keys[i]] -= 1
    return _signatures(found, keys, pulled)


_PULLABLE = frozenset({Role.PARAGRAPH, Role.SUBHEAD, Role.CAPTION})
_RUN = 3
_SAME = 0.7
"""The share of a marked pull quote's runs of three words that one paragraph must have."""


def _told_in(
    placed: Sequence[Placed], keys: Sequence[str], i: int, others: Sequence[int], *, loose: bool
) -> bool:
    """Whether a longer paragraph has the words of line ``i``, letter for letter or ``loose``."""
    longer = [k for k in others if len(keys[k]) > len(keys[i])]
    if any(keys[i] in keys[k] for k in longer):
        return True
    runs = _runs(placed[i])
    return (
        loose
        and bool(runs)
        and any(len(runs & _runs(placed[k])) >= _SAME * len(runs) for k in longer)
    )


def _runs(item: Placed) -> frozenset[tuple[str, ...]]:
    words = [w.lower() for w in item.line.words]
    return frozenset(tuple(words[k : k + _RUN]) for k in range(len(words) - _RUN + 1))


def _signatures(
    placed: list[Placed], keys: Sequence[str], pulled: Sequence[Special]
) -> list[Placed]:
    """The name under a pull quote is part of it."""
    for i, item in enumerate(placed):
        after = i > 0 and placed[i - 1].role is Role.PULL_QUOTE
        named = any(_within(keys[i], s.key) for s in pulled) or _NAMED.fullmatch(item.line.text)
        if after and named and item.role in (*_PULLABLE, Role.BOX_BYLINE) and len(keys[i]) <= 80:
            placed[i] = replace(item, role=Role.PULL_QUOTE, reason="the name under a pull quote")
    return placed


_NAMED = re.compile(r"\s*[—–-]{1,2} ?[A-Z][^.!?]{2,60}")


def _within(key: str, whole: str) -> bool:
    return key == whole or (len(key) >= _LEAST and key in whole)


def _stands_quoted(text: str) -> bool:
    """A line of some words that begins and ends in marks, with no other mark inside."""
    inner = text.strip().strip(_MARKS)
    marked = text.strip()[:1] in '"“‘«„' and text.strip()[-1:] in '"”’»“'
    return marked and len(inner.split()) >= 5 and not re.search(r"[\"“”«»]", inner)


def with_notices(blocks: Sequence[Block], page: Sequence[Piece]) -> list[Block]:
    """The blocks, with the notes on the text that the reading for the article dropped."""
    have = "\n".join(letters(b.text) for b in blocks)
    waiting = sorted({i for i in _notices(page) if page[i].key not in have})
    if not waiting or not blocks:
        return list(blocks)
    places = anchors([letters(b.text) for b in blocks], page)
    found: list[Block] = []
    for block, place in zip(blocks, places, strict=True):
        while waiting and place is not None and waiting[0] < place:
            found.append(_block(page[waiting.pop(0)]))
        found.append(block)
    return [*found, *(_block(page[i]) for i in waiting)]


def _block(piece: Piece) -> Block:
    return Block(piece.text, piece.tag)


_AWAY = frozenset({"related", "comments", "navigation", "advert", "cookies", "newsletter", "share"})


def _notices(page: Sequence[Piece]) -> Iterator[int]:
    """Pieces worded as a note on this text, and what stands under the label of one."""
    label: int | None = None
    for i, piece in enumerate(page):
        if piece.zone in _AWAY or piece.linked > 0.5:
            continue
        if is_notice(piece.text):
            yield i
        elif label is not None and i - label <= _NEAR and _speaks_of_text(piece.text):
            yield from (label, i)
            label = None
        if is_notice_label(piece.text):
            label = i
