"""Credits: where the words of a passage say that they come from."""

import re
from collections.abc import Iterator

from crosswire.records.article import Revision
from crosswire.records.span import Span
from crosswire.stages.annotate.marks import quoted_runs
from crosswire.stages.compare.origins.known import Credit, Known

# Bounded, so that a text of capitals alone is read in one pass.
_WORD = r"\b[A-Z0-9](?:[\w&]|[.-](?=\w)){0,40}"
NAME = rf"(?P<name>{_WORD}(?: (?:(?:of|the|for) ){{0,2}}{_WORD}){{0,6}})"
_THE = r"(?:the |The )?"
_AGENCY = r"(?:(?:state |official )?news ?(?:agency|wire)|wire service)"
_PAPER = r"(?:news(?:paper|wire| site| website| channel)|daily|weekly|broadcaster|magazine|website)"
_CUES = (
    re.compile(rf"\b(?:told|tells|telling|speaking to|spoke to|speaking with) {_THE}{NAME}"),
    re.compile(rf"\b[Ii]nterview(?:ed)? (?:with|by|on|for|to) {_THE}{NAME}"),
    re.compile(rf"\b(?:his|her|their|an?|the) {NAME} interview\b"),
    re.compile(rf"\b(?:remarks|comments|a statement|an e-?mail) to {_THE}{NAME}"),
    re.compile(rf"\b(?:speaking|appear(?:ed|ing)|said|appearance|interviewed) on {_THE}{NAME}"),
    re.compile(
        rf"\b(?:wrote|writing|written|published|op-ed|column|essay) (?:in|for) {_THE}{NAME}"
    ),
    re.compile(rf"\b[Aa]ccording to (?:an? )?{_THE}(?:{_AGENCY} |{_PAPER} )?{NAME}"),
    re.compile(
        rf"\b(?:reported|quoted|cited|obtained|seen|published|revealed|broken|carried|aired)"
        rf"(?: first| earlier)? by {_THE}(?:{_AGENCY} |{_PAPER} )?{NAME}"
    ),
    re.compile(rf"\b(?:[Cc]iting|[Qq]uoting|h/t:?) {_THE}(?:{_AGENCY} )?{NAME}"),
    re.compile(
        rf"(?:\bthe |\bThe )?{NAME} (?:has |had )?(?:also |first |earlier |separately )?"
        r"(?:reported|reports|quoted|cited|revealed|broke the (?:news|story)"
        r"|was (?:the )?first(?: \w+){0,2} to report)\b"
    ),
    re.compile(rf"(?:\bthe |\bThe )?{NAME}(?:’s|'s) (?:report|reporting|account|investigation)\b"),
)
_SAID = (
    re.compile(rf"(?:\bthe |\bThe )?{NAME} (?:said|says|wrote)\b"),
    re.compile(rf"(?:\bthe |\bThe )?{NAME} {_AGENCY}\b"),
    re.compile(rf"\b{_AGENCY} {NAME}"),
)
"""Only agencies: of others "said" is what an outlet says for itself."""
_TOLD_US = re.compile(
    r"\b(?:told (?:this (?:newspaper|paper|news(?: site| outlet)?)|our (?:reporter|correspondent))"
    r"|in an interview with this (?:newspaper|paper))\b",
    re.IGNORECASE,
)
_WHO = (
    r"(?:reporters?|correspondents?|journalists?|photographers?|news team|camera crew|stringers?)\b"
)
_SAW = (
    r"(?: [A-Z][\w’'-]+){0,3},?(?: who)?(?: (?:was|were|is|stood|sat|has|had|have|been))*"
    r" (?P<saw>saw|seen|watched|watching|witnessed|counted|observed|visited|reached|travelled|there|"
    r"(?:at|in|on|on board|aboard|outside|near|inside) (?:the )?[\w’'-]+)"
)
_SEEN = (
    re.compile(rf"\b[Oo]ur (?:own )?(?:[\w’-]+ )?{_WHO}{_SAW}"),
    re.compile(rf"\b[Tt]his (?:newspaper|paper|broadcaster)(?:[’']s (?:[\w’-]+ )?{_WHO})?{_SAW}"),
    re.compile(rf"\b(?:[Aa]n?|[Tt]he|[Tt]wo|[Tt]hree) (?P<the>the )?{NAME}(?:[’']s)? {_WHO}{_SAW}"),
    re.compile(rf"\b{_WHO[:-2]} (?:for|from|of|with) {_THE}{NAME}{_SAW}"),
    re.compile(
        r"\b(?:seen|watched|witnessed|counted|observed) by (?:our|this (?:newspaper|paper)[’']s"
        rf"|an?|two|three|the) (?:{NAME} )?{_WHO}(?P<saw>)"
    ),
)
"""A reporter at the place. "Told our reporter at the quay" is hearing, not seeing."""
_HEARD = re.compile(r"\b(?:told|tells|telling|to|with|informed)\s*$")
_PAPERS = (
    r"(?P<what>(?:court|legal|police|company|government|internal|planning|health) (?:documents?"
    r"|filings?|records?|papers|report|figures)|transcript|memo(?:randum)?|indictment|affidavit"
    r"|press release|news release|pool report|filing|letter|communiqu[eé]|report|log(?:book)?)"
)
_DOCUMENTS = (
    re.compile(
        rf"\b[Aa]ccording to (?:(?:an?|the) )?(?:[\w’-]+ ){{0,2}}?{_PAPERS}\b(?: by {_THE}{NAME})?"
    ),
    re.compile(rf"\b(?:said|stated|announced|wrote) in (?:an?|the) (?:[\w’-]+ )?{_PAPERS}\b"),
    re.compile(rf"\b(?:[Aa]ccording to|[Ii]n) the {NAME} {_PAPERS}\b"),
    re.compile(r"\b(?P<what>(?:court|police|company) (?:documents|filings|records)) (?:show|say)"),
)
_ONE_OF_ITS_KIND = frozenset({"pool report", "indictment", "affidavit", "transcript", "communiqué"})
"""Papers of which one story has one: whoever rests on "the indictment" rests on the same."""


