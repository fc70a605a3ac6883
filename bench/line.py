"""The whole line on pages made for it, stage by stage, beside what others take for their part.

``python -m bench.line PAGES FOLDER`` measures in this process and prints one line of JSON;
``python -m bench --only line`` runs that and makes tables of it. Seconds are the processor's.
"""

import html
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.once import story
from bench.wire import Wire
from crosswire.records import Capture, Text

PAGES = 120
SENTENCES = 34
"""Of the examples' length, some 700 words."""
_STORY = 10
"""Pages in the story that is lined up."""


def line(pages: int = PAGES) -> list[Figure]:
    """Stages and peers over the same pages, in a process of their own on one core."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "bench.line", str(pages), folder],
            stdout=subprocess.PIPE, text=True, check=True,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    whole = sum(one["seconds"] / one["pages"] for one in found["stages"])
    return [
        *(_figure("line-stages", one, whole) for one in found["stages"]),
        *(_figure("line-peers", one, None) for one in found["sums"] + found["peers"]),
    ]


def _figure(task: str, one: dict[str, Any], whole: float | None) -> Figure:
    each = one["seconds"] / one["pages"]
    figures: dict[str, float | str] = {
        "pages": one["pages"],
        "ms a page": round(1000 * each, 1),
        "pages/s": round(1 / each, 1),
        **({"share": f"{each / whole:.0%}"} if whole else {}),
        "peak MB": round(one["peak"]),
    }
    return Figure(task=task, who=one["who"], figures=figures)


@dataclass(slots=True)
class Meter:
    """What each part took, and the most memory held until its end."""

    parts: list[dict[str, Any]]

    def time(self, who: str, pages: int, run: Callable[[], Any]) -> Any:
        """The result of ``run``, measured."""
        began = time.process_time()
        result = run()
        seconds = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.parts.append({"who": who, "pages": pages, "seconds": seconds, "peak": peak})
        return result


def made(pages: int) -> Iterator[Capture]:
    """Pages of some 700 words: each tells something of its own, with the furniture of a site."""
    heads = Wire(words=20).articles(pages)
    for text, head in zip(story(pages, SENTENCES), heads, strict=True):
        yield Capture(
            name=head.name, medium="html", url=head.url, content=Text.of(_page(text, head))
        )


def _page(text: str, head: Capture) -> str:
    title = html.escape(head.title or "")
    site = html.escape(head.outlet or "")
    sentences = text.split(". ")
    groups = zip(*[iter(sentences)] * 3, strict=False)
    paragraphs = "\n".join(f"<p>{html.escape('. '.join(group))}.</p>" for group in groups)
    links = "".join(f'<li><a href="/section/{k}">Section {k}</a></li>' for k in range(24))
    more = "".join(
        f'<div class="teaser"><a href="/{k}"><h3>Another headline of the day {k}</h3></a>'
        f"<p>What else the paper has on page {k}, in a line or two of teaser text.</p></div>"
        for k in range(18)
    )
    facts = json.dumps(
        {"@context": "https://schema.org", "@type": "NewsArticle", "headline": head.title,
         "datePublished": head.published, "publisher": {"@type": "Organization", "name": head.outlet},
         "author": {"@type": "Person", "name": "Ines Okoro"}}
    ).replace("<", "\\u003c")  # fmt: skip
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | {site}</title>
<meta property="og:site_name" content="{site}"><meta property="og:title" content="{title}">
<script type="application/ld+json">{facts}</script><script>var a = [];</script></head>
<body><header><nav><ul>{links}</ul></nav></header><main><article><h1>{title}</h1>
<p class="byline">By Ines Okoro</p>{paragraphs}</article><aside>{more}</aside></main>
<footer><p>© {site}. All rights reserved.</p><ul>{links}</ul></footer></body></html>"""


