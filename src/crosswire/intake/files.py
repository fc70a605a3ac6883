"""Pages from files and folders, archives among them, and article lines."""

import codecs
import gzip
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeVar

from crosswire.errors import InputError
from crosswire.intake.archive import archived_pages, is_archive
from crosswire.intake.decode import decode, sound
from crosswire.intake.lines import read_lines, stream_lines
from crosswire.intake.meter import Meter
from crosswire.records.article import Capture, Payload
from crosswire.records.failure import Failure
from crosswire.records.span import Text

PAGES = (".html", ".htm", ".xhtml", ".txt")
LINES = (".jsonl", ".ndjson")
MEGABYTE = 1_000_000
X = TypeVar("X", Capture, Failure)
_MOST_NAMES = 200_000
"""Names remembered, so that none comes twice."""
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


def read_paths(
    paths: Iterable[str], *, max_megabytes: int, meter: Meter | None = None
) -> Iterator[Capture | Failure]:
    """Every page under ``paths``: files, folders (pages in them, by name), ``-`` for stdin.

    What cannot be read becomes a ``Failure``; a name that comes twice is told apart by its folder.
    ``meter`` is told how far reading has come.
    """
    names = _Names()
    for path in paths:
        for found in _read_one(path, max_megabytes * MEGABYTE, meter):
            if isinstance(found, Capture):
                yield _named_apart(_sound(found, "name", "origin"), names)
            else:
                yield _sound(found, "item", "words")


def _sound(found: X, *fields: str) -> X:
    """The same by names that can be written: a file's may hold bytes that are no characters."""
    odd = {f: sound(v) for f in fields if (v := getattr(found, f)) and sound(v) != v}
    return found.model_copy(update=odd) if odd else found


