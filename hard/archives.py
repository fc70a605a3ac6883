"""Web archives damaged at every boundary between two records: what is sound comes whole, or not at all."""

import gzip
import hashlib
import zipfile
from base64 import b32encode
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise, product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from crosswire.intake.archive import archived_pages
from crosswire.records.article import Capture
from hard.rows import How, Row
from hard.trial import Trials, Wrong

_LIMIT = 1_000_000
_HOST = "https://courier.example/"


class Kind(NamedTuple):
    """How an archive is written."""

    name: str
    packed: bool
    """A gzip member a record."""
    lengths: bool
    """The hosts said how long each page is."""
    digests: bool = False
    """Each record holds the digest of its block."""
    ending: str = ".warc"


KINDS = (
    Kind("plain WARC", False, True), Kind("plain WARC, pages of no stated length", False, False),
    Kind("plain WARC with digests", False, True, digests=True),
    Kind("packed WARC", True, True, ending=".warc.gz"),
    Kind("packed WARC, pages of no stated length", True, False, ending=".warc.gz"),
    Kind("WACZ", True, True, ending=".wacz"),
)  # fmt: skip


class Damaged(NamedTuple):
    """An archive, and which of its records lie beside the damage."""

    name: str
    data: bytes
    beside: frozenset[int]
    lost_after: int
    """From this record on nothing need come: the archive ends before it."""
    inside: bool = False
    """Bytes of a page were changed, which nothing but a digest can tell."""


def run(how: How) -> list[Row]:
    """Of every record that no damage touches comes the page; no page comes other than it was."""
    with TemporaryDirectory() as folder:
        rows = [_kind(kind, how, Path(folder)) for kind in KINDS]
        return rows + [_flips(kind, how, Path(folder)) for kind in (KINDS[2], KINDS[3])]


def _kind(kind: Kind, how: How, folder: Path) -> Row:
    records = [_record(n, kind) for n in range(12 if how.long else 5)]
    with Trials(f"{kind.name}, damaged at every boundary of {len(records)} records") as trials:
        for one in _damages([packed for packed, _ in records], kind, how):
            pages = {f"{_HOST}{n}": page for n, (_, page) in enumerate(records)}
            trials.one(one.name, lambda o=one, p=pages: _read(o, kind, p, folder))  # type: ignore[misc]
        return trials.row()


def _flips(kind: Kind, how: How, folder: Path) -> Row:
    """Each byte of a record changed in turn, without its WARC head, which no checksum speaks for."""
    records = [_record(n, kind) for n in range(3)]
    first, second, third = (data for data, _ in records)
    begin = 0 if kind.packed else second.index(b"\r\n\r\n") + 4
    pages = {f"{_HOST}{n}": page for n, (_, page) in enumerate(records)}
    with Trials(f"{kind.name}, one byte changed") as trials:
        for at in range(begin, len(second), 1 if how.long else 17):
            spoilt = second[:at] + bytes([second[at] ^ 0x20]) + second[at + 1 :]
            one = Damaged(f"byte {at}", first + spoilt + third, frozenset((1, 2)), len(records))
            trials.one(one.name, lambda o=one: _read(o, kind, pages, folder))  # type: ignore[misc]
        return trials.row()


def _record(number: int, kind: Kind) -> tuple[bytes, str]:
    """A record, and the page in it."""
    random = Random(number)
    words = " ".join(
        random.choice(("ferry", "quay", "tide", "harbour", "pilot")) for _ in range(20 * number + 9)
    )
    page = f"<!doctype html><title>Page {number}</title><p>{words}, page {number}.</p></html>"
    length = f"Content-Length: {len(page)}\r\n" if kind.lengths else ""
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{length}\r\n{page}".encode()
    digest = b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()
    stated = f"WARC-Block-Digest: sha1:{digest}\r\n" if kind.digests else ""
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {_HOST}{number}\r\n"
        f"WARC-Date: 2031-05-08T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n{stated}"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    whole = head.encode() + block + b"\r\n\r\n"
    return (gzip.compress(whole, mtime=0) if kind.packed else whole), page


def _damages(records: list[bytes], kind: Kind, how: How) -> Iterator[Damaged]:
    """Each boundary spoilt in each way."""
    data, at = b"".join(records), 0
    ends = [at := at + len(one) for one in records]
    none = frozenset[int]()
    yield Damaged("sound", data, none, len(records))
    random = Random(1)
    for (number, end), size in product(enumerate(ends), (1, 2, 4, 9, 30) if how.long else (1, 9)):
        two = frozenset((number, number + 1))
        for back in (0, size // 2, size):
            start, inside = max(0, end - back), back > 4 and not (kind.digests or kind.packed)
            for name, filler in (("zeros", bytes(size)), ("ones", b"\xff" * size), ("noise", random.randbytes(size)),
                                 ("line ends", b"\r\n" * (size // 2 + 1))):  # fmt: skip
                spoilt = data[:start] + filler[:size] + data[start + size :]
                yield Damaged(
                    f"{name} {size} at {number}-{back}", spoilt, two, len(records), inside
                )
            yield Damaged(
                f"removed {size} at {number}-{back}",
                data[:start] + data[start + size :],
                two,
                len(records),
            )
            junk = data[:start] + random.randbytes(size * 7) + data[start:]
            yield Damaged(f"inserted {size * 7} at {number}-{back}", junk, two, len(records))
            yield Damaged(f"cut {back} before {number}", data[:start], two, number + 1)
    for number, (start, end) in enumerate(pairwise((0, *ends))):
        spoilt = (
            data[:start] + data[start:end].replace(b"Content-Length", b"Content-Width") + data[end:]
        )
        yield Damaged(
            f"no length in {number}", spoilt, frozenset((number, number + 1)), len(records)
        )


def _read(one: Damaged, kind: Kind, pages: dict[str, str], folder: Path) -> str:
    file = folder / f"a{kind.ending}"
    file.write_bytes(_zipped(one.data) if kind.ending == ".wacz" else one.data)
    came, told = set(), 0
    for found in archived_pages(file, _LIMIT):
        if not isinstance(found, Capture):
            told += 1
            continue
        if found.content.content not in pages.values():
            if one.inside and found.url in {f"{_HOST}{n}" for n in one.beside}:
                return "bytes of a page changed that only a digest could tell of"
            raise Wrong(
                f"a page that was never there: {found.url}: {found.content.content[-300:]!r}"
            )
        came.add(found.url)
    wanted = {
        url for n, url in enumerate(pages) if n not in one.beside and n < one.lost_after
    }  # fmt: skip
    if lost := wanted - came:
        raise Wrong(f"sound records were lost: {sorted(lost)}, {told} failures told")
    missing = {url for n, url in enumerate(pages) if n < one.lost_after} - came
    if not missing:
        return "every page read, damage or not"
    if not told:
        raise Wrong(f"{sorted(missing)} are missing and nobody was told")
    return "the damage told, every other page read"


def _zipped(data: bytes) -> bytes:
    """A WACZ around it; its own checksum is of the damaged archive: a zip of one member that was written
    damaged is sound as a zip."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bundle:
        bundle.writestr("archive/data.warc.gz", data)
    return out.getvalue()
