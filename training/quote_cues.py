"""Learn which words carry reported content, from the training articles of PolNeAR.

Writes the table of lemmas (``src/crosswire/stages/quote/data/cues.json``) and the boosters
(``src/crosswire/models/trained/quote_cues.lgb.gz``). Usage:

    python training/quote_cues.py ../shared/bench/quotes_polnear/articles.jsonl.gz
"""

import argparse
import collections
import gzip
import json
import pickle
import re
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from platformdirs import user_data_path

from crosswire.models.boost import save_boosters
from crosswire.models.catalog import choose, write_manifest
from crosswire.records.article import Capture
from crosswire.records.quotation import Reading
from crosswire.records.span import Text
from crosswire.stages.annotate import Annotate
from crosswire.stages.clean import Clean
from crosswire.stages.quote.cues import NAMES, Table, columns, holder_key, keys
from crosswire.stages.quote.holders import holder
from crosswire.stages.quote.indirect import Candidate, candidates
from crosswire.stages.quote.speakers import labels_of
from crosswire.stages.quote.tree import Tree

FOLDS = 5
SEEDS = (11,)
LEAST, LEAST_EMPTY = 3, 20
"""A key met less often is not kept in the table; the second for one that never carried content."""
PARAMETERS: dict[str, Any] = {
    "objective": "binary", "num_leaves": 32, "learning_rate": 0.05, "min_data_in_leaf": 80,
    "feature_fraction": 0.6, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 2.0,
    "num_threads": 1, "deterministic": True, "force_row_wise": True, "verbosity": -1,
}  # fmt: skip
ROUNDS = 240
Row = tuple[Tree, dict[int, str], list[Candidate], list[bool]]


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The articles of the training part."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [r for r in map(json.loads, lines) if r["split"] == "train"]


def parse(rows: list[dict[str, Any]], cache: Path | None) -> list[Reading]:
    """Readings of the articles, kept in ``cache`` between runs when one is named."""
    if cache and cache.exists():
        kept: list[Reading] = pickle.loads(cache.read_bytes())
        return kept
    clean = Clean().open()
    chosen = choose("medium", user_data_path("crosswire"))
    annotate = Annotate(pipeline=chosen.name, folder=chosen.folder).open()
    readings = []
    for row in rows:
        text = Text.of(row["text"])
        capture = Capture(name=row["doc_id"], medium="line", content=text, published=row["date"])
        readings.append(annotate(clean(capture)))
    if cache:
        cache.write_bytes(pickle.dumps(readings))
    return readings


def characters(spans: Any) -> set[int]:
    """The offsets that spans cover."""
    return {i for start, end in spans for i in range(start, end)}


def matched(tree: Tree, candidate: Candidate, gold: list[tuple[set[int], set[int]]]) -> bool:
    """Whether a gold attribution has this cue and shares half of the content."""
    mine: set[int] | None = None
    token = tree.tokens[candidate.cue]
    for content, cue in gold:
        if token.start in cue:
            mine = characters(candidate.content) if mine is None else mine
            if len(mine & content) >= 0.5 * len(mine | content):
                return True
    return False


def labelled(rows: list[dict[str, Any]], readings: list[Reading]) -> list[Row]:
    """Candidates of every article with their answers."""
    by_id = {r["doc_id"]: r for r in rows}
    found: list[Row] = []
    for reading in readings:
        tree = Tree(reading)
        attributions = by_id[reading.article]["annotations"][0]["attributions"]
        gold = [
            (characters(a["content"]), characters(a["cue"])) for a in attributions if a["content"]
        ]
        given = candidates(tree)
        answers = [matched(tree, c, gold) for c in given]
        found.append((tree, labels_of(tree, reading), given, answers))
    return found


def count(rows: list[Row]) -> dict[str, tuple[int, int]]:
    """How often each key was met and carried content."""
    seen: collections.Counter[str] = collections.Counter()
    carried: collections.Counter[str] = collections.Counter()
    for tree, _, given, answers in rows:
        for candidate, answer in zip(given, answers, strict=True):
            held = holder(tree, candidate.cue, candidate.kind)
            for key in {*keys(tree, candidate).values(), holder_key(tree, held)}:
                seen[key] += 1
                carried[key] += answer
    return {
        k: (n, carried[k])
        for k, n in sorted(seen.items())
        if n >= (LEAST if carried[k] else LEAST_EMPTY) and re.fullmatch(r"[\w|:+,.-]+", k)
    }


def matrix(rows: list[Row], known: Table) -> np.ndarray:
    """One line of signals a candidate."""
    lines: list[list[float]] = []
    for tree, labels, given, _ in rows:
        held = [holder(tree, c.cue, c.kind) for c in given]
        lines += columns(tree, given, held, known, labels)
    return np.asarray(lines, dtype=np.float32)


def answers_of(rows: list[Row]) -> np.ndarray:
    """The answers in the order of ``matrix``."""
    return np.asarray([a for _, _, _, answers in rows for a in answers], dtype=np.float32)


def main() -> None:
    """Count, train, write."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("articles", type=Path)
    reader.add_argument("--cache", type=Path)
    given = reader.parse_args()
    gold = read_gold(given.articles)
    rows = labelled(gold, parse(gold, given.cache))
    # Rates are counted on other folds than they are used on, or the model would trust them blindly.
    parts = [rows[k::FOLDS] for k in range(FOLDS)]
    blocks, answers = [], []
    for k, part in enumerate(parts):
        others = [r for j, p in enumerate(parts) if j != k for r in p]
        blocks.append(matrix(part, Table(count(others))))
        answers.append(answers_of(part))
    data, target = np.concatenate(blocks), np.concatenate(answers)
    texts = []
    for seed in SEEDS:
        train = lightgbm.Dataset(data, target, feature_name=list(NAMES))
        booster = lightgbm.train({**PARAMETERS, "seed": seed}, train, num_boost_round=ROUNDS)
        texts.append(booster.model_to_string())
    root = Path(__file__).parent.parent / "src" / "crosswire"
    save_boosters(root / "models" / "trained" / "quote_cues.lgb.gz", texts)
    counts = count(rows)
    body = {"about": "lemmas: times met, times they carried reported content", "counts": counts}
    target_path = root / "stages" / "quote" / "data" / "cues.json"
    target_path.write_text(json.dumps(body, indent=0, separators=(",", ":")) + "\n")
    write_manifest()
    print(f"{len(target)} candidates, {int(target.sum())} carry content, {len(counts)} keys")


if __name__ == "__main__":
    main()
