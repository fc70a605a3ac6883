"""Compression bombs, and packed bytes that break off."""

import gzip
import io
import re
import resource
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, product
from pathlib import Path
from tempfile import TemporaryDirectory

import brotli
import pyarrow

from crosswire.errors import InputError
from crosswire.intake.decode import decode
from crosswire.intake.files import read_paths
from crosswire.intake.safe_xml import UNPACKED
from crosswire.intake.safe_xml import unpacked as unpacked_list
from crosswire.net.unpack import unpacked
from crosswire.records.failure import Failure
from hard.rows import How, Row
from hard.trial import Trials, Wrong

_MOST = 15_000_000
_PAGE = (
    "<!doctype html><title>Ferry</title>" + "<p>The ferry ran aground on Tuesday.</p>" * 40
).encode()
_GROWN = 250
"""Megabytes that memory may grow by while gigabytes are packed and refused."""
_PIECE = bytes(1 << 20)
_UNITS = {"zeros": b"\0", "letters": b"a", "markup": b"<p>The ferry</p>\n"}


def run(how: How) -> list[Row]:
    """Refused before they fill a memory; what breaks off is never taken for whole."""
    before = _peak()
    megabytes = 1_000 if how.long else 20
    with TemporaryDirectory() as folder:
        rows = [_answers(megabytes), _files(megabytes, Path(folder)), *map(_cut, _CODINGS)]
    grown = _peak() - before
    rows.append(Row(
        tried="memory that this process took more, at most", number=1,
        happened=f"{'less than' if grown <= _GROWN else 'more than'} {_GROWN} MB",
        wrong=int(grown > _GROWN),
    ))  # fmt: skip
    return rows


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _many(unit: bytes, megabytes: int) -> Iterator[bytes]:
    piece = unit * ((1 << 20) // len(unit))
    for _ in range(megabytes):
        yield piece


def _zlib(window: int) -> Callable[[Iterator[bytes]], bytes]:
    def packed(pieces: Iterator[bytes]) -> bytes:
        squeeze = zlib.compressobj(9, zlib.DEFLATED, window)
        return b"".join([*map(squeeze.compress, pieces), squeeze.flush()])

    return packed


def _br(pieces: Iterator[bytes]) -> bytes:
    squeeze = brotli.Compressor(quality=5)
    return b"".join([*map(squeeze.process, pieces), squeeze.finish()])


def _zstd(pieces: Iterator[bytes]) -> bytes:
    out = io.BytesIO()
    with pyarrow.CompressedOutputStream(out, "zstd") as squeeze:
        for piece in pieces:
            squeeze.write(piece)
        squeeze.flush()
        return out.getvalue()


_CODINGS: dict[str, Callable[[Iterator[bytes]], bytes]] = {
    "gzip": _zlib(zlib.MAX_WBITS | 16), "deflate": _zlib(zlib.MAX_WBITS),
    "raw deflate": _zlib(-zlib.MAX_WBITS), "br": _br, "zstd": _zstd,
}  # fmt: skip


def _word(coding: str) -> str:
    """As a header names it."""
    return coding.rpartition(" ")[2]


def _answers(megabytes: int) -> Row:
    """As a host sends them."""
    with Trials(
        f"answers of {megabytes} MB, packed once, twice and three times", stall=20
    ) as trials:
        for (name, unit), (coding, pack) in product(_UNITS.items(), _CODINGS.items()):
            packed = pack(_many(unit, megabytes))
            for times in (1, 2, 3):
                codings = [_word(coding)] * times
                trials.one(
                    f"{name} {coding} {times}",
                    partial(_refused, partial(unpacked, [packed], codings, most=_MOST)),
                )
                packed = pack(iter([packed]))
        many = ["gzip"] * 40
        trials.one("forty codings", lambda: _refused(lambda: unpacked([b"x"], many, most=_MOST)))
        return trials.row()


def _refused(act: Callable[[], bytes]) -> str:
    try:
        came = act()
    except InputError as refused:
        return f"refused ({refused.kind})"
    if len(came) > 1_000_000:
        raise Wrong(f"{len(came):,} bytes came of it")
    return "taken as it came, packed"


def _files(megabytes: int, folder: Path) -> Row:
    """As files and archives."""
    with Trials(f"files and archives that unpack to {megabytes} MB and more", stall=30) as trials:
        for name, unit in _UNITS.items():
            packed = _CODINGS["gzip"](_many(unit, megabytes))
            for ending in (".html.gz", ".txt.gz", ".jsonl.gz", ".warc.gz"):
                file = folder / f"{name}{ending}"
                file.write_bytes(packed)
                trials.one(file.name, partial(_told, file))
            if megabytes * 1_000_000 > UNPACKED:
                listed = partial(unpacked_list, packed, "list")
                trials.one(f"list of {name}", partial(_refused, listed))
            for kind, make in _ARCHIVES.items():
                for coding, pack in _CODINGS.items():
                    file = folder / f"{name}-{coding}-{kind}"
                    file.write_bytes(make(pack(_many(unit, megabytes)), _word(coding)))
                    trials.one(file.name, partial(_told, file))
                    file.unlink()
        for file in (_wacz(folder, megabytes), _overlapping(folder), _zst(folder, megabytes)):
            trials.one(file.name, partial(_told, file))
        return trials.row()


def _told(file: Path) -> str:
    found = list(read_paths([str(file)], max_megabytes=20))
    if any(not isinstance(one, Failure) for one in found):
        raise Wrong(f"something was read of it: {found[0]!r:.200}")
    if not found:
        raise Wrong("nobody was told that nothing was read")
    return f"refused ({', '.join(sorted({one.kind for one in found if isinstance(one, Failure)}))})"


def record(body: bytes, *lines: str) -> bytes:
    """A record of a web archive that holds a page as it was sent."""
    head = "".join(f"{line}\r\n" for line in ("Content-Type: text/html", *lines))
    block = f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + body
    return (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/1\r\n"
        "WARC-Date: 2031-05-08T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    ).encode() + (block + b"\r\n\r\n")


_ARCHIVES: dict[str, Callable[[bytes, str], bytes]] = {
    "sent.warc": lambda packed, coding: record(packed, f"Content-Encoding: {coding}"),
    "sent-chunked.warc": lambda packed, coding: record(
        b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed), f"Content-Encoding: {coding}",
        "Transfer-Encoding: chunked",
    ),
    "whole.warc.gz": lambda packed, coding: gzip.compress(record(packed, f"Content-Encoding: {coding}")),
}  # fmt: skip


def _wacz(folder: Path, megabytes: int) -> Path:
    file = folder / "bomb.wacz"
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle,
        bundle.open("archive/a.warc", "w", force_zip64=True) as member,
    ):
        for _ in range(megabytes):
            member.write(_PIECE)
    return file


