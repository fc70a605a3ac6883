"""Things kept by their place in the text, so that neighbours are found without reading them all."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from crosswire.stages.quote.tree import Bounds

T = TypeVar("T")
_WIDTH = 512


class Shelf(Generic[T]):
    """Items by the stretches of text they cover."""

    def __init__(self, items: Iterable[tuple[tuple[Bounds, ...], T]] = ()) -> None:
        self._boxes: dict[int, list[tuple[int, T]]] = {}
        self._count = 0
        for content, item in items:
            self.add(content, item)

    def add(self, content: tuple[Bounds, ...], item: T) -> None:
        """Keep an item under every stretch of its content."""
        for box in _boxes(content):
            self._boxes.setdefault(box, []).append((self._count, item))
        self._count += 1

    def near(self, *content: Bounds) -> list[T]:
        """The items that may share text with these stretches, each once, in order of keeping."""
        found = {k: item for box in _boxes(content) for k, item in self._boxes.get(box, ())}
        return [found[k] for k in sorted(found)]


def _boxes(content: Iterable[Bounds]) -> set[int]:
    return {box for s, e in content for box in range(s // _WIDTH, max(e - 1, s) // _WIDTH + 1)}
