"""The whole line, stage by stage, beside what others take for their part: on pages made for it, and on
pages of the gold sets where they are.

``python -m bench.line PAGES FOLDER`` measures in this process and prints one line of JSON; PAGES is a
number of pages to make, or a folder of gold sets. ``python -m bench --only line`` runs that and makes
tables of it. Seconds are the processor's.
"""

import gzip
import html
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import site
from bench.figures import Figure
from bench.once import story
from bench.peers import peers
from bench.wire import Wire
from crosswire.config import PipelineChoice, Settings
from crosswire.records import Capture, Failure, Text

PAGES = 120
SENTENCES = 34
"""Of the examples' length, some 700 words."""
_STORY = 10
"""Pages in the story that is lined up."""
_ROUNDS = 3
"""How often what is quick is done; the median counts."""
PIPELINES: tuple[PipelineChoice, ...] = ("small", "medium")


def line(pages: int = PAGES, bench: Path | None = None) -> list[Figure]:
    """Stages and peers over the same pages, and what a worker holds that reads them, each in a process
    of its own on one core."""
    figures = _tables("line", str(pages))
    if bench is not None and (bench / _REAL / "ground-truth.json").is_file():
        figures += _tables("line-bench", str(bench))
    return figures + [_worker(pipeline, pages) for pipeline in PIPELINES]


def _tables(name: str, source: str) -> list[Figure]:
    found = _apart("bench.line", source)
    # A page goes through one pipeline, so the larger one stands beside the sum.
    taken = [one for one in found["stages"] if not one["who"].endswith(", medium")]
    whole = sum(one["seconds"] / one["pages"] for one in taken)
    reader = next(one for one in found["peers"] if one["who"] == "trafilatura alone")
    return [
        *(
            _stage(f"{name}-stages", one, whole if one in taken else None)
            for one in found["stages"]
        ),
        *(_beside(f"{name}-peers", one, reader) for one in found["sums"] + found["peers"]),
    ]


def _apart(module: str, *arguments: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments, folder],
            stdout=subprocess.PIPE, text=True, check=True,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _stage(task: str, one: dict[str, Any], whole: float | None) -> Figure:
    share = f"{one['seconds'] / one['pages'] / whole:.1%}" if whole else ""
    figures: dict[str, float | str] = {**_pace(one), "share": share}
    return Figure(task=task, who=one["who"], figures=figures)


def _beside(task: str, one: dict[str, Any], reader: dict[str, Any]) -> Figure:
    times = one["seconds"] / one["pages"] / (reader["seconds"] / reader["pages"])
    figures: dict[str, float | str] = {**_pace(one), "of trafilatura alone": round(times, 2)}
    return Figure(task=task, who=one["who"], figures=figures)


def _pace(one: dict[str, Any]) -> dict[str, float | str]:
    each = one["seconds"] / one["pages"]
    return {
        "pages": one["pages"],
        "ms a page": round(1000 * each, 1),
        "pages/s": round(1 / each, 1),
    }


def _worker(pipeline: PipelineChoice, pages: int) -> Figure:
    found = _apart("bench.worker", pipeline, str(pages))
    figures: dict[str, float | str] = {
        "pages": pages,
        "MB when open": round(found["open"]),
        "peak MB": round(found["peak"]),
    }
    return Figure(task="line-workers", who=f"{found['name']} ({pipeline})", figures=figures)


# ---- pages --------------------------------------------------------------------------------------


def made(pages: int, *, heavy: bool = False) -> Iterator[Capture]:
    """Pages of some 700 words: each tells something of its own, with the furniture of a site;
    ``heavy``: with as much of it as pages of news sites have."""
    heads = Wire(words=20).articles(pages)
    around = site.around() if heavy else _light()
    for text, head in zip(story(pages, SENTENCES), heads, strict=True):
        page = Text.of(_page(text, head, around))
        yield Capture(name=head.name, medium="html", url=head.url, content=page)


def _light() -> site.Around:
    links = "".join(f'<li><a href="/section/{k}">Section {k}</a></li>' for k in range(24))
    more = "".join(
        f'<div class="teaser"><a href="/{k}"><h3>Another headline of the day {k}</h3></a>'
        f"<p>What else the paper has on page {k}, in a line or two of teaser text.</p></div>"
        for k in range(18)
    )
    return site.Around("<script>var a = [];</script>", f"<ul>{links}</ul>", more)


