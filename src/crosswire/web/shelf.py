"""What was made once and asked for often, within bounds: the least lately asked for goes first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable


class Shelf:
    """Rendered parts by what they were made from, so a part is never out of date: its key changes."""

    def __init__(
        self, *, megabytes: int, made: Callable[[Hashable, str], object] = lambda key, part: None
    ) -> None:
        """``made`` hears of each part that was made here."""
        self._most = megabytes * 1_000_000
        self._made = made
        self._size = 0
        self._parts: OrderedDict[Hashable, str] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], str]) -> str:
        """The part of this key; made where it is not there. Two readers may make one at once."""
        with self._guard:
            if key in self._parts:
                self._parts.move_to_end(key)
                return self._parts[key]
        made = make()
        self.put(key, made)
        self._made(key, made)
        return made

    def put(self, key: Hashable, made: str) -> None:
        """Keep a part that was made elsewhere."""
        with self._guard:
            if key in self._parts or _size(made) > self._most:
                return
            self._parts[key] = made
            self._size += _size(made)
            while self._size > self._most:
                _, gone = self._parts.popitem(last=False)
                self._size -= _size(gone)


def _size(part: str) -> int:
    """Bytes, at most: a string of one foreign sign takes up to four for each."""
    return len(part) * (1 if part.isascii() else 4)
