"""Kills and retractions that come as articles of their own: which article each of them names.

A wire that kills a story sends an advisory under another address, and an outlet prints a retraction as
an item of its own. What such a notice withdraws is the one article that its words name, among those of
the same outlet or agency: by its headline, by its slug, else by most words of its headline. Where
none fits, or several that are not one text, nothing is withdrawn, and that is said.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from crosswire.records.notice import Notice, NoticeKind
from crosswire.records.span import Span, Text
from crosswire.stages.revise.sentences import plain, words_of
from crosswire.stages.revise.wordings import KILLED, RETRACTION

DAYS = 30
"""How long before the notice the article it names was published, at most."""
_REACH = 400
"""Characters after the notice that may still name what it withdraws."""
_RUN = 3
"""Words of a headline or an address from which on they name one article."""
_SHARE = 0.6
"""Share of the words of a headline that a notice has which names it by these."""
_STEM = 4
_PIECES = 5
_COPIED = 0.6
"""Share of the runs of five words of the shorter of two texts, from which one is a copy."""
_LABEL = re.compile(
    r"[\W_]*(?:(?:bulletin|mandatory|urgent|attention|editors?|wire|advisory|kills?|killed|retraction"
    r"|retracted|retracts|withdrawn|withdraws|notice|of|story|article|report)\b[\W_]*)+",
    re.I,
)
_SLUG = re.compile(r"\b[A-Z][A-Z0-9]{2,}(?:-[A-Z0-9]{2,})+\b")
_NAMED = re.compile(
    r"\b(?:story|article|report|item|dispatch|copy|piece)\b[^.\n]{0,40}?"
    r"\b(?:headlined|titled|entitled|slugged|called|about|on|that said|which said)\b",
    re.I,
)
"""Words by which a notice speaks of another piece than itself."""
_GENERAL = frozenset({
    "story", "article", "report", "advisory", "kill", "withdrawn", "retraction", "editor", "editors",
    "wire", "item", "copy",
})  # fmt: skip


class Held(NamedTuple):
    """An article that a notice may name."""

    article: str
    revision: str
    headline: str
    address: str
    body: Text
    own: bool
    """Of the outlet that prints the notice; else it credits that agency."""


class Named(NamedTuple):
    """What a notice withdraws, and why it is that."""

    held: tuple[Held, ...]
    because: str


def advisory(headline: str | None, body: Text) -> Notice | None:
    """The notice of an article whose headline alone says that another is withdrawn."""
    kind = _labelled(headline or "")
    lines = re.search(r"\S[^\n]*", body.content)
    if kind is None or lines is None:
        return None
    shown = " ".join((headline or "").split()[:6])
    return Notice(
        kind=kind,
        span=Span.of(body, lines.start(), lines.start() + len(lines[0].rstrip())),
        because=f"its headline says so: “{shown}”",
    )


def _labelled(words: str) -> NoticeKind | None:
    if any(pattern.search(words) for pattern in KILLED):
        return "kill"
    return "retraction" if RETRACTION.match(words) else None


def speaks_of(notice: Notice, headline: str | None, body: str) -> str | None:
    """The words that name what a notice withdraws; None: it speaks of the page that prints it."""
    said = notice.span.exact
    title = headline or ""
    labelled = bool(_labelled(title) or _labelled(said))
    if notice.kind not in ("kill", "retraction") or not (labelled or _NAMED.search(said)):
        return None
    after = body[notice.span.end : notice.span.end + _REACH]
    return "\n".join((_unlabelled(title), _unlabelled(said), after))


def _unlabelled(words: str) -> str:
    label = _LABEL.match(words)
    return words[label.end() :] if label else words


def named(said: str, held: Sequence[Held]) -> Named:
    """The article that the words name."""
    words = f" {plain(said)} "
    slugs = {slug.lower() for slug in _SLUG.findall(said)}
    stems = _stems(said)
    ways: tuple[tuple[str, Callable[[Held], bool]], ...] = (
        ("headline", lambda one: _has(words, plain(one.headline))),
        ("slug", lambda one: _has(words, _last(one.address)) or _slugged(slugs, one)),
        ("words", lambda one: _worded(stems, one.headline)),
    )
    for way, fits in ways:
        found = [one for one in held if fits(one)]
        if found and all(_copied(found[0].body.content, o.body.content) for o in found[1:]):
            return _taken(found, way)
        if found:
            return Named((), f"{len(found)} articles fit what it names, so none is taken")
    return Named((), "it names no article that we hold")


def _taken(found: Sequence[Held], way: str) -> Named:
    taken = tuple(one for one in found if one.own) or (found[0],)
    by = {"headline": "by its headline", "slug": "by its slug",
          "words": "by the words of its headline"}[way]  # fmt: skip
    return Named(taken, f"it names “{taken[0].headline}” {by}; it withdraws the whole of that text")


def _has(words: str, name: str) -> bool:
    return len(name.split()) >= _RUN and f" {name} " in words


def _last(address: str) -> str:
    """The words of an address's last part, without what numbers it."""
    parts = [part for part in urlsplit(address).path.split("/") if part]
    words = words_of(parts[-1].rpartition(".")[0] or parts[-1]) if parts else []
    return " ".join(word for word in words if not word.isdigit())


def _slugged(slugs: set[str], one: Held) -> bool:
    where = f"{one.headline}\n{one.address}\n{one.body.content[:200]}".lower()
    return any(slug in where for slug in slugs)


def _worded(stems: set[str], headline: str) -> bool:
    wanted = _stems(headline)
    shared = len(wanted & stems)
    return shared >= _RUN and shared >= _SHARE * len(wanted)


def _stems(words: str) -> set[str]:
    return {
        word[:_STEM] if word.isalpha() else word
        for word in words_of(words)
        if len(word) >= _STEM and word not in _GENERAL
    }


def _copied(one: str, other: str) -> bool:
    a, b = _pieces(one), _pieces(other)
    return len(a & b) >= _COPIED * max(1, min(len(a), len(b)))


def _pieces(text: str) -> set[tuple[str, ...]]:
    words = words_of(text)
    return {tuple(words[k : k + _PIECES]) for k in range(max(1, len(words) - _PIECES + 1))}
