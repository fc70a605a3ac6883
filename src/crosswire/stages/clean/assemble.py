"""Placed lines become a body with its runs, passages and removed lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.records.article import Passage, PassageKind, Removed, Run
from crosswire.records.span import Span, Text
from crosswire.stages.clean.body import Placed
from crosswire.stages.clean.boxes import Voiced
from crosswire.stages.clean.layout import Role

GAP = "\n\n"
"""What stands between two kept lines of a body."""

KEPT = {
    Role.PARAGRAPH: PassageKind.PARAGRAPH,
    Role.SUBHEAD: PassageKind.SUBHEAD,
    Role.CAPTION: PassageKind.CAPTION,
    Role.PULL_QUOTE: PassageKind.PULL_QUOTE,
    Role.EMBED: PassageKind.EMBED,
    Role.NOTICE: PassageKind.NOTICE,
    Role.BOX_BYLINE: PassageKind.BYLINE,
}


def passage_kind(role: Role) -> PassageKind:
    """What a line of this role is as a passage; a role of the head or of furniture is chrome."""
    return KEPT.get(role, PassageKind.CHROME)


_OWN = frozenset({Role.CHROME, Role.EMBED, Role.PULL_QUOTE, Role.NOTICE})


def because(item: Placed, said: Voiced) -> str:
    """What shows what the line is, where it is no plain text; else what shows whose voice it has."""
    return item.reason if item.role in _OWN else said.because or item.reason


@dataclass(frozen=True, slots=True)
class Body:
    """The cleaned text and how it lies in the capture."""

    text: Text
    runs: tuple[Run, ...]
    passages: tuple[Passage, ...]


def assemble(placed: Sequence[Placed], voiced: Sequence[Voiced]) -> Body:
    """Join the kept lines; lines of any other role stay out."""
    pieces: list[str] = []
    starts: dict[int, int] = {}
    runs: list[Run] = []
    at = 0
    for i, item in enumerate(placed):
        if item.role not in KEPT:
            continue
        at += len(GAP) if pieces else 0
        starts[i] = at
        pieces.append(item.line.text)
        runs.append(Run(body=at, original=item.line.start, length=len(item.line.text)))
        at += len(item.line.text)
    text = Text.of(GAP.join(pieces))

    def span(i: int) -> Span:
        return Span.of(text, starts[i], starts[i] + len(placed[i].line.text))

    passages = tuple(
        Passage(
            span=span(i),
            kind=KEPT[placed[i].role],
            voice=voiced[i].voice,
            byline=span(byline) if (byline := voiced[i].byline) is not None else None,
            because=because(placed[i], voiced[i]),
        )
        for i in starts
    )
    return Body(text, tuple(runs), passages)


def removed(capture: Text, placed: Sequence[Placed]) -> tuple[Removed, ...]:
    """The furniture among the placed lines, in page order."""
    return tuple(
        Removed(
            span=Span.of(capture, item.line.start, item.line.end), reason=item.reason or "other"
        )
        for item in placed
        if item.role is Role.CHROME
    )
