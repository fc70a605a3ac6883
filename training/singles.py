"""The single part of the points room, learnt from the stories: what states something checkable,
and what one article alone states.

Both are trained again whenever the scores of pairs change: ``train_singles(stories, scores)``.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from crosswire.models.boost import Boosters, save_boosters
from crosswire.stages.compare.points import claims, singles
from crosswire.stages.compare.points.apart import apart
from crosswire.stages.compare.points.board import Floats
from training.boosting import Table, best_f1, boost, crossed, parts
from training.point_stories import TRAINED, Place, Story

LEVEL = 0.995
"""The best F1 is a plateau; the floor is its upper end, where fewest singles shown are wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedSingles:
    """Weights of the probe, boosters of claims and of singles, and the threshold."""

    probe: Floats
    claim: list[str]
    single: list[str]
    floor: float

    def finder(self) -> singles.SingleFinder:
        """As shipped."""
        reader = claims.ClaimReader(probe=self.probe, boosters=Boosters(self.claim))
        return singles.SingleFinder(
            claims=reader.read, single=Boosters(self.single), floor=self.floor
        )

    def save(self) -> None:
        """Write what the package ships; the floor stands among the limits."""
        weights = [round(float(w), 4) for w in self.probe]
        (TRAINED / "points.claim.json").write_text(json.dumps(weights) + "\n")
        save_boosters(TRAINED / "points.claim.lgb.gz", self.claim)
        save_boosters(TRAINED / "points.single.lgb.gz", self.single)


def train_singles(
    stories: Sequence[Story],
    scores: Sequence[Table],
    likely: float,
    every: Sequence[Story] | None = None,
) -> TrainedSingles:
    """Everything about singles.

    ``scores`` of the pairs must come from models that did not see their story; a unit in a pair of
    ``likely`` or more stands in a point and is no single. Claims need no pairs: they are learnt from
    ``every`` story where more are given than have scores.
    """
    more = every or stories
    probe, claim, chances = train_claims(more)
    stated = {s.name: c for s, c in zip(more, chances, strict=True)}
    tables = [
        singles.single_table(s.board, s.signals, v, stated[s.name])
        for s, v in zip(stories, scores, strict=True)
    ]
    labels = [
        np.asarray([bool(h & alone) for h in s.homes], dtype=np.float32)
        for s, alone in zip(stories, map(only, stories), strict=True)
    ]
    crossing = crossed("single", tables, labels, singles.COLUMNS)
    left = [
        np.where(paired(s, v, likely), 0.0, c).astype(np.float32)
        for s, v, c in zip(stories, scores, crossing, strict=True)
    ]
    found, total = by_sentence(stories, left)
    best, _ = best_f1(found, total)
    f1, floor = best_f1(found, total, LEVEL)
    print(f"singles: cross-validated F1 {f1:.4f} at {floor:.3f} (the best is {best:.4f})")
    texts = boost("single", np.concatenate(tables), np.concatenate(labels), singles.COLUMNS)
    return TrainedSingles(probe=probe, claim=claim, single=texts, floor=floor)


def paired(story: Story, scores: Table, likely: float) -> NDArray[np.bool_]:
    """Units that stand in a pair shown as one statement."""
    sheets, pairs = story.board.sheets, story.signals.pairs
    held = np.zeros(len(sheets), dtype=np.bool_)
    for n in np.flatnonzero(scores >= likely).tolist():
        i, j = int(pairs.i[n]), int(pairs.j[n])
        if not apart(sheets[i], sheets[j]):
            held[[i, j]] |= sheets[i].unit.checkable and sheets[j].unit.checkable
    return held


def by_sentence(
    stories: Sequence[Story], scores: Sequence[Table]
) -> tuple[list[tuple[float, bool]], int]:
    """(best score, is it right) of every gold sentence that some unit lies on, and how many should
    be found. A sentence is shown when any of its units is, the scorer's rule; units of score 0 are
    never shown."""
    found, total = [], 0
    for story, values in zip(stories, scores, strict=True):
        best: dict[Place, float] = {}
        for sheet, homes, value in zip(
            story.board.sheets, story.homes, values.tolist(), strict=True
        ):
            for place in homes if sheet.unit.checkable and value > 0 else ():
                best[place] = max(best.get(place, 0.0), value)
        alone = only(story)
        total += len(alone)
        found += [(value, place in alone) for place, value in best.items()]
    return found, total


def shared(story: Story) -> frozenset[Place]:
    """Sentences that another article tells, those its reader passed over included."""
    return frozenset(chain.from_iterable(((a, k), (b, n)) for a, k, b, n in story.same))


def only(story: Story) -> frozenset[Place]:
    """Sentences that no other article tells."""
    return story.alone - shared(story)


def train_claims(stories: Sequence[Story]) -> tuple[Floats, list[str], list[Table]]:
    """(probe, boosters of claims, out-of-fold chances of every unit) over the stories."""
    labels = [_stated(s) for s in stories]
    folds = parts(len(stories))
    probed: list[Table] = [np.zeros(0, np.float32)] * len(stories)
    for fold in set(folds.tolist()):
        probe = _probe((s, y) for s, y, f in zip(stories, labels, folds, strict=True) if f != fold)
        for k in np.flatnonzero(folds == fold).tolist():
            probed[k] = claims.probed(stories[k].board, probe)
    tables = [claims.claim_table(s.board, p) for s, p in zip(stories, probed, strict=True)]
    known = [~np.isnan(y) for y in labels]
    texts = boost(
        "claim",
        np.concatenate([t[k] for t, k in zip(tables, known, strict=True)]),
        np.concatenate([y[k] for y, k in zip(labels, known, strict=True)]),
        claims.COLUMNS,
    )
    sure = [np.nan_to_num(y, nan=1.0) for y in labels]
    stated = crossed("claim", tables, sure, claims.COLUMNS)
    quiet, total = _silent(labels, stated)
    f1, at = best_f1(quiet, total)
    print(f"no claim: cross-validated F1 {f1:.4f} at {at:.3f} ({total} of {len(quiet)} units)")
    return _probe(zip(stories, labels, strict=True)), texts, stated


def _stated(story: Story) -> Table:
    """1 for a unit on a sentence that its reader found in a point or said by one article alone, 0
    for one that states nothing; NaN for a unit on no gold sentence."""
    told = story.alone | shared(story)
    return np.asarray([float(bool(h & told)) if h else np.nan for h in story.homes], np.float32)


def _probe(told: Iterable[tuple[Story, Table]]) -> Floats:
    """Weights and intercept of a logistic regression over sentence vectors."""
    vectors, labels = zip(*((s.board.vectors, y) for s, y in told), strict=True)
    all_labels = np.concatenate(labels)
    known = ~np.isnan(all_labels)
    fitted = LogisticRegression(C=1.0, max_iter=300)
    fitted.fit(np.concatenate(vectors)[known], all_labels[known])
    return np.append(fitted.coef_[0], fitted.intercept_[0]).astype(np.float32)


def _silent(
    labels: Sequence[Table], stated: Sequence[Table]
) -> tuple[list[tuple[float, bool]], int]:
    """(chance of no claim, is there none) of every known unit, and how many have none."""
    found = [
        (1 - float(v), y == 0)
        for ys, vs in zip(labels, stated, strict=True)
        for y, v in zip(ys.tolist(), vs, strict=True)
        if not np.isnan(y)
    ]
    return found, sum(hit for _, hit in found)
