"""Ties: who does what to whom, in a claim and in a passage.

The words of a claim may all stand in a passage that says something else: "the council lent the
government" and "the government lent the council". So every telling word of the claim must hang on
its head in the passage as it does in the claim. After the edges that count as entailed in
dependency-based textual entailment (Haghighi, Ng and Manning 2005).
"""

from collections.abc import Iterator

from crosswire.stages.check.match import Match
from crosswire.stages.compare.points.board import Sheet
from crosswire.stages.compare.points.detail import children

Tie = tuple[int, str]
"""(the telling word it hangs on, in what role)."""

_AGENT = frozenset({"nsubj", "csubj"})
_PATIENT = frozenset({"dobj", "obj", "nsubjpass", "csubjpass", "oprd"})
_PART = frozenset({"conj", "appos"})
"""A word in one of these has the role of what it stands beside."""
_UNDERGONE = frozenset({"die", "perish", "fall", "drop", "decline", "rise", "increase", "climb",
                        "open", "close", "shut", "begin", "start", "end"})  # fmt: skip
"""Verbs whose subject is what the deed befalls: "the gates opened", "the gates were opened"."""
_LOOSE = frozenset({"in", "at", "on", "near", "of", "within", "inside", "for", "during", "by",
                    "about", "with"})  # fmt: skip
"""Prepositions that may stand for one another without telling another thing."""
_MODIFIES = frozenset({"mod", *(f"prep {p}" for p in ("of", "in", "from", "at", "for", "on"))})
_COMPLEMENTS = frozenset({"acomp", "attr", "oprd", "dobj"})
_STEPS = 8


def tie(sheet: Sheet, n: int) -> Tie | None:
    """The telling word that token ``n`` hangs on, and its role; None for what hangs on nothing."""
    role = ""
    for _ in range(_STEPS):
        head, token = sheet.heads[n], sheet.tokens[n]
        if head == n or (token.dep in _PART and not role and token.pos in ("VERB", "AUX")):
            return None
        if token.dep in _PART and not role:
            n = head
            continue
        role = role or _role(sheet, n)
        over = head if sheet.weights[head] else _complement(sheet, head, n)
        if over is not None:
            return over, role
        # "most of the crops": a word that tells nothing hands its role on.
        if sheet.tokens[head].pos not in ("VERB", "AUX", "ADP"):
            role = ""
        n = head
    return None


def _role(sheet: Sheet, n: int) -> str:
    token, head = sheet.tokens[n], sheet.heads[n]
    governor = sheet.tokens[head]
    if token.dep in _AGENT:
        return "patient" if governor.lemma.lower() in _UNDERGONE else "agent"
    if token.dep in _PATIENT:
        return "patient"
    if token.dep == "dative" and token.pos != "ADP":
        return "prep to"
    if token.dep in ("pobj", "pcomp"):
        return "agent" if governor.dep == "agent" else f"prep {governor.lemma.lower()}"
    if token.dep == "advcl":
        marks = [sheet.tokens[k] for k in children(sheet, n) if sheet.tokens[k].dep == "mark"]
        return f"clause {marks[0].text.lower()}" if marks else "mod"
    return "mod"


def _complement(sheet: Sheet, verb: int, n: int) -> int | None:
    """What a verb that tells nothing itself says of its subject ``n``: "was drunk", "is a pilot"."""
    if sheet.tokens[n].dep not in _AGENT | _PATIENT:
        return None
    return next(
        (
            k
            for k in children(sheet, verb)
            if k != n and sheet.tokens[k].dep in _COMPLEMENTS and sheet.weights[k]
        ),
        None,
    )