def credits_in(revision: Revision, place: Span, known: Known) -> list[Credit]:
    """Sources that the words of ``place`` name for what they tell."""
    marked = quoted_runs(place.exact)
    found = [*_seen(revision, place, known, marked)]
    taken = {(c.span.start, c.span.end) for c in found if c.span}
    told = _TOLD_US.search(place.exact)
    if told:
        span = _inside(revision, place, told.start(), told.end())
        found.append(_own(revision, span))
    for name, start, end, agencies in _named(place.exact):
        if any(s <= place.start + start < e for s, e in taken):
            continue
        source = known.source(revision, name)
        if source is None or (agencies and source.kind != "agency"):
            continue
        span = _inside(revision, place, start, end)
        because = f"“{span.exact}”"
        found.append(Credit(source=source.source, kind=source.kind, span=span, because=because))
    return [*found, *_documents(revision, place, known, marked)]


def _named(words: str) -> Iterator[tuple[str, int, int, bool]]:
    """(name, start, end, agencies only) of every cue with a name that could be a medium's."""
    for cues, agencies in ((_CUES, False), (_SAID, True)):
        for cue in cues:
            for found in cue.finditer(words):
                yield found["name"], found.start(), found.end(), agencies


def _seen(
    revision: Revision, place: Span, known: Known, marked: list[tuple[int, int]]
) -> Iterator[Credit]:
    """Reporters that the words, outside quotation marks, put at the place."""
    for pattern in _SEEN:
        for found in pattern.finditer(place.exact):
            before = place.exact[: found.start()]
            if any(s <= found.start() < e for s, e in marked) or _HEARD.search(before):
                continue
            span = _inside(revision, place, found.start(), found.end())
            name = found.groupdict().get("name")
            source = known.source(revision, name) if name else None
            because = f"“{span.exact}”"
            if not name or (source and source.kind == "own"):
                yield Credit(
                    source=revision.outlet_name, kind="own", span=span, because=because, seen=True
                )
            elif source:
                yield Credit(
                    source=source.source, kind=source.kind, span=span, because=because, seen=True
                )


def _documents(
    revision: Revision, place: Span, known: Known, marked: list[tuple[int, int]]
) -> Iterator[Credit]:
    """Documents that the words rest on."""
    for pattern in _DOCUMENTS:
        for found in pattern.finditer(place.exact):
            if any(s <= found.start() < e for s, e in marked):
                continue
            name = found.groupdict().get("name")
            if name and known.source(revision, name):
                continue
            what = found["what"].lower()
            span = _inside(revision, place, found.start(), found.end())
            source = f"{what} of {name}" if name else f"{what} in {revision.outlet_name}"
            if what in _ONE_OF_ITS_KIND:
                source = f"the {what}"
            yield Credit(source=source, kind="document", span=span, because=f"“{span.exact}”")


def _own(revision: Revision, span: Span) -> Credit:
    return Credit(source=revision.outlet_name, kind="own", span=span, because=f"“{span.exact}”")


def _inside(revision: Revision, place: Span, start: int, end: int) -> Span:
    return Span.of(revision.body, place.start + start, place.start + end)
