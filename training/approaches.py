"""What each approach to "the same statement or not" adds: one table, with and without.

    python -m training.approaches --bench ../shared/bench --reader build/pairs/fold0/pair_reader.onnx \\
        --scores build/pairs/fold0.scores.npz --readings build/readings.pkl

``--reader`` is one fold of the pair reader and ``--scores`` its scores, which name the stories it did
not learn from (``scripts/train.sh`` makes both). Everything is read anew in eight bits. Trees are
cross-validated over those training stories; the threshold of each way is chosen there, and used on
the public stories, whose figures are printed for the record and choose nothing.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from crosswire.models.boost import Boosters
from crosswire.stages.compare.points.board import Ints
from crosswire.stages.compare.points.bounds import Bounds
from crosswire.stages.compare.points.likeness import with_reading, worth_reading
from crosswire.stages.compare.points.resolved import resolved
from training.boosting import FOLDS, SEED, Table, best_f1, boost, crossed, parts
from training.point_stories import Pair, Story, public_story, read, rows, story_of
from training.points import AMONG, pair_tables, pooled
from training.wordings import Hearing, OrderedReader, as_printed

READ, READ_BY_CLAUSE = 40, 25
"""Pairs of every two articles that are read whole, and clause by clause: the likeliest by surface."""
DRAWS = 1000
CLAUSES = ("clauses_read_lo", "clauses_read_hi", "clauses_read_mean")


@dataclass(frozen=True, slots=True)
class Both:
    """The training stories of the fold, then the public ones."""

    training: list[Story]
    public: list[Story]

    @property
    def every(self) -> list[Story]:
        """One after the other."""
        return [*self.training, *self.public]

    def of(self, stories: Sequence[Story]) -> "Both":
        """Parted again."""
        n = len(self.training)
        return Both(list(stories[:n]), list(stories[n:]))


class Scores(NamedTuple):
    """One way's scores of every pair: training stories by models that did not see them."""

    training: list[Table]
    public: list[Table]


# ---- ways to score ---------------------------------------------------------------------------


def trees(recipe: str, told: Both, names: Sequence[str]) -> Scores:
    """Boosted trees over ``names``."""
    _, _, labels = pair_tables(told.training)
    tables = [s.signals.table(list(names)) for s in told.training]
    whole = Boosters(
        boost(recipe, np.concatenate(tables), np.concatenate(labels), list(names), most=1)
    )
    return Scores(
        crossed(recipe, tables, labels, list(names)),
        [_floats(whole.scores(s.signals.table(list(names)))) for s in told.public],
    )


def logistic(told: Both, names: Sequence[str]) -> Scores:
    """Logistic regression over ``names``, in the same folds."""
    _, _, labels = pair_tables(told.training)
    tables = [np.nan_to_num(s.signals.table(list(names))) for s in told.training]
    folds = parts(len(tables))

    def fitted(inside: Sequence[int]) -> Pipeline:
        line = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, tol=1e-3, max_iter=200))
        return line.fit(
            np.concatenate([tables[k] for k in inside]), np.concatenate([labels[k] for k in inside])
        )

    scores: list[Table] = [np.zeros(0, np.float32)] * len(tables)
    for fold in range(FOLDS):
        line = fitted(np.flatnonzero(folds != fold).tolist())
        for k in np.flatnonzero(folds == fold).tolist():
            scores[k] = _floats(line.predict_proba(tables[k])[:, 1])
    line = fitted(range(len(tables)))
    public = [np.nan_to_num(s.signals.table(list(names))) for s in told.public]
    return Scores(scores, [_floats(line.predict_proba(t)[:, 1]) for t in public])


def column(told: Both, *names: str) -> Scores:
    """The sum of columns as it stands; a pair without a number comes last."""

    def of(story: Story) -> Table:
        return _floats(sum(np.nan_to_num(story.signals.columns[n], nan=-20.0) for n in names))

    return Scores([of(s) for s in told.training], [of(s) for s in told.public])


def _floats(values: object) -> Table:
    return np.asarray(values, dtype=np.float32)


# ---- what was read ---------------------------------------------------------------------------


def nearest(story: Story, surface: Table, most: int) -> Ints:
    """The likeliest pairs of every two articles."""
    return worth_reading(story.board, story.signals, surface, replace(Bounds(), reader=most))


class Read(NamedTuple):
    """The stories with what the reader made of them, put to it in different ways."""

    resolved: Both
    printed: Both
    ordered: Both
    """Both orders of a pair, averaged."""


def heard(reader: OrderedReader, told: Both, surface: Scores) -> Read:
    """Every story read in every way. The first has the columns of clauses besides."""
    found: list[list[Story]] = [[], [], []]
    for story, scores in zip(told.every, [*surface.training, *surface.public], strict=True):
        hearing = Hearing(reader, story)
        at = nearest(story, scores, READ)
        once = hearing.whole(at, resolved)
        back = hearing.whole(at, resolved, back=True)
        clauses = hearing.by_clause(nearest(story, scores, READ_BY_CLAUSE))
        ways: list[Table] = [once, hearing.whole(at, as_printed), _floats((once + back) / 2)]
        for n, logits in enumerate(ways):
            signals = with_reading(story.signals, scores, logits)
            more = dict(zip(CLAUSES, clauses.T, strict=True))
            known = replace(signals, columns={**signals.columns, **more})
            found[n].append(replace(story, signals=known))
    return Read(*(told.of(stories) for stories in found))


# ---- the table -------------------------------------------------------------------------------


class Row(NamedTuple):
    """An approach: the same without it and with it."""

    what: str
    without: Scores
    within: Scores


