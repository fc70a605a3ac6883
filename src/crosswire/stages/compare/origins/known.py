"""Whom a text may name as its source: the outlets of the pages at hand, and those of the table."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from crosswire.records.article import Revision
from crosswire.records.quotation import Reading
from crosswire.records.span import Span
from crosswire.stages.outlets import OutletTable, plain_name

_MEDIA = re.compile(
    r"(?:\b(?:News|Times|Post|Journal|Herald|Tribune|Telegraph|Guardian|Gazette|Chronicle|Mirror"
    r"|Radio|TV|Television|Weekly|Magazine|Observer|Courier|Dispatch|Examiner|Sentinel|Inquirer"
    r"|Today|Wire|Newswire|Press|Presse|News Agency)$|^(?:BBC|CNN|CBS|NBC|ABC|NPR|PBS|MSNBC|CNBC|ITV|RTE|ARD|ZDF)\b)"
)
_WIRE = re.compile(
    r"^[A-Z][A-Z.’'-]+(?: [A-Z.’'-]+)*(?:, [A-Z][\w. ]{0,20}){0,2} ?"
    r"\((?P<name>[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*){0,3})\) ?[-–—]{1,2} ?(?=[A-Z“‘\"])",
    re.MULTILINE,
)
"""A dateline with its place in capitals and an agency in brackets, whatever that agency is."""
_HEAD = 700
_SHORT = 2
"""Letters of a page's own name that are too few to be an outlet's."""
_PHOTO = re.compile(r"\b(?:Photos?|Images|Getty|Video)\b")
_DAY = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May|June|July"
    r"|August|(?:Septem|Octo|Novem|Decem)ber|\d+)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Words by which a text names where something comes from."""

    source: str
    """Another article of the group (its id), an agency or medium outside it, the own desk, or a
    document."""
    kind: Literal["sibling", "agency", "medium", "own", "document"]
    span: Span | None
    because: str
    seen: bool = False
    """A reporter of the source was at the place: saw, counted, stood there."""
    part: bool = False
    """The source gave a part of the article; which part is not said."""

    @property
    def key(self) -> str:
        """Equal for credits to the same source."""
        return f"{self.kind}:{self.source}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The outlets that words may name."""

    articles: Mapping[str, Sequence[str]]
    """Plain outlet name → its articles among the pages."""
    table: OutletTable
    wires: frozenset[str] = frozenset()
    """Agencies that no table knows, as datelines of the pages name them: "PORT SARN (Corran) —"."""

    def source(self, revision: Revision, name: str, *, line: bool = False) -> "Named | None":
        """What ``name`` stands for in a text of ``revision``; ``line``: in a credit line."""
        for shorter in _shorter(name):
            articles = self.articles_of(revision, shorter)
            if revision.article in articles:
                return Named("own", revision.outlet_name)
            if articles:
                return Named("sibling", articles[0])
            row = self.table.named(shorter, line=line)
            if row is not None:
                return Named("agency" if row.kind == "agency" else "medium", row.name)
            if shorter in self.wires:
                return Named("agency", shorter)
            if not line and _MEDIA.search(shorter) and (" " in shorter or shorter.isupper()):
                return Named("medium", shorter)
        return None

    def articles_of(self, revision: Revision, name: str) -> Sequence[str]:
        """The group's articles by the outlet that ``name`` names."""
        plain = self._plain(name)
        for outlet, articles in self.articles.items():
            # "BBC Radio 4" is the BBC; "Times of Malta" is not The Times.
            whole = outlet.count(" ") or name.split()[0].isupper()
            if plain == outlet or (whole and plain.startswith(outlet + " ")):
                return articles
            if plain and outlet.endswith(" " + plain) and _calls(revision, outlet, articles):
                return articles
        return ()

    def _plain(self, name: str) -> str:
        row = self.table.named(name)
        return plain_name(row.name if row else name)


def _calls(revision: Revision, outlet: str, articles: Sequence[str]) -> bool:
    """A text calls its own outlet by less, and another's where it has named it in full."""
    return revision.article in articles or outlet in revision.body.content.lower()


@dataclass(frozen=True, slots=True)
class Named:
    """What a name in a text stands for."""

    kind: Literal["sibling", "agency", "medium", "own"]
    source: str


def known_outlets(readings: Sequence[Reading], table: OutletTable) -> Known:
    """The outlets of ``readings``, the table's, and agencies in datelines."""
    return outlets_among([reading.revision for reading in readings], table)


def outlets_among(pages: Sequence[Revision], table: OutletTable) -> Known:
    """The same of articles that nobody has read closely."""
    found: dict[str, list[str]] = {}
    for page in pages:
        # A page of an unknown outlet goes by its own name, which often is the outlet's.
        called = page.outlet.value if page.outlet else re.sub(r"[-_]+", " ", page.article)
        row = table.of_page(called, page.capture.url)
        name = plain_name(row.name if row else called)
        if page.outlet or len(name) > _SHORT:
            found.setdefault(name, []).append(page.article)
    wires = (m["name"] for p in pages for m in _WIRE.finditer(p.body.content[:_HEAD]))
    return Known(articles=found, table=table, wires=frozenset(wires))


def _shorter(name: str) -> Iterator[str]:
    """The name, and what is left of it without days at its end ("QBC Tuesday" is QBC).

    Nothing for the credit of a photograph, which tells of no text.
    """
    words = [] if _PHOTO.search(name) else name.split()
    while words and _DAY.match(words[-1]):
        words.pop()
    if words:
        yield " ".join(words)
        # "told AFP Mr Venn": letters stand for themselves, whatever name follows.
        if len(words) > 1 and words[0].isupper() and words[1][0].isupper():
            yield words[0]
