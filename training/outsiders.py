"""Fit and measure the pair model by which articles about another event are found.

``python -m training.outsiders BENCH`` (the folder of public gold sets) prints the weights kept in
``crosswire.stages.compare.events`` and the figures of the packaged ones. Pairs of one event:
``statements`` (fitted on its training stories, measured on those read twice). Pairs of two events:
articles of ``story_allsides`` under one topic, nearest leads first and as many at random; fitted on
every second story, measured on the others.
"""

import argparse
import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from crosswire.stages.compare.events import FEWEST, Sketch, likenesses, margin, sketch

Row = dict[str, Any]
Pair = tuple[Sketch, Sketch]
SEED = 20211
NEAREST = 2
"""Articles of other stories that each article is paired with."""
SCORED = frozenset({"as-train-0187", "as-train-0192", "as-train-0562", "as-train-0861"})
"""Stories whose articles are scored elsewhere: never trained on."""
ALLOWED_OUT = 0.5
"""Per cent of articles of one event that may be left without a pair above the threshold."""


def rows(path: Path) -> list[Row]:
    """The JSON lines of a compressed file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def sketch_of(row: Row) -> Sketch:
    """The sketch of an article line."""
    stated = row.get("published") or row.get("date") or ""
    day = date.fromisoformat(stated[:10]) if len(stated) >= 10 else None
    return sketch(row["title"] or "", row["text"], day)


def by(found: Iterable[Row], field: str) -> dict[str, list[Row]]:
    """Rows by one of their fields."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        groups[row[field]].append(row)
    return groups


def one_event(articles: Sequence[Row]) -> list[list[Pair]]:
    """Pairs within each story."""
    return [
        list(combinations([sketch_of(r) for r in story], 2))
        for story in by(articles, "story").values()
    ]


def two_events(articles: Sequence[Row], *, hardest: bool) -> Iterator[Pair]:
    """Pairs across stories of one topic: the nearest leads, or as many at random."""
    chance = random.Random(SEED)
    for found in by(articles, "topic").values():
        sketches = [sketch_of(r) for r in found]
        for k, row in enumerate(found):
            others = [j for j, r in enumerate(found) if r["story_id"] != row["story_id"]]
            if hardest:
                others.sort(key=lambda j: -likenesses(sketches[k], sketches[j])[0])
            else:
                chance.shuffle(others)
            yield from ((sketches[k], sketches[j]) for j in others[:NEAREST])


def table(pairs: Sequence[Pair], *, dated: bool) -> NDArray[np.float64]:
    """Likenesses, one row a pair; pairs without both days only when not ``dated``."""
    found = [likenesses(a, b) for a, b in pairs]
    if dated:
        return np.array([f for f in found if f[4] is not None], dtype=np.float64)
    return np.array([f[:4] for f in found], dtype=np.float64)


def fit(stories: Sequence[Sequence[Pair]], two: Sequence[Pair], *, dated: bool) -> str:
    """The weights as they stand in ``events``."""
    same = table([p for story in stories for p in story], dated=dated)
    other = table(two, dated=dated)
    y = np.array([1] * len(same) + [0] * len(other))
    model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=2000)
    model.fit(np.vstack([same, other]), y)
    best: list[float] = []
    for story in stories:
        if dated and any(s.day is None for p in story for s in p):
            continue
        scores = model.decision_function(table(story, dated=dated))
        members = {id(s) for p in story for s in p}
        best += [
            max(v for v, p in zip(scores, story, strict=True) if m in map(id, p)) for m in members
        ]
    threshold = float(np.percentile(best, ALLOWED_OUT))
    weights = [*model.coef_[0], *([] if dated else [0.0]), model.intercept_[0], threshold]
    fields = ("lead", "body", "across", "headline", "gap", "constant", "threshold")
    return ", ".join(f"{f}={w:.2f}" for f, w in zip(fields, weights, strict=True))


def undated(pairs: Iterable[Pair]) -> list[Pair]:
    """The same pairs with their days left out."""
    return [(replace(a, day=None), replace(b, day=None)) for a, b in pairs]


def report(name: str, pairs: Sequence[Pair]) -> None:
    """Print how many pairs lie below the packaged threshold, with and without days."""
    judged = [p for p in pairs if min(p[0].length, p[1].length) >= FEWEST]
    dated = [p for p in judged if p[0].day and p[1].day]
    for label, found in (("both dated", dated), ("days withheld", undated(judged))):
        below = sum(margin(a, b) < 0 for a, b in found)
        print(f"{name}, {label}: {below} of {len(found)} pairs taken for two events")


def report_stories(name: str, stories: Sequence[Sequence[Pair]]) -> None:
    """Print how many stories lose an article: one with no pair above the threshold."""
    for label, hide in (("days as given", False), ("days withheld", True)):
        lost = 0
        for story in stories:
            found = undated(story) if hide else story
            above = [p for p in found if margin(*p) >= 0]
            lost += not above or (len(found) == 3 and len(above) < 2)
        print(f"{name}, {label}: {lost} of {len(stories)} stories lose an article")


def main() -> None:
    """Fit, print the weights, print the figures of the packaged ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    bench = parser.parse_args().bench
    learn = one_event(rows(bench / "statements" / "train_articles.jsonl.gz"))
    check = one_event(rows(bench / "statements" / "articles.jsonl.gz"))
    articles = [
        row
        for row in rows(bench / "story_allsides" / "articles_full.jsonl.gz")
        if row["story_id"] not in SCORED
    ]
    order = {s: k for k, s in enumerate(sorted({r["story_id"] for r in articles}))}
    halves = [[r for r in articles if order[r["story_id"]] % 2 == k] for k in (0, 1)]
    negatives = [p for hard in (True, False) for p in two_events(halves[0], hardest=hard)]
    print("DATED", fit(learn, negatives, dated=True))
    print("UNDATED", fit(learn, negatives, dated=False))
    report_stories("one event, fitted on", learn)
    report_stories("one event, read twice", check)
    for hard in (True, False):
        kind = "nearest of one topic" if hard else "any of one topic"
        report(f"two events, {kind}", list(two_events(halves[1], hardest=hard)))
    mixed = [{**row, "topic": ""} for row in halves[1]]
    report("two events, any topic", list(two_events(mixed, hardest=False)))


if __name__ == "__main__":
    main()
