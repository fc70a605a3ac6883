"""Quality: each measured command beside its baseline on the same data in the same run."""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.sets import Bench, Row, run_crosswire

PIPELINES = ("medium", "small")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table: what was measured, by whom, what came out."""

    task: str
    who: str
    figures: dict[str, float | str]


def statements(bench: Bench) -> list[Figure]:
    """Same-statement pairs, single accounts and conflicts on the stories read twice."""
    articles = bench.articles("statements")
    gold = bench.articles("statements", "--gold")
    found = [
        _baseline(bench, gold, "TF-IDF cosine, best threshold on this set", _tfidf),
        _baseline(bench, gold, "MiniLM int8 cosine, best threshold on this set", _minilm),
    ]
    for pipeline in PIPELINES:
        out = bench.scratch / f"compare-{pipeline}.jsonl"
        command = ["compare", str(articles), "--format", "jsonl"]
        seconds = run_crosswire(command, out, pipeline=pipeline)
        who = f"crosswire, {pipeline} pipeline"
        found.append(_align_figure(who, bench.score("align", gold, out), seconds))
        shown = bench.score("align", gold, bench.write("shown.jsonl", _shown(out)))
        found.append(_align_figure(f"{who}, shown to readers as shared", shown))
    return found


def _shown(printed: Path) -> list[Row]:
    """The comparisons with only the points that readers are shown as told by several."""
    lines = [json.loads(line) for line in printed.read_text(encoding="utf-8").splitlines()]
    return [{**line, "points": [p for p in line["points"] if p["shown"]]} for line in lines]


def _align_figure(who: str, scored: Row, seconds: float | None = None) -> Figure:
    pairs = scored["same_statement_pairs"]
    low, high = pairs["interval_95"]
    figures: dict[str, float | str] = {
        "pairs P": pairs["p"],
        "pairs R": pairs["r"],
        "pairs F1": pairs["f1"],
        "95 %": f"{low}–{high}",
        "sure P": scored["sure_tier"]["p"],
        "sure R": scored["sure_tier"]["r"],
        "single F1": scored["single_outlet"]["f1"],
        "conflicts F1": scored["conflicts"]["f1"],
        "false points/100": scored["wholly_false_points_per_100"],
    }
    if seconds is not None:
        figures["seconds"] = round(seconds, 1)
    return Figure(task="statements", who=who, figures=figures)


Vectors = Callable[[list[str]], NDArray[np.float64]]
"""Texts to unit vectors, a row a text."""


def _baseline(bench: Bench, gold: Path, who: str, vectors: Vectors) -> Figure:
    """Every pair over one cosine threshold is a point; the threshold is the best on this set."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    texts = {row["id"]: row["text"] for row in bench.rows("statements/articles.jsonl.gz")}
    units = [
        (row["story"], a["id"], s, e)
        for row in rows
        for a in row["articles"]
        for s, e in a["sentences"]
    ]
    matrix = vectors([texts[a][s:e] for _, a, s, e in units])
    similar = matrix @ matrix.T
    found = []
    for threshold in np.arange(0.08, 0.9, 0.04):
        predicted = bench.write("baseline.jsonl", _over(units, similar, float(threshold)))
        scored = bench.score("align", gold, predicted)
        found.append(_align_figure(f"{who} ({threshold:.2f})", scored))
    return max(found, key=lambda figure: float(figure.figures["pairs F1"]))


def _over(
    units: list[tuple[str, str, int, int]], similar: NDArray[np.float64], threshold: float
) -> list[Row]:
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


def _place(unit: tuple[str, str, int, int]) -> Row:
    return {"article": unit[1], "start": unit[2], "end": unit[3]}


def _tfidf(texts: list[str]) -> NDArray[np.float64]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    weights = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
    return np.asarray(weights.todense())


def _minilm(texts: list[str]) -> NDArray[np.float64]:
    from crosswire.models.encoder import load_encoder

    return np.asarray(load_encoder().encode(texts), dtype=np.float64)


