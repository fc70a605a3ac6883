"""Slots: which word fills which role of which other; the same role filled otherwise may be what
two tellings differ in."""

from collections.abc import Iterator
from dataclasses import dataclass

from crosswire.stages.compare.points.board import Sheet

_ROLES = {
    **dict.fromkeys(("nsubj", "agent", "csubj"), "agent"),
    **dict.fromkeys(("dobj", "obj", "nsubjpass", "attr", "oprd", "dative", "acomp"), "patient"),
    **dict.fromkeys(("amod", "compound", "nmod", "poss", "appos", "quantmod"), "kind"),
    **dict.fromkeys(("conj",), "list"),
}
_FILLING = ("NOUN", "PROPN", "ADJ", "VERB", "ADV")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """``filler`` stands in ``role`` of ``head``; all but the role are tokens."""

    head: int
    role: str
    filler: int


def slots_of(sheet: Sheet) -> Iterator[Slot]:
    """Every role of a telling word that another telling word fills."""
    for n, token in enumerate(sheet.tokens):
        head = sheet.heads[n]
        if head == n or not sheet.weights[n] or token.pos not in _FILLING:
            continue
        role = _ROLES.get(token.dep, "")
        if token.dep == "pobj":
            role, head = sheet.tokens[head].text.lower(), sheet.heads[head]
        if role and head != n and sheet.tokens[head].pos != "ADP":
            yield Slot(head=head, role=role, filler=n)
