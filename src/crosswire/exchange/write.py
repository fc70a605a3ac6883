"""A story in any format, into a file or a folder: whole or not at all."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import IO, Any, NamedTuple

from crosswire.errors import ConfigError
from crosswire.exchange import annotations, atom, columns, ftm, graph, jsonld, lines, rows
from crosswire.exchange.fit import writable
from crosswire.exchange.told import Told
from crosswire.report import html, markdown


class Form(StrEnum):
    """The formats a story can be exported in."""

    JSONLD = "jsonld"
    ANNOTATIONS = "annotations"
    FTM = "ftm"
    GRAPHML = "graphml"
    CSV = "csv"
    PARQUET = "parquet"
    ATOM = "atom"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    HTML = "html"


class _Document(NamedTuple):
    """How a format that is one file a story is written, and what its files end in."""

    ending: str
    written: Callable[[Told], bytes]


def _json(document: Any) -> bytes:
    return writable(json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _json_lines(documents: Iterable[Any]) -> bytes:
    written = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in documents)
    return writable(written).encode()


def _text(words: str) -> bytes:
    return words.encode("utf-8", "backslashreplace")


_DOCUMENTS = {
    Form.JSONLD: _Document(".jsonld", lambda told: _json(jsonld.document(told))),
    Form.ANNOTATIONS: _Document(
        ".annotations.jsonld", lambda told: _json(annotations.document(told))
    ),
    Form.FTM: _Document(".ftm.json", lambda told: _json_lines(ftm.entities(told))),
    Form.GRAPHML: _Document(".graphml", graph.graph),
    Form.ATOM: _Document(".atom", atom.feed),
    Form.JSONL: _Document(".jsonl", lambda told: _json_lines(lines.lines(told))),
    Form.MARKDOWN: _Document(".md", lambda told: _text(markdown.comparison(told.comparison))),
    Form.HTML: _Document(".html", lambda told: _text(html.comparison(told.comparison))),
}
_NAMES = ", ".join(Form)
_TABLES = {Form.CSV: ".csv", Form.PARQUET: ".parquet"}


def form_of(asked: str | None, to: Path) -> Form:
    """The format asked for, else the one that the file's name ends in."""
    if asked is not None:
        try:
            return Form(asked)
        except ValueError:
            raise ConfigError(f"a format was wanted ({_NAMES}), got {asked!r}") from None
    endings = {document.ending: form for form, document in _DOCUMENTS.items()}
    endings |= {".htm": Form.HTML, ".markdown": Form.MARKDOWN, ".xml": Form.ATOM}
    for ending in sorted(endings, key=len, reverse=True):
        if to.name.lower().endswith(ending):
            return endings[ending]
    raise ConfigError(f"the format is not told by the name {to.name!r}; say which it is: {_NAMES}")


class Written(NamedTuple):
    """One file of an export, in memory."""

    name: str
    content: bytes


def contents(told: Told, form: Form) -> list[Written]:
    """What ``export`` writes of one story: a file, or a file for each table."""
    if form not in _TABLES:
        document = _DOCUMENTS[form]
        return [Written(f"{file_name(told.story)}{document.ending}", document.written(told))]
    made = []
    for table in rows.TABLES:
        out = BytesIO()
        _table(out, table, [told], form)
        made.append(Written(f"{table.name}{_TABLES[form]}", out.getvalue()))
    return made


def export(stories: Sequence[Told], to: Path, form: Form) -> list[Path]:
    """Write stories; what was written. Tables, and several stories, take a folder.

    Raises ``ConfigError`` where a file was given for a folder, or nothing can be written there.
    """
    try:
        if form in _TABLES:
            return _tables(stories, _folder(to, f"{form} makes several tables"), form)
        document = _DOCUMENTS[form]
        if len(stories) == 1 and not to.is_dir():
            return [_write(to, document.written(stories[0]))]
        folder = _folder(to, "several stories make several files")
        return [*chain.from_iterable(_in_folder(folder, told, form) for told in stories)]
    except OSError as fault:
        raise ConfigError(
            f"{to} cannot be written: {fault.strerror}; choose another place"
        ) from fault


def _folder(to: Path, why: str) -> Path:
    if to.suffix.lower() in {".csv", ".parquet"} or (to.exists() and not to.is_dir()):
        raise ConfigError(f"{why}: a folder was wanted, got {to}")
    to.mkdir(parents=True, exist_ok=True)
    return to


def _in_folder(folder: Path, told: Told, form: Form) -> Iterator[Path]:
    document = _DOCUMENTS[form]
    yield _write(folder / f"{file_name(told.story)}{document.ending}", document.written(told))
    if form is Form.ANNOTATIONS:
        place = folder / "texts"
        place.mkdir(exist_ok=True)
        for key, text in annotations.texts(told).items():
            yield _write(place / f"{key}.txt", text.encode())


def _tables(stories: Sequence[Told], folder: Path, form: Form) -> list[Path]:
    written = []
    for table in rows.TABLES:
        file = folder / f"{table.name}{_TABLES[form]}"
        with _part(file) as part, part.open("wb") as out:
            _table(out, table, stories, form)
        written.append(file)
    return written


def _table(out: IO[bytes], table: rows.Table, stories: Sequence[Told], form: Form) -> None:
    found = chain.from_iterable(table.rows(told) for told in stories)
    if form is Form.PARQUET:
        columns.write_parquet(out, table.kind, found)
    else:
        out.write(columns.csv_text(table.kind, found).encode())


def _write(file: Path, content: bytes) -> Path:
    with _part(file) as part:
        part.write_bytes(content)
    return file


@contextmanager
def _part(file: Path) -> Iterator[Path]:
    """A file beside it, which takes its place when all is written."""
    part = file.with_name(f".{file.name}.part")
    try:
        yield part
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def file_name(story: str) -> str:
    """A story's name as a file can have it, in any folder."""
    named = "".join(c if c.isalnum() or c in "-_." else "-" for c in story).strip(".")
    return named.encode()[:120].decode("utf-8", "ignore") or "story"
