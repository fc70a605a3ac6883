"""Whose voice each passage speaks in: author boxes inside the text, labels over it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crosswire.records.article import Voice
from crosswire.stages.clean.body import Placed
from crosswire.stages.clean.layout import Role

_SPEECH = re.compile(
    r"\b(?:told|said|says|added|tweeted|announced)\b.*[\"“‘']|[\"“‘'].*\b(?:told|said|says|added)\b"
)
_QUOTED = re.compile(r"[\"“][^\"”]{8,}[\"”]|(?<!\w)[‘'][^’']{8,}[’'](?!\w)")


@dataclass(frozen=True, slots=True)
class Voiced:
    """The voice of one placed line; ``byline`` is the number of its box's author line."""

    voice: Voice
    byline: int | None = None
    because: str = ""


def voices(
    placed: Sequence[Placed],
    page: Voice,
    because: str = "",
    marked: Mapping[int, int] | None = None,
) -> list[Voiced]:
    """A voice for each line: the page's own, but analysis inside a box with its own author.

    ``marked`` says of a box's author line which line is the box's last, where the page marks it.
    Pages in plain text do not mark where a box ends. It is taken to end at the next subhead, or
    before the first paragraph that reports quoted speech again, whichever comes first.
    """
    ends = marked or {}
    found: list[Voiced] = []
    box: int | None = None
    for i, item in enumerate(placed):
        if item.role is Role.BOX_BYLINE:
            box = i
            _adopt_title(placed, found, i)
        elif box is not None and box in ends:
            box = box if i <= ends[box] else None
        elif box is not None and item.role is Role.SUBHEAD:
            box = None
        elif box is not None and _resumes(placed, box, i):
            found.append(Voiced(page, because=_RESUMED))
            box = None
            continue
        inside = Voiced(Voice.ANALYSIS, box, _MARKED if box in ends else _INSIDE)
        found.append(inside if box is not None else Voiced(page, because=because))
    return found


_MARKED = "in a box of the page's markup with its own author line"
_INSIDE = (
    "in a box with its own author line; the page does not mark where the box ends, it is taken to"
    " end at the next subhead or where quoted speech is reported again"
)
_RESUMED = (
    "follows an author's box whose end the page does not mark; taken as the news text again"
    " because it reports quoted speech"
)


def _adopt_title(placed: Sequence[Placed], found: list[Voiced], byline: int) -> None:
    """A subhead right above the author line is the box's title."""
    above = next((k for k in range(byline - 1, -1, -1) if placed[k].role is not Role.CHROME), None)
    if above is not None and placed[above].role is Role.SUBHEAD:
        found[above] = Voiced(Voice.ANALYSIS, byline, "the title of a box with its own author line")


def _resumes(placed: Sequence[Placed], box: int, i: int) -> bool:
    text = placed[i].line.text[:2000]
    paragraphs = sum(p.role is Role.PARAGRAPH for p in placed[box + 1 : i])
    return bool(paragraphs and _SPEECH.search(text) and _QUOTED.search(text))