def untied(match: Match, beside: frozenset[int] = frozenset()) -> list[str]:
    """What hangs together in the claim and not in the passage, in words; ``beside`` are tokens of the
    claim that need not hang anywhere."""
    found = []
    for n, counterparts in match.met.items():
        hung = tie(match.claim, n)
        if not counterparts or hung is None or not match.met.get(hung[0]):
            continue
        if {n, hung[0]} & beside:
            continue
        head, role = hung
        if not _held(match, n, head, role):
            words = (match.claim.tokens[n].text, match.claim.tokens[head].text)
            found.append(f"here “{words[0]}” does not go with “{words[1]}” as in the claim")
    return found


def _held(match: Match, n: int, head: int, role: str) -> bool:
    beside = match.beside
    if n in beside and head in beside and beside[n][0] == beside[head][0]:
        return True
    return any(
        m == g or same_tie(match.unit, m, g, role) for m in match.met[n] for g in match.met[head]
    )


def same_tie(sheet: Sheet, m: int, g: int, role: str) -> bool:
    """In ``sheet`` token ``m`` hangs on ``g`` in ``role``, or in a shape that says the same."""
    return any(at == g and _fits(role, other) for at, other in _hung(sheet, m, g))


def _hung(sheet: Sheet, m: int, g: int) -> Iterator[Tie]:
    """The ties of ``m``: its own, that of a subject shared by several verbs, the turned one."""
    own = tie(sheet, m)
    if own is not None:
        yield own
        yield from _shared(sheet, own, g)
        yield from _attached(sheet, m, own)
    turned = _turned(sheet, m, g)
    if turned:
        yield g, turned


def _shared(sheet: Sheet, own: Tie, g: int) -> Iterator[Tie]:
    """ "Two were killed and eleven hurt": a second verb without a subject has the first one's."""
    at, role = own
    token = sheet.tokens[g]
    if role not in ("agent", "patient") or token.dep != "conj" or sheet.heads[g] != at:
        return
    if not any(sheet.tokens[k].dep in ("nsubj", "nsubjpass") for k in children(sheet, g)):
        yield g, "patient" if token.tag == "VBN" and role == "patient" else "agent"


def _attached(sheet: Sheet, m: int, own: Tie) -> Iterator[Tie]:
    """What is said with a preposition may hang on the noun or on the verb over it."""
    at, role = own
    over = tie(sheet, at) if role.startswith("prep") else None
    if over is not None:
        yield over[0], role
    below = [k for k in range(len(sheet.tokens)) if sheet.heads[k] == at and sheet.weights[k]]
    if role.startswith("prep"):
        yield from ((k, role) for k in below if sheet.tokens[k].dep in _PATIENT | _AGENT)


def _turned(sheet: Sheet, m: int, g: int) -> str:
    """The role of ``m`` where ``g`` hangs on it: "the suspended engineer", "letters she wrote"."""
    above = tie(sheet, g)
    if sheet.heads[g] != m and (above is None or above[0] != m):
        return ""
    token = sheet.tokens[g]
    if token.dep == "advcl":
        return ""
    if token.dep == "relcl":
        return _relative(sheet, g)
    if token.dep in ("acl", "amod") and token.tag in ("VBN", "VBG"):
        return "patient" if token.tag == "VBN" else "agent"
    if above is not None and above[1] in ("agent", "patient"):
        return "mod"
    alike = token.dep in ("amod", "compound", "appos")
    return "agent" if alike else above[1] if above else ""


def _relative(sheet: Sheet, verb: int) -> str:
    """The role of what a relative clause is about, within the clause."""
    below = [sheet.tokens[k] for k in children(sheet, verb)]
    led = next((t for t in below if t.tag in ("WDT", "WP")), None)
    if led is not None:
        return "agent" if led.dep == "nsubj" else "patient"
    return "patient" if any(t.dep in _AGENT for t in below) else ""


def _fits(role: str, other: str) -> bool:
    if role == other:
        return True
    loose = [r.removeprefix("prep ") in _LOOSE for r in (role, other)]
    if role.startswith("prep") and other.startswith("prep"):
        return all(loose)
    return role in _MODIFIES and other in _MODIFIES
