"""Spans in packed records (see ``packing``), by their offsets alone."""

from collections.abc import Sequence
from typing import Any


def misplaced(packed: Any, lengths: Sequence[int]) -> bool:
    """Whether any span lies outside its text, these being the texts' lengths."""
    if isinstance(packed, list):
        return any(misplaced(p, lengths) for p in packed if isinstance(p, list | dict))
    if not isinstance(packed, dict):
        return False
    if "@" in packed:
        place, start, end = packed["@"]
        return not (place < len(lengths) and 0 <= start < end <= lengths[place])
    return any(misplaced(p, lengths) for p in packed.values())
