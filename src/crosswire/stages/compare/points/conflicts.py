"""Conflicts: pairs about one fact that differ in a detail, as a trained model weighs them.

Typed detectors (``details``) show by the shape of two sentences that both tell of one deed or count
one thing; they reach few of the pairs that readers mark. So every near pair is weighed by a model
that sees how alike the two are, all that the detectors find, and a row of contrasts
(``conflict.contrast``); what is shown is named after the plainest detail in which the two part.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from crosswire.records.span import Span
from crosswire.stages.compare.points.board import Board, Floats, Sheet
from crosswire.stages.compare.points.conflict.contrast import contrast
from crosswire.stages.compare.points.conflict.facts import Facts, Page
from crosswire.stages.compare.points.conflict.quoted import (
    best_alignment,
    laid,
    one_utterance,
)
from crosswire.stages.compare.points.conflict.told import told_apart
from crosswire.stages.compare.points.detail import Detail, Kind
from crosswire.stages.compare.points.details import details
from crosswire.stages.compare.points.likeness import Limits
from crosswire.stages.compare.points.naming import same_name
from crosswire.stages.compare.points.signals import Signals

KINDS: tuple[Kind, ...] = (
    "quote-wording", "number", "date", "attribution", "negation", "status", "name", "place", "other",
)  # fmt: skip
"""The plainest first: a dispute is named after the first kind in which its pair differs."""
STRICT = "strict"
"""Name of the threshold for kinds that have none of their own."""
NEAR = 0.3
"""Share of the threshold of a point below which two units are not about one fact."""
MOST = 4000
"""Pairs weighed in one story, the likeliest."""
_PASSED = (
    "words_cos", "words_lo", "words_hi", "grams_cos", "vector", "vector_own", "soft_lo", "soft_hi",
    "found_lo", "found_hi", "clause_lo", "clause_hi", "clauses", "clause_cos", "met_verbs_lo",
    "met_verbs_hi", "met_nouns_lo", "met_nouns_hi", "met_proper_lo", "met_proper_hi", "missed_lo",
    "missed_hi", "figures_hi", "figures_lo", "times_hi", "marked_hi", "marked_lo", "marked_cos",
    "run", "run_share", "deeds_hi", "roles_hi", "holder", "quoted_lo", "quoted_hi", "place_hi",
    "place_gap", "order_lo", "length_lo", "length_hi", "length_ratio", "negated_apart",
    "story_articles", "story_units", "gist_lo", "gist_hi", "headed_lo", "headed_hi", "overlap_lo",
    "overlap_hi", "read", "read_apart",
)  # fmt: skip
_AMONG = (
    "score_rank_best", "score_rank_worst", "score_margin_lo", "score_margin_hi", "score_diagonal",
    "score_through", "score_crowd_lo", "score_crowd_hi",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A pair held for a conflict, with what differs."""

    at: int
    """Index among the candidate pairs."""
    detail: Detail
    """The plainest detail in which the two part."""
    hard: bool
    """More than a tension, as far as the model sees."""


class Differences:
    """Details in which a candidate pair differs; each unit is read once."""

    def __init__(self, board: Board, signals: Signals) -> None:
        self._sheets = board.sheets
        self._pairs = signals.pairs
        self._pages = [
            Page(r.revision.body.content, p.value[:10] if (p := r.revision.published) else "")
            for r in board.readings
        ]
        self._facts: dict[int, Facts] = {}
        self._strict: dict[int, list[Detail]] = {}

    def sheets(self, n: int) -> tuple[Sheet, Sheet]:
        """Both sides of pair ``n``."""
        return self._sheets[self._pairs.i[n]], self._sheets[self._pairs.j[n]]

    def stated(self, n: int) -> bool:
        """Both sides of pair ``n`` state something."""
        a, b = self.sheets(n)
        return a.unit.checkable and b.unit.checkable

    def facts(self, n: int) -> tuple[Facts, Facts]:
        """What both sides of pair ``n`` state."""
        return self._of(int(self._pairs.i[n])), self._of(int(self._pairs.j[n]))

    def _of(self, unit: int) -> Facts:
        if unit not in self._facts:
            sheet = self._sheets[unit]
            self._facts[unit] = Facts(sheet, self._pages[sheet.unit.article])
        return self._facts[unit]

    def contrast(self, n: int) -> dict[str, float]:
        """How the two sides of pair ``n`` differ, in numbers."""
        found = contrast(*self.facts(n))
        strict = self.strict(n)
        for kind in KINDS[:-1]:
            sizes = [d.size for d in strict if d.kind == kind]
            found[f"strict_{kind}"] = max(sizes, default=-1.0)
        return found

    def strict(self, n: int) -> list[Detail]:
        """What the typed detectors find in pair ``n``."""
        if n not in self._strict:
            self._strict[n] = details(*self.sheets(n))
        return self._strict[n]

    def told(self, n: int) -> list[Detail]:
        """Every detail in which pair ``n`` parts, in words; quoted words where both sides are
        shown to quote one utterance."""
        a, b = self.facts(n)
        strict, wide = self.strict(n), told_apart(a, b)
        one = one_utterance(best_alignment(a.runs, b.runs))
        two = [d for d in strict if _quoted(d) and not one_utterance(laid(d.a, d.b))]
        two += [d for d in wide if _quoted(d) and not one]
        # Two sentences of a speaker differ in their words, and nothing follows from it.
        return [d for d in (*strict, *wide) if d not in two and (not two or d.plain or _quoted(d))]


