"""Records without their texts, and with them again: exactly the record that was put in.

A text is kept once, so a packed record says which text and where: ``{"@": [text, start, stop]}``
for a span, ``{"#": text}`` for a text, with ``text`` a place in the list both sides are given. What
addresses another text, or another wording, is kept whole. Fields at their default are left out.
"""

import json
import zlib
from collections.abc import Sequence
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from crosswire.records.base import Record
from crosswire.records.span import Span, Text

R = TypeVar("R", bound=Record)
Packed = dict[str, Any]


class Texts:
    """The texts that both sides know, in order."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = texts
        self._places: dict[str, int] = {}
        for n, one in enumerate(texts):
            self._places.setdefault(one.id, n)

    def pack(self, record: Record, *, without: Sequence[str] = ()) -> Packed:
        """``record`` for JSON, without the words of these texts, and ``without`` some fields."""
        return {
            name: self._packed(value)
            for name, default in _fields(type(record))
            if name not in without
            and (value := getattr(record, name)) is not default
            and value != default
        }

    def unpack(self, kind: type[R], packed: Packed) -> R:
        """The record that was packed."""
        return kind.model_validate(self._whole(packed))

    def _packed(self, value: Any) -> Any:
        if isinstance(value, Span):
            return self._span(value)
        if isinstance(value, Text):
            place = self._places.get(value.id)
            return {"content": value.content} if place is None else {"#": place}
        if isinstance(value, Record):
            return self.pack(value)
        if isinstance(value, tuple):
            return [self._packed(v) for v in value]
        return value.value if isinstance(value, Enum) else value

    def _span(self, span: Span) -> Packed:
        place = self._places.get(span.text)
        if place is None or self.texts[place].content[span.start : span.end] != span.exact:
            return span.model_dump()
        return {"@": [place, span.start, span.end]}

    def _whole(self, packed: Any) -> Any:
        if isinstance(packed, list):
            nested = any(isinstance(p, list | dict) for p in packed)
            return [self._whole(p) for p in packed] if nested else packed
        if not isinstance(packed, dict):
            return packed
        if "@" in packed:
            place, start, end = packed["@"]
            text = self.texts[place]
            return Span(text=text.id, start=start, end=end, exact=text.content[start:end])
        if "#" in packed:
            return self.texts[packed["#"]]
        return {name: self._whole(value) for name, value in packed.items()}


@cache
def _fields(kind: type[Record]) -> tuple[tuple[str, Any], ...]:
    """The record's fields and their defaults; no value is the default of a field without one."""
    return tuple((name, field.default) for name, field in kind.model_fields.items())


def squeeze(packed: Any) -> bytes:
    """Packed records as bytes; equal for equal records."""
    return zlib.compress(json.dumps(packed, separators=(",", ":")).encode("ascii"), 6)


def stretch(data: bytes) -> Any:
    """What was squeezed."""
    return json.loads(zlib.decompress(data))


def squeeze_text(content: str) -> bytes:
    """A page's own text, packed."""
    return zlib.compress(content.encode("utf-8", "surrogatepass"), 6)


def stretch_text(data: bytes) -> str:
    """The text that was packed."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")
