"""Words as the database holds them: any text Python can hold."""

import re
from typing import Any

from sqlalchemy import Dialect, String
from sqlalchemy.types import TypeDecorator

from crosswire.errors import InputError

_STAND_INS = 0x100000
"""U+0000 and lone surrogates, which no database takes, stand as private characters of this plane:
one for one, so that every offset stays."""
_HARD = re.compile("[\x00\ud800-\udfff]")
_TAKEN = re.compile("[\U00100000\U0010d800-\U0010dfff]")


def storable(text: str) -> str:
    """``text`` with stand-ins for what no database takes.

    Raises ``InputError`` for a text that uses the stand-ins themselves.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError:
        data = text.encode("utf-8", "surrogatepass")
    if b"\xf4" in data and (taken := _TAKEN.search(text)):
        raise InputError(
            f"a text without the private character U+{ord(taken[0]):06X} was wanted, one came at "
            f"offset {taken.start()}: crosswire uses it itself; remove it from the text",
            kind="private-character",
        )
    if b"\x00" in data or b"\xed" in data:
        return _HARD.sub(lambda m: chr(_STAND_INS + ord(m[0])), text)
    return text


def original(stored: str) -> str:
    """The text that ``storable`` was given."""
    if stored.isascii():
        return stored
    return _TAKEN.sub(lambda m: chr(ord(m[0]) - _STAND_INS), stored)


class Words(TypeDecorator[str]):
    """A column of free text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        return None if value is None else original(value)
