"""Pages to text: crosswire beside three readers of pages, on the same pages in the same run."""

import gzip
import json
import os
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bench.figures import Figure
from bench.sets import Bench, Row, run_crosswire

Reader = Callable[[str], Row]
"""A page's HTML to its text and, where the reader tells one, its publication day."""


def pages(bench: Bench) -> list[Figure]:
    """Text and publication day of web pages (segments that must and must not be there)."""
    gold = bench.folder / "extract_webpages" / "annotations.jsonl.gz"
    files = sorted(bench.pages().rglob("*.html"))
    sources = [(f.name.removesuffix(".html"), f.read_bytes()) for f in files]
    return _measured("pages", bench, bench.pages(), sources, lambda out: _parts(bench, gold, out))


def bodies(bench: Bench) -> list[Figure]:
    """Article bodies of the Zyte set (4-word shingles)."""
    gold = bench.folder / "extract_zyte" / "ground-truth.json"
    html = bench.folder / "extract_zyte" / "html"
    files = sorted(html.glob("*.html.gz"))
    sources = [(f.name.removesuffix(".html.gz"), gzip.decompress(f.read_bytes())) for f in files]
    return _measured("bodies", bench, html, sources, lambda out: _body(bench, gold, out))


def pace(bench: Bench) -> list[Figure]:
    """Pages a second of one core over both sets together, metadata read too."""
    sets = [bench.pages(), bench.folder / "extract_zyte" / "html"]
    files = sorted(f for folder in sets for f in folder.rglob("*.html*"))
    texts = [_unpacked(f).decode("utf-8", errors="replace") for f in files]
    found: list[Figure] = []
    for who in ("trafilatura, fast, with metadata", "readability-lxml"):
        reader = PEERS[who]
        reader(texts[0])
        began = time.process_time()
        for html in texts:
            reader(html)
        seconds = time.process_time() - began
        found.append(_paced(who, len(texts), seconds))
    for who, options in _OURS:
        out = bench.scratch / "pace.jsonl"
        began = _children()
        run_crosswire(["extract", *map(str, sets), "--format", "jsonl", *options], out)
        found.append(_paced(who, len(texts), _children() - began, _again(out)))
    return found


def _paced(who: str, pages_: int, seconds: float, again: str = "") -> Figure:
    figures: dict[str, float | str] = {"pages": pages_, "pages/s": round(pages_ / seconds, 1)}
    return Figure(task="pace", who=who, figures={**figures, "read again": again})


def _unpacked(file: Path) -> bytes:
    packed = file.read_bytes()
    return gzip.decompress(packed) if file.suffix == ".gz" else packed


_OURS: tuple[tuple[str, list[str]], ...] = (("crosswire", []), ("crosswire --fast", ["--fast"]))


def _measured(
    task: str,
    bench: Bench,
    folder: Path,
    sources: Sequence[tuple[str, bytes]],
    score: Callable[[Path], Row],
) -> list[Figure]:
    """Each peer in this process, crosswire as a command; all by the seconds of one core."""
    found: list[Figure] = []
    for who, reader in PEERS.items():
        reader(sources[0][1].decode("utf-8", errors="replace"))
        began = time.process_time()
        rows = [
            {"id": name, **reader(data.decode("utf-8", errors="replace"))} for name, data in sources
        ]
        pace = len(sources) / (time.process_time() - began)
        figures = {**score(bench.write("peer.jsonl", rows)), "pages/s": round(pace, 1)}
        found.append(Figure(task=task, who=who, figures=figures))
    for who, options in _OURS:
        out = bench.scratch / f"{task}.jsonl"
        began = _children()
        run_crosswire(["extract", str(folder), "--format", "jsonl", *options], out)
        pace = len(sources) / (_children() - began)
        figures = {**score(out), "pages/s": round(pace, 1), "read again": _again(out)}
        found.append(Figure(task=task, who=who, figures=figures))
    return found


def _children() -> float:
    """Seconds of processor that commands of this process have taken, to start included."""
    spent = os.times()
    return spent.children_user + spent.children_system


def _again(out: Path) -> str:
    """The share of pages that took a second reading; with ``--fast``, that were read at all."""
    with out.open(encoding="utf-8") as lines:
        readings = [read for row in map(json.loads, lines) if (read := row.get("readings"))]
    again = sum("precise" in read or {"make", "balanced"} <= set(read) for read in readings)
    return f"{again / max(1, len(readings)):.0%}"


def _parts(bench: Bench, gold: Path, out: Path) -> Row:
    scored = bench.score("parts", gold, out)
    parts, date = scored["segments"], scored["date"]
    return {
        "segments P": parts["p"],
        "segments R": parts["r"],
        "segments F1": parts["f1"],
        "day exact": date["exact_day"],
        "day precision": date["precision"],
    }


def _body(bench: Bench, gold: Path, out: Path) -> Row:
    scored = bench.score("body", gold, out)
    return {"P": scored["p"], "R": scored["r"], "F1": scored["f1"]}


def _trafilatura(html: str) -> Row:
    """With htmldate's day, as its own metadata has it, and extensively as crosswire was compared."""
    import trafilatura
    from htmldate import find_date

    try:
        day = find_date(html)
    except ValueError:
        day = None
    return {"text": trafilatura.extract(html), "published": day}


def _trafilatura_fast(html: str) -> Row:
    import trafilatura

    read = trafilatura.bare_extraction(html, fast=True, with_metadata=True, include_comments=False)
    if read is None or isinstance(read, dict):
        return {"text": None, "published": None}
    return {"text": read.text, "published": read.date}


def _newspaper(html: str, language: str | None = None) -> Row:
    """A language whose tokenizer is a package of its own is read as English."""
    from newspaper import Article, Config  # type: ignore[import-untyped]

    settings = Config()
    settings.fetch_images = False
    if language:
        settings.language = language
    article = Article("http://page.invalid/", config=settings)
    article.download(input_html=html)
    try:
        article.parse()
    except ImportError:
        return _newspaper(html, "en") if language is None else {"text": None, "published": None}
    except (ValueError, TypeError, AttributeError):
        return {"text": None, "published": None}
    day = article.publish_date
    return {"text": article.text, "published": day.isoformat()[:10] if day else None}


def _readability(html: str) -> Row:
    """It tells no day."""
    from lxml.etree import ParserError
    from lxml.html import fromstring
    from readability import Document  # type: ignore[import-untyped]
    from readability.readability import Unparseable  # type: ignore[import-untyped]

    try:
        summary = fromstring(Document(html).summary())
    except (Unparseable, ParserError, ValueError):
        return {"text": None}
    return {"text": "\n".join(_lines(map(str, summary.itertext())))}


def _lines(words: Iterable[str]) -> Iterable[str]:
    return (line for one in words if (line := " ".join(one.split())))


PEERS: dict[str, Reader] = {
    "trafilatura and htmldate": _trafilatura,
    "trafilatura, fast, with metadata": _trafilatura_fast,
    "newspaper4k": _newspaper,
    "readability-lxml": _readability,
}
