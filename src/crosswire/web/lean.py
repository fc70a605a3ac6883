"""Memory that is no longer used goes back to the machine: a desk is open for weeks.

The GNU C library keeps what threads free in pools of their own, up to eight for each core, and gives a
pool back only from its end on: after a line-up of eighty articles half of what a process holds may be
such (malloc(3), mallopt(3) "M_ARENA_MAX", malloc_trim(3)). With another C library all this does
nothing.
"""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

_M_ARENA_MAX = -8
_POOLS = 2


def few_pools() -> None:
    """Let the threads of this process share two pools. To be called before they begin."""
    if (library := _library()) is not None:
        library.mallopt(_M_ARENA_MAX, _POOLS)


def give_back() -> None:
    """Give back what is free in the middle of the pools, too; it takes hundredths of a second."""
    if (library := _library()) is not None:
        library.malloc_trim(0)


@contextmanager
def giving_back(every: float = 60.0) -> Iterator[None]:
    """Meanwhile, every so many seconds."""
    over = threading.Event()

    def give() -> None:
        while not over.wait(every):
            give_back()

    thread = threading.Thread(target=give, name="gives memory back", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@cache
def _library() -> ctypes.CDLL | None:
    try:
        library = ctypes.CDLL(None)
    except (OSError, TypeError):  # no library of C to be had by this name (Windows)
        return None
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None
