"""Exports held against the programs that others read them with, and articles that come back as they went.

The examples of the repository are compared and written in every format; then articles of odd words, made
by a seed, are written and imported again.
"""

import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from bench.figures import Figure
from crosswire.config import Settings
from crosswire.exchange import rows
from crosswire.exchange.graph import COMMON, QUOTES, RELIES
from crosswire.exchange.read import read
from crosswire.exchange.told import Told
from crosswire.exchange.write import Form, export
from crosswire.project import Project
from crosswire.records import (
    Annotation,
    Article,
    Comparison,
    Completeness,
    Found,
    Page,
    Reading,
    Revision,
    Text,
)

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
ODD = 500
"""Articles of odd words that are written and read again."""
_SEED = 8
_ODDITIES = (
    "=+-@\t\r\n'\"“”,;\u202e\u200f\u05d0\u0627\u064b\U0001f6a2\u2028\ufeff\x85\x1c\u0301＝<>&]]>\\"
)
Taken = tuple[str, int, int]
"""Who read it, how many items there are, and how many of them were taken."""


def formats() -> list[Figure]:
    """A row a format: who reads it, and whether all of it was taken; then what comes back."""
    with tempfile.TemporaryDirectory() as folder:
        return [*_written(Path(folder)), *_back(Path(folder))]


# ---- out ----------------------------------------------------------------------------------------


def _written(folder: Path) -> Iterator[Figure]:
    project = Project(Settings.load().with_(pipeline="small"))
    told = [
        Told(comparison=one)
        for event in sorted(EXAMPLES.iterdir())
        if event.is_dir()
        for one in project.compare(project.captures([event]), story=event.name)
        if isinstance(one, Comparison)
    ]
    for form in Form:
        place = folder / form
        place.mkdir()
        began = time.process_time()
        files = export(told, place, form)
        spent = time.process_time() - began
        who, items, taken = _READERS[form](files, told)
        yield Figure(task="formats", who=form.value, figures={
            "read by": who, "items": items, "taken": taken,
            "KB a story": round(sum(file.stat().st_size for file in files) / len(told) / 1000, 1),
            "CPU ms a story": round(1000 * spent / len(told), 1),
        })  # fmt: skip


def _followthemoney(files: list[Path], told: list[Told]) -> Taken:
    from followthemoney import model

    entries = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    good = 0
    for entry in entries:
        schema = model.get(entry["schema"])
        good += schema is not None and not schema.validate(entry)
    return "followthemoney", len(entries), good


def _networkx(files: list[Path], told: list[Told]) -> Taken:
    import networkx as nx  # type: ignore[import-untyped]

    drawn = [nx.read_graphml(BytesIO(file.read_bytes()), force_multigraph=True) for file in files]
    edges = sum(graph.number_of_edges() for graph in drawn)
    ends = {RELIES, COMMON, QUOTES}
    return "networkx", edges, sum(k in ends for g in drawn for *_, k in g.edges(data="kind"))


def _feedparser(files: list[Path], told: list[Told]) -> Taken:
    import feedparser  # type: ignore[import-untyped]

    read_ = [feedparser.parse(BytesIO(file.read_bytes())) for file in files]
    pages = sum(len(one.comparison.pages) for one in told)
    return "feedparser", pages, sum(len(one.entries) for one in read_ if not one.bozo)


def _rdflib(files: list[Path], told: list[Told]) -> Taken:
    """Every node of schema.org as triples; its context by hand, as in the tests."""
    from rdflib import Graph

    nodes = taken = 0
    for file in files:
        document = json.loads(file.read_text("utf-8"))
        document["@context"] = {"@vocab": "https://schema.org/"}
        graph = Graph().parse(data=json.dumps(document), format="json-ld")
        names = {str(subject) for subject in graph.subjects()}
        nodes += len(document["hasPart"])
        taken += sum(node["@id"] in names for node in document["hasPart"])
    return "rdflib", nodes, taken


def _places(files: list[Path], told: list[Told]) -> Taken:
    """Selectors that find their words in the texts beside them."""
    texts = {f.stem: f.read_bytes().decode("utf-8") for f in files if f.suffix == ".txt"}
    checked = found = 0
    for file in files:
        if file.suffix != ".txt":
            for at, quote, text in _targets(json.loads(file.read_text("utf-8")), texts):
                checked += 1
                found += text[at["start"] : at["end"]] == quote["exact"]
    return "selectors re-read", checked, found


