"""Articles out of others' files: CSV, TSV, JSON lines, Parquet, JSON-LD. What is none is refused item by item."""

import codecs
import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any, TextIO

from crosswire.errors import InputError
from crosswire.exchange import jsonld
from crosswire.exchange.given import article, cells, refused, unknown_version
from crosswire.exchange.noted import Marked, marked
from crosswire.intake.decode import decode
from crosswire.records.failure import Failure
from crosswire.records.given import Article

Found = Article | Marked | Failure
_PAGES = 5
"""So many times the size of a page may a file have that must be held whole."""
_RATIO = 200
"""So many times its own size may a Parquet file unpack to: articles do not come near it."""
_HEAD = 100_000
"""Characters of a table's first line that are looked at."""
_DEEPEST = 60
"""How deep articles are looked for in a JSON-LD file."""
_STATED = re.compile(r"^(?:.*\()?(crosswire-[a-z]+/\w+)\)?$", re.S)
_ARTICLES = ("Article", "BlogPosting", "Report")


def read(paths: Iterable[Path], *, max_megabytes: int) -> Iterator[Found]:
    """What these files hold: articles, and notes on places of texts; failures where they stand."""
    limit = max_megabytes * 1_000_000
    for path in paths:
        try:
            yield from _reader(path)(path, limit)
        except InputError as fault:
            yield refused(str(path), fault.kind, str(fault))
        except FileNotFoundError:
            yield refused(str(path), "missing", f"{path} does not exist; check the path")
        except OSError as fault:
            words = f"{path} cannot be read: {fault.strerror or fault}"
            yield refused(str(path), "unreadable", words)


def read_each(paths: Iterable[Path], *, max_megabytes: int) -> Iterator[tuple[Path, Found]]:
    """The same, each with the file it stands in."""
    for path in paths:
        yield from ((path, one) for one in read([path], max_megabytes=max_megabytes))


def _reader(path: Path) -> Callable[[Path, int], Iterator[Found]]:
    readers = {
        ".csv": _csv, ".tsv": _csv, ".jsonl": _lines, ".ndjson": _lines, ".parquet": _parquet,
        ".jsonld": _document, ".json": _document,
    }  # fmt: skip
    found = readers.get(path.suffix.lower())
    if found is None:
        raise InputError(
            f"{path} is none of {', '.join(readers)}; saved pages and archives are kept with "
            "crosswire add",
            kind="unknown-format",
        )
    return found


def _whole(path: Path, limit: int) -> str:
    """A file that has to be held whole; it may be larger than a page, for it holds many."""
    data = path.read_bytes() if path.stat().st_size <= _PAGES * limit else b""
    if not data and path.stat().st_size:
        raise InputError(
            f"{path} is larger than {_PAGES * limit // 1_000_000:,} MB and would have to be held whole; "
            "cut it, or write it as JSON lines, Parquet or CSV in UTF-8, which are read bit by bit",
            kind="too-large",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data, where=str(path))[0]


@contextmanager
def _text(path: Path, limit: int) -> Iterator[TextIO]:
    """A file as text, with its line ends: of any length where it is UTF-8."""
    if _is_utf8(path):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield stream
    else:
        yield StringIO(_whole(path, limit), newline="")


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as raw:
            while part := raw.read(1_000_000):
                decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _one(fields: Mapping[str, Any], where: str, limit: int) -> Article | Failure:
    try:
        found = article(fields, where)
    except RecursionError:
        return refused(where, "damaged", "fields inside fields, deeper than any article has them")
    if isinstance(found, Article) and len(found.text) > limit:
        words = f"a text of more than {limit:,} characters, which no article is"
        return refused(where, "too-large", words)
    return found


def _csv(path: Path, limit: int) -> Iterator[Found]:
    with _text(path, limit) as stream, _wide_fields(limit):
        try:
            head = stream.readline(_HEAD)
            stream.seek(0)
            table = csv.DictReader(stream, dialect=_dialect(path, head))
            for row in table:
                yield _row(row, f"{path}:{table.line_num}", limit)
        except csv.Error as fault:
            raise InputError(f"{path} is no CSV table: {fault}", kind="damaged") from fault


def _row(row: Mapping[str | None, Any], where: str, limit: int) -> Article | Failure:
    """A row of a table; one with more cells than columns is torn: what stands in them may be the rest of
    its text."""
    if any(row.get(None, ())):
        words = (
            "more cells than the table has columns; put texts that hold commas in quotation marks"
        )
        return refused(where, "torn-row", words)
    return _one(cells(row), where, limit)


def _dialect(path: Path, head: str) -> type[csv.Dialect]:
    """Commas, or what stands between the names of the columns instead."""
    between = "\t" if path.suffix.lower() == ".tsv" else max(",;\t", key=head.count)

    class Dialect(csv.excel):
        delimiter = between

    return Dialect


