"""Names that differ between two units: spelled otherwise, in one slot of a deed, as speakers."""

import re
from collections.abc import Iterator

from crosswire.records.annotation import Mention
from crosswire.stages.compare.points.board import Sheet
from crosswire.stages.compare.points.channels import marked
from crosswire.stages.compare.points.detail import Detail, Kind
from crosswire.stages.compare.points.words import STOP

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PEOPLES = "NORP"
"""Peoples, creeds and parties: words in many forms, whose forms tell nothing apart."""
_WORDS = re.compile(r"[^\W_]+")
_SAME_UTTERANCE = 0.8
"""Share of the quoted words of the shorter that both must quote for their speakers to compare."""
_LEAST_QUOTED = 4


def bare(name: str) -> tuple[str, ...]:
    """The words of a name without case, marks, possessive and articles."""
    low = re.sub(r"['’]s?(?!\w)", "", name.lower())
    return tuple(w for w in _WORDS.findall(low) if w not in ("the", "a", "an"))


def same_name(a: str, b: str) -> bool:
    """One name may stand for the other: the same words, a part, a shared head, an acronym."""
    x, y = bare(a), bare(b)
    if not x or not y:
        return True
    first_letters = {"".join(w[0] for w in n if w not in STOP) for n in (x, y) if len(n) > 1}
    short = {"".join(n) for n in (x, y) if len(n) <= 4}
    return bool(set(x) <= set(y) or set(y) <= set(x) or x[-1] == y[-1] or first_letters & short)


def names(a: Sheet, b: Sheet) -> Iterator[Detail]:
    """Names that differ by a letter or two, or stand in the same place of the same deed."""
    here = {m.span.exact: (n, m.label) for n, m in a.names if _proper(m)}
    there = {m.span.exact: (n, m.label) for n, m in b.names if _proper(m)}
    for said, (known, label) in here.items():
        for other, (also, tag) in there.items():
            if known == also or same_name(said, other):
                continue
            if label == tag and _close_spelling(said, other):
                yield Detail(kind=_kind(label), a=said, b=other, size=0.5)
    yield from _slots(a, b)


def _proper(mention: Mention) -> bool:
    return mention.kind == "name" and mention.label != _PEOPLES


def _kind(label: str) -> Kind:
    return "place" if label in _PLACES else "name"


def _close_spelling(a: str, b: str) -> bool:
    """One or two letters apart, in names long enough for that to tell."""
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 2 or a[0] != b[0]:
        return False
    row = list(range(len(b) + 1))
    for n, x in enumerate(a, 1):
        before, row[0] = row[0], n
        for k, y in enumerate(b, 1):
            before, row[k] = row[k], min(row[k] + 1, row[k - 1] + 1, before + (x != y))
    return row[-1] <= 2


def _slots(a: Sheet, b: Sheet) -> Iterator[Detail]:
    """Different names in one role of a deed that both tell with the same verb or noun."""
    here, there = dict(_filled(a)), dict(_filled(b))
    for slot in here.keys() & there.keys():
        (x, said, label), (y, other, tag) = here[slot], there[slot]
        if x == y or label != tag or _told(x, said, b) or _told(y, other, a):
            continue
        yield Detail(kind=_kind(label), a=said, b=other, size=1.0, about=slot)


def _told(name: str, said: str, sheet: Sheet) -> bool:
    """``sheet`` names it too, by id or in other words."""
    return any(n == name or same_name(m.span.exact, said) for n, m in sheet.names)


def _filled(sheet: Sheet) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """(slot, (id, words, label)) of every name that stands in a role of a telling word."""
    for name, mention in sheet.names:
        if not _proper(mention):
            continue
        for n, token in enumerate(sheet.tokens):
            head = sheet.heads[n]
            inside = mention.span.start <= token.start < mention.span.end
            if not inside or mention.span.start <= sheet.tokens[head].start < mention.span.end:
                continue
            slot = _slot(sheet, n, head)
            if slot:
                yield slot, (name, mention.span.exact, mention.label)


def _slot(sheet: Sheet, n: int, head: int) -> str:
    """The role with its word; behind a preposition the word that this hangs on."""
    dep = sheet.tokens[n].dep
    if dep == "pobj":
        dep, head = sheet.keys[head], sheet.heads[head]
    elif dep not in ("nsubj", "nsubjpass", "dobj"):
        return ""
    return f"{sheet.keys[head]} {dep}" if sheet.weights[head] else ""


def holders(a: Sheet, b: Sheet) -> Iterator[Detail]:
    """The same words, put into the mouths of two persons."""
    p, q = a.unit.quotation, b.unit.quotation
    if not (p and q and p.speaker_name and q.speaker_name) or a.holder == b.holder:
        return
    people = a.voice == b.voice == "PERSON" and not same_name(p.speaker_name, q.speaker_name)
    if people and _one_utterance(a, b):
        yield Detail(kind="attribution", a=p.speaker_name, b=q.speaker_name, size=1.0)


def _one_utterance(a: Sheet, b: Sheet) -> bool:
    x, y = set(marked(a)), set(marked(b))
    least = min(len(x), len(y))
    return least >= _LEAST_QUOTED and len(x & y) >= _SAME_UTTERANCE * least
