"""Whose voice a whole page speaks in, by its labels, headline and address."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from crosswire.records.article import Voice

_LABELS = (
    (Voice.ADVERTISING, re.compile(r"\W*(?:sponsored(?: content| post)?|advertis(?:ement|er) (?:feature|content)|advertorial|paid (?:post|content|partnership|program)|partner content|promoted(?: content)?|in association with .{2,40}|brought to you by .{2,40}|paid for by .{2,40})\W*", re.I)),
    (Voice.READER, re.compile(r"\W*(?:letters?(?: to the editor)?|readers?['’]? letters?|your (?:letters|views)|reader (?:comment|opinion)s?)\W*", re.I)),
    (Voice.OPINION, re.compile(r"\W*(?:opinions?|op-?eds?|editorials?|columns?|columnists?|comment is free|commentary|guest (?:essay|column)|viewpoint|perspectives?|our view|leaders?|leading article|the (?:[\w ]+ )?view)\W*", re.I)),
    (Voice.ANALYSIS, re.compile(r"\W*(?:(?:news )?analysis|explainers?|explained|in depth|the big picture)\W*", re.I)),
)  # fmt: skip
_TITLE = (
    (Voice.ADVERTISING, re.compile(r"^(?:sponsored|advertorial|paid post)\s*[:|]", re.I)),
    (Voice.READER, re.compile(r"^letters?\s*(?:to the editor)?\s*[:|]|\|\s*letters?\s*$", re.I)),
    (Voice.OPINION, re.compile(r"^(?:opinion|comment|editorial|op-?ed|commentary|column)\s*[:|]|[|–—-]\s*(?:opinion|op-ed|editorial)\s*$", re.I)),
    (Voice.ANALYSIS, re.compile(r"^(?:(?:news )?analysis|explainer|explained)\s*[:|]|[|–—-]\s*analysis\s*$", re.I)),
)  # fmt: skip
_SECTIONS = (
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
    parts = [p.lower() for p in urlsplit(url).path.split("/")[1:-1]]
    for voice, sections in _SECTIONS:
        for part in parts[:4]:
            if part in sections:
                return voice, f"the address has the section {part!r}"
    return None


_KINDS = {
    "OpinionNewsArticle": Voice.OPINION,
    "AnalysisNewsArticle": Voice.ANALYSIS,
    "AdvertiserContentArticle": Voice.ADVERTISING,
}


def of_kinds(kinds: Iterable[str]) -> tuple[Voice, str] | None:
    """The voice that schema.org's kind of article names."""
    for kind in kinds:
        if kind in _KINDS:
            return _KINDS[kind], f"the page describes itself as {kind}"
    return None
