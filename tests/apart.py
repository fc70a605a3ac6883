"""A loop of its own: what is asynchronous is run in a thread, since tests with a browser leave a loop
in the main one."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

X = TypeVar("X")


def apart(run: Callable[[], Coroutine[Any, Any, X]]) -> X:
    """What ``run`` gives."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(run())).result()
