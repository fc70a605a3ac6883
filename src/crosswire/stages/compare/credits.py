"""Credits: where an article says its words come from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from crosswire.records.article import Revision
from crosswire.records.quotation import Reading
from crosswire.records.span import Span

_AGENCIES = {
    "ap": "Associated Press", "associated press": "Associated Press", "afp": "AFP",
    "agence france-presse": "AFP", "reuters": "Reuters", "thomson reuters": "Reuters",
    "upi": "UPI", "united press international": "UPI", "pa": "PA", "pa media": "PA",
    "press association": "PA", "dpa": "dpa", "efe": "EFE", "ansa": "ANSA", "tass": "TASS",
    "interfax": "Interfax", "xinhua": "Xinhua", "kyodo": "Kyodo", "kyodo news": "Kyodo",
    "yonhap": "Yonhap", "ani": "ANI", "pti": "PTI", "aap": "AAP", "bloomberg": "Bloomberg",
    "anadolu": "Anadolu", "ritzau": "Ritzau", "ntb": "NTB", "tt": "TT", "ukrinform": "Ukrinform",
}  # fmt: skip
_SHORT = frozenset(k for k in _AGENCIES if len(k) <= 3)
"""Names so short that they count as an agency only in brackets or as a byline."""
_MEDIA = re.compile(
    r"(?:\b(?:News|Times|Post|Journal|Herald|Tribune|Telegraph|Guardian|Gazette|Chronicle|Mirror"
    r"|Radio|TV|Television|Weekly|Magazine|Observer|Courier|Dispatch|Examiner|Sentinel|Inquirer"
    r"|Today|Wire)$|^(?:BBC|CNN|CBS|NBC|ABC|NPR|PBS|MSNBC|CNBC|ITV|RTE|ARD|ZDF)\b)"
)
_WORD = r"[A-Z0-9](?:[\w&]|[.-](?=\w))*"
_NAME = rf"(?P<name>{_WORD}(?: (?:(?:of|the|for) )*{_WORD})*)"
_CUES = (
    re.compile(
        rf"\b(?:told|tells|telling|speaking to|spoke to|speaking with) (?:the |The )?{_NAME}"
    ),
    re.compile(rf"\b[Ii]nterview(?:ed)? (?:with|by|on|for|to) (?:the |The )?{_NAME}"),
    re.compile(rf"\b(?:his|her|their|an?|the) {_NAME} interview\b"),
    re.compile(rf"\b[Aa]ccording to (?:the |The )?{_NAME}"),
    re.compile(rf"\b(?:reported by|quoted by|cited by|obtained by|seen by) (?:the |The )?{_NAME}"),
    re.compile(rf"(?:\bthe |\bThe )?{_NAME} (?:has |had )?(?:first )?(?:reported|reports)\b"),
)
_OWN = re.compile(
    r"\b(?:told (?:this (?:newspaper|paper|news(?: site| outlet)?)|our (?:reporter|correspondent))"
    r"|our (?:own )?(?:reporter|correspondent)s?"
    r"|in an interview with this (?:newspaper|paper))\b",
    re.IGNORECASE,
)
_WHOLE = (
    re.compile(r"^[^\n]{0,80}?\((?P<name>[A-Z][A-Za-z. -]{1,30})\)\s*[-–—]{1,2}"),
    re.compile(r"\((?P<name>[A-Z][A-Za-z]{1,20})\)\s*$"),
    re.compile(rf"\b[Rr]eporting (?:by|from) (?:the |The )?{_NAME}"),
)
"""Dateline, foot and credit line, by which a text names whose it is as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Words by which a text names where something comes from."""

    source: str
    """Another article of the group (its id), an agency or medium outside it, or the own desk."""
    kind: Literal["sibling", "agency", "medium", "own"]
    span: Span | None
    because: str

    @property
    def key(self) -> str:
        """Equal for credits to the same source."""
        return f"{self.kind}:{self.source}"


def plain_name(outlet: str) -> str:
    """An outlet's name without what varies: "The Vellamy Sentry Online" → "vellamy sentry"."""
    name = re.sub(r"^(?:https?://)?(?:www\.)?", "", outlet.strip().lower())
    name = re.sub(r"\.(?:com|org|net|co\.\w+|[a-z]{2})$", "", name)
    plain = re.sub(r"^the\s+|\s*\((?:online|web|news|\s)+\)$", "", name)
    plain = re.sub(r"(?:[\s-]+(?:online|news|website|web))+$", "", plain).strip()
    return plain or name


