"""How often words carried reported content in the training articles (``data/cues.json.gz``)."""

import gzip
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

Counts = Mapping[str, tuple[int, int]]

_SMOOTH = 4.0
_NEVER = (0, 0)


class Table(NamedTuple):
    """Counts by key: (seen, carried content)."""

    counts: Counts

    def rate(self, key: str, prior: float) -> float:
        """Share of the key's candidates that carried content, drawn to ``prior`` when rare."""
        seen, carried = self.counts.get(key, _NEVER)
        return (carried + _SMOOTH * prior) / (seen + _SMOOTH)

    def seen(self, key: str) -> int:
        """How often the key was met."""
        return self.counts.get(key, _NEVER)[0]


@cache
def table() -> Table:
    """The shipped table."""
    path = files("crosswire.stages.quote") / "data" / "cues.json.gz"
    rows = json.loads(gzip.decompress(path.read_bytes()))
    return Table({k: (int(n), int(c)) for k, (n, c) in rows["counts"].items()})
