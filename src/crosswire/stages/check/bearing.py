"""Bearing: whether a passage carries a claim, and if not, what keeps them apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crosswire.records.quotation import Act, Mode, Quotation
from crosswire.stages.annotate.marks import quoted_runs
from crosswire.stages.check.claim import NEUTRAL, Claim
from crosswire.stages.check.kindred import kindred
from crosswire.stages.check.match import Match, match
from crosswire.stages.check.ties import untied
from crosswire.stages.check.turns import turned
from crosswire.stages.compare.points.board import Sheet
from crosswire.stages.compare.points.conflicts import worded
from crosswire.stages.compare.points.details import clash, details
from crosswire.stages.compare.wording import listed

SAID_BY = "here it is said by"
"""How a reason begins that names another speaker."""
_LEAST = 2
"""Telling words below which only the very words are looked for."""
_FORMS = frozenset({"said", "told", "wrote", "written", "writing", "spoke", "spoken", "stated",
                    "noted", "declared", "announced", "added"})  # fmt: skip
"""Forms of the neutral cues from which the stem is not read."""
_TELLS = frozenset({"VERB", "NOUN", "ADJ", "ADV"})
_NAMED = 5
"""Missing words that are named; a reader counts the rest."""
_NEAR = 0.35
"""Share of a claim's telling words from which a passage is worth naming as near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """One passage against one sentence of a claim."""

    unit: Sheet
    share: float
    """How much of what the claim tells has a counterpart."""
    why: tuple[str, ...]
    """What keeps them apart; nothing where the passage carries it."""
    marked: bool
    """The passage has the claim's words in quotation marks."""
    quotation: Quotation | None
    """The quotation that holds them."""

    @property
    def carries(self) -> bool:
        """It is the same."""
        return not self.why


def laid_beside(claim: Claim, asked: Sheet, unit: Sheet, said: Sequence[Quotation]) -> Match:
    """The claim's sentence ``asked`` laid beside ``unit``, of a page with the quotations ``said``."""
    framing = frozenset(n for n, t in enumerate(asked.tokens) if claim.framing(t))
    return match(asked, unit, framing, said)


def bearing(claim: Claim, laid: Match, canon: Mapping[str, str]) -> Bearing | None:
    """What a passage is to the claim; None where they have little in common."""
    if laid.share < _NEAR or not _says_something(claim, laid):
        return None
    why = [
        *_lacks(laid),
        *untied(laid),
        *turned(laid),
        *_clashes(laid),
        *said_apart(claim, laid.quotation, canon),
    ]
    return Bearing(
        unit=laid.unit,
        share=laid.share,
        why=tuple(dict.fromkeys(why)),
        marked=_marked(laid),
        quotation=laid.quotation,
    )


def _says_something(claim: Claim, laid: Match) -> bool:
    """Two telling words, and not merely a name; one where the speaker must be the same besides."""
    telling = [n for n in laid.met if laid.claim.weights[n]]
    least = _LEAST if claim.said is None else 1
    return len(telling) >= least and any(laid.claim.tokens[n].pos in _TELLS for n in telling)


def _lacks(laid: Match) -> Iterator[str]:
    if laid.lacking:
        words = [f"“{w}”" for w in laid.lacking[:_NAMED]]
        more = len(laid.lacking) - len(words)
        rest = [f"{more} more {'words' if more > 1 else 'word'} of the claim"] if more else []
        yield f"it does not have {listed([*words, *rest])}"


def _clashes(laid: Match) -> Iterator[str]:
    """Figures, days and denials as a comparison tells them apart."""
    if clash(laid.claim, laid.unit):
        said = [worded(d) for d in details(laid.claim, laid.unit)]
        yield from said or ["a figure, a day or a denial differs"]


def said_apart(claim: Claim, other: Quotation | None, canon: Mapping[str, str]) -> Iterator[str]:
    """Whom the claim names must be who says it there."""
    said = claim.said
    if said is None:
        return
    if other is None:
        yield f"nobody is named here as saying it; the claim names {claim.speaker or 'somebody'}"
    elif not claim.same_speaker(other, canon):
        yield f"{SAID_BY} {other.speaker_name or 'somebody not named'}"
    else:
        yield from _manner(said.cue[0].exact, other)


def _manner(here: str, other: Quotation) -> Iterator[str]:
    """A promise, a denial or an admission is more than a saying; and whoever promised has said it."""
    there = other.cue[0].exact if other.cue else ""
    one, second = here.split()[-1].lower(), there.split()[-1].lower() if there else "said"
    if one == second or (other.act is Act.SPEECH and _neutral(here)):
        return
    if not kindred(_stem(one), _stem(second)):
        shown = f"here it is “{there}”" if there else "here there is no such word"
        yield f"the claim says “{here}”; {shown}"


def _neutral(cue: str) -> bool:
    """Whether a cue says no more than that it was said."""
    word = cue.lower().split()[-1]
    return cue.lower().startswith("accord") or word in _FORMS or _stem(word) in NEUTRAL


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _marked(laid: Match) -> bool:
    """Most of the claim's words stand in marks there."""
    unit = laid.unit.unit
    runs = quoted_runs(unit.span.exact)
    held = laid.quotation
    whole = held is not None and held.mode is Mode.DIRECT
    met = [m for found in laid.met.values() for m in found]
    base = unit.span.start
    inside = sum(any(s <= laid.unit.tokens[m].start - base < e for s, e in runs) for m in met)
    return whole or (bool(met) and 2 * inside > len(met))
