"""Debris: words of a page's furniture that were run into a sentence, and so are nobody's name.

"Advertisement Ines Okoro said …", "Read more The mayor said …", "Share Tweet Email Ms Okoro told …":
a page without line breaks leaves such words at the head of a sentence, or between two, and a parser
takes them for a part of the subject. A run of them is debris only where it begins with a capital and
where what follows begins anew, with a capital, a mark or nothing: "share prices fell" stays.
"""

from collections.abc import Iterator, Sequence

from crosswire.records.annotation import Token

_ALONE = frozenset(["advertisement", "advertisements"])
_SHARING = frozenset(
    ["share", "tweet", "email", "e-mail", "print", "copy", "link", "save", "facebook", "twitter",
     "whatsapp", "pinterest", "linkedin", "reddit", "telegram", "messenger", "instagram"]
)  # fmt: skip
"""Furniture only in a row of them: one by itself is an outlet, a firm, a thing."""
_RUNS = tuple(
    tuple(words.split())
    for words in (
        "read more", "see more", "see also", "watch more", "show more", "learn more", "more on this",
        "click here", "continue reading", "keep reading", "story continues below advertisement",
        "story continues below", "article continues below", "story continues", "scroll down",
        "share this article", "share this story", "sponsored content",
        "related articles", "related stories", "related story", "related topics", "image caption",
        "media caption", "video caption", "image source", "getty images", "play video",
        "watch live", "read also", "also read", "view comments", "view gallery", "skip advertisement",
    )
)  # fmt: skip


_BEGIN = _ALONE | _SHARING | {words[0] for words in _RUNS}


def debris(tokens: Sequence[Token]) -> frozenset[int]:
    """Tokens that are such words."""
    found = set(_shouted(tokens))
    i = 0
    while i < len(tokens):
        last = _run(tokens, i) if tokens[i].text[:1].isupper() else i
        if last > i and _anew(tokens, last) and not _within(tokens, i):
            found.update(range(i, last))
        i = max(last, i + 1)
    return frozenset(found)


_LEAST = 4
"""Words in capitals in a row that are a headline of another page, run into the text."""


def _shouted(tokens: Sequence[Token]) -> Iterator[int]:
    """A row of capitals between the end of one sentence and the beginning of the next."""
    i = 0
    while i < len(tokens):
        last = i
        while last < len(tokens) and _capitals(tokens[last]):
            last += 1
        if last - i < _LEAST:
            i = max(last, i + 1)
            continue
        words = sum(t.text.isupper() and len(t.text) > 1 for t in tokens[i:last])
        ended = i == 0 or tokens[i - 1].text[-1:] in '.!?”"\n' or not tokens[i - 1].text.strip()
        dated = tokens[max(last - 1, 0)].text in _DATELINE
        anew = last < len(tokens) and tokens[last].text[:1].isupper()
        if words >= _LEAST and ended and anew and not dated:
            yield from range(i, last)
        i = last


_DATELINE = frozenset("—–-:)")
"""What ends a dateline, which is written in capitals too."""


def _capitals(token: Token) -> bool:
    """A word in capitals, a figure, or a mark within a line of them."""
    return token.text.isupper() or (
        token.text.strip() not in ("", ".", "!", "?") and not any(c.isalpha() for c in token.text)
    )


def _run(tokens: Sequence[Token], i: int) -> int:
    """Where a run of such words from token ``i`` on ends; ``i`` where none begins there."""
    last, sure, sharing = i, False, 0
    while size := _piece(tokens, last):
        shared = size == 1 and tokens[last].text.lower() in _SHARING
        sharing += shared
        sure = sure or not shared
        last += size
    return last if sure or sharing > 1 else i


def _piece(tokens: Sequence[Token], i: int) -> int:
    """How many tokens from ``i`` on are one piece of furniture."""
    if i >= len(tokens) or tokens[i].text.lower() not in _BEGIN:
        return 0
    low = [t.text.lower() for t in tokens[i : i + 5]]
    for words in _RUNS:
        if tuple(low[: len(words)]) == words:
            return len(words)
    return int(low[0] in _ALONE or low[0] in _SHARING)


def _anew(tokens: Sequence[Token], i: int) -> bool:
    """Whether what stands at token ``i`` may begin a sentence."""
    if i >= len(tokens) or not tokens[i].text.strip():
        return True
    return tokens[i].text[0].isupper() or tokens[i].text[0] in '“"‘:|'


def _within(tokens: Sequence[Token], i: int) -> bool:
    """Whether the token before runs on into it: "the Share Tweet", "of Read More Books"."""
    if i == 0:
        return False
    before = tokens[i - 1]
    return before.text[-1:].isalnum() and before.pos in (
        "DET",
        "ADP",
        "PRON",
        "ADJ",
        "NUM",
        "CCONJ",
    )


def after_debris(first: int, last: int, furniture: frozenset[int]) -> int:
    """The first of tokens ``first`` to ``last`` (exclusive) that is none; ``last`` where all are."""
    return next((i for i in range(first, last) if i not in furniture), last)
