"""Train the two weighings of grouping and its frequency table: ``python -m training.grouping``.

``--bench FOLDER`` says where the story sets lie. ``--cv`` trains fold by fold, prints what each set
gets from weights that never saw its stories, and chooses the threshold by it; the weights of the
folds go to ``--folds`` (for ``python -m bench --only stories``). ``--dry`` writes nothing shipped.
"""

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from crosswire.models.boost import save_boosters
from crosswire.models.catalog import TRAINED
from crosswire.models.frequency import Background
from crosswire.stages.group.graph import SAID, within
from crosswire.stages.group.linkage import Linkage
from training.group_sets import SETS, folds, frequencies, streams
from training.group_tables import (
    Chances,
    Table,
    company,
    learn_company,
    learn_pairs,
    scores,
    table,
)

FOLDS = 4
THRESHOLDS = (0.4, 0.45, 0.5)
"""Lower ones gain what they lose on the sets, and draw the stories of one analysis together."""
UNKNOWN = 0.03
Weighing = dict[tuple[int, ...], list[Chances]]
"""Folds that were left out → the chances of every table's pairs."""


def main() -> None:
    """Train, say what came out, write."""
    asked = _arguments()
    background = frequencies(asked.bench)
    parts = folds(asked.bench, FOLDS)
    tables = [table(stream, background, parts) for stream in streams(asked.bench)]
    for one in tables:
        _say(f"{one.name}: {len(one.stories)} articles, {len(one.same)} pairs")
    weighed, texts = _first(tables, cross=asked.cv)
    threshold = _cross(tables, weighed, texts, asked.folds) if asked.cv else None
    if not asked.dry:
        chances = [_unseen(t, n, (), weighed) for n, t in enumerate(tables)]
        save_boosters(TRAINED / "grouping.pairs.lgb.gz", [learn_pairs(tables, ())])
        save_boosters(TRAINED / "grouping.company.lgb.gz", [learn_company(tables, chances, ())])
        _write(background, threshold)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.grouping", description=__doc__)
    parser.add_argument("--bench", type=Path, required=True, help="folder of the story sets")
    parser.add_argument("--cv", action="store_true", help="print cross-validated figures")
    parser.add_argument("--folds", type=Path, help="folder for the weights of the folds")
    parser.add_argument("--dry", action="store_true", help="write no shipped weights")
    return parser.parse_args()


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def _first(tables: Sequence[Table], *, cross: bool) -> tuple[Weighing, dict[tuple[int, ...], str]]:
    """First weighings with one fold left out, and with two where folds are tried."""
    wanted: list[tuple[int, ...]] = [(f,) for f in range(FOLDS)]
    wanted += list(combinations(range(FOLDS), 2)) if cross else []
    texts = {left_out: learn_pairs(tables, left_out) for left_out in wanted}
    return {k: [scores(text, t.rows) for t in tables] for k, text in texts.items()}, texts


def _unseen(one: Table, at: int, held: tuple[int, ...], weighed: Weighing) -> Chances:
    """Each pair's chance by weighings that saw neither fold of its articles, nor ``held``."""
    by_fold = np.stack([weighed[tuple(sorted({*held, fold}))][at] for fold in range(FOLDS)])
    place = np.arange(len(one.pairs))
    sides = [by_fold[one.folds[one.pairs[:, k]], place] for k in (0, 1)]
    found: Chances = (sides[0] + sides[1]) / 2
    return found