def outlets_of(readings: Sequence[Reading]) -> dict[str, list[str]]:
    """Plain outlet name → its articles, for outlets that are known."""
    found: dict[str, list[str]] = {}
    for reading in readings:
        if reading.revision.outlet:
            found.setdefault(plain_name(reading.revision.outlet.value), []).append(reading.article)
    return found


def article_credit(revision: Revision, outlets: Mapping[str, list[str]]) -> Credit | None:
    """The source that a dateline, byline or credit line names for the whole article."""
    # Credit lines stand among what was removed as no part of the article.
    for text in (revision.body, revision.capture.content):
        for found in (m for pattern in _WHOLE for m in pattern.finditer(text.content)):
            credit = _whole(revision, found["name"].strip(), outlets)
            if credit:
                words = " ".join(found.group().split())[-60:]
                return replace(credit, because=f"its text says “{words}”")
    for author in revision.authors:
        credit = _whole(revision, author.value.removeprefix("By ").strip(), outlets)
        if credit:
            return replace(credit, because=f"its byline is {author.value}")
    return None


def _whole(revision: Revision, name: str, outlets: Mapping[str, list[str]]) -> Credit | None:
    known = _AGENCIES.get(name.lower())
    if known or _articles_of(revision, name, outlets):
        return _credited(revision, known or name, None, outlets, "")
    return None


def credits_in(revision: Revision, place: Span, outlets: Mapping[str, list[str]]) -> list[Credit]:
    """Sources that the words of ``place`` name for what they tell."""
    found: list[Credit] = []
    own = _OWN.search(place.exact)
    if own:
        span = _inside(revision, place, own.start(), own.end())
        found.append(_own(revision, span))
    for name, start, end in _named(place.exact):
        span = _inside(revision, place, start, end)
        because = f"“{span.exact}”"
        known = _AGENCIES.get(name.lower()) if name.lower() not in _SHORT else None
        if _articles_of(revision, name, outlets):
            found.append(_credited(revision, name, span, outlets, because))
        elif known:
            found.append(Credit(source=known, kind="agency", span=span, because=because))
        elif _MEDIA.search(name) and (" " in name or name.isupper()):
            found.append(Credit(source=name, kind="medium", span=span, because=because))
    return found


def _named(words: str) -> Iterator[tuple[str, int, int]]:
    """(name, start, end) of every cue with a name that could be a medium's."""
    for cue in _CUES:
        for found in cue.finditer(words):
            yield found["name"], found.start(), found.end()


def _credited(
    revision: Revision, name: str, span: Span | None, outlets: Mapping[str, list[str]], because: str
) -> Credit:
    """The credit as one to a sibling, to the own desk, or to a source outside the group."""
    articles = _articles_of(revision, name, outlets)
    if revision.article in articles:
        return Credit(source=revision.outlet_name, kind="own", span=span, because=because)
    if articles:
        return Credit(source=articles[0], kind="sibling", span=span, because=because)
    return Credit(source=name, kind="agency", span=span, because=because)


def _articles_of(revision: Revision, name: str, outlets: Mapping[str, list[str]]) -> list[str]:
    """The group's articles by the outlet that ``name`` names; a text calls its own by less."""
    plain = plain_name(name)
    for outlet, articles in outlets.items():
        # "BBC Radio 4" is the BBC; "Times of Malta" is not The Times.
        whole = outlet.count(" ") or name.split()[0].isupper()
        if plain == outlet or (whole and plain.startswith(outlet + " ")):
            return articles
        if revision.article in articles and plain and outlet.endswith(" " + plain):
            return articles
    return []


def _own(revision: Revision, span: Span) -> Credit:
    return Credit(source=revision.outlet_name, kind="own", span=span, because=f"“{span.exact}”")


def _inside(revision: Revision, place: Span, start: int, end: int) -> Span:
    return Span.of(revision.body, place.start + start, place.start + end)
