"""Bytes to text: encodings, and what is no text at all."""

import codecs
import re

from charset_normalizer import from_bytes

from crosswire.errors import InputError
from crosswire.net.content import magic

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


# What browsers read where a page names the first: its makers meant the wider one (WHATWG Encoding).
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_OF_PAGES = re.compile(
    r"ascii|tis-620|hz|johab|(iso8859-|cp|koi8-|mac-|gb|big5|euc_|shift_jis|iso2022_)\w*"
)
_HALF = re.compile("[\ud800-\udfff]")
_TOO_MUCH_LOST = 0.02
"""A larger share of characters that an encoding does not know shows that it is another one."""


def decode(data: bytes, *, where: str, stated: str | None = None) -> tuple[str, str]:
    """The text of ``data`` and the encoding it was read with; line ends become ``\\n``.

    A byte-order mark decides, then UTF-8, where it fits; then what the sender ``stated``, then the
    page's own ``<meta charset>``, each unless it turns out to lie; then statistics. Text that is
    UTF-8 but for a few lines is read line by line, those lines as Windows-1252. A stray NUL becomes
    U+FFFD, as in a browser. Raises ``InputError`` (kind "binary" or "empty") for what is no text.
    """
    if not data.strip():
        raise InputError(f"{where} is empty; wanted a saved page or its text", kind="empty")
    if what := magic(data):
        raise InputError(
            f"{where} is {what}; wanted a saved page (.html) or its text (.txt)", kind="binary"
        )
    text, encoding = _decode(data, where, stated)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd"), encoding


def sound(words: str) -> str:
    """``words`` with U+FFFD for every half of a character: JSON and the names of files may hold them,
    and nothing can keep or show them."""
    return _HALF.sub("\ufffd", words)


def _decode(data: bytes, where: str, stated: str | None) -> tuple[str, str]:
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None) or _wide(data)
    if encoding:
        return data.decode(encoding, errors="replace"), encoding
    if _looks_binary(data):
        raise InputError(
            f"{where} holds binary data, not text; save the page as HTML or text", kind="binary"
        )
    if b"\x1b$" in data and (found := _as_said(data, stated)):
        return found  # ISO-2022, which is written in ASCII and so would pass for UTF-8
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return decode_somehow(data, stated)


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of markup is a NUL."""
    head = data[:400]
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if (
            len(head) >= 8
            and head[start::2].count(0) > 0.4 * len(head)
            and not head[1 - start :: 2].count(0)
        ):
            return name
    return None


def _looks_binary(data: bytes) -> bool:
    """More than one byte in 200 is a control character no text uses."""
    head = data[:65536]
    return len(head) - len(head.translate(None, _CONTROL)) > len(head) / 200


def decode_somehow(data: bytes, stated: str | None) -> tuple[str, str]:
    """Text and encoding of what is no UTF-8, whatever it is: as ``stated``, line by line, or by
    statistics."""
    if found := _as_said(data, stated):
        return found
    lines = data.split(b"\n")
    broken = {k for k, line in enumerate(lines) if not _is_utf8(line)}
    wide = sum(not line.isascii() for line in lines)
    if len(broken) < wide or len(broken) == 1:
        mended = [
            line.decode("cp1252" if k in broken else "utf-8", errors="replace")
            for k, line in enumerate(lines)
        ]
        return "\n".join(mended), "utf-8 with windows-1252 lines"
    best = from_bytes(data[:200_000]).best()
    name = best.encoding if best else "cp1252"
    return data.decode(name, errors="replace"), name


def _as_said(data: bytes, stated: str | None) -> tuple[str, str] | None:
    """The text by what its sender ``stated``, or by its own word; None where neither is true."""
    declared = _META_CHARSET.search(data[:4096])
    for name in (stated, declared.group(1).decode("ascii") if declared else None):
        if name and (chosen := encoding_named(name)):
            text = data.decode(chosen, errors="replace")
            if text.count("\ufffd") <= _TOO_MUCH_LOST * len(text):
                return text, chosen
    return None


def encoding_named(name: str) -> str | None:
    """The encoding to read with where a page names this one; None for UTF-8, which was tried, and
    for whatever else no page is in."""
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return None
    if not _OF_PAGES.fullmatch(known):
        return None
    return _MEANT.get(known, name.lower())


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
