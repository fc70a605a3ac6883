"""Train the points room: ``python training/points.py --bench ../shared/bench``.

Reads the training stories with the shipped stages, trains every booster with cross-validation over
stories, chooses thresholds there, writes ``models/trained/points.*`` (stories with a
non-commercial licence left out of the weights) and prints figures on the public stories, which
are never trained on, beside the TF-IDF and sentence-vector baselines of the same run.
"""

import argparse
import gzip
import json
import pickle
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

from crosswire.config import Settings
from crosswire.intake.lines import read_lines
from crosswire.models.boost import Boosters, save_boosters
from crosswire.models.catalog import write_manifest
from crosswire.models.encoder import load_encoder
from crosswire.project import Project
from crosswire.records.failure import Failure
from crosswire.records.quotation import Reading
from crosswire.stages.compare.points import conflicts, singles, words
from crosswire.stages.compare.points.aligner import Aligned, Aligner
from crosswire.stages.compare.points.board import Board, lay
from crosswire.stages.compare.points.details import clash
from crosswire.stages.compare.points.likeness import Likeness, Limits
from crosswire.stages.compare.points.signals import Signals, read_signals, standing
from crosswire.stages.compare.table import lay_out

TRAINED = Path(__file__).parents[1] / "src" / "crosswire" / "models" / "trained"
SEED = 20261121
FOLDS = 3
NON_COMMERCIAL = "TRIPLET"
SCORED_ELSEWHERE = ("as-train-0187", "as-train-0192", "as-train-0562", "as-train-0861")

Table = NDArray[np.float32]
Place = tuple[str, int]
Pair = tuple[str, int, str, int]
Line = dict[str, Any]

COMMON: Line = {
    "objective": "binary", "pos_bagging_fraction": 0.9, "neg_bagging_fraction": 0.4, "bagging_freq": 1, "feature_fraction": 0.4,
    "lambda_l2": 5.0, "max_bin": 63, "verbose": -1, "num_threads": 1, "deterministic": True,
    "force_row_wise": True,
}  # fmt: skip
RECIPES: dict[str, tuple[Line, int, int]] = {
    "pairs": ({"learning_rate": 0.05, "num_leaves": 31, "min_child_samples": 60}, 250, 2),
    "single": ({"learning_rate": 0.05, "num_leaves": 15, "min_child_samples": 60}, 150, 1),
    "conflict": ({"learning_rate": 0.04, "num_leaves": 15, "min_child_samples": 40}, 150, 2),
}
"""For each booster its settings, the number of trees and the number of seeds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One training story, laid out, with what its reader marked."""

    name: str
    open_licence: bool
    board: Board
    signals: Signals
    homes: tuple[frozenset[Place], ...]
    """Gold sentences each unit lies on."""
    same: frozenset[Pair]
    alone: frozenset[Place]
    disputed: frozenset[frozenset[Place]]

    def sentence_pairs(self) -> Iterator[frozenset[Pair]]:
        """For each candidate pair the gold sentence pairs it lies on."""
        for i, j in zip(self.signals.pairs.i, self.signals.pairs.j, strict=True):
            yield frozenset(_pair(a, b) for a in self.homes[i] for b in self.homes[j])


def _pair(a: Place, b: Place) -> Pair:
    return (*a, *b) if a < b else (*b, *a)


# ---- reading ---------------------------------------------------------------------------------


