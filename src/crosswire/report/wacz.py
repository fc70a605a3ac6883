"""Web archives with their evidence in one file: WACZ 1.1.1, a ZIP whose contents and order depend on
what is in it alone.

By Webrecorder's specification. A ``datapackage.json`` names every file with its SHA-256,
``indexes/index.cdx`` says where in the archive each page stands.
"""

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, NamedTuple
from urllib.parse import urlsplit

from crosswire import __version__
from crosswire.errors import InputError
from crosswire.report.warc import Part, Told, Written, write_warc

VERSION = "1.1.1"
ARCHIVE = "archive/data.warc.gz"
INDEX = "indexes/index.cdx"
PAGES = "pages/pages.jsonl"
PACKAGE = "datapackage.json"
DIGEST = "datapackage-digest.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP can tell: no clock is asked, so the same story gives the same bytes."""
_PIECE = 1 << 24
_PORTS = {"http": 80, "https": 443}


class Record(NamedTuple):
    """Where something stands in the archive."""

    offset: int
    length: int


class Stored(NamedTuple):
    """Where a capture stands in the archive."""

    page: Record | None
    """None: its bytes were erased."""
    about: Record
    """What is told of it beside."""


class Archived(NamedTuple):
    """What an archive with its index holds."""

    records: dict[str, Stored]
    """By capture."""
    written: Written


class About(NamedTuple):
    """What the package says of itself."""

    title: str
    created: str
    """UTC, ISO 8601, to the second."""


@contextmanager
def packaging(stream: IO[bytes]) -> Iterator["Package"]:
    """A package to write; what cannot be finished is left as it is."""
    package = zipfile.ZipFile(stream, "w")
    try:
        yield Package(package)
    except BaseException:
        # It would list what it has, and there may be no room for that either.
        with suppress(OSError, ValueError):
            package.close()
        raise
    package.close()


class Package:
    """A package that is written to a stream, one file after the other: none is held whole."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._zip = package
        self._listed: list[dict[str, object]] = []

    @contextmanager
    def file(self, path: str) -> Iterator["Hashing"]:
        """Write a file of the package."""
        member = zipfile.ZipInfo(path, _EPOCH)
        member.create_system = 3
        member.external_attr = 0o644 << 16
        # What is packed already is stored: replay reads single pages out of it.
        stored = path.endswith(".gz")
        member.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        with self._zip.open(member, "w", force_zip64=stored) as out:
            made = Hashing(out)
            yield made
        name = path.rsplit("/", 1)[-1].lower()
        self._listed.append({"name": name, "path": path, "hash": made.hash, "bytes": made.size})

    def add(self, path: str, pieces: Iterable[bytes]) -> None:
        """Write a file of these pieces."""
        with self.file(path) as out:
            for piece in pieces:
                out.write(piece)

    def list_files(self, about: About) -> None:
        """Write what lists the files, as the last of them."""
        whole = json_file({
            "profile": "data-package", "wacz_version": VERSION, "title": about.title,
            "created": about.created, "software": f"crosswire {__version__}",
            "resources": [*self._listed],
        })  # fmt: skip
        digest = f"sha256:{hashlib.sha256(whole).hexdigest()}"
        self.add(PACKAGE, [whole])
        self.add(DIGEST, [json_file({"path": PACKAGE, "hash": digest})])


class Hashing:
    """A file that is written, and hashed on the way."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._hash = hashlib.sha256()
        self.size = 0

    @property
    def hash(self) -> str:
        """``sha256:`` and the digest of what was written."""
        return f"sha256:{self._hash.hexdigest()}"

    def write(self, data: bytes) -> int:
        """Pass on."""
        self._hash.update(data)
        self.size += len(data)
        return self._out.write(data)

    def flush(self) -> None:
        """Nothing waits."""


def archived(package: Package, captures: Iterable[Told]) -> Archived:
    """Write the captures as ``archive/``, ``indexes/`` and ``pages/``, one held at a time."""
    lines: list[str] = []
    pages: list[object] = [{"format": "json-pages-1.0", "id": "pages", "title": "Pages"}]
    records: dict[str, Stored] = {}
    page: Record | None = None
    now: Told | None = None

    def each() -> Iterator[Told]:
        nonlocal now
        for now in captures:
            pages.extend(_page(now))
            yield now

    def noted(part: Part, offset: int, length: int) -> None:
        nonlocal page
        place = Record(offset, length)
        if now is None or part.kind == "warcinfo":
            return
        if part.kind == "metadata":
            records[now.id], page = Stored(page, place), None
        else:
            page = place
            lines.append(_indexed(part, place, now))

    with package.file(ARCHIVE) as out:
        written = write_warc(out, each(), noted)
    package.add(INDEX, (f"{line}\n".encode() for line in sorted(lines)))
    package.add(PAGES, json_lines(pages))
    return Archived(records, written)


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


def _page(told: Told) -> Iterator[object]:
    """A line of the list of pages, where the capture has an address."""
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


class Member(NamedTuple):
    """One record of an archive, unpacked."""

    headers: dict[str, str]
    """By their names in small letters."""
    block: bytes
    body: bytes
    """The block without the head of an answer."""


class Unpacking:
    """Unpacks records of an archive, which may come to ``most`` bytes together: a few that are packed
    well would fill any memory."""

    def __init__(self, most: int) -> None:
        self._most = self._left = most

    def member(self, packed: bytes) -> Member | None:
        """One record; None: it is none, or it is more than one. Raises ``InputError``, kind "bomb", where
        it would be more than is left."""
        unpack = zlib.decompressobj(31)
        data = bytearray()
        try:
            while packed and not unpack.eof:
                data += unpack.decompress(packed, min(_PIECE, self._left - len(data) + 1))
                packed = unpack.unconsumed_tail
                if len(data) > self._left:
                    raise InputError(
                        f"the records in {ARCHIVE} unpack to more than {self._most:,} bytes, which "
                        "those of no bundle do", kind="bomb",
                    )  # fmt: skip
        except zlib.error:
            return None
        finally:
            self._left -= len(data)
        return _member_in(bytes(data)) if unpack.eof and not unpack.unused_data else None


def _member_in(data: bytes) -> Member | None:
    head, parted, block = data.partition(b"\r\n\r\n")
    lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n")[1:])
    headers = {name.strip().lower(): value.strip() for name, _, value in lines}
    length = headers.get("content-length", "")
    if not (parted and length.isascii() and length.isdigit()) or len(block) < int(length):
        return None
    block = block[: int(length)]
    is_answer = headers.get("content-type", "").startswith("application/http")
    return Member(headers, block, block.partition(b"\r\n\r\n")[2] if is_answer else block)


def json_lines(lines: Iterable[object]) -> Iterator[bytes]:
    """One JSON value a line, in ASCII: half of a character, which a page can hold, is kept."""
    return (f"{json.dumps(line)}\n".encode("ascii") for line in lines)


def json_file(value: object) -> bytes:
    """One JSON value, for people too."""
    return (json.dumps(value, indent=1) + "\n").encode("ascii")
