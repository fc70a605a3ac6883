"""Views that took long to make, a few of them: the one least lately asked for goes first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """Views by what they were made from, so that none is out of date: its key changes."""

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._views: OrderedDict[Hashable, Any] = OrderedDict()
        self._guard = threading.Lock()
        self._making: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The view of this key. Of several who ask for one that is not there, one makes it and the
        others wait: it may take half a second, and two would take twice that."""
        with self._guard:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._guard:
                if key in self._views:
                    self._views.move_to_end(key)
                    self._making.pop(key, None)
                    found: T = self._views[key]
                    return found
            try:
                made = make()
            finally:
                with self._guard:
                    self._making.pop(key, None)
            with self._guard:
                self._views[key] = made
                while len(self._views) > self._most:
                    self._views.popitem(last=False)
            return made
