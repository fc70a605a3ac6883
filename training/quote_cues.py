"""Learn which words carry reported content, from the training articles of PolNeAR.

Writes the table of lemmas (``src/crosswire/stages/quote/data/cues.json.gz``), the tagger of tokens
(``src/crosswire/models/trained/quote_cues.tokens.hashed.gz``), the boosters that score a candidate by
itself (``quote_cues.lgb.gz``) and those that read its neighbours' scores besides
(``quote_cues.company.lgb.gz``). Usage:

    python -m training.quote_cues ../shared/bench/quotes_polnear/articles.jsonl.gz
"""

import argparse
import collections
import gzip
import json
import pickle
import re
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm
import numpy as np
from platformdirs import user_data_path

from crosswire.models.boost import save_boosters
from crosswire.models.catalog import choose, write_manifest
from crosswire.models.hashed import Hashed, save_hashed
from crosswire.records.article import Capture
from crosswire.records.quotation import Reading
from crosswire.records.span import Text
from crosswire.stages.annotate import Annotate
from crosswire.stages.clean import Clean
from crosswire.stages.quote.company import COMPANY, company
from crosswire.stages.quote.cues import holders
from crosswire.stages.quote.extents import with_extents
from crosswire.stages.quote.holders import Holder
from crosswire.stages.quote.indirect import Candidate, candidates
from crosswire.stages.quote.signals import NAMES, main_keys, more_keys, weighed
from crosswire.stages.quote.speakers import labels_of
from crosswire.stages.quote.table import Table
from crosswire.stages.quote.tagged import Tags
from crosswire.stages.quote.tokens import features
from crosswire.stages.quote.tree import Tree
from training import token_tags

FOLDS = 5
SEED = 11
LEAST, LEAST_EMPTY = 3, 20
"""A key met less often is not kept in the table; the second for one that never carried content."""
LOOKED_AT = (-4.2, -2.6)
"""As ``tagged.READING``: below lies one in a hundred of the contents, and three in ten candidates."""
COMMON: dict[str, Any] = {
    "objective": "binary", "feature_fraction": 0.35, "bagging_fraction": 0.8, "bagging_freq": 1,
    "lambda_l2": 2.0, "max_bin": 127, "num_threads": 1, "deterministic": True,
    "force_row_wise": True, "verbosity": -1, "seed": SEED,
}  # fmt: skip
ALONE: dict[str, Any] = {"num_leaves": 48, "learning_rate": 0.04, "min_data_in_leaf": 60}
BESIDE: dict[str, Any] = {
    "num_leaves": 24, "learning_rate": 0.05, "min_data_in_leaf": 150, "feature_fraction": 0.5,
}  # fmt: skip
ROUNDS = {"alone": 380, "beside": 130}


class Row(NamedTuple):
    """An article with its candidates and their answers."""

    tree: Tree
    labels: dict[int, str]
    found: list[Candidate]
    held: list[Holder | None]
    answers: list[bool]
    told: np.ndarray
    """What every token is (``token_tags.answers``)."""
    tags: Tags | None
    """What another fold's tagger took it for."""


class Block(NamedTuple):
    """Signals and answers of the candidates of one article that are looked at closely."""

    row: Row
    places: list[int]
    signals: np.ndarray
    answers: np.ndarray


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


def labelled(
    rows: list[dict[str, Any]], readings: list[Reading], tags: list[Tags] | None
) -> list[Row]:
    """Candidates of every article with their answers; with ``tags`` their other extents too."""
    by_id = {r["doc_id"]: r for r in rows}
    found: list[Row] = []
    for k, reading in enumerate(readings):
        tree = Tree(reading)
        attributions = by_id[reading.article]["annotations"][0]["attributions"]
        gold = [
            (characters(a["content"]), characters(a["cue"])) for a in attributions if a["content"]
        ]
        given = candidates(tree)
        if tags:
            given = with_extents(tree, given, tags[k])
        answers = [matched(tree, c, gold) for c in given]
        labels, told = labels_of(tree, reading), token_tags.answers(tree, attributions)
        held = holders(tree, given)
        found.append(Row(tree, labels, given, held, answers, told, tags[k] if tags else None))
    return found


def count(rows: list[Row]) -> dict[str, tuple[int, int]]:
    """How often each key was met and carried content; another extent counts for its kind alone."""
    seen: collections.Counter[str] = collections.Counter()
    carried: collections.Counter[str] = collections.Counter()
    for row in rows:
        for candidate, held, answer in zip(row.found, row.held, row.answers, strict=True):
            main = main_keys(row.tree, candidate)
            keys = {*main, *more_keys(row.tree, candidate, held, row.labels, main).values()}
            for key in {main.kind} if candidate.extent else keys:
                seen[key] += 1
                carried[key] += answer
    return {
        k: (n, carried[k])
        for k, n in sorted(seen.items())
        if n >= (LEAST if carried[k] else LEAST_EMPTY) and re.fullmatch(r"[\w|:+,.~-]+", k)
    }


