"""Who publishes a plain text that nobody labelled: the text's references to itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_GAP = r"[ \xa0]"
_NAME = (
    rf"(?:[Tt]he{_GAP})?[A-Z][\w&-]{{0,30}}(?:\.\w{{1,20}}){{0,3}}(?:['’](?!s\b)\w+)?"
    rf"(?:{_GAP}(?:(?:of|and|&|the){_GAP})?[A-Z][\w&-]{{0,30}}(?:\.\w{{1,20}}){{0,3}}){{0,4}}"
)
_ROLE = r"(?:correspondent|editor|reporter|columnist|bureau chief|analyst)s?\b"
_PAPER = (
    r"News|Times|Post|Herald|Tribune|Journal|Guardian|Telegraph|Mail|Globe|Observer|Standard"
    r"|Gazette|Chronicle|Today|Press|Star|Mirror|Sun|Express|Independent|Review|Monitor|Courier"
    r"|Examiner|Argus|Echo|Record|Dispatch|Bulletin|Network|Radio|TV|Television|Media|Magazine"
)
_OUTLET = (
    rf"(?:[Tt]he{_GAP})?(?:[A-Z]{{2,5}}(?:{_GAP}(?:{_PAPER}))?"
    rf"|(?:[A-Z][\w&.-]{{1,30}}{_GAP}){{0,3}}(?:{_PAPER}))"
)


@dataclass(frozen=True, slots=True)
class SelfReference:
    """A form of words by which an outlet speaks of itself; ``weight`` is how surely."""

    pattern: re.Pattern[str]
    weight: int
    because: str


SELF_REFERENCES = (
    SelfReference(
        re.compile(rf"\b(?:[Nn]otifications|[Aa]lerts|[Nn]ewsletters?) from (?P<outlet>{_NAME})"),
        5, "the page's own plea names it",
    ),
    SelfReference(
        re.compile(rf"\b(?:[Rr]egistering|[Ss]igning up|[Ss]ubscribing) (?:with|to|for) (?P<outlet>{_NAME})"),
        5, "the page's own notice names it",
    ),
    SelfReference(
        re.compile(rf"(?:©|\([Cc]\)|[Cc]opyright)[\s©]*(?:(?:19|20)\d\d,?\s+)(?P<outlet>{_NAME})"),
        5, "the copyright line names it",
    ),
    SelfReference(
        re.compile(rf"\b[Bb]y [^,\n]{{3,60}}, (?P<outlet>{_OUTLET})(?: [\w&'’-]{{1,30}}){{0,4}}? {_ROLE}"),
        4, "an author line names it as the author's employer",
    ),
    SelfReference(
        re.compile(rf"\b(?:[Tt]he )?(?P<outlet>{_OUTLET})['’]s? (?:own )?(?:[\w'’-]{{1,30}} ){{0,4}}{_ROLE}"),
        3, "the text cites it for its own correspondent",
    ),
    SelfReference(
        re.compile(rf"\b[Ff]ollow other (?P<outlet>{_NAME}) readers"),
        3, "the page addresses its readers by it",
    ),
    SelfReference(
        re.compile(rf"\b(?P<outlet>{_OUTLET}) (?:has|have) (?:contacted|approached|reached out to|asked)\b"),
        3, "the text says it asked for comment",
    ),
)  # fmt: skip
"""In the manner of how pages name themselves; "told X" is left out: any outlet may quote another."""


@dataclass(frozen=True, slots=True)
class OutletGuess:
    """An outlet's name as the page words it, at ``content[start:end]``."""

    start: int
    end: int
    because: str


def infer_outlet(content: str) -> OutletGuess | None:
    """The outlet that the text's references to itself agree on; None when there is none or a tie."""
    weights: dict[str, int] = {}
    first: dict[str, OutletGuess] = {}
    for start, end, reference in _references(content):
        key = _key(content[start:end])
        weights[key] = weights.get(key, 0) + reference.weight
        first.setdefault(key, OutletGuess(start, end, reference.because))
    ranked = sorted(weights, key=lambda k: -weights[k])
    if not ranked or (len(ranked) > 1 and weights[ranked[0]] == weights[ranked[1]]):
        return None
    return first[ranked[0]]


def _references(content: str) -> Iterable[tuple[int, int, SelfReference]]:
    for reference in SELF_REFERENCES:
        for match in reference.pattern.finditer(content):
            yield *match.span("outlet"), reference


def _key(name: str) -> str:
    return re.sub(r"^the |[^\w ]", "", name.lower())