def rows(path: Path) -> list[Line]:
    """JSON lines of a gzip file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def background(bench: Path, articles: Iterable[Line]) -> None:
    """Write the table of how many news texts hold a stem."""
    texts = [a["text"] for a in articles if not a["source_doc"].startswith(NON_COMMERCIAL)]
    texts += [
        a["text"] or ""
        for a in rows(bench / "story_allsides" / "articles_full.jsonl.gz")
        if a["story_id"] not in SCORED_ELSEWHERE
    ]
    counts: Counter[str] = Counter()
    for text in texts:
        found = re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*", text)
        counts.update({words.stem(word) for word in found})
    floor = 3
    kept = {word: n for word, n in sorted(counts.items()) if n >= floor}
    table = {"documents": len(texts), "floor": floor, "counts": kept}
    packed = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
    (TRAINED / "points.words.json.gz").write_bytes(gzip.compress(packed, 9, mtime=0))


def read(articles: Sequence[Line], cache: Path | None) -> dict[str, Reading]:
    """Readings by article id, from ``cache`` when it is there."""
    if cache is not None and cache.is_file():
        kept: dict[str, Reading] = pickle.loads(cache.read_bytes())
        return kept
    lines = (json.dumps(a) for a in articles)
    found = {}
    for reading in Project(Settings.load()).annotate(read_lines(lines, source="bench")):
        if isinstance(reading, Failure):
            print(f"left out: {reading.item}: {reading.words}")
        else:
            found[reading.article] = reading
    if cache is not None:
        cache.write_bytes(pickle.dumps(found, protocol=5))
    return found


def story_of(gold: Line, readings: Mapping[str, Reading], sources: Mapping[str, str]) -> Story:
    """Lay out one story and align its units with the gold sentences."""
    names = [a["id"] for a in gold["articles"]]
    table = lay_out([readings[n] for n in names if n in readings])
    told = sorted(table.told, key=lambda r: (r.revision.body.id, r.article))
    board = lay(told, table.canon, load_encoder(), words.load_rarity())
    signals = read_signals(board)
    sentences = {a["id"]: a["sentences"] for a in gold["articles"]}
    homes = tuple(
        frozenset(
            (told[s.unit.article].article, k)
            for k in covered(
                sentences[told[s.unit.article].article], s.unit.span.start, s.unit.span.end
            )
        )
        for s in board.sheets
    )
    bare = replace(board, sheets=tuple(replace(s, pieces=None) for s in board.sheets))
    same, alone, disputed = marks(gold)
    if same:
        same |= reprints(signals, homes)
    return Story(
        name=gold["story"],
        open_licence=not any(sources[n].startswith(NON_COMMERCIAL) for n in names),
        board=bare,
        signals=replace(signals, meetings=type(signals.meetings)(bare)),
        homes=homes,
        same=same,
        alone=alone,
        disputed=disputed,
    )


REPRINT_WORDS, REPRINT_SHARE = 8, 0.6


def reprints(signals: Signals, homes: Sequence[frozenset[Place]]) -> frozenset[Pair]:
    """Plain reprints that the one reader passed over: they say the same, marked or not."""
    c = signals.columns
    plain = (c["run"] >= REPRINT_WORDS) & (c["run_share"] >= REPRINT_SHARE)
    plain &= c["checkable_lo"] > 0
    return frozenset(
        _pair(a, b)
        for i, j in zip(signals.pairs.i[plain], signals.pairs.j[plain], strict=True)
        for a in homes[i]
        for b in homes[j]
    )


def covered(sentences: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    """Gold sentences that a span covers by half of either's length: the scorer's rule."""
    found = []
    for k, (s, e) in enumerate(sentences):
        shared = min(e, end) - max(s, start)
        if shared > 0 and shared >= 0.5 * min(e - s, end - start):
            found.append(k)
    return found


def marks(gold: Line) -> tuple[frozenset[Pair], frozenset[Place], frozenset[frozenset[Place]]]:
    """(same-statement pairs, sentences of one article only, disputed pairs) of a story."""
    same: set[Pair] = set()
    shared: set[Place] = set()
    for point in gold["points"]:
        places = [(a, k) for a, ks in point["members"].items() for k in ks]
        same |= {_pair(x, y) for x in places for y in places if x[0] < y[0]}
        shared |= set(places)
    quiet = {(a, k) for a, ks in gold["no_claim"].items() for k in ks}
    alone = {
        (a["id"], k)
        for a in gold["articles"]
        for k, (s, e) in enumerate(a["sentences"])
        if e - s > 1 and (a["id"], k) not in shared | quiet
    }
    disputed = {
        frozenset([(c["a"][0], c["a"][1]), (c["b"][0], c["b"][1])]) for c in gold["conflicts"]
    }
    return frozenset(same), frozenset(alone), frozenset(disputed)


# ---- boosting --------------------------------------------------------------------------------


def boost(
    name: str, table: Table, labels: Table, columns: Sequence[str], *, most: int = 9
) -> list[str]:
    """Train the boosters of a recipe, at most ``most`` seeds; their texts."""
    settings, trees, seeds = RECIPES[name]
    data = lgb.Dataset(table, labels, feature_name=list(columns), params={"max_bin": 63})
    return [
        lgb.train({**COMMON, **settings, "seed": SEED + k}, data, trees).model_to_string()
        for k in range(min(most, seeds))
    ]


def crossed(name: str, tables: Sequence[Table], labels: Sequence[Table], columns: Sequence[str],
            ) -> list[Table]:  # fmt: skip
    """Scores of every story by boosters that did not see it."""
    folds = np.random.default_rng(SEED).permutation(len(tables)) % FOLDS
    scores: list[Table] = [np.zeros(0, np.float32)] * len(tables)
    for fold in range(FOLDS):
        inside = [k for k in range(len(tables)) if folds[k] != fold]
        texts = boost(
            name,
            np.concatenate([tables[k] for k in inside]),
            np.concatenate([labels[k] for k in inside]),
            columns,
            most=1,
        )
        boosters = Boosters(texts)
        for k in np.flatnonzero(folds == fold).tolist():
            scores[k] = boosters.scores(tables[k]).astype(np.float32)
    return scores


def best_f1(scored: Iterable[tuple[float, bool]], total: int) -> tuple[float, float]:
    """(F1, threshold) at the best threshold; ``total`` counts what should be found."""
    ordered = sorted(scored, reverse=True)
    right = np.cumsum([hit for _, hit in ordered])
    f1 = 2 * right / (np.arange(1, len(ordered) + 1) + total)
    at = int(np.argmax(f1))
    return float(f1[at]), float(ordered[at][0])


def pooled(stories: Sequence[Story], scores: Sequence[Table]) -> list[tuple[float, bool]]:
    """(best score, is it right) of every gold sentence pair that some candidate lies on."""
    found = []
    for story, values in zip(stories, scores, strict=True):
        best: dict[Pair, float] = {}
        for pairs, value in zip(story.sentence_pairs(), values.tolist(), strict=True):
            for pair in pairs:
                best[pair] = max(best.get(pair, 0.0), value)
        found += [(value, pair in story.same) for pair, value in best.items()]
    return found


def surest(scored: Iterable[tuple[float, bool]], precision: float) -> tuple[float, float]:
    """(share of right pairs kept, threshold) at the lowest score that keeps ``precision``."""
    ordered = sorted(scored, reverse=True)
    right = np.cumsum([hit for _, hit in ordered])
    kept = np.flatnonzero(right / np.arange(1, len(ordered) + 1) >= precision)
    at = int(kept[-1]) if len(kept) else 0
    return float(right[at] / max(1, right[-1])), float(ordered[at][0])


def calibration(scored: Sequence[tuple[float, bool]]) -> tuple[tuple[float, float], ...]:
    """Share of right pairs by score: isotonic, read at even steps."""
    scores, hits = zip(*scored, strict=True)
    fitted = IsotonicRegression(out_of_bounds="clip").fit(scores, np.asarray(hits, dtype=float))
    steps = np.linspace(0, 1, 41)
    return tuple((round(float(s), 4), round(float(p), 4)) for s, p in zip(
        steps, fitted.predict(steps), strict=True))  # fmt: skip


# ---- the whole -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """Booster texts by name, and the thresholds."""

    texts: dict[str, list[str]]
    limits: Limits

    def aligner(self) -> Aligner:
        """As shipped."""
        b = {name: Boosters(texts) for name, texts in self.texts.items()}
        return Aligner(
            encoder=load_encoder(),
            rarity=words.load_rarity(),
            likeness=Likeness(boosters=b["pairs"]),
            single=b["single"],
            conflict=b["conflict"],
            limits=self.limits,
        )

    def save(self) -> None:
        """Write what the package ships."""
        for name, texts in self.texts.items():
            save_boosters(TRAINED / f"points.{name}.lgb.gz", texts)
        (TRAINED / "points.json").write_text(self.limits.model_dump_json(indent=1) + "\n")
        write_manifest()


def train(stories: Sequence[Story]) -> Trained:
    """Cross-validate, choose thresholds, train on all."""
    stories = [s for s in stories if len(s.signals.pairs)]
    names = list(stories[0].signals.columns)
    labels = [
        np.asarray([bool(p & s.same) for p in s.sentence_pairs()], dtype=np.float32)
        for s in stories
    ]
    tables = [s.signals.table(names) for s in stories]
    late = crossed("pairs", tables, labels, names)
    report("pairs", stories, late)
    texts = {"pairs": boost("pairs", np.concatenate(tables), np.concatenate(labels), names)}
    scored = pooled(stories, late)
    total = sum(len(s.same) for s in stories)
    likely = best_f1(scored, total)[1]
    texts["single"], single = train_singles(stories, late)
    texts["conflict"], conflict, hard = train_conflicts(stories, late)
    limits = Limits(
        sure=surest(by_unit(labels, guarded(stories, late)), SURE_ON_TRAINING)[1],
        likely=likely,
        undecided=likely * 0.6,
        single=single,
        conflict=conflict,
        hard=hard,
        calibration=calibration(by_unit(labels, late)),
    )
    return Trained(texts=texts, limits=limits)


SURE_ON_TRAINING = 0.95
"""Precision asked of the sure tier on training stories, by the marks of their one reader."""


def by_unit(labels: Sequence[Table], scores: Sequence[Table]) -> list[tuple[float, bool]]:
    """(score, is it right) of every pair of units."""
    return [
        (float(v), bool(y))
        for vs, ys in zip(scores, labels, strict=True)
        for v, y in zip(vs, ys, strict=True)
    ]


def guarded(stories: Sequence[Story], scores: Sequence[Table]) -> list[Table]:
    """The scores, with pairs that differ in a detail set to nothing: as the sure tier sees them."""
    found = []
    for story, values in zip(stories, scores, strict=True):
        kept = values.copy()
        sheets, pairs = story.board.sheets, story.signals.pairs
        for n in np.flatnonzero(values >= 0.4).tolist():
            if clash(sheets[pairs.i[n]], sheets[pairs.j[n]]):
                kept[n] = 0.0
        found.append(kept)
    return found


def report(what: str, stories: Sequence[Story], scores: Sequence[Table]) -> None:
    """Print cross-validated figures."""
    scored = pooled(stories, scores)
    f1, at = best_f1(scored, sum(len(s.same) for s in stories))
    kept = {p: round(surest(scored, p)[0], 3) for p in (0.97, 0.95, 0.9)}
    print(f"{what}: cross-validated pairs F1 {f1:.4f} at {at:.3f}; recall at precision {kept}")


def train_singles(stories: Sequence[Story], scores: Sequence[Table]) -> tuple[list[str], float]:
    """Boosters for what one article alone states, and the threshold."""
    tables = [
        singles.single_table(s.board, s.signals, v) for s, v in zip(stories, scores, strict=True)
    ]
    labels = [np.asarray([bool(h & s.alone) for h in s.homes], dtype=np.float32) for s in stories]
    crossing = crossed("single", tables, labels, singles.COLUMNS)
    scored = [
        (float(v), bool(y) and s.board.sheets[n].unit.checkable)
        for s, vs, ys in zip(stories, crossing, labels, strict=True)
        for n, (v, y) in enumerate(zip(vs, ys, strict=True))
        if s.board.sheets[n].unit.checkable
    ]
    f1, at = best_f1(scored, sum(len(s.alone) for s in stories))
    print(f"singles: cross-validated F1 {f1:.4f} at {at:.3f}")
    return boost("single", np.concatenate(tables), np.concatenate(labels), singles.COLUMNS), at


def train_conflicts(
    stories: Sequence[Story], scores: Sequence[Table]
) -> tuple[list[str], float, float]:
    """Boosters for conflicts, the threshold, and the score from which one is more than tension."""
    tables, labels = [], []
    for story, values in zip(stories, scores, strict=True):
        found = [d for d in conflicts.disputes(story.board, story.signals, values) if d.found]
        if not found:
            continue
        among = standing(values, story.signals.context)
        tables.append(conflicts.conflict_table(story.signals, among, values, found))
        at = story.signals.pairs
        labels.append(
            np.asarray(
                [
                    any(
                        frozenset([a, b]) in story.disputed
                        for a in story.homes[at.i[d.at]]
                        for b in story.homes[at.j[d.at]]
                    )
                    for d in found
                ],
                dtype=np.float32,
            )
        )
    crossing = crossed("conflict", tables, labels, conflicts.COLUMNS)
    scored = [
        (float(v), bool(y))
        for vs, ys in zip(crossing, labels, strict=True)
        for v, y in zip(vs, ys, strict=True)
    ]
    total = sum(len(s.disputed) for s in stories)
    f1, at_best = best_f1(scored, total)
    reach = sum(hit for _, hit in scored)
    print(f"conflicts: cross-validated F1 {f1:.4f} at {at_best:.3f}; {reach} of {total} in reach")
    hard = max(at_best, surest(scored, 0.5)[1])
    texts = boost("conflict", np.concatenate(tables), np.concatenate(labels), conflicts.COLUMNS)
    return texts, at_best, hard


def answer(story: str, aligned: Aligned) -> Line:
    """One line as ``crosswire compare --format jsonl`` prints it."""

    def place(s: Any) -> Line:
        return {"article": s.article, "start": s.span.start, "end": s.span.end}

    return {
        "story": story,
        "points": [
            {"tier": p.tier.value, "members": [place(m) for m in p.members]} for p in aligned.points
        ],
        "conflicts": [{"a": place(c.a), "b": place(c.b)} for c in aligned.conflicts],
        "single": [place(s.statement) for s in aligned.singles],
    }


def measure(bench: Path, trained: Trained, readings: Mapping[str, Reading]) -> None:
    """Score the public stories with the bench's own scorer."""
    aligner = trained.aligner()
    gold = bench / "statements" / "gold.jsonl.gz"
    with TemporaryDirectory() as folder:
        out = Path(folder) / "answers.jsonl"
        with out.open("w") as lines:
            for story in rows(gold):
                table = lay_out([readings[a["id"]] for a in story["articles"]])
                aligned = aligner.align(table.told, table.canon)
                lines.write(json.dumps(answer(story["story"], aligned)) + "\n")
        scorer = bench / "score" / "score.py"
        subprocess.run([sys.executable, str(scorer), "align", str(gold), str(out)], check=True)