def tagged(rows: list[Row]) -> tuple[list[Tags], Hashed]:
    """What taggers taught on other folds took each article's tokens for, and one taught on all."""
    tables = [Table(count(_others(rows, j))) for j in range(FOLDS)]
    seen = [
        features(r.tree, tables[k % FOLDS], r.labels).astype(np.int32) for k, r in enumerate(rows)
    ]
    folds = [
        token_tags.teach(_others(seen, j), [r.told for r in _others(rows, j)], SEED)
        for j in range(FOLDS)
    ]
    tags = [
        Tags(row.tree, folds[k % FOLDS].odds(mine), least=LOOKED_AT)
        for k, (row, mine) in enumerate(zip(rows, seen, strict=True))
    ]
    return tags, token_tags.teach(_others(seen), [r.told for r in _others(rows)], SEED)


def _others(items: list[Any], fold: int | None = None) -> list[Any]:
    """What lies in other folds, fold by fold; without one all that there is."""
    return [one for f in range(FOLDS) if f != fold for one in items[f::FOLDS]]


def blocks(rows: list[Row], known: Table) -> list[Block]:
    """The signals of every article."""
    found = []
    for row in rows:
        assert row.tags is not None
        kept = [k for k, c in enumerate(row.found) if row.tags.may_be_cue(c.cue)]
        given, held = [row.found[k] for k in kept], [row.held[k] for k in kept]
        own = weighed(row.tree, given, held, known, row.labels, row.tags)
        places = [kept[k] for k in own.places]
        signals = np.asarray(own.rows, dtype=np.float32).reshape(-1, len(NAMES))
        answers = np.asarray([row.answers[k] for k in places], dtype=np.float32)
        found.append(Block(row, places, signals, answers))
    return found


def fit(
    table: np.ndarray,
    answers: np.ndarray,
    names: tuple[str, ...],
    settings: dict[str, Any],
    trees: int,
) -> lightgbm.Booster:
    """One booster."""
    data = lightgbm.Dataset(table, answers, feature_name=list(names))
    return lightgbm.train({**COMMON, **settings}, data, num_boost_round=trees)


def alone(given: list[Block]) -> lightgbm.Booster:
    """The booster that scores a candidate by itself."""
    table = np.concatenate([b.signals for b in given])
    answers = np.concatenate([b.answers for b in given])
    return fit(table, answers, NAMES, ALONE, ROUNDS["alone"])


def beside(given: list[Block], scores: list[np.ndarray]) -> lightgbm.Booster:
    """The booster that reads a candidate's own score and those around it."""
    tables = []
    for block, score in zip(given, scores, strict=True):
        kept = [block.row.found[k] for k in block.places]
        held = [block.row.held[k] for k in block.places]
        around = np.asarray(company(block.row.tree, kept, held, score), dtype=np.float32)
        tables.append(np.hstack([block.signals, around.reshape(-1, len(COMPANY))]))
    answers = np.concatenate([b.answers for b in given])
    return fit(np.concatenate(tables), answers, (*NAMES, *COMPANY), BESIDE, ROUNDS["beside"])


def main() -> None:
    """Count, train, write."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("articles", type=Path)
    reader.add_argument("--cache", type=Path)
    given = reader.parse_args()
    gold = read_gold(given.articles)
    readings = parse(gold, given.cache)
    tags, tagger = tagged(labelled(gold, readings, None))
    rows = labelled(gold, readings, tags)
    # Rates are counted, and scores made, on other folds than they are used on, or what comes after
    # would trust them blindly.
    parts = [rows[k::FOLDS] for k in range(FOLDS)]
    folds = []
    for k, part in enumerate(parts):
        others = [r for j, p in enumerate(parts) if j != k for r in p]
        folds.append(blocks(part, Table(count(others))))
    scores: list[np.ndarray] = []
    for k, fold in enumerate(folds):
        booster = alone([b for j, f in enumerate(folds) if j != k for b in f])
        scores += [np.asarray(booster.predict(b.signals, num_threads=1)) for b in fold]
    every = [b for fold in folds for b in fold]
    trained = Path(__file__).parent.parent / "src" / "crosswire" / "models" / "trained"
    save_hashed(trained / "quote_cues.tokens.hashed.gz", tagger)
    save_boosters(trained / "quote_cues.lgb.gz", [alone(every).model_to_string()])
    save_boosters(trained / "quote_cues.company.lgb.gz", [beside(every, scores).model_to_string()])
    counts = count(rows)
    body = {"about": "lemmas: times met, times they carried reported content", "counts": counts}
    text = json.dumps(body, indent=0, separators=(",", ":")) + "\n"
    target = trained.parent.parent / "stages" / "quote" / "data" / "cues.json.gz"
    target.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    write_manifest()
    sums = sum(len(b.answers) for b in every), sum(int(b.answers.sum()) for b in every)
    print(f"{sums[0]} candidates, {sums[1]} carry content, {len(counts)} keys")


if __name__ == "__main__":
    main()