def quotations(bench: Bench) -> list[Figure]:
    """Quotations and their speakers on PolNeAR's development part."""
    articles = bench.articles("quotes_polnear", "--split", "dev")
    gold = bench.articles("quotes_polnear", "--split", "dev", "--gold")
    marks = [
        {"id": row["id"], "quotations": [{"content": [run], "speaker": []} for run in _marked(row)]}
        for row in map(json.loads, articles.read_text(encoding="utf-8").splitlines())
    ]
    found = [
        _quote_figure(
            "every quoted run, no speaker",
            bench.score("quotes", gold, bench.write("marks.jsonl", marks)),
        )
    ]
    for pipeline in PIPELINES:
        out = bench.scratch / f"annotate-{pipeline}.jsonl"
        seconds = run_crosswire(
            ["annotate", str(articles), "--format", "jsonl"], out, pipeline=pipeline
        )
        found.append(
            _quote_figure(
                f"crosswire, {pipeline} pipeline", bench.score("quotes", gold, out), seconds
            )
        )
    return found


def _marked(row: Row) -> list[tuple[int, int]]:
    from crosswire.stages.annotate.marks import quoted_runs

    return quoted_runs(row["text"])


def _quote_figure(who: str, scored: Row, seconds: float | None = None) -> Figure:
    direct = scored["direct_only_recall"]
    figures: dict[str, float | str] = {
        "content P": scored["content"]["p"],
        "content R": scored["content"]["r"],
        "content F1": scored["content"]["f1"],
        "attribution F1": scored["attribution"]["f1"],
        "direct recall": direct["content"],
        "direct, right speaker": direct["attribution"],
    }
    if seconds is not None:
        figures["seconds"] = round(seconds, 1)
    return Figure(task="quotations", who=who, figures=figures)


def pages(bench: Bench) -> list[Figure]:
    """Text and publication day of web pages (segments that must and must not be there)."""
    gold = bench.folder / "extract_webpages" / "annotations.jsonl.gz"
    out = bench.scratch / "webpages.jsonl"
    seconds = run_crosswire(["extract", str(bench.pages()), "--format", "jsonl"], out)
    peers = [
        {"id": file.name.removesuffix(".html"), **_trafilatura(file.read_bytes())}
        for file in sorted(bench.pages().rglob("*.html"))
    ]
    return [
        _parts_figure(
            "trafilatura and htmldate alone",
            bench.score("parts", gold, bench.write("peer.jsonl", peers)),
        ),
        _parts_figure("crosswire", bench.score("parts", gold, out), seconds),
    ]


def _parts_figure(who: str, scored: Row, seconds: float | None = None) -> Figure:
    parts, date = scored["segments"], scored["date"]
    figures: dict[str, float | str] = {
        "segments P": parts["p"],
        "segments R": parts["r"],
        "segments F1": parts["f1"],
        "day exact": date["exact_day"],
        "day precision": date["precision"],
    }
    if seconds is not None:
        figures["seconds"] = round(seconds, 1)
    return Figure(task="pages", who=who, figures=figures)


def bodies(bench: Bench) -> list[Figure]:
    """Article bodies of the Zyte set (4-word shingles)."""
    gold = bench.folder / "extract_zyte" / "ground-truth.json"
    html = bench.folder / "extract_zyte" / "html"
    out = bench.scratch / "zyte.jsonl"
    seconds = run_crosswire(["extract", str(html), "--format", "jsonl"], out)
    peers = [
        {
            "id": file.name.removesuffix(".html.gz"),
            **_trafilatura(gzip.decompress(file.read_bytes())),
        }
        for file in sorted(html.glob("*.html.gz"))
    ]
    return [
        _body_figure(
            "trafilatura alone", bench.score("body", gold, bench.write("peer.jsonl", peers))
        ),
        _body_figure("crosswire", bench.score("body", gold, out), seconds),
    ]


def _body_figure(who: str, scored: Row, seconds: float | None = None) -> Figure:
    figures: dict[str, float | str] = {"P": scored["p"], "R": scored["r"], "F1": scored["f1"]}
    if seconds is not None:
        figures["seconds"] = round(seconds, 1)
    return Figure(task="bodies", who=who, figures=figures)


def _trafilatura(data: bytes) -> Row:
    import trafilatura
    from htmldate import find_date

    try:
        day = find_date(data.decode("utf-8", errors="replace"))
    except ValueError:
        day = None
    return {"text": trafilatura.extract(data), "published": day}


TASKS = {"statements": statements, "quotations": quotations, "pages": pages, "bodies": bodies}
