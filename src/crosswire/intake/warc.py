"""Records of a WARC (ISO 28500), one in memory at a time; a damaged one does not hide the next.

fastwarc reads the records and stops at the first that is damaged. Here the next place where a record
begins is looked for, and reading goes on from there.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Literal
from zipfile import BadZipFile

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

RecordKind = Literal["response", "resource", "revisit", "conversion"]

_KINDS: dict[str, RecordKind] = {
    "response": "response",
    "resource": "resource",
    "revisit": "revisit",
    "conversion": "conversion",
}
_MOST_DAMAGES = 100
_MOST_TRIED = 100_000
_BLOCK = 1 << 20
_OVERLAP = 600
_HEAD = 65_536
"""Bytes that the head of an answer may take before a page."""
_DIGEST = re.compile("sha1:[A-Za-z2-7]{32}")
_GZIP = b"\x1f\x8b\x08"
_PLAIN_START = re.compile(rb"WARC/1\.[01]\r?\n(?=[A-Za-z-]+:)")
_GZIP_START = re.compile(re.escape(_GZIP))
_SWALLOWED = re.compile(rb"\r?\n\r?\nWARC/1\.[01]\r?\n(?=[A-Za-z-]+:)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """A record that may hold a page: what the archive says of it, and its bytes as they were sent."""

    kind: RecordKind
    url: str
    date: str
    status: int | None
    """None: the record is no answer of a host."""
    headers: tuple[tuple[str, str], ...]
    media_type: str
    body: bytes
    """No more than one byte over the limit."""
    short: bool
    """The archive breaks off before the record ends."""
    altered: bool = False
    """Its bytes are not those whose digest it holds."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A place that cannot be read."""

    words: str


def records(stream: IO[bytes], size: int, limit: int) -> Iterator[Archived | Damage]:
    """The records that may hold pages of a ``stream`` of ``size`` bytes, and each damage; bodies to
    ``limit`` bytes and one more."""
    walk = _Walk(stream, size, limit)
    start: int | None = 0
    for _ in range(_MOST_DAMAGES):
        yield from walk.from_place(start or 0)
        if walk.fault is None:
            return
        start = walk.next_start()
        if start is None:
            yield Damage(f"is damaged after {walk.seen} records: {walk.fault}; no record follows")
            return
        yield Damage(
            f"is damaged after {walk.seen} records: {walk.fault}; "
            f"reading went on {start - walk.place:,} bytes later"
        )
    yield Damage(f"is damaged in {_MOST_DAMAGES} places; the rest was not read")


class _Walk:
    """Through one stream, from place to place."""

    def __init__(self, stream: IO[bytes], size: int, limit: int) -> None:
        self._stream = stream
        self._size = size
        self._limit = limit
        self._packed = _block(stream, len(_GZIP)) == _GZIP
        self._tried = 0
        self.place = 0
        """Where the last record begins."""
        self.seen = 0
        self.fault: str | None = None

    def from_place(self, start: int) -> Iterator[Archived | Damage]:
        """Records from ``start`` until the end, or until a ``fault``."""
        self.fault, self.place = None, start
        held: Archived | None = None
        try:
            _seek(self._stream, start)
            for record in _iterated(self._stream):
                if held is not None:
                    yield held
                    held = None
                self.place = record.stream_pos
                self.seen += 1
                held = self._taken(record)
            self.fault = self.fault or self._unfinished(held)
        except _Unreadable as fault:
            self.fault = str(fault)
        if held is not None:
            yield held if self.fault is None else _doubted(held)

    def _taken(self, record: "WarcRecord") -> Archived | None:
        """What a record holds, if it may be a page."""
        if not self._packed and self.place + record.content_length > self._size:
            self.fault = "a record is said to be longer than the archive"
        kind = _KINDS.get((record.headers.get("WARC-Type") or "").strip().lower())
        if kind is None:
            return None
        altered = _altered(record, self._limit)
        with _told():
            record.parse_http()
        http = record.http_headers
        stated = record.http_content_type if http else record.headers.get("Content-Type")
        media_type = (stated or "").split(";")[0].strip().lower()
        body = _read(record, self._limit + 1) if _wanted(media_type) else b""
        return Archived(
            kind=kind,
            url=record.headers.get("WARC-Target-URI") or "",
            date=record.headers.get("WARC-Date") or "",
            status=http.status_code if http else None,
            headers=tuple((str(k), str(v)) for k, v in http) if http else (),
            media_type=media_type,
            body=body,
            short=_wanted(media_type) and len(body) < min(record.content_length, self._limit + 1),
            altered=altered,
        )

    def _unfinished(self, last: Archived | None) -> str | None:
        """What shows that the last record swallowed others, or breaks off."""
        if last is not None and last.short:
            return "the last record breaks off"
        return self._after_member() if self._packed else None

    def _after_member(self) -> str | None:
        """What is wrong after the last gzip member; nothing where all records are in one."""
        _seek(self._stream, self.place)
        packed = zlib.decompressobj(zlib.MAX_WBITS | 16)
        piece = _block(self._stream)
        if not piece.startswith(_GZIP):
            return None
        while piece and not packed.eof:
            try:
                packed.decompress(piece, _BLOCK)
            except zlib.error as fault:
                return str(fault)
            piece = packed.unconsumed_tail or packed.unused_data or _block(self._stream)
        if not packed.eof:
            return "the last record breaks off"
        return "what follows is no record" if piece.strip(b"\x00\r\n") else None

    def next_start(self) -> int | None:
        """Where the next record after this place begins, as far as can be seen."""
        begins = _GZIP_START if self._packed else _PLAIN_START
        try:
            _seek(self._stream, self.place + 1)
        except _Unreadable:
            return None
        at, block = self.place + 1, b""
        while piece := _block(self._stream):
            block += piece
            for found in begins.finditer(block):
                self._tried += 1
                if self._tried > _MOST_TRIED:
                    return None
                if not self._packed or _begins_record(
                    block[found.start() : found.start() + _OVERLAP]
                ):
                    return at + found.start()
            at += max(0, len(block) - _OVERLAP)
            block = block[-_OVERLAP:]
        return None


