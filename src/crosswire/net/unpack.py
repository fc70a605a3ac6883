"""Content codings undone, no further than a page can be long: gzip, deflate, brotli."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from crosswire.errors import InputError

_PIECE = 65536
_RATIO = 250
"""A page packed by more than that is made to fill a memory; deflate itself ends at 1,032."""
_HARMLESS = 1_000_000
_MOST_CODINGS = 3
_SAME = {"", "identity", "none", "utf-8"}
"""Words of a Content-Encoding header that change nothing; the last is a mistake often made."""

Step = Callable[[Iterable[bytes]], Iterator[bytes]]


def unpacked(
    pieces: Iterable[bytes], codings: Sequence[str], *, most: int, cut: bool = False
) -> bytes:
    """The bytes that ``pieces`` pack; ``codings`` in the order in which they were applied.

    Bytes that are not packed as stated are taken as they are. Raises ``InputError``: "too-large"
    beyond ``most`` bytes (with ``cut`` the first of them are given back instead), "bomb", "damaged", or "coding" for one that crosswire does not read.
    """
    applied = [word for word in (coding.strip().lower() for coding in codings) if word not in _SAME]
    if len(applied) > _MOST_CODINGS:
        raise InputError(f"packed {len(applied)} times over, which no page is", kind="bomb")
    taken = [0]
    stream = _counted(pieces, taken)
    for word in reversed(applied):
        step = _STEPS.get(word)
        if step is None:
            raise InputError(
                f"packed as {word!r}; crosswire reads gzip, deflate, br", kind="coding"
            )
        stream = step(stream)
    kept = _gathered(stream, taken, most)
    if len(kept) > most and not cut:
        words = f"more than {most / 1e6:g} MB, which no article is; the rest was not read"
        raise InputError(words, kind="too-large")
    return kept[:most]


def _counted(pieces: Iterable[bytes], taken: list[int]) -> Iterator[bytes]:
    for piece in pieces:
        taken[0] += len(piece)
        yield piece


def _gathered(stream: Iterable[bytes], taken: list[int], most: int) -> bytes:
    """All of ``stream``, or a little more than ``most`` bytes of it."""
    kept = bytearray()
    for piece in stream:
        kept += piece
        if len(kept) > max(_HARMLESS, _RATIO * taken[0]):
            words = f"{taken[0]:,} bytes unpack to more than {len(kept):,}; the rest was not read"
            raise InputError(words, kind="bomb")
        if len(kept) > most:
            break
    return bytes(kept)


def _gzip(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """One gzip member after the other; what follows the last and is none is left."""
    start, rest = _begun(pieces)
    if not start.startswith(b"\x1f\x8b"):
        yield from rest
        return
    yield from _inflated(rest, zlib.MAX_WBITS | 16)


def _deflate(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """With the header that the standard asks for, or without it, as some servers send it."""
    start, rest = _begun(pieces)
    if len(start) > 1 and start[0] & 0x0F == 8 and int.from_bytes(start[:2], "big") % 31 == 0:
        yield from _inflated(rest, zlib.MAX_WBITS)
    elif start.lstrip()[:1] in b"<{":
        yield from rest
    else:
        yield from _inflated(rest, -zlib.MAX_WBITS)


def _begun(pieces: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, and all of them."""
    source = iter(pieces)
    start = b""
    for piece in source:
        start += piece
        if len(start) > 1:
            break
    return start, chain([start], source)


def _inflated(pieces: Iterable[bytes], window: int) -> Iterator[bytes]:
    packed = zlib.decompressobj(window)
    for piece in pieces:
        waiting = piece
        while waiting:
            if packed.eof:
                if not waiting.startswith(b"\x1f\x8b"):
                    return
                packed = zlib.decompressobj(window)
            yield _step(lambda: packed.decompress(waiting, _PIECE))  # noqa: B023  # called at once
            waiting = packed.unused_data if packed.eof else packed.unconsumed_tail
    yield _step(packed.flush)
    if not packed.eof:
        raise InputError("breaks off in the middle of packed bytes", kind="damaged")


def _step(inflate: Callable[[], bytes]) -> bytes:
    try:
        return inflate()
    except zlib.error as fault:
        raise InputError(f"damaged where it is packed: {fault}", kind="damaged") from fault


def _brotli(pieces: Iterable[bytes]) -> Iterator[bytes]:
    import brotli

    start, rest = _begun(pieces)
    if start.lstrip()[:1] == b"<":
        yield from rest
        return
    packed = brotli.Decompressor()
    for piece in rest:
        waiting = piece
        while True:
            try:
                yield packed.process(waiting, output_buffer_limit=_PIECE)
            except brotli.error as fault:
                raise InputError(f"damaged where it is packed: {fault}", kind="damaged") from fault
            waiting = b""
            if packed.is_finished() or packed.can_accept_more_data():
                break
    if not packed.is_finished():
        raise InputError("breaks off in the middle of packed bytes", kind="damaged")


_STEPS: dict[str, Step] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
}
