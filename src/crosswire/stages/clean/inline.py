"""Captions, picture credits and end matter that stand inside a line of running text.

Texts that were saved without their line breaks run them together with the sentences. Only what shows
its own bounds is set apart; a caption whose end nothing shows stays in the text, so that no sentence of the
article is lost with it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from crosswire.stages.clean.body import Placed
from crosswire.stages.clean.credit import AGENCY, NAMED, SHOWN
from crosswire.stages.clean.cues import end_matter
from crosswire.stages.clean.layout import Role
from crosswire.stages.clean.lines import Line
from crosswire.stages.clean.notices import is_notice
from crosswire.stages.shortened import ends

_LONG = 25
"""Words; a shorter line is judged whole."""
_AGENCY = r"(?:AP|AFP|EPA|PA|TNS|Reuters|REUTERS|Getty|Bloomberg|Alamy|Shutterstock|Anadolu|Xinhua)"
_CREDITED = rf"{_AGENCY}(?: (?:Photo|Images|Media|Wire|Features))?"
_LABEL = re.compile(
    r"(?:(?:Media playback is (?:unsupported|not supported) on (?:your|this) device|"
    r"Image (?:copyright|source)\s[^.!?]{1,60}?)\s)?(?:Image|Media) caption\s"
)
_CAPTION = 45
"""Words of a caption that a label opens, at most."""
_OPENS = re.compile(
    r"(?<![.!?:,;—–-])\s(?=(?:The|A|An|It|He|She|They|We|This|That|These|There|In|On|At|But|However|Meanwhile"
    r"|When|After|Speaking|Earlier|Last|As|His|Her|Their|Its|If|What|Since|While|Despite|According)\s)"
)
"""Where a sentence begins though none has ended: a word that is written large only there."""
_TWICE = re.compile(
    r"(?:Enlarge this image )?toggle caption (?P<credit>[^.!?]{2,60}?) (?P=credit)(?!\w)"
)
_BRACKET = re.compile(
    rf"\((?:(?:AP|AFP|Reuters|REUTERS|File|FILE) ?[Pp]hotos?\b|Photos?(?: by\b|:)|REUTERS/"
    rf"|[A-Z][\w .,/’'-]{{2,60}}(?:/| via ){_CREDITED}\b)[^()]{{0,60}}\)"
)
_PERSON = r"[A-Z][\w’'-]+ (?:[A-Z]\. )?[A-Z][\w’'-]+"
_PIPED = re.compile(
    rf"^[^|]{{20,500}}? \| (?:{NAMED}|{AGENCY}|(?:AP Photo|REUTERS)/{_PERSON})(?= (?!said\b|and\b|has\b|is\b|Photos?\b)|$)"
)
_PLAIN = re.compile(rf"(?<=[.!?)\d])\s+{NAMED}(?=\s+[A-Z“\"(])")
"""A credit without brackets, between a caption and the text that follows."""
_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(•⦁—_-]*\s?[A-Z])")
_TAIL = 8
"""Sentences at the end of a line among which end matter is looked for."""

Cut = tuple[int, int, Role, str]


def set_apart(placed: Sequence[Placed]) -> list[Placed]:
    """The lines of an article, paragraphs cut where other matter runs on in them."""
    last = max((i for i, p in enumerate(placed) if p.role is Role.PARAGRAPH), default=-1)
    return [
        piece
        for i, item in enumerate(placed)
        for piece in (_pieces(item, last=i == last) if _runs_on(item) else [item])
    ]


def _runs_on(item: Placed) -> bool:
    long = len(item.line.words) >= _LONG or " | " in item.line.text
    return long and item.role in (Role.PARAGRAPH, Role.CAPTION)


def _pieces(item: Placed, *, last: bool) -> list[Placed]:
    text = item.line.text
    cuts = [*_labels(text), *_credits(text)]
    cuts += _end_matter(text) if last else []
    if not cuts:
        return [item]
    found: list[Placed] = []
    at = 0
    for start, stop, role, reason in _apart(cuts):
        found += _part(item.line, at, start, Role.PARAGRAPH, "")
        found += _part(item.line, start, stop, role, reason)
        at = stop
    rest = _part(item.line, at, len(text), Role.PARAGRAPH, "")
    if item.role is Role.CAPTION and not any(piece.line.prose for piece in rest):
        return [item]  # a caption of several sentences, its credit at the end
    return [*found, *rest]


def _apart(cuts: Sequence[Cut]) -> Iterator[Cut]:
    """The cuts in the order of the text, none of them over another."""
    at = 0
    for start, stop, role, reason in sorted(cuts):
        if start >= at:
            yield start, stop, role, reason
            at = stop


def _part(line: Line, start: int, stop: int, role: Role, reason: str) -> list[Placed]:
    words = line.text[start:stop]
    lead, words = len(words) - len(words.lstrip()), words.strip()
    if not any(c.isalnum() for c in words):
        return []
    begin = line.start + start + lead
    return [Placed(Line(begin, begin + len(words), words), role, reason)]


def _labels(text: str) -> Iterator[Cut]:
    for label in _LABEL.finditer(text):
        yield label.start(), label.end(), Role.CHROME, "picture credit"
        rest = text[label.end() :]
        closed = _END.search(rest)
        end = _OPENS.search(rest, 0, closed.start() if closed else len(rest))
        if end is None and closed is None and len(rest.split()) <= _CAPTION:
            yield label.end(), len(text), Role.CAPTION, "a label says so"
        elif end and 3 <= len(rest[: end.start()].split()) <= _CAPTION:
            yield label.end(), label.end() + end.start(), Role.CAPTION, "a label says so"


def _credits(text: str) -> Iterator[Cut]:
    if piped := _PIPED.match(text):
        yield 0, piped.end(), Role.CAPTION, "closes with the credit of a picture"
    for twice in _TWICE.finditer(text):
        yield twice.start(), twice.end(), Role.CHROME, "picture credit"
    starts = _sentences(text)
    for bracket in _BRACKET.finditer(text):
        begin = max((s for s in starts if s < bracket.start()), default=0)
        if SHOWN.search(text, begin, bracket.start()):
            yield begin, bracket.end(), Role.CAPTION, "closes with the credit of a picture"
        else:
            yield bracket.start(), bracket.end(), Role.CHROME, "picture credit"
    for plain in _PLAIN.finditer(text):
        begin = max((s for s in starts if s < plain.start()), default=0)
        if SHOWN.search(text, begin, plain.start()):
            yield begin, plain.end(), Role.CAPTION, "closes with the credit of a picture"


def _sentences(text: str) -> list[int]:
    """Where sentences begin, as far as full stops tell."""
    found = (m for m in _END.finditer(text) if ends(text, m.start(), m.end()))
    return [0, *(m.end() for m in found)]


def _end_matter(text: str) -> list[Cut]:
    """The sentences at the end of the text that are no more of it; a notice stands for itself."""
    found: list[Cut] = []
    for start, stop in reversed(list(pairwise([*_sentences(text), len(text)]))[1:][-_TAIL:]):
        sentence = text[start:stop].strip()
        if is_notice(sentence):
            found.append((start, stop, Role.PARAGRAPH, ""))
        elif reason := end_matter(sentence):
            found.append((start, stop, Role.CHROME, reason))
        else:
            break
    return found
