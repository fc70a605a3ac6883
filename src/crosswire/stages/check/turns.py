"""Turns: what changes the sense of a deed without changing its words.

A denial, a "may", an "if", a question, a verb above it ("refused to", "denied that"), a word that
bounds how much or how many. A claim and a passage must turn alike. What does not is said in words
that name the claim and the passage, for whoever reads the answer sees both.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crosswire.records.annotation import Token
from crosswire.stages.check.match import Match, inside
from crosswire.stages.compare.points.board import Sheet
from crosswire.stages.compare.points.channels import read_figures
from crosswire.stages.compare.points.detail import children

NOT = frozenset({"not", "n't", "n’t", "never", "no", "nobody", "none", "nothing", "neither", "nor",
                  "hardly", "barely", "scarcely", "few", "little", "nowhere"})  # fmt: skip
DENIED = (
    "the claim denies it; here it is not denied",
    "here it is denied; in the claim it is not",
)
"""In the claim; in the passage."""
_SIDES = ("the claim", "the page")
_MODALS = {
    word: kind
    for kind, words in (
        ("will", "will would shall 'll ’ll 'd ’d wo to"),
        ("may", "may might could can ca"),
        ("must", "must should ought need"),
    )
    for word in words.split()
}
_HEDGES = frozenset({"reportedly", "allegedly", "apparently", "possibly", "perhaps", "maybe",
                     "likely", "probably", "unlikely", "supposedly", "almost", "nearly"})  # fmt: skip
_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "until", "till"})
_HYPOTHESES = frozenset({"if", "unless", "provided", "providing", "should"})
_KNOWN = frozenset({"aware", "know", "learn", "find", "show", "confirm", "reveal", "realize", "realise",
                    "discover", "see", "note", "announce", "recall", "remember"})  # fmt: skip
"""Words above a deed that leave it told as done."""
_CLAUSES = frozenset({"ccomp", "xcomp", "pcomp", "csubj"})
_SHARED = frozenset({"acomp", "attr", "oprd", "conj"})
"""What hangs so stands as its head does."""
_DENYING = frozenset({"deny", "reject", "dismiss", "dispute", "refute", "doubt", "rebut", "refuse",
                      "ask", "question", "wonder"})  # fmt: skip
_BOUNDS = frozenset({"up", "least", "most", "more", "less", "fewer", "than", "over", "under",
                     "about", "around", "some", "nearly", "almost", "roughly", "only", "another",
                     "approximately", "estimated", "exactly"})  # fmt: skip
_JOINING = frozenset({"to", "at"})
"""Words that bound nothing by themselves: "up to", "at least"."""
_AMOUNTS = frozenset({"all", "every", "each", "none", "most", "some", "few", "several", "many",
                      "half", "both", "only", "any", "part", "third", "quarter"})  # fmt: skip
_ALIKE = {"each": "every", "all": "every"}
_PREDICATES = frozenset({"VERB", "AUX", "ADJ"})
_STEPS = 8


@dataclass(frozen=True, slots=True)
class Stand:
    """How a deed is told."""

    flags: frozenset[str]
    governors: tuple[int, ...]
    """Words above it that may turn it."""


def turned(match: Match) -> list[str]:
    """Everything that turns the sense in one of the two only, in words."""
    found = [*_asked(match), *_amounts(match), *_bounded(match)]
    for n, counterparts in match.met.items():
        if match.claim.tokens[n].pos not in _PREDICATES or not counterparts:
            continue
        here = stand(match.claim, n)
        why = [
            list(_apart(match, here, stand(match.unit, g), frozenset({g})))
            for g in sorted(counterparts)
        ]
        fewest = min(why, key=len)
        found += fewest
    return list(dict.fromkeys(found))


def stand(sheet: Sheet, n: int) -> Stand:
    """How the deed at token ``n`` is told."""
    flags: set[str] = set()
    governors: list[int] = []
    for _ in range(_STEPS):
        flags |= set(_flags(sheet, n))
        head = sheet.heads[n]
        if head == n:
            break
        if sheet.tokens[n].dep in _SHARED:
            n = head
            continue
        if not _governed(sheet, n):
            break
        if sheet.tokens[head].pos == "ADP":
            head = sheet.heads[head]
        governors.append(head)
        flags |= {"not"} if "not" in _flags(sheet, head) else set()
        n = head
    return Stand(frozenset(flags), tuple(governors))


def _governed(sheet: Sheet, n: int) -> bool:
    """What stands above the clause of ``n`` says whether it is so: "denied that", "rumours that"."""
    token = sheet.tokens[n]
    if token.dep in ("acl", "relcl"):
        # "the letter that she wrote" tells a deed; "the rumour that she wrote" tells a rumour.
        told = token.dep == "relcl" or token.tag in ("VBN", "VBG")
        marks = [sheet.tokens[k] for k in children(sheet, n)]
        return not told or any(t.dep == "mark" and t.text.lower() == "that" for t in marks)
    return token.dep in _CLAUSES


def _flags(sheet: Sheet, n: int) -> Iterator[str]:
    """What stands at the deed itself."""
    if sheet.tokens[n].text.lower() in NOT:
        yield "not"
    for k in children(sheet, n):
        child, word = sheet.tokens[k], sheet.tokens[k].text.lower()
        beside = {word, *(sheet.tokens[d].text.lower() for d in _determiners(sheet, k))}
        if child.dep == "neg" or beside & NOT:
            yield "not"
        if child.dep == "aux" and word in _MODALS:
            yield _MODALS[word]
        hedged = child.dep in ("advmod", "acomp") and word in _HEDGES
        if hedged or (child.dep in ("mark", "advmod") and word in _CONDITIONS):
            yield f"“{word}”"
        if child.dep in ("advcl", "prep", "ccomp") and (under := _condition(sheet, k)):
            yield f"“{under}”"


def _condition(sheet: Sheet, clause: int) -> str:
    """The word that makes a clause under the deed its condition: "if the inquiry finds …"."""
    marks = [sheet.tokens[k].text.lower() for k in (clause, *children(sheet, clause))]
    return next((m for m in marks if m in _HYPOTHESES), "")


def _determiners(sheet: Sheet, n: int) -> list[int]:
    """Determiners of an argument of the deed, so that "no siren sounded" is a denial."""
    token = sheet.tokens[n]
    if token.dep not in ("nsubj", "nsubjpass", "dobj", "attr"):
        return []
    return [k for k in children(sheet, n) if sheet.tokens[k].dep in ("det", "neg", "amod")]


def _apart(match: Match, here: Stand, there: Stand, counterparts: frozenset[int]) -> Iterator[str]:
    for flag in sorted(here.flags ^ there.flags):
        yield _flagged(flag, in_claim=flag in here.flags)
    met = {m for found in match.met.values() for m in found}
    cue = _cue(match)
    # "might have to close": what the claim stands under too turns neither against the other.
    alike = {match.claim.tokens[g].lemma.lower() for g in here.governors} - _DENYING
    for governor in there.governors:
        token = match.unit.tokens[governor]
        lemma = token.lemma.lower()
        spoken = governor in cue and lemma not in _DENYING
        if governor not in met and not spoken and lemma not in _KNOWN | alike:
            words = _stretch(match.unit, governor, counterparts)
            yield f"here it is not told as plain fact: “{words}”"


def _flagged(flag: str, *, in_claim: bool) -> str:
    """One of the flags that stands on one side only, in words."""
    word = flag.strip("“”")
    if flag == "not":
        return DENIED[not in_claim]
    told = {
        "will": "as still to come",
        "may": "as no more than possible",
        "must": "as a demand",
    }.get(flag) or (f"on a condition (“{word}”)" if word in _HYPOTHESES else f"with “{word}”")
    if in_claim:
        return f"the claim tells it {told}; here it is not told so"
    return f"here it is told {told}; in the claim it is not"


_NEAR = 3
"""Words from a subject to its verb, up to which it is shown."""
_STRETCH = 8
"""Words between what a deed is told under and the deed, up to which both are shown."""


def _stretch(sheet: Sheet, governor: int, deeds: frozenset[int]) -> str:
    """The words from what stands above a deed, with its subject, to the deed; the ends where there
    are many between."""
    deed = min(deeds, key=lambda n: abs(n - governor))
    first, last = sorted((governor, deed))
    subject = next((k for k in children(sheet, governor) if sheet.tokens[k].dep == "nsubj"), first)
    if first - _NEAR <= subject < first:
        first = subject
    if last - first > _STRETCH:
        return f"{sheet.tokens[first].text} … {sheet.tokens[last].text}"
    base = sheet.unit.span
    words = base.exact[sheet.tokens[first].start - base.start : sheet.tokens[last].end - base.start]
    return " ".join(words.split())


def _cue(match: Match) -> set[int]:
    """Tokens that report the quotation which holds the counterparts."""
    quotation = match.quotation
    return {n for c in (quotation.cue if quotation else ()) for n in inside(match.unit, c)}


def _asked(match: Match) -> Iterator[str]:
    ends = [_last(s.tokens) == "?" for s in (match.claim, match.unit)]
    if ends[0] != ends[1]:
        one, other = _SIDES if ends[0] else _SIDES[::-1]
        yield f"{one} asks whether it is so; {other} does not"
    quotation = match.quotation
    cues = " ".join(c.exact.lower() for c in quotation.cue).split() if quotation else []
    denied = next((w for w in cues for d in _DENYING if w.startswith(d.removesuffix("y"))), None)
    if denied and quotation and not any(t.text.lower() == denied for t in match.claim.tokens):
        yield f"here {quotation.speaker_name or 'the source'} “{denied}” it"


def _last(tokens: tuple[Token, ...]) -> str:
    return next((t.text for t in reversed(tokens) if t.text not in "\"”’'»)"), "")


def _amounts(match: Match) -> Iterator[str]:
    """ "Every", "some", "only" beside one and the same noun."""
    for n, counterparts in match.met.items():
        if match.claim.tokens[n].pos not in ("NOUN", "PROPN") or not counterparts:
            continue
        here = _amount(match.claim, n)
        there = [_amount(match.unit, m) for m in sorted(counterparts)]
        if here.keys() not in [one.keys() for one in there]:
            word = match.claim.tokens[n].text
            yield f"of “{word}” the claim {_named(here)}; the page {_named(there[0])}"


def _amount(sheet: Sheet, n: int) -> dict[str, str]:
    """What says how many of it there are, as compared, with the words as they stand."""
    beside = [k for k in children(sheet, n) if sheet.tokens[k].text.lower() in _AMOUNTS]
    over = sheet.heads[sheet.heads[n]]
    amount = sheet.tokens[over]
    # "two of the five engineers": the five did nothing.
    if sheet.tokens[n].dep == "pobj" and (amount.pos == "NUM" or amount.text.lower() in _AMOUNTS):
        beside.append(over)
    words = (sheet.tokens[k].text.lower() for k in sorted(beside))
    return {_ALIKE.get(word, word): word for word in words}


def _named(amount: Mapping[str, str]) -> str:
    said = " and ".join(f"“{w}”" for w in amount.values())
    return f"says {said}" if said else "does not say how many"


def _bounded(match: Match) -> Iterator[str]:
    """ "Up to", "nearly" before a figure on one side only."""
    there = {value: first for value, first, _ in read_figures(match.unit)}
    for value, first, _ in read_figures(match.claim):
        if value not in there:
            continue
        here, other = _limits(match.claim, first), _limits(match.unit, there[value])
        if set(here) - _JOINING != set(other) - _JOINING:
            yield _limited(" ".join(here), " ".join(other))


def _limited(here: str, there: str) -> str:
    """What bounds a figure in the claim and in the passage, in words."""
    if not there:
        return f"the claim says “{here}” of the figure; here the figure stands alone"
    if not here:
        return f"here the figure is told with “{there}”; in the claim it stands alone"
    return f"the claim says “{here}” of the figure; here it is “{there}”"


def _limits(sheet: Sheet, first: int) -> tuple[str, ...]:
    """Words just before a figure that say it is not exact, or not all, in their order."""
    found: list[str] = []
    for token in reversed(sheet.tokens[max(0, first - 3) : first]):
        word = token.text.lower()
        if word not in _BOUNDS and word not in _JOINING:
            break
        found.append(word)
    return tuple(reversed(found)) if _BOUNDS & set(found) else ()
