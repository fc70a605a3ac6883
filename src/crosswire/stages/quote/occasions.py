"""To whom and on what occasion something was said."""

import re
from typing import NamedTuple

from crosswire.stages.quote.draft import Draft
from crosswire.stages.quote.tree import Bounds, Tree

_TOLD = frozenset(
    [
        "tell",
        "inform",
        "remind",
        "warn",
        "assure",
        "advise",
        "ask",
        "urge",
        "reassure",
        "notify",
        "brief",
        "address",
    ]
)
_EVENTS = (
    r"interviews?|statements?|speech(?:es)?|address|rally|rallies|meetings?|summit|talks|"
    r"(?:news |press )?conferences?|briefings?|hearings?|debates?|testimony|letters?|e-?mails?|"
    r"tweets?|posts?|op-ed|column|memo|report|appearances?|visits?|trips?|events?|ceremony|"
    r"convention|forum|fundraiser|call|remarks|broadcast|programme|podcast|video|session|panel|"
    r"town hall|court filing|filing|lawsuit|telegram|message|vigil|service|inquest|trial|dinner|"
    r"lunch(?:eon)?|campaign stop|stop|tour|gathering|protest|march|congress|assembly"
)
_SPEAKING = re.compile(
    r"\b(?i:speaking|appearing|testifying|addressing|talking|writing|campaigning|standing)\b"
    r"(?: (?:[A-Z][a-z]+day|earlier|later|live|exclusively|separately|briefly))?"
    r" (?:to|at|in|on|alongside|beside|before|after|during|from|with|outside|about|ahead|by|"
    r"via|near)\b[^“”\",;:.\n]{2,120}"
)
_AT_EVENT = re.compile(
    r"\b(?i:in|at|during|on|after|following|ahead of|before|alongside|via|through|by)\s+"
    r"(?:(?:an?|the|his|her|their|its|our|this|that|two|several|recent|[A-Z][\w’'.-]*)\s+){0,3}"
    r"(?:[\w’'-]+\s+){0,3}?(?:" + _EVENTS + r")\b"
    r"(?:\s+(?:of|with|in|at|on|to|from|for|before|after|about|by)\s+[^“”\",;:\n]{2,70}?"
    r"(?=[,;:“\"]|\.(?:\s|$)|\s(?:that|and|but|said|says|told)\b|$))?",
)
_ON_MEDIUM = re.compile(
    r"\bon\s+(?:(?:his|her|its|their|the)\s+)?(?:Twitter|Facebook|Instagram|X|Telegram|YouTube|"
    r"TikTok|Truth Social|social media|state television|television|TV|radio|air|"
    r"[A-Z][\w’'.& -]{1,40}?(?:’s|'s)\s+[“\"]?[A-Z][\w’'.& -]{1,40})(?:\s+show)?"
)
_PROGRAMME = re.compile(r"(?:’s|'s)\s+[“\"]?[A-Z]|\b(?:[Pp]rogramme|Radio|TV|Show|Television)\b")


class Setting(NamedTuple):
    """Addressee and occasion of one utterance."""

    addressee: Bounds | None
    occasion: Bounds | None
    because: str


def setting(tree: Tree, draft: Draft) -> Setting:
    """What the sentence of the cue says about to whom and where it was said."""
    if draft.cue is None:
        return Setting(None, None, "")
    to = addressee(tree, draft)
    found = _occasion(tree, draft)
    if found:
        return Setting(to, found, "stated in the sentence that carries the words")
    if to and _PROGRAMME.search(tree.text, to[0], to[1]):
        return Setting(to, to, "the programme it was said to")
    return Setting(to, None, "")


def addressee(tree: Tree, draft: Draft) -> Bounds | None:
    """Who was told: the object of "told", or "to reporters" after "said"."""
    cue = draft.cue
    if cue is None:
        return None
    heads: list[int] = []
    if tree.tokens[cue].lemma in _TOLD:
        heads = tree.children(cue, "dobj", "dative")
    else:
        heads = [
            p for k in tree.children(cue, "prep", "dative") if tree.tokens[k].lemma == "to"
            for p in tree.children(k, "pobj")
        ]  # fmt: skip
    for head in heads:
        bounds = tree.words(tree.left(head), _close(tree, head))
        if bounds and not any(s < bounds[1] and bounds[0] < e for s, e in draft.content):
            return bounds
    return None


def _close(tree: Tree, head: int) -> int:
    """Last token of a noun phrase without clauses that hang on it."""
    last = head
    for k in sorted(k for k in tree.kids[head] if k > head):
        token = tree.tokens[k]
        if token.dep not in ("prep", "compound", "nmod", "conj", "cc", "appos", "case", "amod"):
            break
        if token.dep == "prep" and token.lemma not in ("of", "for"):
            break
        last = tree.right(k)
    return last


def _occasion(tree: Tree, draft: Draft) -> Bounds | None:
    """Words outside the content, in the cue's sentence, that name where or when it was said."""
    assert draft.cue is not None
    start, end = tree.sentence(draft.cue)
    for pattern in (_SPEAKING, _AT_EVENT, _ON_MEDIUM):
        for low, high in _outside(draft, start, end):
            match = pattern.search(tree.text, low, high)
            if match:
                return tree.trim(*match.span())
    return None


def _outside(draft: Draft, start: int, end: int) -> list[Bounds]:
    """The stretches of a sentence that are not content."""
    pieces: list[Bounds] = []
    at = start
    for low, high in sorted(draft.content):
        if low > at:
            pieces.append((at, min(low, end)))
        at = max(at, high)
    if at < end:
        pieces.append((at, end))
    return [(s, e) for s, e in pieces if e - s > 3]
