"""Quality: each measured command beside its baseline on the same data in the same run."""

import gzip
import json

from bench.figures import Figure as Figure
from bench.sets import PIPELINES, Bench, Row, run_crosswire
from bench.statements import statements


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
