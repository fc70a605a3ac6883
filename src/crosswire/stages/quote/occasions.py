"""To whom and on what occasion something was said."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from crosswire.stages.quote.draft import Draft
from crosswire.stages.quote.shelf import Shelf
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
_SAID_TO = frozenset(
    [
        "say", "speak", "talk", "explain", "write", "announce", "complain", "confess", "admit",
        "declare", "describe", "repeat", "suggest", "mention", "respond", "reply", "report",
        "shout", "present", "deliver", "promise", "boast", "testify", "stress", "vow", "pledge",
        "express", "insist", "propose", "recommend", "reveal", "disclose", "confirm", "signal",
    ]
)  # fmt: skip
_EVENTS = (
    r"interviews?|statements?|speech(?:es)?|address|rally|rallies|meetings?|summit|talks|"
    r"(?:news |press )?conferences?|briefings?|hearings?|debates?|testimony|letters?|e-?mails?|"
    r"tweets?|posts?|op-ed|column|memo|appearances?|visits?|trips?|events?|ceremony|"
    r"convention|forum|fundraiser|call|remarks|broadcast|programme|podcast|video|session|"
    r"town hall|court filing|filing|lawsuit|telegram|message|vigil|inquest|trial|"
    r"campaign stop|gathering|congress|assembly"
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
_REMARKS = re.compile(
    r"\b(?:made|making|delivered|gave)\s+(?:the|his|her|their|these|those)\s+"
    r"(?:comments?|remarks?|statements?|pledge|promise|announcement|claims?|speech)\s+"
    r"((?:during|at|in|on|while|after|before|to|alongside|outside)\b[^.;“”\"]{3,100}?)"
    r"(?=\s+where\b|[,.;])"
)
_NEAR = 300
_PARAGRAPHS = 2
_PROGRAMME = re.compile(r"(?:’s|'s)\s+[“\"]?[A-Z]|\b(?:[Pp]rogramme|Radio|TV|Show|Television)\b")


class Setting(NamedTuple):
    """Addressee and occasion of one utterance."""

    addressee: Bounds | None
    occasion: Bounds | None
    because: str


def settings(tree: Tree, drafts: Sequence[Draft]) -> list[Setting]:
    """Addressee and occasion of every utterance, in their order.

    An utterance without an occasion of its own takes the one that its speaker's words before it
    were said on, or the one that the next sentence states, and says that it did.
    """
    places = Shelf((d.content, d) for d in drafts)
    found = [
        Setting(None, None, "") if d.posted else setting(tree, d, nested=_nested(tree, d, places))
        for d in drafts
    ]
    for k, draft in enumerate(drafts):
        if draft.posted:
            continue
        if found[k].occasion is None:
            found[k] = _afterwards(tree, draft, found[k])
        if found[k].occasion is None and k:
            found[k] = _carried(tree, drafts[k - 1], found[k - 1], draft, found[k])
    return found


def _afterwards(tree: Tree, draft: Draft, own: Setting) -> Setting:
    """The occasion in "She made the comments during …", in the sentence after the words."""
    end = tree.sentence(tree.at(draft.end) - 1)[1]
    match = _REMARKS.search(tree.text, end, end + _NEAR)
    entity = draft.source.entity if draft.source else None
    if match is None or entity is None or "." in tree.text[end : match.start()]:
        return own
    bounds = tree.trim(*match.span(1))
    return own._replace(occasion=bounds, because="the next sentence says where it was said")


def _carried(tree: Tree, before: Draft, told: Setting, draft: Draft, own: Setting) -> Setting:
    """The occasion of the same speaker's words just before."""
    if told.occasion is None or before.source is None or draft.source is None or own.addressee:
        return own
    same = before.source.entity is not None and before.source.entity == draft.source.entity
    apart = tree.paragraph(draft.start) - tree.paragraph(before.end - 1)
    if not same or apart > _PARAGRAPHS or draft.start - before.end > _NEAR:
        return own
    why = "likely: the same speaker’s words just before were said there; not stated here"
    return own._replace(occasion=told.occasion, because=why)


def _nested(tree: Tree, draft: Draft, drafts: Shelf[Draft]) -> bool:
    """Whether a cue stands inside other reported words: their occasion is not its own."""
    if draft.cue is None:
        return False
    at = tree.tokens[draft.cue].start
    return any(s <= at < e for d in drafts.near((at, at + 1)) for s, e in d.content)


def setting(tree: Tree, draft: Draft, *, nested: bool) -> Setting:
    """What the sentence of the cue says about to whom and where it was said."""
    if draft.cue is None:
        return Setting(None, None, "")
    to = addressee(tree, draft)
    if nested:
        return Setting(to, None, "")
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
    if tree.tokens[cue].lemma not in _TOLD | _SAID_TO:
        return None
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
            for match in pattern.finditer(tree.text, low, high):
                # What stands in marks are somebody's words, not the outlet's account of the scene.
                marked = tree.run_at(match.start()) is not None
                if not marked and not _names_source(tree, draft, *match.span()):
                    return tree.trim(*match.span())
    return None


def _names_source(tree: Tree, draft: Draft, start: int, end: int) -> bool:
    """Whether words hold the cue's verb or the speaker: then they are more than an occasion."""
    points = []
    if draft.cue is not None and tree.tokens[draft.cue].pos == "VERB":
        points.append(tree.tokens[draft.cue].start)
    if draft.source is not None:
        points.append(draft.source.words[0])
    return any(start < p < end for p in points)


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
