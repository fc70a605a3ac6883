"""Sound documents made unsound: cut, spoilt, doubled, in other encodings; the same for a seed."""

from collections.abc import Iterator
from random import Random

ODD = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"&#xD800;", b"&#0;", b"&nbsp;", b"]]>",
    b"<![CDATA[", b"<!--", b"-->", b"<?xml", b"<!DOCTYPE x [", b"<!ENTITY a 'b'>", b"&a;", b"<", b">",
    b'"', b"'", b"\\u0000", b"\\ud800", b"{", b"[", b"]", b"1e999", b"-0", b"null", b"9" * 400,
    "\u202e\u0000\u2028".encode(), b"\r\n\r\n", b" " * 5000, b"<item>" * 40, b"a" * 70_000,
    b"9999-99-99T99:99:99Z", b"0001-01-01T00:00:00+14:00", b"http://[", b"javascript:x", b"//", b"\x85",
)  # fmt: skip
"""Pieces that readers have stumbled over."""
_ENCODINGS = ("utf-16", "utf-32", "utf-16-le", "cp1252", "utf-7", "cp037")


def cuts(data: bytes, step: int = 1) -> Iterator[tuple[str, bytes]]:
    """The document broken off at every ``step``-th byte."""
    for at in range(0, len(data), step):
        yield f"cut at {at}", data[:at]


def encoded(text: str) -> Iterator[tuple[str, bytes]]:
    """The document in encodings that it does not name."""
    for name in _ENCODINGS:
        yield name, text.encode(name, "replace")


def spoilt(data: bytes, number: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """``number`` documents in each of which a few places were spoilt."""
    for n in range(number):
        random = Random(f"{seed}/{n}")
        made = bytearray(data)
        for _ in range(random.randint(1, 6)):
            _spoil(made, random)
        yield f"spoilt {seed}/{n}", bytes(made)


def _spoil(made: bytearray, random: Random) -> None:
    at = random.randrange(len(made) + 1)
    to = min(len(made), at + random.randint(1, 60))
    match random.randrange(5):
        case 0:
            made[at:to] = b""
        case 1:
            made[at:at] = random.choice(ODD)
        case 2:
            made[at:to] = random.randbytes(to - at)
        case 3:
            made[at:at] = made[random.randrange(len(made) + 1) :][: random.randint(1, 400)]
        case _:
            made[at:to] = random.choice(ODD)