class _Unreadable(Exception):
    """fastwarc gave up."""


def _iterated(stream: IO[bytes]) -> Iterator["WarcRecord"]:
    from fastwarc.warc import ArchiveIterator

    with _told():
        found = iter(ArchiveIterator(stream, parse_http=False))
    while True:
        with _told():
            record = next(found, None)
        if record is None:
            return
        yield record


def _read(record: "WarcRecord", most: int) -> bytes:
    with _told():
        return bytes(record.reader.read(most))


def _altered(record: "WarcRecord", limit: int) -> bool:
    """Whether the record holds the digest of other bytes than its own; one longer than is read whole, or
    with a digest of another kind, is not looked at."""
    stated = record.headers.get("WARC-Block-Digest") or ""
    if record.content_length > limit + _HEAD or not _DIGEST.fullmatch(stated.strip()):
        return False
    with _told():
        return not record.verify_block_digest()


@contextmanager
def _told() -> Iterator[None]:
    """What fastwarc raises, as one error; also where its Rust side gives up in the midst of things,
    which is no ``Exception``."""
    try:
        yield
    except (OSError, EOFError, ValueError, RuntimeError, zlib.error, BadZipFile) as fault:
        raise _Unreadable(str(fault)) from fault
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":
            raise _Unreadable("the record cannot be made sense of") from None
        raise


def _wanted(media_type: str) -> bool:
    """Whether a record of that type may hold a page; one of none may."""
    return "html" in media_type or media_type in ("", "text/plain", "application/x-ndjson")


def _doubted(last: Archived) -> Archived:
    """The last record before a damage, without the records that it swallowed; ``short`` unless it
    shows that it is whole."""
    swallowed = _SWALLOWED.search(last.body)
    body = last.body[: swallowed.start()] if swallowed else last.body
    whole = swallowed is not None or not last.short
    return replace(last, body=body, short=not (whole and _looks_whole(last, body)))


def _looks_whole(record: Archived, body: bytes) -> bool:
    """As long as the host said, and with an end that shows where a page has one."""
    stated = {name.lower(): value.strip() for name, value in record.headers}
    end = body[-200:].strip().lower()
    ended = end.endswith((b"</html>", b"\r\n0")) or record.media_type == "text/plain"
    length = stated.get("content-length", "")
    if length.isdecimal():
        packed = stated.get("content-encoding", "identity").lower() != "identity"
        return length.lstrip("0") == str(len(body) or "") and (ended or packed)
    return ended


def _seek(stream: IO[bytes], place: int) -> None:
    with _told():
        stream.seek(place)


def _block(stream: IO[bytes], size: int = _BLOCK) -> bytes:
    """What comes next; nothing where nothing more can be read."""
    try:
        with _told():
            return stream.read(size)
    except _Unreadable:
        return b""


def _begins_record(packed: bytes) -> bool:
    """Whether a gzip member starts here that holds a record."""
    try:
        start = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, 8)
    except zlib.error:
        return False
    return start.startswith(b"WARC/1.")
