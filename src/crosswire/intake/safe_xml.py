"""XML from strangers: nothing is resolved, nothing is fetched, and what declares entities is refused."""

import codecs
import gzip
import re
import zlib
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING

from crosswire.errors import InputError
from crosswire.intake.decode import decode_somehow, encoding_named

if TYPE_CHECKING:
    from lxml.etree import _Element

UNPACKED = 60_000_000
"""Bytes of a packed sitemap, unpacked: sitemaps.org allows 50 MB."""
_ELEMENT = re.compile(rb"<(?:\w+:)?([A-Za-z]\w*)")
_SKIPPED = ((b"<!--", b"-->"), (b"<?", b"?>"))
_DECLARATION = re.compile(rb"<!(?:[^\"'<>\[]|\"[^\"]*\"|'[^']*')*+")
_HALF = re.compile(rb"&#(?:0*(5[5-7]\d{3})|[xX]0*([dD][89a-fA-F][0-9a-fA-F]{2}))(?![0-9a-fA-F]);?")
"""The number of half a character, or one that looks so."""
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_NAMED = re.compile(rb"^\s*<\?xml[^>]*\bencoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", re.I)


def unpacked(body: bytes, where: str) -> bytes:
    """The bytes, out of gzip where they are in it; raises ``InputError`` beyond ``UNPACKED``."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        with gzip.open(BytesIO(body)) as stream:
            data = stream.read(UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as fault:
        raise InputError(f"{where} is a damaged gzip file: {fault}", kind="damaged") from fault
    if len(data) > UNPACKED:
        raise InputError(
            f"{where} unpacks to more than {UNPACKED // 1_000_000} MB, which no list does",
            kind="too-large",
        )
    return data


def narrow(body: bytes) -> bytes:
    """XML in UTF-16 or UTF-32 as UTF-8, so that what stands at its head can be looked at."""
    for bom, encoding in _WIDE:
        if body.startswith(bom):
            return _DECLARED.sub("", body.decode(encoding, errors="replace")).encode()
    return body.removeprefix(codecs.BOM_UTF8)


def in_utf8(body: bytes, stated: str | None = None) -> bytes:
    """The bytes in UTF-8: what is, stays, whatever is said of it; else as declared, as ``stated``, or as
    pages are read.

    Readers of XML are left nothing to guess: feedparser would ask chardet where that is installed, which
    goes back over a long line from each of its letters; libxml2 hands on what is no UTF-8.
    """
    declared = _NAMED.search(body[:200])
    for name in ("utf-8", declared[1].decode() if declared else None, stated):
        known = "utf-8" if name == "utf-8" else encoding_named(name or "")
        with suppress(UnicodeDecodeError):
            if known is not None:
                return body.decode(known).encode()
    return decode_somehow(body, stated)[0].encode()


def _prolog(body: bytes) -> tuple[str, bool]:
    """The name of the first element, and whether entities are declared before it.

    One step through the bytes, whatever they are: what stands in comments, and in quotation marks
    within declarations, is passed over, so that nothing hides behind an element that is none.
    """
    at, entities = body.find(b"<"), False
    while at != -1:
        if (
            ends := next((end for start, end in _SKIPPED if body.startswith(start, at)), None)
        ) is not None:
            closed = body.find(ends, at)
            at = len(body) if closed == -1 else closed
        elif body.startswith(b"<!", at):
            entities = entities or body[at + 2 : at + 8].upper() == b"ENTITY"
            if declared := _DECLARATION.match(body, at):
                at = declared.end() - 1
        elif found := _ELEMENT.match(body, at):
            return found.group(1).decode("ascii").lower(), entities
        at = body.find(b"<", at + 1)
    return "", entities


def root_name(body: bytes) -> str:
    """The name of the first element, in small letters, without its prefix; empty: there is none."""
    return _prolog(body)[0]


def refuse_entities(body: bytes, where: str) -> None:
    """Raises ``InputError`` for a document that declares entities: a few of them make gigabytes.

    A plain document type, as old RSS has it, is no harm: nobody reads what it points to.
    """
    if _prolog(body)[1]:
        raise InputError(
            f"{where} declares entities (<!ENTITY …>), which feeds and lists do not need and bombs "
            "are made of; it was not read",
            kind="entities",
        )


def tree_of(body: bytes, where: str) -> "tuple[_Element, str]":
    """The root, and what was wrong with the rest ("" : nothing); what can be read is read.

    Raises ``InputError`` where nothing can.
    """
    from lxml import etree

    refuse_entities(body, where)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(_HALF.sub(_no_half, in_utf8(body)), parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise InputError(f"{where} is no XML: {fault}", kind="damaged") from fault
    if root is None:
        raise InputError(f"{where} is no XML: nothing in it can be read", kind="damaged")
    faults = [entry for entry in parser.error_log if entry.level >= etree.ErrorLevels.ERROR]
    if not faults:
        return root, ""
    return root, f"{where} is damaged at line {faults[0].line}: {faults[0].message}"


def _no_half(number: re.Match[bytes]) -> bytes:
    """libxml2, where it mends, makes of such a number bytes that nothing can read."""
    value = int(number[1]) if number[1] else int(number[2], 16)
    return "\ufffd".encode() if 0xD800 <= value < 0xE000 else number[0]


def local(element: "_Element") -> str:
    """The element's name in small letters, without its namespace."""
    return str(element.tag).rpartition("}")[2].lower()
