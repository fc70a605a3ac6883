"""Credit lines: dateline, byline, foot and signature, by which a text says whose it is."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from crosswire.records.article import PassageKind, Revision
from crosswire.stages.compare.origins.credits import NAME
from crosswire.stages.compare.origins.known import Credit, Known

_HEAD = 700
"""Characters at the start of a text in which a dateline stands."""
_FOOT = 500
"""The same for what stands under a text."""
_BRACKET = r"\((?P<name>[A-Z][A-Za-z. -]{1,30})\)"
_DATELINE = re.compile(
    rf"(?:^|[.!?”\"’'\n] *)(?:[A-Z][\w.,’'/ -]{{1,60}}? ?)?{_BRACKET}[ \xa0]*(?:[-–—]{{1,2}}|:)\s",
    re.MULTILINE,
)
_TAIL = (
    re.compile(rf"{_BRACKET}\W{{0,3}}$"),
    re.compile(r"(?:^|\n| )[-–—]{1,2} ?(?P<name>[A-Z][A-Za-z. ]{1,24})\W{0,3}$"),
    re.compile(r"\[(?P<name>[A-Z][A-Za-z. -]{1,24})\.?\]\W{0,3}$"),
    re.compile(rf"(?:©|\(c\)|\b[Cc]opyright)(?: ?©)?(?: \d{{4}})?(?: by)? (?:the |The )?{NAME}"),
    re.compile(rf"(?:^|\n) ?(?:Source|SOURCE|Via|Credit):? (?:the |The )?{NAME}\W{{0,3}}$"),
    re.compile(
        rf"\b(?:[Rr]eprinted|[Rr]epublished|[Pp]ublished)(?: \w+){{0,4}} (?:from|by|courtesy of)"
        rf" (?:the |The )?{NAME}"
    ),
    re.compile(
        rf"\b[Tt]his (?:article|story|report) (?:was|is|first|originally|has been|comes|appeared)"
        rf"(?: \w+){{0,4}} (?:in|by|from) (?:the |The )?{NAME}"
    ),
)
_PART = (
    re.compile(rf"\b(?:[Ww]ith|[Aa]dditional) (?:reporting )?(?:by|from) (?:the |The )?{NAME}"),
    re.compile(rf"\b[Rr]eporting (?:by|from) (?:the |The )?{NAME}"),
    re.compile(rf"(?:\b[Tt]he )?{NAME} contributed to this\b"),
    re.compile(rf"\b[Tt]his (?:article|story|report) contains (?:\w+ )?from (?:the |The )?{NAME}"),
)
"""The source gave a part."""
_PHOTO = re.compile(r"\b(?:[Pp]hotos?|[Ii]mages?|[Pp]icture|[Ff]ile|[Vv]ideo|Getty|[Hh]andout)\b")
_BY = re.compile(r"^(?:[Bb]y|BY)\s+")
_OF = re.compile(r"\s*(?:,|\||;| - | – | — |\bfor\b|\bof\b)\s*(?:the |The )?")
_STAFF = re.compile(r"\s+(?:[Ss]taff|[Ww]riters?|[Rr]eporters?|[Cc]orrespondents?|[Nn]ewsroom)+$")
_PLACED = re.compile(
    r"^(?:[Bb]y|BY)\s+[A-Z].{2,60}?(?:\bin|\bat|\baboard)\s+(?:the )?(?P<place>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})\W*$"
    r"|^(?:[Bb]y|BY)\s+[A-Z].{2,60}?,\s*(?P<post>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}) correspondent\W*$"
)


def line_credits(revision: Revision, known: Known) -> list[Credit]:
    """Sources that a dateline, byline, signature or foot names; the surest first."""
    found: list[Credit] = []
    for name, words, part in _lines(revision):
        source = known.source(revision, name.strip(" ."), line=True)
        if source and source.source not in {c.source for c in found}:
            found.append(
                Credit(
                    source=source.source,
                    kind=source.kind,
                    span=None,
                    because=words,
                    part=part,
                )
            )
    return [*found, *_house_foot(revision, known, found)]


def whole_credit(credits: Sequence[Credit]) -> Credit | None:
    """The credit for the article as a whole, when it names a source beyond its own desk."""
    return next((c for c in credits if c.kind != "own" and not c.part), None)


_Line = tuple[str, str, bool]
"""(name, why in words, a part only)."""


def _lines(revision: Revision) -> Iterator[_Line]:
    """Every credit line, the surest first."""
    for found in _DATELINE.finditer(revision.body.content[:_HEAD]):
        yield found["name"], _says(found.group()), False
    credited = (*revision.authors, *revision.agencies)
    for line in (*(a.value for a in credited), *_byline_lines(revision)):
        for name in _bylines(line):
            yield name, f"its byline is {line}", False
    feet = (revision.body.content[-_FOOT:], *_under(revision))
    yield from _matching(_TAIL, feet, part=False)
    yield from _matching(_PART, feet, part=True)


def _matching(
    patterns: Sequence[re.Pattern[str]], texts: Sequence[str], *, part: bool
) -> Iterator[_Line]:
    for text in texts:
        for found in (m for pattern in patterns for m in pattern.finditer(text.rstrip())):
            if not _PHOTO.search(found.group()):
                yield found["name"], _says(found.group()), part


def _says(words: str) -> str:
    return f"its text says “{' '.join(words.split())[-60:].lstrip('.!?”’ ')}”"


def _bylines(value: str) -> Iterator[str]:
    """The names in an author's line that may be an outlet's: whole, or after the last comma."""
    plain = _BY.sub("", value.strip())
    for part in (plain, *_OF.split(plain)[1:]):
        bare = _STAFF.sub("", part.removeprefix("The ").strip())
        if bare and "/" not in bare:
            yield bare


def _byline_lines(revision: Revision) -> list[str]:
    """Lines that name the author: bylines in the body and those taken out as no part of it."""
    inside = [p.span.exact for p in revision.passages if p.kind is PassageKind.BYLINE]
    head = [line.strip() for line in revision.body.content[:_HEAD].split("\n")[:8]]
    head = [line for line in head if _BY.match(line) and len(line) < 120]
    gone = [r.words for r in revision.removed if r.reason in _BYLINES]
    return [*inside, *head, *gone]


def _page_lines(revision: Revision) -> list[str]:
    """Lines of the page as it came that begin like a byline: reading it leaves out the place."""
    page = revision.capture.content.content[:_PAGE]
    if revision.capture.medium == "html":
        page = unescape(_INLINE.sub("", _BLOCK.sub("\n", page)))
    lines = (" ".join(line.split()) for line in page.split("\n"))
    return [line for line in lines if len(line) < 120 and _BY.match(line)]


_PAGE = 400_000
"""Characters of a page that are looked through for a byline."""
_BLOCK = re.compile(r"</?(?:p|div|h\d|li|br|header|section)\b[^<>]*>")
_INLINE = re.compile(r"<[^<>]*>")
_BYLINES = frozenset({"byline", "author", "authors"})


def _under(revision: Revision) -> list[str]:
    """What was taken out of the page as no part of the article, where credits often stand."""
    short = [r.words for r in revision.removed if len(r.words) <= _FOOT]
    if revision.capture.medium == "html":
        return short
    # A text's last lines are looked at whatever the reader made of them.
    return [*short, revision.capture.content.content[-_FOOT:]]


def _house_foot(revision: Revision, known: Known, found: Sequence[Credit]) -> Iterator[Credit]:
    """A closing line that only one agency writes."""
    for row in known.table.outlet:
        if not row.foot or any(c.source == row.name for c in found):
            continue
        for text in (revision.body.content, *_under(revision)):
            closing = re.search(row.foot, text[-2 * _FOOT :])
            source = known.source(revision, row.name, line=True) if closing else None
            if closing and source:
                words = f"it closes like its stories: “{' '.join(closing.group().split())[:60]} …”"
                yield Credit(source=source.source, kind=source.kind, span=None, because=words)
                break


def posted(revision: Revision) -> str | None:
    """The place from which the byline says its own reporter wrote, or None."""
    for line in (*_byline_lines(revision), *_page_lines(revision)):
        found = _PLACED.match(line.strip())
        if found:
            return found["place"] or found["post"]
    return None