def approaches(read: Read) -> list[Row]:
    """The rows of the table."""
    told = read.resolved
    names = [n for n in told.training[0].signals.columns if n not in CLAUSES]
    reader = [n for n in names if n.startswith("read") or n == "surface"]
    bare = [n for n in names if n not in reader and not n.endswith(AMONG)]
    alone = trees("pairs", told, bare)
    surface = trees("pairs", told, [n for n in names if n not in reader])
    apart = trees("pairs", told, [*bare, "read", "read_apart"])
    both = trees("pairs", told, names)
    once, printed = column(told, "read"), column(read.printed, "read")
    return [
        Row("TF-IDF cosine → sentence-vector cosine (baselines)",
            column(told, "words_cos"), column(told, "vector")),
        Row("TF-IDF cosine → trees over the surface", column(told, "words_cos"), surface),
        Row("(a) clauses read beside whole passages: trees",
            both, trees("pairs", told, [*names, *CLAUSES])),
        Row("(a) best clause instead of the whole passage: reader alone",
            once, column(told, CLAUSES[1])),
        Row("(b) the reader beside the surface: trees", surface, both),
        Row("(b) trees over the surface → the reader alone", surface, once),
        Row("(c) reader alone → trees over everything", once, both),
        Row("(c) sum of both log-odds → trees", column(told, "surface", "read"), both),
        Row("(c) logistic regression → trees, same columns", logistic(told, names), both),
        Row("(d) a pair within its story: surface", alone, surface),
        Row("(d) a pair within its story: surface and reader", apart, both),
        Row("(e) pronouns and speakers resolved: reader alone", printed, once),
        Row("(e) pronouns and speakers resolved: trees", trees("pairs", read.printed, names), both),
        Row("(e) both orders averaged: reader alone", once, column(read.ordered, "read")),
        Row("(e) both orders averaged: trees", both, trees("pairs", read.ordered, names)),
    ]  # fmt: skip


class Counted(NamedTuple):
    """One way at its threshold: a row of (right, shown, to find) for each story."""

    training: NDArray[np.int64]
    public: NDArray[np.int64]


def counted(told: Both, scores: Scores) -> Counted:
    """The threshold of the best F1 over the training stories, used on both."""
    _, at = best_f1(pooled(told.training, scores.training), _total(told.training))
    return Counted(
        _counts(told.training, scores.training, at), _counts(told.public, scores.public, at)
    )


def _total(stories: Sequence[Story]) -> int:
    return sum(len(s.same) for s in stories)


def _counts(stories: Sequence[Story], scores: Sequence[Table], at: float) -> NDArray[np.int64]:
    found = []
    for story, values in zip(stories, scores, strict=True):
        shown: set[Pair] = set()
        for pairs, value in zip(story.sentence_pairs(), values.tolist(), strict=True):
            shown |= pairs if value >= at else frozenset()
        found.append((len(shown & story.same), len(shown), len(story.same)))
    return np.asarray(found, dtype=np.int64)


def f1(counts: NDArray[np.int64]) -> float:
    """Over all stories together."""
    right, shown, total = counts.sum(axis=0)
    return float(2 * right / max(1, shown + total))


def gain(without: NDArray[np.int64], within: NDArray[np.int64]) -> tuple[float, float]:
    """The 95 % interval of what is gained, over stories drawn with replacement."""
    draw = np.random.default_rng(SEED)
    drawn = [draw.integers(len(within), size=len(within)) for _ in range(DRAWS)]
    low, high = np.percentile([f1(within[k]) - f1(without[k]) for k in drawn], (2.5, 97.5))
    return float(low), float(high)


def printed_row(told: Both, row: Row) -> str:
    """One line of the table."""
    without, within = counted(told, row.without), counted(told, row.within)
    low, high = gain(without.training, within.training)
    more = f1(within.training) - f1(without.training)
    return (
        f"| {row.what} | {f1(without.training):.3f} | {f1(within.training):.3f} "
        f"| {more:+.3f} ({low:+.3f} to {high:+.3f}) "
        f"| {f1(without.public):.3f} | {f1(within.public):.3f} |"
    )


def stories_of(bench: Path, scores: Path, readings: Path | None) -> Both:
    """The stories that the fold did not learn from, and the public ones."""
    folder = bench / "statements"
    articles = rows(folder / "train_articles.jsonl.gz")
    sources = {a["id"]: a["source_doc"] for a in articles}
    known = read([*articles, *rows(folder / "articles.jsonl.gz")], readings)
    with np.load(scores) as kept:
        unseen = {key.split("/")[0] for key in kept}
    golds = [g for g in rows(folder / "train_gold.jsonl.gz") if g["story"] in unseen]
    training = [story_of(g, known, sources) for g in golds]
    public = [public_story(g, known) for g in rows(folder / "gold.jsonl.gz")]
    return Both([s for s in training if len(s.signals.pairs)], public)


def main() -> None:
    """Read, train, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--reader", type=Path, required=True, help="one fold of the pair reader")
    parser.add_argument("--scores", type=Path, required=True, help="its scores (.npz)")
    parser.add_argument("--readings", type=Path, help="pickle of readings, kept between runs")
    options = parser.parse_args()
    told = stories_of(options.bench, options.scores, options.readings)
    names, _, _ = pair_tables(told.training)
    found = heard(OrderedReader(options.reader), told, trees("surface", told, names))
    print("| approach | training stories, without | with | gained (95 %) "
          "| public (not for choosing), without | with |")  # fmt: skip
    print("|---|---|---|---|---|---|")
    for row in approaches(found):
        print(printed_row(told, row))


if __name__ == "__main__":
    main()