def baselines(stories: Sequence[Story], public: Sequence[Story]) -> None:
    """One threshold on one cosine, chosen on training stories, read on the public ones."""
    for name, column in (("TF-IDF cosine", "words_cos"), ("sentence-vector cosine", "vector")):
        told = pooled(stories, [s.signals.columns[column] for s in stories])
        _, at = best_f1(told, sum(len(s.same) for s in stories))
        found = pooled(public, [s.signals.columns[column] for s in public])
        hits = [hit for value, hit in found if value >= at]
        total = sum(len(s.same) for s in public)
        print(f"{name}: pairs F1 {2 * sum(hits) / (len(hits) + total):.4f} at {at:.3f}")


def public_story(gold: Line, readings: Mapping[str, Reading]) -> Story:
    """A scored story for the baselines: only pairs that both readers marked count as the same."""
    blank = {**gold, "points": [], "no_claim": {}, "conflicts": []}
    story = story_of(blank, readings, dict.fromkeys((a["id"] for a in gold["articles"]), ""))
    return replace(story, same=frozenset(tuple(p) for p in gold["pairs"]))


def main() -> None:
    """Train, save, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--readings", type=Path, help="pickle of readings, kept between runs")
    parser.add_argument("--shipped-only", action="store_true", help="skip the unshipped figures")
    parser.add_argument("--dry", action="store_true", help="write no weights")
    options = parser.parse_args()
    folder = options.bench / "statements"
    articles = rows(folder / "train_articles.jsonl.gz")
    background(options.bench, articles)
    sources = {a["id"]: a["source_doc"] for a in articles}
    readings = read([*articles, *rows(folder / "articles.jsonl.gz")], options.readings)
    stories = [story_of(g, readings, sources) for g in rows(folder / "train_gold.jsonl.gz")]
    public = [public_story(g, readings) for g in rows(folder / "gold.jsonl.gz")]
    baselines(stories, public)
    for what, chosen in (
        ("all training stories (not shipped)", stories),
        ("shipped: without non-commercial stories", [s for s in stories if s.open_licence]),
    ):
        if options.shipped_only and chosen is stories:
            continue
        print(f"== {what}: {len(chosen)}")
        trained = train(chosen)
        measure(options.bench, trained, readings)
    if not options.dry:
        trained.save()


if __name__ == "__main__":
    main()