def _page(text: str, head: Capture, around: site.Around) -> str:
    title = html.escape(head.title or "")
    outlet = html.escape(head.outlet or "")
    sentences = text.split(". ")
    groups = [". ".join(sentences[k : k + 3]) for k in range(0, len(sentences), 3)]
    paragraphs = "\n".join(f"<p>{html.escape(group.rstrip('.'))}.</p>" for group in groups)
    facts = json.dumps(
        {"@context": "https://schema.org", "@type": "NewsArticle", "headline": head.title,
         "datePublished": head.published, "publisher": {"@type": "Organization", "name": head.outlet},
         "author": {"@type": "Person", "name": "Ines Okoro"}}
    ).replace("<", "\\u003c")  # fmt: skip
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | {outlet}</title>
<meta property="og:site_name" content="{outlet}"><meta property="og:title" content="{title}">
<script type="application/ld+json">{facts}</script>{around.head}</head>
<body><header><nav>{around.menu}</nav></header><main><article><h1>{title}</h1>
<p class="byline">By Ines Okoro</p>{paragraphs}</article><aside>{around.beside}</aside></main>
<footer><p>© {outlet}. All rights reserved.</p>{around.menu}</footer></body></html>"""


_REAL = "extract_zyte"


def real(bench: Path) -> Iterator[Capture]:
    """Pages of news sites as they were fetched, under their addresses."""
    told = json.loads((bench / _REAL / "ground-truth.json").read_text(encoding="utf-8"))
    for file in sorted((bench / _REAL / "html").glob("*.html.gz")):
        name = file.name.removesuffix(".html.gz")
        page = gzip.decompress(file.read_bytes()).decode("utf-8", errors="replace")
        url = told.get(name, {}).get("url")
        yield Capture(name=name, medium="html", url=url, content=Text.of(page))


# ---- in a process of its own --------------------------------------------------------------------


@dataclass(slots=True)
class Meter:
    """What each part took."""

    parts: list[dict[str, Any]]

    def time(self, who: str, pages: int, run: Callable[[], Any], *, rounds: int = 1) -> Any:
        """The result of ``run``, measured."""
        spent = []
        for _ in range(rounds):
            began = time.process_time()
            result = run()
            spent.append(time.process_time() - began)
        self.parts.append({"who": who, "pages": pages, "seconds": statistics.median(spent)})
        return result


def measure(source: str, folder: Path) -> dict[str, Any]:
    """Everything, once; the first page of each part is read before its clock runs."""
    own = source.isdecimal()
    captures = list(made(int(source), heavy=True) if own else real(Path(source)))
    stages, sums = Meter([]), Meter([])
    adding = _add(captures, folder)
    revisions = _clean(captures)
    for name in ("clean", "group", "settle", "store"):
        seconds = adding["stages"].get(name, 0.0)
        stages.parts.append({"who": name, "pages": len(captures), "seconds": seconds})
    sums.parts.append(
        _sum("add, clean, near-duplicates, group, store", adding["seconds"], captures)
    )
    for pipeline in PIPELINES:
        readings = _read(revisions, pipeline, stages)
        sums.parts.append(_closely(pipeline, stages))
    if own:
        _compare(readings, folder, stages)
    bodies = [one.body.content for one in revisions]
    return {
        "stages": stages.parts,
        "sums": sums.parts,
        "peers": peers(Meter([]), [one.content.content for one in captures], bodies),
    }


def _add(captures: Sequence[Capture], folder: Path) -> dict[str, Any]:
    """What adding takes, models being open: the middle one of some runs, each into a new store."""
    from bench.scaled import fill

    runs = []
    for number in range(-1, _ROUNDS):
        some = captures if number >= 0 else captures[:5]
        path = folder / f"desk{number}.sqlite"
        runs.append(fill(path, _Pages(some), len(some), taken=False))
    return sorted(runs[1:], key=lambda one: float(one["seconds"]))[_ROUNDS // 2]


class _Pages:
    """Pages as ``bench.scaled`` takes a wire."""

    def __init__(self, captures: Sequence[Capture]) -> None:
        self._captures = captures

    def articles(self, count: int) -> Iterator[Capture]:
        """The first ``count``."""
        return iter(self._captures[:count])


def settings(pipeline: PipelineChoice) -> Settings:
    """Models where they are installed, nothing remembered."""
    return Settings.load().with_(pipeline=pipeline, cache_megabytes=0)


def _line(pipeline: PipelineChoice) -> Any:
    from crosswire.project import Project

    return Project(settings(pipeline), debug=True).pipeline


def _clean(captures: Sequence[Capture]) -> list[Any]:
    clean = _line("small").clean.open()
    return [clean(one) for one in captures]


def _read(revisions: Sequence[Any], pipeline: PipelineChoice, stages: Meter) -> list[Any]:
    """Read closely; the first text is read before the clock runs."""
    line_, pages = _line(pipeline), len(revisions)
    annotate, quote = line_.annotate.open(), line_.quote.open()
    quote(annotate(revisions[0]))
    annotated = stages.time(
        f"annotate, {pipeline}", pages, lambda: [annotate(one) for one in revisions]
    )
    found: list[Any] = stages.time(
        f"quote, {pipeline}", pages, lambda: [quote(one) for one in annotated]
    )
    return found


def _closely(pipeline: PipelineChoice, stages: Meter) -> dict[str, Any]:
    parts = [one for one in stages.parts if one["who"].endswith(f", {pipeline}")]
    who = f"crosswire: read in full, {pipeline} pipeline (annotate, quote)"
    return {"who": who, "pages": parts[0]["pages"], "seconds": sum(p["seconds"] for p in parts)}


def _sum(who: str, seconds: float, captures: Sequence[Capture]) -> dict[str, Any]:
    return {"who": f"crosswire: {who}", "pages": len(captures), "seconds": seconds}


def _compare(readings: Sequence[Any], folder: Path, stages: Meter) -> None:
    from dataclasses import replace

    compare = replace(_line("small").compare, folder=folder).open()
    compare(readings[:2])
    told = [one for one in readings if not isinstance(one, Failure)][:_STORY]
    stages.time("compare (a story of ten)", len(told), lambda: compare(told))


def main(arguments: Sequence[str]) -> None:
    """Measure on one core."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    source, folder = arguments
    sys.stdout.write(json.dumps(measure(source, Path(folder))) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
