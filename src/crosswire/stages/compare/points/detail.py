"""A detail in which two tellings differ, and how a unit's tree is read to find one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from crosswire.stages.compare.points.board import Sheet

Kind = Literal[
    "number", "date", "name", "place", "negation", "attribution", "status", "quote-wording", "other"
]
_PATIENTS = frozenset({"dobj", "obj", "nsubjpass", "attr", "oprd", "dative"})
_AGENTS = frozenset({"nsubj", "agent", "csubj"})
_HIGHEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One detail, as each side words it; ``size`` is 0 (hardly differs) to 1."""

    kind: Kind
    a: str
    b: str
    size: float
    about: str = ""
    plain: bool = False
    """Within one statement it is a conflict whatever else: two figures or years of one deed."""


def children(sheet: Sheet, n: int) -> list[int]:
    """Tokens that hang on token ``n``."""
    return [k for k, head in enumerate(sheet.heads) if head == n and k != n]


def above(sheet: Sheet, n: int, most: int = _HIGHEST) -> Iterator[int]:
    """The heads over token ``n``, the nearest first."""
    for _ in range(most):
        head = sheet.heads[n]
        if head == n:
            return
        yield head
        n = head


def around(sheet: Sheet, n: int) -> frozenset[str]:
    """Stems of the telling words that govern token ``n`` or hang on what governs it."""
    near: set[int] = set()
    for head in above(sheet, n):
        near |= {head, *children(sheet, head)}
        if sheet.tokens[head].pos == "VERB":
            break
    return frozenset(
        sheet.keys[k]
        for k in near - {n}
        if sheet.weights[k] and sheet.tokens[k].pos in ("NOUN", "VERB", "ADJ", "PROPN")
    )


def predicate(sheet: Sheet, n: int) -> str:
    """Stem of the nearest telling verb over token ``n``, else of the nearest noun, else nothing."""
    heads = list(above(sheet, n))
    for tags in (("VERB",), ("NOUN",)):
        for head in heads:
            if sheet.tokens[head].pos in tags and sheet.weights[head]:
                return sheet.keys[head]
    return ""


def arguments(sheet: Sheet, verb: int) -> dict[str, frozenset[str]]:
    """Whom or what a verb is about: stems of its patients ("p") and of its agents ("a")."""
    found: dict[str, set[str]] = {"p": set(), "a": set()}
    for k in children(sheet, verb):
        dep = sheet.tokens[k].dep
        held = [k]
        if dep in ("prep", "agent"):
            held = [c for c in children(sheet, k) if sheet.tokens[c].dep == "pobj"]
        side = "p" if dep in _PATIENTS or dep == "prep" else "a" if dep in _AGENTS else ""
        if side:
            found[side] |= {sheet.keys[h] for h in held if sheet.weights[h]}
    return {side: frozenset(keys) for side, keys in found.items()}


def one_deed(a: Sheet, m: int, b: Sheet, n: int) -> bool:
    """Verbs ``m`` of ``a`` and ``n`` of ``b`` are done to the same, and by nobody else: what they
    act upon is shared, or, where one acts upon nothing, who acts."""
    x, y = arguments(a, m), arguments(b, n)
    if x["a"] and y["a"] and not x["a"] & y["a"]:
        return False
    if x["p"] and y["p"]:
        return bool(x["p"] & y["p"])
    return bool(x["a"] & y["a"])