@contextmanager
def _wide_fields(limit: int) -> Iterator[None]:
    """The standard library takes no field of more than 131,072 characters until it is told to."""
    before = csv.field_size_limit(2 * limit)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _lines(path: Path, limit: int) -> Iterator[Found]:
    with path.open("rb") as raw:
        for number, line in enumerate(iter(lambda: raw.readline(2 * limit), b""), 1):
            where = f"{path}:{number}"
            if len(line) == 2 * limit and not line.endswith(b"\n"):
                while line and not line.endswith(b"\n"):
                    line = raw.readline(limit)  # read on to where the next begins
                words = f"a line of more than {2 * limit:,} bytes, which no article is"
                yield refused(where, "too-large", words)
            elif line.strip():
                yield _line(line, where, limit)


def _line(line: bytes, where: str, limit: int) -> Article | Failure:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        return refused(where, "not-an-article-line", f"no JSON object on one line: {fault}")
    if not isinstance(fields, dict):
        return refused(where, "not-an-article-line", "no JSON object on one line")
    return _one(fields, where, limit)


def _parquet(path: Path, limit: int) -> Iterator[Found]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            stated = (
                (file.schema_arrow.metadata or {}).get(b"crosswire", b"").decode("ascii", "replace")
            )
            if (strange := unknown_version(stated)) is not None:
                raise InputError(strange, kind="unknown-version")
            # Row by row: a few bytes may stand for a very long text in each.
            unpacked, most = 0, max(_PAGES * limit, _RATIO * path.stat().st_size)
            _require_tame(path, _stated_size(file.metadata), most)
            for number, batch in enumerate(file.iter_batches(batch_size=1), 1):
                unpacked += batch.nbytes
                _require_tame(path, unpacked, most)
                for row in batch.to_pylist():
                    yield _one(row, f"{path}:{number}", limit)
    except (pa.ArrowException, UnicodeDecodeError) as fault:
        raise InputError(f"{path} is no Parquet file: {fault}", kind="damaged") from fault


def _stated_size(about: Any) -> int:
    """Of all columns before they were packed, as the file itself states it."""
    return sum(about.row_group(n).total_byte_size for n in range(about.num_row_groups))


def _require_tame(path: Path, size: int, most: int) -> None:
    if size > most:
        raise InputError(f"{path} unpacks to more than {most:,} bytes, which no table of articles of "
                         "its size does; it was read no further", kind="bomb")  # fmt: skip


def _document(path: Path, limit: int) -> Iterator[Found]:
    try:
        document = json.loads(_whole(path, limit))
    except (ValueError, RecursionError) as fault:
        raise InputError(f"{path} is no JSON: {fault}", kind="damaged") from fault
    if isinstance(document, dict) and (strange := unknown_version(_version(document))):
        raise InputError(strange, kind="unknown-version")
    found = 0
    for number, node in enumerate(_nodes(document), 1):
        found += 1
        where = f"{path}:{number}"
        yield marked(node, where) if _is(node, ("Annotation",)) else _node(node, where, limit)
    if not found:
        words = f"{path} holds no node of a type of article (NewsArticle …), and no annotation"
        raise InputError(words, kind="no-article")


def _version(document: Mapping[str, Any]) -> str | None:
    """The format that a document of ours says it has; annotations have it in their label."""
    stated = _STATED.search(str(document.get("version") or document.get("label") or ""))
    return stated[1] if stated else None


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Articles and annotations, wherever they stand; not those that an article only points to."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one, depth + 1)
    elif isinstance(value, dict):
        if _is(value, ("Annotation", *_ARTICLES)):
            if set(value) - {"@id", "id", "@type", "type"}:
                yield value
            return
        for one in value.values():
            yield from _nodes(one, depth + 1)


def _is(node: Mapping[str, Any], kinds: tuple[str, ...]) -> bool:
    stated = node.get("@type", node.get("type"))
    types = stated if isinstance(stated, list) else [stated]
    local = (str(one).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for one in types if one)
    return any(one in kinds or (one.endswith("Article") and "Article" in kinds) for one in local)


def _node(node: Mapping[str, Any], where: str, limit: int) -> Article | Failure:
    """An article node; ours say which text they hold."""
    fields = {name: value for name, value in node.items() if name != "text_id"}
    fields["url"] = node.get("url") or node.get("mainEntityOfPage") or node.get("@id")
    if not str(fields["url"] or "").startswith(("http:", "https:")):
        fields.pop("url")
    stated = node.get("identifier")
    for one in stated if isinstance(stated, list) else [stated]:
        if isinstance(one, dict) and one.get("propertyID") == jsonld.TEXT_ID:
            fields["text_id"] = one.get("value")
        elif isinstance(one, dict) and one.get("propertyID") == jsonld.ARTICLE_ID:
            fields["id"] = one.get("value")
    return _one(fields, where, limit)
