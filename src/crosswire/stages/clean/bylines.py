"""Author lines: whether a line is one, whom it names, for whom they write."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from crosswire.stages.clean.lines import word_set

_LEAD = re.compile(
    r"^\W*(?:(?:analysis|comment|opinion|exclusive|report|review|words?|story|commentary|explainer)"
    r"\s+)?(?:(?:written|reported|posted|published|by-line)\s+)?by:?\s+",
    re.I,
)
_ROLE = (
    r"correspondent|editor|reporter|columnist|analyst|contributor|writer|journalist|bureau chief"
    r"|producer|presenter|commentator|critic|fellow|professor|lecturer"
)
_HAS_ROLE = re.compile(rf"\b(?:{_ROLE})s?\b", re.I)
_BREAK = re.compile(
    r",|;|\||/|•|·| – | — | - |\band\b|&|\bin\b|\bfor\b|\bat\b|\bwith\b|\bof\b|@|\(|\d", re.I
)
_PLACE = re.compile(r"\s+in\s+[A-Z][\w’'-]*(?:[ ,]+[A-Z][\w’'-]*){0,3}$")
_WIRES = word_set("reuters afp ap pa upi dpa efe ansa tass interfax xinhua kyodo yonhap bloomberg")
_WIRE_WORDS = word_set("wire wires newswire agency agencies press france-presse")
_PARTICLES = word_set(
    "de da do dos das di du del della der den van von zu la le el al bin ben ibn y ter ten af"
)
_NOT_NAMES = word_set(
    "press news staff agency agencies reporter reporters correspondent correspondents editor editors"
    " desk team wire wires reuters afp ap pa bloomberg associated times post daily herald tribune"
    " journal guardian bbc cnn media online digital today world service network radio tv political"
    " senior chief staff special national international associate deputy bureau writer columnist"
    " contributor contributing analyst producer published updated posted january february march april"
    " june july august september october november december monday tuesday wednesday thursday friday"
    " saturday sunday politics sport sports business opinion analysis comment home share read more"
    " related topics video live latest breaking update updates newsletter middle east europe africa"
    " asia americas united states kingdom house street city county state university the a an"
    " exclusive watch listen follow photo image getty images picture gallery"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """Where a line names its authors, offsets within the line."""

    authors: tuple[tuple[int, int], ...]
    role: bool
    """The line says what the author is ("correspondent", "editor")."""


def read_byline(text: str) -> Byline | None:
    """A line that says "By …" and names somebody, or names somebody with a role; else None."""
    lead = _LEAD.match(text)
    if len(text) > 160 or text.endswith((".", "?", "!")):
        return None
    role = bool(_HAS_ROLE.search(text))
    if lead:
        authors = tuple(_names(text, lead.end()))
        return Byline(authors, role) if authors or _credits_body(text[lead.end() :]) else None
    first = next(_names(text, 0), None)
    if role and first and first[0] == 0 and len(text.split()) <= 14:
        return Byline((first,), role)
    return None


def opens_byline(text: str) -> bool:
    """Whether a line opens with "By", or with "Analysis by" and the like."""
    return bool(_LEAD.match(text))


def agency_credit(text: str) -> bool:
    """A line that holds the name of an agency and nothing else: "Reuters", "Norland Wire"."""
    words = text.split()
    if not 1 <= len(words) <= 3 or not all(w[0].isupper() and w[-1].isalpha() for w in words):
        return False
    names = [w.lower() for w in words]
    if all(n in _WIRES or n == "media" for n in names):
        return True
    told = [n for n in names if n not in _NOT_NAMES or n in ("associated", "united")]
    return bool(told) and not _WIRE_WORDS.isdisjoint(names)


def bare_names(text: str, *, common: Collection[str]) -> tuple[tuple[int, int], ...]:
    """The people in a line that holds nothing but names; ``common`` are words that are no names."""
    if len(text) > 90 or text.endswith((".", "?", "!", ":")):
        return ()
    text = _PLACE.sub("", text)
    found = tuple(_names(text, 0))
    if not found or not _covers(text, found):
        return ()
    tokens = {t.lower() for s, e in found for t in text[s:e].split()}
    return () if tokens & set(common) else found


def _names(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Runs of two to four capitalised words between separators; stops at the first other run."""
    at = start
    while at < len(text):
        stop = _BREAK.search(text, at)
        end = stop.start() if stop else len(text)
        piece = text[at:end]
        words = piece.split()
        if words and _is_name(words):
            begin = at + len(piece) - len(piece.lstrip())
            yield begin, begin + len(piece.strip())
        elif words:
            return
        if not stop or not _joins(stop[0]):
            return
        at = stop.end()


def _joins(separator: str) -> bool:
    return separator.lower() in {"and", "&", ",", "/", "|", ";", "•", "·", "with"}


def _is_name(words: list[str]) -> bool:
    if not 2 <= len(words) <= 4 or not (words[0][0].isupper() and words[-1][0].isupper()):
        return False
    return all(
        (w[0].isupper() or w.lower() in _PARTICLES)
        and w.lower().strip(".") not in _NOT_NAMES
        and not any(c.isdigit() for c in w)
        and not w.endswith(("'s", "’s"))
        for w in words
    )


def _covers(text: str, found: tuple[tuple[int, int], ...]) -> bool:
    rest = text
    for start, end in reversed(found):
        rest = rest[:start] + rest[end:]
    return not re.sub(r"\band\b|[\W_]", "", rest, flags=re.I)


def _credits_body(rest: str) -> bool:
    """A credit that names no person: "By Associated Press", "By our foreign staff"."""
    words = rest.split()
    return 0 < len(words) <= 6 and any(w.lower().strip(",.") in _NOT_NAMES for w in words)