def _overlapping(folder: Path) -> Path:
    """A thousand members that are all the same bytes of the archive (D. Fifield, "A better zip bomb")."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        with bundle.open("archive/0.warc", "w") as member:
            for _ in range(20):
                member.write(_PIECE)
        kernel = bundle.infolist()[0]
        for number in range(1, 1000):
            again = zipfile.ZipInfo(f"archive/{number:04}.warc")
            for field in (
                "compress_type",
                "CRC",
                "compress_size",
                "file_size",
                "header_offset",
                "flag_bits",
            ):
                setattr(again, field, getattr(kernel, field))
            bundle.filelist.append(again)
    file = folder / "overlapping.wacz"
    file.write_bytes(out.getvalue())
    return file


def _zst(folder: Path, megabytes: int) -> Path:
    """zstd under the name of gzip: a reader that looks at the bytes may unpack it all the same."""
    file = folder / "zstd.warc.gz"
    head = record(b"").removesuffix(b"\r\n\r\n")
    length = int(re.findall(rb"Content-Length: (\d+)", head)[0]) + megabytes * len(_PIECE)
    head = re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % length, head)
    file.write_bytes(_zstd(chain([head], _many(b"a", megabytes), [b"\r\n\r\n"])))
    return file


def _cut(coding: str) -> Row:
    """A sound page, packed and broken off at every byte."""
    packed = _CODINGS[coding](iter([_PAGE]))
    with Trials(f"a page packed by {coding}, broken off at every byte") as trials:
        for at in range(len(packed)):
            trials.one(f"{coding} {at}", partial(_whole_or_none, packed[:at], coding))
        return trials.row()


def _whole_or_none(packed: bytes, coding: str) -> str:
    body = unpacked([packed], [_word(coding)], most=_MOST)
    text, _ = decode(body, where="page")  # raises for what is no text
    if text.encode() != _PAGE:
        raise Wrong(f"{len(text):,} of {len(_PAGE):,} characters were taken for the page")
    return "read whole"
