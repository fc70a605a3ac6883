"""Answers one assistant over standard input and output, which starts this program itself."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper

import anyio
from mcp.server.stdio import stdio_server

from crosswire.assist.room import Caller, Room
from crosswire.assist.server import make_server


def serve(room: Room, by: str) -> None:
    """Answer until the other side closes the line."""
    # The library tells of each message that is none, with all of it.
    logging.basicConfig(level=logging.ERROR)
    with _own_line() as line:
        anyio.run(_serve, room, by, line)


async def _serve(room: Room, by: str, line: TextIOWrapper) -> None:
    server = make_server(room, lambda _: Caller(by))
    async with stdio_server(stdout=anyio.wrap_file(line)) as (reads, writes):
        await server.run(reads, writes, server.create_initialization_options())


@contextmanager
def _own_line() -> Iterator[TextIOWrapper]:
    """Standard output for the protocol alone: whatever else is printed, by a library say, goes to
    standard error, and no message is torn by it."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        with (
            os.fdopen(kept, "wb") as raw,
            TextIOWrapper(raw, encoding="utf-8", newline="\n") as line,
        ):
            yield line
    finally:
        os.dup2(2, 1)