def measure(pages: int, folder: Path) -> dict[str, Any]:
    """Everything, once; the first page of each part is read before its clock runs."""
    from dataclasses import replace

    from bench.scaled import fill
    from crosswire.config import Settings
    from crosswire.project import Project
    from crosswire.records import Failure

    captures = list(made(pages))
    store = fill(folder / "desk.sqlite", _Pages(captures), pages, taken=False)
    settings = Settings(data=folder, pipeline="small", cache_megabytes=0)
    line_ = Project(settings, debug=True).pipeline
    clean, annotate, quote = line_.clean.open(), line_.annotate.open(), line_.quote.open()
    quote(annotate(clean(captures[0])))
    stages, sums, peers = Meter([]), Meter([]), Meter([])
    revisions = stages.time("clean", pages, lambda: [clean(one) for one in captures])
    annotated = stages.time("annotate", pages, lambda: [annotate(one) for one in revisions])
    readings = stages.time("quote", pages, lambda: [quote(one) for one in annotated])
    for name in ("group", "settle", "store"):
        seconds, peak = store["stages"].get(name, 0.0), max(store["megabytes"])
        stages.parts.append({"who": name, "pages": pages, "seconds": seconds, "peak": peak})
    compare = replace(line_.compare, folder=folder).open()
    compare(readings[:2])
    told = [one for one in readings if not isinstance(one, Failure)][:_STORY]
    stages.time("compare (a story of ten)", len(told), lambda: compare(told))
    adding = store["seconds"]
    sums.parts += [
        _sum("add, clean, near-duplicates, group, store", pages, adding, stages),
        _sum("read in full (annotate, quote)", pages, _of(stages, "annotate", "quote"), stages),
    ]
    _peers(peers, captures, [one.body.content for one in revisions])
    return {"stages": stages.parts, "sums": sums.parts, "peers": peers.parts}


class _Pages:
    """Pages as ``bench.scaled`` takes a wire."""

    def __init__(self, captures: Sequence[Capture]) -> None:
        self._captures = captures

    def articles(self, count: int) -> Iterator[Capture]:
        """The first ``count``, again and again."""
        return islice(cycle(self._captures), count)


def _sum(who: str, pages: int, seconds: float, stages: Meter) -> dict[str, Any]:
    peak = max(one["peak"] for one in stages.parts)
    return {"who": f"crosswire: {who}", "pages": pages, "seconds": seconds, "peak": peak}


def _of(stages: Meter, *names: str) -> float:
    return float(sum(one["seconds"] for one in stages.parts if one["who"] in names))


def _peers(meter: Meter, captures: Sequence[Capture], bodies: Sequence[str]) -> None:
    """What others take: reading a page, parsing a text. newspaper4k's ``nlp()`` needs data that its
    package does not carry and would fetch, so it is left out."""
    import spacy
    import trafilatura

    pages = [one.content.content for one in captures]
    trafilatura.bare_extraction(pages[0], with_metadata=True)
    meter.time(
        "trafilatura alone", len(pages),
        lambda: [trafilatura.bare_extraction(one, with_metadata=True) for one in pages],
    )  # fmt: skip
    from crosswire.models.catalog import choose

    name, folder = choose("auto", _data())
    parser = spacy.load(folder or name)
    parser(bodies[0])
    meter.time(f"spaCy alone ({name})", len(bodies), lambda: [parser(one) for one in bodies])
    few = pages[:20]
    _newspaper(few[0])
    meter.time("newspaper4k, without nlp()", len(few), lambda: _each(_newspaper, few))


def _data() -> Path:
    from crosswire.config import Settings

    return Settings.load().data


def _each(run: Callable[[str], object], items: Iterable[str]) -> None:
    for item in items:
        run(item)


def _newspaper(page: str) -> None:
    from newspaper import Article, Config  # type: ignore[import-untyped]

    settings = Config()
    settings.fetch_images = False
    article = Article("http://page.invalid/", config=settings)
    article.download(input_html=page)
    article.parse()


def main(arguments: Sequence[str]) -> None:
    """Measure on one core."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    pages, folder = arguments
    sys.stdout.write(json.dumps(measure(int(pages), Path(folder))) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
