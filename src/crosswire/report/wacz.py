"""Web archives with their evidence in one file: WACZ 1.1.1, a ZIP whose contents and order depend on
what is in it alone.

By Webrecorder's specification. A ``datapackage.json`` names every file with its SHA-256,
``indexes/index.cdx`` says where in the archive each page stands.
"""

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, NamedTuple
from urllib.parse import urlsplit

from crosswire import __version__
from crosswire.report.warc import Part, Told, Written, write_warc

VERSION = "1.1.1"
ARCHIVE = "archive/data.warc.gz"
INDEX = "indexes/index.cdx"
PAGES = "pages/pages.jsonl"
PACKAGE = "datapackage.json"
DIGEST = "datapackage-digest.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP can tell: no clock is asked, so the same story gives the same bytes."""
_PORTS = {"http": 80, "https": 443}


class File(NamedTuple):
    """A file of the package."""

    path: str
    data: bytes

    @property
    def hash(self) -> str:
        """``sha256:`` and its digest."""
        return f"sha256:{hashlib.sha256(self.data).hexdigest()}"


class Record(NamedTuple):
    """Where a capture stands in the archive."""

    offset: int
    length: int


class Archived(NamedTuple):
    """Captures as an archive, with its index."""

    files: tuple[File, ...]
    records: dict[str, Record]
    """By capture; one whose words were erased has none."""
    written: Written


class About(NamedTuple):
    """What the package says of itself."""

    title: str
    created: str
    """UTC, ISO 8601, to the second."""


def archived(captures: Sequence[Told]) -> Archived:
    """The captures as ``archive/``, ``indexes/`` and ``pages/``."""
    out = io.BytesIO()
    found: list[tuple[Part, Record]] = []

    def noted(part: Part, offset: int, length: int) -> None:
        if part.kind in ("response", "resource"):
            found.append((part, Record(offset, length)))

    written = write_warc(out, captures, noted)
    lines = sorted(_indexed(part, place, told) for (part, place), told in _beside(found, captures))
    files = (
        File(ARCHIVE, out.getvalue()),
        File(INDEX, "".join(f"{line}\n" for line in lines).encode()),
        File(PAGES, json_lines(_pages(captures))),
    )
    return Archived(files, {part.key: place for part, place in found}, written)


def _beside(
    found: Iterable[tuple[Part, Record]], captures: Sequence[Told]
) -> Iterator[tuple[tuple[Part, Record], Told]]:
    told = {one.id: one for one in captures}
    for one in found:
        yield one, told[one[0].key]


def _indexed(part: Part, place: Record, told: Told) -> str:
    """A line of the index (CDXJ)."""
    fetched = told.capture.fetched
    known = {
        "url": part.target, "mime": _mime(part, told),
        "status": str(fetched.status) if fetched else "200",
        "digest": f"sha256:{hashlib.sha256(part.payload or part.body).hexdigest()}",
        "length": str(place.length), "offset": str(place.offset), "filename": "data.warc.gz",
    }  # fmt: skip
    return f"{surt(part.target or '')} {_digits(part.date)} {json.dumps(known)}"


def _mime(part: Part, told: Told) -> str:
    payload = told.capture.payload
    if part.kind == "response":
        return (payload.media_type if payload else None) or "text/html"
    return part.content_type.split(";")[0]


def _digits(moment: str) -> str:
    """The time as an index writes it: 14 digits."""
    return re.sub(r"\D", "", moment)[:14]


def _pages(captures: Sequence[Told]) -> Iterator[object]:
    yield {"format": "json-pages-1.0", "id": "pages", "title": "Pages"}
    for told in captures:
        url = told.capture.fetched.final_url if told.capture.fetched else told.capture.url
        if url:
            known = {"id": told.id, "url": url, "ts": told.seen_at, "title": told.capture.title}
            yield {name: value for name, value in known.items() if value}


def surt(url: str) -> str:
    """An address as indexes sort it: the host from its end, so that one site stands together."""
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port, parts.hostname
    except ValueError:
        return url
    if parts.scheme.lower() not in _PORTS or not host:
        return url.replace(" ", "%20")
    named = ",".join(reversed(re.sub(r"^www\d*\.", "", host).split(".")))
    where = named if port in (None, _PORTS[parts.scheme.lower()]) else f"{named}:{port}"
    path = parts.path.lower().rstrip("/") or "/"
    query = "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    return f"{where}){path}" + (f"?{query}" if query else "")


def record_body(member: bytes, most: int) -> bytes | None:
    """The page in one record of the archive: without the record's head, and without the answer's; None:
    it is no record, or unpacks to more than ``most`` bytes."""
    unpack = zlib.decompressobj(31)
    try:
        data = unpack.decompress(member, most)
    except zlib.error:
        return None
    head, parted, block = data.partition(b"\r\n\r\n")
    length = re.search(rb"(?im)^content-length: *(\d+)", head)
    if not unpack.eof or not parted or length is None or len(block) < int(length[1]):
        return None
    block = block[: int(length[1])]
    is_answer = re.search(rb"(?im)^content-type: *application/http", head)
    return block.partition(b"\r\n\r\n")[2] if is_answer else block


def json_lines(lines: Iterable[object]) -> bytes:
    """One JSON value a line, in ASCII: half of a character, which a page can hold, is kept."""
    return "".join(f"{json.dumps(line)}\n" for line in lines).encode("ascii")


def json_file(value: object) -> bytes:
    """One JSON value, for people too."""
    return (json.dumps(value, indent=1) + "\n").encode("ascii")


def write_package(stream: IO[bytes], files: Sequence[File], about: About) -> None:
    """Write the package: the files in this order, then what lists them."""
    resources = [
        {"name": one.path.rsplit("/", 1)[-1].lower(), "path": one.path, "hash": one.hash,
         "bytes": len(one.data)}
        for one in files
    ]  # fmt: skip
    package = File(PACKAGE, json_file({
        "profile": "data-package", "wacz_version": VERSION, "title": about.title,
        "created": about.created, "software": f"crosswire {__version__}", "resources": resources,
    }))  # fmt: skip
    digest = File(DIGEST, json_file({"path": PACKAGE, "hash": package.hash}))
    with zipfile.ZipFile(stream, "w") as out:
        for one in (*files, package, digest):
            member = zipfile.ZipInfo(one.path, _EPOCH)
            member.create_system = 3
            member.external_attr = 0o644 << 16
            # What is packed already is stored: replay reads single pages out of it.
            stored = one.path.endswith(".gz")
            member.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            out.writestr(member, one.data)
