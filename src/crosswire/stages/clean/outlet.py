"""Who publishes a plain text that nobody labelled: the text's references to itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crosswire.stages.clean.cues import furniture

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
_WHOLE_NAME = re.compile(_NAME)
_TOP = 3
"""How many lines a masthead may stand below the top."""
_NOTICES = frozenset(
    {"legal", "subscription", "newsletter", "notifications", "registration", "appeal", "contact"}
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
    masthead = _masthead(content)
    if masthead:
        yield masthead.start, masthead.end, SelfReference(_WHOLE_NAME, 6, masthead.because)
    for reference in SELF_REFERENCES:
        for match in reference.pattern.finditer(content):
            yield *match.span("outlet"), reference


def _masthead(content: str) -> OutletGuess | None:
    """A name alone among the first lines that the page's notices repeat, whole or in short."""
    lines = [m for m in re.finditer(r"[^\n]+", content) if m[0].strip()]
    notices = [m[0] for m in lines[_TOP:] if _is_notice(m[0])]
    for line in lines[:_TOP]:
        words = line[0].strip()
        if len(words.split()) > 5 or not _WHOLE_NAME.fullmatch(words) or _is_furniture(words):
            continue
        short = re.escape(words.split()[-1])
        forms = re.compile(rf"\b{re.escape(words)}\b|\bthe {short}\b", re.I)
        if any(forms.search(notice) for notice in notices):
            start = line.start() + line[0].index(words)
            because = "it stands alone at the top and the page's notices repeat it"
            return OutletGuess(start, start + len(words), because)
    return None


def _is_notice(line: str) -> bool:
    return len(line) <= 400 and furniture(line, words=len(line.split()), ends=True) in _NOTICES


def _is_furniture(line: str) -> bool:
    return furniture(line, words=len(line.split()), ends=False) is not None


def _key(name: str) -> str:
    return re.sub(r"^the |[^\w ]", "", name.lower())
