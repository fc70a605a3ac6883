"""The bytes of pages: each once, packed, and the text that comes of them."""

import codecs
import zlib
from collections.abc import Mapping
from typing import Any

from crosswire.records.article import Capture, Fetched, Payload

LEVEL = 6
"""Of zlib. Measured on saved pages (186 KB on average): level 6 leaves 20.0 % of the bytes in 2.8 ms
a page, level 4 21.0 % in 1.6 ms, level 9 19.8 % in 4.4 ms; reading a page takes ten times as long."""
_MENDED = "utf-8 with windows-1252 lines"
"""What ``intake`` calls UTF-8 with lines in another encoding."""


def payload_row(payload: Payload) -> dict[str, Any]:
    """The bytes, packed."""
    packed = zlib.compress(payload.content, LEVEL)
    return {"id": payload.id, "packed": packed, "size": len(payload.content)}


def payload_of(packed: bytes | None, media_type: str | None) -> Payload | None:
    """The bytes as they came; None: there were none, or they were erased."""
    if packed is None:
        return None
    return Payload(content=zlib.decompress(packed), media_type=media_type)


def decoded(content: bytes, encoding: str | None) -> str | None:
    """The text of these bytes, by the encoding a capture names; None for an encoding nobody knows.

    It may not be the capture's text, which may have been mended further: whoever adds a capture
    compares.
    """
    if encoding is None:
        return None
    try:
        text = _mended(content) if encoding == _MENDED else _whole(content, encoding)
    except (LookupError, ValueError):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


def is_decoded(capture: Capture) -> bool:
    """Whether the capture's text is what its bytes say, to the letter."""
    if capture.payload is None:
        return False
    return decoded(capture.payload.content, capture.encoding) == capture.content.content


def fetched_row(fetched: Fetched | None) -> Mapping[str, Any] | None:
    """How it was fetched, for JSON."""
    return None if fetched is None else fetched.model_dump(mode="json", exclude_defaults=True)


def _whole(content: bytes, encoding: str) -> str:
    return codecs.decode(content, encoding, "replace")


def _mended(content: bytes) -> str:
    return "\n".join(_line(line) for line in content.split(b"\n"))


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")
