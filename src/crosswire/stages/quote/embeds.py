"""Embedded posts: the words of the account that signs them, quoted whole."""

import re
from collections.abc import Iterator, Sequence

from crosswire.records.annotation import Entity
from crosswire.records.article import Passage, PassageKind
from crosswire.records.quotation import Mode, Reading
from crosswire.stages.quote.draft import Draft
from crosswire.stages.quote.speakers import Source
from crosswire.stages.quote.tree import Bounds

_SIGNED = re.compile(
    r"(?:^|\s)(?:[—–-]{1,2}\s?|a post shared by\s)(?P<name>[^()\n—–]{1,60}?)\s?\(@[\w.]{1,40}\)",
    re.I,
)
_HEADED = re.compile(
    r"^(?P<name>[^()\n—–.!?]{1,60}?)\s?\(?@[\w.]{1,40}\)?\s*(?:·|$|on (?:X|Twitter)\b)"
)
_BECAUSE = "an embedded post, signed by the account"


def embedded(reading: Reading) -> list[Draft]:
    """The posts whose account is named, each as a quotation."""
    return [d for run in _runs(reading.revision.passages) for d in _posts(run, reading)]


def _runs(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Passages of embedded posts that follow each other."""
    run: list[Passage] = []
    for passage in passages:
        if passage.kind is PassageKind.EMBED:
            run.append(passage)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _posts(run: Sequence[Passage], reading: Reading) -> Iterator[Draft]:
    """A signature closes a post; one that heads it is looked for where none closes it."""
    content: list[Bounds] = []
    for passage in run:
        signed = _last(passage)
        if signed is None:
            content.append((passage.span.start, passage.span.end))
            continue
        before = passage.span.exact[: signed.start()].rstrip()
        if before:
            content.append((passage.span.start, passage.span.start + len(before)))
        if content:
            yield _draft(content, passage, signed, reading)
        content = []
    headed = _HEADED.match(run[0].span.exact)
    if len(content) > 1 and headed and content[0][0] == run[0].span.start:
        yield _draft(content[1:], run[0], headed, reading)


def _last(passage: Passage) -> re.Match[str] | None:
    return next(reversed(list(_SIGNED.finditer(passage.span.exact))), None)


def _draft(
    content: Sequence[Bounds], passage: Passage, signed: re.Match[str], reading: Reading
) -> Draft:
    start, end = (passage.span.start + at for at in signed.span("name"))
    name = " ".join(signed["name"].split())
    entity = next((e for e in reading.annotation.entities if _names(e, name)), None)
    source = Source(
        (start, end), entity.name if entity else name, entity.id if entity else None, _BECAUSE
    )
    return Draft(
        mode=Mode.DIRECT, content=tuple(content), source=source, because=_BECAUSE, posted=True
    )


def _names(entity: Entity, name: str) -> bool:
    """The account bears the name of a person or body of the text, middle names aside."""
    if entity.label not in ("PERSON", "ORG"):
        return False
    wanted = name.casefold().split()
    if len(wanted) < 2:
        return name.casefold() in (form.casefold() for form in entity.forms)
    ends = (wanted[0], wanted[-1])
    forms = (form.casefold().split() for form in (entity.name, *entity.forms))
    return any(len(form) > 1 and (form[0], form[-1]) == ends for form in forms)