def _targets(document: dict[str, Any], texts: dict[str, str]) -> Iterator[tuple[Any, Any, str]]:
    for one in document["first"]["items"]:
        targets = one["target"] if isinstance(one["target"], list) else [one["target"]]
        for target in targets:
            at, quote = target["selector"]
            yield at, quote, texts[target["source"].rsplit(":", 1)[-1]]


def _polars(files: list[Path], told: list[Told]) -> Taken:
    import polars as pl

    wanted = sum(1 for table in rows.TABLES for one in told for _ in table.rows(one))
    by = {".csv": lambda f: pl.read_csv(f, infer_schema=False), ".parquet": pl.read_parquet}
    return "polars", wanted, sum(by[file.suffix](file).height for file in files)


def _itself(files: list[Path], told: list[Told]) -> Taken:
    articles = sum(len(one.comparison.pages) for one in told)
    found = read(files, max_megabytes=20)
    return "crosswire import", articles, sum(isinstance(one, Article) for one in found)


def _briefs(files: list[Path], told: list[Told]) -> Taken:
    return "people", len(told), sum(file.stat().st_size > 0 for file in files)


_READERS: dict[Form, Callable[[list[Path], list[Told]], Taken]] = {
    Form.JSONLD: _rdflib, Form.ANNOTATIONS: _places, Form.FTM: _followthemoney,
    Form.GRAPHML: _networkx, Form.CSV: _polars, Form.PARQUET: _polars, Form.ATOM: _feedparser,
    Form.JSONL: _itself, Form.MARKDOWN: _briefs, Form.HTML: _briefs,
}  # fmt: skip


# ---- and back -----------------------------------------------------------------------------------


def _back(folder: Path) -> Iterator[Figure]:
    told = _odd_story(random.Random(_SEED))
    wanted = [_stated(told, page.article) for page in told.comparison.pages]
    for form in (Form.JSONL, Form.JSONLD, Form.CSV, Form.PARQUET):
        place = folder / f"back-{form}"
        place.mkdir()
        files = [f for f in export([told], place, form) if f.stem == "articles" or "odd" in f.stem]
        back = [
            (one.id, one.text, one.title, one.outlet, one.published)
            for one in read(files, max_megabytes=20)
            if isinstance(one, Article)
        ]
        same = sum(one == other for one, other in zip(back, wanted, strict=False))
        yield Figure(task="formats-back", who=form.value, figures={"articles": len(wanted), "come back": len(back),
                                                  "the same": same})  # fmt: skip


def _stated(told: Told, article: str) -> tuple[str | None, ...]:
    text = told.readings[article].revision.body.content
    day = told.published(article)
    return (article, text, told.title(article), told.outlet(article),
            day if day and len(day) > len("2031-05") else None)  # fmt: skip


def _odd_story(chance: random.Random) -> Told:
    """Articles of which some lack an outlet, some a date, some have but the month."""
    readings, pages = [], []
    for number in range(ODD):
        body = Text.of(_words(chance, 200))
        title = Found(value=_words(chance, 20), source="given")
        outlet = Found(value=_words(chance, 8), source="given") if chance.random() < 0.8 else None
        day = chance.choice((None, "2031-05", "2031-05-08", "2031-05-08T12:30+02:00"))
        published = Found(value=day, source="given") if day else None
        whole = Completeness(state="unknown", because="made by a seed")
        revision = Revision(
            article=f"odd-{number}", capture=Article(id=f"odd-{number}", text=body.content).capture(),
            body=body, runs=(), passages=(), headline=title, outlet=outlet, published=published,
            completeness=whole,
        )  # fmt: skip
        empty = Annotation(
            tokens=(), sentences=(), mentions=(), entities=(), times=(), model="none"
        )
        readings.append(Reading(revision=revision, annotation=empty))
        pages.append(Page(
            article=f"odd-{number}", outlet=outlet.value if outlet else f"odd-{number}",
            outlet_source=outlet, headline=title, standfirst=None, authors=(), published=published,
            voices=(), completeness=whole, sentences=0, removed=0,
        ))  # fmt: skip
    return Told(comparison=Comparison(story="odd", readings=tuple(readings), pages=tuple(pages)))


def _words(chance: random.Random, most: int) -> str:
    """At least one letter, and any signs of Unicode but halves of characters."""
    signs = [chance.choice(_ODDITIES) for _ in range(chance.randrange(most))]
    signs += [chr(c) for c in (chance.randrange(1, 0x11000) for _ in range(most)) if not _half(c)]
    chance.shuffle(signs)
    return "".join(["x", *signs, "x"])[chance.randrange(2) :]


def _half(code: int) -> bool:
    return 0xD800 <= code < 0xE000
