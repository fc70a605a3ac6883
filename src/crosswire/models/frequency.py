"""How common words are in news: the packaged background table that grouping weighs words by."""

import gzip
import json
import math
from functools import cache
from pathlib import Path

from crosswire.errors import ModelError

_FILE = Path(__file__).parent / "trained" / "grouping.words.json.gz"


class Background:
    """Stem → in how many of ``documents`` news texts it stands, and how often with a capital."""

    def __init__(self, documents: int, counts: dict[str, int], capitals: dict[str, int]) -> None:
        self.documents = documents
        self._counts = counts
        self._capitals = capitals
        self.unknown = math.log((documents + 1) / 0.5)
        """Rarity of a word never met."""
        self.rarities = {w: math.log((documents + 1) / (n + 0.5)) for w, n in counts.items()}

    def count(self, stem: str) -> int:
        """Texts that hold ``stem``; 0 for a word never met."""
        return self._counts.get(stem, 0)

    def capital(self, stem: str) -> float:
        """Share of capitals among its uses inside sentences, 0 to 1; one half when never met."""
        return self._capitals.get(stem, 5 if stem not in self._counts else 0) / 10

    def table(self) -> dict[str, object]:
        """What ``trained/`` keeps of it."""
        words = list(self._counts)
        return {
            "documents": self.documents,
            "words": " ".join(words),
            "counts": [self._counts[word] for word in words],
            "capitals": [self._capitals.get(word, 5) for word in words],
        }


@cache
def background() -> Background:
    """The packaged table, once per process."""
    try:
        table = json.loads(gzip.decompress(_FILE.read_bytes()))
    except (OSError, EOFError, ValueError) as fault:
        raise ModelError(
            f"the frequency table {_FILE.name} cannot be read ({fault}); reinstall crosswire"
        ) from fault
    words: list[str] = table["words"].split(" ")
    return Background(
        table["documents"],
        dict(zip(words, table["counts"], strict=True)),
        dict(zip(words, table["capitals"], strict=True)),
    )