def _cross(
    tables: Sequence[Table], weighed: Weighing, texts: dict[tuple[int, ...], str], out: Path | None
) -> float:
    """Figures of every set by folds that never saw it, and the threshold that serves all best."""
    measured = [(n, t) for n, t in enumerate(tables) if t.name in SETS or t.drawn]
    joint: dict[tuple[str, int], Chances] = {}
    for fold in range(FOLDS):
        chances = [_unseen(t, n, (fold,), weighed) for n, t in enumerate(tables)]
        text = learn_company(tables, chances, (fold,))
        for n, t in measured:
            whole = np.zeros(len(t.stories), np.int64)
            alone = weighed[(fold,)][n]
            asked, rows = company(t, alone, whole, alone >= SAID)
            found = np.zeros(len(alone))
            found[asked] = within(rows, scores(text, rows))
            joint[t.name, fold] = found
        if out:
            out.mkdir(parents=True, exist_ok=True)
            save_boosters(out / f"{fold}.pairs.lgb.gz", [texts[(fold,)]])
            save_boosters(out / f"{fold}.company.lgb.gz", [text])
    if out:
        arrays = {f"{name}/{fold}": found for (name, fold), found in joint.items()}
        np.savez_compressed(out / "chances.npz", **arrays)  # type: ignore[arg-type]
    first = {(t.name, f): weighed[(f,)][n] for n, t in measured for f in range(FOLDS)}
    _say("pairs by themselves:")
    sets = [t for _, t in measured if t.name in SETS]
    _figures(sets, first, THRESHOLDS[0])
    _say("within their company:")
    means = {x: _figures(sets, joint, x) for x in THRESHOLDS}
    best = max(means, key=lambda x: means[x])
    _say(f"threshold {best}; large stories with days drawn for them:")
    _figures([t for _, t in measured if t.name not in SETS], joint, best)
    return best


def _figures(
    tables: Sequence[Table], joint: dict[tuple[str, int], Chances], threshold: float
) -> float:
    """Print precision, recall and F1 of each; the mean of an F that counts precision twice (a false
    merger is the worse fault)."""
    total, cells = 0.0, []
    for one in tables:
        precision = recall = 0.0
        for fold in range(FOLDS):
            got = clusters(one, joint[one.name, fold], threshold)
            p, r = bcubed(one.stories, got, (one.folds == fold).tolist())
            precision, recall = precision + p, recall + r
        precision, recall = precision / len(one.stories), recall / len(one.stories)
        f1 = 2 * precision * recall / (precision + recall)
        total += 1.5 * precision * recall / (0.5 * precision + recall) / len(SETS)
        cells.append(f"{one.name} {precision:.3f}/{recall:.3f}/{f1:.3f}")
    _say(f"  {threshold}: " + ", ".join(cells))
    return total


def clusters(one: Table, chances: Chances, threshold: float) -> list[int]:
    """The cluster of every article, by the very linkage that settles."""
    pairs = map(tuple, one.pairs.tolist())
    edges: dict[tuple[int, int], float] = dict(zip(pairs, chances.tolist(), strict=True))
    linkage = Linkage(threshold=threshold, unknown=UNKNOWN)
    found = [0] * len(one.stories)
    for at, cluster in enumerate(linkage.run(range(len(found)), edges)):
        for article in cluster:
            found[article] = at
    return found


def bcubed(gold: Sequence[str], got: Sequence[int], counted: Sequence[bool]) -> tuple[float, float]:
    """Sums of B-cubed precision and recall over the articles that are counted."""
    right, stories, groups = Counter(zip(gold, got, strict=True)), Counter(gold), Counter(got)
    both = [(g, p) for g, p, c in zip(gold, got, counted, strict=True) if c]
    precision = sum(right[g, p] / groups[p] for g, p in both)
    recall = sum(right[g, p] / stories[g] for g, p in both)
    return precision, recall


def _write(background: Background, threshold: float | None) -> None:
    """The frequency table and what was chosen; without ``--cv`` the threshold stays."""
    chosen = TRAINED / "grouping.json"
    if threshold is not None:
        kept = {"threshold": threshold, "unknown": UNKNOWN}
        chosen.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    data = json.dumps(background.table(), separators=(",", ":"), ensure_ascii=False)
    packed = gzip.compress(data.encode(), compresslevel=9, mtime=0)
    (TRAINED / "grouping.words.json.gz").write_bytes(packed)


if __name__ == "__main__":
    main()
