"""Train the points room: ``python training/points.py --bench ../shared/bench --read SCORES…``.

``--read`` takes the scores that ``training/pair_reader.py`` writes (``make train`` runs both);
``--judgements`` what ``crosswire review --export`` wrote, as further pairs to learn from.
Reads the training stories with the shipped stages, trains every booster with cross-validation over
stories, chooses thresholds there, writes ``models/trained/points.*`` (stories with a
non-commercial licence left out of the weights) and prints figures on the public stories, which
are never trained on, beside the TF-IDF and sentence-vector baselines of the same run.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from sklearn.isotonic import IsotonicRegression

sys.path.insert(0, str(Path(__file__).parents[1]))

from crosswire.models.boost import Boosters, save_boosters
from crosswire.models.catalog import write_manifest
from crosswire.models.encoder import load_encoder
from crosswire.models.pair_reader import load_pair_reader
from crosswire.records.quotation import Reading
from crosswire.stages.compare.points import words
from crosswire.stages.compare.points.aligner import Aligned, Aligner
from crosswire.stages.compare.points.likeness import Likeness, Limits, with_reading
from crosswire.stages.compare.table import lay_out
from training.boosting import Rows, Table, best_f1, boost, crossed, joined, surest
from training.conflicts import train_conflicts
from training.judgements import ONE_STATEMENT, JudgedStory, judged_stories, rows_of
from training.judgements import read as read_judgements
from training.point_stories import (
    TRAINED,
    Line,
    Pair,
    Story,
    asked,
    public_story,
    read,
    rows,
    story_of,
)
from training.singles import TrainedSingles, train_singles


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
    """Booster texts by name, what singles need, and the thresholds."""

    texts: dict[str, list[str]]
    singles: TrainedSingles
    limits: Limits

    def aligner(self) -> Aligner:
        """As shipped."""
        b = {name: Boosters(texts) for name, texts in self.texts.items()}
        return Aligner(
            encoder=load_encoder(),
            rarity=words.load_rarity(),
            likeness=Likeness(surface=b["surface"], reader=load_pair_reader(), boosters=b["pairs"]),
            single=self.singles.finder(),
            conflict=b["conflict"],
            limits=self.limits,
        )

    def save(self) -> None:
        """Write what the package ships."""
        for name, texts in self.texts.items():
            save_boosters(TRAINED / f"points.{name}.lgb.gz", texts)
        self.singles.save()
        (TRAINED / "points.json").write_text(self.limits.model_dump_json(indent=1) + "\n")
        write_manifest()


def pair_tables(stories: Sequence[Story]) -> tuple[list[str], list[Table], list[Table]]:
    """(columns, one table a story, which pairs tell the same)."""
    names = list(stories[0].signals.columns)
    tables = [s.signals.table(names) for s in stories]
    labels = [
        np.asarray([bool(p & s.same) for p in s.sentence_pairs()], dtype=np.float32)
        for s in stories
    ]
    return names, tables, labels


def train(
    stories: Sequence[Story],
    read: Mapping[str, Table],
    *,
    judged: Sequence[JudgedStory] = (),
    ablate: bool = False,
) -> Trained:
    """Cross-validate, choose thresholds, train on all.

    ``read`` holds what the pair reader makes of the pairs of stories that it did not learn from; on
    those the judges above it are trained, by surface scores crossed likewise. What was ``judged`` in
    other stories is learnt from besides; no threshold is chosen on it.
    """
    names, tables, labels = pair_tables(stories)
    more = rows_of(judged, names, ONE_STATEMENT)
    surface = crossed("surface", tables, labels, names, more)
    report("by surface, all stories", stories, surface)
    texts = {"surface": boost("surface", *joined(tables, labels, more), names)}
    blind = _blind(judged, "surface", joined(tables, labels), names)
    judged = [one.heard(scores) for one, scores in zip(judged, blind, strict=True)]
    every, stories = stories, _heard(stories, surface, read)
    report("by the reader alone", stories, [_chance(s) for s in stories])
    names, tables, labels = pair_tables(stories)
    more = rows_of(judged, names, ONE_STATEMENT)
    late = crossed("pairs", tables, labels, names, more)
    report("both", stories, late)
    if ablate:
        ablations(stories)
    texts["pairs"] = boost("pairs", *joined(tables, labels, more), names)
    likely = best_f1(pooled(stories, late), sum(len(s.same) for s in stories), LEVEL)[1]
    alone = train_singles(stories, late, likely, every)
    blind = _blind(judged, "pairs", joined(tables, labels), names)
    told = list(zip(judged, blind, strict=True))
    texts["conflict"], conflict, hard = train_conflicts(stories, late, likely, told)
    limits = Limits(
        sure=surest(by_unit(labels, late), SURE_ON_TRAINING)[1],
        likely=likely,
        undecided=likely * 0.6,
        single=alone.floor,
        conflict=conflict,
        hard=hard,
        calibration=calibration(by_unit(labels, late)),
    )
    return Trained(texts=texts, singles=alone, limits=limits)


def _heard(
    stories: Sequence[Story], surface: Sequence[Table], read: Mapping[str, Table]
) -> list[Story]:
    """The stories whose pairs were read, with what the surface and the reader make of them."""
    unseen = {
        s.name: asked(s, v) for s, v in zip(stories, surface, strict=True) if not s.open_licence
    }
    told = {**read, **unseen}
    known = [(s, v) for s, v in zip(stories, surface, strict=True) if s.name in told]
    report("by surface, stories read", [s for s, _ in known], [v for _, v in known])
    return [replace(s, signals=with_reading(s.signals, v, told[s.name])) for s, v in known]


def _blind(
    judged: Sequence[JudgedStory], recipe: str, rows: Rows, names: Sequence[str]
) -> list[Table]:
    """Scores of the judged stories by boosters that learnt nothing from them."""
    if not judged:
        return []
    boosters = Boosters(boost(recipe, *rows, names, most=1))
    tables = [one.story.signals.table(list(names)) for one in judged]
    return [boosters.scores(table).astype(np.float32) for table in tables]


def ablations(stories: Sequence[Story]) -> None:
    """Print what each kind of signal adds, cross-validated on ``stories``."""
    names, tables, labels = pair_tables(stories)
    reader = [n for n in names if n.startswith("read") or n == "surface"]
    context = [n for n in names if n.endswith(AMONG)]
    bare = [n for n in names if n not in {*reader, *context}]
    for what, kept in (
        ("a pair by itself", bare),
        ("the same within its story", [n for n in names if n not in reader]),
        ("the reader beside, by itself", [n for n in names if n in {*bare, "read", "read_apart"}]),
        ("both within their story", names),
    ):
        at = [names.index(n) for n in kept]
        report(what, stories, crossed("pairs", [t[:, at] for t in tables], labels, kept))


AMONG = (
    "rank_best", "rank_worst", "margin_lo", "margin_hi", "diagonal", "beside", "through",
    "crowd_lo", "crowd_hi",
)  # fmt: skip
"""Ends of the names of columns that set a pair among the others of its story."""


def heard(stories: Sequence[Story], files: Sequence[Path]) -> dict[str, Table]:
    """What the pair reader made of the candidate pairs of each story it did not learn from."""
    sizes = {s.name: len(s.signals.pairs) for s in stories}
    found: dict[str, Table] = {}
    for file in files:
        with np.load(file) as kept:
            for name in {key.split("/")[0] for key in kept} & sizes.keys():
                if f"{name}/of" in kept and kept[f"{name}/of"] != sizes[name]:
                    raise SystemExit(
                        f"{file} has scores of {kept[f'{name}/of']} candidate pairs of {name}, "
                        f"of which there are {sizes[name]} now; score them again with make train"
                    )
                rows_read = np.full((sizes[name], 2), np.nan, dtype=np.float32)
                rows_read[kept[f"{name}/at"]] = kept[f"{name}/logits"]
                found[name] = rows_read
    return found


def _chance(story: Story) -> Table:
    """Log-odds of the reader as a score; 0 for a pair it did not read."""
    read = story.signals.columns["read"]
    return (1 / (1 + np.exp(-np.nan_to_num(read, nan=-20.0)))).astype(np.float32)


LEVEL = 0.995
"""The best F1 is a plateau; ``likely`` is its upper end, where fewest pairs shown are wrong."""
SURE_ON_TRAINING = 0.95
"""Precision asked of the sure tier on training stories, by the marks of their one reader."""


def by_unit(labels: Sequence[Table], scores: Sequence[Table]) -> list[tuple[float, bool]]:
    """(score, is it right) of every pair of units."""
    return [
        (float(v), bool(y))
        for vs, ys in zip(scores, labels, strict=True)
        for v, y in zip(vs, ys, strict=True)
    ]


def report(what: str, stories: Sequence[Story], scores: Sequence[Table]) -> None:
    """Print cross-validated figures."""
    scored = pooled(stories, scores)
    f1, at = best_f1(scored, sum(len(s.same) for s in stories))
    kept = {p: round(surest(scored, p)[0], 3) for p in (0.97, 0.95, 0.9)}
    print(f"{what}: cross-validated pairs F1 {f1:.4f} at {at:.3f}; recall at precision {kept}")


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


def judged_pairs(file: Path | None, pages: Sequence[Path]) -> list[JudgedStory]:
    """What was judged with ``crosswire review``, found again in the pages."""
    if file is None:
        return []
    judged = read_judgements(file)
    found = list(judged_stories(judged, pages))
    pairs = sum(len(one.labels) for one in found)
    print(f"judgements: {len(judged)} lines, {pairs} candidate pairs in {len(found)} stories")
    return found


def main() -> None:
    """Train, save, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument(
        "--read", type=Path, nargs="+", required=True,
        help="scores of the pair reader for the stories it did not learn from (.npz)",
    )  # fmt: skip
    parser.add_argument("--readings", type=Path, help="pickle of readings, kept between runs")
    parser.add_argument("--shipped-only", action="store_true", help="skip the unshipped figures")
    parser.add_argument("--ablate", action="store_true", help="print what each part adds")
    parser.add_argument("--dry", action="store_true", help="write no weights")
    parser.add_argument("--judgements", type=Path, help="lines of crosswire review --export")
    parser.add_argument("--pages", type=Path, nargs="+", default=[], help="the pages judged")
    options = parser.parse_args()
    if bool(options.judgements) != bool(options.pages):
        parser.error("--judgements wants --pages, the pages that were judged, and --pages the file")
    folder = options.bench / "statements"
    articles = rows(folder / "train_articles.jsonl.gz")
    sources = {a["id"]: a["source_doc"] for a in articles}
    readings = read([*articles, *rows(folder / "articles.jsonl.gz")], options.readings)
    stories = [story_of(g, readings, sources) for g in rows(folder / "train_gold.jsonl.gz")]
    stories = [s for s in stories if len(s.signals.pairs)]
    public = [public_story(g, readings) for g in rows(folder / "gold.jsonl.gz")]
    baselines(stories, public)
    judged = judged_pairs(options.judgements, options.pages)
    for what, chosen in (
        ("all training stories (not shipped)", stories),
        ("shipped: without non-commercial stories", [s for s in stories if s.open_licence]),
    ):
        if options.shipped_only and chosen is stories:
            continue
        print(f"== {what}: {len(chosen)}")
        read_before = heard(chosen, options.read)
        trained = train(chosen, read_before, judged=judged, ablate=options.ablate)
        if chosen is not stories and not options.dry:
            trained.save()
        measure(options.bench, trained, readings)


if __name__ == "__main__":
    main()