def _quoted(detail: Detail) -> bool:
    return detail.kind == "quote-wording"


def comparable(differ: Differences, scores: Floats, likely: float) -> list[int]:
    """Pairs near enough to be about one fact; ``likely`` is where points begin."""
    near = np.flatnonzero(scores >= NEAR * likely)
    best = near[np.argsort(-scores[near], kind="stable")][:MOST]
    return [n for n in sorted(best.tolist()) if differ.stated(n)]


def conflict_table(
    signals: Signals, among: Mapping[str, Floats], scores: Floats, differ: Differences,
    at: Sequence[int],
) -> tuple[list[str], Floats]:  # fmt: skip
    """The names of the columns, and one row a pair: how alike the two are, and what differs."""
    rows = [differ.contrast(n) for n in at]
    index = np.asarray(at, dtype=np.int64)
    named = {"score": scores[index]}
    named |= {name: signals.columns[name][index] for name in _PASSED}
    named |= {name: among[name][index] for name in _AMONG}
    for name in rows[0] if rows else ():
        named[name] = np.asarray([row[name] for row in rows], dtype=np.float32)
    return list(named), np.stack(list(named.values()), axis=1).astype(np.float32)


def shown(
    differ: Differences, at: Sequence[int], weights: Floats, scores: Floats, limits: Limits
) -> Iterator[Dispute]:
    """What is held for a conflict, the surest first, each detail once.

    Every kind has a threshold of its own; of a kind that has none, being mostly wrong, only what a
    typed detector found is shown, from the threshold ``STRICT``. Pairs shown as one statement that
    differ in a figure or a year of one deed come first, whatever the model makes of them, unless
    two known voices differ there.
    """
    lowest = min(limits.conflict.values(), default=math.inf)
    plain = {n for n in at if scores[n] >= limits.likely and _plainly(differ, n)}
    told = _Told(differ)
    for k in sorted(range(len(at)), key=lambda k: (at[k] not in plain, -weights[k], at[k])):
        n, weight = at[k], float(weights[k])
        if n not in plain and weight < lowest:
            continue
        detail = leading(differ.told(n))
        if detail is None or (n not in plain and weight < _asked(differ, n, detail, limits)):
            continue
        if told.news(n, detail):
            yield Dispute(at=n, detail=detail, hard=n in plain or weight >= limits.hard)


def _asked(differ: Differences, n: int, detail: Detail, limits: Limits) -> float:
    """The score from which pair ``n``, named after ``detail``, is shown."""
    strict = limits.conflict.get(STRICT, math.inf) if detail in differ.strict(n) else math.inf
    return limits.conflict.get(detail.kind, strict)


def _plainly(differ: Differences, n: int) -> bool:
    return any(d.plain for d in differ.strict(n)) and not _two_known(*differ.sheets(n))


def _two_known(a: Sheet, b: Sheet) -> bool:
    """Both are quoted from people or bodies that are known by name, and not by one name."""
    p, q = a.unit.quotation, b.unit.quotation
    named = p is not None and q is not None and a.voice and b.voice and a.holder != b.holder
    return bool(named and p and q and not same_name(p.speaker_name or "", q.speaker_name or ""))


class _Told:
    """What has been shown already: one detail is shown once, between two articles once a unit."""

    def __init__(self, differ: Differences) -> None:
        self._differ = differ
        self._said: set[frozenset[str]] = set()
        self._units: set[tuple[Kind, Span, int]] = set()

    def news(self, n: int, detail: Detail) -> bool:
        """Not shown before; from now on it is."""
        a, b = (s.unit for s in self._differ.sheets(n))
        said = frozenset((detail.kind, detail.a.lower(), detail.b.lower()))
        units = {(detail.kind, a.span, b.article), (detail.kind, b.span, a.article)}
        known = said in self._said or bool(units & self._units)
        self._said.add(said)
        self._units |= units
        return not known


def leading(found: Sequence[Detail]) -> Detail | None:
    """The detail a conflict is named after: a plain one, then the plainest kind; of quoted words
    those that name the change alone."""
    ordered = sorted(
        found,
        key=lambda d: (
            not d.plain,
            KINDS.index(d.kind),
            len(d.a) + len(d.b) if d.kind == "quote-wording" else 0,
            -d.size,
        ),
    )
    return ordered[0] if ordered else None


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
