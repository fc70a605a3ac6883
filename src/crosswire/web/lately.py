"""What may be some seconds old: made by one who asks, and taken by the others meanwhile."""

import threading
import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")
_MOST = 200


class Lately:
    """Answers by what was asked, each good for so many seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: dict[Hashable, tuple[float, Any]] = {}
        self._guard = threading.Lock()

    def get(self, key: Hashable, seconds: float, make: Callable[[], T]) -> T:
        """The answer; made anew where it is older than ``seconds``."""
        held = self._taken(key, seconds)
        if held is not None:
            found: T = held[1]
            return found
        try:
            made = make()
        except BaseException:
            with self._guard:
                self._held.pop(key, None)
            raise
        with self._guard:
            if len(self._held) >= _MOST:
                self._held.clear()
            self._held[key] = (self._clock(), made)
        return made

    def _taken(self, key: Hashable, seconds: float) -> tuple[float, Any] | None:
        """What is held; None: whoever asks is to make it. While one makes it anew, the others take
        what there was."""
        now = self._clock()
        with self._guard:
            held = self._held.get(key)
            if held is not None and now - held[0] < seconds:
                return held
            if held is not None:
                # Good once more, for those who ask while it is made anew.
                self._held[key] = (now, held[1])
            return None
