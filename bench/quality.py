"""Quality: each measured command beside its baseline on the same data in the same run."""

import json

from bench.figures import Figure as Figure
from bench.pages import bodies, pages
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


TASKS = {"statements": statements, "quotations": quotations, "pages": pages, "bodies": bodies}
