"""Conflicts: near or accepted pairs that differ in a detail, as a trained model weighs them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from crosswire.stages.compare.points.board import Board, Floats, Sheet
from crosswire.stages.compare.points.detail import Detail
from crosswire.stages.compare.points.details import details
from crosswire.stages.compare.points.naming import same_name
from crosswire.stages.compare.points.signals import Signals

KINDS = ("number", "date", "name", "place", "negation", "attribution", "status", "quote-wording")
NEAR = 0.1
"""Pairs below this score are not about the same fact and cannot contradict."""
_CLOSE = 0.8
"""Share of the threshold of a point that a pair must reach for details that tell only within one
statement: another place or name is no conflict between two statements."""
_NEARER = {"number": 0.5, "quote-wording": 0.25}
"""The same for kinds whose detectors themselves show that both tell of one fact."""
_CLAIMS = frozenset({"number", "date", "place", "name"})
_ASSERTIONS = frozenset({"negation", "status"})
"""Kinds in which two speakers may differ without their outlets differing; of assertions, a speaker
and an outlet too."""
_PASSED = (
    "words_cos", "words_lo", "words_hi", "grams_cos", "vector", "soft_lo", "soft_hi",
    "clause_lo", "clause_hi", "clauses", "clause_cos", "met_verbs_hi", "met_nouns_hi", "met_proper_hi",
    "figures_hi", "figures_lo", "times_hi", "marked_hi", "marked_cos", "run", "run_share",
    "deeds_hi", "roles_hi", "holder", "quoted_lo", "quoted_hi", "place_hi", "order_lo", "length_lo",
    "length_hi", "negated_apart", "score_rank_best", "score_rank_worst",
    "score_margin_hi",
    "story_articles", "checkable_lo",
)  # fmt: skip
COLUMNS = ("score", *_PASSED, *(f"{k}_{s}" for k in KINDS for s in ("count", "size")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A pair looked at for conflict, with what differs."""

    at: int
    """Index among the candidate pairs."""
    found: tuple[Detail, ...]


class Differences:
    """Details in which a candidate pair differs, each pair read once."""

    def __init__(self, board: Board, signals: Signals) -> None:
        self._sheets = board.sheets
        self._pairs = signals.pairs
        self._known: dict[int, list[Detail]] = {}

    def sheets(self, n: int) -> tuple[Sheet, Sheet]:
        """Both sides of pair ``n``."""
        return self._sheets[self._pairs.i[n]], self._sheets[self._pairs.j[n]]

    def __call__(self, n: int) -> list[Detail]:
        """What differs in pair ``n``; nothing where one side states nothing."""
        if n not in self._known:
            a, b = self.sheets(n)
            stated = a.unit.checkable and b.unit.checkable
            self._known[n] = details(a, b) if stated else []
        return self._known[n]


def disputes(differ: Differences, scores: Floats, likely: float) -> list[Dispute]:
    """Near pairs and the details in which they differ; ``likely`` is where points begin."""
    found = []
    for n in np.flatnonzero(scores >= NEAR).tolist():
        share = scores[n] / likely
        told = tuple(
            d
            for d in differ(n)
            if share >= _NEARER.get(d.kind, _CLOSE) and not _parties(d, *differ.sheets(n))
        )
        if told:
            found.append(Dispute(at=n, found=told))
    return found


def plain_disputes(differ: Differences, scores: Floats, likely: float) -> list[Dispute]:
    """Pairs shown as one statement that differ in a figure or a year of one deed: conflicts
    whatever the trained model makes of them, unless two known voices differ there."""
    found = []
    for n in np.flatnonzero(scores >= likely).tolist():
        plain = tuple(d for d in differ(n) if d.plain)
        if plain and not _two_known(*differ.sheets(n)):
            found.append(Dispute(at=n, found=plain))
    return found


def _two_known(a: Sheet, b: Sheet) -> bool:
    """Both are quoted from people or bodies that are known by name, and not by one name."""
    p, q = a.unit.quotation, b.unit.quotation
    named = p is not None and q is not None and a.voice and b.voice and a.holder != b.holder
    return bool(named and p and q and not same_name(p.speaker_name or "", q.speaker_name or ""))


def _parties(detail: Detail, a: Sheet, b: Sheet) -> bool:
    """Two voices speak: what they disagree on is a dispute of theirs, not of the accounts."""
    if a.holder == b.holder:
        return False
    both = a.holder is not None and b.holder is not None
    return detail.kind in _ASSERTIONS or (both and detail.kind in _CLAIMS)


def conflict_table(
    signals: Signals, among: Mapping[str, Floats], scores: Floats, found: Sequence[Dispute]
) -> Floats:
    """One row a dispute: how alike the two are, and what differs."""
    at = np.asarray([d.at for d in found], dtype=np.int64)
    columns = [scores[at]]
    columns += [among[n][at] if n in among else signals.columns[n][at] for n in _PASSED]
    for kind in KINDS:
        sizes = [[x.size for x in d.found if x.kind == kind] for d in found]
        columns.append(np.asarray([len(s) for s in sizes], dtype=np.float32))
        columns.append(np.asarray([max(s, default=0.0) for s in sizes], dtype=np.float32))
    return np.stack(columns, axis=1).astype(np.float32)


def leading(found: Sequence[Detail]) -> Detail:
    """The detail a conflict is named after: a plain one, then the hardest kind."""
    return min(found, key=lambda d: (not d.plain, KINDS.index(d.kind), -d.size))


def worded(detail: Detail) -> str:
    """Both details side by side, for people."""
    what = {
        "number": "the figures differ", "date": "the dates differ", "name": "the names differ",
        "place": "the places differ", "negation": "one denies what the other says",
        "attribution": "the words are put into different mouths",
        "status": "done in one telling, still to come in the other",
        "quote-wording": "the quoted words differ", "other": "they differ",
    }[detail.kind]  # fmt: skip
    return f"{what}: “{_short(detail.a)}” against “{_short(detail.b)}”"


def _short(words: str, most: int = 120) -> str:
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"
