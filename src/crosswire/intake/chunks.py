"""Chunked transfer coding undone (RFC 9112, 7.1), for archives that keep it."""

import re

from crosswire.errors import InputError

_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(;[^\r\n]*)?\r?\n")


def dechunked(body: bytes) -> bytes:
    """The bytes that the chunks hold; ``body`` itself where it has none.

    Many archives keep the header and not the chunks. Raises ``InputError`` where chunks break off.
    """
    kept, at = bytearray(), 0
    while found := _SIZE.match(body, at):
        size = int(found.group(1), 16)
        if size == 0:
            return bytes(kept)
        start, end = found.end(), found.end() + size
        if end > len(body):
            break
        kept += body[start:end]
        at = end + (
            2 if body[end : end + 2] == b"\r\n" else 1 if body[end : end + 1] == b"\n" else 0
        )
    if at == 0 and not _begun(body):
        return body
    raise InputError("breaks off in the midst of its chunks", kind="damaged")


def _begun(body: bytes) -> bool:
    """True where a first chunk is there, though not to its end."""
    found = _SIZE.match(body)
    return found is not None and int(found.group(1), 16) > 0
