"""A capture as a primary source: all its words, its turns, its title and whoever issued it.

Nothing is judged to be furniture here: what a cleaner took away wrongly would be "not found".
"""

import re

from crosswire.errors import InputError
from crosswire.records.article import Capture
from crosswire.records.span import Span, Text
from crosswire.records.witness import Turn, Witness
from crosswire.stages.compare.witness.asides import interpreted
from crosswire.stages.compare.witness.turns import read_turns

_HEAD = 800
"""Characters at the top in which a document says who issued it."""
_TITLE_WORDS = 30
_WORD = re.compile(r"\w")
_ISSUED = re.compile(
    r"^[ \t#*>]*(?:(?:joint |press |written |opening |official )*"
    r"(?:statement|remarks|speech|address|letter|message|testimony|evidence|declaration|release|"
    r"communiqu[eé]|keynote|lecture|comments?) (?:by|from|of|given by|delivered by)|"
    r"issued by|from:|by|signed,?|signed by:?)\s+"
    r"(?P<who>(?:the )?[A-Z][\w.’'-]*(?: (?:of|for|the|and|de|van|von|[A-Z][\w.’'-]*|[A-Z]\.)){0,9})",
    re.IGNORECASE | re.MULTILINE,
)
_AFTER_NAME = re.compile(
    r"\s+(?:on|at|to|in|about|regarding|following|after|before|concerning)\b.*", re.S
)


def read_witness(capture: Capture) -> Witness:
    """Read a primary source; raises ``InputError`` when it has no words."""
    text = _text(capture)
    if not _WORD.search(text.content):
        raise InputError(
            "wanted a transcript, statement or document, found no words in it; check the file",
            kind="empty",
        )
    turns, because = read_turns(text)
    title = _title(capture, text)
    if turns:
        kind, told = "transcript", turns
    else:
        kind, told, because = "document", (_one_voice(text),), "no line begins with a voice's label"
    return Witness.model_validate(
        {
            "name": capture.name, "text": text, "kind": kind, "title": title,
            "origin": capture.origin, "turns": told, "because": because,
        }
    )  # fmt: skip


def _text(capture: Capture) -> Text:
    if capture.medium != "html":
        return capture.content
    from crosswire.stages.clean.blocks import parse
    from crosswire.stages.clean.outline import pieces

    return Text.of("\n".join(piece.text for piece in pieces(parse(capture.content.content), {})))


def _title(capture: Capture, text: Text) -> Span | None:
    """The first line, when it reads like a title."""
    first = next((m for m in re.finditer(r"[^\n]+", text.content) if _WORD.search(m.group())), None)
    if first is None or len(first.group().split()) > _TITLE_WORDS:
        return None
    if first.group().rstrip()[-1] in ".,;" or re.match(r"\s*[\w. ]{1,40}:\s", first.group()):
        return None
    lead = len(first.group()) - len(first.group().lstrip(" \t#*"))
    tail = first.group().rstrip(" \t#*")
    return Span.of(text, first.start() + lead, first.start() + len(tail))


def _one_voice(text: Text) -> Turn:
    """A document: one turn, by its issuer where it names one."""
    words = text.content
    start, end = len(words) - len(words.lstrip()), len(words.rstrip())
    issuer = _issuer(text)
    return Turn(
        speaker=issuer.exact if issuer else None,
        label=issuer,
        words=Span.of(text, start, end),
        interpreted=interpreted(text, 0, min(_HEAD, len(text))),
    )


def _issuer(text: Text) -> Span | None:
    found = _ISSUED.search(text.content[:_HEAD])
    if found is None:
        return None
    who = _AFTER_NAME.sub("", found["who"]).rstrip(" ,.")
    capitals = [w for w in who.split() if w[0].isupper()]
    if not capitals or not who.split()[-1][0].isupper():
        return None
    return Span.of(text, found.start("who"), found.start("who") + len(who))
