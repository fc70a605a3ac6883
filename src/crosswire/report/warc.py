"""Captures as a web archive: WARC 1.1 (ISO 28500:2017), one compressed member a record.

What was fetched is a ``response`` with the head of its answer, what was saved or pasted a
``resource``, an article line a ``resource`` of one line of JSON. A ``metadata`` record beside each
says which article and revision it became. Ids come from the store's, dates are when a capture was
seen: the same captures make the same file, byte for byte.
"""

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, Protocol
from urllib.parse import quote

from crosswire import __version__
from crosswire.records.article import Capture, Fetched

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

LINES = "application/x-ndjson"
_SENT_AS = ("content-encoding", "transfer-encoding", "content-length")
"""Headers that speak of how the bytes came over the wire; the archive has them unpacked."""
_ORIGINAL = "X-Crosswire-Original-"
_REASONS = {200: "OK", 203: "Non-Authoritative Information"}


class Told(Protocol):
    """A capture with what the store knows of it."""

    @property
    def id(self) -> str: ...
    @property
    def article(self) -> str: ...
    @property
    def revision(self) -> str: ...
    @property
    def outlet(self) -> str | None: ...
    @property
    def seen_at(self) -> str: ...
    @property
    def capture(self) -> Capture: ...


class Sink(Protocol):
    """What an archive is written to."""

    def write(self, data: bytes, /) -> int: ...
    def flush(self) -> None: ...


class Part(NamedTuple):
    """A record to be written."""

    kind: str
    key: str
    """What its id is derived from."""
    date: str
    content_type: str
    body: bytes
    target: str | None = None
    about: str | None = None
    """The key of the record it speaks of."""
    payload: bytes | None = None
    """The page within the answer, where ``body`` has a head before it."""


class Written(NamedTuple):
    """What an archive holds."""

    pages: int
    """Responses and resources."""
    erased: int
    """Captures whose words and bytes were erased; each has its metadata alone."""
    bytes: int


Noted = Callable[[Part, int, int], None]
"""Told of each record, where its member begins in the file and how many bytes it has."""


def write_warc(stream: Sink, captures: Iterable[Told], noted: Noted | None = None) -> Written:
    """Write captures, one held at a time."""
    from fastwarc.stream_io import GzipWriter

    pages, erased, size = 0, 0, 0
    out = _Counting(stream)
    for part in _parts(captures):
        record, begun = _record(part), out.size
        payload = part.payload
        digest = hashlib.sha1(payload, usedforsecurity=False).digest() if payload else None
        member = GzipWriter(out)
        record.write(member, checksum_data=True, payload_digest=digest)
        member.close()
        if noted is not None:
            noted(part, begun, out.size - begun)
        pages += part.kind in ("response", "resource")
        erased += part.kind == "metadata" and part.about is None
    size = out.size
    return Written(pages, erased, size)


class _Counting:
    """A stream that fastwarc may close after each member."""

    def __init__(self, stream: Sink) -> None:
        self._stream = stream
        self.size = 0

    def write(self, data: bytes) -> int:
        """Pass on."""
        self.size += len(data)
        return self._stream.write(data)

    def flush(self) -> None:
        """Pass on."""
        self._stream.flush()

    def close(self) -> None:
        """The archive goes on after a member."""


def _parts(captures: Iterable[Told]) -> Iterator[Part]:
    begun = False
    for told in captures:
        if not begun:
            yield _info(told)
            begun = True
        page = _page(told)
        if page is not None:
            yield page
        yield _metadata(told, page)
    if not begun:
        yield Part("warcinfo", "nothing", "1970-01-01T00:00:00Z", "application/warc-fields",
                   _FIELDS)  # fmt: skip


_FIELDS = (
    f"software: crosswire/{__version__}\r\nformat: WARC File Format 1.1\r\n"
    "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
).encode()


def _info(first: Told) -> Part:
    key = f"info {first.id}"
    return Part("warcinfo", key, first.seen_at, "application/warc-fields", _FIELDS)


