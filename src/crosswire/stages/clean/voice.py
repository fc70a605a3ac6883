"""Whose voice a whole page speaks in, by its labels, headline and address."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crosswire.records.article import Voice
from crosswire.stages.clean.addresses import split
from crosswire.stages.outlets import OutletRow, OutletTable

_LABELS = (
    (Voice.SATIRE, re.compile(r"\W*(?:satire|satirical(?: news)?|parody|spoof(?: news)?|humou?r)\W*", re.I)),
    (Voice.ADVERTISING, re.compile(r"\W*(?:sponsored(?: content| post)?|advertis(?:ement|er) (?:feature|content)|advertorial|paid (?:post|content|partnership|program)|partner content|promoted(?: content)?|in association with .{2,40}|brought to you by .{2,40}|paid for by .{2,40})\W*", re.I)),
    (Voice.READER, re.compile(r"\W*(?:letters?(?: to the editor)?|readers?['’]? letters?|your (?:letters|views)|reader (?:comment|opinion)s?)\W*", re.I)),
    (Voice.OPINION, re.compile(r"\W*(?:opinions?|op-?eds?|editorials?|columns?|columnists?|comment is free|commentary|guest (?:essay|column)|viewpoint|perspectives?|our view|leaders?|leading article|the (?:[\w ]+ )?view)\W*", re.I)),
    (Voice.ANALYSIS, re.compile(r"\W*(?:(?:news )?analysis|explainers?|explained|in depth|the big picture)\W*", re.I)),
)  # fmt: skip
_TITLE = (
    (Voice.SATIRE, re.compile(r"^(?:satire|parody|spoof)\s*[:|]|[|–—-]\s*(?:satire|parody)\s*$|\((?:satire|parody)\)\s*$", re.I)),
    (Voice.ADVERTISING, re.compile(r"^(?:sponsored|advertorial|paid post)\s*[:|]", re.I)),
    (Voice.READER, re.compile(r"^letters?\s*(?:to the editor)?\s*[:|]|\|\s*letters?\s*$", re.I)),
    (Voice.OPINION, re.compile(r"^(?:opinion|comment|editorial|op-?ed|commentary|column)\s*[:|]|[|–—-]\s*(?:opinion|op-ed|editorial)\s*$", re.I)),
    (Voice.ANALYSIS, re.compile(r"^(?:(?:news )?analysis|explainer|explained)\s*[:|]|[|–—-]\s*analysis\s*$", re.I)),
)  # fmt: skip
_SECTIONS = (
    (Voice.SATIRE, {"satire", "parody", "satirical", "humor", "humour"}),
    (Voice.ADVERTISING, {"sponsored", "advertorial", "brandstudio", "partner-content", "paid-content"}),
    (Voice.READER, {"letters", "letters-to-the-editor", "letters-editor", "readers-letters"}),
    (Voice.OPINION, {"opinion", "opinions", "commentisfree", "editorial", "editorials", "op-ed", "oped", "columnists", "columns", "voices", "blogs", "commentary", "comment"}),
    (Voice.ANALYSIS, {"analysis", "explainers", "explainer", "news-analysis"}),
)  # fmt: skip


def of_labels(labels: Iterable[str]) -> tuple[Voice, str] | None:
    """The voice that a line or section name standing for itself ("Opinion") names."""
    for label in labels:
        for voice, pattern in _LABELS:
            if pattern.fullmatch(label.strip()):
                return voice, f"labelled {label.strip()!r}"
    return None


def of_title(title: str | None) -> tuple[Voice, str] | None:
    """The voice that a label inside the headline names ("Opinion: …")."""
    for voice, pattern in _TITLE:
        if title and pattern.search(title):
            return voice, f"the headline is labelled: {title[:40]!r}"
    return None


def of_url(url: str | None) -> tuple[Voice, str] | None:
    """The voice that a section in the page's address names."""
    if not url:
        return None
    parts = [p.lower() for p in split(url).path.split("/")[1:-1]]
    for voice, sections in _SECTIONS:
        for part in parts[:4]:
            if part in sections:
                return voice, f"the address has the section {part!r}"
    return None


_KINDS = {
    "OpinionNewsArticle": Voice.OPINION,
    "AnalysisNewsArticle": Voice.ANALYSIS,
    "AdvertiserContentArticle": Voice.ADVERTISING,
    "SatiricalArticle": Voice.SATIRE,
}


def of_kinds(kinds: Iterable[str]) -> tuple[Voice, str] | None:
    """The voice that schema.org's kind of article names."""
    for kind in kinds:
        if kind in _KINDS:
            return _KINDS[kind], f"the page describes itself as {kind}"
    return None


Site = tuple[str | None, str | None]
"""An outlet's name and the page's address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What shows whose voice a page speaks in, beside its outlet."""

    labelled: tuple[Voice, str] | None
    """The voice that its labels, its headline or its address name."""
    credits: Sequence[str]
    """What stands in the author's place."""
    opening: str
    """Its first paragraph."""


def of_page(table: OutletTable, site: Site, marks: Marks) -> tuple[Voice, str]:
    """The voice of a page: satire by its outlet whatever the section, then what labels name, then
    wire copy by its credit, else news."""
    wire = marks.labelled or of_wire(table, marks.credits, marks.opening, site)
    return of_outlet(table, site) or wire or (Voice.NEWS, "")


def of_outlet(table: OutletTable, site: Site) -> tuple[Voice, str] | None:
    """The voice of an outlet that publishes nothing else: satire, by the table of outlets."""
    row = _row(table, site)
    if row is None or row.kind != "satire":
        return None
    return Voice.SATIRE, f"{row.name} publishes satire ({row.source})"


def _row(table: OutletTable, site: Site) -> OutletRow | None:
    return table.of_page(site[0] or "", site[1]) if any(site) else None


_DATELINE = re.compile(
    r"^(?:[A-Z][\w.,’'/ -]{1,60}? ?)?\((?P<name>[A-Z][A-Za-z. -]{1,30})\)[ \xa0]*(?:[-–—]{1,2}|:)\s"
)
_BY = re.compile(r"^(?:By|BY)\s+(?:the |The )?")
_STAFF = re.compile(r"\s+(?:[Ss]taff|[Ww]riters?|[Rr]eporters?|[Nn]ewsroom)+$")


def of_wire(
    table: OutletTable, credits: Sequence[str], opening: str, site: Site
) -> tuple[Voice, str] | None:
    """Wire copy, where the page credits an agency with the text: all its ``credits`` in the place
    of an author are agencies, or the dateline that opens it names one.

    A credit for a part ("with Reuters") is none, and an agency's own page prints no wire copy.
    """
    own = _row(table, site)
    if own is not None and own.kind == "agency":
        return None
    names = [_STAFF.sub("", _BY.sub("", c.strip())) for c in credits]
    rows = [table.named(name, line=True) for name in names]
    if rows and all(row is not None and row.kind == "agency" for row in rows):
        return Voice.WIRE, f"credited to {' and '.join(dict.fromkeys(names))} in the author's place"
    dateline = _DATELINE.match(opening)
    row = table.named(dateline["name"].strip(" ."), line=True) if dateline else None
    if dateline and row is not None and row.kind == "agency":
        return Voice.WIRE, f"its dateline credits {dateline['name']}"
    return None
