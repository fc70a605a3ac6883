"""What goes to stdout or a file: one record a line, one document, or a table."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO, TypeVar

from crosswire.errors import ConfigError
from crosswire.report.words import inert_json

X = TypeVar("X")


class Format(StrEnum):
    """How results are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    HTML = "html"
    CSV = "csv"


def settle(
    asked: Format | None, output: Path | None, *, html: bool = True, csv: bool = False
) -> Format:
    """The format asked for; else by the file's ending; else a table on a terminal, JSON lines in
    a pipe. Raises ``ConfigError`` where HTML or CSV is meant and the command has none.
    """
    meant = _meant(asked, output)
    if meant is Format.CSV and not csv:
        raise ConfigError(
            "CSV is made by crosswire quotes alone; choose table, json, jsonl or markdown (--format)"
        )
    if meant is Format.HTML and not html:
        raise ConfigError(
            "HTML is not made of this; choose table, json, jsonl or markdown (--format)"
        )
    return meant


def _meant(asked: Format | None, output: Path | None) -> Format:
    endings = {".html": Format.HTML, ".htm": Format.HTML, ".md": Format.MARKDOWN,
               ".json": Format.JSON, ".jsonl": Format.JSONL, ".txt": Format.TABLE, ".csv": Format.CSV}  # fmt: skip
    if asked:
        return asked
    if output and output.suffix in endings:
        return endings[output.suffix]
    return Format.TABLE if output is None and sys.stdout.isatty() else Format.JSONL


def write_lines(
    records: Iterable[X], line: Callable[[X], dict[str, Any]], how: Format, output: Path | None
) -> None:
    """JSON: one object a line as they come, or one indented array at the end."""
    with _open(output) as out:
        if how is Format.JSONL:
            for record in records:
                out.write(inert_json(json.dumps(line(record), ensure_ascii=False)) + "\n")
                out.flush()
        else:
            lines = [line(record) for record in records]
            out.write(inert_json(json.dumps(lines, ensure_ascii=False, indent=1)) + "\n")


def write_texts(texts: Iterable[str], output: Path | None) -> None:
    """Documents, one after the other."""
    with _open(output) as out:
        for text in texts:
            out.write(text if text.endswith("\n") else text + "\n")


@contextmanager
def _open(output: Path | None) -> Iterator[TextIO]:
    """Stdout, or a file that appears whole or not at all.

    Half of a character, which a page's JSON can name, is written as JSON writes it: no page may keep
    a list from being shown.
    """
    if output is None or str(output) == "-":
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        yield sys.stdout
        sys.stdout.flush()
        return
    part = output.with_name(f".{output.name}.part")
    try:
        with part.open("w", encoding="utf-8", errors="backslashreplace") as stream:
            yield stream
        part.replace(output)
    except OSError as fault:
        raise ConfigError(
            f"{output} cannot be written: {fault.strerror}; choose another --output"
        ) from fault
    finally:
        part.unlink(missing_ok=True)
