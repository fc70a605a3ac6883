"""Conflicts: near or accepted pairs that differ in a detail, as a trained model weighs them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from crosswire.stages.compare.points.board import Board, Floats
from crosswire.stages.compare.points.details import Detail, details
from crosswire.stages.compare.points.signals import Signals

KINDS = ("number", "date", "name", "place", "negation", "attribution", "status", "quote-wording")
NEAR = 0.1
"""Pairs below this score are not about the same fact and cannot contradict."""
_PASSED = (
    "words_cos", "words_lo", "words_hi", "grams_cos", "vector", "soft_lo", "soft_hi",
    "clause_lo", "clause_hi", "clauses", "clause_cos", "verbs_hi", "nouns_hi", "proper_hi",
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


def disputes(board: Board, signals: Signals, scores: Floats) -> list[Dispute]:
    """Near pairs and the details in which they differ."""
    near = np.flatnonzero(scores >= NEAR).tolist()
    i, j = signals.pairs.i, signals.pairs.j
    return [
        Dispute(at=n, found=tuple(details(board.sheets[i[n]], board.sheets[j[n]]))) for n in near
    ]


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
    """The detail a conflict is named after: the hardest kind first."""
    return min(found, key=lambda d: (KINDS.index(d.kind), -d.size))


def worded(detail: Detail) -> str:
    """Both details side by side, for people."""
    what = {
        "number": "the figures differ", "date": "the days differ", "name": "the names differ",
        "place": "the places differ", "negation": "one denies what the other says",
        "attribution": "the words are put into different mouths",
        "status": "done in one telling, still to come in the other",
        "quote-wording": "the quoted words differ", "other": "they differ",
    }[detail.kind]  # fmt: skip
    return f"{what}: “{_short(detail.a)}” against “{_short(detail.b)}”"


def _short(words: str, most: int = 120) -> str:
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"
