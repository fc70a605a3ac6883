"""Same statement or not: crosswire beside TF-IDF and MiniLM on the stories read twice."""

import json
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.figures import Figure
from bench.judge import Count, Judge, StorySeen, f1, interval, precision, recall, total
from bench.reliability import false_per_hundred, reliability
from bench.sets import PIPELINES, Bench, Row, run_crosswire

_SUMS = {
    "same_statement_pairs": "pairs",
    "sure_tier": "sure",
    "single_outlet": "single",
    "conflicts": "conflicts",
}
"""The scorer's printed totals, and the counts they are made of."""


def statements(bench: Bench) -> list[Figure]:
    """Same-statement pairs, single accounts, conflicts, and what the shown confidence is worth."""
    articles = bench.articles("statements")
    gold_path = bench.articles("statements", "--gold")
    gold = _lines(gold_path)
    judge = Judge(bench.folder)
    found = [
        _baseline(bench, judge, gold, "TF-IDF cosine, best threshold on this set", _tfidf),
        _baseline(bench, judge, gold, "MiniLM int8 cosine, best threshold on this set", _minilm),
    ]
    curves = []
    for pipeline in PIPELINES:
        out = bench.scratch / f"compare-{pipeline}.jsonl"
        command = ["compare", str(articles), "--format", "jsonl"]
        seconds = run_crosswire(command, out, pipeline=pipeline, cold=True)
        who = f"crosswire, {pipeline} pipeline"
        printed = _lines(out)
        seen = judge.stories(gold, printed)
        _agree(seen, bench.score("align", gold_path, out))
        found.append(_figure(who, seen, seconds))
        found.append(
            _figure(f"{who}, shown to readers as shared", judge.stories(gold, shown(printed)))
        )
        curves += reliability(who, seen)
    return found + curves


def _lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def shown(printed: Sequence[Row]) -> list[Row]:
    """The comparisons with only the points that readers are shown as told by several."""
    return [{**line, "points": [p for p in line["points"] if p["shown"]]} for line in printed]


def _agree(stories: Sequence[StorySeen], printed: Row) -> None:
    """The counts must give what the scorer prints; raises ``RuntimeError`` where they do not."""
    for name, counts in _SUMS.items():
        count = total([getattr(story, counts) for story in stories])
        ours = [round(figure(count), 4) for figure in (precision, recall, f1)]
        theirs = [printed[name][k] for k in ("p", "r", "f1")]
        if any(abs(a - b) > 1e-4 for a, b in zip(ours, theirs, strict=True)):
            raise RuntimeError(f"{name}: the scorer prints {theirs}, its counts give {ours}")
    false = sum(p.wholly_false for story in stories for p in story.points)
    share = round(100 * false / max(1, sum(len(story.points) for story in stories)), 2)
    if share != printed["wholly_false_points_per_100"]:
        wanted = printed["wholly_false_points_per_100"]
        raise RuntimeError(f"wholly false points: the scorer prints {wanted}, got {share}")


def _figure(who: str, stories: Sequence[StorySeen], seconds: float | None = None) -> Figure:
    pairs = [story.pairs for story in stories]
    sure = [story.sure for story in stories]
    figures: dict[str, float | str] = {
        "pairs P": round(precision(total(pairs)), 3),
        "pairs R": round(recall(total(pairs)), 3),
        "pairs F1": _with_interval(pairs, f1),
    }
    if any(count[0] + count[1] for count in sure):
        figures["sure P"] = _with_interval(sure, precision)
        figures["sure R"] = _with_interval(sure, recall)
    figures["single F1"] = _with_interval([story.single for story in stories], f1)
    figures["conflicts F1"] = _with_interval([story.conflicts for story in stories], f1)
    figures["false of 100 shown"] = false_per_hundred(stories)
    figures["of 100 sure"] = false_per_hundred(stories, "sure")
    if seconds is not None:
        figures["seconds"] = round(seconds, 1)
    return Figure(task="statements", who=who, figures=figures)


def _with_interval(counts: Sequence[Count], figure: Callable[[Count], float]) -> str:
    low, high = interval(counts, figure)
    return f"{figure(total(counts)):.3f} ({low:.2f}–{high:.2f})"


Vectors = Callable[[list[str]], NDArray[np.float64]]
"""Texts to unit vectors, a row a text."""
Unit = tuple[str, str, int, int]
"""Story, article, start, end."""


def _baseline(
    bench: Bench, judge: Judge, gold: Sequence[Row], who: str, vectors: Vectors
) -> Figure:
    """Every pair over one cosine threshold is a point; the threshold is the best on this set."""
    texts = {row["id"]: row["text"] for row in bench.rows("statements/articles.jsonl.gz")}
    units = [
        (row["story"], a["id"], s, e)
        for row in gold
        for a in row["articles"]
        for s, e in a["sentences"]
    ]
    matrix = vectors([texts[a][s:e] for _, a, s, e in units])
    similar = matrix @ matrix.T

    def judged(threshold: float) -> list[StorySeen]:
        return judge.stories(gold, _over(units, similar, threshold))

    found = {float(t): judged(float(t)) for t in np.arange(0.08, 0.9, 0.04)}
    best = max(found, key=lambda t: f1(total([story.pairs for story in found[t]])))
    return _figure(f"{who} ({best:.2f})", found[best])


def _over(units: Sequence[Unit], similar: NDArray[np.float64], threshold: float) -> list[Row]:
    stories: dict[str, list[int]] = {}
    for k, unit in enumerate(units):
        stories.setdefault(unit[0], []).append(k)
    lines = []
    for story, members in stories.items():
        pairs = [
            (i, j)
            for i, j in combinations(members, 2)
            if units[i][1] != units[j][1] and similar[i, j] >= threshold
        ]
        paired = {k for pair in pairs for k in pair}
        lines.append(
            {
                "story": story,
                "points": [
                    {"members": [_place(units[k]) for k in p], "tier": "likely"} for p in pairs
                ],
                "conflicts": [],
                "single": [_place(units[k]) for k in members if k not in paired],
            }
        )
    return lines


def _place(unit: Unit) -> Row:
    return {"article": unit[1], "start": unit[2], "end": unit[3]}


def _tfidf(texts: list[str]) -> NDArray[np.float64]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    weights = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
    return np.asarray(weights.todense())


def _minilm(texts: list[str]) -> NDArray[np.float64]:
    from crosswire.models.encoder import load_encoder

    return np.asarray(load_encoder().encode(texts), dtype=np.float64)
