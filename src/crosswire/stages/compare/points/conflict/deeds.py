"""Deeds: the verbs of a unit, how far what they tell has come, and whom it concerns."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from crosswire.stages.compare.points.board import Sheet
from crosswire.stages.compare.points.detail import children
from crosswire.stages.compare.points.words import listed

Stage = Literal["done", "ahead", "open", "asked", "going", "denied"]

_WILL = frozenset({"will", "would", "shall", "'ll", "’ll", "wo"})
_MAY = frozenset({"may", "might", "could", "can", "should"})
_AHEAD = frozenset(listed("expect plan intend schedule prepare set vow promise poise aim agree"))
_OPEN = frozenset(
    listed("consider seek want hope try attempt weigh propose threaten likely possible allege")
)
_ASKED = frozenset(listed("urge ask call demand order press request tell recommend"))
_NOT = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor"})
_REFUSED = frozenset(listed("deny refuse decline fail reject dispute"))
_BELOW: tuple[tuple[Stage, frozenset[str]], ...] = (
    ("denied", _NOT), ("ahead", _WILL), ("open", _MAY),
)  # fmt: skip
_ABOVE: tuple[tuple[Stage, frozenset[str]], ...] = (
    ("denied", _REFUSED), ("ahead", _AHEAD), ("open", _OPEN), ("asked", _ASKED),
)  # fmt: skip
"""What shows a stage: words that hang on the verb, and verbs that govern it."""
_PATIENTS = frozenset({"dobj", "obj", "nsubjpass", "attr", "oprd", "dative"})
_AGENTS = frozenset({"nsubj", "agent", "csubj"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A verb, its stage, and the tokens that fill its roles."""

    verb: int
    stage: Stage
    agents: tuple[int, ...]
    patients: tuple[int, ...]
    words: str


def deeds_of(sheet: Sheet) -> Iterator[Deed]:
    """Every telling verb."""
    for n, token in enumerate(sheet.tokens):
        if token.pos != "VERB" or not sheet.weights[n]:
            continue
        stage, sign = _stage(sheet, n)
        agents, patients = _roles(sheet, n)
        said = f"{sheet.tokens[sign].text} … {token.text}" if sign != n else token.text
        yield Deed(verb=n, stage=stage, agents=agents, patients=patients, words=said)


def _stage(sheet: Sheet, n: int) -> tuple[Stage, int]:
    """How far the deed of verb ``n`` has come, and the token that shows it."""
    for stage, marks in _BELOW:
        for k in children(sheet, n):
            token = sheet.tokens[k]
            if token.text.lower() in marks or (stage == "denied" and token.dep == "neg"):
                return stage, k
    head = sheet.heads[n]
    if head != n and sheet.tokens[n].dep in ("xcomp", "ccomp", "acl"):
        over = sheet.tokens[head].lemma.lower()
        for stage, marks in _ABOVE:
            if over in marks:
                return stage, head
    return ("done" if sheet.tokens[n].tag in ("VBD", "VBN") else "going"), n


def _roles(sheet: Sheet, n: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    agents: list[int] = []
    patients: list[int] = []
    for k in children(sheet, n):
        dep = sheet.tokens[k].dep
        held = [k]
        if dep in ("prep", "agent"):
            held = [c for c in children(sheet, k) if sheet.tokens[c].dep == "pobj"]
        side = agents if dep in _AGENTS else patients if dep in _PATIENTS or dep == "prep" else None
        if side is not None:
            side += held
    return tuple(agents), tuple(patients)