class _Names:
    """The names of the last pages: an archive of any size is read in constant memory."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str | None, str], None] = {}

    def __contains__(self, name: tuple[str | None, str]) -> bool:
        return name in self._seen

    def add(self, name: tuple[str | None, str]) -> None:
        """Remember a name, and forget the oldest of too many."""
        self._seen[name] = None
        if len(self._seen) > _MOST_NAMES:
            del self._seen[next(iter(self._seen))]


def read_stdin(data: bytes, *, max_megabytes: int) -> Iterator[Capture | Failure]:
    """What came from stdin: a page, or article lines."""
    limit = max_megabytes * MEGABYTE
    yield from _guard(
        "stdin", lambda: _page("stdin", Path("stdin"), _limited(BytesIO(data), limit, "stdin"))
    )


def _read_one(path: str, limit: int, meter: Meter | None = None) -> Iterator[Capture | Failure]:
    if path == "-":
        data = sys.stdin.buffer.read(limit + 1)
        yield from read_stdin(data, max_megabytes=limit // MEGABYTE)
        return
    files, unread = paths_of(Path(path))
    yield from unread
    for file in files:
        yield from _guard(str(file), partial(_file, file, limit, meter))
        if meter:
            meter.passed(file)


def paths_of(path: Path) -> tuple[list[Path], list[Failure]]:
    """The files a path stands for; a folder stands for the pages below it, in order of name."""
    if path.is_dir():
        found = [f for f in sorted(path.rglob("*")) if f.is_file() and _is_page(f)]
        if found:
            return found, []
        words = f"folder {path} holds no page; wanted {', '.join(PAGES)} (or .gz of them), .jsonl, .warc or .wacz"
        return [], [Failure(stage="intake", item=str(path), kind="no-pages", words=words)]
    return [path], []


def _is_page(file: Path) -> bool:
    name = file.name.lower().removesuffix(".gz")
    return not file.name.startswith(".") and (name.endswith(PAGES + LINES) or is_archive(file))


def _guard(
    item: str, read: Callable[[], Iterator[Capture | Failure]]
) -> Iterator[Capture | Failure]:
    """What ``read`` finds; what it cannot read as a ``Failure``."""
    try:
        yield from read()
    except InputError as refused:
        yield Failure(stage="intake", item=item, kind=refused.kind, words=str(refused))
    except FileNotFoundError:
        words = f"{item} does not exist; check the path"
        yield Failure(stage="intake", item=item, kind="missing", words=words)
    except OSError as fault:
        words = f"{item} cannot be read: {fault.strerror or fault}"
        yield Failure(stage="intake", item=item, kind="unreadable", words=words)


def _file(file: Path, limit: int, meter: Meter | None = None) -> Iterator[Capture | Failure]:
    if is_archive(file):
        yield from archived_pages(file, limit, meter)
        return
    if file.name.lower().removesuffix(".gz").endswith(LINES):
        yield from _lines(file, limit)
        return
    with file.open("rb") as raw:
        data = _limited(raw, limit, str(file))
    if data.startswith(b"\x1f\x8b"):
        data = _gunzip(file, limit)
    yield from _page(str(file), file, data)


def _lines(file: Path, limit: int) -> Iterator[Capture | Failure]:
    """Article lines, packed or not, as a stream; those in UTF-16 or UTF-32 are read whole."""
    with file.open("rb") as plain:
        packed = plain.read(2) == b"\x1f\x8b"
    try:
        with gzip.open(file) if packed else file.open("rb") as raw:
            wide = raw.read(4).startswith(_WIDE)
            raw.seek(0)
            if wide:
                text, _ = decode(_limited(raw, limit, str(file)), where=str(file))  # type: ignore[arg-type]  # GzipFile reads as a binary file
                yield from read_lines(text.split("\n"), source=str(file))
            else:
                yield from stream_lines(raw, limit, source=str(file))  # type: ignore[arg-type]
    except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
        raise InputError(f"{file} is a damaged gzip file: {fault}", kind="damaged") from fault


def _limited(raw: BinaryIO, limit: int, where: str) -> bytes:
    data = raw.read(limit + 1)
    if len(data) > limit:
        raise InputError(
            f"{where} is larger than {limit // MEGABYTE} MB, which no article is; "
            "cut it, or raise CROSSWIRE_MAX_MEGABYTES",
            kind="too-large",
        )
    return data


def _gunzip(file: Path, limit: int) -> bytes:
    try:
        with gzip.open(file) as unpacked:
            return _limited(unpacked, limit, str(file))  # type: ignore[arg-type]  # GzipFile reads as a binary file
    except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
        raise InputError(f"{file} is a damaged gzip file: {fault}", kind="damaged") from fault


def _page(where: str, file: Path, data: bytes) -> Iterator[Capture | Failure]:
    text, encoding = decode(data, where=where)
    name = file.name
    if where == "stdin" and _is_json(text):
        yield from read_lines(text.split("\n"), source=where)
        return
    yield Capture(
        name=page_name(name),
        medium="html" if is_html(text, name) else "text",
        content=Text.of(text),
        encoding=encoding,
        origin=where,
        payload=Payload(content=data),
    )


def page_name(name: str) -> str:
    """A file's name without the endings that say what it is."""
    for suffix in (".gz", *PAGES):
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            name = name[: -len(suffix)]
    return name


def is_html(text: str, name: str) -> bool:
    """True for markup, by the file's name or its first words."""
    if name.lower().removesuffix(".gz").endswith((".html", ".htm", ".xhtml")):
        return True
    head = text[:1000].lstrip("\ufeff \n\t").lower()
    return head.startswith(("<!doctype html", "<html", "<?xml", "<head", "<body"))


def _is_json(text: str) -> bool:
    return text.lstrip("\ufeff \n\t").startswith("{")


def _named_apart(capture: Capture, names: _Names) -> Capture:
    """The capture under a name no other of its story has: its folder before it, then a number."""
    name, story = capture.name, capture.story
    if (story, name) in names and capture.medium != "line" and capture.origin:
        name = f"{Path(capture.origin).parent.name}-{name}"
    base, count = name, 2
    while (story, name) in names:
        name, count = f"{base}-{count}", count + 1
    names.add((story, name))
    return capture if name == capture.name else capture.model_copy(update={"name": name})
