"""Bytes to text: encodings, and what is no text at all."""

import codecs
import re

from charset_normalizer import from_bytes

from crosswire.errors import InputError

_MAGIC = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a ZIP archive (or an office document)",
    b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite database",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"RIFF": "a sound or video file",
    b"ID3": "a sound file",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I
)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})


def decode(data: bytes, *, where: str) -> tuple[str, str]:
    """The text of ``data`` and the encoding it was read with; line ends become ``\\n``.

    A byte-order mark decides, then a page's own ``<meta charset>``, then UTF-8, then statistics.
    Text that is UTF-8 but for a few lines is read line by line, those lines as Windows-1252.
    Raises ``InputError`` (kind "binary" or "empty") for what is no text.
    """
    if not data.strip():
        raise InputError(f"{where} is empty; wanted a saved page or its text", kind="empty")
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(
                f"{where} is {what}; wanted a saved page (.html) or its text (.txt)", kind="binary"
            )
    text, encoding = _decode(data, where)
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _decode(data: bytes, where: str) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace"), encoding
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        if _looks_binary(data):
            raise InputError(
                f"{where} holds binary data, not text; save the page as HTML or text", kind="binary"
            ) from None
        return _decode_other(data)
    if _looks_binary(data):
        raise InputError(
            f"{where} holds control characters, not text; save the page as HTML or text",
            kind="binary",
        )
    return text, "utf-8"


def _looks_binary(data: bytes) -> bool:
    """More than one byte in 200 is a control character no text uses."""
    head = data[:65536]
    return len(head) - len(head.translate(None, _CONTROL)) > len(head) / 200


def _decode_other(data: bytes) -> tuple[str, str]:
    declared = _META_CHARSET.search(data[:4096])
    if declared:
        name = declared.group(1).decode("ascii")
        try:
            if codecs.lookup(name).name != "utf-8":
                return data.decode(name, errors="replace"), name.lower()
        except LookupError:
            pass  # a name nobody knows; go on as if the page had declared nothing
    lines = data.split(b"\n")
    broken = [k for k, line in enumerate(lines) if not _is_utf8(line)]
    wide = sum(any(byte > 127 for byte in line) for line in lines)
    if len(broken) < wide or len(broken) == 1:
        mended = [
            line.decode("cp1252" if k in set(broken) else "utf-8", errors="replace")
            for k, line in enumerate(lines)
        ]
        return "\n".join(mended), "utf-8 with windows-1252 lines"
    best = from_bytes(data[:200_000]).best()
    name = best.encoding if best else "cp1252"
    return data.decode(name, errors="replace"), name


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
