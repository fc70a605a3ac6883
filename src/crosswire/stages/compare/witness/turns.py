"""Turns: who speaks in a transcript, told by the labels that begin its lines.

A label is taken only when the text shows it to be one: it recurs, it is a question's ("Q"), it
carries an honorific, or a time stands beside it. A document that has headings with colons has one
voice and no turns.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.records.span import Span, Text
from crosswire.records.witness import Turn
from crosswire.stages.compare.witness.asides import STAMP, interpreted

_LEAD = re.compile(rf"\s*(?:(?:>>+|\*\*|__|#+|[-–—])\s*)?(?P<stamp>{STAMP}\s*)?(?:>>+|\*\*|__)?\s*")
_NAME = re.compile(
    r"(?P<name>[^\W\d_][\w.’'-]*(?:,? [^\W\d_][\w.’'&-]*| &| \d{1,2}(?=\W)){0,8})"
    rf"(?P<aside>(?:\s*(?:\([^()\n]{{1,50}}\)|\[[^\[\]\n]{{1,50}}\]|{STAMP})){{0,2}})"
    r"(?:\*\*|__)?\s?:(?:\*\*|__)?(?=\s|$)"
)
_STAMPED = re.compile(rf"(?P<name>[^\W\d_][\w.’' -]{{1,50}}?)\s+(?P<aside>{STAMP})(?:\*\*)?\s*$")
_BARE_Q = re.compile(r"(?P<name>Q)(?P<aside>)(?:\.|(?=\s))\s*(?=\S)|(?P<bare>A)(?:\.\s|\s{2,}|\t)")
_HONORIFIC = re.compile(
    r"(?:mr|mrs|ms|miss|dr|sir|dame|lord|lady|baroness|judge|justice|president|secretary|minister|"
    r"chancellor|senator|sen|rep|representative|governor|gov|mayor|ambassador|general|gen|admiral|"
    r"colonel|captain|capt|chief|commissioner|chair|chairman|chairwoman|chairperson|prof|professor|"
    r"prime minister|foreign minister|councillor|cllr|king|queen|prince|princess)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?:q|question(?:er)?|reporter|journalist|interviewer|host|presenter|press|media|"
    r"correspondent|moderator|anchor|caller|audience member)s?(?: ?\d+)?$",
    re.IGNORECASE,
)
_ANSWERING = re.compile(r"(?:a|answer|reply|response)$", re.IGNORECASE)
_NOTICES = frozenset(
    [
        "update", "updated", "note", "notes", "watch", "read", "more", "related", "breaking", "date",
        "time", "where", "when", "what", "who", "why", "how", "source", "sources", "contact", "tel",
        "phone", "email", "e-mail", "fax", "location", "place", "venue", "subject", "topic", "title",
        "participants", "present", "speakers", "speaker", "attendees", "transcript", "duration",
        "embargo", "embargoed", "release", "for release", "for immediate release", "media contact",
        "press contact", "background", "summary", "editor's note", "editor’s note", "see also",
        "from", "to", "re", "cc", "attachment", "attachments", "agenda", "event", "warning", "faq",
        "key points", "conclusion", "introduction", "appendix", "annex", "table", "figure",
        "example", "however", "language", "length", "recorded", "published", "posted", "http",
        "https",
    ]
)  # fmt: skip
_WORD = re.compile(r"\w")
_LETTER = re.compile(r"[^\W\d_]")
_SMALL = frozenset(
    ["of", "the", "for", "and", "de", "van", "von", "der", "la", "al", "bin", "on", "to"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    """A label as it may be: where it stands, and what speaks for its being one."""

    name: str
    line: int
    """Where its line begins: the turn before ends there."""
    start: int
    end: int
    words: int
    """Where the turn's words begin."""
    sure: bool
    capitals: bool

    @property
    def key(self) -> str:
        """Equal for labels of one voice."""
        return re.sub(r"[^\w ]", "", self.name).casefold()


def read_turns(text: Text) -> tuple[tuple[Turn, ...], str]:
    """The turns of a transcript in their order, and how they were told; none in a document."""
    labels = _accepted(_candidates(text.content))
    if not labels:
        return (), ""
    turns: list[Turn] = []
    whole = interpreted(text, 0, labels[0].line)
    head = _turn(text, None, 0, labels[0].line, whole)
    ends = [*(label.line for label in labels[1:]), len(text)]
    for label, end in zip(labels, ends, strict=True):
        found = _turn(text, label, label.words, end, whole)
        turns += [found] if found else []
    named = len({label.key for label in labels})
    because = f"{len(labels)} lines begin with one of {named} labels"
    return (*([head] if head else []), *turns), because


def _turn(
    text: Text, label: _Label | None, start: int, end: int, whole: Span | None
) -> Turn | None:
    words = text.content[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    spoken = _LETTER if label is None else _WORD
    if not spoken.search(text.content, start, end):
        return None
    span = Span.of(text, start, end)
    if label is None:
        return Turn(speaker=None, words=span)
    asks = bool(_ASKING.match(label.name))
    unnamed = asks or bool(_ANSWERING.match(label.name))
    return Turn(
        speaker=None if unnamed else label.name,
        label=Span.of(text, label.start, label.end),
        words=span,
        asks=asks,
        interpreted=interpreted(text, label.start, min(end, label.words + 60)) or whole,
    )


def _candidates(text: str) -> list[_Label]:
    return [found for line in re.finditer(r"[^\n]+", text) if (found := _candidate(text, line))]


def _candidate(text: str, line: re.Match[str]) -> _Label | None:
    lead = _LEAD.match(text, line.start(), line.end())
    at = lead.end() if lead else line.start()
    match = (
        _NAME.match(text, at, line.end())
        or _STAMPED.match(text, at, line.end())
        or _BARE_Q.match(text, at, line.end())
    )
    if match is None:
        return None
    group = "name" if match.group("name") else "bare"
    name = match.group(group)
    asking = bool(_ASKING.match(name) or _ANSWERING.match(name))
    if not asking and not _name_like(name):
        return None
    aside = match.groupdict().get("aside") or ""
    stamped = bool((lead and lead["stamp"]) or re.search(r"\d:\d\d", aside))
    capitals = name.upper() == name and len(name) > 1
    return _Label(
        name=name,
        line=line.start(),
        start=match.start(group),
        end=match.end(group),
        words=match.end(),
        sure=stamped or asking or bool(_HONORIFIC.match(name)),
        capitals=capitals,
    )


def _name_like(name: str) -> bool:
    """Words that may name a voice: each begins with a capital, none is a heading's."""
    plain = name.casefold().strip(" .")
    if plain in _NOTICES or plain.split()[0] in ("http", "https") or len(name) > 60:
        return False
    own = name.split(",")[0].split()
    return len(own) <= 6 and all(w[:1].isupper() or w in _SMALL or not w[0].isalpha() for w in own)


def _accepted(found: Sequence[_Label]) -> list[_Label]:
    """Those that recur or are sure; others of their make once these show a transcript."""
    counts = Counter(label.key for label in found)
    firm = [label for label in found if counts[label.key] > 1 or label.sure]
    if len(firm) < 2:
        return []
    capitals = sum(label.capitals for label in firm) > len(firm) / 2
    return [
        label
        for label in found
        if counts[label.key] > 1 or label.sure or label.capitals or not capitals
    ]
