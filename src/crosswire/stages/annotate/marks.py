"""Runs of words in quotation marks."""

import re

_PAIR = re.compile(r"“[^“”]*”|\"[^\"\n]*\"|‘[^‘’\n]{2,}’(?!\w)|(?<!\w)'[^'\n]{2,}'(?!\w)")


def quoted_runs(text: str) -> list[tuple[int, int]]:
    """Half-open runs of ``text`` that stand in quotation marks, marks included."""
    return [m.span() for m in _PAIR.finditer(text)]