def _page(told: Told) -> Part | None:
    """The page itself; None: it was erased."""
    capture = told.capture
    if capture.medium == "line":
        return _line(told) if capture.content.content or capture.title else None
    body = _bytes(capture)
    if not body:
        return None
    target = _target(told)
    if capture.fetched is not None:
        head = answer_head(capture.fetched, len(body))
        kind = "application/http; msgtype=response"
        return Part("response", told.id, told.seen_at, kind, head + body, target, payload=body)
    return Part("resource", told.id, told.seen_at, _type(capture), body, target)


def _bytes(capture: Capture) -> bytes:
    """As they came; a text that came without bytes as UTF-8, half of a character as its three bytes."""
    if capture.payload is not None:
        return capture.payload.content
    return capture.content.content.encode("utf-8", "surrogatepass")


def _type(capture: Capture) -> str:
    if capture.payload is None:
        return f"{'text/html' if capture.medium == 'html' else 'text/plain'}; charset=utf-8"
    stated = capture.payload.media_type
    return stated or ("text/html" if capture.medium == "html" else "text/plain")


def _target(told: Told) -> str:
    capture = told.capture
    url = capture.fetched.final_url if capture.fetched is not None else capture.url
    return target_of(url, capture.name, capture.medium)


def target_of(url: str | None, name: str, medium: str) -> str:
    """The address that answered; of what has none, a file's by its name."""
    if url:
        return _sound(url)
    ending = {"html": ".html", "text": ".txt", "line": ""}[medium]
    return f"file:///{quote(name, safe='')}{ending}"


def _sound(url: str) -> str:
    """An address without what ends a header's line."""
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~-._") or "urn:crosswire:no-address"


def _line(told: Told) -> Part:
    capture = told.capture
    stated = {"id": capture.name, "text": capture.content.content, "title": capture.title,
              "outlet": capture.outlet, "url": capture.url, "published": capture.published,
              "story": capture.story}  # fmt: skip
    known = {name: value for name, value in stated.items() if value is not None}
    body = (json.dumps(known) + "\n").encode("ascii")
    return Part("resource", told.id, told.seen_at, LINES, body, _target(told))


def _metadata(told: Told, page: Part | None) -> Part:
    capture = told.capture
    erased = getattr(told, "erased", None)
    words = erased.words if erased else None if page else "its bytes were erased for their age"
    known = {
        "capture": told.id, "article": told.article, "revision": told.revision,
        "outlet": told.outlet, "name": capture.name, "medium": capture.medium,
        "encoding": capture.encoding, "origin": capture.origin, "seen_at": told.seen_at,
        "erased": words,
    }  # fmt: skip
    body = json.dumps({name: value for name, value in known.items() if value is not None})
    return Part("metadata", f"metadata {told.id}", told.seen_at, "application/json",
                body.encode("ascii"), _target(told), about=told.id if page else None)  # fmt: skip


def answer_head(fetched: Fetched, length: int) -> bytes:
    """The head of an answer; what spoke of the wire is kept under a name of ours."""
    reason = _REASONS.get(fetched.status, "")
    lines = [f"HTTP/1.1 {fetched.status} {reason}".rstrip()]
    for name, value in fetched.headers:
        wire = name.lower() in _SENT_AS
        lines.append(f"{_ORIGINAL * wire}{_one_line(name)}: {_one_line(value)}")
    lines.append(f"Content-Length: {length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")


def _one_line(words: str) -> str:
    return " ".join(words.split("\r\n")).replace("\n", " ").replace("\r", " ")


def _record(part: Part) -> "WarcRecord":
    from fastwarc.warc import WarcRecord, WarcRecordType

    record = WarcRecord()
    record.init_headers(record_type=getattr(WarcRecordType, part.kind), record_urn=_urn(part.key))
    headers = record.headers
    headers.status_line = "WARC/1.1"
    headers["WARC-Date"] = part.date
    headers["Content-Type"] = part.content_type
    if part.target is not None:
        headers["WARC-Target-URI"] = part.target
    if part.about is not None:
        headers["WARC-Refers-To"] = f"<urn:{_urn(part.about).decode()}>"
    record.set_bytes_content(part.body)
    return record


def _urn(key: str) -> bytes:
    """An id without its ``urn:``, which fastwarc writes."""
    return f"uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'crosswire:{key}')}".encode()
